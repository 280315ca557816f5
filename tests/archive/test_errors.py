"""Every method says in words that somebody else is at the archive, or that it cannot be written; what failed
has changed nothing, and goes through once the cause is gone."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.archive import Archive, open_archive
from gongkai.archive.locking import keeping_lock
from gongkai.base.errors import ArchiveError, ArchiveUnreadable, GongkaiError
from tests.archive.calls import (
    DATABASES,
    READS,
    READS_CAPTURES,
    WRITES,
    WRITES_CAPTURES,
    dump,
    outcome,
    prepare,
)
from tests.archive.helpers import Crawl, at, row
from tests.archive.others import as_nobody, locked, mended_by_another

BUSY = r"另一个程序正在写档案库.*请等它结束后再试"


def test_every_method_is_here() -> None:
    """`faults` is not: it tells damage in place of raising it (test_errors_damage)."""
    methods = {name for name in dir(Archive) if not name.startswith("_")} - {"close", "faults"}
    assert methods == WRITES.keys() | READS.keys()
    assert not WRITES.keys() & READS.keys()


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("database", DATABASES)
def test_a_locked_database_is_told(name: str, database: str, busy: Path) -> None:
    """Of either database alone: the other is not written to, either."""
    with open_archive(busy, busy_seconds=0.01) as archive:
        prepare(archive, name)
        before = dump(busy), dump(busy, "captures.db")
        with locked(busy, database):
            error = outcome(WRITES[name], archive)
        if database == "captures.db" and name not in WRITES_CAPTURES:
            assert error is None
            return
        assert isinstance(error, ArchiveError)
        assert error.do == "请等它结束后再试。"
        assert str(busy) in error.what
        assert dump(busy) == before[0]
        assert dump(busy, "captures.db") == before[1] or name == "keep"  # its bytes are there first
        WRITES[name](archive)
        assert dump(busy) != before[0]


@pytest.mark.parametrize("name", READS)
def test_who_reads_does_not_wait_for_who_writes(name: str, busy: Path) -> None:
    with open_archive(busy, write=False, busy_seconds=0.01) as archive:
        alone = READS[name](archive)
        with locked(busy, *DATABASES):
            assert READS[name](archive) == alone


@pytest.mark.skipif(os.name != "posix", reason="needs the locks of POSIX")
@pytest.mark.parametrize("database", DATABASES)
def test_who_cannot_read_because_of_another_is_told(database: str, busy: Path) -> None:
    with open_archive(busy, busy_seconds=0.01) as archive:
        for call in READS.values():  # both databases are being read, and so have an index of their logs
            call(archive)
        with mended_by_another(busy, database):
            for name, call in READS.items():
                error = outcome(call, archive)
                if database == "captures.db" and name not in READS_CAPTURES:
                    assert error is None, name
                else:
                    assert error, name
                    assert "另一个程序" in error.what, name
                    assert error.do == "请等它结束后再试。", name
            with pytest.raises(ArchiveError, match=BUSY):
                list(archive.faults(lambda _name: None))  # nobody's damage
            if database == "gongkai.db":
                with pytest.raises(ArchiveError, match=BUSY):
                    open_archive(busy, busy_seconds=0.01)
        assert not list(archive.faults(lambda _name: None))
        for call in READS.values():
            call(archive)


@pytest.mark.parametrize("name", WRITES)
def test_what_was_opened_for_reading_is_not_written(name: str, busy: Path) -> None:
    before = [dump(busy, database) for database in DATABASES]
    with open_archive(busy, write=False) as archive:
        error = outcome(WRITES[name], archive)
    assert isinstance(error, ArchiveUnreadable)
    assert "只能读" in error.what
    assert str(busy) in error.what
    assert error.do
    assert [dump(busy, database) for database in DATABASES] == before


@pytest.mark.parametrize("name", sorted(WRITES_CAPTURES | READS_CAPTURES | {"faults"}))
def test_what_needs_the_originals_says_that_they_are_not_there(name: str, busy: Path) -> None:
    """gongkai.db alone may have been handed on."""
    (busy / "captures.db").unlink()
    calls = WRITES | READS | {"faults": lambda archive: list(archive.faults(lambda _name: None))}
    with open_archive(busy, write=False) as archive:
        error = outcome(calls[name], archive)
    assert isinstance(error, ArchiveUnreadable)
    assert str(busy) in error.what
    assert error.do


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and setuid to lose root's rights")
def test_files_that_may_not_be_written_are_told(shared: Path) -> None:
    for path in (shared, *shared.rglob("*")):
        path.chmod(0o444 if path.is_file() else 0o777 if path == shared else 0o555)

    def work() -> dict[str, tuple[str, str] | None]:
        told = {}
        for name, call in WRITES.items():
            with open_archive(shared) as archive:
                error = outcome(call, archive)
            told[name] = (error.what, error.do) if isinstance(error, ArchiveUnreadable) else None
        with open_archive(shared) as archive:
            assert not list(archive.faults(lambda _name: None))
        return told

    told = as_nobody(work)
    assert isinstance(told, dict)
    assert told == {
        name: [f"档案库只能读，不能写（{shared}）。", "请检查文件夹和文件的权限。"] for name in WRITES
    }


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and setuid to lose root's rights")
def test_files_that_may_not_be_read_are_told(shared: Path) -> None:
    """One attachment; then all of the folder, which asking whether an archive is there meets first."""
    file = next(path for path in shared.glob("files/*/*/*"))
    for path in shared.rglob("*"):
        path.chmod(0o666 if path.is_file() else 0o777)
    file.chmod(0)

    def told(work: Callable[[], object]) -> list[str]:
        try:
            work()
        except GongkaiError as error:
            return [type(error).__name__, str(error), error.do]
        return []

    def work() -> list[list[str]]:
        with open_archive(shared) as archive:
            number = archive.db.execute("SELECT id FROM captures WHERE kind = 'attachment'").fetchone()[0]
            return [
                told(lambda: archive.capture_body(number)),
                told(archive.verify_chain),
                told(lambda: list(archive.faults(lambda _name: None))),
            ]

    for kind, message, do in as_nobody(work):  # type: ignore[attr-defined]
        assert (kind, str(file) in message, bool(do)) == ("ArchiveUnreadable", True, True)
    shared.chmod(0)
    for opening in (lambda: open_archive(shared), lambda: keeping_lock(shared).__enter__()):
        kind, message, do = as_nobody(lambda: told(opening))  # type: ignore[misc]  # noqa: B023
        assert (kind, str(shared) in message, bool(do)) == ("ArchiveUnreadable", True, True)
    shared.chmod(0o777)


def test_a_failed_transaction_leaves_nothing(archive: Archive, crawl: Crawl) -> None:
    """A run that is not there breaks a foreign key at the end of a look: none of it stays."""
    crawl.visit(row("a"), moment=at(1))
    before = list(archive.db.iterdump())
    with pytest.raises(ArchiveError, match="FOREIGN KEY"):
        archive.store_check(1, 999, at(2), "same", next_check=at(9))
    assert list(archive.db.iterdump()) == before
    assert not archive.db.in_transaction
