"""Checks are kept while nothing was written, and made again as soon as something was."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path

from gongkai.archive import open_archive
from gongkai.check import Check
from gongkai.web.serving import make_datasette
from gongkai.web.source import Kept, find_source
from tests.web import district


def test_check_is_kept_until_the_archive_changes(tmp_path: Path, archive_folder: Path) -> None:
    folder = tmp_path / "archive"
    shutil.copytree(archive_folder, folder)
    datasette = make_datasette(folder, as_of=district.AS_OF)
    source = find_source(datasette)
    assert source is not None

    async def twice() -> bool:
        return await source.check(district.AS_OF) is await source.check(district.AS_OF)

    assert asyncio.run(twice())
    before = json.loads(asyncio.run(datasette.client.get("/matrix.json")).text)
    with open_archive(folder) as archive:
        writer = district.Writer(archive)
        writer.begin(district.at(district.AS_OF, 20))
        writer.visit("lh/gzdt", district.at(district.AS_OF, 20), (("1.html", "消防演练", "2026-11-22"),))
        after = json.loads(asyncio.run(datasette.client.get("/matrix.json")).text)
    states = [
        next(s["state"] for s in found["sections"] if s["section"] == "lh/gzdt") for found in (before, after)
    ]
    assert states == ["failed", "fresh"]


def test_slow_check_stays_good_for_a_while_a_fast_one_does_not() -> None:
    check = Check(district.AS_OF, (), {})
    before, after = ((1, 1),), ((2, 2),)
    slow, fast = Kept(check, before, made=100, cost=5), Kept(check, before, made=100, cost=0.1)
    assert slow.good(before, 9999)
    assert slow.good(after, 149)
    assert not slow.good(after, 151)
    assert fast.good(before, 9999)
    assert not fast.good(after, 100.1)
