"""Following the numbered pages of an article: all of them are read, or the article was not seen whole."""

from __future__ import annotations

from collections import deque

from gongkai.archive import DueItem, PartCapture
from gongkai.base.urls import host_of
from gongkai.base.values import Document, Request, Section, Site
from gongkai.crawl.run import Run
from gongkai.crawl.walk import as_page
from gongkai.extract import join_parts, read_article
from gongkai.extract.parts import MAX_PARTS

PART_MISSING = "part-missing"


async def fetch_parts(
    run: Run, due: DueItem, section: Section, site: Site, first: Document
) -> tuple[Document, tuple[PartCapture, ...]] | None:
    """The whole document and the captures of its further pages; None where one could not be had: a text
    that lacks its middle would pass for an edit."""
    waiting, followed = deque(first.parts), [due.url]
    documents: list[Document] = []
    captures: list[PartCapture] = []
    while waiting and len(followed) <= MAX_PARTS:
        url = waiting.popleft()
        if url in followed:
            continue
        followed.append(url)
        if host_of(url) not in site.hosts:
            return None
        answer = await run.fetcher.get(Request(url, "article", referer=due.url))
        if answer.response is None:
            return None
        capture = run.archive.keep(answer.response, "article", visit=due.visit)
        if answer.verdict != "page" or answer.response.charset is None:
            return None
        document = read_article(as_page(answer.response), body_selector=section.selectors.body)
        if document.kind == "not-a-page":
            return None
        documents.append(document)
        captures.append(PartCapture(url, capture))
        waiting.extend(document.parts)
    return join_parts(first, documents), tuple(captures)


def stored_parts(run: Run, due: DueItem, section: Section, first: Document) -> Document:
    """The whole document as its kept bytes read today."""
    kept = (run.archive.kept_response(part.capture) for part in run.archive.part_captures(due.item))
    others = [read_article(as_page(response), body_selector=section.selectors.body) for response in kept]
    return join_parts(first, others)
