"""The text of a PDF: what its pages say, page by page; a scan says nothing."""

from __future__ import annotations

import re

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.extract.files.printed import paragraphs
from gongkai.extract.files.reasons import Unreadable
from gongkai.extract.files.text import MAX_TEXT_CHARS, Lines

MAX_PAGES = 2_000
MAX_PAGE_CHARS = 100_000

_NO_LETTER = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_MANY = 0.3
"""Above this share of characters that stand for nothing, the fonts name glyphs and no letters."""


def read_pdf(data: bytes) -> Lines:
    """The text of a PDF. Unreadable: encrypted, damaged, or fonts that name no letters."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code == pdfium.FPDF_ERR_PASSWORD
        raise Unreadable("encrypted" if locked else "damaged") from error
    try:
        return _read(document)
    finally:
        document.close()


def _read(document: pypdfium2.PdfDocument) -> Lines:
    pages, cut = _pages(document)
    if all(page is None for page in pages):
        raise Unreadable("damaged")
    text = "\n".join(page for page in pages if page)
    if len(_NO_LETTER.findall(text)) > _MANY * len(text):
        raise Unreadable("no-unicode")
    lines = Lines()
    for line in paragraphs(text.splitlines()):
        lines.add(line)
    lines.full = lines.full or cut
    return lines


def _pages(document: pypdfium2.PdfDocument) -> tuple[list[str | None], bool]:
    """The texts of the pages, None for one that cannot be opened, and whether a bound left any out."""
    pages: list[str | None] = []
    chars, cut = 0, len(document) > MAX_PAGES
    for number in range(min(len(document), MAX_PAGES)):
        if chars > 2 * MAX_TEXT_CHARS:  # blanks and page numbers aside, that fills any text
            return pages, True
        text = _page_text(document, number)
        cut = cut or len(text or "") > MAX_PAGE_CHARS
        pages.append(text and text[:MAX_PAGE_CHARS])
        chars += len(pages[-1] or "")
    return pages, cut


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str | None:
    """The text of a page as far as it shows; None if the page cannot be opened."""
    try:
        page = document[number]
        try:
            shown = page.get_textpage()
            try:
                return str(shown.get_text_bounded())
            finally:
                shown.close()
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return None
