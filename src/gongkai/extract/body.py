"""Where the document's text stands.

1. What the page itself marks: the operator's selector, Hanweb's ContentStart … ContentEnd.
2. The zone: after title, info line and metadata, before neighbours, related links and the page's foot.
   Within it, containers that the common systems give a name of their own; else, by shape, the smallest
   element that leaves no prose behind.
3. Nothing with prose in it: the zone itself, which serves texts of a few words, images and attachments.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate

from gongkai.base.choice import Candidate, Origin
from gongkai.base.dates import find_dates
from gongkai.base.urls import DOCUMENT_SUFFIXES
from gongkai.extract.crumbs import position_lines
from gongkai.extract.facts import Facts, is_info
from gongkai.extract.lines import Line
from gongkai.extract.marks import (
    CHROME_TAGS,
    FOOTER_WORDS,
    NEIGHBOUR_WORDS,
    RELATED_WORDS,
    is_footer,
    is_neighbour,
    is_pager,
    is_related,
    is_tool,
)
from gongkai.extract.names import Mark
from gongkai.extract.outline import MAX_ADDRESS, Outline
from gongkai.extract.title import Heading

_HOLDERS = frozenset(
    "div td section article main center form body html ul ol dd table tbody tr span font li fieldset "
    "ucapcontent b strong "
    "dl th blockquote".split()
)
_SUFFIXES = tuple(DOCUMENT_SUFFIXES)
MEDIA = ("img", "iframe", "embed", "object", "video")
_INLINE = frozenset("p span br b strong font a img tr tbody i em".split())
_DESCENDABLE = _HOLDERS - {"li", "b", "strong"}
MAX_FOOT_CHARS = 150
MAX_CHROME_CHARS = 160
MAX_ROW_DATE = 16
"""Characters that stand beside the link of a list's row: its date, in brackets."""
FEW_LEFT = 20
"""Characters of a heading over links that may be left behind on the way down to the text."""
MAX_FILE_LINE = 80
"""Characters of a line that names a file and its size; a longer one is a sentence with a link in it."""
FEW_CHARS = 40
MUCH_CHARS = 200
MAX_LINKS = 50
ENOUGH_CHARS = 150
DOWNLOAD = re.compile(
    r"wbfileid=|DownloadAttachUrl|/downfile\.jsp|/download\.jsp|[?&/](?:file|attach(?:ment)?|fj|"
    r"annex)_?(?:id|guid)=\w|"
    r"/downloadfile|/filedown|/download(?:\.\w+)?\?|[?&]filename=|/attach(?:ment)?/(?:download|down)|"
    r"/download/\w",
    re.I,
)
"""Addresses that lead to a file without its ending."""

