"""Where the document's text stands.

1. What the page itself marks: the operator's selector, Hanweb's ContentStart … ContentEnd.
2. The zone: after title, info line and metadata, before neighbours, related links and the page's foot.
   Within it, containers that the common systems give a name of their own; else, by shape, the smallest
   element that leaves no prose behind.
3. Nothing with prose in it: the zone itself, which serves texts of a few words, images and attachments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.base.choice import Candidate, Origin
from gongkai.extract.facts import Facts
from gongkai.extract.info import is_byline, is_info
from gongkai.extract.marks import is_contact, is_neighbour, is_pager, is_tool
from gongkai.extract.names import Mark
from gongkai.extract.outline import Outline
from gongkai.extract.title import Heading
from gongkai.extract.zone import FEW_CHARS, FILE_SUFFIXES, INLINE, Zone

_HOLDERS = frozenset(
    "div td section article main center form body html ul ol dd table tbody tr span font li fieldset "
    "ucapcontent b strong "
    "dl th blockquote".split()
)
MEDIA = ("img", "iframe", "embed", "object", "video")
_DESCENDABLE = _HOLDERS - {"li", "b", "strong"}
FOOT_LINES = 12
"""Lines at the end of a page among which its foot may give a telephone number."""

FEW_LEFT = 20
"""Characters of a heading over links that may be left behind on the way down to the text."""
MUCH_CHARS = 200
MAX_LINKS = 50
ENOUGH_CHARS = 150
_WHOLE_TEXT = re.compile(r"(?:余下|阅读|显示|查看|展开)全文|全文阅读")
_MOST = 0.9
GIVEN, MARKED, NAMED = "配置的选择器", "页面自带的正文标记", "已知的正文容器 "
SHOWN, SHAPED, ZONE = "标题下的图片或阅读器 ", "文字最集中的元素 ", "标题与页脚之间"


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of the text, and the node range in which its attachments may stand: `start … end` of the
    text itself, `zone_start … zone_end` of what may belong to the document at all, `anchor` where title or
    facts above the text end. `certain`: the page or a known container says that this is the text, so that
    next to nothing in it is dropped. `place` says how it was found, `rejected` between what it was chosen."""

    lines: tuple[int, ...]
    start: int
    end: int
    zone_start: int
    zone_end: int
    certain: bool
    place: str = ""
    rejected: tuple[Candidate, ...] = ()
    anchor: int = 0


def find_body(page: Outline, heading: Heading | None, facts: Facts, given: tuple[int, int] | None) -> Body:
    """The body of a page. `given` is a node range that is known to be it."""
    zone = Zone(page, heading, facts)
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


def _in_element(zone: Zone, index: int, how: str, rejected: tuple[Candidate, ...]) -> Body:
    place = f"{how}{zone.page.describe(index)}"
    end = zone.page.ends[index]
    if index < zone.start <= zone.end < end:
        end = zone.end  # what holds the title ends with more than the text
    return _between(zone, index, end, certain=how == NAMED, place=place, rejected=rejected)


def _passed(zone: Zone, how: str, index: int | None, why: str) -> tuple[Candidate, ...]:
    if index is None:
        return ()
    chars = zone.weight(index, zone.page.ends[index])
    return (Candidate(f"{chars} 字", f"{how}{zone.page.describe(index)}", why),)


def _shown(zone: Zone) -> int | None:
    """The element around an image or a viewer that stands under the title, where next to nothing is said
    and not beside it: such a page is its picture."""
    page = zone.page
    if zone.weight(0, zone.end) >= FEW_CHARS:
        return None
    for index in page.elements(MEDIA, zone.start, zone.end):
        if not zone.in_chrome(index):
            around = next((i for i in page.ancestors(index) if page.tags[i] not in INLINE), 0)
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


def _named(zone: Zone) -> int | None:
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


def _holds_most(zone: Zone, named: int, shaped: int) -> bool:
    have = zone.weight(named, zone.page.ends[named])
    if zone.page.means(named, Mark.SURE) and have >= ENOUGH_CHARS:
        return True
    return have * 2 >= zone.weight(shaped, zone.page.ends[shaped])


def _shaped(zone: Zone) -> int | None:
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
            if page.tags[child] == "-text":
                continue
            weight = zone.weight(child, min(page.ends[child], zone.end))
            if weight > most:
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


def _dirty(zone: Zone, parent: int, child: int, left: int) -> bool:
    """Whether what a child leaves behind in the zone is links and switches rather than text."""
    page = zone.page
    around_title = child < zone.start <= page.ends[child]
    noise = 0
    for number in (
        *page.lines_in(max(parent, zone.start), child),
        *page.lines_in(page.ends[child], min(page.ends[parent], zone.end)),
    ):
        line = page.lines[number]
        if around_title and number >= len(page.lines) - FOOT_LINES and is_contact(line.solid):
            left -= line.unlinked
        else:
            noise += len(line.solid) if zone.is_flagged(number) or number in zone.files else line.linked
    return left <= 0 or noise > 2 * left


def _between(
    zone: Zone, start: int, end: int, *, certain: bool, place: str, rejected: tuple[Candidate, ...] = ()
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


def _before_pager(zone: Zone, numbers: list[int], first: int, last: int) -> int:
    """Where a pager with links begins that ends the text; a row of bare numbers is the text's own."""
    place, linked = last, False
    while place > first and is_pager(zone.page.lines[numbers[place - 1]].solid):
        place -= 1
        linked = linked or zone.page.lines[numbers[place]].linked > 0
    return place if linked else last


def _dropped(zone: Zone, number: int, certain: bool) -> bool:
    if number in zone.facts.lines or number in zone.facts.info_lines:
        return True
    line = zone.page.lines[number]
    if certain:
        return False
    return zone.is_flagged(number) and not (is_tool(line.solid) and len(line.solid) <= 2)


def _cut_after(zone: Zone, numbers: list[int]) -> list[int]:
    """The lines before the first neighbouring document, unless much text follows it."""
    left = sum(zone.page.lines[number].unlinked for number in numbers)
    for place, number in enumerate(numbers):
        line = zone.page.lines[number]
        left -= line.unlinked
        if left < MUCH_CHARS and is_neighbour(line.text):
            return numbers[:place]
    return numbers


def _is_edge(zone: Zone, number: int) -> bool:
    line = zone.page.lines[number]
    found = zone.facts.candidates.get(number)
    if line.solid.startswith(("（来源", "(来源")) or is_byline(zone.facts, zone.facts.info_lines, number):
        return False  # the text's own last or first words
    if found and len(line.solid) < 60 and is_info(line, found) and found[0][0] not in ("时间", "日期"):
        return True
    whole_elsewhere = line.unlinked <= 2 and _WHOLE_TEXT.search(line.solid) is not None
    return whole_elsewhere or number in zone.positions or is_tool(line.solid)


def _has_media(page: Outline, start: int, end: int) -> bool:
    """Whether a range holds an image, a frame or a link to a file."""
    if page.elements(MEDIA, start, end):
        return True
    links = (page.attributes(index).get("href") or "" for index in page.elements("a", start, end)[:MAX_LINKS])
    return any(href.lower().endswith(FILE_SUFFIXES) for href in links)
