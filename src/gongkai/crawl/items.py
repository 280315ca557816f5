"""Reading one item: its page or file, its attachments; recorded in one transaction."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from gongkai.archive import DueItem, PartCapture, Reading, StoredAttachment
from gongkai.archive.removals import HOURS_APART
from gongkai.base.times import parse_utc, utc_text
from gongkai.base.urls import host_of
from gongkai.base.values import Answer, Attachment, Document, Request, Response, Section, Site
from gongkai.crawl.doubt import same_title, unlike
from gongkai.crawl.filetexts import is_text_unread, is_todays, read_texts, reader_of, with_file_text
from gongkai.crawl.parts import PART_MISSING, fetch_parts
from gongkai.crawl.run import Run
from gongkai.crawl.stored import file_document, is_file, read_sight, stored_document, without_rows

MAX_ATTACHMENTS = 60
"""More files than this on one page are listed but not fetched."""

RETRY_HOURS = 20
"""After a failure an item is looked at again with the next nightly crawl."""

SLACK_HOURS = 4
"""Re-checks fall due a little early, so that a nightly crawl that starts early misses none."""

NIGHTS_FOR_FILES = 7
"""Looks at an item after which a file that still cannot be had is asked for as seldom as the item itself."""

ANOTHER_PAGE = "another-page"
FILE_UNREAD = "file-unread"

_ERRORS = frozenset(("application/json", "text/plain"))
_SETTLED = frozenset(("external", "too-many", "http-404", "http-410", "soft-404"))
"""Why a file was not fetched, where another try would come to the same."""

_NO_PAGE = _ERRORS | {"application/octet-stream"}

CheckOutcome = Literal["same", "vanished", "failed", "blocked", "moved"]
_OUTCOMES: dict[str, CheckOutcome] = {"unchanged": "same", "gone": "vanished", "blocked": "blocked"}


async def read_item(run: Run, number: int) -> None:
    """Fetch and store one due item, or record why it could not be read."""
    due = run.archive.due_item(number, run.at())
    section = run.section(due.section) if due else None
    if due is None or section is None:
        return
    outcome = await _read(run, due, section, run.site(due.site))
    run.items[outcome] += 1
    run.report.item_done(due.url, outcome, due.title)


async def _read(run: Run, due: DueItem, section: Section, site: Site) -> str:
    kind: Literal["article", "attachment"] = "attachment" if due.kind == "file" else "article"
    request = Request(due.url, kind, referer=section.url, etag=due.etag, last_modified=due.last_modified)
    answer = await run.fetcher.get(request)
    capture = run.archive.keep(answer.response, kind, visit=due.visit) if answer.response else None
    if answer.verdict == "unchanged":
        await _read_again(run, due, section)
        if await _files_changed(run, due, section, site):
            _note(run, due, answer, "same", answer.reason, capture)
            return "changed"
    if answer.verdict != "page" or answer.response is None or capture is None:
        return _note(run, due, answer, _OUTCOMES.get(answer.verdict, "failed"), answer.reason, capture)
    if host_of(answer.response.final_url) not in site.own_hosts:
        return _note(run, due, answer, "moved", "off-site", capture)
    document, stored = await _document(run, due, answer.response, section, capture)
    none = no_page(due.kind, answer.response, document)
    if none:
        return _note(run, due, answer, "failed", none, capture)
    if _is_another_page(run, due, document):
        return _note(run, due, answer, "failed", ANOTHER_PAGE, capture)
    document = without_rows(document, due.title)
    await _read_again(run, due, section)
    joined = await fetch_parts(run, due, section, site, document)
    if joined is None:
        return _note(run, due, answer, "failed", PART_MISSING, capture)
    document, parts = joined
    attachments = stored or await _attachments(run, due, document, site)
    if _text_not_had(document, attachments):
        return _note(run, due, answer, "failed", PART_MISSING, capture)
    seen = _Seen(document, attachments, capture, parts)
    outcome = await _store(run, due, section, seen, _next_look(run, due, attachments))
    return outcome or _note(run, due, answer, "failed", FILE_UNREAD, capture)


def _text_not_had(document: Document, attachments: tuple[StoredAttachment, ...]) -> bool:
    """Whether the embedded file that is the page's text could not be had this time: recorded without it, the
    page would be edited as soon as it can."""
    if document.body or document.body_file is None:
        return False
    file = next((one for one in attachments if one.url == document.body_file), None)
    return file is not None and file.sha256 is None and file.status not in _SETTLED


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a look at an item showed: its page and files, and the captures of its pages."""

    document: Document
    attachments: tuple[StoredAttachment, ...]
    capture: int
    parts: tuple[PartCapture, ...]