ENDING_WORDS = (*FOOTER_WORDS, *NEIGHBOUR_WORDS, *RELATED_WORDS)
_WHOLE_TEXT = re.compile(r"(?:余下|阅读|显示|查看|展开)全文|全文阅读")
_MOST = 0.9
GIVEN, MARKED, NAMED = "配置的选择器", "页面自带的正文标记", "已知的正文容器 "
SHOWN, SHAPED, ZONE = "标题下的图片或阅读器 ", "文字最集中的元素 ", "标题与页脚之间"


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of the text, and the node range in which its attachments may stand: `start … end` of the
    text itself, `zone_end` of what belongs to the document at all, `anchor` where title or facts above the
    text end. `place` says how it was found."""

    lines: tuple[int, ...]
    start: int
    end: int
    zone_start: int
    zone_end: int
    certain: bool
    place: str = ""
    rejected: tuple[Candidate, ...] = ()
    anchor: int = 0


class _Zone:
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
        no_text = self._no_text()
        self.flags = {
            number: number in no_text or is_tool(page.lines[number].solid)
            for number in range(self.first, len(page.lines))
        }
        self.files = files = _file_lines(page, self.start, self.end)
        weights = [0] * len(page.lines)
        for number in range(self.first, self.last):
            line = page.lines[number]
            if not self.flags[number] and not (number in files and len(line.solid) <= MAX_FILE_LINE):
                weights[number] = _prose(line)
        if sum(weights) < FEW_CHARS:  # a text of files: their names are what it says
            for number in files:
                if self.first <= number < self.last and not self.flags[number]:
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
            if is_neighbour(line.text) or is_footer(line.text):
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
        if href.lower().endswith(_SUFFIXES) or DOWNLOAD.search(href, 0, MAX_ADDRESS):
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
        if index < covered or tag in _INLINE:
            continue
        unlinked, linked = page.unlinked(index, page.ends[index]), page.linked(index, page.ends[index])
        if unlinked <= MAX_CHROME_CHARS or linked > 2 * unlinked or (tag in CHROME_TAGS and unlinked < 600):
            ranges.append((index, page.ends[index]))
            covered = page.ends[index]
    return ranges


def find_body(page: Outline, heading: Heading | None, facts: Facts, given: tuple[int, int] | None) -> Body:
    """The body of a page. `given` is a node range that is known to be it."""
    zone = _Zone(page, heading, facts)
    marked = given or _content_marks(page)
    if marked and (page.lines_in(*marked) or _has_media(page, *marked)):
        return _between(zone, *marked, certain=True, place=GIVEN if given else MARKED)
    named, shaped = _named(zone), _shaped(zone)
    if named is not None and (shaped is None or _holds_most(zone, named, shaped)):
        return _in_element(zone, named, NAMED, _passed(zone, SHAPED, shaped, "已知的正文容器含有大部分文字"))
    passed = _passed(zone, NAMED, named, "其中的文字不到版面正文的一半")
    shown = _shown(zone)
    if shown is not None:
        return _in_element(zone, shown, SHOWN, passed)
    if shaped is not None:
        return _in_element(zone, shaped, SHAPED, passed)
    return _between(zone, zone.start, zone.end, certain=False, place=ZONE, rejected=passed)


def body_origin(page: Outline, body: Body) -> Origin:
    """How the body was found, and between which elements it was chosen; `value` is its length."""
    chars = sum(len(page.lines[number].solid) for number in body.lines)
    return Origin("body", f"{chars} 字", body.place, body.rejected)


def _in_element(zone: _Zone, index: int, how: str, rejected: tuple[Candidate, ...]) -> Body:
    place = f"{how}{zone.page.describe(index)}"
    end = zone.page.ends[index]
    return _between(zone, index, end, certain=how == NAMED, place=place, rejected=rejected)


def _passed(zone: _Zone, how: str, index: int | None, why: str) -> tuple[Candidate, ...]:
    if index is None:
        return ()
    chars = zone.weight(index, zone.page.ends[index])
    return (Candidate(f"{chars} 字", f"{how}{zone.page.describe(index)}", why),)


def _shown(zone: _Zone) -> int | None:
    """The element around an image or a viewer that stands under the title, where next to nothing is said
    and not beside it: such a page is its picture."""
    page = zone.page
    if zone.weight(0, zone.end) >= FEW_CHARS:
        return None
    for index in page.elements(MEDIA, zone.start, zone.end):
        if not zone.in_chrome(index):
            around = next((i for i in page.ancestors(index) if page.tags[i] not in _INLINE), 0)
            said = zone.weight(zone.start, index) or zone.weight(around, page.ends[around])
            return None if said else around
    return None


def whole_page(page: Outline) -> Body:
    """Everything that a fragment says."""
    last = len(page.tags)
    return Body(tuple(range(len(page.lines))), 0, last, 0, last, certain=True)


def _content_marks(page: Outline) -> tuple[int, int] | None:
    """Hanweb writes `<meta name="ContentStart"/>` and `ContentEnd` around the text, or comments with
    信息内容 … begin, end."""
    start = end = None
    for index in page.by_tag.get("meta", ()):
        name = (page.attributes(index).get("name") or "").lower()
        if name == "contentstart" and start is None:
            start = index
        elif name == "contentend" and start is not None:
            end = index
    if start is None or end is None:
        for index, comment in page.comments:
            if "[信息内容]" in comment or "[文章内容]" in comment:
                if "begin" in comment and start is None:
                    start = index
                elif "end" in comment and start is not None:
                    end = index
    return (start, end) if start is not None and end is not None and start < end else None


def _named(zone: _Zone) -> int | None:
    """The known container with the most prose; the outermost of those that hold the same."""
    page, best, most = zone.page, None, -1
    for index in page.marked(Mark.SURE | Mark.CONTAINER):
        if index >= zone.end or page.tags[index] not in _HOLDERS or page.ends[index] <= zone.start:
            continue
        weight = zone.weight(index, page.ends[index])
        if weight > most and (weight or _has_media(page, index, page.ends[index])):
            best, most = index, weight
    if best is None or page.means(best, Mark.SURE):
        return best
    sure = [i for i in page.marked(Mark.SURE) if best < i < page.ends[best] and page.tags[i] in _HOLDERS]
    return next((i for i in sure if zone.weight(i, page.ends[i]) >= _MOST * most), best)


def _holds_most(zone: _Zone, named: int, shaped: int) -> bool:
    have = zone.weight(named, zone.page.ends[named])
    if zone.page.means(named, Mark.SURE) and have >= ENOUGH_CHARS:
        return True
    return have * 2 >= zone.weight(shaped, zone.page.ends[shaped])


def _shaped(zone: _Zone) -> int | None:
    """Goes down from the root into the child that holds the prose, as long as nothing that may belong to
    the text is left behind."""
    page = zone.page
    total = zone.weight(0, zone.end)
    if total == 0 or not page.tags:
        return None
    here = 0
    while True:
        best, most = -1, 0
        for child in page.children(here):
            weight = zone.weight(child, min(page.ends[child], zone.end))
            if weight > most and page.tags[child] != "-text":
                best, most = child, weight
        if best < 0 or page.tags[best] not in _DESCENDABLE:
            return here
        left = zone.weight(here, min(page.ends[here], zone.end)) - most
        much = left > (1 - _MOST) * most and left > FEW_LEFT
        if much or (left and not _dirty(zone, here, best, left)):
            return here
        if page.tags[best] in ("table", "tr", "tbody") and left:
            return here
        here = best


def _dirty(zone: _Zone, parent: int, child: int, left: int) -> bool:
    """Whether what a child leaves behind in the zone is links and switches rather than text."""
    page = zone.page
    noise = 0
    for number in (
        *page.lines_in(max(parent, zone.start), child),
        *page.lines_in(page.ends[child], min(page.ends[parent], zone.end)),
    ):
        line = page.lines[number]
        noise += len(line.solid) if zone.flags[number] or number in zone.files else line.linked
    return noise > 2 * left


def _between(
    zone: _Zone, start: int, end: int, *, certain: bool, place: str, rejected: tuple[Candidate, ...] = ()
) -> Body:
    """The lines of a range without what is not text; the ends trimmed of switches."""
    page = zone.page
    if not certain:
        start, end = max(start, zone.start), min(end, zone.end)
    numbers = [n for n in page.lines_in(start, end) if not _dropped(zone, n, certain)]
    if certain and numbers and any(numbers[0] < n < numbers[-1] for n in zone.facts.info_lines):
        numbers = [n for n in numbers if n >= zone.first]
    numbers = _cut_after(zone, numbers)
    first, last = 0, len(numbers)
    while first < last and _is_edge(zone, numbers[first]):
        first += 1
    while first < last and _is_edge(zone, numbers[last - 1]):
        last -= 1
    last = _before_pager(zone, numbers, first, last)
    kept = tuple(numbers[first:last])
    above = [n for n in zone.facts.lines if page.lines[n].start < start] if not zone.first else []
    anchor = page.lines[max(above)].end if above else zone.start
    return Body(kept, start, end, zone.start, max(end, zone.end), certain, place, rejected, anchor)


def _before_pager(zone: _Zone, numbers: list[int], first: int, last: int) -> int:
    """Where a pager with links begins that ends the text; a row of bare numbers is the text's own."""
    place, linked = last, False
    while place > first and is_pager(zone.page.lines[numbers[place - 1]].solid):
        place -= 1
        linked = linked or zone.page.lines[numbers[place]].linked > 0
    return place if linked else last


