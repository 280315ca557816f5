"""The fault catalogue of judging: every fault found on the right day, nothing else, whoever judges when."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.judge.scenes.catalogue import SCENES, SHORT
from tests.judge.scenes.judged import judged_scenes
from tests.judge.scenes.language import LAST_DAY, SHORT_END, on
from tests.judge.scenes.outcome import BEGIN, END, differences, expected_row, table

DOC = Path(__file__).parents[2] / "docs" / "judging.md"


def test_some_scenes_are_judged_as_they_were_until_new_year(tmp_path: Path) -> None:
    daily, at_end = judged_scenes(tmp_path, SHORT, SHORT_END)
    assert differences(SHORT, daily, SHORT_END) == []
    assert differences(SHORT, at_end, SHORT_END, only_at_end=True) == []


@pytest.mark.slow
def test_all_scenes_are_judged_as_they_were(tmp_path: Path) -> None:
    daily, at_end = judged_scenes(tmp_path, SCENES, LAST_DAY)
    assert differences(SCENES, daily, LAST_DAY) == []
    assert differences(SCENES, at_end, LAST_DAY, only_at_end=True) == []
    assert f"{BEGIN}\n{table(daily)}\n{END}" in DOC.read_text("utf-8")


def test_the_table_is_that_of_the_scenes() -> None:
    """What was found is held against it where all scenes are played."""
    text = DOC.read_text("utf-8").partition(BEGIN)[2].partition(END)[0]
    rows = [line for line in text.splitlines() if line.startswith("| ") and "what happens" not in line]
    assert len(rows) == len(SCENES)
    for row, scene in zip(rows, SCENES, strict=True):
        assert row.startswith(expected_row(scene)), row


def test_scenes_tell_of_nothing_that_is_not_played() -> None:
    assert len({scene.id for scene in SCENES}) == len(SCENES)
    for scene in SCENES:
        for must in scene.must:
            assert all(on(day) <= on(scene.until) for day in (must.opened, must.closed) if day), scene.id
