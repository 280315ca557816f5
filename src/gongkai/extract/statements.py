"""From printed pairs and meta tags to the fields of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.base.choice import NOT_A_DATE, TOO_LONG, Candidate, Origin, choose
from gongkai.base.dates import find_dates, normalise, parse_date
from gongkai.extract.facts import Facts
from gongkai.extract.head import Head
from gongkai.extract.labels import LABELS, clean_value
from gongkai.extract.marks import is_tool
from gongkai.extract.text import ELLIPSIS, solid

_BRACKETED_NO = (
    r"[\u4e00-\u9fffA-Za-z]{1,16}\s?[〔\[［【﹝（(]\s?(?:19|20)\d\d\s?年?\s?[〕\]］】﹞）)]"
    r"\s?第?\s?\d{1,5}(?:-\d+)?\s?号"
)
_YEAR_NO = r"[\u4e00-\u9fff]{0,16}\s?(?:19|20)\d\d\s?年\s?第\s?\d{1,5}\s?号"
_ORDER_NO = r"[\u4e00-\u9fff]{1,16}令\s?第?\s?(?:\d{1,5}|[一二三四五六七八九十百〇零]{1,6})\s?号"
_NUMBER = rf"(?P<number>(?:{_BRACKETED_NO}|{_YEAR_NO}|{_ORDER_NO})(?:\s+{_BRACKETED_NO})*)"
_NUMBER_LINE = re.compile(rf"{_NUMBER}(?:\s*签发人\s*[：:].*)?")
NUMBER_FIRST = re.compile(rf"{_NUMBER}(?=\s|$)")
"""A document number alone on its line, in the shapes that 党政机关公文格式 (GB/T 9704) and custom have:
某政发〔2026〕5号, 公告2026年第3号, 某政府令第12号; the red head prints 签发人 beside it."""
MAX_FIELD_CHARS = 120
MAX_TITLE_CHARS = 200
_KEPT = frozenset(("other", "editor", "updated", "effective_from", "effective_until", "unified_no"))
_TRAILING = re.compile(
    r"(?:\s*[\U0001F300-\U0001FAFF]\uFE0F?\s*\d*|\s*[【\[（(]\s*(?:我要)?(?:打印|关闭|收藏|分享|字体|字号|纠错|推荐|大|中|"
    r"小)[^】\]）)]{0,12}[】\]）)]|\s*[【\[（(｜|]|"
    r"\s++(?:下载|收藏)|\s*+(?:打印本页|打印|关闭窗口|关闭|收藏|A[+＋-])|"
    r"\s*+(?:阅读|浏览|点击|访问|查看)(?:次数|量|数)?+\s*+[：:]?+\s*+\d*+\s*+次?+)++\s*+$"
)
_SWITCHES = re.compile(
    r"(?:[\s|｜]*(?:A[+＋]|A[-－]|微信|新浪微博|微博|QQ空间|QQ好友|朋友圈|分享到?|打印|收藏|关闭|放大|缩小|默认|大|中|小|复制链接))"
    r"{2,}\s*$"
)
"""Two or more switches in a row after a value: a name may end in one such word."""

_PERSONS = re.compile(
    r"\s+(?:作者|摄影|摄像|剪辑|配图|编辑|责编|撰稿|供稿|[文图](?:/|\s?[:：])).*$|\s*(?:见习|本报|实习)?(?:记者|通讯员)[\s:：].*$"
)
"""Whoever wrote it, printed behind the source."""

_OFFICE = re.compile(
    r"\s*[\[【［]\s*([\u4e00-\u9fff]{2,20}(?:委|局|办|厅|府|处|中心|部|网|报|社|院|会|台|站|街道|镇|乡|科|室))\s*[\]】］]"
)
_EVENT = re.compile(
    r"\s*(?:截止|截至|有效|施行|实施|举办|举行|召开|会议|活动|报名|开标|听证|公示|考试)(?:时间|日期|期|日)?(?:至|为|到|于)?\s*$"
)
"""Words before a date that is of something else than the publication."""
_DIGIT = re.compile(r"[\d一二三四五六七八九十〇零]")
_DATES_LABELS = ("published", "updated")
_INVALID_SOURCE = re.compile(r"^[\d\s:：./-]+$|^(?:原创|未知)$|[，。；！？]")


@dataclass(frozen=True, slots=True)
class Statements:
    """What a page states in print. `dates` are (field, label, printed text) with field `published`,
    `updated` or empty where a date stands without a label; `titles` what a label calls the title; `extra`
    everything that has no field of its own; `origins` tell where each field stood."""

    origins: dict[str, Origin]
    titles: tuple[Candidate, ...]
    dates: tuple[tuple[str, str, str], ...]
    extra: tuple[tuple[str, str], ...]

    def value(self, field: str) -> str | None:
        return self.origins[field].value


class _Pair(NamedTuple):
    """A printed label with the field it fills, its value, and where it stood."""

    name: str
    field: str
    text: str
    place: str


def gather(
    facts: Facts,
    head: Head,
    first_lines: Sequence[str],
    info_lines: Sequence[str],
    about_title: Sequence[str],
) -> Statements:
    """Fields from the info line and the metadata table. The number may also stand in the `first_lines` of the
    body, the whole `info_lines`, and the lines `about_title`, there in brackets too."""
    info = [
        _Pair(name, LABELS.get(name, ""), text, f"信息行“{name}”" if name else "信息行")
        for name, text in facts.info
    ]
    table = [_Pair(name, LABELS.get(name, ""), text, f"元数据表“{name}”") for name, text in facts.table]
    printed = [*info, *table]
    chosen = [
        choose("formed", map(_as_day, _stated(printed, "formed"))),
        choose("effective", _stated(printed, "effective")),
        choose("source", _sources(printed, head)),
        choose("issuer", _stated([*table, *info], "issuer")),
        choose("index_no", _stated(printed, "index_no")),
        choose("doc_no", _numbers(printed, first_lines, info_lines, about_title)),
    ]
    return Statements(
        origins={origin.field: origin for origin in chosen},
        titles=tuple(_stated(printed, "title", MAX_TITLE_CHARS)),
        dates=tuple(_dates(printed)),
        extra=tuple(_extra(printed)),
    )


def _stated(printed: Iterable[_Pair], field: str, longest: int = MAX_FIELD_CHARS) -> list[Candidate]:
    """What stands under any label of a field."""
    found = []
    for pair in printed:
        if pair.field == field:
            value = clean_value(_TRAILING.sub("", pair.text))
            found.append(Candidate(value, pair.place, TOO_LONG if value and len(value) > longest else ""))
    return found


def _numbered(stated: Candidate) -> Candidate:
    """A document number has a number: a script may write its 号 alone."""
    bare = stated.value is not None and not _DIGIT.search(stated.value)
    return Candidate(stated.value, stated.place, "不是文号" if bare else stated.against)


def _as_day(stated: Candidate) -> Candidate:
    day = parse_date(stated.value)
    return Candidate(day or stated.value, stated.place, "" if day or not stated.value else NOT_A_DATE)


def _sources(printed: Sequence[_Pair], head: Head) -> list[Candidate]:
    """Printed sources; the head's only where no place for a source is printed."""
    found = []
    for pair in printed:
        if pair.field == "source":
            value = clean_value(_PERSONS.sub("", _SWITCHES.sub("", _TRAILING.sub("", _undated(pair.text)))))
            value = _whole(value, head.source)
            found.append(Candidate(value, pair.place, against_source(value)))
    found += [Candidate(match[1], "信息行") for pair in printed if (match := _unlabelled(pair))]
    against = "页面印有来源一栏，以印出的为准" if found else against_source(head.source, head.title)
    return [*found, Candidate(head.source, "meta 标签 ContentSource", against)] if head.source else found