def _dropped(zone: _Zone, number: int, certain: bool) -> bool:
    if number in zone.facts.lines or number in zone.facts.info_lines:
        return True
    line = zone.page.lines[number]
    if certain:
        return False
    return zone.flags[number] and not (is_tool(line.solid) and len(line.solid) <= 2)


def _cut_after(zone: _Zone, numbers: list[int]) -> list[int]:
    """The lines before the first neighbouring document, unless much text follows it."""
    left = sum(zone.page.lines[number].unlinked for number in numbers)
    for place, number in enumerate(numbers):
        line = zone.page.lines[number]
        left -= line.unlinked
        if left < MUCH_CHARS and is_neighbour(line.text):
            return numbers[:place]
    return numbers


def _is_edge(zone: _Zone, number: int) -> bool:
    line = zone.page.lines[number]
    found = zone.facts.candidates.get(number)
    if line.solid.startswith(("（来源", "(来源")):
        return False  # the text's own last words
    if found and len(line.solid) < 60 and is_info(line, found) and found[0][0] not in ("时间", "日期"):
        return True
    whole_elsewhere = line.unlinked <= 2 and _WHOLE_TEXT.search(line.solid) is not None
    return whole_elsewhere or number in zone.positions or is_tool(line.solid)


def _has_media(page: Outline, start: int, end: int) -> bool:
    """Whether a range holds an image, a frame or a link to a file."""
    if page.elements(MEDIA, start, end):
        return True
    links = (page.attributes(index).get("href") or "" for index in page.elements("a", start, end)[:MAX_LINKS])
    return any(href.lower().endswith(_SUFFIXES) for href in links)
