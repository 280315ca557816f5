"""What the pages of categories and topics read: plain SELECTs on the public schema, as of a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from gongkai.archive.sqlite import Connection, Record
from gongkai.web import words

MONTHS = 12
"""So many months are counted, the month of the day the last."""

_THERE = """items.withheld IS NULL AND items.first_seen < :before
    AND (items.removed_at IS NULL OR items.removed_at >= :before)
    AND (items.published IS NULL OR substr(items.published, 1, 10) <= :day)"""
"""Items that the archive had at the end of a day, those dated later left out."""


@dataclass(frozen=True, slots=True)
class When:
    """The day that a page is of, and its end as our UTC text."""

    day: str
    before: str

    @property
    def months(self) -> list[str]:
        """The months that are counted, `YYYY-MM`, the oldest first."""
        last = date.fromisoformat(self.day)
        numbers = [last.year * 12 + last.month - 1 - back for back in range(MONTHS)]
        return [f"{number // 12}-{number % 12 + 1:02}" for number in reversed(numbers)]


@dataclass(frozen=True, slots=True)
class Line:
    """What was published of something: items, the units they are of, and the newest day."""

    items: int
    units: int
    newest: str | None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """What one unit published: items in all, the newest day, and how many in each month."""

    unit: str
    items: int
    newest: str | None
    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic, with what it is counted by: the ids of its categories, and the items that name it."""

    id: str
    dimension: str
    dimension_name: str
    name: str
    basis: str
    categories: tuple[str, ...]
    named: int = 0


def categories(db: Connection, when: When) -> dict[str, Line]:
    """What was published of each category that has anything."""
    rows = db.execute(
        f"""SELECT category, count(*), count(DISTINCT unit), max(substr(published, 1, 10)) FROM items
            WHERE category IS NOT NULL AND {_THERE} GROUP BY category""",
        _values(when),
    )
    return {row[0]: Line(*row[1:]) for row in rows}


def doubtful_counts(db: Connection) -> dict[str, int]:
    """How many items of each category need a person's eye. The sign keeps SQLite from an index that has the
    categories in order, and all items in it."""
    rows = db.execute(f"SELECT category, count(*) FROM items WHERE {_DOUBTFUL} GROUP BY +category", _BOUND)
    return {row[0] or "": row[1] for row in rows}