async def _store(run: Run, due: DueItem, section: Section, seen: _Seen, next_check: str | None) -> str:
    """Read the texts of the files, and take in what page and files say. Empty where nothing is taken in,
    since the item's text is a file and there is no process to read it in."""
    texts = await read_texts(run, seen.attachments)
    if is_text_unread(seen.document, seen.attachments, texts):
        return ""
    whole = with_file_text(seen.document, seen.attachments, texts)
    return run.archive.store_reading(
        due.item,
        Reading(
            at=run.at(),
            run=run.id,
            capture=seen.capture,
            document=whole,
            attachments=seen.attachments,
            sorting=run.sorter.sort_item(section, due.title, whole),
            reader=reader_of(seen.document, seen.attachments, texts),
            next_check=next_check,
            parts=seen.parts,
            second_look=utc_text(run.now() + timedelta(hours=RETRY_HOURS)),
        ),
    )


def no_page(kind: str, response: Response, document: Document) -> str:
    """The reason why an answer is no page, or an empty text. A page's address that answers with bare words,
    JSON or bytes of no known kind gives no text of it."""
    if document.kind == "not-a-page":
        return dict(document.metadata).get("not-a-page", "not-a-page")
    return "not-a-page" if kind == "page" and response.media_type in _NO_PAGE else ""


def _is_another_page(run: Run, due: DueItem, document: Document) -> bool:
    """Whether a page that was read before is now hardly its own: it has both text and title of something
    else, or shows a list, as where the home page or a notice stands under every address. Its bytes are
    kept all the same.

    A page whose title still is its own, or the one its list gives it, is believed whatever it says; that
    its text is gone, at a second look hours later.
    """
    title, body = run.archive.standing(due.item)
    if not unlike(body, document.body):
        return False
    own = any(same_title(document.title or "", known) for known in (title, due.title))
    if document.kind == "list" or not own:
        return True
    return not document.body and not document.attachments and not _missed_before(run, due)


def _missed_before(run: Run, due: DueItem) -> bool:
    before = run.archive.doubted_at(due.item, ANOTHER_PAGE)
    return before is not None and run.now() - parse_utc(before) >= timedelta(hours=HOURS_APART)


async def _read_again(run: Run, due: DueItem, section: Section) -> None:
    """After an upgrade, first read the stored bytes of the current version with today's reader: what
    only the reader changed becomes a version of cause `reread`, and is never taken for an edit."""
    sight = run.archive.kept_sight(due.item) if due.capture is not None else None
    if sight is None or is_todays(run, sight):
        return
    found = await read_sight(run, sight, section)
    if found is not None:
        run.archive.store_rereadings((found,))


async def _files_changed(run: Run, due: DueItem, section: Section, site: Site) -> bool:
    """Whether files of a page that is as it was are others now: a page need not change for a file to be put
    in another's place. If so, the page is stored with them."""
    kept = () if due.kind == "file" else run.archive.stored_attachments(due.item)
    sight = run.archive.kept_sight(due.item) if kept else None
    document = await stored_document(run, sight, section) if sight else None
    if sight is None or document is None:
        return False
    files = await _attachments(run, due, document, site)
    if {file.sha256 for file in kept} >= {file.sha256 for file in files if file.sha256}:
        return False
    seen = _Seen(document, files, sight.capture, sight.parts)
    return await _store(run, due, section, seen, None) == "changed"


def _note(
    run: Run, due: DueItem, answer: Answer, outcome: CheckOutcome, reason: str, capture: int | None
) -> str:
    """Record a look that brought no reading. A failure says nothing about the item."""
    lost = outcome in ("failed", "blocked")
    at = run.now()
    run.archive.store_check(
        due.item,
        run.id,
        utc_text(at),
        outcome,
        reason=reason,
        status=answer.response.status if answer.response else None,
        capture=capture,
        next_check=utc_text(at + timedelta(hours=RETRY_HOURS)) if lost else next_check(run, due.checks),
    )
    return outcome


