"""Personal data of private persons in a text: found, and masked in place.

Whose a number is decides, not its shape alone:

- **ID numbers** (18 signs, region, day and check digit right) are always somebody's own, unless the label or
  the heading of the column says code of a project, document, parcel or body. Fifteen digits need a word for
  an ID number.
- **Bank cards** need issuer, length and check digit, and a word of banking nearby unless they begin with 62.
  An account whose holder is a body, or that takes deposits, fees or gifts, is the body's.
- **Mobiles** are masked where the nearest word before says private person (applicant, complainant,
  householder, ID number, home …), in a table whose rows are persons, in a list of names and numbers whose
  title says so, and beside an ID number in the same row. They stay where it says body or official (contact,
  hotline, duty, cadre, grid warden, unit …), and where nothing says whose they are.
- **Addresses** are masked from the house number on where a word for a home stands before, or the row is a
  person's. Addresses of bodies stay.

What a page has masked itself is left alone. Pure; time linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from gongkai.base.personal_judging import Judge
from gongkai.base.personal_numbers import Found, candidates, plain

PERSONAL = "personal/1"
"""Version of the finder: what it finds may change with it alone."""

PersonalKind = Literal["id-number", "bank-card", "mobile", "address"]
_KEPT: dict[PersonalKind, tuple[int, int]] = {
    "id-number": (6, 0),
    "bank-card": (6, 0),
    "mobile": (3, 2),
    "address": (0, 0),
}
"""How many signs stay readable at the front and at the end."""
_SIGN = re.compile(r"[0-9０-９XxＸｘ×]")


@dataclass(frozen=True, slots=True)
class Mark:
    """Personal data at `start … end` of the text (characters). `masked` replaces it and is as long;
    `value` is what stood there without separators, in ASCII digits, for an HMAC alone."""

    kind: PersonalKind
    start: int
    end: int
    masked: str
    value: str = field(repr=False)


def find(text: str) -> tuple[Mark, ...]:
    """All personal data in the text, in order, none within another. Never raises."""
    numbers = candidates(text)
    if not numbers and "住" not in text and "户籍" not in text:
        return ()
    judge = Judge(text, numbers)
    taken = sorted([*judge.numbers, *judge.homes()], key=lambda found: found.start)
    return tuple(_mark(text, found) for found in taken)


def mask(text: str) -> tuple[str, tuple[Mark, ...]]:
    """The text with every mark in its masked form, and the marks; as long as the text."""
    marks = find(text)
    pieces, last = [], 0
    for mark in marks:
        pieces += [text[last : mark.start], mark.masked]
        last = mark.end
    return "".join([*pieces, text[last:]]), marks


def _mark(text: str, found: Found) -> Mark:
    printed = text[found.start : found.end]
    front, back = _KEPT[found.kind]
    signs = [at for at, sign in enumerate(printed) if _SIGN.match(sign)]
    hidden = set(signs[front : len(signs) - back])
    masked = "".join("*" if at in hidden else sign for at, sign in enumerate(printed))
    return Mark(found.kind, found.start, found.end, masked, found.value or plain(printed))
