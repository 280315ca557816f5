"""The text of a body as a person would copy it."""

from __future__ import annotations

import re

from gongkai.extract.body import Body
from gongkai.extract.lines import Line
from gongkai.extract.marks import is_related, is_tool
from gongkai.extract.outline import Outline

_CREDITS = re.compile(
    r"^[\s（(【\[]*(?:(?:本文|网络|值班)?责任?编辑|责编|编辑|审核|校对|初审|终审|复审)\s*[：:][^。；]{0,30}$"
)
_NOTHING_UNDER = re.compile(
    r"(?:(?:相关)?附\s*件(?:下载|列表)?|文件下载|相关(?:文件|链接|文档|资料|阅读|新闻))[\s：:>》»]*"
)
"""The label of files or links where there are none."""
_DOWNLOADED = re.compile(
    r"(?:(?<=[】\])）])|(?<=\.\w{2})|(?<=\.\w{3})|(?<=\.\w{4}))[\s(（]*"
    r"(?:(?:已下载|下载(?:次数|量))\s*[：:]?\s*\d{0,9}\s*次?|下载\s*\d{1,9}\s*次)[)）]?$"
)
"""How often a file was fetched, behind its name (VSB: `附件【名单.xlsx】已下载104次`)."""
_DOWNLOAD = "下载"

MAX_TAIL = 8
"""Lines at the end of a body that are looked at."""


def render(page: Outline, body: Body) -> str:
    """The lines of the body, less what stands at its end: labels with nothing under them, and the credits of
    the editors. How often a file was fetched is no text either."""
    numbers = list(body.lines)
    after_label = False
    for _ in range(MAX_TAIL):
        last = page.lines[numbers[-1]] if numbers else None
        if last is None:
            break
        if _NOTHING_UNDER.fullmatch(last.text):
            after_label = True
        elif len(numbers) == 1 or not _is_tail(last, after_label):
            break
        numbers.pop()
    return "\n".join(_uncounted(page.lines[number].text) for number in numbers)


def _uncounted(text: str) -> str:
    return _DOWNLOADED.sub("", text) if _DOWNLOAD in text else text


def _is_tail(line: Line, after_label: bool) -> bool:
    """Whether a last line is no text: credits, or what stands over an empty label (switches, more labels)."""
    if after_label and (is_tool(line.solid) or is_related(line.solid)):
        return True
    return _CREDITS.match(line.text) is not None