async def _document(
    run: Run, due: DueItem, response: Response, section: Section, capture: int
) -> tuple[Document, tuple[StoredAttachment, ...]]:
    """What was read: a page by its text; a file, or a page that turned out to be one, by its name."""
    if is_file(due.kind, response):
        file = _stored(Attachment(due.url, due.title), response, capture)
        return file_document(due.url, due.title), (file,)
    return await run.pages.article(response, section.selectors.body), ()


def _stored(attachment: Attachment, response: Response, capture: int) -> StoredAttachment:
    return StoredAttachment(
        url=attachment.url,
        name=attachment.name,
        status="stored",
        media_type=response.media_type,
        bytes=len(response.body),
        sha256=hashlib.sha256(response.body).hexdigest(),
        capture=capture,
    )


async def _attachments(
    run: Run, due: DueItem, document: Document, site: Site
) -> tuple[StoredAttachment, ...]:
    """The page's files. One that is kept already is only asked whether it changed."""
    kept = {file.url: file for file in run.archive.stored_attachments(due.item)}
    found = []
    for number, attachment in enumerate(document.attachments):
        if number >= MAX_ATTACHMENTS:
            found.append(StoredAttachment(attachment.url, attachment.name, "too-many"))
        elif host_of(attachment.url) not in site.own_hosts:
            found.append(StoredAttachment(attachment.url, attachment.name, "external"))
        else:
            found.append(await _attachment(run, due, attachment, kept.get(attachment.url)))
    return tuple(found)


async def _attachment(
    run: Run, due: DueItem, attachment: Attachment, kept: StoredAttachment | None
) -> StoredAttachment:
    """Fetch a file. One kept before is fetched again only where its server says that it changed, by its
    validators or by its length; if it cannot be had now, what was kept stands."""
    before = run.archive.validators_of(kept.capture) if kept and kept.capture else None
    if kept and before is None and not await _other_length(run, due, kept):
        return replace(kept, name=attachment.name)
    etag, modified = (before.etag, before.last_modified) if before else (None, None)
    answer = await run.fetcher.get(
        Request(attachment.url, "attachment", referer=due.url, etag=etag, last_modified=modified)
    )
    if answer.verdict == "page" and answer.response is not None and not _is_error(answer.response, kept):
        return _stored(
            attachment, answer.response, run.archive.keep(answer.response, "attachment", visit=due.visit)
        )
    if kept:
        return replace(kept, name=attachment.name)
    capture = run.archive.keep(answer.response, "attachment", visit=due.visit) if answer.response else None
    return StoredAttachment(attachment.url, attachment.name, answer.reason or answer.verdict, capture=capture)


async def _other_length(run: Run, due: DueItem, kept: StoredAttachment) -> bool:
    """Whether the head of the answer tells that a file has another length than what is kept of it."""
    answer = await run.fetcher.get(Request(kept.url, "attachment", referer=due.url, head=True))
    if answer.verdict != "page" or answer.response is None or answer.response.header("content-encoding"):
        return False
    stated = (answer.response.header("content-length") or "").strip()
    return stated.isdecimal() and int(stated) not in (0, kept.bytes)


def _is_error(response: Response, kept: StoredAttachment | None) -> bool:
    """Whether bare words or JSON came where a file of another kind was kept: likely an error message."""
    return kept is not None and response.media_type in _ERRORS and kept.media_type not in _ERRORS


def _next_look(run: Run, due: DueItem, attachments: tuple[StoredAttachment, ...]) -> str:
    """When to look at an item again. While a file could not be had for a reason that may pass, the first
    looks are nightly."""
    usual = next_check(run, due.checks)
    if due.checks >= NIGHTS_FOR_FILES or all(file.sha256 or file.status in _SETTLED for file in attachments):
        return usual
    return min(usual, utc_text(run.now() + timedelta(hours=RETRY_HOURS)))


def next_check(run: Run, checks: int) -> str:
    """When to look at an item again after `checks` looks: the steps of `recheck_days`, then the last."""
    steps = run.options.recheck_days
    days = steps[min(checks, len(steps) - 1)]
    return utc_text(run.now() + timedelta(days=days) - timedelta(hours=SLACK_HOURS))
