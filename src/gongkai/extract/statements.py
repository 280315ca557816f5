"""From printed pairs and meta tags to the fields of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.base.dates import find_dates, normalise, parse_date
from gongkai.extract.facts import Facts
from gongkai.extract.head import Head
from gongkai.extract.labels import LABELS, clean_value
from gongkai.extract.marks import is_tool
from gongkai.extract.text import solid

DOC_NO = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{1,16}\s?[〔\[［【﹝（(]\s?(?:19|"
    r"20)\d\d\s?(?:年)?\s?[〕\]］】﹞）)]\s?第?\s?\d{1,5}(?:-\d+)?\s?号"
)
MAX_FIELD_CHARS = 120
_KEPT = frozenset(("other", "editor", "updated", "effective_from", "effective_until", "unified_no"))
_TRAILING = re.compile(
    r"(?:\s*[【\[（(]\s*(?:我要)?(?:打印|关闭|收藏|分享|字体|字号|纠错|推荐|大|中|"
    r"小)[^】\]）)]{0,12}[】\]）)]|\s*[【\[（(｜|]|"
    r"\s*(?:阅读|浏览|点击|访问|查看)(?:次数|量|数)?\s*[：:]?\s*\d*\s*次?)+\s*$"
)
_DATES_LABELS = ("published", "updated")
_INVALID_SOURCE = re.compile(r"^[\d\s:：./-]+$|^(?:本站原创|原创)$")


@dataclass(frozen=True, slots=True)
class Statements:
    """What a page states in print. `dates` are (field, printed text) with field `published`, `updated` or
    empty where a date stands without a label; `extra` everything that has no field of its own."""

    title: str | None
    formed: str | None
    effective: str | None
    source: str | None
    issuer: str | None
    index_no: str | None
    doc_no: str | None
    dates: tuple[tuple[str, str], ...]
    extra: tuple[tuple[str, str], ...]


def gather(facts: Facts, head: Head, first_lines: Sequence[str]) -> Statements:
    """Fields from the info line and the metadata table; `first_lines` of the body may hold the number."""
    printed = [*facts.info, *facts.table]
    source_printed = any(LABELS.get(name) == "source" for name, _ in printed)
    source = _source(printed)
    if source is None and not source_printed:
        source = _own_source(head)
    return Statements(
        title=_first(printed, "title"),
        formed=parse_date(_first(printed, "formed")),
        effective=_first(printed, "effective"),
        source=source,
        issuer=_first([*facts.table, *facts.info], "issuer"),
        index_no=_first(printed, "index_no"),
        doc_no=_first(printed, "doc_no") or _number_line(first_lines),
        dates=tuple(_dates(printed)),
        extra=tuple(_extra(printed)),
    )


def _first(printed: Iterable[tuple[str, str]], field: str) -> str | None:
    """The first value that is not empty under any label of a field."""
    for name, value in printed:
        if LABELS.get(name) == field:
            cleaned = clean_value(_TRAILING.sub("", value))
            if cleaned and len(cleaned) <= (200 if field == "title" else MAX_FIELD_CHARS):
                return cleaned
    return None


def _source(printed: Iterable[tuple[str, str]]) -> str | None:
    for name, value in printed:
        if LABELS.get(name) == "source":
            cleaned = clean_value(_TRAILING.sub("", _undated(value)))
            if cleaned and len(cleaned) <= MAX_FIELD_CHARS and not _is_no_source(cleaned):
                return cleaned
    return None


def _undated(value: str) -> str:
    """What stands before the first date of a value, or after the last where it begins with one."""
    found = find_dates(value)
    if not found:
        return value
    plain = normalise(value)
    return plain[: found[0].start] or plain[found[-1].end :]


def _own_source(head: Head) -> str | None:
    source = head.source
    return source if source and len(source) <= MAX_FIELD_CHARS and not _is_no_source(source) else None


def _is_no_source(text: str) -> bool:
    return _INVALID_SOURCE.match(text) is not None or is_tool(solid(text))


def _number_line(lines: Sequence[str]) -> str | None:
    """A document number that stands alone on one of the first lines of the text."""
    for line in lines:
        if DOC_NO.fullmatch(line):
            return line
    return None


def _dates(printed: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    for name, value in printed:
        field = LABELS.get(name, "")
        if field in _DATES_LABELS or (not name and find_dates(value)):
            yield field, value
        elif field in ("source", "editor", "counter", "tool"):
            found = find_dates(value)
            if found:
                yield "", value


def _extra(printed: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    seen = set()
    for name, value in printed:
        cleaned = clean_value(value)
        if LABELS.get(name) in _KEPT and cleaned and (name, cleaned) not in seen:
            seen.add((name, cleaned))
            yield name, cleaned
