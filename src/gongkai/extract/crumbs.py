"""The breadcrumb: 当前位置：首页 > 政务公开 > 通知公告 → ("政务公开", "通知公告")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gongkai.extract.lines import Line
from gongkai.extract.marks import POSITION_WORDS, position_mark
from gongkai.extract.names import Mark
from gongkai.extract.outline import Outline
from gongkai.extract.text import solid

MAX_STEPS = 8
MAX_STEP_CHARS = 40
MAX_CRUMB_CHARS = 400
MAX_CRUMB_NODES = 200
MAX_CRUMB_LINES = 40
_SEPARATOR = re.compile(r"\s*(?:>+|»+|›|→|＞+|》+|/|\\|::|▶|┊|\s[-—–|]\s|-{1,2}>|\s-|-\s|≫|\|)\s*")
_NOT_A_STEP = frozenset(
    "首页 网站首页 本站首页 主页 正文 内容 详情 详情页 返回首页 当前位置 列表 内容页 正文页 "
    "浏览文章 详细内容 全文 文章内容 浏览文件 查看文章 信息内容 阅读文章 内容阅读 新闻内容 详细页面 浏览信息 "
    "文章详情 信息详情 新闻详情 来信详情 信件详情 查看详情 内容详情 详细信息 信息浏览 文章浏览 "
    "文件内容".split()
)
_HOME = re.compile(r"(?:网站|本站)?首\s*页")
_SHORTEST = re.compile(r"首\s*页\s*[>»›＞→]+\s*[\u4e00-\u9fff]{2,12}")
"""A breadcrumb of one step, without links."""
_SLASH = re.compile(r"\s[/／-]\s")
_ARROW = re.compile(r"[>»›＞→]")
_SITE_STEP = re.compile(
    r"(?:人民政府|政府网|门户网站|网站|[\u4e00-\u9fff]网|管委会|办事处|[\u4e00-\u9fff]{2}(?:镇|乡|街道))$"
)
MIN_TITLE = 8
"""Characters of a step without a link that may be the document's title; names of columns are shorter."""

MAX_BARE_CRUMB = 90
MAX_BARE_STEPS = 5
"""Links of a breadcrumb whose arrows are drawn by a style sheet; a menu has more."""


def section_path(page: Outline, title: str | None) -> tuple[str, ...]:
    """The steps of the breadcrumb without home page, 正文 and the document's own title."""
    for number in page.lines_with(POSITION_WORDS):
        mark = position_mark(page.lines[number].text)
        if mark:
            steps = _clean(_steps(page, number, mark.end()), title)
            if steps:
                return steps
    unmarked = (_clean(steps, title) for steps in _from_home(page))
    return next(filter(None, unmarked), ()) or _clean(_homeless(page), title)


def _from_home(page: Outline) -> Iterator[list[str]]:
    """The steps of breadcrumbs that begin with 首页: of elements called so, and of lines of links."""
    for index in page.marked(Mark.POSITION):
        if page.ends[index] - index > MAX_CRUMB_NODES:
            continue
        text = page.text_in(index, page.ends[index])
        if _HOME.match(text[:12].strip("：: ")) and len(text) <= MAX_CRUMB_CHARS:
            linked = _linked_steps(page, index, page.ends[index])
            steps = [step for step in _SEPARATOR.split(text) if step] if _ARROW.search(text) else []
            steps = linked if len(linked) >= len(steps) else steps  # some steps are no links
            if len(steps) > 1:
                yield steps if steps == linked else _above_document(steps, page.title)
    for line in page.lines:
        if line.text.startswith(("首", "网站首", "本站首")) and _HOME.match(line.text):
            yield _line_steps(page, line)


def _above_document(steps: list[str], page_title: str | None) -> list[str]:
    """The steps but for the last, where `<title>` begins with it: it is the document itself."""
    whole, last = solid(page_title or ""), solid(steps[-1])
    return steps[:-1] if len(last) >= MIN_TITLE and whole.startswith(last.rstrip(".…")) else steps


def _line_steps(page: Outline, line: Line) -> list[str]:
    """The steps on one line: links and nothing else, or names with arrows or slashes between them."""
    short = len(line.solid) <= MAX_BARE_CRUMB
    if short and line.linked and not line.unlinked and (_leads_down(page, line) or _pictured(page, line)):
        return _linked_steps(page, line.start - 1, line.end)
    if len(line.text) > MAX_CRUMB_CHARS:
        return []
    arrows = len(_ARROW.findall(line.text)) > (0 if line.linked or _SHORTEST.fullmatch(line.text) else 1)
    slashes = line.linked and short and _SLASH.search(line.text)
    return _SEPARATOR.split(line.text) if arrows or slashes else []


