"""Plays all scenes by hand; see the package."""

from __future__ import annotations

import sys
from pathlib import Path

from gongkai.archive import sqlite
from tests.judge.scenes.catalogue import SCENES
from tests.judge.scenes.judged import judged_scenes
from tests.judge.scenes.language import LAST_DAY
from tests.judge.scenes.outcome import BEGIN, END, differences, table

DOC = Path(__file__).parents[3] / "docs" / "judging.md"


def main(folder: Path, *, write: bool) -> None:
    sqlite.SYNCHRONOUS = "OFF"
    daily, at_end = judged_scenes(folder, SCENES, LAST_DAY)
    print("judged day by day:", *differences(SCENES, daily, LAST_DAY), sep="\n  ")  # noqa: T201
    print("judged at the end:", *differences(SCENES, at_end, LAST_DAY, only_at_end=True), sep="\n  ")  # noqa: T201
    if write:
        before, _, rest = DOC.read_text("utf-8").partition(BEGIN)
        _, _, after = rest.partition(END)
        DOC.write_text(f"{before}{BEGIN}\n{table(daily)}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), write="--write" in sys.argv)
