"""An article page → `Document`: puts together what the readers of this room find.

```
Page ─► guard ─► outline ─► facts ─► title ─► body ─► attachments ─► Document
                    └─► head, scripts ──────────────────────────────────▲
```
"""

from __future__ import annotations

from selectolax.lexbor import SelectolaxError

from gongkai.base.guard import refusal
from gongkai.base.values import Document, Page
from gongkai.extract.attachments import find_attachments
from gongkai.extract.body import Body, find_body
from gongkai.extract.crumbs import section_path, without_title
from gongkai.extract.dating import date_document
from gongkai.extract.detail import read_detail
from gongkai.extract.facts import Facts, find_facts, take_info, take_late
from gongkai.extract.head import read_head
from gongkai.extract.kinds import kind_of
from gongkai.extract.outline import Outline, outline
from gongkai.extract.rendering import render
from gongkai.extract.statements import gather
from gongkai.extract.title import Heading, choose_title, find_heading

FIRST_LINES = 6


def read_article(page: Page, *, body_selector: str | None = None) -> Document:
    """What an article page says. `body_selector` is the operator's CSS for the text and wins over all else.

    Never raises: a page that `base.guard` refuses gives kind `not-a-page` with ("refused", why) in
    `metadata`.
    """
    refused = refusal(page.text)
    if refused:
        return Document("not-a-page", metadata=(("refused", refused),), charset=page.charset)
    flat = outline(page.text)
    head = read_head(flat)
    facts = find_facts(flat)
    crumbs = section_path(flat, head.title)
    heading = find_heading(flat, head, facts, crumbs)
    _read_info(flat, heading, facts)
    body = find_body(flat, heading, facts, selected(flat, body_selector))
    take_late(flat, _away_from_title(flat, heading, body), facts)
    text = render(flat, body)
    if not text:
        carried = read_detail(page, flat.scripts)
        if carried is not None:
            return carried
    first = [flat.lines[number].text for number in body.lines[:FIRST_LINES]]
    said = gather(facts, head, first)
    title = choose_title(heading, head, said.title, crumbs, first[0] if first else None)
    crumbs = without_title(crumbs, title)
    dating = date_document(said, head, flat.scripts, page.url)
    attachments = find_attachments(flat, body, page.url)
    return Document(
        kind=kind_of(flat, body, text, title, attachments),
        title=title,
        published=dating.published,
        published_from=dating.published_from,
        formed=said.formed,
        effective=said.effective,
        source=said.source,
        issuer=said.issuer,
        index_no=said.index_no,
        doc_no=said.doc_no,
        section_path=crumbs,
        body=text,
        attachments=attachments,
        metadata=(*said.extra, *dating.others),
        charset=page.charset,
    )


def _read_info(flat: Outline, heading: Heading | None, facts: Facts) -> None:
    if heading is not None:
        take_info(flat, heading.last, facts)
        return
    labelled = [n for n in sorted(facts.candidates) if n not in facts.lines]
    if labelled:
        take_info(flat, labelled[0] - 1, facts)


def _away_from_title(flat: Outline, heading: Heading | None, body: Body) -> list[int]:
    """Numbers of the lines just above the title, at the end of the text, and after it."""
    above = range(max(0, heading.first - 3), heading.first) if heading is not None else range(0)
    after = range(body.lines[-1] - 1 if body.lines else 0, flat.lines_in(0, body.zone_end).stop)
    return [*above, *after]


def selected(flat: Outline, selector: str | None) -> tuple[int, int] | None:
    """The node range of the first element that the operator's selector meets; None for none or bad CSS."""
    if not selector or flat.root is None:
        return None
    try:
        match = flat.root.css_first(selector)
    except SelectolaxError:
        return None
    index = flat.place_of(match) if match is not None else None
    return None if index is None else (index, flat.ends[index])
