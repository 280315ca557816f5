"""Whether an archive is what it was: every hash computed again, everything named held against what it names.

Faults come in the order of what rests on what: the databases as files, what rows name, the chain, the seals,
the bytes, the versions, the files, the lists, the search index. The first is the one to mend; what follows
may come of it. Nothing is changed. What was purged or withheld on purpose is no fault; nor are bytes that
nothing names, which a crawl leaves when it is killed (`compact` sweeps them).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gongkai.archive.captures import Captures
from gongkai.archive.indexcheck import index_faults
from gongkai.archive.listings import sha256_text
from gongkai.archive.seals import SEALED, broken_seals
from gongkai.archive.sqlite import UNREADABLE, Connection, DatabaseError, is_passing, one
from gongkai.archive.values import Fault
from gongkai.archive.versions import stored_text

SLICES = 30
"""A quick check computes the bytes of every thirtieth capture, others each day: in a month all of them."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is checked: the connections to the two databases, the captures. `slice` (0 to SLICES - 1) makes it
    a quick check."""

    db: Connection
    blobs: Connection
    captures: Captures
    slice: int | None = None

    @property
    def quick(self) -> bool:
        return self.slice is not None


Check = Callable[[Subject], Iterator[Fault]]


def faults(subject: Subject, begun: Callable[[str], None]) -> Iterator[Fault]:
    """Every fault found, the first first; `begun` is told the name of each part as it is begun. A part that
    the database itself cannot go through is a fault, and the parts after it are tried all the same."""
    subject.db.text_factory = _as_it_is
    try:
        for name, where, check, also_quick in CHECKS:
            if subject.quick and not also_quick:
                continue
            begun(name)
            try:
                yield from check(subject)
            except (DatabaseError, *UNREADABLE) as error:
                if isinstance(error, DatabaseError) and is_passing(error):
                    raise
                yield Fault(where, "", f"核对{name}时内容无法解读：{error}")
    finally:
        subject.db.text_factory = str


def _as_it_is(text: bytes) -> str:
    """A text that is no UTF-8 any more is another text, and no reason to stop."""
    return text.decode("utf-8", "replace")


def _captures_db(subject: Subject) -> Iterator[Fault]:
    yield from _file_faults("captures.db", subject.blobs, subject.quick)
    for row in subject.blobs.execute(_WRONGLY_PACKED):
        yield Fault("blobs", row["sha256"], "所依据的另一份内容不在，或层数不符")


_WRONGLY_PACKED = """
    SELECT blobs.sha256 FROM blobs LEFT JOIN blobs AS under ON under.id = blobs.dictionary
    WHERE blobs.codec <> 'zstd' OR blobs.depth < coalesce(under.depth + 1, 0)
        OR (blobs.dictionary IS NOT NULL AND under.id IS NULL)
    ORDER BY blobs.id"""


def _gongkai_db(subject: Subject) -> Iterator[Fault]:
    yield from _file_faults("gongkai.db", subject.db, subject.quick)


def _file_faults(name: str, db: Connection, quick: bool) -> Iterator[Fault]:
    for row in db.execute(f"PRAGMA {'quick_check' if quick else 'integrity_check'}(10)"):
        if row[0] != "ok":
            yield Fault(name, "", f"数据库文件已损坏：{row[0]}")


def _references(subject: Subject) -> Iterator[Fault]:
    for row in subject.db.execute("PRAGMA foreign_key_check"):
        yield Fault(row[0], str(row[1]), f"所指的 {row[2]} 中没有这一行")


def _chain(subject: Subject) -> Iterator[Fault]:
    broken = subject.captures.broken_link()
    if broken is not None:
        yield Fault("captures", str(broken), "证据链在此断开：这一行或上一行的内容与其链接不符")


def _seals(subject: Subject) -> Iterator[Fault]:
    for table in SEALED:
        for key in broken_seals(subject.db, table):
            yield Fault(table, str(key), "内容与其封记不符：被改动或损坏")


def _bytes(subject: Subject) -> Iterator[Fault]:
    """Every capture whose bytes are its own; those of the slice in a quick check, and that the others' are
    there."""
    rows = subject.db.execute("SELECT id, sha256, bytes, same_as, purged FROM captures ORDER BY id")
    for row in rows:
        if row["purged"]:
            yield from _purged(subject, row["id"], row["sha256"])
        elif row["same_as"] is not None:
            yield from _same(subject, row["id"], row["same_as"], row["sha256"], row["bytes"])
        elif row["bytes"]:
            yield from _kept(subject, row["id"], row["sha256"], row["bytes"])


def _kept(subject: Subject, capture: int, sha256: str, length: int) -> Iterator[Fault]:
    if subject.slice is None or capture % SLICES == subject.slice:
        why = subject.captures.fault_of(sha256, length)
        if why:
            yield Fault("captures", str(capture), why)
    elif not subject.captures.holds(sha256):
        yield Fault("captures", str(capture), "内容不在档案库中")


def _same(subject: Subject, capture: int, same_as: int, sha256: str, length: int) -> Iterator[Fault]:
    """Bytes are computed once, with the first capture that has them; unless those were purged, and came again
    later."""
    columns = "sha256, same_as, purged"
    first = subject.db.execute(f"SELECT {columns} FROM captures WHERE id = ?", (same_as,)).fetchone()
    if first is None or first["sha256"] != sha256 or first["same_as"] is not None or same_as >= capture:
        yield Fault("captures", str(capture), f"所说与之相同的第 {same_as} 号快照并不相同")
    elif first["purged"]:
        yield from _kept(subject, capture, sha256, length)


def _purged(subject: Subject, capture: int, sha256: str) -> Iterator[Fault]:
    """A purge that was cut off marked the row and left the bytes."""
    again = one(subject.db, "SELECT 1 FROM captures WHERE sha256 = ? AND purged IS NULL LIMIT 1", sha256)
    if not again and subject.captures.holds(sha256):
        yield Fault("captures", str(capture), "已标记清除，内容却还在：请再运行一次 gongkai purge")


def _versions(subject: Subject) -> Iterator[Fault]:
    rows = subject.db.execute(
        """SELECT versions.*, items.uid, items.withheld FROM versions JOIN items ON items.id = item
           ORDER BY versions.id"""
    )
    for row in rows:
        if row["withheld"] is None and stored_text(row).sha256 != row["text_sha256"]:
            yield Fault(
                "versions", str(row["id"]), f"条目 {row['uid']} 第 {row['version']} 版的文字与其哈希不符"
            )


def _items(subject: Subject) -> Iterator[Fault]:
    """Whether items say what their current versions say."""
    rows = subject.db.execute(
        """SELECT items.id, items.uid FROM items LEFT JOIN versions
               ON versions.item = items.id AND versions.version = items.version
           WHERE items.version > 0 AND (versions.id IS NULL OR items.title <> versions.title
               OR items.published IS NOT versions.published OR body_chars <> length(body)
               OR items.attachments <> json_array_length(versions.attachments))
           ORDER BY items.id"""
    )
    for row in rows:
        yield Fault("items", str(row["id"]), f"条目 {row['uid']} 与其现行版本不一致")


def _files(subject: Subject) -> Iterator[Fault]:
    """Attachments against files: a capture of these bytes is there (its bytes were computed before)."""
    rows = subject.db.execute(
        """SELECT id, sha256, url FROM attachments WHERE sha256 IS NOT NULL AND NOT EXISTS (
               SELECT 1 FROM captures WHERE captures.sha256 = attachments.sha256) ORDER BY id"""
    )
    for row in rows:
        yield Fault("attachments", str(row["id"]), f"没有哪个快照是这个附件的内容：{row['url']}")
    for row in subject.db.execute("SELECT id, attachments FROM versions ORDER BY id"):
        for told in json.loads(row["attachments"]):
            if told["sha256"] and not one(
                subject.db, "SELECT 1 FROM captures WHERE sha256 = ? LIMIT 1", told["sha256"]
            ):
                yield Fault("versions", str(row["id"]), f"没有哪个快照是这个附件的内容：{told['url']}")


def _listings(subject: Subject) -> Iterator[Fault]:
    for row in subject.db.execute("SELECT id, sha256, rows FROM listings ORDER BY id"):
        if sha256_text(row["rows"]) != row["sha256"]:
            yield Fault("listings", str(row["id"]), "列表的各行与其哈希不符")


def _marks(subject: Subject) -> Iterator[Fault]:
    """Whether what was masked still is."""
    rows = subject.db.execute(
        """SELECT personal_marks.id, start, "end", masked, body FROM personal_marks
           JOIN versions ON versions.id = personal_marks.version WHERE field = 'body' ORDER BY 1"""
    )
    for row in rows:
        if row["body"] and row["body"][row["start"] : row["end"]] != row["masked"]:
            yield Fault("personal_marks", str(row["id"]), "所指的位置上不是遮蔽后的文字")


def _index(subject: Subject) -> Iterator[Fault]:
    yield from index_faults(subject.db)


CHECKS: tuple[tuple[str, str, Check, bool], ...] = (
    ("原件库文件", "captures.db", _captures_db, True),
    ("档案库文件", "gongkai.db", _gongkai_db, True),
    ("所指的行", "gongkai.db", _references, True),
    ("证据链", "captures", _chain, True),
    ("封记", "gongkai.db", _seals, True),
    ("快照的内容", "captures", _bytes, True),
    ("版本", "versions", _versions, True),
    ("条目", "items", _items, True),
    ("附件", "attachments", _files, True),
    ("列表", "listings", _listings, True),
    ("个人信息标记", "personal_marks", _marks, False),
    ("检索索引", "items_fts", _index, False),
)
"""Each part: its name for people, what a part that cannot be gone through at all says of, what it does, and
whether a quick check does it too."""