def _whole(value: str | None, stated: str | None) -> str | None:
    """A printed value that a template cut, as the tag has it."""
    cut = value is not None and value.endswith(ELLIPSIS)
    return stated if cut and stated and value and stated.startswith(value.rstrip(".…．")) else value


def _unlabelled(pair: _Pair) -> re.Match[str] | None:
    """An office in brackets before the date, without a label: `[省发改委] 2016-04-01`."""
    return None if pair.name else _OFFICE.match(pair.text)


def against_source(value: str | None, title: str | None = None) -> str:
    """The reason against a value as the name of a source; empty where there is none."""
    if value and len(value) > MAX_FIELD_CHARS:
        return TOO_LONG
    return "不是来源的名称" if value and (value == title or _is_no_source(value)) else ""


def _undated(value: str) -> str:
    """What stands before the first date of a value, or after the last where it begins with one."""
    found = find_dates(value)
    if not found:
        return value
    plain = normalise(value)
    return _EVENT.sub("", plain[: found[0].start]) or plain[found[-1].end :]


def _is_no_source(text: str) -> bool:
    return _INVALID_SOURCE.match(text) is not None or is_tool(solid(text))


def _numbers(
    printed: Iterable[_Pair], lines: Sequence[str], info_lines: Sequence[str], about_title: Sequence[str]
) -> list[Candidate]:
    """Document numbers: labelled, alone on one of the first lines, or at the head of an info line."""
    bare = [line.strip("（）()") for line in about_title]
    found = [_NUMBER_LINE.fullmatch(line) for line in (*bare, *lines) if "号" in line]
    found += [NUMBER_FIRST.match(line) for line in info_lines]
    alone = [Candidate(match["number"], "标题下或正文首部单独成行") for match in found if match]
    return [*map(_numbered, _stated(printed, "doc_no")), *alone]


def _dates(printed: Iterable[_Pair]) -> Iterable[tuple[str, str, str]]:
    for pair in printed:
        field = pair.field
        if field in _DATES_LABELS or (not pair.name and find_dates(pair.text)):
            yield field, pair.place, pair.text
        elif field in ("source", "editor", "counter", "tool") and _has_bare_date(pair.text):
            yield "", pair.place, pair.text


def _has_bare_date(text: str) -> bool:
    """Whether a value holds a date that no word before it says to be of something else (截止2027-03-04)."""
    found = find_dates(text)
    return bool(found) and _EVENT.search(normalise(text)[: found[0].start]) is None


def _extra(printed: Iterable[_Pair]) -> Iterable[tuple[str, str]]:
    seen = set()
    for pair in printed:
        cleaned = clean_value(pair.text) if pair.field in _KEPT else None
        if cleaned and (pair.name, cleaned) not in seen:
            seen.add((pair.name, cleaned))
            yield pair.name, cleaned
