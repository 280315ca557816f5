"""Content decoding with bounds: what was sent must be whole, and may not unfold beyond a limit.

Source of the formats: RFC 9110, 8.4; RFC 1952 (gzip, several members), RFC 1950 and 1951 (deflate, which
servers send with or without the zlib frame), RFC 7932 (br).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

import brotli

ACCEPT_ENCODING = "gzip, deflate, br"

GZIP_MAGIC = b"\x1f\x8b"
MAX_MEMBERS = 4096  # a 16 MiB body of 64 KiB members has 256; more is somebody burning our time
MAX_LAYERS = 2  # some proxies compress what is compressed already
_CHUNK = 64 * 1024

_NOTHING = frozenset(("", "identity", "none", "binary", "utf-8", "utf8", "gbk", "gb2312", "gb18030"))
"""Values that change nothing; servers are seen to put a charset where an encoding belongs."""


class BodyError(Exception):
    """A body cannot be had. `reason` is `truncated`, `too-large` or `encoding`; `partial` what was had, which
    may be as long as the limit and is not copied."""

    def __init__(self, reason: str, partial: bytes | bytearray = b"") -> None:
        super().__init__(reason)
        self.reason = reason
        self.partial = partial


def decode(raw: bytes, content_encoding: str, limit: int) -> bytes:
    """`raw` without the encodings its header names; at most `limit` bytes. Raises BodyError.

    No bytes at all decode to none: answers without a body often carry the header.
    """
    names = [name.strip().lower() for name in content_encoding.split(",")]
    layers = [name for name in names if name not in _NOTHING]
    if len(layers) > MAX_LAYERS:
        raise BodyError("encoding")
    for name in reversed(layers):
        decoder = _DECODERS.get(name)
        if decoder is None:
            raise BodyError("encoding")
        if raw:
            raw = decoder(raw, limit)
    return raw


def gunzip(raw: bytes, limit: int) -> bytes:
    """All members of a gzip stream. Bytes after the last one that start no member are ignored, as
    browsers do. Raises BodyError."""
    out = bytearray()
    member = zlib.decompressobj(31)
    members = 1
    for start in range(0, len(raw), _CHUNK):
        data = raw[start : start + _CHUNK]
        while data:
            _inflate(member, data, out, limit)
            data = member.unused_data
            if not member.eof:
                continue
            # The next member may start in the next chunk.
            following = data or raw[start + _CHUNK : start + _CHUNK + 2]
            if not following.startswith(GZIP_MAGIC[: len(following)]) or not following:
                return bytes(out)
            member, members = zlib.decompressobj(31), members + 1
            if members > MAX_MEMBERS:
                raise BodyError("encoding", out)
    return _ended(member, out)


def inflate(raw: bytes, limit: int) -> bytes:
    """A deflate stream, in the zlib frame or bare. Raises BodyError."""
    framed = len(raw) > 1 and raw[0] & 0x0F == 8 and (raw[0] << 8 | raw[1]) % 31 == 0
    if framed:
        try:
            return _inflate_once(raw, zlib.MAX_WBITS, limit)
        except BodyError as error:
            if error.reason != "encoding":
                raise
    return _inflate_once(raw, -zlib.MAX_WBITS, limit)


def unbrotli(raw: bytes, limit: int) -> bytes:
    """A brotli stream. Raises BodyError."""
    decoder = brotli.Decompressor()
    out = bytearray()
    try:
        for start in range(0, len(raw), _CHUNK):
            if decoder.is_finished():
                break
            piece = decoder.process(raw[start : start + _CHUNK], output_buffer_limit=_CHUNK)
            while piece:
                out += piece
                if len(out) > limit:
                    raise _too_large(out, limit)
                if decoder.is_finished():
                    break
                piece = decoder.process(b"", output_buffer_limit=_CHUNK)
    except brotli.error:
        raise BodyError("encoding", out) from None
    if not decoder.is_finished():
        raise BodyError("truncated", out)
    return bytes(out)


def _inflate_once(raw: bytes, wbits: int, limit: int) -> bytes:
    out = bytearray()
    stream = zlib.decompressobj(wbits)
    _inflate(stream, raw, out, limit)
    return _ended(stream, out)


def _inflate(stream: zlib._Decompress, data: bytes, out: bytearray, limit: int) -> None:
    """Feeds `data`; raises `too-large` as soon as `out` passes the limit."""
    try:
        out += stream.decompress(data, limit + 1 - len(out))
    except zlib.error:
        raise BodyError("encoding", out) from None
    if len(out) > limit:
        raise _too_large(out, limit)


def _too_large(out: bytearray, limit: int) -> BodyError:
    del out[limit:]
    return BodyError("too-large", out)


def _ended(stream: zlib._Decompress, out: bytearray) -> bytes:
    if not stream.eof:
        raise BodyError("truncated", out)
    return bytes(out)


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": gunzip,
    "x-gzip": gunzip,
    "deflate": inflate,
    "br": unbrotli,
}
