"""Scenes judged twice: every evening, as a timer does, and on the last day alone, with every item sorted into
a category that is not its own: sorting accuses nobody."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from gongkai.archive import Archive, open_archive
from gongkai.base.times import day_end, utc_text
from gongkai.check import judge_archive
from gongkai.judge import Judging
from tests.judge.scenes.calendar import CALENDAR
from tests.judge.scenes.language import Scene
from tests.judge.scenes.outcome import Outcome, outcome
from tests.judge.scenes.play import play

JUDGING = replace(Judging(), calendar=CALENDAR)
FORGOTTEN = (
    "DELETE FROM finding_log",
    "DELETE FROM findings",
    "DELETE FROM judged",
    "DELETE FROM about WHERE key = 'judged'",
)
"""Makes an archive one that nobody judged yet."""


MISSORTED = """UPDATE items SET category_confidence = 1.0, category = (
    SELECT id FROM categories WHERE id IS NOT items.category ORDER BY id LIMIT 1)"""
"""Sorts every item wrong, and is sure of it."""


def judged_scenes(folder: Path, scenes: Sequence[Scene], last: date) -> tuple[Outcome, Outcome]:
    """What is found of scenes up to a day by who judges every evening, and by who judges only then."""

    def evening(archive: Archive, day: date) -> None:
        judge_archive(archive, day, JUDGING, utc_text(day_end(day)))

    play(folder, scenes, last, evening)
    copy = folder / "judged-once"
    shutil.copytree(folder / "archive", copy)
    with open_archive(folder / "archive") as daily, open_archive(copy) as once:
        for statement in FORGOTTEN:
            once.db.execute(statement)
        once.db.execute(MISSORTED)
        evening(once, last)
        return outcome(daily), outcome(once)
