"""An HTTP message as a WARC record holds it: its head, and its body without its encodings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.fetch.decoding import GZIP_MAGIC, BodyError, decode

HEAD_BYTES, MOST_HEADERS = 128 * 1024, 1000
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+([1-5]\d\d)(?:[ \t\r].*)?")
_REQUEST = re.compile(rb"([A-Z]{1,16})[ \t]+[^\s]+(?:[ \t]+HTTP/\d(?:\.\d)?)?[ \t\r]*")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_SIZE = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\r\n]{0,4096})?\r?\n")

Headers = tuple[tuple[str, str], ...]


class Unusable(Exception):
    """The message cannot be taken; `reason` is a short word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Message:
    """`start` is the first line, `raw` what follows the head, as it stands in the file."""

    start: bytes
    headers: Headers
    raw: bytes

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")


def message(block: bytes) -> Message | None:
    """The parts of a block; None if it is no message."""
    end = _HEAD_END.search(block, 0, HEAD_BYTES)
    if end is None:
        return None
    start, *lines = block[: end.start()].split(b"\n", MOST_HEADERS + 1)
    if len(lines) > MOST_HEADERS:
        return None
    return Message(start, tuple(_headers(lines)), block[end.end() :])


def status(answer: Message) -> int | None:
    """The status of a response."""
    found = _STATUS.fullmatch(answer.start)
    return int(found[1]) if found else None


def method(request: Message) -> str | None:
    """The method of a request."""
    found = _REQUEST.fullmatch(request.start)
    return found[1].decode("ascii") if found else None


def bodies(answer: Message, limit: int) -> tuple[bytes, bytes]:
    """The body without its transfer encoding, and that without its content encoding as well. Unusable if it
    is not whole or cannot be decoded, or unfolds beyond `limit` bytes."""
    plain = _dechunked(answer) if "chunked" in answer.header("transfer-encoding").lower() else answer.raw
    stated = answer.header("content-length").partition(",")[0].strip()
    framed = stated.isascii() and stated.isdigit() and not answer.header("transfer-encoding")
    if framed and plain and (len(stated) > 12 or int(stated) != len(plain)):
        raise Unusable("length")
    encoding = answer.header("content-encoding")
    if encoding.strip().lower() in ("gzip", "x-gzip") and not plain.startswith(GZIP_MAGIC):
        return plain, plain  # some tools keep the header and not the encoding
    try:
        return plain, decode(plain, encoding, limit)
    except BodyError as error:
        raise Unusable(error.reason) from None


def _headers(lines: list[bytes]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for line in lines:
        name, colon, value = line.decode("latin-1").rstrip("\r").partition(":")
        if colon and name.strip():
            found.append((name.strip(), value.strip()))
    return found


def _dechunked(answer: Message) -> bytes:
    """The chunks put together; what does not begin as chunks do was put together before."""
    raw, at, pieces = answer.raw, 0, bytearray()
    if not _SIZE.match(raw):
        return raw
    while True:
        size = _SIZE.match(raw, at)
        if size is None:
            raise Unusable("truncated")
        length = int(size[0].split(b";")[0], 16)
        if length == 0:
            return bytes(pieces)
        begin, end = size.end(), size.end() + length
        if end > len(raw):
            raise Unusable("truncated")
        pieces += raw[begin:end]
        at = end + (2 if raw[end : end + 2] == b"\r\n" else 1)
