"""The records of a WARC file: named fields and a block, one after the other (ISO 28500, 4 to 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from gongkai.intake.stream import ByteStream, Damaged

LINE_BYTES, FIELDS_BYTES = 64 * 1024, 128 * 1024
"""The longest line and the most of the fields of one record."""

_VERSION = re.compile(rb"WARC/\d\.\d{1,2}\s*\r?\n")
_LENGTH = re.compile(r"\d{1,15}", re.A)
_BLOCKS = ("warcinfo", "request", "response", "revisit")


@dataclass(frozen=True, slots=True)
class Record:
    """`fields` have lower case names; a name may come several times. `block` is None where it was passed
    over: it is too large, or of a kind of record that is not looked into."""

    type: str
    fields: tuple[tuple[str, str], ...]
    block: bytes | None

    def field(self, name: str) -> str:
        """The first field of that name; empty if there is none."""
        return next((value for key, value in self.fields if key == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.fields if key == name)


class Records:
    """The records of an open file. After them, `whole` tells whether it was read to its end."""

    def __init__(self, file: BinaryIO, block_bytes: int) -> None:
        self._stream = ByteStream(file)
        self._block_bytes = block_bytes
        self.whole = False

    def __iter__(self) -> Iterator[Record]:
        try:
            while self._begins():
                yield self._record()
        except Damaged:
            return
        self.whole = True

    def _begins(self) -> bool:
        """Whether another record begins, past the blank lines after the last."""
        while line := self._stream.line(LINE_BYTES):
            if line.strip():
                if not _VERSION.fullmatch(line):
                    raise Damaged
                return True
        return False

    def _record(self) -> Record:
        fields = tuple(self._fields())
        found = dict(reversed(fields))
        if not _LENGTH.fullmatch(found.get("content-length", "")):
            raise Damaged
        kind, length = found.get("warc-type", "").lower(), int(found["content-length"])
        if kind in _BLOCKS and length <= self._block_bytes:
            return Record(kind, fields, self._stream.read(length))
        self._stream.skip(length)
        return Record(kind, fields, None)

    def _fields(self) -> list[tuple[str, str]]:
        fields: list[tuple[str, str]] = []
        left = FIELDS_BYTES
        while line := self._stream.line(LINE_BYTES):
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            left -= len(line)
            if left < 0:
                raise Damaged
            if not text:
                return fields
            name, colon, value = text.partition(":")
            if text[0] in " \t" and fields:  # a value that goes on
                fields[-1] = (fields[-1][0], f"{fields[-1][1]} {text.strip()}")
            elif colon:
                fields.append((name.strip().lower(), value.strip()))
        raise Damaged
