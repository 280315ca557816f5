"""The text of a body as a person would copy it."""

from __future__ import annotations

import re

from gongkai.extract.body import Body
from gongkai.extract.marks import is_related, is_tool
from gongkai.extract.outline import Outline

_CREDITS = re.compile(
    r"^[\s（(【\[]*(?:(?:本文|网络|值班)?责任?编辑|责编|编辑|审核|校对|初审|终审|复审)\s*[：:][^。；]{0,30}$"
)
_NOTHING_UNDER = re.compile(
    r"(?:(?:相关)?附\s*件(?:下载|列表)?|文件下载|相关(?:文件|链接|文档|资料|阅读|新闻))[\s：:>》»]*"
)
"""The label of files or links where there are none."""

MAX_CREDITS = 8


def render(page: Outline, body: Body) -> str:
    """The lines of the body, credits of the editors at its end left out."""
    numbers = list(body.lines)
    labels = 0
    for _ in range(MAX_CREDITS):
        last = page.lines[numbers[-1]] if numbers else None
        if last is None:
            break
        labels += bool(_NOTHING_UNDER.fullmatch(last.text))
        idle = _CREDITS.match(last.text) or (labels and (is_tool(last.solid) or is_related(last.solid)))
        if _NOTHING_UNDER.fullmatch(last.text) or (len(numbers) > 1 and idle):
            numbers.pop()
    return "\n".join(page.lines[number].text for number in numbers)
