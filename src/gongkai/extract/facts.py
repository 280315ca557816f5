"""The metadata of a page as printed, and the lines that may hold facts at all.

The table is found by its labels, not by its markup: a run of lines in which several labels of disclosure
metadata follow closely on each other, above, below, beside or twice around the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from gongkai.base.dates import find_dates, normalise, parse_date
from gongkai.extract.labels import (
    LABEL_SIGNS,
    LABEL_STARTS,
    LABELS,
    STRONG,
    is_strong,
    label_field,
    pairs,
    segments,
    unbracketed,
)
from gongkai.extract.lines import Line
from gongkai.extract.names import Mark
from gongkai.extract.outline import Outline
from gongkai.extract.text import solid

MAX_VALUE_CHARS = 400
MAX_BARE_LABEL = 12
"""A longer line in one piece and without a colon holds no label."""

MAX_FACTS_OF_LINE = 40
"""Text nodes of a line of facts; a line of more is a sentence that an editor cut to pieces."""

MAX_BEFORE = 60
"""Characters before the first label of an info line among which its date is looked for, behind the name and
address of the site."""

MAX_LABEL_WORDS = 4
"""Words that a label with blanks inside is cut into: 文 号, 索 引 号."""
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_MAX_GAP = 4
_DATE_FIELDS = frozenset("published formed updated effective_from effective_until".split())
COLONS = re.compile(r"[：:]")
_LETTER = re.compile(r"信件|来信|写信|咨询|留言|问题|诉求|信访")
_SITE_ADDRESS = re.compile(r"(?:https?:/*)?[\w-]+(?:\.[\w-]+)+/?")
_NUMBER_BEFORE = re.compile(r"[\u4e00-\u9fffA-Za-z〔〕\[\]（）()\d]{2,24}号")
_NAME_BEFORE = re.compile(r"[\u4e00-\u9fff]{2,14}(?:网|网站|门户|平台|局|委|办|厅|府|社|报)")
LEFTOVER = re.compile(
    r"[\s\d【】\[\]()（）|/\\：:,，。.;；_-]+|星期[一二三四五六日天]|点击|次|来源|阅读|浏览|作者|小时前"
)


@dataclass(slots=True)
class Facts:
    """Printed pairs: of the table and of the info line, in page order; `lines` are the numbers of the lines
    that hold nothing else; `candidates` maps the number of every short labelled line to its pairs;
    `value_rows` are the rows under a row of labels."""

    table: list[tuple[str, str]] = field(default_factory=list)
    info: list[tuple[str, str]] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    info_lines: list[int] = field(default_factory=list)
    candidates: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    value_rows: set[int] = field(default_factory=set)


def find_facts(page: Outline) -> Facts:
    """The metadata table and the candidates for info lines."""
    facts = Facts()
    for number, line in enumerate(page.lines):
        if line.unlinked and (
            len(line.pieces) > 1 or len(line.solid) <= MAX_BARE_LABEL or _may_be_labelled(line)
        ):
            found = _labels_of(line)
            if found:
                facts.candidates[number] = found
                if len(line.cells) > 1 and _is_header(page, number):
                    facts.candidates[number] = _under_header(page, number)
                    facts.value_rows.add(number + 1)
    for run in _runs(facts.candidates):
        if _is_table(run, facts.candidates):
            _take_table(page, run, facts)
    _take_letter(page, facts)
    return facts


def _take_letter(page: Outline, facts: Facts) -> None:
    """What a letter to the office is called, in the form that shows it: its page has no other title."""
    if any(LABELS.get(name) == "title" for name, _ in facts.table):
        return
    for number, found in facts.candidates.items():
        for name, value in found:
            if LABELS.get(name) == "title" and _LETTER.match(name):
                waits = not value and number + 1 < len(page.lines) and number + 1 not in facts.candidates
                facts.table.append((name, page.lines[number + 1].text if waits else value))
                return


def _is_header(page: Outline, number: int) -> bool:
    """Whether a table row is labels only and the next one, as long, holds their values."""
    cells = page.lines[number].cells
    if number + 1 >= len(page.lines) or not all(label_field(solid(cell)) for cell in cells):
        return False
    below = page.lines[number + 1].cells
    return len(below) == len(cells) and not any(label_field(solid(cell)) for cell in below)


def _under_header(page: Outline, number: int) -> list[tuple[str, str]]:
    names = (solid(cell).strip(LABEL_SIGNS) for cell in page.lines[number].cells)
    return list(zip(names, page.lines[number + 1].cells, strict=True))


def _labels_of(line: Line) -> list[tuple[str, str]]:
    """The pairs of a line that may belong to metadata; empty values where the cell holds only a label."""
    if len(line.cells) > 1:
        cells = [unbracketed(cell) for cell in line.cells]
        labelled = _has_colon(line) or any(label_field(cell.replace(" ", "")) for cell in cells)
        return segments(cells) if labelled else []
    if len(line.solid) > MAX_VALUE_CHARS:
        return []
    if len(line.solid) <= MAX_BARE_LABEL and label_field(line.solid):
        return [(line.solid.strip(LABEL_SIGNS), "")]
    if not _may_be_labelled(line):
        few = 1 < len(line.pieces) <= MAX_FACTS_OF_LINE
        return (line.solid[0] in LABEL_STARTS and _side_by_side(line)) or _spaced(line) if few else []
    found = pairs(line.text)
    if len(line.pieces) > 1:
        parted = " ".join(" ".join(line.pieces).split())
        spaced = pairs(parted) if parted != line.text else found
        if len(spaced) > len(found):
            found = spaced
    return found if found and _begins(line, found) else []


def _has_colon(line: Line) -> bool:
    return "：" in line.solid or ":" in line.solid


def _may_be_labelled(line: Line) -> bool:
    """Whether the line holds a colon, or brackets that may stand around a label."""
    return _has_colon(line) or "【" in line.solid or "[" in line.solid or "［" in line.solid


def _side_by_side(line: Line) -> list[tuple[str, str]]:
    """A label and its value in neighbouring inline elements, without a colon."""
    pieces = [piece for piece in line.pieces if not piece.isspace()]
    name = solid(pieces[0]) if len(pieces) > 1 else ""
    if name not in LABELS:
        return []
    value = " ".join("".join(pieces[1:]).split())
    dated = LABELS[name] in _DATE_FIELDS and find_dates(value)
    return [(name, value)] if dated or is_strong(name) else []


def _spaced(line: Line) -> list[tuple[str, str]]:
    """`文　　号 某政发〔2026〕1号`, `发布日期 2026-01-02` in elements of their own: two make metadata."""
    found = []
    for piece in line.pieces:
        words = piece.split()
        if not words or words[0][0] not in LABEL_STARTS:
            continue
        for count in range(1, min(len(words), MAX_LABEL_WORDS + 1)):
            name = "".join(words[:count])
            if is_strong(name):
                found.append((name, " ".join(words[count:])))
                break
    return found if len(found) >= 2 else []


def _begins(line: Line, found: list[tuple[str, str]]) -> bool:
    """Whether the line begins with its first label, but for a date or a few signs before it."""
    before = line.solid.split(found[0][0], 1)[0]
    if len(before) <= 3 or find_dates(line.text.split(found[0][0], 1)[0][:MAX_BEFORE]):
        return True
    if _SITE_ADDRESS.fullmatch(before):
        return True
    if LABELS.get(found[0][0]) in ("published", "source") and _NUMBER_BEFORE.fullmatch(before):
        return True
    if LABELS.get(found[0][0]) == "published" and _NAME_BEFORE.fullmatch(before) and parse_date(found[0][1]):
        return True
    return len(LEFTOVER.sub("", normalise(before))) <= 2


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
    if last + 1 in facts.value_rows or (last + 1 < len(page.lines) and is_value(page, last)):
        last += 1
    for number in range(run[0], last + 1):
        found = facts.candidates.get(number)
        if found:
            facts.table.extend(found)
        elif number in facts.value_rows:
            pass
        elif number - 1 not in facts.lines or not _waits(page.lines[number - 1], facts.table[-1]):
            continue
        else:
            facts.table[-1] = (facts.table[-1][0], page.lines[number].text)
        facts.lines.add(number)


def _waits(line: Line, last: tuple[str, str]) -> bool:
    """Whether a line ends with a label whose value is still to come."""
    return not last[1] and label_field(solid(line.cells[-1])) is not None


def is_value(page: Outline, number: int) -> bool:
    """Whether the next line is the value of a label that ends this one: short, and in the same parent."""
    label, value = page.lines[number], page.lines[number + 1]
    if len(value.solid) > 80 or value.solid.endswith("。") or not _waits(label, ("", "")):
        return False
    around = set(islice(page.ancestors(label.start), 4))
    for index in islice(page.ancestors(value.start), 3):
        if page.tags[index] in HEADINGS or page.means(index, Mark.TITLE):
            return False
        if index in around:
            return page.tags[index] != "body"
    return False
