"""The title: the heading printed over the text, checked against the head of the page.

`<title>` is often only the name of the site, and ArticleTitle sometimes carries the site's name or is cut;
a heading that is printed wins where both speak of the same thing, and where the head says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.base.choice import Candidate, Origin, choose
from gongkai.extract.crumbs import position_lines
from gongkai.extract.facts import Facts
from gongkai.extract.head import Head
from gongkai.extract.info import is_info
from gongkai.extract.labels import LABELS, label_field
from gongkai.extract.lines import Line
from gongkai.extract.marks import is_footer, is_neighbour, is_tool, position_mark
from gongkai.extract.names import Mark
from gongkai.extract.outline import Outline
from gongkai.extract.text import ELLIPSIS, solid

MAX_TITLE_CHARS = 200
MAX_TITLE_LINES = 5
_SITE_NAME = re.compile(
    r"(?:网|网站|门户|门户网站|政府|人民政府|办事处|平台|网站群!?|政府公报|管委会|街道办|信息公开|政务公开|"
    r"政府信息公开|政务公开平台|公开网)$"
)
_BODY_NAME = re.compile(
    r"^[\u4e00-\u9fff]{3,16}(?:局|委员会|厅|中心|办公室|法院|检察院|管理处|财政部|开发区|学校|医院|图书馆|联合会)$"
)
"""A government body: alone in `<title>` it names the site."""
_SEPARATOR = re.compile(r"(\s*(?:_+|\|+|——|--|»|>|\s[-–—]\s|-(?=[^-]{2,30}$)|–|—(?=[^—]{2,30}$))\s*)")
_DASHES = frozenset(("——", "—"))
"""Signs that part a title from the site's name, and titles within themselves: 老厂房里的新生活——改造记."""
_WEIGHT = {"h1": 26, "h2": 20, "h3": 14, "h4": 10, "h5": 6, "h6": 4}
_TITLE_TAGS = frozenset("div td p span font strong".split())
_TELLING = frozenset(("published", "updated", "source", "counter"))
_PARTED = re.compile(
    r"(?:政府|委员会|办公室|[局厅办院委处部署])(?:[\u4e00-\u9fff]{2,16})?\s(?:关于|印发|转发|公布)"
)
"""A title that is broken behind who issued the document."""
_DATE_PIECE = re.compile(r"[（(\[]?(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?[）)\]]?")
_GREETING = re.compile(r"^今天是|^(?:您好)?[,，!！]?欢迎(?:您|光临|访问|来到)|欢迎您?光临本站$")
_ENOUGH = 24
SURE_HEADING = 60
"""A heading that scores so much is believed against ArticleTitle."""
MAX_DRESSED_LINES = 4
MAX_COLUMN_CHARS = 14
MAX_PLAIN_TITLE = 90
MAX_SITE_NAME = 24
PROSE_CHARS = 30
_SUBTITLE = ("——", "--", "—")
_STOPS = ("。", "：", ":", "；")
UNDER_FACTS = 10


