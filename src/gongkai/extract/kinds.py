"""What kind of page was read: an article, a list, an empty one, or none at all."""

from __future__ import annotations

from gongkai.base import nopage
from gongkai.base.values import Attachment, DocumentKind
from gongkai.extract.body import MEDIA, Body
from gongkai.extract.outline import Outline

_MIN_ROWS = 5
_SCANT = 200
"""Characters of text above which a page has one, whatever its title and lines say."""


def kind_of(page: Outline, body: Body, text: str, attachments: tuple[Attachment, ...]) -> DocumentKind:
    """What a page is: `list` for rows of links; `empty` for a frame without text, image or file."""
    if text and _is_list(page, body):
        return "list"
    if not text and not attachments and not _shows_something(page, body):
        return "empty"
    return "article"


def lacking(page: Outline, text: str, title: str | None) -> str | None:
    """The name of what a page is that was taken for one at first sight, now that its own text is known: the
    frame of a site around a line that says that nothing is there, or hardly a word."""
    if sum(len(line.solid) for line in page.lines) < 60 and not title:
        return "blank-page"
    if len(text) >= _SCANT:
        return None
    return nopage.of_lines([*([title] if title else ()), *(line.text for line in page.lines)])


def _is_list(page: Outline, body: Body) -> bool:
    """Most lines of the body are links, there are several, and next to nothing else is said."""
    lines = [page.lines[number] for number in body.lines]
    is_row = [line.linked >= 6 and line.linked * 2 >= len(line.solid) for line in lines]
    prose = sum(line.unlinked for line, row in zip(lines, is_row, strict=True) if not row)
    rows = sum(is_row)
    return not body.certain and rows >= _MIN_ROWS and prose <= 20 * rows and rows * 2 >= len(lines)


def _shows_something(page: Outline, body: Body) -> bool:
    return bool(page.elements(MEDIA, body.start, body.end))
