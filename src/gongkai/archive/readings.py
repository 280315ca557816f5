"""Readings of items and looks that led to none: each one transaction."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.archive import search
from gongkai.archive.captures import stated_validators
from gongkai.archive.composing import Composed, compose, take_over
from gongkai.archive.events import Moment, add_event
from gongkai.archive.filetexts import tell_attachments
from gongkai.archive.masking import hidden
from gongkai.archive.seals import recording
from gongkai.archive.sightings import begin_flips, confirm, end_flips, last_seen_version, other_state
from gongkai.archive.sqlite import Connection, Record, storable
from gongkai.archive.values import CheckOutcome, Reading, ReadingOutcome, StoredAttachment
from gongkai.archive.versions import (
    Sight,
    Text,
    add_version,
    attachments_json,
    bytes_changed,
    carry_known,
    next_version,
    stored_text,
)
from gongkai.base.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class _Seen:
    """One reading of one item, with everything it is compared with. `again`: these stored bytes were
    read before, so nothing was seen of the page now; `reread`: another reader, the same bytes; `other`: the
    version whose text it is, where the page goes back and forth between that and the current one."""

    item: Record
    version: Record | None
    capture: Record
    reading: Reading
    composed: Composed
    again: bool
    reread: bool
    other: Record | None = None


def store_reading(db: Connection, item: int, reading: Reading) -> ReadingOutcome:
    """Take in what an item says now; a version if it says something else."""
    with recording(db):
        seen = _see(db, item, reading)
        if seen.version is not None and seen.other is not None:
            begin_flips(db, seen.version, seen.other)
            _note_sight(db, seen, "same", seen.other["version"])
            return "same"
        indexed = search.current(db, item)
        moment = Moment(reading.at, reading.run, reading.capture)
        version = _put_version(db, seen)
        outcome = _tell(db, seen, moment)
        _store_attachments(db, item, reading)
        tell_attachments(db, item)
        take_over(db, seen.item, seen.composed, reading.sorting, version)
        if not seen.item["withheld"]:
            search.update(db, indexed, search.current(db, item))
        if not seen.again:
            _note_sight(db, seen, outcome, version)
    return outcome


def _put_version(db: Connection, seen: _Seen) -> int:
    """The number of the version that says what was read: a new one if none does."""
    if seen.version is None or seen.composed.changed:
        version = next_version(db, seen.item["id"])
        add_version(db, seen.item["id"], version, seen.composed.text, _sight(seen), seen.composed.changed)
        if not seen.reread:
            db.execute("UPDATE items SET flips_since = NULL WHERE id = ?", (seen.item["id"],))
        return version
    _fill_hashes(db, seen.version, seen.composed.text)
    end_flips(db, seen.version, seen.reading.at)
    return int(seen.version["version"])


def store_check(  # noqa: PLR0913  as the conductor knows it
    db: Connection,
    item: int,
    run: int,
    at: str,
    outcome: CheckOutcome,
    *,
    reason: str,
    status: int | None,
    capture: int | None,
    next_check: str | None,
    moved_to: str | None,
) -> None:
    """Take in a look that brought no text: unchanged (304), vanished, or our trouble. That an item is
    removed is not concluded here (`removals`)."""
    with recording(db):
        row = _item(db, item)
        version = last_seen_version(db, item) if outcome == "same" else None
        moment = Moment(at, run, capture)
        _add_check(db, item, moment, outcome, status, version, reason)
        db.execute(
            """UPDATE items SET last_checked = ?, next_check = ?, checks = checks + 1, urgent = urgent AND ?
               WHERE id = ?""",
            (at, next_check, outcome in ("failed", "blocked"), item),
        )
        if outcome == "same":
            db.execute("UPDATE items SET last_seen = ?, vanished_at = NULL WHERE id = ?", (at, item))
            _return(db, row, moment)
            if version is not None:
                confirm(db, item, version, at)
        elif outcome == "vanished":
            db.execute("UPDATE items SET vanished_at = coalesce(vanished_at, ?) WHERE id = ?", (at, item))
        elif outcome == "moved" and moved_to:
            db.execute("UPDATE items SET status = 'moved', moved_to = ? WHERE id = ?", (moved_to, item))
            add_event(db, item, "moved", row["last_seen"], moment)


def _add_check(
    db: Connection,
    item: int,
    moment: Moment,
    outcome: str,
    status: int | None,
    version: int | None,
    reason: str = "",
) -> None:
    db.execute(
        """INSERT INTO checks(item, run, at, outcome, reason, status, capture, version)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (item, moment.run, moment.at, outcome, storable(reason), status, moment.capture, version),
    )


def _item(db: Connection, item: int) -> Record:
    row: Record | None = db.execute("SELECT * FROM items WHERE id = ?", (item,)).fetchone()
    if row is None:
        raise ArchiveError(f"档案库中没有第 {item} 号条目。", do="这是程序的错误，请报告。")
    return row


def _see(db: Connection, number: int, reading: Reading) -> _Seen:
    item = _item(db, number)
    capture = db.execute("SELECT * FROM captures WHERE id = ?", (reading.capture,)).fetchone()
    version = db.execute(
        "SELECT * FROM versions WHERE item = ? AND version = ?", (number, item["version"])
    ).fetchone()
    old = stored_text(version) if version else None
    composed = compose(db, item, reading.document, reading.attachments, reading.parts, old)
    again = _read_before(db, number, reading.capture)
    reread = (
        version is not None
        and old is not None
        and version["reader"] != reading.reader
        and not bytes_changed(old.attachments, composed.text.attachments)
        and _same_bytes(db, version, capture["sha256"])
    )
    edited = composed.changed and not again and not reread
    return _Seen(
        item=item,
        version=version,
        capture=capture,
        reading=reading,
        composed=composed,
        again=again,
        reread=reread,
        other=other_state(db, version, composed.text, reading.at) if edited else None,
    )


