"""The page of one item: what it says, where it stood, every version of it, what shows that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from datasette import Response

from gongkai.archive import FindingQuery, ItemView, VersionView
from gongkai.base.times import china_time
from gongkai.web import queries, sorting, words
from gongkai.web.diff import Line, Piece, diff_lines, diff_pieces
from gongkai.web.faults import some_faults
from gongkai.web.pages import Frame, PageError, html
from gongkai.web.source import Source

FACTS = ("formed", "effective", "issuer", "source", "index_no", "doc_no")


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions compared: fields as (label, pieces), the body by paragraphs."""

    old: VersionView
    new: VersionView
    fields: tuple[tuple[str, tuple[Piece, ...]], ...]
    body: tuple[Line, ...]


async def item_page(source: Source, frame: Frame, request: Any) -> Response:
    """`?v=2` shows that version, `?v=2&against=1` its difference to an older one."""
    uid = unquote(str(request.url_vars["uid"]))[:64]
    item: ItemView | None = await source.read(lambda archive: archive.item(uid))
    if item is None:
        raise PageError(404, "没有这个条目。", "编号可能写错了；可以用标题检索。")
    known = await source.query(queries.catalogue)
    if item.withheld:
        return html(frame, "withheld.html", {"item": item}, status=410)
    versions: tuple[VersionView, ...] = await source.read(lambda archive: archive.versions(uid))
    shown = _version(versions, request.args.get("v") or str(item.version)) if versions else None
    older = _version(versions, request.args["against"]) if shown and request.args.get("against") else None
    compared = await source.aside(lambda: difference(older, shown)) if older and shown else None
    corrections = await source.read(lambda archive: archive.corrections(uid))
    ids = {number for number in (*(v.capture for v in versions), *(e.capture for e in item.events)) if number}
    captures = await source.query(lambda db: queries.captures(db, ids))
    query = FindingQuery(as_of=frame.day.isoformat(), item=uid)
    return html(
        frame,
        "item.html",
        {
            "item": item,
            "found": await some_faults(source, frame, known, query),
            "known": known,
            "versions": versions,
            "shown": shown,
            "latest": shown is None or shown.version == item.version,
            "difference": compared,
            "captures": captures,
            "capture": captures.get(shown.capture or 0) if shown else None,
            "facts": _facts(item, shown),
            "cite": citation(item, shown, captures),
            "topics": await source.query(lambda db: sorting.topics_of_item(db, uid)),
            "corrections": corrections,
            "by_person": bool(corrections) and corrections[-1].what == "corrected",
        },
    )


def difference(old: VersionView, new: VersionView) -> Difference:
    """What changed from one version to another, in title, dates, stated facts, attachments, body."""
    names = list(dict.fromkeys((*old.metadata, *new.metadata)))
    pairs = [
        ("标题", old.title, new.title),
        (words.FIELDS["published"], old.published or "", new.published or ""),
        *(
            (words.FIELDS[name], old.metadata.get(name) or "", new.metadata.get(name) or "")
            for name in names
            if name in FACTS
        ),
        *_stated_pairs(old, new),
        ("附件", _files(old), _files(new)),
    ]
    fields = tuple((label, diff_pieces(a, b)) for label, a, b in pairs if a != b)
    return Difference(old, new, fields, diff_lines(old.body, new.body))


def citation(item: ItemView, shown: VersionView | None, captures: dict[int, queries.Capture]) -> str:
    """One line to cite: who, what, when stated, which version, when captured, its hash, where it stood."""
    parts = [item.issuer or item.source, f"《{shown.title if shown else item.title}》"]
    published = shown.published if shown else item.published
    parts.append(f"标注日期 {published[:10]}" if published else "未标注日期")
    parts.append(f"gongkai 存档 {item.uid}" + (f" 第 {shown.version} 版" if shown else ""))
    capture = captures.get(shown.capture or 0) if shown else None
    if capture:
        parts.append(f"{china_time(capture.received_at)}（UTC+8）采集，快照 {capture.id}")
        parts.append(f"SHA-256 {capture.sha256}")
    return "，".join(part for part in parts if part) + f"。原址：{item.url}"


def _version(versions: tuple[VersionView, ...], text: str) -> VersionView:
    """The version asked for, by its number."""
    found = next((v for v in versions if str(v.version) == text), None)
    if found is None:
        raise PageError(404, "没有这个版本。", "请从条目页的版本列表进入。")
    return found


def _facts(item: ItemView, shown: VersionView | None) -> list[tuple[str, str]]:
    """The stated facts of the version shown, else of the item; what the page printed besides, after."""
    stated = shown.metadata if shown else {}
    named = [(words.FIELDS[name], stated.get(name) or getattr(item, name)) for name in FACTS]
    have = {value for _, value in named}
    other = [(label, value) for label, value in (shown.stated if shown else ()) if value not in have]
    return [(label, value) for label, value in (*named, *other) if value]


def _stated_pairs(old: VersionView, new: VersionView) -> list[tuple[str, str, str]]:
    before, after = dict(old.stated), dict(new.stated)
    return [
        (label, before.get(label, ""), after.get(label, "")) for label in dict.fromkeys((*before, *after))
    ]


def _files(version: VersionView) -> str:
    return "；".join(f"{a.name}（{(a.sha256 or a.status)[:12]}）" for a in version.attachments)
