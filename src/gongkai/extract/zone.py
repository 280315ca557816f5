"""The zone of a page in which its text stands: after title, info line and metadata, before neighbours,
related links and the page's foot; and how much of each line in it is prose."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

from gongkai.base.dates import find_dates
from gongkai.base.urls import DOCUMENT_SUFFIXES, ENDINGS
from gongkai.extract.crumbs import position_lines
from gongkai.extract.facts import Facts
from gongkai.extract.lines import Line
from gongkai.extract.marks import (
    CHROME_TAGS,
    FOOTER_WORDS,
    NEIGHBOUR_WORDS,
    RELATED_WORDS,
    is_footer,
    is_neighbour,
    is_related,
    is_sponsor,
    is_tool,
)
from gongkai.extract.names import Mark
from gongkai.extract.outline import MAX_ADDRESS, Outline
from gongkai.extract.title import Heading

LAST_LINES = 6
"""Lines at the end of a page among which its foot may only name the office."""

FILE_SUFFIXES = tuple(DOCUMENT_SUFFIXES)
INLINE = frozenset("p span br b strong font a img tr tbody i em".split())
MAX_FOOT_CHARS = 150
MAX_CHROME_CHARS = 160
MAX_ROW_DATE = 16
"""Characters that stand beside the link of a list's row: its date, in brackets."""

MAX_FILE_LINE = 80
"""Characters of a line that names a file and its size; a longer one is a sentence with a link in it."""

REPEATED_CHARS = 8
"""Characters of a line that says nothing new where it stands a second time: pages print their text again for
telephones and for the elderly."""

FEW_CHARS = 40
"""Of prose: where there is less, a page may be its picture or its files."""

DOWNLOAD = re.compile(
    r"wbfileid=|DownloadAttachUrl|/downfile\.jsp|/download\.jsp|[?&/](?:file|attach(?:ment)?|fj|"
    r"annex)_?(?:id|guid)=\w|"
    r"/downloadfile|/filedown|/download(?:\.\w+)?\?|[?&]filename=|/attach(?:ment)?/(?:download|down)|"
    r"/download/\w",
    re.I,
)
"""Addresses that lead to a file without its ending."""

MAY_BE_FILE = re.compile(
    r"[.dDfFaAvV](?=[a-zA-Z7])(?i:"
    rf"(?<=\.)(?:{ENDINGS}|jpe?g|png|gif|bmp|mp[34])\b|"
    r"(?<=d)own|(?<=f)ile|(?<=a)ttach|(?<=a)nnex|(?<=f)j|(?<=v)iewer)"
)
"""Whether an attribute can name a file at all; most links are told apart by it. A pattern that begins with
a set of signs is searched several times faster than one that begins with many words."""

ENDING_WORDS = (*FOOTER_WORDS, *NEIGHBOUR_WORDS, *RELATED_WORDS)


