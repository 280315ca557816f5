"""Pagers that a script makes: the address of a page as the script puts it together, laypage's options.

Nothing is executed: read are `location.href = 'index_' + i + '.html'`, the same behind a choice
(`i == 1 ? 'index.html' : 'index_' + i + '.html'`), a function that returns such an address and the numbers
that stand in the same scripts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.base.urls import absolute

_CHOICE = r"""(?:[^;"'?\n]{1,60}\?\s*["'][^"'<>\s]{0,200}["']\s*:\s*)?"""
_BEFORE = r"""["'](?P<before>[^"'<>\s]{0,200}?[_=-])["']\s*\+\s*[\w.]{1,40}"""
_STEP = re.compile(
    rf"""(?:location(?:\.href)?\s*=|open\s*\()\s*{_CHOICE}{_BEFORE}"""
    r"""(?:\s*\+\s*["'](?P<after>\.(?:s?html?|jhtml)|&[\w=&%-]{0,80})["'])?\s*[;)}\n]"""
)
_RETURNED = re.compile(
    rf"""\breturn\s+{_CHOICE}{_BEFORE}\s*\+\s*["'](?P<after>\.(?:s?html?|jhtml))["']\s*[;)}}\n]"""
)
_CURRENT = re.compile(
    r"setPage['\"]\s*,\s*(\d{1,5})\s*,"
    r"|\b(?:currentPage|curPage|currPage|current|pageNo|pageIndex)['\"]?\s*[:=]\s*['\"(]?(\d{1,5})\b(?!\s*[-+*])"
    r"|\bcurrPage\s*:\s*\(\s*\(?(\d{1,5})\s*-\s*1\)?\s*\+\s*1\s*\)"
)
_WRITTEN = re.compile(r"""总页数\s*[:：]?\s*(?:&nbsp;|<\w{1,6}>|\s)?["']\s*\+\s*([A-Za-z_$][\w$]{0,40})\b""")
_OPTION = re.compile(r"\b(count|limit|curr)\s*:\s*(\d{1,8})\b")
_OPTIONS = 400
"""Characters after laypage's name in which its options stand."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the options of layui's `laypage` say: rows in all, rows a page, the current page."""

    items: int | None = None
    limit: int | None = None
    current: int | None = None

    @property
    def pages(self) -> int | None:
        """How many pages follow from it; no page shows it."""
        return -(-self.items // self.limit) if self.items and self.limit else None


def laid_out(scripts: str) -> Layout:
    """The options of the first call of `laypage` that states a count."""
    at = scripts.find("laypage")
    for _ in range(20):
        if at < 0:
            break
        found = dict(reversed(_OPTION.findall(scripts[at : at + _OPTIONS])))
        if "count" in found:
            return Layout(
                *(int(found[name]) if name in found else None for name in ("count", "limit", "curr"))
            )
        at = scripts.find("laypage", at + 1)
    return Layout()


def written_total(scripts: str) -> int | None:
    """How many pages a script says that there are, where it writes a variable right behind 总页数: the one
    number above nought that it sets the variable to; None where it sets none or several."""
    name = _WRITTEN.search(scripts) if "总页数" in scripts else None
    if name is None:
        return None
    settings = re.findall(
        rf"(?<![\w$.]){re.escape(name[1])}\s*=\s*[\"']?(\d{{1,6}})\b(?!\s*[-+*/.])", scripts
    )
    numbers = {int(number) for number in settings} - {0}
    return numbers.pop() if len(numbers) == 1 else None


def stepped(scripts: str, page_url: str, base: str, pages: int | None, printed: int | None) -> str | None:
    """The next page's address as a script makes it; None where total or current page is not stated.

    `printed` is the current page as the page prints it; the number in the page's own address goes first.
    """
    step = _STEP.search(scripts) or ("location" in scripts and _RETURNED.search(scripts)) or None
    layout = laid_out(scripts)
    pages = pages or layout.pages
    if not step or not pages:
        return None
    tail = re.escape(step["before"].rsplit("/", 1)[-1])
    from_url = re.search(tail + r"(\d{1,6})(?!\d)", page_url)
    here = int(from_url[1]) if from_url else (printed or layout.current or _stated(scripts))
    if here is None or here < 1 or here >= pages:
        return None
    return absolute(base, f"{step['before']}{here + 1}{step['after'] or ''}")


def _stated(scripts: str) -> int | None:
    current = _CURRENT.search(scripts)
    return int(next(number for number in current.groups() if number)) if current else None
