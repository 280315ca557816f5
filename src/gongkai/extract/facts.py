"""The printed facts of a page: its metadata table, its info line, and where both stand.

The table is found by its labels, not by its markup: a run of lines in which several labels of disclosure
metadata follow closely on each other, above, below, beside or twice around the text. The info line is the
short line (or two) under the title with source, date, counters and switches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from gongkai.base.dates import find_dates, normalise
from gongkai.extract.labels import LABELS, STRONG, is_strong, label_field, pairs, segments
from gongkai.extract.lines import Line
from gongkai.extract.marks import is_tool
from gongkai.extract.names import Mark
from gongkai.extract.outline import Outline
from gongkai.extract.text import solid

MAX_INFO_CHARS = 260
"""A longer line is text, whatever labels stand in it."""

MAX_VALUE_CHARS = 400
MAX_BARE_LABEL = 12
"""A longer line in one piece and without a colon holds no label."""

MAX_LATE_VALUE = 40
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_MAX_GAP = 4
_INFO_FIELDS = frozenset("source published updated editor counter tool".split())
_TELLING = _INFO_FIELDS - {"tool"}
_PLACE = re.compile(r"(?:地点|地址|场所|主持|参加|对象|人员|内容|会议)\S{0,4}[：:]")
_LEFTOVER = re.compile(
    r"[\s\d【】\[\]()（）|/\\：:,，。.;；_-]+|星期[一二三四五六日天]|点击|次|来源|阅读|浏览|作者|小时前"
)


@dataclass(slots=True)
class Facts:
    """Printed pairs: of the table and of the info line, in page order; `lines` are the numbers of the lines
    that hold nothing else; `candidates` maps the number of every short labelled line to its pairs."""

    table: list[tuple[str, str]] = field(default_factory=list)
    info: list[tuple[str, str]] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    info_lines: list[int] = field(default_factory=list)
    candidates: dict[int, list[tuple[str, str]]] = field(default_factory=dict)


def find_facts(page: Outline) -> Facts:
    """The metadata table and the candidates for info lines."""
    facts = Facts()
    for number, line in enumerate(page.lines):
        if len(line.pieces) > 1 or len(line.solid) <= MAX_BARE_LABEL or _has_colon(line):
            found = _labels_of(line)
            if found:
                facts.candidates[number] = found
    for run in _runs(facts.candidates):
        if _is_table(run, facts.candidates):
            _take_table(page, run, facts)
    return facts


def _labels_of(line: Line) -> list[tuple[str, str]]:
    """The pairs of a line that may belong to metadata; empty values where the cell holds only a label."""
    if len(line.cells) > 1:
        return (
            segments(line.cells)
            if _has_colon(line)
            or not LABELS.keys().isdisjoint([cell.replace(" ", "") for cell in line.cells])
            else []
        )
    if len(line.solid) > MAX_VALUE_CHARS:
        return []
    if len(line.solid) <= MAX_BARE_LABEL and label_field(line.solid):
        return [(line.solid.strip("：:【】[]（）()*·•|◆■※"), "")]
    if not _has_colon(line):
        return _side_by_side(line) if len(line.pieces) > 1 else []
    found = pairs(line.text)
    if len(line.pieces) > 1:
        parted = " ".join(" ".join(line.pieces).split())
        spaced = pairs(parted) if parted != line.text else found
        if len(spaced) > len(found):
            found = spaced
    return found if found and _begins(line, found) else []


def _has_colon(line: Line) -> bool:
    return "：" in line.solid or ":" in line.solid


def _side_by_side(line: Line) -> list[tuple[str, str]]:
    """A label and its value in neighbouring inline elements, without a colon."""
    pieces = [piece for piece in line.pieces if not piece.isspace()]
    name = solid(pieces[0]) if len(pieces) > 1 else ""
    return [(name, " ".join("".join(pieces[1:]).split()))] if is_strong(name) else []


def _begins(line: Line, found: list[tuple[str, str]]) -> bool:
    """Whether the line begins with its first label, but for a date or a few signs before it."""
    before = line.solid.split(found[0][0], 1)[0]
    return len(before) <= 3 or len(_LEFTOVER.sub("", normalise(before))) <= 2 or bool(find_dates(before[:40]))


def _runs(candidates: dict[int, list[tuple[str, str]]]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in sorted(candidates):
        if runs and number - runs[-1][-1] <= _MAX_GAP:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _is_table(run: list[int], candidates: dict[int, list[tuple[str, str]]]) -> bool:
    """Two facts that only metadata states, or one among three that metadata usually states."""
    names = {name for number in run for name, _ in candidates[number]}
    strong = {name for name in names if is_strong(name)}
    surest = {name for name in names if LABELS.get(name) in STRONG}
    return len(surest) >= 2 or (len(surest) >= 1 and len(strong) >= 2) or len(strong) >= 4


def _take_table(page: Outline, run: list[int], facts: Facts) -> None:
    """Reads the run's lines; trims from both ends what is not metadata."""
    while run and not any(is_strong(name) for name, _ in facts.candidates[run[0]]):
        run = run[1:]
    while run and not any(is_strong(name) for name, _ in facts.candidates[run[-1]]):
        run = run[:-1]
    last = run[-1]
    if last + 1 < len(page.lines) and _is_value(page, last):
        last += 1
    for number in range(run[0], last + 1):
        found = facts.candidates.get(number)
        if found:
            facts.table.extend(found)
        elif number - 1 not in facts.lines or not _waits(page.lines[number - 1], facts.table[-1]):
            continue
        else:
            facts.table[-1] = (facts.table[-1][0], page.lines[number].text)
        facts.lines.add(number)


