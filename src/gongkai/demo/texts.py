"""Composing what items say. The same place, kind of column and days always give the same texts."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from gongkai.demo.news_topics import MORE
from gongkai.demo.topic import Topic
from gongkai.demo.topics import BANKS
from gongkai.demo.values import Place, Text

FIRMS = ("恒拓精工", "云帆食品", "远桥物流", "博岭电子", "禾田农业", "青禾纺织", "启明建材", "清源环保")
ROADS = ("兴业路", "云湖大道", "滨河西路", "建设巷", "长宁街", "学府路", "望山路", "迎晖路")

Choice = TypeVar("Choice")


def number(low: int, high: int, *key: object) -> int:
    """A number from `low` to `high` that the key alone decides."""
    digest = hashlib.sha256("/".join(map(str, key)).encode()).digest()
    return low + int.from_bytes(digest[:6], "big") % (high - low + 1)


def pick(choices: Sequence[Choice], *key: object) -> Choice:
    """One of the choices, decided by the key alone."""
    return choices[number(0, len(choices) - 1, *key)]


class Composer:
    """Writes the items of one column, oldest first. Topics go round, so that neighbours differ, and no
    title comes twice; which community, which numbers, follows from the item's place in the column."""

    def __init__(self, group: str, place: Place) -> None:
        self.group, self.place = group, place
        self._running = 0
        self._uses: Counter[Topic] = Counter()
        self._titles: set[str] = set()

    def next(self, day: date) -> Text:
        """What the column publishes next, on a day."""
        topics = [topic for topic in BANKS[self.group] if day.month in topic.months]
        topic = topics[self._running % len(topics)]
        slots = self._slots(day, self._uses[topic] // len(topic.titles) + 1)
        form = topic.titles[self._uses[topic] % len(topic.titles)]
        title = form.format_map(slots)
        for community in self.place.communities:
            if title not in self._titles:
                break
            slots["place"] = community
            title = form.format_map(slots)
        lines = [line.format_map(slots) for line in topic.lines]
        if self.group in ("news", "town"):
            lines[0] = self._dateline(day) + lines[0]
            lines += [line.format_map(slots) for line in self._more()]
        self._uses[topic] += 1
        self._titles.add(title)
        self._running += 1
        return Text(title, tuple(lines))

    def _more(self) -> tuple[str, str]:
        """Two paragraphs from the common stock, never the same."""
        first = number(0, len(MORE) - 1, self.place.id, "more", self._running)
        return MORE[first], MORE[(first + 3) % len(MORE)]

    def _dateline(self, day: date) -> str:
        """What some news begin with; others begin with the news."""
        dated, short = f"{day.month}月{day.day}日", self.place.short
        lines = ("", f"{dated}，{short}消息：", f"（{short}{dated}讯）")
        return pick(lines, self.place.id, "dateline", self._running)

    def _slots(self, day: date, uses: int) -> dict[str, str]:
        running, communities = self._running, self.place.communities
        at = (running * 5 + running // len(communities)) % len(communities)
        known = {
            "unit": self.place.name,
            "short": self.place.short,
            "place": communities[at],
            "place2": communities[(at + 1) % len(communities)],
            "firm": FIRMS[(running * 3) % len(FIRMS)],
            "road": ROADS[(running * 5 + 1) % len(ROADS)],
            "year": str(day.year),
            "month": str(day.month),
            "day": str(day.day),
            "round": str(uses),
        }
        return _Numbers((self.place.id, self.group, running), known)


class _Numbers(dict[str, str]):
    """Slots whose numbers differ wherever they stand: each use of {few} draws anew."""

    def __init__(self, key: tuple[object, ...], known: dict[str, str]) -> None:
        super().__init__(known)
        self.key, self.uses = key, 0

    def __missing__(self, name: str) -> str:
        self.uses += 1
        key = (*self.key, name, self.uses)
        if name == "money":
            return f"{number(180, 9899, *key) / 10:.1f}"
        low, high = {"few": (3, 19), "some": (21, 98), "many": (120, 980)}[name]
        return str(number(low, high, *key))
