"""Two users of one group and a folder that both may write: one crawls, one reads, neither is shut out."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gongkai.archive import open_archive
from gongkai.archive.backup import backup
from tests.archive.helpers import NEWS, Crawl, at, response, row
from tests.archive.test_backup import NOW

CRAWLS, READS, GROUP = 50_001, 50_002, 50_100

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork") or os.getuid() != 0, reason="needs root to be two other users"
)


@pytest.fixture
def folder() -> Iterator[Path]:
    """As docs/operations.md sets it up: the group's, inherited by what is made in it."""
    place = Path("/tmp") / f"gongkai-group-{os.getpid()}"
    place.mkdir()
    os.chown(place, CRAWLS, GROUP)
    place.chmod(0o2770)
    yield place
    shutil.rmtree(place)


def as_user(user: int, work: Callable[[], object]) -> tuple[int, int]:
    """A process of that user, whose own group is another, in our group; and where it writes what it did."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([GROUP])
            os.setgid(user)
            os.setuid(user)
            os.umask(0o007)
            said = str(work())
        except BaseException as error:
            said = repr(error)
        os.write(into, said.encode())
        os._exit(0)
    os.close(into)
    return child, out


def said(child: int, out: int) -> str:
    os.waitpid(child, 0)
    with os.fdopen(out, "rb") as pipe:
        return pipe.read().decode()


def crawled(folder: Path, names: tuple[str, ...]) -> str:
    with open_archive(folder, create=True) as archive:
        crawl = Crawl(archive)
        crawl.visit(*map(row, names), moment=at(1))
        for name in names:
            crawl.read(name, f"青山街道{name}", moment=at(1))
        archive.keep(response("http://x/a.pdf", b"file"), "attachment")
    return "crawled"


def crawl_on(folder: Path) -> None:
    with open_archive(folder) as archive:
        n = 0
        while True:
            archive.keep(response(f"http://x/{(n := n + 1)}", b"%d" % n), "article")


def read(folder: Path) -> int:
    """What a page reads: histories, search, an item, its bytes."""
    with open_archive(folder, write=False) as archive:
        list(archive.histories(NOW.date()))
        assert archive.known_section(NEWS).rows
        (capture,) = archive.db.execute("SELECT max(id) FROM captures").fetchone()
        assert archive.capture_body(capture)
        return archive.search("青山街道").total


def rights(folder: Path) -> dict[str, tuple[int, int]]:
    found = {path.name: path.stat() for path in folder.iterdir()}
    return {name: (stat.S_IMODE(one.st_mode) & 0o070, one.st_gid) for name, one in found.items()}


def test_one_crawls_and_another_reads(folder: Path) -> None:
    assert said(*as_user(CRAWLS, lambda: crawled(folder, ("a", "b")))) == "crawled"
    crawling, out = as_user(CRAWLS, lambda: crawl_on(folder))
    try:
        while not (folder / "gongkai.db-wal").exists():
            time.sleep(0.01)
        assert said(*as_user(READS, lambda: read(folder))) == "2"
        made = rights(folder)
        assert {"gongkai.db", "gongkai.db-wal", "gongkai.db-shm", "captures.db-wal"} <= made.keys()
        assert made == {name: (0o070 if name == "files" else 0o060, GROUP) for name in made}
    finally:
        os.kill(crawling, signal.SIGKILL)
        os.waitpid(crawling, 0)
        os.close(out)
    assert said(*as_user(READS, lambda: read(folder))) == "2", "also what a kill left"


def test_what_the_reader_left_does_not_shut_out_the_crawl(folder: Path) -> None:
    """The reader may be the first to open after a crawl, and then makes the files beside the database."""
    assert said(*as_user(CRAWLS, lambda: crawled(folder, ("a",)))) == "crawled"

    def read_and_die() -> None:
        archive = open_archive(folder, write=False)
        archive.search("青山")
        os.kill(os.getpid(), signal.SIGKILL)

    said(*as_user(READS, read_and_die))
    assert (folder / "gongkai.db-shm").stat().st_uid == READS
    assert said(*as_user(CRAWLS, lambda: crawled(folder, ("a", "b")))) == "crawled"
    assert said(*as_user(READS, lambda: read(folder))) == "2"


def test_either_may_back_up(folder: Path) -> None:
    assert said(*as_user(CRAWLS, lambda: crawled(folder, ("a",)))) == "crawled"
    for user in (CRAWLS, READS):
        target = folder / f"{user}.tar"
        told = said(*as_user(user, lambda target=target: backup(folder, target, NOW)[0].name))  # type: ignore[misc]
        assert told == target.name
