"""Digits in a text, and which of them can be an ID number, a bank card or a mobile by their own shape.

A number is printed in groups: in full-width digits, with blanks, hyphens or a line break between groups,
with signs of no width inside. `windows` gives neighbouring groups that are short enough to be one number.
All work is bounded per group, so that any text takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

_DIGIT = "0-9０-９"
UNSEEN = "\u200b-\u200f\u2060\ufeff\xad"
_BLANK = " \u00a0\u2000-\u200a\u202f\u3000\r\n"
HYPHENS = "-－‐‑–—"
_ENOUGH = re.compile(rf"[{_DIGIT}](?:[{HYPHENS}{_BLANK}{UNSEEN}]{{0,3}}[{_DIGIT}]){{10}}")
_DIGITS = re.compile(rf"[{_DIGIT}]+")
_BETWEEN = re.compile(rf"[{HYPHENS}{_BLANK}{UNSEEN}]{{1,3}}")
_HIDDEN = re.compile(rf"[{UNSEEN}]{{1,3}}")
_TAIL_X = re.compile(rf"[{HYPHENS}{_BLANK}{UNSEEN}]?[XxＸｘ×](?![0-9A-Za-z])")
_PLAIN = {0xFF10 + n: str(n) for n in range(10)} | dict.fromkeys(
    [*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xAD], None
)

LONGEST = 19
MAX_GROUPS = 5
_LENGTHS = frozenset((11, 13, 15, 16, 17, 18, 19))
LEAST_FIRST = 3
"""Digits of a first group: nobody breaks a number off after two."""

_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 "
    "50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()
)
"""GB/T 2260; 83 is on the residence permits of people from Taiwan."""
_ID_CHECK = "10X98765432"
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"

_ISSUED = re.compile(r"62[0-9]|4[0-9]{2}|5[1-5][0-9]|35[2-8]|60[1-3]|69[0-9]|955|9[89]8")
"""UnionPay (62), Visa (4), MasterCard (51-55), JCB (3528-3589), and the numbers that Chinese banks had of ISO
(60, 69) or by the standard of 2000 (9…) before 62."""
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
_MOBILE_GROUPS = ((11,), (3, 4, 4), (3, 8))
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_AREAS = ("86", "0086")

_AREA_AHEAD = re.compile(r"(?:(?<![0-9])(?:00)?|\+)86[-－ ]?$")
_PART_AHEAD = re.compile(r"[A-Za-z_*＊%=#]$|[0-9A-Za-z][./]$|[0-9*][-－]$|[0-9][,，]?[.．]$")
_PART_BEHIND = re.compile(r"[A-Za-z_*＊@%]|[-－][0-9*]|\.[0-9A-Za-z]|/[A-Za-z]")
_AMOUNT = "元万亿次人吨％"


@dataclass(frozen=True, slots=True)
class Group:
    """Digits without a blank between them: where they stand, and the digits in ASCII."""

    start: int
    end: int
    digits: str


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring groups that may be one number; `before`: the group before them in the run."""

    groups: tuple[Group, ...]
    digits: str
    before: Group | None

    @property
    def start(self) -> int:
        return self.groups[0].start

    @property
    def end(self) -> int:
        return self.groups[-1].end

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple([len(group.digits) for group in self.groups])


def runs(text: str) -> Iterator[list[Group]]:
    """The digits of the text, run by run: eleven or more, in groups no more than three signs apart."""
    place = 0
    while enough := _ENOUGH.search(text, place):
        run = _run(text, enough.start())
        yield run
        place = run[-1].end


def _run(text: str, start: int) -> list[Group]:
    run: list[Group] = []
    for found in _DIGITS.finditer(text, start):
        group = _group(text, found)
        if not run:
            run.append(group)
        elif not _BETWEEN.fullmatch(text, run[-1].end, group.start):
            break
        elif _HIDDEN.fullmatch(text, run[-1].end, group.start) and len(run[-1].digits) <= LONGEST:
            run[-1] = Group(run[-1].start, group.end, run[-1].digits + group.digits)
        else:
            run.append(group)
    return run


def _group(text: str, found: re.Match[str]) -> Group:
    """A group too long to be anything is not copied."""
    start, end = found.span()
    printed = text[start : min(end, start + LONGEST + 1)]
    return Group(start, end, printed if printed.isascii() else printed.translate(_PLAIN))


def windows(groups: list[Group], first: int) -> list[Window]:
    """Numbers that may begin with this group, the longest first."""
    before, digits, found = groups[first - 1] if first else None, "", []
    for index in range(first, min(first + MAX_GROUPS, len(groups))):
        digits += groups[index].digits
        if len(digits) > LONGEST:
            break
        if len(digits) in _LENGTHS:
            found.append(Window(tuple(groups[first : index + 1]), digits, before))
    return found[::-1]


# What a number says of itself


def id_number(text: str, window: Window) -> tuple[int, str] | None:
    """Where an ID number of 18 signs ends and the number, if the digits are one (GB 11643-1999): region, day
    of birth and check digit right."""
    digits, end = window.digits, window.end
    if len(digits) == 17:
        tail = _TAIL_X.match(text, end)
        if not tail:
            return None
        digits, end = digits + "X", tail.end()
    if len(digits) != 18 or digits[:2] not in _PROVINCES or not _is_day(digits[6:14]):
        return None
    remainder = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(digits[:17])) % 11
    return (end, digits) if _ID_CHECK[remainder] == digits[17] else None


