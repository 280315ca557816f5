"""What stored bytes say to today's reader: nothing is fetched."""

from __future__ import annotations

from dataclasses import replace

from gongkai.archive import KeptSight, Rereading
from gongkai.base.errors import ArchiveUnreadable
from gongkai.base.values import Attachment, Document, Response, Section
from gongkai.crawl.filetexts import is_text_unread, read_texts, reader_of, with_file_text
from gongkai.crawl.reading import is_lost
from gongkai.crawl.run import Reads
from gongkai.extract import join_parts


async def read_sight(run: Reads, sight: KeptSight, section: Section | None) -> Rereading | None:
    """A sight read again; None where its bytes are not to be had, are too much for the reader, or are no page
    to it: what was read before stands then. Without a section, which may be configured no more, the item
    stays sorted as it is."""
    document = await stored_document(run, sight, section)
    if document is None:
        return None
    texts = await read_texts(run, sight.attachments)
    if is_text_unread(document, sight.attachments, texts):
        return None
    whole = with_file_text(document, sight.attachments, texts)
    return Rereading(
        version=sight.version,
        at=run.at(),
        document=whole,
        attachments=sight.attachments,
        parts=sight.parts,
        sorting=run.sorter.sort_item(section, sight.title, whole) if section else None,
        reader=reader_of(document, sight.attachments, texts),
    )


async def stored_document(run: Reads, sight: KeptSight, section: Section | None) -> Document | None:
    """The whole document as its kept bytes read today."""
    try:
        first = run.archive.kept_response(sight.capture)
        if is_file(sight.kind, first):
            return file_document(sight.url, sight.title)
        selector = section.selectors.body if section else None
        document = await run.pages.article(first, selector)
        others = [
            await run.pages.article(run.archive.kept_response(part.capture), selector) for part in sight.parts
        ]
    except ArchiveUnreadable:  # its bytes, or a part's, were taken out or harmed: `verify` tells
        return None
    if document.kind == "not-a-page" or any(map(is_lost, others)):
        return None
    return join_parts(without_rows(document, sight.title), others)


def is_file(kind: str, response: Response) -> bool:
    """Whether an item is a file, or its page turned out to be one."""
    return response.charset is None or kind == "file"


def file_document(url: str, title: str) -> Document:
    """A file has the title that lists give it, and its text."""
    return Document("article", title=title, attachments=(Attachment(url, title),), body_file=url)


def without_rows(document: Document, title: str) -> Document:
    """A column to which a row leads is an item by its name alone: its own rows are no text, and what is
    published in it edits nothing. Files that are listed stay, and a title that goes on where the row's was
    cut."""
    if document.kind not in ("list", "empty") or document.attachments:
        return document
    known = title.rstrip(".…")
    title = document.title if document.title and document.title.startswith(known) else title
    return replace(document, title=title, body="")
