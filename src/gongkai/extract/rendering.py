"""The text of a body as a person would copy it."""

from __future__ import annotations

import re

from gongkai.extract.body import Body
from gongkai.extract.outline import Outline

_CREDITS = re.compile(
    r"^[\s（(【\[]*(?:(?:本文|网络|值班)?责任?编辑|责编|编辑|审核|校对|初审|终审|复审)\s*[：:][^。；]{0,30}$"
)
_NO_FILES = re.compile(r"附\s*件\s*(?:下载|列表)?\s*[：:]")
"""The label of files where there are none."""

MAX_CREDITS = 3


def render(page: Outline, body: Body) -> str:
    """The lines of the body, credits of the editors at its end left out."""
    numbers = list(body.lines)
    for _ in range(MAX_CREDITS):
        last = page.lines[numbers[-1]].text if numbers else ""
        if _NO_FILES.fullmatch(last) or (len(numbers) > 1 and _CREDITS.match(last)):
            numbers.pop()
    return "\n".join(page.lines[number].text for number in numbers)
