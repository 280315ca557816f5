"""A topic: titles and paragraphs that go together, with slots for what differs.

Slots: {unit} {short} {place} {place2} (communities) {firm} {road} {few} (3 to 19) {some} (21 to 98)
{many} (120 to 980) {money} (万元) {year} {month} {day} {round} (how often this title was used, from 1).
Each use of {few}, {some}, {many} and {money} draws anew. All names are invented.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """`months` in which it is in season."""

    titles: tuple[str, ...]
    lines: tuple[str, ...]
    months: tuple[int, ...] = tuple(range(1, 13))