class Zone:
    """Lines between title and foot, each with its weight as prose; 0 for everything that is not text."""

    def __init__(self, page: Outline, heading: Heading | None, facts: Facts) -> None:
        self.page, self.facts = page, facts
        self.chrome = _chrome_ranges(page)
        self.positions = position_lines(page)
        self.first = self._first_line(heading)
        self.start = page.lines[self.first - 1].end if self.first else 0
        self.last = self._last_line()
        self.end = self._foot_start()
        self.last = min(self.last, bisect_left(page.starts, self.end))
        self.no_text = self._no_text()
        self.flags: dict[int, bool] = {}
        self.files = files = _file_lines(page, self.start, self.end)
        weights = [0] * len(page.lines)
        said = {line.solid for line in page.lines[: self.first] if len(line.solid) >= REPEATED_CHARS}
        for number in range(self.first, self.last):
            line = page.lines[number]
            if not self.is_flagged(number) and not (number in files and len(line.solid) <= MAX_FILE_LINE):
                weights[number] = 0 if line.solid in said else _prose(line)
                if len(line.solid) >= REPEATED_CHARS:
                    said.add(line.solid)
        if sum(weights) < FEW_CHARS:  # a text of files: their names are what it says
            for number in files:
                if self.first <= number < self.last and not self.is_flagged(number):
                    weights[number] = len(page.lines[number].solid)
        self.weights = list(accumulate(weights, initial=0))

    def _first_line(self, heading: Heading | None) -> int:
        after = [heading.last] if heading else []
        after += self.facts.info_lines
        return max(after) + 1 if after else 0

    def _last_line(self) -> int:
        """The first line that speaks of other documents or belongs to the foot."""
        lines = self.page.lines
        for number in self.page.lines_with(ENDING_WORDS):
            line = lines[number]
            if number < self.first or number in self.facts.lines:
                continue
            last = number >= len(lines) - LAST_LINES and is_sponsor(line.text)
            if last or is_neighbour(line.text) or is_footer(line.text):
                return number
            if is_related(line.solid) and number > self.first and self._links_follow(number):
                return number
        return len(lines)

    def _links_follow(self, number: int) -> bool:
        """Whether what stands under a heading is links, not text; or nothing at all."""
        following = self.page.lines[number + 1 : number + 5]
        return sum(line.unlinked for line in following) <= sum(line.linked for line in following) + 40

    def _foot_start(self) -> int:
        """Where the element begins that holds the last line and nothing of the document."""
        page = self.page
        if self.last >= len(page.lines):
            return len(page.tags)
        start = page.lines[self.last].start
        for index in page.ancestors(start):
            if index < self.start or page.unlinked(index, start) > MAX_FOOT_CHARS:
                break
            start = min(start, index)
        return start

    def _no_text(self) -> set[int]:
        """The lines that are certainly not text for where they stand; tools are not for what they say."""
        chrome = [number for start, end in self.chrome for number in self.page.lines_in(start, end)]
        return {*self.facts.lines, *self.facts.info_lines, *self.positions, *chrome}

    def is_flagged(self, number: int) -> bool:
        """Whether a line is no text for where it stands or for what it says."""
        flag = self.flags.get(number)
        if flag is None:
            flag = number in self.no_text or is_tool(self.page.lines[number].solid)
            self.flags[number] = flag
        return flag

    def in_chrome(self, index: int) -> bool:
        place = bisect_left(self.chrome, (index + 1, -1)) - 1
        return place >= 0 and self.chrome[place][1] > index

    def weight(self, start: int, end: int) -> int:
        starts = self.page.starts
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        return self.weights[last] - self.weights[first] if last > first else 0


def _prose(line: Line) -> int:
    """Characters that are not links; none where the line is a link with a date or a mark beside it."""
    if line.linked * 2 >= len(line.solid):
        return 0
    is_row = line.linked >= 4 and line.unlinked <= MAX_ROW_DATE and any(map(str.isdigit, line.solid[-8:]))
    return 0 if is_row and find_dates(line.solid) else line.unlinked


def _file_lines(page: Outline, start: int, end: int) -> set[int]:
    """The lines that name a file to download: they are text, not navigation."""
    found: set[int] = set()
    for index in page.elements("a", start, end):
        href = page.attributes(index).get("href") or page.attributes(index).get("oldsrc") or ""
        if not MAY_BE_FILE.search(href, 0, MAX_ADDRESS):
            continue
        if href.lower().endswith(FILE_SUFFIXES) or DOWNLOAD.search(href, 0, MAX_ADDRESS):
            found.update(page.lines_in(index, page.ends[index]))
            found.add(bisect_right(page.starts, index) - 1)
            found.update(page.lines_in(index, page.ends[page.parents[index]])[:1])  # beside an icon
    return found


def _chrome_ranges(page: Outline) -> list[tuple[int, int]]:
    """Node ranges of elements that by their name are switches, shares, menus, and by size can be."""
    ranges: list[tuple[int, int]] = []
    covered = 0
    for index in sorted({*page.elements(CHROME_TAGS), *page.marked(Mark.CHROME | Mark.POSITION)}):
        tag = page.tags[index]
        if index < covered or tag in INLINE:
            continue
        unlinked, linked = page.unlinked(index, page.ends[index]), page.linked(index, page.ends[index])
        if unlinked <= MAX_CHROME_CHARS or linked > 2 * unlinked or (tag in CHROME_TAGS and unlinked < 600):
            ranges.append((index, page.ends[index]))
            covered = page.ends[index]
    return ranges
