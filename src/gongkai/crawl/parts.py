"""Following the numbered pages of an article: all of them are read, or the article was not seen whole."""

from __future__ import annotations

from collections import deque

from gongkai.archive import DueItem, PartCapture
from gongkai.base.urls import host_of
from gongkai.base.values import Document, Request, Response, Section, Site
from gongkai.crawl.doubt import same_title
from gongkai.crawl.run import Run
from gongkai.extract import join_parts
from gongkai.extract.parts import MAX_PARTS

PART_MISSING = "part-missing"

_PAGE_MARK = "….-_/()（）[]【】第共页0123456789"
"""What a CMS ends the title of a later page with: （2）, 第2页, _2, 2/3."""


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
        if host_of(url) not in site.own_hosts:
            return None
        answer = await run.fetcher.get(Request(url, "article", referer=due.url))
        if answer.response is None:
            return None
        capture = run.archive.keep(answer.response, "article", visit=due.visit)
        if answer.verdict != "page" or answer.response.charset is None:
            return None
        document = await run.pages.article(answer.response, section.selectors.body)
        if _is_another_page(document, first, answer.response, site):
            return None
        documents.append(document)
        captures.append(PartCapture(url, capture))
        waiting.extend(document.parts)
    return join_parts(first, documents), tuple(captures)


def _is_another_page(document: Document, first: Document, response: Response, site: Site) -> bool:
    """Whether the home page, a notice or another site's page stands under the address of a later page: what
    it says in place of the text would pass for an edit."""
    if host_of(response.final_url) not in site.own_hosts or document.kind != "article" or not document.body:
        return True
    return not _goes_on(first.title or "", document.title or "")


def _goes_on(first: str, later: str) -> bool:
    """Whether a later page may have this title: the article's, with or without a number, or none."""
    if not first or not later or same_title(first, later):
        return True
    one, other = ("".join(title.split()).rstrip(_PAGE_MARK) for title in (first, later))
    return same_title(one, other)