def is_old_id(digits: str) -> bool:
    """Whether fifteen digits can be an ID number of before 1999: it has no check digit."""
    return len(digits) == 15 and digits[:2] in _PROVINCES and _is_day("19" + digits[6:12])


def is_credit_code(digits: str) -> bool:
    """Whether eighteen digits are a right unified social credit code (GB 32100-2015)."""
    if digits[0] not in "159" or digits[1] not in "1239" or digits[2:4] not in _PROVINCES:
        return False
    total = sum(_CREDIT_SIGNS.index(sign) * (3**place % 31) for place, sign in enumerate(digits[:17]))
    return _CREDIT_SIGNS[-total % 31] == digits[17]


def is_card(window: Window) -> bool:
    """Whether the digits are a card's (ISO/IEC 7812): length, known issuer, check digit; printed whole, in
    fours, or broken once."""
    digits, sizes = window.digits, window.sizes
    if not 16 <= len(digits) <= 19 or not _ISSUED.match(digits):
        return False
    if len(digits) not in (16, 19) and digits[0] in "345":
        return False
    if len(sizes) > 2 and any(size != 4 for size in sizes[:-1]):
        return False
    places = [int(digit) for digit in reversed(digits)]
    return (sum(places[::2]) + sum([_DOUBLED[place] for place in places[1::2]])) % 10 == 0


def is_mobile(text: str, window: Window) -> bool:
    """Whether the digits are a mobile number: whole, or 3-4-4 with one sign between, and no part of more."""
    if window.sizes not in _MOBILE_GROUPS or not _MOBILE.fullmatch(window.digits):
        return False
    signs = {text[a.end : b.start] for a, b in zip(window.groups, window.groups[1:], strict=False)}
    if len(signs) > 1 or any(len(sign) != 1 or sign in "\r\n" for sign in signs):
        return False
    return not _is_tied(text, window, signs)


def _is_tied(text: str, window: Window, signs: set[str]) -> bool:
    """Whether what stands beside is tied to it: by a hyphen, or by the sign that ties its own groups."""
    tying = signs | set(HYPHENS)
    ahead, behind = text[window.start - 1 : window.start], text[window.end : window.end + 1]
    numbers = "0123456789*"
    if ahead and ahead in tying and window.before and window.before.digits not in _AREAS:
        return True
    if ahead in tying and text[max(0, window.start - 2) : window.start - 1] == "*":
        return True
    return bool(behind) and behind in tying and text[window.end + 1 : window.end + 2] in numbers


def _is_day(digits: str) -> bool:
    try:
        return 1900 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2099
    except ValueError:
        return False


# All of a text


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch that is personal data, or can be by its shape; `value` without separators."""

    kind: Literal["id-number", "bank-card", "mobile", "address"]
    start: int
    end: int
    value: str


def plain(printed: str) -> str:
    """ASCII digits, nothing that takes no room."""
    return re.sub(rf"[{_BLANK}]", "", printed.translate(_PLAIN))


def candidates(text: str) -> list[Found]:
    """What can be an ID number (18 or 15 digits), a card or a mobile by its own shape, in order, none within
    another."""
    return [found for groups in runs(text) for found in _in_run(text, groups)]


def _in_run(text: str, groups: list[Group]) -> Iterator[Found]:
    free = 0
    for first, group in enumerate(groups):
        if group.start < free or len(group.digits) < LEAST_FIRST or len(group.digits) > LONGEST:
            continue
        found = next(filter(None, [_shape(text, window) for window in windows(groups, first)]), None)
        if found and not _is_part(text, found):
            yield found
            free = found.end


def _shape(text: str, window: Window) -> Found | None:
    digits, length = window.digits, len(window.digits)
    identity = id_number(text, window) if length in (17, 18) else None
    if identity:
        return Found("id-number", window.start, *identity)
    if length >= 16:
        return Found("bank-card", window.start, window.end, digits) if is_card(window) else None
    if length == 15 and len(window.groups) == 1 and is_old_id(digits):
        return Found("id-number", window.start, window.end, digits)
    if length == 11:
        return Found("mobile", window.start, window.end, digits) if is_mobile(text, window) else None
    return _with_area(window)


def _with_area(window: Window) -> Found | None:
    """A mobile that is written together with the area code of the country."""
    first, digits, area = window.groups[0], window.digits, len(window.digits) - 11
    if digits[:area] not in _AREAS:
        return None
    sizes = (len(first.digits) - area, *window.sizes[1:])
    if sizes not in _MOBILE_GROUPS or first.end - first.start != len(first.digits):
        return None
    if not _MOBILE.fullmatch(digits[area:]):
        return None
    return Found("mobile", window.start + area, window.end, digits[area:])


def _is_part(text: str, found: Found) -> bool:
    """Whether it is a piece of a name, a path, a decimal, an amount, or a number that is masked already."""
    ahead, behind = text[max(0, found.start - 6) : found.start], text[found.end : found.end + 2]
    if found.kind == "mobile":
        ahead = _AREA_AHEAD.sub("", ahead)
    if _PART_AHEAD.search(ahead) or _PART_BEHIND.match(behind):
        return True
    return found.kind == "mobile" and behind[:1] in _AMOUNT and bool(behind)
