"""The date of a row, in every shape that lists print it.

Whole dates come from `base.dates`. Two more shapes live in lists alone: the day in one block and month
and year in another (`09` / `2026-03`), and month and day without the year (`03-09`).
"""

from __future__ import annotations

import re
from datetime import date

from gongkai.base.dates import Found, find_dates, iso_day, month_day, normalise, url_date

_PIECE = re.compile(r"[\[(（【\s]*[\d年月日./\-\s]+[\])）】\s]*$")
_BRACKETS = "[]()（）【】 "
_WORD = re.compile(r"(?![年月日])[一-鿿]")
_DIGIT = re.compile(r"[\d年]")
_TIME = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\b")
_YEAR = r"((?:19|20)\d\d)"
_MONTH = r"(1[0-2]|0?[1-9])"
_DAY = r"(3[01]|[12]\d|0?[1-9])"
_SEP = r"\s*[-./年月日\s]\s*"
_SPLIT = (
    (re.compile(rf"(?<!\d){_DAY}日?\s+{_YEAR}{_SEP}{_MONTH}(?!\d)"), (2, 3, 1)),
    (re.compile(rf"(?<!\d){_YEAR}{_SEP}{_MONTH}{_SEP}{_DAY}(?!\d)"), (1, 2, 3)),
    (re.compile(rf"(?<!\d){_MONTH}{_SEP}{_DAY}日?\s+{_YEAR}(?!\d)"), (3, 1, 2)),
    (re.compile(rf"(?<!\d){_DAY}日?\s+{_MONTH}月?\s+{_YEAR}(?!\d)"), (3, 2, 1)),
)
_PUBLISHED = re.compile(r"(?:发布|公开|上网|更新)(?:日期|时间)?\s*[:：]?\s*$")
_OTHER = re.compile(r"(?:成文|生成|发文|印发|实施|生效|废止|失效|截止|形成)(?:日期|时间)?\s*[:：]?\s*$")
_ALONE = re.compile(r"\s*(?:[日时][间期]\s*:)?\s*[\[(【]?\s*[\d年月日./\-\s:]{8,40}[\])】]?\s*")
_LAST = re.compile(r"[\s\[(（【|｜/-]*$")

_MOST_ALONE = 60
"""Characters of a text that may be a date and nothing else."""

Stated = tuple[int | None, int, int]
"""Year (None where not printed), month, day."""


def has_digits(text: str) -> bool:
    """Whether the text holds a digit, or the 年 that dates in Chinese numerals cannot do without."""
    if _DIGIT.search(text):
        return True
    plain = normalise(text)
    return plain != text and _DIGIT.search(plain) is not None


def is_date_piece(text: str) -> bool:
    """Whether a piece of text is nothing but a date, a part of one, or a time."""
    if len(text) > 80 or _WORD.search(text) or not any(map(str.isdigit, text)):
        return False
    text = normalise(text)
    plain = _TIME.sub("", text)
    if plain != text and not plain.strip(_BRACKETS):
        return True
    return bool(_PIECE.match(plain)) and any(map(str.isdigit, plain))


def stated(pieces: list[str]) -> Stated | None:
    """The date that a row's texts (without its title) state: printed whole, in blocks, or month and day."""
    text = normalise(" ".join(pieces))
    if not _DIGIT.search(text):
        return None
    whole = _whole(text, pieces)
    if whole:
        return whole
    blocks = " ".join([_TIME.sub("", p).strip() for p in map(normalise, pieces) if is_date_piece(p)])
    for pattern, (y, m, d) in _SPLIT:
        match = pattern.search(blocks)
        if match and iso_day(int(match[y]), int(match[m]), int(match[d])):
            return int(match[y]), int(match[m]), int(match[d])
    return _without_year(pieces)


