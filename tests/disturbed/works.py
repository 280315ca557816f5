"""The works that are cut off: what each begins with, its command, and what must come of it.

A folder holds `archive` and, for backups, `shelf`. What a work begins with is copied each time.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gongkai.archive import open_archive
from gongkai.archive.seals import seal_rows
from gongkai.archive.sqlite import transaction
from gongkai.archive.versions import stored_text
from tests.archive.helpers import HOST, Crawl, at, response, row
from tests.archive.test_compacting import packed_alone
from tests.archive.test_migrations import SCHEMAS, unpacked
from tests.crawl.kill_crawl import SECTIONS
from tests.crawl.kill_world import first_day, second_day, third_day
from tests.crawl.pages import article, list_page, text
from tests.crawl.world import START
from tests.disturbed import states
from tests.disturbed.command import Child, command
from tests.disturbed.states import State
from tests.extract import filemaking as make
from tests.loopback import LoopbackSite, loopback_site

LATER = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Work:
    """`arguments` of the command line, with {archive} and {target}; `beside` is done meanwhile."""

    name: str
    start: Path
    arguments: tuple[str, ...]
    state: Callable[[Path, Path], State]
    now: datetime = LATER
    beside: Callable[[Path], None] | None = None

    def argv(self, archive: Path, target: Path) -> list[str]:
        return [argument.format(archive=archive, target=target) for argument in self.arguments]


@dataclass(frozen=True)
class Known:
    """A work, how long it takes undisturbed, and what comes of it."""

    work: Work
    seconds: float
    end: State


@contextmanager
def works(folder: Path) -> Iterator[list[Work]]:
    """All of them, in order of what is done to an archive; their sites answer until the end."""
    with ExitStack() as open_sites:
        first, later, column = (open_sites.enter_context(loopback_site()) for _ in range(3))
        compact = Work(
            "compact",
            _packed_alone(folder / "compact"),
            ("--archive={archive}", "compact"),
            states.compacted,
        )
        backup = replace(
            compact,
            name="backup",
            arguments=("--archive={archive}", "backup", "{target}"),
            state=states.backed_up,
        )
        yield [
            _crawl("crawl, the first", folder / "first", first, (first_day,)),
            _crawl("crawl, a later day", folder / "later", later, (first_day, second_day, third_day)),
            _reextract(folder / "column", column),
            backup,
            replace(backup, name="backup beside a writer", beside=write),
            compact,
            *(_migration(folder, version) for version in SCHEMAS),
        ]


def _config(folder: Path, base: str) -> Path:
    sections = "".join(f'\n[[sections]]\nid = "{s}"\nname = "工作动态"\nurl = "{s}/"\n' for s in SECTIONS)
    unit = '[[units]]\nid = "qingshi"\nname = "青石街道"\nlevel = "subdistrict"\n'
    (folder / "sites").mkdir(parents=True)
    (folder / "gongkai.toml").write_text(_SETTINGS)
    (folder / "sites" / "demo.toml").write_text(
        f'id = "demo"\nname = "演示"\nhome_url = "{base}"\n{unit}{sections}'
    )
    return folder


_SETTINGS = """
[operator]
name = "tests"
contact = "tests@example.invalid"

[crawl]
pause_seconds = 0
private_hosts = ["*"]

