"""WARC files as others write them, and as nobody should: built byte by byte."""

from __future__ import annotations

import base64
import gzip
import hashlib
import uuid
from pathlib import Path

URL = "http://www.qingshan.example/a.html"
DATE = "2019-05-06T07:08:09Z"


def record(kind: str, block: bytes, *, version: str = "WARC/1.0", **fields: str) -> bytes:
    """A record; fields are named with _ for -, and one that is empty is left out."""
    named = {
        "WARC_Type": kind,
        "WARC_Record_ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, repr((kind, block, fields)))}>",
        "WARC_Date": DATE,
        "WARC_Target_URI": URL,
        "Content_Length": str(len(block)),
    } | fields
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in named.items() if value]
    return f"{version}\r\n{chr(10).join(lines)}\r\n\r\n".replace("\n", "\r\n").replace("\r\r", "\r").encode(
        "utf-8"
    ) + block + b"\r\n\r\n"  # fmt: skip


def http(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    head = "\r\n".join([f"HTTP/1.1 {status}", "Content-Type: text/html", *headers])
    return head.encode("latin-1") + b"\r\n\r\n" + body


def response(body: bytes, *headers: str, status: str = "200 OK", **fields: str) -> bytes:
    return record("response", http(body, *headers, status=status), **fields)


def revisit(digest: str, **fields: str) -> bytes:
    profile = "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"
    return record("revisit", http(b""), **({"WARC_Profile": profile, "WARC_Payload_Digest": digest} | fields))


def sha1(body: bytes) -> str:
    """As most tools state a digest."""
    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def packed(*records: bytes) -> bytes:
    """A member of gzip for each record, always the same bytes."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def write(folder: Path, content: bytes, name: str = "saved.warc.gz") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
