"""A WARC file as answers for the archive: what is whole, matches its digests and came by http or https.

Everything in the file is a claim. A record that contradicts itself is passed over and counted, and so is
all that stands behind a place from where the file cannot be read on.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from gongkai.archive import SavedAnswer, SavedFile, Skipped
from gongkai.base.errors import GongkaiError, UsageError
from gongkai.base.times import utc_text
from gongkai.base.values import Response
from gongkai.fetch.media import media_type
from gongkai.fetch.settings import FetchSettings
from gongkai.intake import digests, http
from gongkai.intake.http import Message, Unusable
from gongkai.intake.records import Record, Records
from gongkai.intake.stream import is_warc

BODY_BYTES = FetchSettings(user_agent="").max_bytes
"""The most a page may have, before and after decoding, as when it is fetched."""

BLOCK_BYTES = BODY_BYTES + http.HEAD_BYTES
REQUEST_BYTES = 1024 * 1024
SOFTWARE_CHARS = 200

_URL = re.compile(r"https?://[^\s\x00-\x1f\x7f<>]{1,8000}", re.I)
_DATE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?Z", re.A)
_NOT_MODIFIED = "server-not-modified"
_COMPANIONS = frozenset(("warcinfo", "request", "metadata"))


@dataclass(frozen=True, slots=True)
class _Pending:
    """A response, until it is known whether the record after it is its request."""

    record: Record
    request: Record | None = None


def describe(path: Path) -> SavedFile:
    """Name, hash and length of a file, and what wrote it. UsageError if it is no WARC."""
    try:
        with path.open("rb") as file:
            if not is_warc(file.read(8)):
                raise UsageError(f"{path} 不是 WARC 文件。", do="可导入的是 .warc 或 .warc.gz。")
            file.seek(0)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            length = file.tell()
            file.seek(0)
            first = next(iter(Records(file, BLOCK_BYTES)), None)
    except OSError as error:
        raise _unreadable(path, error) from error
    if first is None:
        raise UsageError(f"{path} 中没有一条读得出的 WARC 记录。", do="请检查文件是否下载完整。")
    return SavedFile(path.name, sha256, length, _software(first))


class WarcFile:
    """The answers in a file. `damaged` tells, after the last one, whether it could not be read to its end.
    `progress` is told how many bytes of the file were read."""

    def __init__(self, path: Path, progress: Callable[[int], None] = lambda _: None) -> None:
        self._path = path
        self._progress = progress
        self.damaged = False

    def __iter__(self) -> Iterator[SavedAnswer | Skipped]:
        try:
            with self._path.open("rb") as file:
                records = Records(file, BLOCK_BYTES)
                for pending in _paired(records):
                    yield _answer(pending)
                    self._progress(file.tell())
        except OSError as error:
            raise _unreadable(self._path, error) from error
        if not records.whole:
            self.damaged = True
            yield Skipped("damaged")


def _unreadable(path: Path, error: OSError) -> GongkaiError:
    return GongkaiError(f"读不了 {path}（{error.strerror or error}）。", do="请检查路径和权限。")


def _software(first: Record) -> str:
    if first.type != "warcinfo" or not first.block:
        return ""
    for line in first.block[:65536].decode("utf-8", "replace").splitlines():
        name, _, value = line.partition(":")
        if name.strip().lower() == "software":
            return "".join(sign for sign in value.strip() if sign.isprintable())[:SOFTWARE_CHARS]
    return ""


def _paired(records: Records) -> Iterator[_Pending]:
    """Responses and what is counted beside them, each with its request if that stands next to it."""
    request: Record | None = None
    waiting: Record | None = None
    for record in records:
        if record.type == "request":
            if waiting and _belong(waiting, record):
                yield _Pending(waiting, record)
                waiting = None
            else:
                request = record
        elif record.type not in _COMPANIONS:
            if waiting:
                yield _Pending(waiting)
            waiting = record
            if request and _belong(record, request):
                yield _Pending(record, request)
                waiting = None
            request = None
    if waiting:
        yield _Pending(waiting)


def _belong(answer: Record, request: Record) -> bool:
    named = request.all("warc-concurrent-to")
    return answer.field("warc-record-id") in named or (
        request.field("warc-record-id") in answer.all("warc-concurrent-to")
    )


def _answer(pending: _Pending) -> SavedAnswer | Skipped:
    try:
        return _taken(pending.record, pending.request)
    except Unusable as unusable:
        return Skipped(unusable.reason)


def _taken(record: Record, request: Record | None) -> SavedAnswer:
    """An answer from its record. Unusable, with the reason, if it is none that can be taken."""
    if record.type not in ("response", "revisit"):
        raise Unusable("other-record")
    url, moment = _url(record), _moment(record.field("warc-date"))
    if record.field("warc-truncated") or record.field("warc-segment-number"):
        raise Unusable("truncated")
    if record.block is None:
        raise Unusable("too-large")
    _check_block(record)
    answer = http.message(record.block)
    status = http.status(answer) if answer else None
    if answer is None or status is None:
        raise Unusable("no-http")
    if record.type == "revisit":
        body, names = b"", _meant(record)
    else:
        body, names = _payload(record, answer)
    asked, method, sent = _request(request, url)
    media = media_type(answer.header("content-type"), body, url)
    headers = answer.headers
    response = Response(asked, url, method, sent, moment, moment, status, headers, media, None, body)
    return SavedAnswer(response, names, record.type == "revisit")


def _url(record: Record) -> str:
    url = record.field("warc-target-uri").removeprefix("<").removesuffix(">")
    if not _URL.fullmatch(url) or not _has_host(url):
        raise Unusable("no-http")
    return url


def _has_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _moment(stated: str) -> str:
    found = _DATE.fullmatch(stated)
    try:
        return utc_text(datetime.fromisoformat(found[1]).replace(tzinfo=UTC)) if found else _no_date()
    except ValueError:
        return _no_date()


def _no_date() -> str:
    raise Unusable("date")


def _check_block(record: Record) -> None:
    stated = digests.named(record.field("warc-block-digest"))
    if stated and digests.of(record.block or b"", stated) != stated:
        raise Unusable("digest")


def _payload(record: Record, answer: Message) -> tuple[bytes, tuple[str, ...]]:
    """The body, decoded, and its names. Tools count the digest of a payload before or after its encodings
    are off; all that can be meant is accepted, and nothing else."""
    plain, body = http.bodies(answer, BODY_BYTES)
    if not body:
        raise Unusable("no-payload")
    stated = digests.named(record.field("warc-payload-digest"))
    if stated and stated not in {digests.of(meant, stated) for meant in (answer.raw, plain, body)}:
        raise Unusable("digest")
    return body, _names(stated or digests.of(plain, "sha1"), record.field("warc-record-id"))


def _meant(record: Record) -> tuple[str, ...]:
    """What the payload of a revisit is called. An answer "not modified" had none."""
    if _NOT_MODIFIED in record.field("warc-profile"):
        raise Unusable("no-payload")
    stated = digests.named(record.field("warc-payload-digest"))
    return (stated,) if stated else _names(None, record.field("warc-refers-to"))


def _names(digest: str | None, record_id: str) -> tuple[str, ...]:
    return tuple(name for name in (digest, record_id[:200]) if name)


def _request(record: Record | None, url: str) -> tuple[str, str, str | None]:
    """What was asked for, and how: the address itself with GET, where the file says nothing else."""
    sent = http.message(record.block) if record and record.block else None
    method = http.method(sent) if sent else None
    if record is None or sent is None or method is None:
        return url, "GET", None
    if len(sent.raw) > REQUEST_BYTES:
        raise Unusable("too-large")
    return _url(record), method, sent.raw.decode("utf-8", "replace") or None
