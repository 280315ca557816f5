"""Search marks the words it found with 【 and 】 in plain text; here they become runs to be shown."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text, marked or not."""

    text: str
    marked: bool = False


def runs(snippet: str) -> tuple[Run, ...]:
    """The snippet in runs. Brackets that a page itself printed are taken for marks too: harmless."""
    parts = re.split(r"【([^【】]*)】", snippet)
    return tuple(Run(part, n % 2 == 1) for n, part in enumerate(parts) if part)