@dataclass(frozen=True, slots=True)
class Heading:
    """A printed heading: its text, the numbers of its first and last line, how surely it is the title, and
    the date that stood behind it."""

    text: str
    first: int
    last: int
    score: int
    dated: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the head says the title is, without blanks: whole (`exact`) or with other things (`around`)."""

    exact: str
    around: str

    def may_be(self, bare: str) -> bool:
        """Whether there can be an agreement at all; most lines of a page are told apart by two characters."""
        begins, exact, around = bare[:2], self.exact, self.around
        if begins in exact or begins in around:
            return True
        return bool(exact and exact[:2] in bare) or bool(around and around[:2] in bare)


def find_heading(page: Outline, head: Head, facts: Facts, crumbs: tuple[str, ...]) -> Heading | None:
    """The best printed heading, or None where nothing is printed as one. Names of columns (`crumbs`) are
    seldom titles."""
    columns = {solid(name) for name in (*crumbs, head.column or "", head.site or "") if name}
    wanted = _wanted(head, facts)
    near = _near_facts(page, facts)
    text_begins = _text_begins(page, facts)
    dress = _dressed(page)
    best: Heading | None = None
    for heading in _candidates(page, wanted, dress, near):
        if heading.first in facts.lines:
            continue
        bare = solid(heading.text)
        is_column = bare in columns and bare != wanted.exact and len(bare) <= MAX_COLUMN_CHARS
        known = Wanted("", "") if is_column else wanted
        plain = not dress.get(heading.first) and _agreement(bare, known) < SURE_HEADING
        if heading.last > text_begins and plain:
            continue
        score = _score(page, heading, known, near.get(heading.last, 0), dress.get(heading.first, 0))
        score += heading.score - (30 if is_column else 0)
        if score >= _ENOUGH and (best is None or score > best.score):
            best = Heading(heading.text, heading.first, heading.last, score)
    return _undated(page, best) if best else _plain_heading(page, facts, text_begins)


def _undated(page: Outline, heading: Heading) -> Heading:
    """A heading without the date that stands behind it in an element of its own."""
    pieces = page.lines[heading.last].pieces
    last = solid(pieces[-1]) if len(pieces) > 1 else ""
    if last and _DATE_PIECE.fullmatch(last) and heading.text.endswith(pieces[-1].strip()):
        text = heading.text.removesuffix(pieces[-1].strip()).strip()
        return Heading(text, heading.first, heading.last, heading.score, last)
    return heading


def _plain_heading(page: Outline, facts: Facts, text_begins: int) -> Heading | None:
    """Where nothing else is a heading: a short line in bold or large type right over prose."""
    for index in page.elements(("b", "strong", "font", "center")):
        numbers = page.lines_in(index, page.ends[index])
        if len(numbers) != 1 or numbers[0] in facts.candidates or numbers[0] > text_begins:
            continue
        line = page.lines[numbers[0]]
        whole = page.text_in(index, page.ends[index]) == line.text
        below = page.lines[numbers[0] + 1 : numbers[0] + 3]
        prose = any(other.unlinked > PROSE_CHARS for other in below)
        short = 5 <= len(line.solid) <= MAX_PLAIN_TITLE and not line.linked
        if whole and prose and short and not _is_chrome(page, line) and not line.solid.endswith(_STOPS):
            return Heading(line.text, numbers[0], numbers[0], 0)
    return None


def _text_begins(page: Outline, facts: Facts) -> int:
    """The first line that is surely prose: what is printed plainly below it is no title."""
    for number, line in enumerate(page.lines):
        prose = line.unlinked > MAX_PLAIN_TITLE or (line.unlinked > 20 and line.solid.endswith(("。", "；")))
        if prose and number not in facts.lines and number not in facts.candidates:
            return number - 1
    return len(page.lines)


def _wanted(head: Head, facts: Facts) -> Wanted:
    """What to look for: ArticleTitle, else what the metadata table calls the title; a `<title>` that only
    names the site says nothing of the document."""
    labelled = (value for name, value in facts.table if LABELS.get(name) == "title" and len(value) >= 5)
    exact = solid(head.title or next(labelled, ""))
    pieces = [solid(piece) for piece in _pieces(head.page_title or "")]
    names = [piece == solid(head.site or "") or _names_site(piece) for piece in pieces]
    while len(pieces) > 1 and (names[len(pieces) - 1] or _BODY_NAME.search(pieces[-1])):
        pieces.pop()  # the banner and the signature repeat the name, which would agree with it
    if len(pieces) == 1 and (names[0] or _BODY_NAME.search(pieces[0])):
        return Wanted(exact, "")
    return Wanted(exact, "".join(pieces))


def _pieces(text: str) -> list[str]:
    """The parts of a `<title>`: title, column, site. A dash parts only what is the name of a site."""
    first, *rest = _SEPARATOR.split(text)
    pieces = [first]
    for sign, piece in zip(rest[::2], rest[1::2], strict=True):
        sites = any(_names_site(solid(part)) for part in (pieces[-1], piece))
        if sign.strip() in _DASHES and not sites:
            pieces[-1] += sign + piece
        else:
            pieces.append(piece)
    return pieces


def _names_site(piece: str) -> bool:
    """Whether a part of `<title>` is the name of a site: not a sentence that ends in such a word."""
    return len(piece) <= MAX_SITE_NAME and _SITE_NAME.search(piece) is not None


def _near_facts(page: Outline, facts: Facts) -> dict[int, int]:
    """The lines that stand close above one that looks like an info line, or close under the metadata table
    or the breadcrumb, and what that is worth."""
    found: dict[int, int] = {}
    above = [n for n in facts.lines if n + 1 not in facts.lines]
    above += position_lines(page)
    for number in above:
        found.update({number + 1: UNDER_FACTS, number + 2: UNDER_FACTS})
    for number, pairs in facts.candidates.items():
        fields = {LABELS.get(name) for name, _ in pairs}
        if number not in facts.lines and fields & _TELLING and is_info(page.lines[number], pairs):
            for distance, worth in ((1, 30), (2, 24), (3, 18)):
                found[number - distance] = max(worth, found.get(number - distance, 0))
    return found


def _dressed(page: Outline) -> dict[int, int]:
    """How much the markup says "heading" of a line: heading elements, and names like `title` close to it."""
    found: dict[int, int] = {}
    marked = [(index, 18) for index in page.marked(Mark.TITLE) if page.tags[index] in _TITLE_TAGS]
    for index, weight in [(i, _WEIGHT[page.tags[i]]) for i in page.elements(_WEIGHT)] + marked:
        numbers = page.lines_in(index, page.ends[index])
        if len(numbers) <= MAX_DRESSED_LINES:
            for number in numbers:
                found[number] = max(found.get(number, 0), weight - 2 * (len(numbers) - 1))
    return found


def _candidates(page: Outline, wanted: Wanted, dress: dict[int, int], near: dict[int, int]) -> list[Heading]:
    """Single lines that something speaks for, and the lines of one heading or title element together."""
    stated = wanted.exact or wanted.around
    found = [
        Heading(line.text, number, number, 0)
        for number, line in enumerate(page.lines)
        if (number in near or number in dress or (stated and wanted.may_be(line.solid)))
        and 2 <= len(line.solid) <= MAX_TITLE_CHARS
        and (line.linked * 2 <= len(line.solid) or line.solid == wanted.exact)
        and len(line.cells) == 1
    ]
    for index in (*page.elements(_WEIGHT), *page.marked(Mark.TITLE)):
        numbers = page.lines_in(index, page.ends[index])
        if 2 <= len(numbers) <= 4:
            text = " ".join(page.lines[n].text for n in numbers)
            if len(text) <= MAX_TITLE_CHARS:
                parted = _PARTED.search(text) is not None
                worth = (3 if page.tags[index] in _WEIGHT else 0) + (6 if parted else 0)
                found.append(Heading(text, numbers[0], numbers[-1], worth))
    return found + _broken(page, wanted)


def _broken(page: Outline, wanted: Wanted) -> list[Heading]:
    """Titles broken over several lines: runs of lines that together are what the head says."""
    found = []
    wholes = [whole for whole in (wanted.exact, wanted.around) if whole]
    for number, line in enumerate(page.lines):
        for whole in wholes:
            if not whole.startswith(line.solid) or not 4 <= len(line.solid) < len(whole):
                continue
            joined, last = line.solid, number
            while last + 1 < len(page.lines) and last - number < MAX_TITLE_LINES:
                longer = joined + page.lines[last + 1].solid
                if not whole.startswith(longer):
                    break
                joined, last = longer, last + 1
            if last > number:
                text = "".join(page.lines[n].text for n in range(number, last + 1))
                found.append(Heading(text, number, last, 0))
    return found


def _score(page: Outline, heading: Heading, wanted: Wanted, before_info: int, dress: int) -> int:
    """How surely a heading is the title; 0 for what cannot be it."""
    line = page.lines[heading.first]
    bare = line.solid if heading.first == heading.last else solid(heading.text)
    agreement = _agreement(bare, wanted)
    if not (agreement or before_info > UNDER_FACTS or dress >= 20 or (before_info and dress >= 14)):
        return 0
    if line.linked * 2 > len(line.solid) and bare != wanted.exact:
        return 0
    if _is_chrome(page, line):
        return 0
    score = agreement + dress + before_info - (20 if bare.startswith(_SUBTITLE) else 0)
    if len(bare) < 5:
        score -= 12
    if not agreement and label_field(bare.split("：", 1)[0].split(":", 1)[0]):
        score -= 30
    return score - (30 if _SITE_NAME.search(bare) and agreement < 60 else 0)


def _agreement(bare: str, wanted: Wanted) -> int:
    """How surely the head speaks of this line: 0 (not at all) to 90 (it is the same)."""
    if wanted.exact and bare == wanted.exact:
        return 90
    if wanted.around and bare == wanted.around:
        return 85
    for whole, most in ((wanted.exact, 80), (wanted.around, 70)):
        if not whole:
            continue
        if len(bare) >= 6 and bare in whole:
            at_edge = whole.startswith(bare) or whole.endswith(bare)
            return most - 30 + 30 * len(bare) // len(whole) - (0 if at_edge else 15)
        stem = whole.rstrip(".…．")
        if len(stem) >= 8 and len(stem) < len(whole) and bare.startswith(stem):
            return most
        if len(whole) >= 8 and whole in bare and len(bare) <= len(whole) * 1.5:
            return most - 20
    if wanted.around.startswith(bare) and len(bare) >= 2:
        return 40
    return 0


def _is_chrome(page: Outline, line: Line) -> bool:
    if (
        (_greets(line.solid) and _GREETING.search(line.solid))
        or is_tool(line.solid)
        or position_mark(line.text)
        or is_neighbour(line.text)
        or is_footer(line.text)
    ):
        return True
    for step, index in enumerate(page.ancestors(line.start)):
        if page.tags[index] in ("nav", "footer") or page.means(index, Mark.POSITION):
            return True
        if step >= 4:
            break
    return False


def _greets(bare: str) -> bool:
    return "欢迎" in bare or bare.startswith("今天是")


def choose_title(
    heading: Heading | None,
    head: Head,
    printed: Sequence[Candidate],
    crumbs: tuple[str, ...],
    first_line: str | None,
) -> Origin:
    """The document's title from everything that states one; `printed` is what labels call the title."""
    stated = head.title
    return choose(
        "title",
        [
            *([_spelled(_believed(heading, stated, printed), stated)] if heading else []),
            *([_uncut(_without_site(stated, head, crumbs), "meta 标签 ArticleTitle")] if stated else []),
            *(_uncut(one.value, one.place) for one in printed if one.value and not one.against),
            *([Candidate(heading.text, "页面上的标题")] if heading else []),
            Candidate(_from_tab(head, crumbs), "<title>"),
            *([Candidate(stated, "meta 标签 ArticleTitle")] if stated else []),
            *printed,
            *([Candidate(first_line, "正文第一行")] if first_line else []),
        ],
    )


