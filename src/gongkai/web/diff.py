"""What changed between two texts, readable in Chinese: paragraphs compared, then characters within them.

difflib takes minutes on texts that repeat themselves, so its work is bounded; beyond the bound the old
text stands struck out before the new one, which is right, only less fine.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

Change = Literal["same", "del", "ins"]

MOST_PAIRS = 100_000
"""How many pairs of equal elements one comparison may have, and …"""
ALL_PAIRS = 500_000
"""… all comparisons of one difference together. difflib's time grows with this number times the changes
it finds; the worst met within the bound takes a second or two, ordinary pages a few milliseconds."""
SHORT_BRIDGE = 2
"""Unchanged runs of at most this many characters between two changes are shown as changed: a lone 的
that happens to agree makes a diff harder to read, not easier."""
CONTEXT = 1
"""Unchanged paragraphs shown around a change."""

_TOKEN = re.compile(r"[0-9A-Za-z.,:%-]*[0-9A-Za-z%]|\s+|.", re.S)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text and what befell it."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the difference. `skipped` counts unchanged paragraphs left out in its place."""

    pieces: tuple[Piece, ...] = ()
    skipped: int = 0

    @property
    def changed(self) -> bool:
        return any(piece.change != "same" for piece in self.pieces)


class _Budget:
    """What is left of the work that one difference may cost."""

    def __init__(self) -> None:
        self.left = ALL_PAIRS

    def allows(self, a: Sequence[str], b: Sequence[str]) -> bool:
        """Whether two sequences may be compared; if so, the cost is taken off."""
        ours, theirs = Counter(a), Counter(b)
        pairs = sum(number * theirs[element] for element, number in ours.items())
        if pairs > min(MOST_PAIRS, self.left):
            return False
        self.left -= pairs
        return True


def diff_lines(old: str, new: str) -> tuple[Line, ...]:
    """The difference of two bodies by paragraphs, long unchanged stretches left out; empty if none."""
    lines = list(_compared(_paragraphs(old), _paragraphs(new), _Budget()))
    if not any(line.changed for line in lines):
        return ()
    return tuple(_folded(lines))


def diff_pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The difference of two short texts by words and characters, in reading order."""
    return _pieces(old, new, _Budget())


def _pieces(old: str, new: str, budget: _Budget) -> tuple[Piece, ...]:
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    if not budget.allows(a, b):
        return _replaced(old, new)
    pieces = _bridged(_token_pieces(a, b))
    same = sum(len(piece.text) for piece in pieces if piece.change == "same")
    if same * 3 < min(len(old), len(new)):  # another text altogether: two plain blocks read better
        return _replaced(old, new)
    return pieces


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _compared(a: list[str], b: list[str], budget: _Budget) -> Iterator[Line]:
    start = _common_start(a, b)
    end = _common_start(a[start:][::-1], b[start:][::-1])
    yield from (_kept(text) for text in a[:start])
    middle_a, middle_b = a[start : len(a) - end], b[start : len(b) - end]
    if not budget.allows(middle_a, middle_b):
        yield from _blocks(middle_a, middle_b)
    else:
        matcher = SequenceMatcher(None, middle_a, middle_b, autojunk=False)
        for tag, a0, a1, b0, b1 in matcher.get_opcodes():
            if tag == "equal":
                yield from (_kept(text) for text in middle_a[a0:a1])
            elif tag == "replace":
                yield from _paired(middle_a[a0:a1], middle_b[b0:b1], budget)
            else:
                yield from _blocks(middle_a[a0:a1], middle_b[b0:b1])
    yield from (_kept(text) for text in a[len(a) - end :])


def _common_start(a: Sequence[str], b: Sequence[str]) -> int:
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _kept(text: str) -> Line:
    return Line((Piece("same", text),))


def _blocks(gone: list[str], come: list[str]) -> Iterator[Line]:
    yield from (Line((Piece("del", text),)) for text in gone)
    yield from (Line((Piece("ins", text),)) for text in come)


def _paired(gone: list[str], come: list[str], budget: _Budget) -> Iterator[Line]:
    """Paragraphs that stand in each other's place, compared inside."""
    for old, new in zip_longest(gone, come):
        if old is None or new is None:
            yield from _blocks([old] if old else [], [new] if new else [])
        else:
            yield Line(_pieces(old, new, budget))


def _token_pieces(a: list[str], b: list[str]) -> list[Piece]:
    pieces = []
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(a[a0:a1])))
        else:
            pieces += _replaced("".join(a[a0:a1]), "".join(b[b0:b1]))
    return pieces


def _replaced(old: str, new: str) -> tuple[Piece, ...]:
    both: tuple[Piece, ...] = (Piece("del", old), Piece("ins", new))
    return tuple(piece for piece in both if piece.text)


def _bridged(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Neighbouring changes joined over short unchanged runs."""
    out: list[Piece] = []
    gone = come = ""
    for n, piece in enumerate(pieces):
        bridge = piece.change == "same" and len(piece.text) <= SHORT_BRIDGE and 0 < n < len(pieces) - 1
        if piece.change == "same" and not bridge:
            out += (*_replaced(gone, come), piece)
            gone = come = ""
        else:
            gone += piece.text if piece.change != "ins" else ""
            come += piece.text if piece.change != "del" else ""
    return (*out, *_replaced(gone, come))


def _folded(lines: list[Line]) -> Iterator[Line]:
    """Unchanged paragraphs further than CONTEXT from a change become one line that counts them."""
    changed = [n for n, line in enumerate(lines) if line.changed]
    shown = {n + step for n in changed for step in range(-CONTEXT, CONTEXT + 1)}
    skipped = 0
    for n, line in enumerate(lines):
        if n not in shown:
            skipped += 1
            continue
        if skipped:
            yield Line(skipped=skipped)
            skipped = 0
        yield line
    if skipped:
        yield Line(skipped=skipped)
