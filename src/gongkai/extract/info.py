"""The info line: the short line (or two) under the title with source, date, counters and switches; and dates
and sources printed away from the title."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongkai.base.dates import find_dates, normalise
from gongkai.extract.facts import COLONS, LEFTOVER, Facts, is_value
from gongkai.extract.labels import LABELS, STRONG, clean_value
from gongkai.extract.lines import Line
from gongkai.extract.marks import is_tool
from gongkai.extract.outline import Outline
from gongkai.extract.text import solid, squeeze

MAX_INFO_CHARS = 260
"""A longer line is text, whatever labels stand in it."""

MAX_LATE_VALUE = 40
INFO_WITHIN = 15
"""Lines under a title among which its info line is looked for."""

_INFO_FIELDS = frozenset("source published updated editor counter tool".split())
TELLING_FIELDS = _INFO_FIELDS - {"tool"}
_PLACE = re.compile(r"(?:地点|地址|场所|主持|参加|对象|人员|内容|会议)\S{0,4}[：:]")
_PUBLICATION = re.compile(r"publish|pubdate|entry-date|post-date")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_MAX_DATED_CHARS = 40
_SENTENCE = re.compile(r"[，。；！？、,;!?《》]")


def is_info(line: Line, found: list[tuple[str, str]] | None) -> bool:
    """A line under the title that states source, date, counters: labelled, or little more than a date."""
    if len(line.solid) > MAX_INFO_CHARS or "。" in line.solid:
        return False
    if found:
        fields = [LABELS.get(name, "") for name, _ in found]
        if not TELLING_FIELDS.intersection(fields):
            return "" in fields  # a date before the switches
        return fields[0] in _INFO_FIELDS or "" in fields or sum(f in _INFO_FIELDS for f in fields) >= 2
    return is_bare_date(line.text) or begins_with_date(line.text)


def is_bare_date(text: str) -> bool:
    """A date, perhaps with its time, brackets and a word or two, and nothing else."""
    if len(text) > 60 or not any(char.isdigit() for char in text):
        return False
    dates = find_dates(text)
    if not dates:
        return False
    plain = normalise(text)
    rest = plain[: dates[0].start] + plain[dates[-1].end :]
    return len(LEFTOVER.sub("", rest)) <= 2


def begins_with_date(text: str) -> bool:
    """A date and, at most, a name beside it: what stands unlabelled under a title. No sentence."""
    if len(text) > _MAX_DATED_CHARS or not text[:1].isdigit() or _SENTENCE.search(text):
        return False
    dates = find_dates(text)
    return bool(dates) and dates[0].start == 0


def take_info(page: Outline, title: int, facts: Facts) -> None:
    """Reads the info lines that follow the title (or, without one, the first that look like it)."""
    lines = page.lines
    facts.info_lines.extend(_info_lines(page, title, facts))
    for number in tuple(facts.info_lines):
        line = lines[number]
        found = facts.candidates.get(number) or [("", line.text)]
        facts.info.extend(_pictured(page, line, pair) for pair in found)
        if (
            len(found) == 1
            and not facts.info[-1][1]
            and number + 1 < len(lines)
            and number + 1 not in facts.info_lines
        ):
            _take_value(page, number + 1, facts)


def _info_lines(page: Outline, title: int, facts: Facts) -> list[int]:
    """The numbers of the info lines under a title. Other short facts between them (听证时间：…) count in."""
    found: list[int] = []
    between: list[int] = []
    misses = 0
    for number in range(title + 1, min(title + INFO_WITHIN, len(page.lines))):
        line = page.lines[number]
        if number in facts.lines:
            continue
        if _is_event(page.lines, number) or is_byline(facts, found, number):
            break
        if is_info(line, facts.candidates.get(number)):
            if found and not facts.candidates.get(number) and misses:
                break
            found += [*between, number]
            between = []
        elif found and any(LABELS.get(name) in STRONG for name, _ in facts.candidates.get(number, ())):
            found.append(number)
        elif found and not between and COLONS.search(line.solid[1:10]) and len(line.solid) <= 30:
            between.append(number)
        elif not is_tool(line.solid):
            misses += 1
            if misses > 2 or len(line.solid) > 60 or found:
                break
    return found


def is_byline(facts: Facts, found: list[int], number: int) -> bool:
    """Whether a line only says a source, and so does the info line above it: then it is the text's own."""
    fields = {LABELS.get(name) for name, _ in facts.candidates.get(number, ())}
    above = {LABELS.get(name) for one in found for name, value in facts.candidates.get(one, ()) if value}
    return bool(fields) and fields <= {"source", "editor"} and "source" in fields & above


def _pictured(page: Outline, line: Line, pair: tuple[str, str]) -> tuple[str, str]:
    """A source without a text may be a logo: the picture says its name."""
    name, value = pair
    if LABELS.get(name) != "source" or (clean_value(value) and not is_tool(solid(value))):
        return pair
    for index in page.elements(("img",), line.start, line.end + 3):
        said = squeeze(page.attributes(index).get("alt") or page.attributes(index).get("title") or "")
        if 2 <= len(said) <= MAX_LATE_VALUE and _CHINESE.search(said):
            return name, said
    return pair


def _is_event(lines: list[Line], number: int) -> bool:
    """`时间：…` over `地点：…` is a meeting, not a publication."""
    following = lines[number + 1].solid if number + 1 < len(lines) else ""
    return lines[number].solid.startswith(("时间", "日期")) and _PLACE.match(following) is not None


def _take_value(page: Outline, number: int, facts: Facts) -> None:
    """The value of an info label that stands in the next block: short, and no label of its own."""
    line = page.lines[number]
    if len(line.solid) <= MAX_LATE_VALUE and number not in facts.candidates and is_value(page, number - 1):
        facts.info[-1] = (facts.info[-1][0], line.text)
        facts.info_lines.append(number)


def _unclosed(value: str) -> str:
    """A value without the bracket that closes what was opened before its label."""
    for opening, closing in ("（）", "()", "[]", "【】"):
        if value.endswith(closing) and value.count(opening) < value.count(closing):
            value = value[:-1].rstrip()
    return value.strip("（([【 ")


def take_marked(page: Outline, title: int, facts: Facts) -> None:
    """The date in an element that HTML and blog systems mark as the time of publication
    (`<time class="published">`), in the `<article>` that holds the title."""
    if any(find_dates(value) for _, value in facts.info):
        return
    around = [i for i in page.ancestors(page.lines[title].start) if page.tags[i] == "article"]
    for index in page.elements(("time",), around[0], page.ends[around[0]]) if around else ():
        text = page.text_in(index, page.ends[index])
        if _PUBLICATION.search(page.names.get(index, "")) and find_dates(text):
            facts.info.append(("", text))
            return


def take_late(numbers: Iterable[int], facts: Facts) -> None:
    """Publication date and source printed away from the title: above it, or under the text. Labels that a
    sentence may begin with (时间：, 日期：) are not believed there."""
    have = {LABELS.get(name) for name, value in (*facts.info, *facts.table) if value}
    for number in numbers:
        for name, value in facts.candidates.get(number, ()):
            kind = LABELS.get(name)
            if (
                kind in ("published", "source")
                and kind not in have
                and value
                and name not in ("时间", "日期")
            ):
                facts.info.append((name, _unclosed(value)))
                have.add(kind)
