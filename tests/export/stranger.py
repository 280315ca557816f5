"""A WARC as a stranger reads it: with FastWARC, and with nothing of gongkai."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType


@dataclass(frozen=True)
class Seen:
    """A record: its fields, of an HTTP message status and headers, and what follows."""

    type: WarcRecordType
    fields: dict[str, str]
    status: int | None
    headers: list[tuple[str, str]]
    payload: bytes

    @property
    def id(self) -> str:
        return self.fields["WARC-Record-ID"]

    @property
    def url(self) -> str:
        return self.fields["WARC-Target-URI"]

    @property
    def date(self) -> str:
        return self.fields["WARC-Date"]


def read(*paths: Path) -> list[Seen]:
    """All records, each with digests that hold."""
    found = []
    for path in paths:
        with path.open("rb") as file:
            for record in ArchiveIterator(file, parse_http=False):
                assert record.verify_block_digest(consume=False), record.record_id
        with path.open("rb") as file:
            for record in ArchiveIterator(file, parse_http=True):
                if record.record_type == WarcRecordType.response:
                    assert record.verify_payload_digest(consume=False), record.record_id
                http = record.http_headers if record.is_http else None
                status = http.status_code if http else None
                headers = list(http.astuples()) if http else []
                fields = dict(record.headers.astuples())
                found.append(Seen(record.record_type, fields, status, headers, record.reader.read()))
    return found


def of_type(records: Iterable[Seen], kind: WarcRecordType) -> list[Seen]:
    return [record for record in records if record.type == kind]


def statements(records: Iterable[Seen]) -> list[dict[str, Any]]:
    """What the archive says of its captures, in the order of the file."""
    return [json.loads(record.payload) for record in of_type(records, WarcRecordType.metadata)]


def payload_of(record: Seen, records: Iterable[Seen]) -> bytes:
    """The payload of a response, or of the one that a revisit refers to by id, address and date."""
    if record.type == WarcRecordType.response:
        return record.payload
    (meant,) = [other for other in records if other.id == record.fields["WARC-Refers-To"]]
    assert meant.type == WarcRecordType.response
    assert meant.url == record.fields["WARC-Refers-To-Target-URI"]
    assert meant.date == record.fields["WARC-Refers-To-Date"]
    assert meant.fields["WARC-Payload-Digest"] == record.fields["WARC-Payload-Digest"]
    return meant.payload


def chain_holds(told: Iterable[dict[str, Any]]) -> bool:
    """Whether every link follows from what it states, as docs/warc.md tells."""
    for one in told:
        canonical = json.dumps(one["stated"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        if hashlib.sha256((one["previous"] + canonical).encode()).hexdigest() != one["chain"]:
            return False
    return True
