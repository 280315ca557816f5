"""Bytes of pages by their SHA-256, each packed alone or against another one that is kept.

A page that is new at its address is packed against the page of its host that it resembles most, out of those
that were kept lately or stand at the addresses next to it. Another version of a page is packed against an
earlier one. To get at a page, the pages it rests on are unpacked first: `DEEPEST` of them at most. Version n
rests on version n & (n - 1), so that of 1,000 versions none is more than ten deep and half rest on the one
before. What others rest on cannot be deleted: captures.db holds that itself, by a foreign key.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from gongkai.archive import packing
from gongkai.archive.sqlite import Connection, Record, one, transaction

DEEPEST = 12
"""How many pages may have to be unpacked before one: reading one of 100 KB stays below a millisecond."""

LENDERS_DEEPEST = 6
"""How deep a page may be for those at other addresses to be packed against it."""

WELL_PACKED = 16
"""Packed to such a part of its size, nothing else is tried: no page is known that comes to that alone."""

BADLY_PACKED = 8
"""What is packed alone, or against others to a greater part of its size, is worth another try."""

_LENDERS, _HOSTS, _BODIES_BYTES = 32, 64, 8 << 20
"""Pages of a host among which the nearest is looked for; hosts, and bodies, that are held in memory."""

_ALIKE = 1 / 3
"""If less of a page's marks are in the nearest one, those at the next addresses are looked at too."""

_LINE = """
    WITH RECURSIVE line(nth, id, dictionary, depth, version, sha256, bytes, data) AS (
        SELECT 0, id, dictionary, depth, version, sha256, bytes, data FROM blobs WHERE sha256 = ?
        UNION ALL
        SELECT nth + 1, b.id, b.dictionary, b.depth, b.version, b.sha256, b.bytes, b.data
        FROM line JOIN blobs b ON b.id = line.dictionary WHERE nth < 64
    )
    SELECT * FROM line ORDER BY nth"""
"""A blob and, one after the other, all it rests on; one statement, so that a compacting beside it cannot
change one of them between two looks."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: what may resemble it. `previous` is the hash of what its address gave before,
    `near` gives those of the pages at the next addresses."""

    host: str
    previous: str | None = None
    near: Callable[[], Iterable[str]] = tuple


@dataclass(frozen=True, slots=True)
class Packed:
    """As a row of `blobs` holds it; `dictionary` is the id of the blob it rests on."""

    data: bytes
    dictionary: int | None = None
    depth: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class Lender:
    """A kept page that others can be packed against."""

    id: int
    sha256: str
    depth: int
    version: int = 0
    marks: frozenset[int] = frozenset()


