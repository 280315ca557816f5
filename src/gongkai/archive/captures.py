"""Responses kept as evidence: bytes first, then the row that names them, each row chained to the last.

chain = SHA-256 over the previous row's chain (64 hexadecimal digits, ASCII; nothing before the first
row) followed by the canonical JSON of what was asked and answered: an object with sorted keys, no
spaces, UTF-8 unescaped, of headers, method, request_body, requested_at, sha256, status and url.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from gongkai.archive.blobs import Blobs, Place
from gongkai.archive.seals import recording
from gongkai.archive.sqlite import Connection, Record, one
from gongkai.archive.values import Validators
from gongkai.base.errors import ArchiveUnreadable
from gongkai.base.urls import host_of
from gongkai.base.values import CaptureKind, FetchKind, Response

_LATELY = 32
"""Among so many answers of an address the one to the same question is looked for."""

_SHA256 = re.compile(r"[0-9a-f]{64}")

_NEAR = 8
"""So many addresses before one, and after it, are near."""


class Captures:
    """The captures of one archive. `blobs` is captures.db, None for a reader that lacks it."""

    def __init__(self, db: Connection, blobs: Connection | None, folder: Path) -> None:
        self._db = db
        self._database = blobs
        self._blobs: Blobs | None = None
        self._folder = folder
        self._files = folder / "files"

    def database(self) -> Connection:
        """The connection to captures.db; ArchiveUnreadable for a reader that lacks it."""
        if self._database is None:
            raise ArchiveUnreadable(
                f"这份档案库没有 captures.db，看不到网页原件（{self._folder}）。",
                do="请取得完整的档案库文件夹。",
            )
        return self._database

    def keep(self, response: Response, kind: FetchKind, visit: int | None) -> int:
        """Keep one response; the id of its row."""
        digest = self._store(response, kind)
        with recording(self._db):
            return self._add(response, kind, digest, visit=visit)

    def take_in(self, response: Response, imported: int) -> int:
        """Keep a response that somebody else saved, within the caller's transaction; the id of its row."""
        digest = self._store(response, "imported")
        return self._add(response, "imported", digest, imported=imported)

    def storing(self) -> AbstractContextManager[None]:
        """A transaction around the bytes alone, for many at once; it must be over before their rows are
        committed."""
        return self._kept_blobs().storing()

    def _store(self, response: Response, kind: CaptureKind) -> str:
        """The hash of the bytes, which are kept now."""
        digest = hashlib.sha256(response.body).hexdigest()
        if response.body:
            self._put(response, kind, digest)
        return digest

    def _add(
        self,
        response: Response,
        kind: CaptureKind,
        digest: str,
        *,
        visit: int | None = None,
        imported: int | None = None,
    ) -> int:
        """The row of a response, chained to the last; within a transaction."""
        headers = json.dumps(response.headers, ensure_ascii=False, separators=(",", ":"))
        previous = one(self._db, "SELECT chain FROM captures ORDER BY id DESC LIMIT 1")
        same_as = None
        if response.body:
            same_as = one(
                self._db,
                "SELECT id FROM captures WHERE sha256 = ? AND same_as IS NULL ORDER BY id LIMIT 1",
                digest,
            )
        stored = (self._size(digest) or 0) if response.body and same_as is None else 0
        link = chain(
            previous or "",
            url=response.url,
            method=response.method,
            request_body=response.request_body,
            requested_at=response.requested_at,
            status=response.status,
            headers=headers,
            sha256=digest,
        )
        cursor = self._db.execute(
            """INSERT INTO captures(visit, kind, method, request_body, url, requested_at, received_at,
                   status, final_url, headers, media_type, charset, bytes, sha256, stored_bytes, same_as,
                   chain, imported)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                visit,
                kind,
                response.method,
                response.request_body,
                response.url,
                response.requested_at,
                response.received_at,
                response.status,
                response.final_url,
                headers,
                response.media_type,
                response.charset,
                len(response.body),
                digest,
                stored,
                same_as,
                link,
                imported,
            ),
        )
        assert cursor.lastrowid is not None  # noqa: S101  an INSERT into a rowid table has one
        return cursor.lastrowid

    def body(self, capture: int) -> bytes:
        """The bytes of a capture. ArchiveUnreadable if they are not there, were purged, or are not those
        that were kept."""
        row = self._db.execute(
            "SELECT sha256, bytes, purged FROM captures WHERE id = ?", (capture,)
        ).fetchone()
        if row is None:
            raise ArchiveUnreadable(f"档案库（{self._folder}）中没有第 {capture} 号快照。", do="请检查编号。")
        if row["purged"]:
            raise ArchiveUnreadable(
                f"第 {capture} 号快照的内容已于 {row['purged']} 清除，仅存哈希（{self._folder}）。",
                do="何人因何清除，见 keeping_log 表。",
            )
        body = self._get(row["sha256"]) if row["bytes"] else b""
        if body is None:
            raise ArchiveUnreadable(
                f"第 {capture} 号快照的内容不在档案库中，或无法解开（{self._folder}）。",
                do="请运行 gongkai verify 核对，并从备份恢复。",
            )
        if hashlib.sha256(body).hexdigest() != row["sha256"]:
            raise ArchiveUnreadable(
                f"第 {capture} 号快照的内容与其哈希不符（{self._folder}）。",
                do="请运行 gongkai verify 核对，并从备份恢复。",
            )
        return body

    def response(self, capture: int) -> Response:
        """A kept response as it was received; errors as of `body`."""
        body = self.body(capture)
        row = self._db.execute("SELECT * FROM captures WHERE id = ?", (capture,)).fetchone()
        return Response(
            url=row["url"],
            final_url=row["final_url"],
            method=row["method"],
            request_body=row["request_body"],
            requested_at=row["requested_at"],
            received_at=row["received_at"],
            status=row["status"],
            headers=tuple((name, value) for name, value in json.loads(row["headers"])),
            media_type=row["media_type"],
            charset=row["charset"],
            body=body,
        )

    def verify_chain(self) -> int | None:
        """The first capture whose link does not hold or, if all do, whose bytes do not; None if all do.
        Purged bytes are not missed."""
        broken = self.broken_link()
        if broken is not None:
            return broken
        rows = self._db.execute(
            """SELECT id, sha256, bytes FROM captures
               WHERE same_as IS NULL AND bytes > 0 AND purged IS NULL ORDER BY id"""
        )
        for row in rows:
            if self.fault_of(row["sha256"], row["bytes"]):
                return int(row["id"])
        return None

    def broken_link(self) -> int | None:
        """The first capture whose link does not hold, None if all do."""
        previous = ""
        for row in self._db.execute("SELECT * FROM captures ORDER BY id"):
            try:
                link = link_of(previous, row)
            except ValueError:  # its headers are no JSON any more
                return int(row["id"])
            if link != row["chain"]:
                return int(row["id"])
            previous = link
        return None

    def _file(self, digest: str) -> Path:
        """Where the bytes of an attachment are. ValueError for what is no hash: a damaged row may hold a
        path, and leads nowhere."""
        if not _SHA256.fullmatch(digest):
            raise ValueError(f"{digest!r} is no SHA-256")
        return self._files / digest[:2] / digest[2:4] / digest

    def holds(self, digest: str) -> bool:
        """Whether bytes of that hash are kept, whatever they are by now."""
        if not _SHA256.fullmatch(digest):
            return False
        return self._file(digest).exists() or self._kept_blobs().size(digest) is not None

    def fault_of(self, digest: str, length: int) -> str:
        """What is wrong with kept bytes, if anything: their hash, their length."""
        if not self.holds(digest):
            return "内容不在档案库中"
        body = self._get(digest)
        if body is None or hashlib.sha256(body).hexdigest() != digest:
            return "内容已损坏：与其哈希不符"
        return "" if len(body) == length else "所记的长度与内容不符"

    def remove(self, digest: str) -> None:
        """Take bytes out for good, within `storing`. What rests on them is kept otherwise first."""
        self._kept_blobs().remove(digest)

    def remove_file(self, digest: str) -> None:
        """The same of an attachment: no transaction brings its file back."""
        self._file(digest).unlink(missing_ok=True)

    def _size(self, digest: str) -> int | None:
        """What keeping these bytes takes; None if they are not there."""
        file = self._file(digest)
        return file.stat().st_size if file.exists() else self._kept_blobs().size(digest)

    def validators(self, url: str) -> Validators | None:
        """Of the last full answer for the address, if the server gave any. A page that a visit could not
        understand (a challenge with status 200, say) is no answer: its 304 would confirm nothing. Nor is
        one asked for as an item or a home page: its rows were not read; nor the answer to a POST, of which
        there may be many at one address."""
        row = self._db.execute(
            """SELECT captures.id, headers FROM captures LEFT JOIN visits ON visits.id = captures.visit
               WHERE captures.url = ? AND captures.status = 200 AND captures.kind = 'list'
                     AND captures.method = 'GET' AND (visits.id IS NULL OR visits.understood)
               ORDER BY captures.id DESC LIMIT 1""",
            (url,),
        ).fetchone()
        if row is None:
            return None
        etag, last_modified = stated_validators(row["headers"])
        return Validators(etag, last_modified, row["id"]) if etag or last_modified else None

    def validators_of(self, capture: int) -> Validators | None:
        """Of one kept answer, if its server gave any."""
        headers = one(self._db, "SELECT headers FROM captures WHERE id = ?", capture)
        etag, last_modified = stated_validators(headers or "[]")
        return Validators(etag, last_modified, capture) if etag or last_modified else None

    def _put(self, response: Response, kind: CaptureKind, digest: str) -> int:
        """Store bytes unless they are there; how many bytes that took."""
        if kind == "attachment" and response.status == 200:
            return write_file(self._file(digest), response.body)
        # What has no charset is no text; what came in place of a file resembles no page.
        text = response.charset is not None and kind != "attachment"
        return self._kept_blobs().put(digest, response.body, self._place(response) if text else None)

    def _place(self, response: Response) -> Place:
        return Place(
            host=host_of(response.url),
            previous=self._previous(response),
            near=lambda: self._near(response.url),
        )

    def _previous(self, response: Response) -> str | None:
        """The hash of what the same question was last answered with, by the same status."""
        found: str | None = one(
            self._db,
            """SELECT sha256 FROM (SELECT id, sha256, method, request_body, bytes FROM captures
                                   WHERE url = ? AND status = ? ORDER BY id DESC LIMIT ?)
               WHERE method = ? AND request_body IS ? AND bytes > 0 ORDER BY id DESC LIMIT 1""",
            response.url,
            response.status,
            _LATELY,
            response.method,
            response.request_body,
        )
        return found

    def _near(self, url: str) -> list[str]:
        """The hashes of the last pages at the next addresses of the host, before this one and after it."""
        host = url[: url.find("/", url.find("//") + 2)]
        before = self._beside(url, "url < ? AND url >= ?", f"{host}/", "DESC")
        return before + self._beside(url, "url > ? AND url < ?", f"{host}0", "ASC")  # 0 comes after /

    def _beside(self, url: str, where: str, end: str, order: str) -> list[str]:
        rows = self._db.execute(
            f"""SELECT sha256, max(id) FROM captures
                WHERE {where} AND status = 200 AND bytes > 0 AND charset IS NOT NULL
                GROUP BY url ORDER BY url {order} LIMIT ?""",
            (url, end, _NEAR),
        )
        return [row["sha256"] for row in rows]

    def _get(self, digest: str) -> bytes | None:
        """The bytes with that hash, None if they are not there or cannot be decoded."""
        file = self._file(digest)
        return file.read_bytes() if file.exists() else self._kept_blobs().get(digest)

    def _kept_blobs(self) -> Blobs:
        if self._blobs is None:
            self._blobs = Blobs(self.database())
        return self._blobs


def chain(
    previous: str,
    *,
    url: str,
    method: str,
    request_body: str | None,
    requested_at: str,
    status: int,
    headers: str,
    sha256: str,
) -> str:
    """The link of a capture; `headers` is the JSON kept in its row."""
    stated = {
        "headers": json.loads(headers),
        "method": method,
        "request_body": request_body,
        "requested_at": requested_at,
        "sha256": sha256,
        "status": status,
        "url": url,
    }
    canonical = json.dumps(stated, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(previous.encode("ascii") + canonical.encode()).hexdigest()


def link_of(previous: str, row: Record) -> str:
    """The link that a row of `captures` should have. ValueError where its headers are no JSON."""
    return chain(
        previous,
        url=row["url"],
        method=row["method"],
        request_body=row["request_body"],
        requested_at=row["requested_at"],
        status=row["status"],
        headers=row["headers"],
        sha256=row["sha256"],
    )


def stated_validators(headers: str) -> tuple[str | None, str | None]:
    """ETag and Last-Modified of the headers JSON of a capture."""
    found: dict[str, str] = {}
    for name, value in json.loads(headers):
        found.setdefault(name.lower(), value)
    return found.get("etag"), found.get("last-modified")


def write_file(path: Path, body: bytes) -> int:
    """Write whole or not at all, and only once; how many bytes were written."""
    if path.exists():
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with half.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        half.unlink(missing_ok=True)  # on a full disk it would take the room that is left
        raise
    half.replace(path)
    for folder in _folders_to_sync(path):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    return len(body)


def _folders_to_sync(path: Path) -> Iterator[Path]:
    """The folders whose entries name a new file. Windows cannot open a folder, nor needs it."""
    if os.name == "posix":
        yield from list(path.parents)[:3]