def _whole(text: str, pieces: list[str]) -> Stated | None:
    """A date printed whole; of several the one labelled published, else the first that is a text by itself
    and none within an abstract, else the first not labelled otherwise."""
    found = find_dates(text)
    if not found:
        return None
    labelled = [f for f in found if _PUBLISHED.search(text[max(0, f.start - 12) : f.start])]
    alone = _alone(pieces) if len(found) > 1 and not labelled else []
    plain = [f for f in found if not _OTHER.search(text[max(0, f.start - 12) : f.start])]
    best = (labelled or alone or plain or found)[0]
    year, month, day = best.value[:10].split("-")
    return int(year), int(month), int(day)


def _alone(pieces: list[str]) -> list[Found]:
    """The dates that are texts by themselves, behind no label or one that says no more than `date`; not one
    whose label is a text before it."""
    texts = [normalise(piece) for piece in pieces if len(piece) <= _MOST_ALONE]
    return [
        found
        for before, text in zip(("", *texts), texts, strict=False)
        if _ALONE.fullmatch(text) and not _OTHER.search(before)
        for found in find_dates(text)
    ]


def _without_year(pieces: list[str]) -> Stated | None:
    for piece in pieces:
        if is_date_piece(piece):
            found = month_day(_TIME.sub("", piece))
            if found and iso_day(2024, *found):
                return None, *found
    return None


def cut_date(title: str) -> tuple[str, Stated | None]:
    """A title without the date that stands at its end or, in brackets, at its start, and that date."""
    text = normalise(title)
    if not any(map(str.isdigit, text[-24:] + text[:14])):
        return title, None
    found = find_dates(text)
    if not found:
        return title, None
    first, last = found[0], found[-1]
    if re.fullmatch(r"[\s\])）】日|]*", text[last.end :]) and text[: last.start].strip():
        opened = text[: last.start]
        bare = last.end == len(text.rstrip()) and not re.search(r"[\s\[(（【|｜]$", opened)
        if not bare:
            return _as_printed(title, text, 0, len(_LAST.sub("", opened))), _parts(last.value)
    if not text[: first.start].strip(" [(（【") and text[first.end :].strip():
        rest = re.sub(r"^[\s\])）】|｜:：-]+", "", text[first.end :])
        if first.start > 0 or rest != text[first.end :]:
            return _as_printed(title, text, len(text) - len(rest), len(text)), _parts(first.value)
    return title, None


def _as_printed(title: str, plain: str, start: int, end: int) -> str:
    """A part of a title by its place in the normalised one, with the signs that the page prints (（, ，)
    where the places are the same."""
    return (title if len(title) == len(plain) else plain)[start:end].strip()


def _parts(value: str) -> Stated:
    year, month, day = value[:10].split("-")
    return int(year), int(month), int(day)


def resolve(found: Stated | None, url: str | None, seen: date | None) -> str | None:
    """`YYYY-MM-DD`. A missing year comes from the row's address, then is the newest not after `seen`.

    An address carries the day of creation, which may lie in the year before or after: the year that
    brings the two closest is taken.
    """
    if found is None:
        return None
    year, month, day = found
    if year is not None:
        return iso_day(year, month, day)
    anchor = _anchor(url)
    if anchor:
        options = [iso_day(anchor.year + step, month, day) for step in (0, -1, 1)]
        known = [date.fromisoformat(option) for option in options if option]
        return min(known, key=lambda day: abs(day - anchor)).isoformat() if known else None
    if seen is None:
        return None
    options = [iso_day(seen.year - back, month, day) for back in range(5)]
    return next((option for option in options if option and option <= seen.isoformat()), None)


def _anchor(url: str | None) -> date | None:
    """The day or, failing that, the month that an address carries."""
    if not url:
        return None
    day = url_date(url)
    if day:
        return date.fromisoformat(day)
    month = re.search(r"/((?:19|20)\d\d)[-/]?(0[1-9]|1[0-2])/", url)
    return date(int(month[1]), int(month[2]), 15) if month else None
