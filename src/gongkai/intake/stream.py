"""The bytes of a WARC file, gzipped or not, in pieces of bounded size.

warcio and other readers take lines of any length and a negative length for none at all; a file from a
stranger is read with bounds from the first byte on.
"""

from __future__ import annotations

import zlib
from typing import BinaryIO

_CHUNK = 64 * 1024
_GZIP = b"\x1f\x8b"
_WARC = b"WARC/"


class Damaged(Exception):
    """The file cannot be read on from here: it ends, or is no WARC any more."""


def is_warc(start: bytes) -> bool:
    """Whether a file that begins so may be a WARC."""
    return start.startswith((_WARC, _GZIP))


class ByteStream:
    """Lines and blocks of a file, decompressed member by member if it is gzipped. Raises Damaged where the
    file is not whole; holds no more than a chunk and what was asked for."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._buffer = b""
        self._at = 0  # in the buffer
        self._packed = file.read(_CHUNK)
        self._gzipped = self._packed.startswith(_GZIP)
        self._member = zlib.decompressobj(31) if self._gzipped else None

    def line(self, limit: int) -> bytes | None:
        """The next line with its end; None at the end of the file."""
        found = b""
        while True:
            end = self._buffer.find(b"\n", self._at)
            stop = len(self._buffer) if end < 0 else end + 1
            found += self._buffer[self._at : stop]
            self._at = stop
            if len(found) > limit:
                raise Damaged
            if end >= 0:
                return found
            if not self._fill():
                if found:
                    raise Damaged
                return None

    def read(self, length: int) -> bytes:
        """Exactly so many bytes."""
        pieces = bytearray()
        self._take(length, pieces)
        return bytes(pieces)

    def skip(self, length: int) -> None:
        """Past so many bytes."""
        self._take(length, None)

    def _take(self, length: int, into: bytearray | None) -> None:
        while length:
            if self._at >= len(self._buffer) and not self._fill():
                raise Damaged
            piece = self._buffer[self._at : self._at + length]
            self._at += len(piece)
            length -= len(piece)
            if into is not None:
                into += piece

    def _fill(self) -> bool:
        """Whether there is more; the buffer then begins with it."""
        self._at = 0
        if self._member is None:
            self._buffer, self._packed = self._packed, self._file.read(_CHUNK)
        else:
            self._buffer = self._inflated()
        return bool(self._buffer)

    def _inflated(self) -> bytes:
        """The next piece; nothing at the end. Members that hold nothing are passed over."""
        while True:
            if not self._packed:
                self._packed = self._file.read(_CHUNK)
            if not self._packed:
                if self._begun:
                    raise Damaged
                return b""
            piece = self._inflate()
            if piece:
                return piece

    def _inflate(self) -> bytes:
        assert self._member is not None  # noqa: S101  only called for gzipped files
        if self._member.eof:
            if not _GZIP.startswith(self._packed[:2]):
                raise Damaged
            self._member = zlib.decompressobj(31)
        try:
            piece = self._member.decompress(self._packed, _CHUNK)
        except zlib.error as error:
            raise Damaged from error
        self._packed = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
        return piece

    @property
    def _begun(self) -> bool:
        """Whether a member is not at its end."""
        return self._member is not None and not self._member.eof
