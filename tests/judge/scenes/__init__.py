"""The fault catalogue of judging: make-believe sites, each a timeline with the truth beside it
(docs/judging.md).

    python -m tests.judge.scenes FOLDER [--write]

plays all of them, leaves the archive in FOLDER/archive, prints where judge and truth differ, and with
`--write` puts the table into docs/judging.md.
"""