[archive]
min_free_mb = 0
"""


def done(work: Work, folder: Path, target: str = "1.tar") -> None:
    """Do it there, disturbed by nobody."""
    said = folder.with_name(f"{folder.name}.said")
    argv = work.argv(folder / "archive", folder / "shelf" / target)
    status = Child(lambda: command(argv, work.now), said).ended()
    if status:
        raise AssertionError(f"{work.name}: ended with {status}: {said.read_text('utf-8')}")


# --- what they begin with -------------------------------------------------------------------------

Days = tuple[Callable[[LoopbackSite], None], ...]


def _crawl(name: str, folder: Path, site: LoopbackSite, days: Days) -> Work:
    """A crawl on the last of the days; nobody disturbs those before."""
    start = _empty(folder / "start")
    arguments = (f"--config={_config(folder / 'config', site.base)}", "--archive={archive}", "crawl")
    work = Work(name, start, arguments, states.crawled, START)
    for number, prepare in enumerate(days):
        if number:
            done(work, start)
            work = replace(work, now=work.now + timedelta(days=1))
        prepare(site)
    return work


def _empty(start: Path) -> Path:
    for name in ("archive", "shelf"):
        (start / name).mkdir(parents=True)
    return start


ITEMS = 36


def _reextract(folder: Path, site: LoopbackSite) -> Work:
    """Pages, some of them edited since, and files, all as if an older reader had read them."""
    crawling = _crawl("", folder, site, (_published, _edited, lambda _: None))
    _age(crawling.start / "archive")
    arguments = (*crawling.arguments[:-1], "reextract", "--jobs=2")
    return replace(crawling, name="reextract", arguments=arguments, state=states.read_again)


def _published(site: LoopbackSite) -> None:
    titles = [(f"./{n}.html", f"关于第{n}件事的通知", f"2026-02-{1 + n % 28:02}") for n in range(ITEMS)]
    site.put("/gzdt/", list_page("工作动态", [*titles, ("./b.pdf", "青石街道2026年部门预算", "2026-02-20")]))
    site.put("/tzgg/", list_page("通知公告", []))
    site.put("/gzdt/b.pdf", make.make_pdf([["收入总计一百万元。"]]), Content_Type="application/pdf")
    site.put("/gzdt/a.pdf", make.make_pdf([["申请表"]]), Content_Type="application/pdf")
    for n, (url, title, day) in enumerate(titles):
        files = (("/gzdt/a.pdf", "申请表.pdf"),) if n % 9 == 0 else ()
        site.put(f"/gzdt/{url[2:]}", article(title, day, text(title), files=files))


def _edited(site: LoopbackSite) -> None:
    for n in range(0, ITEMS, 6):
        title, day = f"关于第{n}件事的通知", f"2026-02-{1 + n % 28:02}"
        site.put(f"/gzdt/{n}.html", article(title, day, text("改过的事")))


def _age(archive: Path) -> None:
    """As if an older reader had taken the foot of each page for text; whole, as it would have left it."""
    with open_archive(archive) as opened, transaction(opened.db):
        for version in opened.db.execute("SELECT * FROM versions").fetchall():
            told = replace(stored_text(version), body=version["body"] + "\n旧读法")
            opened.db.execute(
                "UPDATE versions SET reader = ?, body = ?, text_sha256 = ?, seal = NULL WHERE id = ?",
                ("gongkai/0.0.1", told.body, told.sha256, version["id"]),
            )
        opened.db.execute(
            """UPDATE items SET body_chars = (SELECT length(body) FROM versions
                   WHERE item = items.id AND version = items.version) WHERE version > 0"""
        )
        opened.db.execute("UPDATE attachment_texts SET text = '旧', reader = 'files/0', seal = NULL")
        opened.db.execute("UPDATE derived SET signature = 1, deriver = 'derived/0'")
        opened.db.execute("DELETE FROM about WHERE key = 'tokens'")  # the index is built anew
        seal_rows(opened.db)
    open_archive(archive).close()


def _packed_alone(folder: Path) -> Path:
    """Pages packed each alone, files, and what killed crawls left: bytes and files that nothing names."""
    archive = _empty(folder) / "archive"
    packed_alone(archive)
    with open_archive(archive) as opened:
        for n in range(12):
            body = b"%%PDF %d " % n + os.urandom(20_000)
            opened.keep(response(f"http://{HOST}/{n}.pdf", body), "attachment")
        gone = opened.keep(response(f"http://{HOST}/gone", os.urandom(5000)), "article")
        opened.keep(response(f"http://{HOST}/gone.pdf", b"%PDF gone"), "attachment")
        opened.db.execute("DELETE FROM captures WHERE id >= ?", (gone,))
    some = next(path for path in (archive / "files").rglob("*") if path.is_file())
    some.with_name(f".{some.name}.4711").write_bytes(b"%PD")
    return folder


def _migration(folder: Path, version: int) -> Work:
    start = _empty(folder / f"schema-{version}")
    unpacked(version, start / "archive")
    return Work(f"migration from schema {version}", start, ("--archive={archive}", "verify"), states.migrated)


def write(archive: Path) -> None:
    """Commits all the time."""
    with open_archive(archive) as opened:
        crawl = Crawl(opened, day=26)
        for n in itertools.count():
            opened.keep(response(f"http://x/{n}.pdf", hashlib.sha256(b"%d" % n).digest() * 500), "attachment")
            crawl.visit(row(f"w{n}"), moment=at(26))
            crawl.read(f"w{n}", f"正文{n}" * 500, moment=at(26))


def copied(work: Work, place: Path) -> Path:
    return Path(shutil.copytree(work.start, place))
