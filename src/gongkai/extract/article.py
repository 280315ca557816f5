"""An article page → `Document`: puts together what the readers here find (docs/articles.md draws it)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from gongkai.base import nopage
from gongkai.base.choice import Origin
from gongkai.base.guard import refusal
from gongkai.base.values import Document, Page
from gongkai.extract.attachments import find_attachments, shown_file, viewed_file
from gongkai.extract.body import Body, body_origin, find_body
from gongkai.extract.crumbs import section_path, without_title
from gongkai.extract.dating import Dating, date_document
from gongkai.extract.detail import read_detail
from gongkai.extract.facts import Facts, find_facts
from gongkai.extract.head import Head, read_head
from gongkai.extract.info import take_info, take_late, take_marked
from gongkai.extract.kinds import kind_of, lacking
from gongkai.extract.outline import Outline, outline
from gongkai.extract.parts import find_parts
from gongkai.extract.rendering import render
from gongkai.extract.statements import Statements, gather
from gongkai.extract.text import solid
from gongkai.extract.title import Heading, choose_title, find_heading

FIRST_LINES = 6
TRUNCATED = ("truncated", "too-many-nodes")
"""In `metadata` of a page of which only the first `outline.MAX_NODES` elements and texts were read."""

ONE_VALUE = "title published formed effective source issuer index_no doc_no".split()
"""The fields that hold one value each."""

MIN_CARRIED = 20
"""Characters that script data must say beside a printed title; less is some setting of the site."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A document and, for each of its fields, where it came from and what was rejected."""

    document: Document
    origins: tuple[Origin, ...] = ()


def read_article(page: Page, *, body_selector: str | None = None) -> Document:
    """What an article page says. `body_selector` is the operator's CSS for the text and wins over all else.

    Never raises: what is no page gives kind `not-a-page` with ("not-a-page", its name in `base.nopage`) in
    `metadata`, a page that `base.guard` refuses with ("refused", why).
    """
    return explain_article(page, body_selector=body_selector).document


def explain_article(page: Page, *, body_selector: str | None = None) -> Explained:
    """The same with the origin of every field."""
    refused = refusal(page.text)
    if refused:
        return _no_page(page, "refused", refused)
    name = nopage.named(page.text, page.url)
    if name:
        return _no_page(page, "not-a-page", name)
    flat = outline(page.text)
    head = read_head(flat)
    facts = find_facts(flat)
    crumbs = section_path(flat, head.title)
    heading = find_heading(flat, head, facts, crumbs)
    _read_info(flat, heading, facts)
    if heading is not None and heading.dated:
        facts.info.append(("", heading.dated))
    body = find_body(flat, heading, facts, flat.selected(body_selector))
    take_late(_away_from_title(flat, heading, body), facts)
    if heading is not None:
        take_marked(flat, heading.first, facts)
    text = render(flat, body)
    first = [flat.lines[number].text for number in body.lines[:FIRST_LINES]]
    info = [flat.lines[number].text for number in facts.info_lines]
    said = gather(facts, head, first, info, _about_title(flat, heading, facts, body))
    title = choose_title(
        heading, head, said.titles, crumbs, flat.lines[body.lines[0]].text if body.lines else None
    )
    dating = date_document(said, head, flat.scripts, page.url)
    base = flat.base(page.url)
    if not text and viewed_file(flat, body, base) is None:
        carried = read_detail(page, flat.scripts, base)
        if carried is not None and _is_of(carried, heading, head):
            return _completed(carried, said, dating)
    name = lacking(flat, text, title.value)
    if name:
        return _no_page(page, "not-a-page", name)
    crumbs = without_title(crumbs, title.value)
    attachments = find_attachments(flat, body, base)
    document = Document(
        kind=kind_of(flat, body, text, attachments),
        title=title.value,
        published=dating.published,
        published_from=dating.published_from,
        formed=said.value("formed"),
        effective=said.value("effective"),
        source=said.value("source"),
        issuer=said.value("issuer"),
        index_no=said.value("index_no"),
        doc_no=said.value("doc_no"),
        section_path=crumbs,
        body=text,
        attachments=attachments,
        body_file=None if text else shown_file(flat, body, base),
        parts=find_parts(flat, body, page.url, base),
        metadata=(*said.extra, *dating.others, *((TRUNCATED,) if flat.truncated else ())),
        charset=page.charset,
        damage=page.damage,
    )
    found = _found(crumbs, document)
    return Explained(
        document, (title, dating.origin, *said.origins.values(), *found, body_origin(flat, body))
    )


