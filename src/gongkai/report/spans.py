"""Which links of the chain a package needs: from each capture on to a link that was stamped. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

Span = tuple[int, int]
"""Numbers of captures, both included."""

MOST_LINKS = 50_000
"""Links in one package, about a kilobyte each before packing: two nights of a thousand units."""


def spans(captures: Iterable[int], stamped: Iterable[int], head: int) -> list[Span]:
    """From each capture to the first stamped one at or after it, or to the head where none was stamped; those
    that meet are one. In order."""
    ends = sorted(stamped)
    found: list[Span] = []
    for capture in sorted(set(captures)):
        place = bisect_left(ends, capture)
        last = ends[place] if place < len(ends) else head
        if found and capture <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((capture, last))
    return found


def within(wanted: Iterable[Span], most: int) -> tuple[list[Span], list[Span]]:
    """Those that are packed, the shortest first as long as there is room, and those left out. In order."""
    packed: list[Span] = []
    left_out: list[Span] = []
    room = most
    for span in sorted(wanted, key=lambda one: (one[1] - one[0], one)):
        size = span[1] - span[0] + 1
        (packed if size <= room else left_out).append(span)
        room -= size if size <= room else 0
    return sorted(packed), sorted(left_out)
