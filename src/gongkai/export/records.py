"""The WARC records of a capture (ISO 28500:2017, WARC 1.1), written by warcio.

A response is what was kept: the body after content decoding. The server's Content-Encoding,
Transfer-Encoding and Content-Length are therefore named X-Archive-Orig-…, as pywb does, and a Content-Length
that is right takes their place. The metadata record beside it holds the exact statement that the chain was
made over.
WARC-Payload-Digest is SHA-256 in base 16, as Browsertrix writes it: it is `captures.sha256`.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from http import HTTPStatus
from io import BytesIO
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from gongkai.archive.sqlite import Record

VERSION = "WARC/1.1"
PROFILES = "http://netpreserve.org/warc/1.1/revisit/"
_RENAMED = frozenset(("content-encoding", "transfer-encoding", "content-length"))
_NAMES = uuid.UUID("5b0c4a52-51d2-5b3e-9a53-0d5f1d6b7a11")
"""Of record ids, which are made from a capture's chain: exported twice, a record has one name."""

_CONTROL = dict.fromkeys([*range(0x20), 0x7F], " ")


class _Head(StatusAndHeaders):  # type: ignore[misc]  # warcio is untyped
    """The head of an HTTP message as the bytes that came; warcio would quote what is not ASCII."""

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        del header_filter
        self.headers_buff = self.to_str().encode("latin-1", "replace") + b"\r\n"


def record_id(chain: str, kind: str) -> str:
    """The WARC-Record-ID of one of a capture's records."""
    return f"<urn:uuid:{uuid.uuid5(_NAMES, f'{chain} {kind}')}>"


class RecordWriter:
    """Writes the records of one file."""

    def __init__(self, out: BinaryIO, warcinfo: str) -> None:
        self._writer = WARCWriter(out, gzip=True, warc_version=VERSION)
        self._warcinfo = warcinfo
        self.records = 0

    def info(self, filename: str, at: str, fields: Mapping[str, str]) -> None:
        """The record that says what the file is."""
        text = "".join(f"{name}: {_line(value)}\r\n" for name, value in fields.items())
        named = {"WARC-Record-ID": self._warcinfo, "WARC-Date": at, "WARC-Filename": filename}
        self._write("", "warcinfo", named, text.encode(), "application/warc-fields")

    def response(self, capture: Record, body: bytes) -> None:
        named = self._named(capture, "response") | {"WARC-Payload-Digest": digest(capture)}
        self._write(capture["final_url"], "response", named, body, head=_head(capture, len(body)))

    def revisit(self, capture: Record, first: Record, profile: str) -> None:
        """What was answered before: `first` is the capture whose response holds the payload."""
        named = self._named(capture, "response") | {
            "WARC-Profile": PROFILES + profile,
            "WARC-Refers-To": record_id(first["chain"], "response"),
            "WARC-Refers-To-Target-URI": _line(first["final_url"]),
            "WARC-Refers-To-Date": first["requested_at"],
            "WARC-Payload-Digest": digest(first),
        }
        length = capture["bytes"] or None
        self._write(capture["final_url"], "revisit", named, b"", head=_head(capture, length))

    def request(self, capture: Record) -> None:
        """What was asked, as far as it was kept: no header but those that the address makes certain."""
        body = (capture["request_body"] or "").encode()
        parts = urlsplit(capture["url"])
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = [("Host", parts.netloc.rpartition("@")[2])]
        headers += [("Content-Length", str(len(body)))] if body else []
        head = _Head(f"{_line(target)} HTTP/1.1", headers, protocol=capture["method"])
        named = self._named(capture, "request") | self._beside(capture)
        self._write(capture["url"], "request", named, body, head=head)

    def metadata(self, capture: Record, imported: Mapping[str, Any] | None, *, alone: bool) -> None:
        """Our row of the capture; `alone` where no response stands beside it. It has an address of its own:
        under the page's, a replay would show it in the page's place."""
        beside = {} if alone else self._beside(capture)
        text = json.dumps(statement(capture, imported), ensure_ascii=False, indent=1).encode()
        named = self._named(capture, "metadata") | beside
        self._write(f"urn:gongkai:capture:{capture['id']}", "metadata", named, text, "application/json")

    def _named(self, capture: Record, kind: str) -> dict[str, str]:
        return {
            "WARC-Record-ID": record_id(capture["chain"], kind),
            "WARC-Date": capture["requested_at"],
            "WARC-Warcinfo-ID": self._warcinfo,
        }

    def _beside(self, capture: Record) -> dict[str, str]:
        return {"WARC-Concurrent-To": record_id(capture["chain"], "response")}

    def _write(
        self,
        url: str,
        kind: str,
        named: dict[str, str],
        block: bytes,
        content_type: str = "",
        *,
        head: _Head | None = None,
    ) -> None:
        record = self._writer.create_warc_record(
            _line(url),
            kind,
            payload=BytesIO(block),
            length=len(block),
            warc_content_type=content_type,
            warc_headers_dict=named,
            http_headers=head,
        )
        self._writer.write_record(record)
        self.records += 1


def digest(capture: Record) -> str:
    return f"sha256:{capture['sha256']}"


def statement(capture: Record, imported: Mapping[str, Any] | None) -> dict[str, Any]:
    """What our archive says of a capture. `chain` is SHA-256 over `previous` and the canonical JSON of
    `stated` (docs/schema.md, captures)."""
    stated = {name: capture[name] for name in _STATED} | {"headers": json.loads(capture["headers"])}
    return {
        "capture": capture["id"],
        "previous": capture["previous"] or "",
        "chain": capture["chain"],
        "stated": stated,
        **{name: capture[name] for name in _BESIDE},
        "imported": imported,
    }


_STATED = ("method", "request_body", "requested_at", "sha256", "status", "url")
_BESIDE = ("kind", "final_url", "received_at", "media_type", "charset", "bytes", "purged")


def _head(capture: Record, length: int | None) -> _Head:
    """Status line and headers of an answer whose body, as it is written, has that length; None where it is
    not told."""
    headers = [
        (f"X-Archive-Orig-{name}" if name.lower() in _RENAMED else _line(name), _line(value))
        for name, value in json.loads(capture["headers"])
    ]
    headers += [] if length is None else [("Content-Length", str(length))]
    return _Head(f"{capture['status']} {_phrase(capture['status'])}", headers, protocol="HTTP/1.1")


def _phrase(status: int) -> str:
    """The usual words for a status: those that the server used are not kept."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _line(text: str) -> str:
    """Without what would begin another line."""
    return text.translate(_CONTROL)
