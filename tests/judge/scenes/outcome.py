"""What was found of each scene, beside what must be, as docs/judging.md shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from gongkai.archive import Archive, FindingQuery
from gongkai.base.findings import Found
from tests.judge.scenes.catalogue import THEMES
from tests.judge.scenes.language import LAST_DAY, Scene, Told

Outcome = Mapping[str, set[Told]]
"""What was found, by scene."""

BEGIN, END = "<!-- scenes: begin -->", "<!-- scenes: end -->"
HEAD = ("| what happens | what must be found | what was found |", "|---|---|---|")


def outcome(archive: Archive) -> Outcome:
    """Everything that an archive keeps of findings, by the site that it is about."""
    names = {uid: url.rpartition("/")[2].removesuffix(".html") for uid, url in _items(archive)}
    found: dict[str, set[Told]] = defaultdict(set)
    for finding in archive.findings(FindingQuery()):
        assert finding.found.site is not None
        found[finding.found.site].add(_told(finding.found, names))
    return found


def _items(archive: Archive) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in archive.db.execute("SELECT uid, url FROM items")]


def _told(found: Found, names: Mapping[str, str]) -> Told:
    subject = names[found.subject] if found.item else found.subject.partition("/")[2]
    return (found.rule, subject, found.since, found.opened, found.closed, found.close_reason)


def differences(
    scenes: Sequence[Scene], found: Outcome, until: date, *, only_at_end: bool = False
) -> list[str]:
    """Where what was found and the truth differ, a line for each finding missing or too many."""
    lines = []
    for scene in scenes:
        truth, seen = scene.truth(until, only_at_end=only_at_end), found.get(scene.id, set())
        lines += [f"{scene.id}: not found: {words(one)}" for one in sorted(truth - seen, key=str)]
        lines += [f"{scene.id}: wrongly found: {words(one)}" for one in sorted(seen - truth, key=str)]
    known = {scene.id for scene in scenes}
    return lines + [f"{site}: no scene of that name" for site in found if site not in known]


def words(one: Told) -> str:
    rule, subject, since, opened, closed, reason = one
    name = f"`{rule}`{f' of {subject}' if subject else ''}, since {since}"
    name += "" if opened == since else f", opened {opened}"
    return f"{name}, {reason} {closed}" if closed else name


def _cell(told: set[Told]) -> str:
    return (
        "; ".join(words(one) for one in sorted(told, key=lambda one: (one[3], one[0], one[1], one[2])))
        or "nothing"
    )


def expected_row(scene: Scene) -> str:
    """The first two columns of a scene's row."""
    why = f" {scene.why}" if scene.why else ""
    return f"| {scene.en}（{scene.zh}）{why} | {_cell(scene.truth(LAST_DAY))} |"


def table(found: Outcome) -> str:
    """The whole table, theme by theme."""
    lines = []
    for theme, scenes in THEMES.items():
        lines += ["", f"**{theme}**", "", *HEAD]
        lines += [f"{expected_row(scene)} {_found_cell(scene, found)} |" for scene in scenes]
    return "\n".join(lines[1:])


def _found_cell(scene: Scene, found: Outcome) -> str:
    seen = found.get(scene.id, set())
    return "the same" if seen == scene.truth(LAST_DAY) else _cell(seen)
