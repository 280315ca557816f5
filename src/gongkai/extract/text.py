"""Text on one line, and text without blanks."""

from __future__ import annotations

import re

ELLIPSIS = ("...", "…", "..", "．．．")
"""How templates end what they cut."""

_SPACES = re.compile(r"[\s\u200b-\u200f\ufeff\xad]+")
INVISIBLE_SIGNS = "\u200b\u200c\u200d\u200e\u200f\ufeff\xad"
INVISIBLE = re.compile(r"[\u200b-\u200f\ufeff\xad]+")


def squeeze(text: str) -> str:
    """The text on one line: invisible characters dropped, every run of white space one blank."""
    squeezed = " ".join(text.split())
    return squeezed if squeezed.isprintable() else " ".join(INVISIBLE.sub("", text).split())


def solid(text: str) -> str:
    """The text without any white space: what labels and titles are compared by."""
    bare = "".join(text.split())
    return bare if bare.isprintable() else _SPACES.sub("", text)  # what has no width is not printable
