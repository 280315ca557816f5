"""The texts of files that were kept: read where today's reader has not, and put where they belong."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gongkai.archive import KeptSight, KeptText, StoredAttachment
from gongkai.base.errors import ArchiveUnreadable
from gongkai.base.values import Document, FileText
from gongkai.crawl.filereader import GIVEN_UP, NoProcess
from gongkai.crawl.run import READER, Reads
from gongkai.extract import files
from gongkai.extract.files import reasons


async def read_texts(run: Reads, attachments: Sequence[StoredAttachment]) -> dict[str, KeptText | None]:
    """What the kept files say, by their bytes' SHA-256: None for one never read that could not be tried now.
    Each is read once by each reader; where that cannot be done, what was made of a file before stands."""
    texts: dict[str, KeptText | None] = {}
    for file in attachments:
        if file.sha256 is None or file.capture is None or file.sha256 in texts:
            continue
        with contextlib.suppress(ArchiveUnreadable):  # its bytes were taken out or harmed: `verify` tells
            texts[file.sha256] = await _text(run, file, file.sha256, file.capture)
    return texts


async def _text(run: Reads, file: StoredAttachment, sha256: str, capture: int) -> KeptText | None:
    known = run.archive.file_text(sha256)
    if known is not None and (sha256 in run.stands or run.files.is_current(known.text, known.reader)):
        return known
    try:
        return await _read_now(run, file, sha256, capture)
    except ArchiveUnreadable:
        if known is None:
            raise
    except NoProcess:  # said once, by `read_files_left`
        pass
    return known


async def read_files_left(run: Reads) -> None:
    """Read what was kept before today's reader was there, as far as time allows."""
    for file in run.archive.unread_files(files.READER, run.files.converting, files.CONVERTED):
        if run.over():
            return
        if file.sha256 is None or file.capture is None or file.sha256 in run.stands:
            continue
        try:
            await _read_now(run, file, file.sha256, file.capture)
        except ArchiveUnreadable:
            continue
        except NoProcess:
            run.report.file_given_up(file.url, reasons.NO_PROCESS)
            return


async def _read_now(run: Reads, file: StoredAttachment, sha256: str, capture: int) -> KeptText:
    """Read a file and keep what it says, unless this reader got nowhere with what another had read."""
    found = await _read(run, file, capture)
    known = run.archive.file_text(sha256)
    if known is not None and (known.text.text or known.text.names) and found.text.why in reasons.OF_READING:
        run.stands.add(sha256)
        return known
    run.archive.store_file_text(sha256, found, run.at())
    return run.archive.file_text(sha256) or found  # as it is kept: personal data are masked


async def _read(run: Reads, file: StoredAttachment, capture: int) -> KeptText:
    if (file.bytes or 0) > files.MAX_FILE_BYTES:
        return KeptText(FileText("unknown", "not-read", why="too-large"), files.READER)
    text = await run.files.read(run.archive.capture_body(capture), file.name)
    if text.why in GIVEN_UP:
        run.report.file_given_up(file.url, reasons.of(text.why))
    return KeptText(text, run.files.name_for(text))


def is_text_unread(
    document: Document, attachments: Sequence[StoredAttachment], texts: Mapping[str, KeptText | None]
) -> bool:
    """Whether the file that is the document's text could not be tried: recorded without it, an item would
    lose its body, or be edited as soon as it has one."""
    sha256 = _body_file(document, attachments)
    return sha256 in texts and texts[sha256] is None


def with_file_text(
    document: Document, attachments: Sequence[StoredAttachment], texts: Mapping[str, KeptText | None]
) -> Document:
    """The document with the text of its `body_file` as its body, if it has none of its own."""
    kept = _body_text(document, attachments, texts)
    return replace(document, body=kept.text.text) if kept else document


def reader_of(
    document: Document, attachments: Sequence[StoredAttachment], texts: Mapping[str, KeptText | None]
) -> str:
    """Who read the document, before `with_file_text`: where a file is its text, that file's reader as well,
    so that a better one makes a rereading and never an edit."""
    kept = _body_text(document, attachments, texts)
    return f"{READER} {kept.reader}" if kept else READER


def is_todays(run: Reads, sight: KeptSight) -> bool:
    """Whether a sight was read as it would be today: one of a file, by whoever would read that file now.
    Converters come and go, so what was made of the file tells, not the reader's number.

    Which of a page's files is its text is not stored; all are asked, and the page read once too often rather
    than a better reading taken for an edit.
    """
    head, _, of_file = sight.reader.partition(" ")
    if head != READER:
        return False
    if not of_file:
        return sight.kind != "file"
    own = [file for file in sight.attachments if file.url == sight.url] or sight.attachments
    known = [run.archive.file_text(file.sha256) for file in own if file.sha256]
    return bool(known) and all(
        one is not None and one.reader == of_file and run.files.is_current(one.text, one.reader)
        for one in known
    )


def _body_text(
    document: Document, attachments: Sequence[StoredAttachment], texts: Mapping[str, KeptText | None]
) -> KeptText | None:
    return texts.get(_body_file(document, attachments))


def _body_file(document: Document, attachments: Sequence[StoredAttachment]) -> str:
    """The hash of the file that is the document's text; empty if none is, or its bytes were not had."""
    if document.body or document.body_file is None:
        return ""
    return next((file.sha256 for file in attachments if file.url == document.body_file), None) or ""
