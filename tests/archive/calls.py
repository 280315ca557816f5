"""A call of every public method of `Archive`, on an archive that has something for each of them to do."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

from gongkai.archive import (
    Archive,
    ChainHead,
    DerivedRow,
    FindingQuery,
    Judgement,
    KeptText,
    Reading,
    Remembered,
    Rereading,
    SavedAnswer,
    SavedFile,
    Spans,
    StoredAttachment,
    VisitResult,
    open_archive,
)
from gongkai.base.errors import GongkaiError
from gongkai.base.findings import Found
from gongkai.base.hosts import HostMemory
from gongkai.base.sorting import Sorting
from gongkai.base.states import SectionState
from gongkai.base.urls import uid
from gongkai.base.values import Document, FileText, Response
from tests.archive.helpers import HOST, NEWS, NOTICES, Crawl, at, catalogue, response, row, rows

Call = Callable[[Archive], object]

DATABASES = ("gongkai.db", "captures.db")
ITEMS = 12


def text(seed: int, length: int) -> str:
    """Chinese characters that no packing makes much smaller."""
    return "".join(chr(code) for code in random.Random(seed).choices(range(0x4E00, 0x9FA5), k=length))


def page(seed: int) -> Response:
    body = random.Random(seed).randbytes(30_000).hex().encode()
    return response(f"http://{HOST}/p{seed}.html", body)


LONG = text(0, 12_000)
FILE = response(f"http://{HOST}/a.pdf", b"%PDF-1.4" + random.Random(1).randbytes(20_000))
FILE_SHA256 = hashlib.sha256(FILE.body).hexdigest()
SHOWN, HIDDEN, CORRECTED = (uid(row(name).identity or "") for name in ("i0", "hidden", "i1"))
RUN, OPEN_VISIT, PAGE, ITEM, VERSION, FINDING = 1, 2, 1, 1, 1, 1
BY = ("理由" + LONG, "某人", at(2))


def make(folder: Path) -> None:
    """Items listed, read, hidden, gone; pages and a file kept; a visit under way."""
    with open_archive(folder, create=True) as archive:
        crawl = Crawl(archive)
        listed = [row(f"i{n}", title=text(n, 200)) for n in range(ITEMS)]
        crawl.visit(*listed, row("hidden"), row("gone"), moment=at(1))
        assert archive.keep(page(0), "list") == PAGE
        file = archive.keep(FILE, "attachment")
        for n in range(ITEMS):
            files = (
                StoredAttachment(FILE.url, "附件.pdf", "stored", FILE_SHA256, 9, "application/pdf", file),
            )
            some = files if n % 2 else ()
            crawl.read(f"i{n}", text(n, 3000), moment=at(1, 1), attachments=some, next_check=at(8))
        for name in ("hidden", "gone"):
            crawl.read(name, text(99, 3000), moment=at(1, 1))
        archive.withhold(HIDDEN, *BY)
        archive.correct_category(CORRECTED, "news", *BY)
        archive.store_file_text(FILE_SHA256, KeptText(FileText("pdf", "read", text(7, 3000)), "r"), at(1, 1))
        archive.put_host(HostMemory("x.example", 1, at(3), "breaker"), at(1))
        archive.put_stamp(ChainHead(1, "0" * 64, at(1)), at(1), "http://tsa.example/", at(1), b"x" * 3000)
        archive.keep(response(f"http://{HOST}/", b"home", moment=at(1)), "home", visit=1)
        crawl.vanish("gone", at(1, 2))
        archive.keep_judgement(_judgement(_found("2026-01-01")), at(1, 3))
        assert archive.begin_visit(RUN, NOTICES, at(1, 3), False) == OPEN_VISIT
    for name in DATABASES:
        with closing(sqlite3.connect(folder / name)) as db:
            db.execute("VACUUM")  # no page is free


def prepare(archive: Archive, name: str) -> None:
    """What has to be so for a write to have something to write."""
    if name == "end_rereading":
        archive.begin_rereading(at(1))


def outcome(call: Call, archive: Archive) -> GongkaiError | None:
    """What a call raised; an error that is not of ours comes through and fails the test."""
    try:
        call(archive)
    except GongkaiError as error:
        return error
    return None


def copied(made: Path, to: Path) -> Path:
    return Path(shutil.copytree(made, to))


def dump(folder: Path, name: str = "gongkai.db") -> list[str]:
    """A database as others see it who open it now."""
    with closing(sqlite3.connect(folder / name)) as db:
        return list(db.iterdump())


def _finish_visit(archive: Archive) -> object:
    fresh = rows(*(row(f"n{n}", title=text(n, 200)) for n in range(200)))
    return archive.finish_visit(OPEN_VISIT, VisitResult(at(2), 200, 1, True, "r", None, fresh))


def _store_reading(archive: Archive) -> object:
    document = Document("article", body=LONG)
    sorting = Sorting("news", "section", 0.9)
    return archive.store_reading(ITEM, Reading(at(2), RUN, PAGE, document, (), sorting, "r2", None))


def _rereading() -> Rereading:
    return Rereading(VERSION, at(2), Document("article", body=LONG), (), (), None, "r2")


def _state() -> SectionState:
    nothing = (None, None, None, None, None)
    return SectionState(NEWS, "qingshan", "news", "fresh", LONG, at(2), *nothing, "", "", "", ())


def _found(since: str) -> Found:
    return Found("stale-section", NEWS, since, since, since, "一般", LONG, "依据", section=NEWS, site="qs")


def _judgement(*found: Found) -> Judgement:
    day = date(2026, 1, 2)
    remembered = [Remembered(NEWS, day.isoformat(), "f", LONG)]
    return Judgement(day, found, frozenset((NEWS,)), frozenset(), remembered=remembered)


WRITES: dict[str, Call] = {
    "put_catalogue": lambda a: a.put_catalogue(
        catalogue(sections=(NEWS, NOTICES, *(f"qs/{n}" for n in range(200)))), at(2)
    ),
    "begin_run": lambda a: a.begin_run(at(2), LONG, "0"),
    "finish_run": lambda a: a.finish_run(RUN, at(2), LONG, requests=1, bytes=1),
    "begin_visit": lambda a: a.begin_visit(RUN, NEWS, at(2), False),
    "finish_visit": _finish_visit,
    "fail_visit": lambda a: a.fail_visit(OPEN_VISIT, at(2), "failed", LONG),
    "keep": lambda a: a.keep(replace(page(1), url=f"http://{HOST}/{'x' * 30_000}"), "list"),
    "put_stamp": lambda a: a.put_stamp(
        ChainHead(1, "0" * 64, at(1)), at(2), "http://tsa.example/", at(2), bytes(60_000)
    ),
    "import_captures": lambda a: a.import_captures(
        SavedFile("x.warc", "0" * 64, 1, LONG), (SavedAnswer(page(2)),), at(2)
    ),
    "store_reading": _store_reading,
    "store_file_text": lambda a: a.store_file_text(
        FILE_SHA256, KeptText(FileText("pdf", "read", LONG), "r2"), at(2)
    ),
    "store_check": lambda a: a.store_check(ITEM, RUN, at(2), "moved", reason=LONG, moved_to=LONG),
    "conclude_removals": lambda a: a.conclude_removals(RUN, at(3), homes=("qs",)),
    "store_rereadings": lambda a: a.store_rereadings((_rereading(),)),
    "begin_rereading": lambda a: a.begin_rereading(at(2)),
    "end_rereading": lambda a: a.end_rereading(),
    "withhold": lambda a: a.withhold(SHOWN, *BY),
    "show_again": lambda a: a.show_again(HIDDEN, *BY),
    "purge": lambda a: a.purge(PAGE, *BY),
    "store_derived": lambda a: a.store_derived((DerivedRow(VERSION, None, LONG, (), "d"),)),
    "keep_judgement": lambda a: a.keep_judgement(_judgement(_found("2026-01-02")), at(2)),
    "review_finding": lambda a: a.review_finding(FINDING, "confirm", "某人", LONG, at(2), "2026-01-02"),
    "put_sortings": lambda a: a.put_sortings([(ITEM, Sorting("news", LONG, 0.9))]),
    "correct_category": lambda a: a.correct_category(SHOWN, "news", *BY),
    "release_category": lambda a: a.release_category(CORRECTED, Sorting("news", LONG, 0.9), *BY),
    "put_states": lambda a: a.put_states((_state(),)),
    "put_host": lambda a: a.put_host(HostMemory("y.example", 1, at(3), LONG), at(2)),
}
WRITES_CAPTURES = frozenset(("keep", "import_captures", "withhold", "show_again", "purge"))
"""Those that write to captures.db as well."""

READS: dict[str, Call] = {
    "capture_body": lambda a: a.capture_body(PAGE),
    "kept_response": lambda a: a.kept_response(PAGE),
    "verify_chain": lambda a: a.verify_chain(),
    "chain_head": lambda a: a.chain_head(),
    "stamps": lambda a: a.stamps(),
    "validators": lambda a: a.validators(page(0).url),
    "validators_of": lambda a: a.validators_of(PAGE),
    "known_section": lambda a: a.known_section(NEWS),
    "due_addresses": lambda a: a.due_addresses(at(9)),
    "due_item": lambda a: a.due_item(ITEM, at(9)),
    "histories": lambda a: list(a.histories(date(2026, 1, 2))),
    "category_newest": lambda a: a.category_newest(date(2026, 1, 2), [("qingshan", "news")]),
    "sections": lambda a: a.sections(),
    "suspects": lambda a: a.suspects(date(2026, 1, 2), Spans()),
    "item_facts": lambda a: list(a.item_facts([ITEM], date(2026, 1, 2), Spans())),
    "marks": lambda a: a.marks(date(2026, 1, 2)),
    "remembered": lambda a: a.remembered(),
    "progress": lambda a: a.progress(),
    "readings_mark": lambda a: a.readings_mark(),
    "reread_sections": lambda a: a.reread_sections(),
    "findings": lambda a: a.findings(FindingQuery()),
    "count_findings": lambda a: a.count_findings(FindingQuery(status="open")),
    "finding": lambda a: a.finding(FINDING),
    "finding_log": lambda a: a.finding_log(FINDING),
    "visits_between": lambda a: a.visits_between(NEWS, at(1), at(9)),
    "visits_told": lambda a: a.visits_told([1]),
    "captures_told": lambda a: a.captures_told([PAGE]),
    "links_between": lambda a: a.links_between(1, 9),
    "seen_days": lambda a: a.seen_days(at(1), at(9)),
    "item_titles": lambda a: a.item_titles([SHOWN]),
    "offices": lambda a: a.offices(),
    "understood_sections": lambda a: a.understood_sections(),
    "search": lambda a: a.search(text(0, 2)),
    "item": lambda a: a.item(SHOWN),
    "versions": lambda a: a.versions(SHOWN),
    "names": lambda a: a.names("sections"),
    "cached_states": lambda a: a.cached_states(),
    "stored_attachments": lambda a: a.stored_attachments(ITEM),
    "file_text": lambda a: a.file_text(FILE_SHA256),
    "unread_files": lambda a: a.unread_files("r2", "r2", "doc"),
    "uid_of": lambda a: a.uid_of(row("i0").url or ""),
    "standing": lambda a: a.standing(ITEM),
    "part_captures": lambda a: a.part_captures(ITEM),
    "doubted_at": lambda a: a.doubted_at(ITEM, "another-page"),
    "sites_with_vanished": lambda a: a.sites_with_vanished(RUN),
    "sections_out_of_sight": lambda a: a.sections_out_of_sight(RUN),
    "section_pasts": lambda a: a.section_pasts(),
    "pages_of_cut_walk": lambda a: a.pages_of_cut_walk(NEWS, at(1)),
    "host_memories": lambda a: a.host_memories(),
    "host_troubles": lambda a: a.host_troubles(),
    "kept_sight": lambda a: a.kept_sight(ITEM),
    "count_sights": lambda a: a.count_sights("r2"),
    "kept_sights": lambda a: list(a.kept_sights("r2")),
    "underived": lambda a: a.underived("d"),
    "count_sortables": lambda a: a.count_sortables(),
    "sortables": lambda a: a.sortables(),
    "sortable": lambda a: a.sortable(SHOWN),
    "neighbours": lambda a: a.neighbours(SHOWN, 9),
    "corrections": lambda a: a.corrections(CORRECTED),
    "version_text": lambda a: a.version_text(VERSION),
}
READS_CAPTURES = frozenset(("capture_body", "kept_response", "verify_chain"))
"""Those that read captures.db as well."""
