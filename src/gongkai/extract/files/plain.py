"""Plain text, and RTF, which is written in it."""

from __future__ import annotations

import re

from striprtf.striprtf import rtf_to_text

from gongkai.base.charset import decode
from gongkai.extract.files.reasons import Unreadable
from gongkai.extract.files.text import Lines

_STRANGE = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_MANY = 0.02
"""Above this share of characters that no text has, it is none."""

# The library would put a link's address behind its words, and looks for it in time that grows with the square
# of the fields; a blank after \field changes nothing else.
_CELL = re.compile(r"\\(?:nest)?cell(?![a-zA-Z])")


def read_text(data: bytes) -> Lines:
    """The text of a file without any mark; Unreadable if it is none, but bytes of an unknown kind."""
    text, _ = decode(data)
    if len(_STRANGE.findall(text[:100_000])) > _MANY * len(text[:100_000]):
        raise Unreadable("unknown-kind")
    return _lines(text)


def read_rtf(data: bytes) -> Lines:
    """The text of an RTF file, a table's cells between tabs. Characters are in the code page it names."""
    source = _CELL.sub(r"\\tab", data.decode("latin-1")).replace("\\field{", "\\field {")
    text: str = rtf_to_text(source, encoding="gb18030", errors="replace")
    return _lines(
        text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    )  # rare ones come in halves


def _lines(text: str) -> Lines:
    lines = Lines()
    lines.add(text)
    return lines
