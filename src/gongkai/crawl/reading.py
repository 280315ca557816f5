"""Reading pages beside the crawl: as many hosts are served as there are cores for, and a page that kills or
hangs its reader is a page that could not be read, and nothing else.

A small crawl needs no processes and starts none: the first pages are read here, until that took as long as
starting a process does. Large pages never are. Where no process can be had, reading goes on here."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Any, Self

from gongkai.base.charset import read_page
from gongkai.base.values import Ask, Attachment, Document, Listing, Page, Response, Row, Section
from gongkai.crawl.filereader import NoProcess
from gongkai.crawl.nursery import Child, Nursery
from gongkai.crawl.pagechild import READERS
from gongkai.extract.derived import Derived, NameFound, figures_of

READER_TIMEOUT = "reader-timeout"
READER_CRASHED = "reader-crashed"
LOST = frozenset((READER_TIMEOUT, READER_CRASHED))

Found = Document | Listing | Derived | str
"""What a page says, or the reason why nobody knows."""

_GRACE_SECONDS = 5.0
"""A process ends itself in time; one that does not is left alone after so much more."""


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Of one page: seconds by the clock, bytes of memory. A process reads so many `pages`, then another takes
    its place, which costs next to nothing. Pages of up to `small` bytes or characters are read here at first,
    for `here` seconds in all."""

    seconds: float = 30.0
    memory: int = 2 * 1024 * 1024 * 1024
    pages: int = 500
    here: float = 1.0
    small: int = 256 * 1024
    processes: int = min(os.cpu_count() or 1, 4)


def as_page(response: Response) -> Page:
    """The decoded page of a response."""
    stated = response.header("content-type")
    return read_page(response.final_url, response.body, stated, forced=response.charset)


class PageReader:
    """Reads pages for any number of tasks; to be closed. What could not be read says so: a document is
    `not-a-page`, a listing `unknown`, for one of the reasons in LOST."""

    def __init__(self, limits: ReadLimits = ReadLimits()) -> None:
        self._limits = limits
        self._here = limits.here
        self._starting: asyncio.Task[Nursery | None] | None = None
        self._idle: list[Child] = []
        self._turns = asyncio.Semaphore(limits.processes)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in self._idle:
            child.close()
        nursery = await self._starting if self._starting else None
        if nursery is not None:
            await nursery.close()

    async def article(self, response: Response, body_selector: str | None) -> Document:
        """What a response says."""
        stated = response.header("content-type")
        raw = (response.final_url, response.body, stated, response.charset)
        return _document(await self._read(len(response.body), "article", *raw, body_selector))

    async def text(self, page: Page) -> Document:
        """What a page says in which a list was looked for."""
        return _document(await self._read(len(page.text), "text", page))

    async def listing(self, page: Page, section: Section, platform: str | None, seen: date) -> Listing:
        """What a page of a section shows."""
        return _listing(await self._read(len(page.text), "listing", page, section, platform, seen))

    async def derived(self, title: str, body: str) -> Derived:
        """What rules need of a text; nothing of one that is too much for its reader."""
        found = await self._read(len(body), "derived", title, body)
        return found if isinstance(found, Derived) else Derived(None, (), None)

    async def _read(self, size: int, name: str, *arguments: Any) -> Found:
        small = size <= self._limits.small
        if small and self._here > 0:
            return self._read_here(name, arguments)
        found = await self._read_there(name, arguments, small=small)
        if found == READER_CRASHED:  # it may have been the machine's trouble
            found = await self._read_there(name, arguments, small=small)
        return found

    def _read_here(self, name: str, arguments: tuple[Any, ...]) -> Found:
        started = time.perf_counter()
        found = READERS[name](*arguments)
        self._here -= time.perf_counter() - started
        return found

    async def _read_there(self, name: str, arguments: tuple[Any, ...], *, small: bool) -> Found:
        if self._starting is None:
            self._starting = asyncio.create_task(_start(self._limits))
        if small and not self._starting.done():
            return self._read_here(name, arguments)
        async with self._turns:
            nursery = await self._starting
            if nursery is None:
                return self._read_here(name, arguments)
            return await self._ask(nursery, name, arguments)

    async def _ask(self, nursery: Nursery, name: str, arguments: tuple[Any, ...]) -> Found:
        """What a process makes of a page, or why there is no answer."""
        child = self._idle.pop() if self._idle else await self._child(nursery)
        if child is None:
            return READER_CRASHED
        found: Found = READER_CRASHED
        started = time.perf_counter()
        try:
            async with asyncio.timeout(self._limits.seconds + _GRACE_SECONDS):
                found = _VALUES[name](await child.ask(name, arguments))
        except (OSError, ValueError, TypeError, KeyError, asyncio.IncompleteReadError):
            late = time.perf_counter() - started >= self._limits.seconds
            found = READER_TIMEOUT if late else READER_CRASHED
        finally:
            self._put_back(child, lost=isinstance(found, str))
        return found

    async def _child(self, nursery: Nursery) -> Child | None:
        """A new process; None where the one it comes from is gone, in whose place another is started then."""
        try:
            return await nursery.child()
        except OSError:
            if self._starting is not None and self._starting.done() and self._starting.result() is nursery:
                self._starting = None
                await nursery.close()
            return None

    def _put_back(self, child: Child, *, lost: bool) -> None:
        if lost or child.pages >= self._limits.pages:
            child.close()
        else:
            self._idle.append(child)


async def _start(limits: ReadLimits) -> Nursery | None:
    try:
        return await Nursery.start(memory=limits.memory, seconds=limits.seconds)
    except NoProcess:
        return None


def is_lost(document: Document) -> bool:
    """Whether a page was too much for its reader: nobody knows what it says."""
    return document.kind == "not-a-page" and dict(document.metadata).get("not-a-page") in LOST


def _document(found: Found) -> Document:
    if isinstance(found, str):
        return Document("not-a-page", metadata=(("not-a-page", found),))
    assert isinstance(found, Document)  # noqa: S101  by the name that was asked
    return found


def _listing(found: Found) -> Listing:
    if isinstance(found, str):
        return Listing("", "unknown", why=found)
    assert isinstance(found, Listing)  # noqa: S101  by the name that was asked
    return found


def document_of(told: dict[str, Any]) -> Document:
    """A document that JSON tells of (`dataclasses.asdict`)."""
    lists = {name: tuple(told[name]) for name in ("section_path", "parts")}
    files = tuple(Attachment(**one) for one in told["attachments"])
    metadata = tuple((label, value) for label, value in told["metadata"])
    return Document(**{**told, **lists, "attachments": files, "metadata": metadata})


def listing_of(told: dict[str, Any]) -> Listing:
    """A listing that JSON tells of, without its origins."""
    following = told["next"]
    if following is not None:
        headers = tuple((name, value) for name, value in following["headers"])
        following = Ask(**{**following, "headers": headers})
    rows = tuple(Row(**row) for row in told["rows"])
    return Listing(**{**told, "rows": rows, "next": following, "origins": ()})


def derived_of(told: dict[str, Any]) -> Derived:
    """What was derived from a text, as JSON tells of it."""
    figures = figures_of(told["figures"]) if told["figures"] is not None else None
    names = tuple(NameFound(**name) for name in told["names"])
    return Derived(told["signature"], names, figures, told["numbers"])


_VALUES: dict[str, Callable[[dict[str, Any]], Document | Listing | Derived]] = {
    "article": document_of,
    "text": document_of,
    "listing": listing_of,
    "derived": derived_of,
}
