"""How items are sorted: what the rules say, what a person says against them, and what is asked of both."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from gongkai.archive.sqlite import Connection, Record, one, storable, transaction
from gongkai.base.errors import UsageError
from gongkai.base.sorting import Sorting
from gongkai.base.values import Level

PERSON = 1.0
"""The confidence in what a person said."""

OPENING_CHARS = 400
"""So much of a text is handed out for sorting."""


@dataclass(frozen=True, slots=True)
class Sortable:
    """An item with all that it is sorted by: `column` is the section that stands for it (`sections.id`), None
    where none lists it; `opening` the beginning of its text, `path` and `stated` as its page says. `by` tells
    who said its category."""

    item: int
    uid: str
    title: str
    unit: str
    level: Level | None
    column: str | None
    opening: str
    path: tuple[str, ...]
    stated: tuple[tuple[str, str], ...]
    doc_no: str
    sorting: Sorting
    by: Literal["rules", "person"]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person did with an item's category: said it (`corrected`), or left it to the rules again
    (`released`)."""

    at: str
    who: str
    what: Literal["corrected", "released"]
    category: str | None
    previous: str | None
    because: str


def put_sorting(db: Connection, item: int, sorting: Sorting) -> None:
    """Keep how the rules sort an item. What a person said of its category stands."""
    db.execute(
        """UPDATE items SET category = ?, category_reason = ?, category_confidence = ?
           WHERE id = ? AND category_by = 'rules'""",
        (sorting.category, sorting.reason, sorting.confidence, item),
    )
    db.execute("DELETE FROM named_topics WHERE item = ?", (item,))
    db.executemany(
        "INSERT INTO named_topics(item, topic, word) VALUES (?, ?, ?)",
        [(item, topic, word) for topic, word in sorting.topics],
    )


def put_sortings(db: Connection, found: Iterable[tuple[int, Sorting]]) -> None:
    """Keep how the rules sort these items, all of it at once."""
    with transaction(db):
        for item, sorting in found:
            put_sorting(db, item, sorting)


def correct_category(db: Connection, uid: str, category: str, because: str, who: str, at: str) -> None:
    """Keep a person's word on an item's category: it stands until it is released. UsageError if there is no
    such item or category, or the item is withheld."""
    with transaction(db):
        item = _item(db, uid)
        _must_know(db, "categories", category)
        db.execute(
            """UPDATE items SET category = ?, category_by = 'person', category_confidence = ?,
                   category_reason = ? WHERE id = ?""",
            (category, PERSON, storable(f"人工改正：{because}"), item["id"]),
        )
        _log(db, item, Correction(at, who, "corrected", category, item["category"], because))


def release_category(db: Connection, uid: str, sorting: Sorting, because: str, who: str, at: str) -> None:
    """Leave an item's category to the rules again, which sort it so. UsageError if no person said it, or
    the rules name what the archive does not know yet."""
    with transaction(db):
        item = _item(db, uid)
        if item["category_by"] != "person":
            raise UsageError(f"条目 {uid} 的类别没有人改正过。", do="不必撤回。")
        if sorting.category is not None:
            _must_know(db, "categories", sorting.category)
        for topic, _word in sorting.topics:
            _must_know(db, "topics", topic)
        db.execute("UPDATE items SET category_by = 'rules' WHERE id = ?", (item["id"],))
        put_sorting(db, item["id"], sorting)
        _log(db, item, Correction(at, who, "released", sorting.category, item["category"], because))


_CALLED = {"categories": "类别", "topics": "领域"}


def _must_know(db: Connection, table: Literal["categories", "topics"], known: str) -> None:
    """UsageError for what the archive's catalogue does not hold, as of a taxonomy changed since."""
    if one(db, f"SELECT 1 FROM {table} WHERE id = ?", known) is None:
        raise UsageError(
            f"档案中没有编号为“{known}”的{_CALLED[table]}。",
            do="如果刚改过 taxonomy.toml，先运行 gongkai classify --again；类别见 gongkai category --list。",
        )


def _item(db: Connection, uid: str) -> Record:
    item: Record | None = db.execute("SELECT * FROM items WHERE uid = ?", (uid,)).fetchone()
    if item is None:
        raise UsageError(f"没有编号为 {uid} 的条目。", do="用 gongkai search 查找条目的编号。")
    if item["withheld"] is not None:
        raise UsageError(f"条目 {uid} 已隐去，不再归类。", do="如要恢复，用 gongkai withhold --undo。")
    return item


