"""A near-duplicate signature of a Chinese text: a SimHash of 64 bits over a sample of its 4-grams.

`signature` must give the same number for the same text for ever: stored ones are compared with new ones. What
it does is spelt out here and depends neither on Python's `hash` nor on its Unicode tables; whoever changes
anything that changes a number changes `SIGNATURE`, and numbers of two versions are never compared.

What counts of a text are its Chinese characters, Latin letters (small) and digits, in order: white space and
punctuation of either width do not. Lines that name files (`附件：…`, `1.名单.docx`) do not either.

Which texts are near. Copies under another heading, date or unit's name differ in a few bits; texts that only
share a template, such as the annual reports of two towns, in more (docs/derived.md has the figures; `NEAR` is
the line between them). Two unrelated texts differ in 32 on average.

How a query finds near ones among many: two numbers that differ in at most 7 bits agree in one whole byte of
eight (`bands`). With an indexed row for each (band, byte) of a text, the candidates for a text are those that
share one of its eight, some 3 % of all; `distance` decides among them. Within one unit or section comparing
all with all is as quick.
"""

from __future__ import annotations

import hashlib
import re
import struct
import unicodedata

SIGNATURE = "simhash-4gram/1"
"""Who made a number. Numbers of different makers are not comparable."""

MIN_CHARS = 100
"""Fewer characters that count make no signature: two notices of two sentences differ in a name and a day, and
that is all they say, so that being near would prove nothing."""

MAX_CHARS = 20_000
"""What stands behind is not looked at: it bounds the time, and texts alike so far are near."""

NEAR = 7
"""At most this many bits apart, two texts say the same."""

SAMPLE = 384
"""Of the 4-grams of a longer text about this many are taken, picked by their codes: copies sample the same
ones. More cost time, fewer make distances of copies scatter."""

_SIZE = 4
_KEPT = re.compile(r"[0-9A-Za-z\u3400-\u9fff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")
_FILES = re.compile(
    r"^[ \t\u3000]*(?:附件|附表) ?[0-9]{0,3} ?[:：.．、][^\n]{0,200}$|"
    r"^[^\n]{0,200}\.(?:docx?|xlsx?|pdf|wps|et|zip|rar|ofd|pptx?|jpe?g|png) ?[)）】\]]?$",
    re.MULTILINE | re.IGNORECASE | re.ASCII,
)
_PRIME = 1_000_003
"""What a code leaves when divided by it tells whether it is sampled."""
_MASK = (1 << 64) - 1
_LANE = 16
_SPREAD = tuple(sum(1 << _LANE * bit for bit in range(8) if byte >> bit & 1) for byte in range(256))
"""The bits of a byte, each in a lane of its own: their sums count eight bits at once."""


def signature(text: str) -> int | None:
    """The signature as a signed number of 64 bits (SQLite INTEGER); None for texts under `MIN_CHARS`."""
    counted = _counted(text)
    if len(counted) < MIN_CHARS:
        return None
    return _simhash(_sample(counted))


def distance(a: int, b: int) -> int:
    """In how many of 64 bits two signatures differ."""
    return ((a ^ b) & _MASK).bit_count()


def bands(number: int) -> tuple[int, ...]:
    """The eight bytes of a signature, lowest first: of numbers within 7 bits of each other one is the
    same."""
    return tuple((number & _MASK).to_bytes(8, "little"))


def _counted(text: str) -> str:
    head = text[: 4 * MAX_CHARS]
    kept = "".join(_KEPT.findall(_FILES.sub("", head)))[:MAX_CHARS]
    return unicodedata.normalize("NFKC", kept).lower()  # of these characters, only the wide forms change


def _sample(counted: str) -> list[int]:
    """The codes of the sampled 4-grams: four UTF-16 units make one number of 64 bits."""
    data = counted.encode("utf-16-le")
    codes: set[int] = set()
    for start in range(_SIZE):
        whole = (len(data) - 2 * start) // 8
        codes.update(struct.unpack_from(f"<{whole}Q", data, 2 * start))
    if len(codes) <= SAMPLE:
        return list(codes)
    below = _PRIME * SAMPLE // len(codes)
    return [code for code in codes if code % _PRIME < below]


def _simhash(codes: list[int]) -> int:
    """Each bit is what most of the codes' hashes have there."""
    hashes = b"".join([hashlib.blake2b(code.to_bytes(8, "little"), digest_size=8).digest() for code in codes])
    half, number = len(codes) / 2, 0
    for place in range(8):
        lanes = sum(map(_SPREAD.__getitem__, hashes[place::8]))
        for bit in range(8):
            if (lanes >> _LANE * bit) & 0xFFFF > half:
                number |= 1 << 8 * place + bit
    return number - (1 << 64) if number >> 63 else number
