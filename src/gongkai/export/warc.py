"""Captures as WARC files, in the order of the chain."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongkai import __version__
from gongkai.archive import Archive
from gongkai.archive.captures import stated_validators
from gongkai.archive.sqlite import Connection, DatabaseError, Record, in_words
from gongkai.base.errors import UsageError
from gongkai.export.files import MAX_BYTES, Series, unwritable
from gongkai.export.records import RecordWriter
from gongkai.export.selection import Head, Selected, Selection, head

SUFFIX = ".warc.gz"
UNMASKED = "Captures are the original bytes as served; personal data in them is not masked."
SAME_PAYLOAD, NOT_MODIFIED = "identical-payload-digest", "server-not-modified"
_LOOKED_BACK = 50
"""Earlier answers of an address among which the one is looked for that a 304 confirms."""


@dataclass(frozen=True, slots=True)
class About:
    """Who exports, when, and how robots.txt is treated, for the head of each file."""

    at: str
    operator: str = ""
    robots: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written. `captures` are all that have records: `responses`, `revisits`, and those `purged`
    of which only the row is left. `withheld` were left out."""

    files: tuple[Path, ...]
    captures: int
    responses: int
    revisits: int
    purged: int
    withheld: int
    records: int
    bytes: int
    head: Head


def export_warc(
    archive: Archive,
    target: Path,
    selection: Selection,
    about: About,
    *,
    max_bytes: int = MAX_BYTES,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Exported:
    """Write the captures of a selection into a folder, or into one file if `target` ends in `.warc.gz`.

    `progress` is told how many were written and how many rows are looked at. UsageError where nothing is
    selected or a file is there; then, and after any other error, no file is left.
    """
    try:
        return _exported(archive, target, selection, about, max_bytes, progress)
    except DatabaseError as error:
        raise in_words(error, archive.folder) from error
    except OSError as error:
        raise unwritable(target, error) from error


def _exported(
    archive: Archive,
    target: Path,
    selection: Selection,
    about: About,
    max_bytes: int,
    progress: Callable[[int, int], None],
) -> Exported:
    last = head(archive.db)
    selected = Selected(archive.db, selection, last)
    with Series(target, f"gongkai-{selection.name}-c{last.capture}", SUFFIX, max_bytes) as files:
        export = _Export(archive, files, about, _fields(selection, about, last, selected.withheld))
        for row in selected.rows():
            export.add(row)
            progress(selected.looked, selected.total)
        if not export.captures:
            raise _nothing(selected.withheld)
    return Exported(
        files=files.paths,
        captures=export.captures,
        responses=export.captures - export.revisits - export.purged,
        revisits=export.revisits,
        purged=export.purged,
        withheld=selected.withheld,
        records=export.records,
        bytes=sum(path.stat().st_size for path in files.paths),
        head=last,
    )


def _nothing(withheld: int) -> UsageError:
    if withheld:
        return UsageError(
            f"符合条件的 {withheld} 个快照都属于已隐去的条目，没有导出。",
            do="如确需导出，请加 --with-withheld。",
        )
    return UsageError("没有符合条件的快照。", do="请放宽 --site、--since、--until 或 --item。")


def _fields(selection: Selection, about: About, last: Head, withheld: int) -> dict[str, str]:
    """What the head of a file says, but its number."""
    return {
        "software": f"gongkai/{__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "operator": about.operator,
        "robots": about.robots,
        "description": f"Captures of a gongkai archive. {UNMASKED}",
        "gongkai-selection": selection.said(),
        "gongkai-withheld-left-out": str(withheld),
        "gongkai-chain-head": f"{last.capture} {last.chain}",
    }


class _Export:
    """Captures written one by one into a series of files."""

    def __init__(self, archive: Archive, files: Series, about: About, fields: dict[str, str]) -> None:
        self._archive = archive
        self._db = archive.db
        self._files = files
        self._about = about
        self._fields = fields
        self._writer: RecordWriter | None = None
        self._payloads: dict[
            int, int
        ] = {}  # in this file: the first capture of the same bytes → its response
        self._imports: dict[int, dict[str, Any]] = {}
        self._written = 0  # records of the files before
        self.captures = self.revisits = self.purged = 0

    @property
    def records(self) -> int:
        return self._written + (self._writer.records if self._writer else 0)

    def add(self, row: Record) -> None:
        """All records of one capture, in one file."""
        if self._writer is None or self._files.full():
            self._writer = self._begun()
        imported = self._import(row["imported"])
        if row["purged"]:
            self._writer.metadata(row, imported, alone=True)
            self.purged += 1
        else:
            self._answer(self._writer, row)
            self._writer.request(row)
            self._writer.metadata(row, imported, alone=False)
        self.captures += 1

    def _begun(self) -> RecordWriter:
        """The writer of the next file; what it refers to stands in it."""
        self._written = self.records
        self._payloads.clear()
        out = self._files.begin()
        number = self._files.number
        named = f"{self._fields} {self._about.at} {number}"
        writer = RecordWriter(out, f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, named)}>")
        fields = self._fields | {"isPartOf": self._files.stem, "gongkai-part": str(number)}
        writer.info(self._files.name, self._about.at, fields)
        return writer

    def _answer(self, writer: RecordWriter, row: Record) -> None:
        profile, first = self._before(row)
        if first is not None:
            writer.revisit(row, first, profile)
            self.revisits += 1
            return
        writer.response(row, self._archive.capture_body(row["id"]) if row["bytes"] else b"")
        if row["bytes"]:
            self._payloads[row["same_as"] or row["id"]] = row["id"]

    def _before(self, row: Record) -> tuple[str, Record | None]:
        """The capture whose response in this file holds the payload, and by what right it is meant."""
        if row["bytes"]:
            return SAME_PAYLOAD, self._response_of(row["same_as"])
        if row["status"] == 304:
            return NOT_MODIFIED, self._response_of(confirmed(self._db, row))
        return "", None

    def _response_of(self, first: int | None) -> Record | None:
        written = self._payloads.get(first) if first is not None else None
        if written is None:
            return None
        found: Record = self._db.execute("SELECT * FROM captures WHERE id = ?", (written,)).fetchone()
        return found

    def _import(self, number: int | None) -> dict[str, Any] | None:
        """What is known of the file that brought a capture."""
        if number is None:
            return None
        if number not in self._imports:
            row = self._db.execute(
                "SELECT id, at, name, sha256, software FROM imports WHERE id = ?", (number,)
            ).fetchone()
            self._imports[number] = dict(row)
        return self._imports[number]


def confirmed(db: Connection, row: Record) -> int | None:
    """The first capture of the bytes that a 304 confirms: of the last answer of that address with the same
    validators. None where the 304 states none, since what was asked is not kept."""
    stated = stated_validators(row["headers"])
    if not any(stated) or row["method"] != "GET":
        return None
    earlier = db.execute(
        f"""SELECT id, same_as, headers FROM captures
            WHERE url = ? AND status = 200 AND method = 'GET' AND id < ? AND bytes AND imported IS NULL
            ORDER BY id DESC LIMIT {_LOOKED_BACK}""",
        (row["url"], row["id"]),
    )
    for before in earlier:
        pairs = zip(stated, stated_validators(before["headers"]), strict=True)
        if all(ours is None or _weak(ours) == _weak(theirs) for ours, theirs in pairs):
            return int(before["same_as"] or before["id"])
    return None


def _weak(validator: str | None) -> str:
    """A validator as If-None-Match compares it (RFC 9110, 8.8.3.2)."""
    return (validator or "").removeprefix("W/")