def _log(db: Connection, item: Record, entry: Correction) -> None:
    db.execute(
        """INSERT INTO category_log(item, at, who, what, category, previous, because)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (
            item["id"],
            entry.at,
            storable(entry.who),
            entry.what,
            entry.category,
            entry.previous,
            storable(entry.because),
        ),
    )


def corrections(db: Connection, uid: str) -> tuple[Correction, ...]:
    """What people did with an item's category, in order."""
    rows = db.execute(
        """SELECT category_log.* FROM category_log JOIN items ON items.id = item WHERE uid = ?
           ORDER BY category_log.id""",
        (uid,),
    )
    return tuple(
        Correction(r["at"], r["who"], r["what"], r["category"], r["previous"], r["because"]) for r in rows
    )


_SORTABLE = f"""
    SELECT items.*, units.level, substr(versions.body, 1, {OPENING_CHARS}) AS opening,
           coalesce(versions.metadata, '{{}}') AS metadata,
           (SELECT section FROM item_sections JOIN sections ON sections.id = section
            WHERE item_sections.item = items.id
            ORDER BY NOT active, delisted_at IS NOT NULL, first_listed, section LIMIT 1) AS column_id
    FROM items JOIN units ON units.id = items.unit
    LEFT JOIN versions ON versions.item = items.id AND versions.version = items.version"""


def count_sortables(db: Connection) -> int:
    """How many items `sortables` hands out when nothing else is asked."""
    return int(one(db, "SELECT count(*) FROM items WHERE withheld IS NULL"))


def sortables(db: Connection, *, after: int = 0, limit: int = 1000) -> list[Sortable]:
    """Items with all that they are sorted by, in the order of their numbers, from the one after `after`."""
    rows = db.execute(
        f"{_SORTABLE} WHERE items.id > ? AND items.withheld IS NULL ORDER BY items.id LIMIT ?", (after, limit)
    ).fetchall()
    topics = _named_topics(db, rows)
    return [_sortable(row, topics.get(row["id"], ())) for row in rows]


def sortable(db: Connection, uid: str) -> Sortable | None:
    """One item with all that it is sorted by; None if there is none, or it is withheld."""
    row = db.execute(f"{_SORTABLE} WHERE items.uid = ? AND items.withheld IS NULL", (uid,)).fetchone()
    return _sortable(row, _named_topics(db, [row]).get(row["id"], ())) if row else None


def neighbours(db: Connection, uid: str, limit: int) -> list[Sortable]:
    """Items that may be like one: of its category before a person spoke, as the rules left them, those of its
    unit first, the newest first; `limit` at most."""
    item = _item(db, uid)
    before = one(
        db,
        "SELECT previous FROM category_log WHERE item = ? AND previous IS NOT ? ORDER BY id DESC LIMIT 1",
        item["id"],
        item["category"],
    )
    rows = db.execute(
        f"""{_SORTABLE} WHERE items.category IS ? AND items.id <> ? AND items.category_by = 'rules'
            AND items.withheld IS NULL ORDER BY items.unit <> ?, items.search_id DESC LIMIT ?""",
        (before or item["category"], item["id"], item["unit"], limit),
    )
    return [_sortable(row, ()) for row in rows]


def _named_topics(db: Connection, rows: list[Record]) -> dict[int, tuple[tuple[str, str], ...]]:
    if not rows:
        return {}
    found: dict[int, list[tuple[str, str]]] = {}
    for row in db.execute(
        """SELECT named_topics.* FROM named_topics JOIN topics ON topics.id = topic
           WHERE item BETWEEN ? AND ? ORDER BY item, position, topic""",
        (rows[0]["id"], rows[-1]["id"]),
    ):
        found.setdefault(row["item"], []).append((row["topic"], row["word"]))
    return {item: tuple(pairs) for item, pairs in found.items()}


def _sortable(row: Record, topics: tuple[tuple[str, str], ...]) -> Sortable:
    metadata = json.loads(row["metadata"])
    return Sortable(
        item=row["id"],
        uid=row["uid"],
        title=row["title"],
        unit=row["unit"],
        level=row["level"],
        column=row["column_id"],
        opening=row["opening"] or "",
        path=tuple(metadata.get("section_path") or ()),
        stated=tuple((str(label), str(value)) for label, value in metadata.get("stated") or ()),
        doc_no=row["doc_no"] or "",
        sorting=Sorting(
            row["category"], row["category_reason"] or "", row["category_confidence"] or 0.0, topics
        ),
        by=row["category_by"],
    )
