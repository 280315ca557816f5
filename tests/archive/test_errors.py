"""Every method says in words that the database is locked or damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from gongkai.archive import Archive, ChainHead, DerivedRow, KeptText, Rereading, SavedFile, VisitResult
from gongkai.base.errors import ArchiveError
from gongkai.base.hosts import HostMemory
from gongkai.base.values import Document, FileText
from tests.archive.helpers import NEWS, Crawl, at, catalogue, response, row, rows

Call = Callable[[Archive, Crawl], object]


def reread(version: int) -> Rereading:
    document = Document("article", body="重读")
    return Rereading(version, at(2), document, (), (), None, "r2")


WRITES: dict[str, Call] = {
    "put_catalogue": lambda a, c: a.put_catalogue(catalogue(), at(2)),
    "begin_run": lambda a, c: a.begin_run(at(2), "v", "0"),
    "finish_run": lambda a, c: a.finish_run(1, at(2), "done", requests=1, bytes=1),
    "begin_visit": lambda a, c: a.begin_visit(1, NEWS, at(2), False),
    "finish_visit": lambda a, c: a.finish_visit(
        2, VisitResult(at(2), 200, 1, True, "r", None, rows(row("b")))
    ),
    "fail_visit": lambda a, c: a.fail_visit(2, at(2), "failed", "timeout"),
    "keep": lambda a, c: a.keep(response("http://x.example/", b"new"), "list"),
    "put_stamp": lambda a, c: a.put_stamp(
        ChainHead(1, "0" * 64, at(1)), at(2), "http://tsa.example/", at(2), b"x"
    ),
    "import_captures": lambda a, c: a.import_captures(SavedFile("x.warc", "0" * 64, 1, ""), (), at(2)),
    "store_reading": lambda a, c: c.read("a", moment=at(2), capture=1),
    "store_file_text": lambda a, c: a.store_file_text(
        "1" * 64, KeptText(FileText("txt", "read"), "r"), at(2)
    ),
    "store_check": lambda a, c: a.store_check(1, 1, at(2), "same"),
    "conclude_removals": lambda a, c: a.conclude_removals(1, at(2)),
    "store_rereadings": lambda a, c: a.store_rereadings((reread(1),)),
    "begin_rereading": lambda a, c: a.begin_rereading(at(2)),
    "end_rereading": lambda a, c: a.end_rereading(),
    "withhold": lambda a, c: a.withhold(c.uid("a"), "理由", "某人", at(2)),
    "show_again": lambda a, c: a.show_again(c.uid("h"), "理由", "某人", at(2)),
    "purge": lambda a, c: a.purge(1, "理由", "某人", at(2)),
    "store_derived": lambda a, c: a.store_derived((DerivedRow(1, None, None, (), "d"),)),
    "put_states": lambda a, c: a.put_states(()),
    "put_host": lambda a, c: a.put_host(HostMemory("x.example", 1, at(3), "breaker"), at(2)),
}
READS: dict[str, Call] = {
    "capture_body": lambda a, c: a.capture_body(1),
    "verify_chain": lambda a, c: a.verify_chain(),
    "chain_head": lambda a, c: a.chain_head(),
    "stamps": lambda a, c: a.stamps(),
    "validators": lambda a, c: a.validators("http://x.example/"),
    "known_section": lambda a, c: a.known_section(NEWS),
    "due_addresses": lambda a, c: a.due_addresses(at(2)),
    "due_item": lambda a, c: a.due_item(1, at(2)),
    "histories": lambda a, c: list(a.histories(date(2026, 1, 2))),
    "category_newest": lambda a, c: a.category_newest(date(2026, 1, 2)),
    "search": lambda a, c: a.search("标题"),
    "item": lambda a, c: a.item("X"),
    "names": lambda a, c: a.names("sections"),
    "cached_states": lambda a, c: a.cached_states(),
    "stored_attachments": lambda a, c: a.stored_attachments(1),
    "file_text": lambda a, c: a.file_text("1" * 64),
    "unread_files": lambda a, c: a.unread_files("r", "r", "doc"),
    "uid_of": lambda a, c: a.uid_of("http://x.example/"),
    "standing": lambda a, c: a.standing(1),
    "part_captures": lambda a, c: a.part_captures(1),
    "doubted_at": lambda a, c: a.doubted_at(1, "another-page"),
    "sites_with_vanished": lambda a, c: a.sites_with_vanished(1),
    "sections_out_of_sight": lambda a, c: a.sections_out_of_sight(1),
    "section_pasts": lambda a, c: a.section_pasts(),
    "host_memories": lambda a, c: a.host_memories(),
    "pages_of_cut_walk": lambda a, c: a.pages_of_cut_walk(NEWS, at(1)),
    "host_troubles": lambda a, c: a.host_troubles(),
    "versions": lambda a, c: a.versions("X"),
    "kept_response": lambda a, c: a.kept_response(1),
    "kept_sight": lambda a, c: a.kept_sight(1),
    "count_sights": lambda a, c: a.count_sights("r"),
    "kept_sights": lambda a, c: list(a.kept_sights("r")),
    "underived": lambda a, c: a.underived("d"),
    "version_text": lambda a, c: a.version_text(1),
    "validators_of": lambda a, c: a.validators_of(1),
}


@pytest.fixture
def prepared(archive: Archive, crawl: Crawl) -> Crawl:
    crawl.visit(row("a"), row("h"), moment=at(1))
    archive.withhold(crawl.uid("h"), "理由", "某人", at(1))
    archive.keep(response("http://x.example/", b"x"), "list")
    archive.begin_visit(crawl.run, NEWS, at(1, 1), False)
    return crawl


@pytest.fixture
def locked(prepared: Crawl) -> Iterator[None]:
    others = [
        sqlite3.connect(prepared.archive.folder / name, isolation_level=None)
        for name in ("gongkai.db", "captures.db")
    ]
    for db in others:
        db.execute("BEGIN IMMEDIATE")
    yield
    for db in others:
        db.close()


def test_every_method_is_here() -> None:
    methods = {name for name in dir(Archive) if not name.startswith("_")} - {
        "close",
        "faults",
    }  # `faults` tells damage in place of raising it: see test_verifying
    assert methods == WRITES.keys() | READS.keys()


@pytest.mark.usefixtures("locked")
@pytest.mark.parametrize("name", WRITES)
def test_locked_database_is_told(name: str, prepared: Crawl) -> None:
    with pytest.raises(ArchiveError, match=r"另一个程序正在写档案库.*请等它结束后再试") as caught:
        WRITES[name](prepared.archive, prepared)
    assert str(prepared.archive.folder) in str(caught.value)


@pytest.mark.parametrize("name", READS)
def test_damage_is_told(name: str, prepared: Crawl) -> None:
    db = prepared.archive.db
    db.execute("PRAGMA foreign_keys = OFF")
    for table in (
        "checks",
        "captures",
        "sections",
        "items",
        "items_fts",
        "attachments",
        "attachment_texts",
        "visits",
        "hosts",
        "versions",
        "derived",
    ):
        db.execute(f"DROP TABLE {table}")
    with pytest.raises(ArchiveError, match="档案库操作未能完成"):
        READS[name](prepared.archive, prepared)


def test_a_failed_transaction_leaves_nothing(prepared: Crawl) -> None:
    """An unknown category breaks a foreign key at the end of a reading: none of it stays."""
    archive = prepared.archive
    before = list(archive.db.iterdump())
    with pytest.raises(ArchiveError):
        archive.store_check(1, 999, at(2), "same", next_check=at(9))
    assert list(archive.db.iterdump()) == before
    assert not archive.db.in_transaction
