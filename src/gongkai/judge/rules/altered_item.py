"""公开后改动: numbers in the text or the bytes of a file are other than before, under the same date. No text
forbids it; it is shown so that somebody asks why. Corrected words alone are nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from gongkai.base.findings import Found
from gongkai.base.itemfacts import ItemFacts, VersionFacts
from gongkai.judge.rules.item import day, found
from gongkai.judge.settings import Judging

ID = "altered-item"
NAME = "条目公开后改动"


def look(item: ItemFacts, judging: Judging) -> Iterator[Found]:
    for before, after in pairwise(item.versions):
        what = _altered(before, after)
        if not what or after.flips or after.confirmed_at is None:
            continue
        back = _restored(item, before, after)
        if back is not None and back.seen_at <= after.confirmed_at:
            continue
        yield found(
            item,
            judging,
            ID,
            since=day(after.seen_at),
            opened=day(after.confirmed_at),
            statement=(
                f"《{item.title}》的标注日期未变，{what}有改动"
                f"（第 {before.version} 版与第 {after.version} 版不同）。"
            ),
            closed=day(back.seen_at) if back else None,
            reason="rectified" if back else None,
            dates=(
                ("标注日期", (after.published or "未标注")[:10]),
                ("首次见到改后的内容", day(after.seen_at)),
            ),
            captures=[before.capture, after.capture],
            versions=[before.version, after.version],
        )


def _altered(before: VersionFacts, after: VersionFacts) -> str:
    """What was altered, in words; empty where it is nothing of weight, or was openly dated anew."""
    if before.published != after.published:
        return ""
    numbers = None not in (before.numbers, after.numbers) and before.numbers != after.numbers
    known = dict(before.files)
    files = any(
        address in known and None not in (known[address], sha256) and known[address] != sha256
        for address, sha256 in after.files
    )
    return "、".join(word for word, is_so in (("正文中的数字", numbers), ("附件内容", files)) if is_so)


def _restored(item: ItemFacts, before: VersionFacts, after: VersionFacts) -> VersionFacts | None:
    """A later version that says again what was said before."""
    return next(
        (v for v in item.versions if v.seen_at > after.seen_at and v.text_sha256 == before.text_sha256), None
    )
