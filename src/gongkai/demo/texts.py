"""Composing what items say. The same place, column, number and day always give the same text."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from gongkai.demo.phrases import BANKS, NEWS, Topic
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


def compose(group: str, place: Place, running: int, day: date) -> Text:
    """The text of the `running`-th item of a kind of column at a place. Topics go round, so that
    neighbours differ; which community, which numbers, follows from the key."""
    topics = [topic for topic in BANKS[group] if day.month in topic.months]
    topic = topics[running % len(topics)]
    turn = running // len(topics)
    slots = _slots(group, place, running, day)
    slots["round"] = str(turn // len(topic.titles) + 1)
    title = topic.titles[turn % len(topic.titles)].format_map(slots)
    return Text(title, (_opening(topic, place, day, slots), *_rest(topic, slots)))


def _opening(topic: Topic, place: Place, day: date, slots: dict[str, str]) -> str:
    first = topic.lines[0].format_map(slots)
    dated = f"{day.month}月{day.day}日"
    if topic not in NEWS:
        return first
    lead = pick(
        ("", f"{dated}，{place.short}消息：", f"（{place.short}{dated}讯）"), place.id, slots["title_key"]
    )
    return lead + first


def _rest(topic: Topic, slots: dict[str, str]) -> list[str]:
    return [line.format_map(slots) for line in topic.lines[1:]]


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


def _slots(group: str, place: Place, running: int, day: date) -> dict[str, str]:
    communities = place.communities
    at = (running * 5 + running // len(communities)) % len(communities)
    known = {
        "unit": place.name,
        "short": place.short,
        "place": communities[at],
        "place2": communities[(at + 1) % len(communities)],
        "firm": FIRMS[(running * 3) % len(FIRMS)],
        "road": ROADS[(running * 5 + 1) % len(ROADS)],
        "year": str(day.year),
        "last": str(day.year - 1),
        "month": str(day.month),
        "day": str(day.day),
        "title_key": f"{group}-{running}",
    }
    return _Numbers((place.id, group, running), known)
