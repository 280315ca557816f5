"""What others saved, taken in as captures: a file is one transaction.

The bytes are committed first, the rows of the whole file and what `imports` says of it last and together: a
kill leaves either all rows or none, and at worst bytes that no row names, which the next import finds. What
was taken in before, by whatever file, is not taken in again. Nothing reads, plans or judges by what was
imported: it has no visit, and its kind is `imported`. When it was saved is the file's word for it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from gongkai.archive.captures import Captures
from gongkai.archive.seals import seal_rows
from gongkai.archive.sqlite import Connection, one, storable, transaction
from gongkai.base.errors import UsageError
from gongkai.base.times import china_time
from gongkai.base.values import Response

BATCH_RECORDS, BATCH_BYTES = 256, 32 * 1024 * 1024
"""So much is written at once, and held in memory until then."""

HAD, UNRESOLVED, PURGED = "had", "unresolved", "purged"
"""Reasons found here: it was taken in before; its payload is in another file; it was taken out on purpose."""


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file of what others saved. `name` is without its folder, `software` what it says wrote it."""

    name: str
    sha256: str
    bytes: int
    software: str


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """One answer in it. `names` are those under which later records may mean its payload: digests as
    `algorithm:hex`, and the record's own id. `revisit`: it has none itself but that of any of `names`."""

    response: Response
    names: tuple[str, ...] = ()
    revisit: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that is not taken in; `reason` is a short word."""

    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file: its number in `imports`, captures taken in, records skipped by reason."""

    number: int
    captures: int
    skipped: Mapping[str, int]


def import_captures(
    db: Connection,
    captures: Captures,
    file: SavedFile,
    answers: Iterable[SavedAnswer | Skipped],
    at: str,
) -> Imported:
    """Take in a file, whole or not at all. UsageError if the very same one was taken in before."""
    with transaction(db):
        _refuse_again(db, file)
        number = _begin(db, file, at)
        _remember(db)
        skipped = Counter[str]()
        taken = 0
        for batch in _batches(answers):
            with captures.storing():
                for answer in batch:
                    reason = _take_in(db, captures, answer, number)
                    skipped.update([reason] if reason else ())
                    taken += not reason
            seal_rows(db)
        db.execute(
            "UPDATE imports SET captures = ?, skipped = ? WHERE id = ?", (taken, skipped.total(), number)
        )
    return Imported(number, taken, dict(skipped))


def _refuse_again(db: Connection, file: SavedFile) -> None:
    row = db.execute("SELECT id, at, name FROM imports WHERE sha256 = ?", (file.sha256,)).fetchone()
    if row:
        raise UsageError(
            f"{file.name} 已于 {china_time(row['at'])} 导入过（第 {row['id']} 次导入，名为 {row['name']}）。",
            do="不再重复导入；档案未变。",
        )


def _begin(db: Connection, file: SavedFile, at: str) -> int:
    cursor = db.execute(
        """INSERT INTO imports(at, name, sha256, bytes, software, captures, skipped)
           VALUES (?, ?, ?, ?, ?, 0, 0)""",
        (at, storable(file.name), file.sha256, file.bytes, storable(file.software)),
    )
    return int(cursor.lastrowid or 0)


def _remember(db: Connection) -> None:
    """What tells one saved answer from another, of all that were imported; and the names of payloads, which
    last while the archive is open: files taken in together may mean each other's. Both lie beside the
    database, in a file of its own, since there may be millions."""
    for table in (
        """CREATE TEMP TABLE IF NOT EXISTS saved (
               url TEXT, requested_at TEXT, sha256 TEXT, status INTEGER, method TEXT, request_body TEXT,
               PRIMARY KEY (url, requested_at, sha256, status, method, request_body)) WITHOUT ROWID""",
        "CREATE TEMP TABLE IF NOT EXISTS payloads (name TEXT PRIMARY KEY, sha256 TEXT) WITHOUT ROWID",
    ):
        db.execute(table)
    db.execute(
        """INSERT OR IGNORE INTO saved SELECT url, requested_at, sha256, status, method,
               coalesce(request_body, '') FROM captures WHERE imported IS NOT NULL"""
    )


def _batches(answers: Iterable[SavedAnswer | Skipped]) -> Iterator[list[SavedAnswer | Skipped]]:
    batch: list[SavedAnswer | Skipped] = []
    size = 0
    for answer in answers:
        batch.append(answer)
        size += len(answer.response.body) if isinstance(answer, SavedAnswer) else 0
        if len(batch) >= BATCH_RECORDS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _take_in(db: Connection, captures: Captures, answer: SavedAnswer | Skipped, number: int) -> str:
    """Keep one answer; why not, if it is not kept."""
    if isinstance(answer, Skipped):
        return answer.reason
    response = _clean(answer.response)
    if answer.revisit:
        same = _meant(db, answer.names)
        if same is None:
            return UNRESOLVED
        response = replace(response, body=captures.body(same))
    digest = hashlib.sha256(response.body).hexdigest()
    if one(db, "SELECT 1 FROM captures WHERE sha256 = ? AND purged IS NOT NULL", digest):
        return PURGED
    if not answer.revisit:
        names = [(name, digest) for name in answer.names]
        db.executemany("INSERT OR IGNORE INTO payloads(name, sha256) VALUES (?, ?)", names)
    if not _is_new(db, response, digest):
        return HAD
    captures.take_in(response, number)
    return ""


def _meant(db: Connection, names: tuple[str, ...]) -> int | None:
    """A capture of the payload meant: of the files taken in together or, by SHA-256, of the archive."""
    for name in names:
        algorithm, _, stated = name.partition(":")
        digest = one(db, "SELECT sha256 FROM payloads WHERE name = ?", name)
        if digest is None and algorithm == "sha256":
            digest = stated
        found: int | None = one(
            db, "SELECT id FROM captures WHERE sha256 = ? AND bytes AND purged IS NULL LIMIT 1", digest
        )
        if found is not None:
            return found
    return None


def _is_new(db: Connection, response: Response, digest: str) -> bool:
    cursor = db.execute(
        "INSERT OR IGNORE INTO saved VALUES (?, ?, ?, ?, ?, ?)",
        (
            response.url,
            response.requested_at,
            digest,
            response.status,
            response.method,
            response.request_body or "",
        ),
    )
    return cursor.rowcount > 0


def _clean(response: Response) -> Response:
    """As SQLite can keep it. What was not read has no charset by which it was."""
    return replace(
        response,
        url=storable(response.url),
        final_url=storable(response.final_url),
        request_body=None if response.request_body is None else storable(response.request_body),
        headers=tuple((storable(name), storable(value)) for name, value in response.headers),
        media_type=storable(response.media_type),
        charset=None,
    )