def topics(db: Connection) -> list[Topic]:
    """Every topic, in the taxonomy's order."""
    named = dict(
        tuple(row) for row in db.execute("SELECT topic, count(*) FROM named_topics GROUP BY topic").fetchall()
    )
    held: dict[str, list[str]] = {}
    for row in db.execute("SELECT topic, category FROM topic_categories ORDER BY category"):
        held.setdefault(row["topic"], []).append(row["category"])
    rows = db.execute("SELECT * FROM topics ORDER BY position, id")
    return [
        Topic(
            row["id"],
            row["dimension"],
            row["dimension_name"],
            row["name"],
            row["basis"],
            tuple(held.get(row["id"], ())),
            named.get(row["id"], 0),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which items: of a category, or of a topic by these `categories` or by its name; of one unit, where one
    is named; `doubtful` only those that need a person's eye."""

    category: str | None = None
    topic: Topic | None = None
    unit: str | None = None
    doubtful: bool = False

    @property
    def where(self) -> str:
        """The condition."""
        parts = [_THERE]
        if self.category is not None:
            parts.append("items.category = :category")
        if self.topic is not None:
            parts.append(
                """(items.category IN (SELECT category FROM topic_categories WHERE topic = :topic)
                    OR items.id IN (SELECT item FROM named_topics WHERE topic = :topic))"""
            )
        if self.unit is not None:
            parts.append("items.unit = :unit")
        if self.doubtful:
            parts.append(_DOUBTFUL)
        return " AND ".join(parts)

    def values(self, when: When) -> dict[str, object]:
        """What the condition is bound to."""
        topic = self.topic.id if self.topic else None
        named = {"category": self.category, "topic": topic, "unit": self.unit}
        return _values(when) | _BOUND | named


def units(db: Connection, chosen: Chosen, when: When) -> list[UnitLine]:
    """What each unit published, those with the most first."""
    first = when.months[0]
    rows = db.execute(
        f"""SELECT unit, count(*) AS items, max(substr(published, 1, 10)) AS newest FROM items
            WHERE {chosen.where} GROUP BY unit ORDER BY items DESC, unit""",
        chosen.values(when),
    ).fetchall()
    by_month = {
        (row["unit"], row["month"]): row["items"]
        for row in db.execute(
            f"""SELECT unit, substr(published, 1, 7) AS month, count(*) AS items FROM items
                WHERE {chosen.where} AND published >= :first GROUP BY unit, month""",
            chosen.values(when) | {"first": first},
        )
    }
    return [
        UnitLine(
            row["unit"],
            row["items"],
            row["newest"],
            tuple(by_month.get((row["unit"], month), 0) for month in when.months),
        )
        for row in rows
    ]


def count(db: Connection, chosen: Chosen, when: When) -> int:
    """How many items are meant."""
    row = db.execute(f"SELECT count(*) FROM items WHERE {chosen.where}", chosen.values(when)).fetchone()
    return int(row[0])


_COLUMN = """(SELECT section FROM item_sections WHERE item = items.id
    ORDER BY delisted_at IS NOT NULL, first_listed, section LIMIT 1)"""


class Items(Protocol):
    """A question for the items chosen, in an order of its own."""

    def __call__(
        self, db: Connection, chosen: Chosen, when: When, *, limit: int, offset: int
    ) -> list[Record]: ...


def items(db: Connection, chosen: Chosen, when: When, *, limit: int, offset: int) -> list[Record]:
    """The items meant, the newest first."""
    topic = "(SELECT word FROM named_topics WHERE item = items.id AND topic = :topic)"
    return db.execute(
        f"""SELECT uid, title, unit, published, status, category, category_by, category_reason,
                   category_confidence, {_COLUMN} AS section, {topic} AS word
            FROM items WHERE {chosen.where} ORDER BY published DESC, id DESC LIMIT :limit OFFSET :offset""",
        chosen.values(when) | {"limit": limit, "offset": offset},
    ).fetchall()


_DOUBTFUL = "items.category_by = 'rules' AND items.category_confidence < :bound AND items.withheld IS NULL"
_BOUND: dict[str, object] = {"bound": words.DOUBTFUL}


def least_sure(db: Connection, chosen: Chosen, when: When, *, limit: int, offset: int) -> list[Record]:
    """The items that need a person's eye, the least sure first."""
    return db.execute(
        f"""SELECT uid, title, unit, published, status, category, category_by, category_reason,
                   category_confidence, {_COLUMN} AS section
            FROM items WHERE {chosen.where} ORDER BY category_confidence, id LIMIT :limit OFFSET :offset""",
        chosen.values(when) | {"limit": limit, "offset": offset},
    ).fetchall()


def topics_of_unit(db: Connection, unit: str, when: When) -> dict[str, int]:
    """How many items a unit published of each topic."""
    rows = db.execute(
        f"""SELECT topic, count(*) FROM (
                SELECT topic FROM items JOIN topic_categories ON topic_categories.category = items.category
                WHERE items.unit = :unit AND {_THERE}
                UNION ALL
                SELECT topic FROM items JOIN named_topics ON named_topics.item = items.id
                WHERE items.unit = :unit AND {_THERE} AND NOT EXISTS (
                    SELECT 1 FROM topic_categories AS whole
                    WHERE whole.topic = named_topics.topic AND whole.category = items.category))
            GROUP BY topic""",
        _values(when) | {"unit": unit},
    )
    return {row[0]: row[1] for row in rows}


def topics_of_item(db: Connection, uid: str) -> list[tuple[str, str, str]]:
    """(topic, its name, by what: a word, or nothing where its category belongs to it) of an item."""
    rows = db.execute(
        """SELECT topics.id, topics.dimension_name || '：' || topics.name AS name,
                  iif(mapped_by = 'word', word, '') AS word
           FROM item_topics JOIN topics ON topics.id = topic JOIN items ON items.id = item_topics.item
           WHERE items.uid = ? ORDER BY position""",
        (uid,),
    )
    return [tuple(row) for row in rows]


def _values(when: When) -> dict[str, object]:
    return {"day": when.day, "before": when.before}


def of_dimensions(some: Iterable[Topic]) -> list[tuple[str, str, list[Topic]]]:
    """(name of the order, its text, its topics), in the taxonomy's order."""
    found: dict[str, list[Topic]] = {}
    for topic in some:
        found.setdefault(topic.dimension, []).append(topic)
    return [(held[0].dimension_name, held[0].basis, held) for held in found.values()]