def _read_before(db: Connection, item: int, capture: int) -> bool:
    return bool(db.execute("SELECT 1 FROM checks WHERE item = ? AND capture = ?", (item, capture)).fetchone())


def _same_bytes(db: Connection, version: Record, sha256: str) -> bool:
    """Whether these bytes were seen while the version stood: then only their reading can differ."""
    return bool(
        db.execute(
            """SELECT 1 FROM captures WHERE sha256 = ? AND (id = ? OR id IN (
                   SELECT capture FROM checks WHERE item = ? AND at >= ?)) LIMIT 1""",
            (sha256, version["capture"], version["item"], version["read_at"]),
        ).fetchone()
    )


def _sight(seen: _Seen) -> Sight:
    """A reread text was seen when the older reading of the same bytes was."""
    reading, version = seen.reading, seen.version
    if version is None:
        return Sight("published", reading.at, None, reading.at, reading.reader, reading.capture)
    if seen.reread:
        return Sight(
            "reread",
            version["seen_at"],
            version["previous_seen_at"],
            reading.at,
            reading.reader,
            reading.capture,
        )
    last_seen = seen.item["last_seen"]
    return Sight("published", reading.at, last_seen, reading.at, reading.reader, reading.capture)


def _tell(db: Connection, seen: _Seen, moment: Moment) -> ReadingOutcome:
    """The events of a reading, and what it comes to."""
    returned = not seen.again and _return(db, seen.item, moment)
    if seen.version is None:
        return "new"
    edited = bool(seen.composed.changed) and not seen.reread
    if edited:
        add_event(db, seen.item["id"], "changed", seen.item["last_seen"], moment)
        db.execute("UPDATE items SET last_changed = ? WHERE id = ?", (moment.at, seen.item["id"]))
    if returned:
        return "returned"
    return "changed" if edited else "same"


def _return(db: Connection, item: Record, moment: Moment) -> bool:
    """An item that was gone is there again."""
    if item["status"] == "live":
        return False
    db.execute(
        "UPDATE items SET status = 'live', removed_at = NULL, moved_to = NULL WHERE id = ?", (item["id"],)
    )
    add_event(db, item["id"], "returned", item["removed_at"], moment)
    return True


def _note_sight(db: Connection, seen: _Seen, outcome: ReadingOutcome, version: int) -> None:
    """The page was seen now, with the text of a version: when it is looked at next, and by what a request can
    be conditional. A text that is another one than before is looked at a second time soon."""
    reading, number = seen.reading, seen.item["id"]
    soon = reading.second_look if outcome == "changed" else None
    # A first page that did not change says nothing of the pages after it: all are asked for whole.
    etag, last_modified = (None, None) if reading.parts else stated_validators(seen.capture["headers"])
    db.execute(
        """UPDATE items SET last_seen = ?, last_checked = ?, next_check = ?, checks = checks + 1,
               vanished_at = NULL, urgent = 0, etag = ?, last_modified = ? WHERE id = ?""",
        (reading.at, reading.at, soon or reading.next_check, etag, last_modified, number),
    )
    db.execute(
        """INSERT INTO item_urls(item, url, first_seen, last_seen) VALUES (?, ?, ?, ?)
           ON CONFLICT(item, url) DO UPDATE SET last_seen = excluded.last_seen""",
        (number, seen.capture["url"], reading.at, reading.at),
    )
    moment = Moment(reading.at, reading.run, reading.capture)
    _add_check(db, number, moment, outcome, seen.capture["status"], version)
    confirm(db, number, version, reading.at)


def _fill_hashes(db: Connection, version: Record, text: Text) -> None:
    """Hashes that became known belong to the version that stands: without them the next bytes would
    have nothing to differ from."""
    known = attachments_json(carry_known(text.attachments, stored_text(version).attachments))
    if known != version["attachments"]:
        db.execute("UPDATE versions SET attachments = ?, seal = NULL WHERE id = ?", (known, version["id"]))


def _store_attachments(db: Connection, item: int, reading: Reading) -> None:
    """A row for every address and bytes. What could not be had leaves the row of what was had before."""
    for one in reading.attachments:
        last = db.execute(
            """SELECT * FROM attachments WHERE item = ? AND url = ?
               ORDER BY last_seen DESC, id DESC LIMIT 1""",
            (item, storable(one.url)),
        ).fetchone()
        carried_over = last and one.capture is not None and last["capture"] == one.capture
        asked = last["checked_at"] if carried_over else None
        if last and one.sha256 is None:
            db.execute(
                """UPDATE attachments SET seal = NULL, checked_at = ?,
                       last_seen = iif(sha256 IS NULL, ?, last_seen),
                       status = iif(sha256 IS NULL, ?, status) WHERE id = ?""",
                (reading.at, reading.at, one.status, last["id"]),
            )
        elif last and last["sha256"] in (None, one.sha256):
            db.execute(
                """UPDATE attachments SET seal = NULL, name = ?, media_type = ?, bytes = ?, sha256 = ?,
                       status = ?, capture = ?, last_seen = ?, checked_at = ? WHERE id = ?""",
                (*_columns(one), reading.at, asked or reading.at, last["id"]),
            )
        else:
            db.execute(
                """INSERT INTO attachments(item, url, name, media_type, bytes, sha256, status, capture,
                       first_seen, last_seen, checked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (item, storable(one.url), *_columns(one), reading.at, reading.at, reading.at),
            )


def _columns(one: StoredAttachment) -> tuple[object, ...]:
    return hidden(storable(one.name)), one.media_type, one.bytes, one.sha256, one.status, one.capture