def _found(crumbs: tuple[str, ...], document: Document) -> tuple[Origin, Origin]:
    """The origins of what is a list."""
    path = Origin("section_path", " > ".join(crumbs) or None, "面包屑" if crumbs else "")
    files = f"{len(document.attachments)} 个" if document.attachments else None
    return path, Origin("attachments", files, "正文中及其后的链接、阅读器、脚本" if files else "")


def _is_of(carried: Document, heading: Heading | None, head: Head) -> bool:
    """Whether script data are the document of a page that prints no text: they say something, and what is
    printed as the title does not speak of something else."""
    if heading is None:
        return True
    name, printed = solid(carried.title or ""), solid(heading.text)
    same = name in printed or printed in name or name in solid(head.page_title or "")
    return same and (len(solid(carried.body)) >= MIN_CARRIED or bool(carried.attachments))


def _completed(carried: Document, said: Statements, dating: Dating) -> Explained:
    """The document of script data; what the page itself prints goes before that."""
    place = "脚本中的数据"
    printed = {origin.field: origin for origin in said.origins.values() if origin.value}
    if dating.published_from == "printed":
        printed["published"] = dating.origin
        carried = replace(carried, published_from="printed")
    values: dict[str, Any] = {field: origin.value for field, origin in printed.items()}
    document = replace(carried, **values)
    stated = ((field, getattr(document, field)) for field in ONE_VALUE)
    origins = [printed.get(field) or Origin(field, value, place if value else "") for field, value in stated]
    path = " > ".join(document.section_path) or None
    files = f"{len(document.attachments)} 个" if document.attachments else None
    origins += [
        Origin("section_path", path, place if path else ""),
        Origin("attachments", files, place if files else ""),
        Origin("body", f"{len(document.body)} 字", place),
    ]
    return Explained(document, tuple(origins))


def _no_page(page: Page, what: str, name: str) -> Explained:
    metadata = ((what, name),)
    return Explained(Document("not-a-page", metadata=metadata, charset=page.charset, damage=page.damage))


def _read_info(flat: Outline, heading: Heading | None, facts: Facts) -> None:
    if heading is not None:
        take_info(flat, heading.last, facts)
        return
    labelled = [n for n in sorted(facts.candidates) if n not in facts.lines]
    if labelled:
        take_info(flat, labelled[0] - 1, facts)


def _about_title(flat: Outline, heading: Heading | None, facts: Facts, body: Body) -> list[str]:
    """The lines right above the title, and those between it and the text, that state no facts."""
    if heading is None:
        return []
    begins = body.lines[0] if body.lines else len(flat.lines)
    above = range(max(0, heading.first - 2), heading.first)
    below = range(heading.last + 1, min(begins, heading.last + 1 + FIRST_LINES))
    numbers = (n for n in (*above, *below) if n not in facts.lines and n not in facts.info_lines)
    return [flat.lines[number].text for number in numbers if not flat.lines[number].linked]


def _away_from_title(flat: Outline, heading: Heading | None, body: Body) -> list[int]:
    """Numbers of the lines just above the title, right above the text, at its end, and after it."""
    above = range(max(0, heading.first - 3), heading.first) if heading is not None else range(0)
    begins = body.lines[0] if body.lines else 0
    before = range(max(heading.last + 1, begins - 3), begins) if heading is not None else range(0)
    after = range(body.lines[-1] - 1 if body.lines else 0, flat.lines_in(0, body.zone_end).stop)
    return [*above, *before, *after]