class Blobs:
    """The table `blobs` of captures.db."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._lenders: OrderedDict[str, OrderedDict[str, Lender]] = OrderedDict()
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._bodies_bytes = 0

    def put(self, digest: str, body: bytes, place: Place | None) -> int:
        """Store bytes unless they are there; how many bytes that took. Without a place they go alone."""
        if one(self._db, "SELECT 1 FROM blobs WHERE sha256 = ?", digest):
            return 0
        packed = self.packed(body, place)
        cursor = self._db.execute(
            """INSERT INTO blobs(sha256, codec, dictionary, depth, version, bytes, data)
               VALUES (?, 'zstd', ?, ?, ?, ?, ?)""",
            (digest, packed.dictionary, packed.depth, packed.version, len(body), packed.data),
        )
        if place and cursor.lastrowid and not packed.version:
            self.lend(cursor.lastrowid, digest, body, packed.depth, place.host)
        return len(packed.data)

    def storing(self) -> AbstractContextManager[None]:
        """A transaction around many that are put."""
        return transaction(self._db)

    def size(self, digest: str) -> int | None:
        """What keeping these bytes takes; None if they are not there."""
        kept: int | None = one(self._db, "SELECT length(data) FROM blobs WHERE sha256 = ?", digest)
        return kept

    def get(self, digest: str) -> bytes | None:
        """The bytes with that hash, None if they are not there or cannot be unpacked."""
        line = self._db.execute(_LINE, (digest,)).fetchall()
        if not line or line[-1]["dictionary"] is not None:
            return None
        body: bytes | None = None
        for row in reversed(line):
            body = packing.unpack(row["data"], row["bytes"], body)
            if body is None:
                return None
        return body

    def repack(self, digest: str, place: Place) -> int:
        """Pack a page again if it is packed alone or badly and nothing rests on it; how many bytes that
        saved. What was not read back right is not written. The caller has a transaction open."""
        row = self._db.execute(
            """SELECT id, depth, version, bytes, length(data) AS size,
                      dictionary IS NULL OR length(data) * ? > bytes AS badly,
                      EXISTS (SELECT 1 FROM blobs AS other WHERE other.dictionary = blobs.id) AS rested_on
               FROM blobs WHERE sha256 = ?""",
            (BADLY_PACKED, digest),
        ).fetchone()
        body = self._sound(digest) if row and packing.fits(row["bytes"]) else None
        if body is None:
            return 0
        depth, version, saved = row["depth"], row["version"], 0
        if row["badly"] and not row["rested_on"]:
            packed = self.packed(body, place, but=digest)
            if len(packed.data) < row["size"] and self._unpacked(packed, len(body)) == body:
                self._replace(row["id"], packed)
                depth, version, saved = packed.depth, packed.version, row["size"] - len(packed.data)
        if not version:
            self.lend(row["id"], digest, body, depth, place.host)
        return saved

    def remove(self, digest: str) -> None:
        """Take bytes out, for good: what rests on them is packed alone first. The caller has a transaction
        open."""
        self._lenders.clear()
        self._bodies.clear()
        self._bodies_bytes = 0
        resting = self._db.execute(
            """SELECT id, sha256 FROM blobs
               WHERE dictionary = (SELECT id FROM blobs WHERE sha256 = ?)""",
            (digest,),
        ).fetchall()
        for row in resting:
            body = self.get(row["sha256"])
            if body is not None:
                self._replace(row["id"], Packed(packing.pack(body)))
        self._db.execute("DELETE FROM blobs WHERE sha256 = ?", (digest,))

    def packed(self, body: bytes, place: Place | None, but: str = "") -> Packed:
        """As small as it gets: against an earlier version, else against the nearest page, else alone. `but`
        is the hash of the page itself where it is kept already."""
        best: Packed | None = None
        for lender in self._lenders_for(body, place, but) if place and packing.fits(len(body)) else ():
            page = self._body(lender)
            if page is not None and packing.fits(len(page)):
                data = packing.pack_against(body, page)
                if best is None or len(data) < len(best.data):
                    best = Packed(data, lender.id, lender.depth + 1, lender.version)
                if len(data) * WELL_PACKED < len(body):
                    return best
        alone = packing.pack(body)
        return best if best and len(best.data) < len(alone) else Packed(alone)

    def lend(self, number: int, digest: str, body: bytes, depth: int, host: str) -> None:
        """Let others be packed against a page, unless it rests on too many itself."""
        if packing.fits(len(body)) and depth < LENDERS_DEEPEST:
            self._remember(digest, body)
            lenders = self._lenders_of(host)
            lenders[digest] = Lender(number, digest, depth, 0, packing.marks(body))
            if len(lenders) > _LENDERS:
                lenders.popitem(last=False)

    def _lenders_for(self, body: bytes, place: Place, but: str) -> Iterable[Lender]:
        """Whom to try, the most promising first; `version` is then that of what is packed."""
        if place.previous and place.previous != but:
            earlier = self._earlier(place.previous, but)
            if earlier:
                yield earlier
        nearest = self._nearest(packing.marks(body), place, but)
        if nearest:
            yield nearest

    def _earlier(self, previous: str, but: str) -> Lender | None:
        """The version on which the one after `previous` rests."""
        line = self._db.execute(_LINE, (previous,)).fetchall()
        if not line:
            return None
        version = line[0]["version"] + 1
        row = _standing_at(line, version & (version - 1))
        while row["depth"] >= DEEPEST and row["version"]:
            version += 1
            row = _standing_at(line, version & (version - 1))
        if row["depth"] >= DEEPEST or row["sha256"] == but:
            return None
        return Lender(row["id"], row["sha256"], row["depth"], version)

    def _nearest(self, wanted: frozenset[int], place: Place, but: str) -> Lender | None:
        """The page of the host with the most marks of the wanted; it stays among them the longer."""
        known = place.host in self._lenders
        lenders = self._lenders_of(place.host)
        found = _most_alike(lenders, wanted, but)
        if not known or not found or len(found.marks & wanted) < len(wanted) * _ALIKE:
            self._look_near(place)
            found = _most_alike(lenders, wanted, but)
        if found:
            lenders.move_to_end(found.sha256)
        return found

    def _look_near(self, place: Place) -> None:
        lenders = self._lenders_of(place.host)
        for digest in place.near():
            if digest in lenders:
                continue
            row = self._db.execute("SELECT id, depth FROM blobs WHERE sha256 = ?", (digest,)).fetchone()
            if row is None or row["depth"] >= LENDERS_DEEPEST:
                continue
            body = self._body(Lender(row["id"], digest, row["depth"]))
            if body is not None:
                self.lend(row["id"], digest, body, row["depth"], place.host)

    def _lenders_of(self, host: str) -> OrderedDict[str, Lender]:
        lenders = self._lenders.setdefault(host, OrderedDict())
        self._lenders.move_to_end(host)
        if len(self._lenders) > _HOSTS:
            self._lenders.popitem(last=False)
        return lenders

    def _body(self, lender: Lender) -> bytes | None:
        """The bytes of a page to rest on; None if they are not what was kept, so that nothing may."""
        digest = lender.sha256
        if one(self._db, "SELECT sha256 FROM blobs WHERE id = ?", lender.id) != digest:
            return None
        body = self._bodies.get(digest)
        if body is not None:
            self._bodies.move_to_end(digest)
            return body
        body = self._sound(digest)
        if body is not None:
            self._remember(digest, body)
        return body

    def _sound(self, digest: str) -> bytes | None:
        body = self.get(digest)
        return body if body is not None and hashlib.sha256(body).hexdigest() == digest else None

    def _unpacked(self, packed: Packed, size: int) -> bytes | None:
        """What a reader would get, by what is in the database."""
        if packed.dictionary is None:
            return packing.unpack(packed.data, size)
        page = self.get(one(self._db, "SELECT sha256 FROM blobs WHERE id = ?", packed.dictionary))
        return packing.unpack(packed.data, size, page) if page else None

    def _replace(self, number: int, packed: Packed) -> None:
        self._db.execute(
            "UPDATE blobs SET codec = 'zstd', dictionary = ?, depth = ?, version = ?, data = ? WHERE id = ?",
            (packed.dictionary, packed.depth, packed.version, packed.data, number),
        )

    def _remember(self, digest: str, body: bytes) -> None:
        if digest not in self._bodies:
            self._bodies[digest] = body
            self._bodies_bytes += len(body)
        while self._bodies_bytes > _BODIES_BYTES and len(self._bodies) > 1:
            self._bodies_bytes -= len(self._bodies.popitem(last=False)[1])


def _standing_at(line: list[Record], version: int) -> Record:
    """The one of a page's versions on which the wanted rests: it is among those that the last rests on."""
    for row in line:
        if row["version"] <= version:
            return row
    return line[-1]


def _most_alike(lenders: OrderedDict[str, Lender], wanted: frozenset[int], but: str) -> Lender | None:
    others = (lender for lender in lenders.values() if lender.sha256 != but)
    return max(others, key=lambda lender: len(lender.marks & wanted), default=None)
