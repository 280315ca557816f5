"""The texts of files that were kept: read where today's reader has not, and put where they belong."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gongkai.archive import DueItem, KeptText, StoredAttachment
from gongkai.base.errors import ArchiveUnreadable
from gongkai.base.values import Document, FileText
from gongkai.crawl.filereader import GIVEN_UP
from gongkai.crawl.run import READER, Run
from gongkai.extract import files
from gongkai.extract.files import reasons


async def read_texts(run: Run, attachments: Sequence[StoredAttachment]) -> dict[str, KeptText]:
    """What the kept files say, by their bytes' SHA-256. Each is read once by each reader; where that cannot
    be done, what was made of a file before stands."""
    texts: dict[str, KeptText] = {}
    for file in attachments:
        if file.sha256 is None or file.capture is None or file.sha256 in texts:
            continue
        with contextlib.suppress(ArchiveUnreadable):  # its bytes were taken out or harmed: `verify` tells
            texts[file.sha256] = await _text(run, file, file.sha256, file.capture)
    return texts


async def _text(run: Run, file: StoredAttachment, sha256: str, capture: int) -> KeptText:
    known = run.archive.file_text(sha256)
    if known is not None and run.files.is_current(known.text, known.reader):
        return known
    try:
        found = await _read(run, file, capture)
    except ArchiveUnreadable:
        if known is None:
            raise
        return known
    run.archive.store_file_text(sha256, found, run.at())
    return found


async def read_files_left(run: Run) -> None:
    """Read what was kept before today's reader was there, as far as time allows."""
    for file in run.archive.unread_files(files.READER, run.files.converting):
        if run.over():
            return
        await read_texts(run, (file,))


async def _read(run: Run, file: StoredAttachment, capture: int) -> KeptText:
    if (file.bytes or 0) > files.MAX_FILE_BYTES:
        return KeptText(FileText("unknown", "not-read", why="too-large"), files.READER)
    text = await run.files.read(run.archive.capture_body(capture), file.name)
    if text.why in GIVEN_UP:
        run.report.file_given_up(file.url, reasons.of(text.why))
    return KeptText(text, run.files.name_for(text))


def with_file_text(
    document: Document, attachments: Sequence[StoredAttachment], texts: Mapping[str, KeptText]
) -> Document:
    """The document with the text of its `body_file` as its body, if it has none of its own."""
    kept = _body_text(document, attachments, texts)
    return replace(document, body=kept.text.text) if kept else document


def reader_of(
    document: Document, attachments: Sequence[StoredAttachment], texts: Mapping[str, KeptText]
) -> str:
    """Who read the document, before `with_file_text`: where a file is its text, that file's reader as well,
    so that a better one makes a rereading and never an edit."""
    kept = _body_text(document, attachments, texts)
    return f"{READER} {kept.reader}" if kept else READER


def is_todays(run: Run, due: DueItem) -> bool:
    """Whether the item's version was read as it would be today: one of a file, by whoever would read that
    file now. Converters come and go, so what was made of the file tells, not the reader's number.

    Which of a page's files is its text is not stored; all are asked, and the page read once too often rather
    than a better reading taken for an edit.
    """
    head, _, of_file = (due.reader or "").partition(" ")
    if head != READER:
        return False
    if not of_file:
        return due.kind != "file"
    stored = run.archive.stored_attachments(due.item)
    own = [file for file in stored if file.url == due.url] or stored
    known = [run.archive.file_text(file.sha256) for file in own if file.sha256]
    return bool(known) and all(
        one is not None and one.reader == of_file and run.files.is_current(one.text, one.reader)
        for one in known
    )


def _body_text(
    document: Document, attachments: Sequence[StoredAttachment], texts: Mapping[str, KeptText]
) -> KeptText | None:
    if document.body or document.body_file is None:
        return None
    sha256 = next((file.sha256 for file in attachments if file.url == document.body_file), None)
    return texts.get(sha256 or "")