def _waits(line: Line, last: tuple[str, str]) -> bool:
    """Whether a line ends with a label whose value is still to come."""
    return not last[1] and label_field(solid(line.cells[-1])) is not None


def _is_value(page: Outline, number: int) -> bool:
    """Whether the next line is the value of a label that ends this one: short, and in the same parent."""
    label, value = page.lines[number], page.lines[number + 1]
    if len(value.solid) > 80 or not _waits(label, ("", "")):
        return False
    around = set(islice(page.ancestors(label.start), 4))
    for index in islice(page.ancestors(value.start), 3):
        if page.tags[index] in HEADINGS or page.means(index, Mark.TITLE):
            return False
        if index in around:
            return page.tags[index] != "body"
    return False


def is_info(line: Line, found: list[tuple[str, str]] | None) -> bool:
    """A line under the title that states source, date, counters: labelled, or little more than a date."""
    if len(line.solid) > MAX_INFO_CHARS:
        return False
    if found:
        fields = [LABELS.get(name, "") for name, _ in found]
        if not _TELLING.intersection(fields):
            return "" in fields  # a date before the switches
        return fields[0] in _INFO_FIELDS or sum(f in _INFO_FIELDS for f in fields) >= 2
    return is_bare_date(line.solid)


def is_bare_date(text: str) -> bool:
    """A date, perhaps with its time, brackets and a word or two, and nothing else."""
    if len(text) > 60 or not any(char.isdigit() for char in text):
        return False
    dates = find_dates(text)
    if not dates:
        return False
    plain = normalise(text)
    rest = plain[: dates[0].start] + plain[dates[-1].end :]
    return len(_LEFTOVER.sub("", rest)) <= 2


def take_info(page: Outline, title: int, facts: Facts) -> None:
    """Reads the info lines that follow the title (or, without one, the first that look like it)."""
    lines = page.lines
    number, misses = title + 1, 0
    while number < len(lines) and number <= title + 14:
        line = lines[number]
        if number in facts.lines:
            pass
        elif _is_event(lines, number):
            break
        elif is_info(line, facts.candidates.get(number)):
            if facts.info_lines and not facts.candidates.get(number) and misses:
                break
            facts.info_lines.append(number)
        elif not is_tool(line.solid):
            misses += 1
            if misses > 2 or len(line.solid) > 60 or (facts.info_lines and misses):
                break
        number += 1
    for number in tuple(facts.info_lines):
        line = lines[number]
        found = facts.candidates.get(number) or [("", line.text)]
        facts.info.extend(found)
        if (
            len(found) == 1
            and not found[0][1]
            and number + 1 < len(lines)
            and number + 1 not in facts.info_lines
        ):
            _take_value(page, number + 1, facts)


def _is_event(lines: list[Line], number: int) -> bool:
    """`时间：…` over `地点：…` is a meeting, not a publication."""
    following = lines[number + 1].solid if number + 1 < len(lines) else ""
    return lines[number].solid.startswith(("时间", "日期")) and _PLACE.match(following) is not None


def _take_value(page: Outline, number: int, facts: Facts) -> None:
    """The value of an info label that stands in the next block: short, and no label of its own."""
    line = page.lines[number]
    if len(line.solid) <= MAX_LATE_VALUE and number not in facts.candidates and _is_value(page, number - 1):
        facts.info[-1] = (facts.info[-1][0], line.text)
        facts.info_lines.append(number)


def take_late(page: Outline, numbers: Iterable[int], facts: Facts) -> None:
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
                facts.info.append((name, value.strip("（）()[]【】 ")))
                have.add(kind)