def _leads_down(page: Outline, line: Line) -> bool:
    """Whether the links of a line lead from a folder into one below it, as steps do and menus do not."""
    links = page.elements("a", line.start - 1, line.end)
    hrefs = [page.attributes(index).get("href") or "" for index in links]
    if not 3 <= len(hrefs) <= MAX_BARE_STEPS:
        return False
    above, below = (href.rpartition("/")[0] for href in hrefs[-2:])
    return len(above) > 1 and len(below) > len(above) and below.startswith(above)


def _pictured(page: Outline, line: Line) -> bool:
    """Whether a picture, the arrow, stands between every two links of a line."""
    links = page.elements("a", line.start - 1, line.end)
    between = pairwise(links)
    return 2 <= len(links) <= MAX_BARE_STEPS and all(
        page.elements(("img",), page.ends[above], below) for above, below in between
    )


def _homeless(page: Outline) -> list[str]:
    """The steps of a breadcrumb that does not begin with 首页: an element called so with links in it, or a
    line of links with arrows between them. A first step that names the whole site is its home page."""
    ranges = [(i, page.ends[i]) for i in page.marked(Mark.POSITION) if page.ends[i] - i <= MAX_CRUMB_NODES]
    arrows = (line for line in page.lines if line.linked and len(line.solid) <= MAX_BARE_CRUMB)
    ranges += [(line.start - 1, line.end) for line in arrows if len(_ARROW.findall(line.text)) >= 2]
    for start, end in ranges:
        links, text = _linked_steps(page, start, end), page.text_in(start, end)
        if links and len(text) <= MAX_BARE_CRUMB and len("".join(links)) * 2 >= len(text):
            return [step for step in _SEPARATOR.split(text) if step] if _ARROW.search(text) else links
    return []


def position_lines(page: Outline) -> set[int]:
    """The numbers of the lines that begin with `当前位置：` or its like."""
    return {n for n in page.lines_with(POSITION_WORDS) if position_mark(page.lines[n].text)}


def _steps(page: Outline, number: int, after: int) -> list[str]:
    """The steps behind `当前位置：`: on the same line, or in the element around it."""
    line = page.lines[number]
    rest = line.text[after:].strip()
    if rest and len(rest) <= MAX_CRUMB_CHARS:
        steps = [step for step in _SEPARATOR.split(rest) if step]
        if len(steps) > 1 or not line.linked:
            return steps
        linked = _linked_steps(page, line.start, line.end) or steps
        if len(linked) > 1 or not _HOME.fullmatch(rest):
            return linked
    for index in page.ancestors(line.start):
        numbers = page.lines_in(index, page.ends[index])
        if len(numbers) > MAX_CRUMB_LINES:
            break
        if len(numbers) > 1:
            text = " > ".join(page.lines[n].text for n in numbers[1:])
            return [step for step in _SEPARATOR.split(text) if step] if len(text) <= MAX_CRUMB_CHARS else []
    return []


def _linked_steps(page: Outline, start: int, end: int) -> list[str]:
    """The texts of the links in a range, one step each."""
    found = (page.text_in(index, page.ends[index]) for index in page.elements("a", start, end))
    return [step for step in found if step]


def _clean(steps: list[str], title: str | None) -> tuple[str, ...]:
    bare = solid(title or "")
    kept = []
    if len(steps) > 1 and _SITE_STEP.search(steps[0].strip()):
        steps = steps[1:]  # the site's name for 首页
    for step in steps:
        name = step.strip(" \t>»-:：[]【】")
        if not name or solid(name) in _NOT_A_STEP or len(name) > MAX_STEP_CHARS:
            continue
        if bare and _is_title(solid(name), bare):
            continue
        kept.append(name)
    return tuple(kept[:MAX_STEPS])


def without_title(steps: tuple[str, ...], title: str | None) -> tuple[str, ...]:
    """The steps but for the last, where that is the document's own title (whole or cut)."""
    if steps and title and _is_title(solid(steps[-1]), solid(title)):
        return steps[:-1]
    return steps


def _is_title(step: str, title: str) -> bool:
    return len(step) > 6 and title.startswith(step.rstrip(".…"))