def _believed(heading: Heading, stated: str | None, printed: Sequence[Candidate]) -> Candidate:
    """The printed heading, unless ArticleTitle speaks of something else and the heading is not sure, or the
    metadata state a title that it only begins."""
    begun = solid(heading.text)
    if any(
        len(begun) < len(whole) and whole.startswith(begun)
        for whole in (solid(p.value or "") for p in printed)
    ):
        return Candidate(heading.text, "页面上的标题", "只是元数据所载标题的开头")
    believed = _same_thing(heading, stated) or heading.score >= SURE_HEADING
    return Candidate(heading.text, "页面上的标题", "" if believed else "与 ArticleTitle 说的不是一回事")


def _spelled(heading: Candidate, stated: str | None) -> Candidate:
    """A heading as ArticleTitle spells it: without blanks where its lines are broken."""
    same = stated is not None and heading.value is not None and solid(heading.value) == solid(stated)
    return Candidate(stated, heading.place, heading.against) if same else heading


def _uncut(text: str | None, place: str) -> Candidate:
    return Candidate(text, place, "被截断" if text and _is_cut(text) else "")


def _same_thing(heading: Heading, stated: str | None) -> bool:
    if not stated:
        return True
    one, other = solid(heading.text), solid(stated)
    return one in other or other.rstrip(".…") in one


def _is_cut(text: str) -> bool:
    return text.endswith(ELLIPSIS)


def _without_site(text: str, head: Head, crumbs: tuple[str, ...]) -> str:
    """ArticleTitle without the site's name before or after it."""
    if not head.site or head.site not in text or len(_pieces(text)) < 2:
        return text
    parts = _own_pieces(text, head, crumbs)
    return max(parts, key=len) if parts else text


def _own_pieces(text: str, head: Head, crumbs: tuple[str, ...]) -> list[str]:
    known = {solid(name) for name in (*crumbs, head.site or "", head.column or "") if name}
    return [
        part
        for part in (piece.strip() for piece in _pieces(text))
        if part and solid(part).strip("[]【】") not in known and not _SITE_NAME.search(part)
    ]


def _from_tab(head: Head, crumbs: tuple[str, ...]) -> str | None:
    """What `<title>` says beside the names of site and column; None where it says nothing else."""
    if not head.page_title:
        return None
    parts = _own_pieces(head.page_title, head, crumbs)
    if not parts:
        return None
    return parts[0] if len(parts[0]) >= 6 else max(parts, key=len)
