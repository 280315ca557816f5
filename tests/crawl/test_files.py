"""A crawl over a column whose items have files of every temper, or are files themselves."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from gongkai.archive import KeptText, StoredAttachment
from gongkai.base.values import Document, FileText
from gongkai.crawl import filetexts
from gongkai.crawl.converters import Converter
from gongkai.crawl.filereader import FileLimits, FileReader
from gongkai.crawl.run import READER, Quiet
from gongkai.extract import files
from gongkai.extract.files import reasons
from tests.crawl.pages import article, list_page, text
from tests.crawl.test_filereader import endless
from tests.crawl.world import World
from tests.extract import filemaking as make
from tests.extract.old_word import OLD_WORD

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGE = ("./a.html", "关于公开2026年部门预算的通知", "2026-03-01")
FILE = ("./b.pdf", "青石街道2026年部门预算", "2026-02-20")
BODY = "青石街道办事处二〇二六年收入总计一百万元。"


class Told(Quiet):
    """Keeps what is told of files."""

    def __init__(self) -> None:
        self.files: list[tuple[str, str]] = []

    def file_given_up(self, url: str, told: str) -> None:
        self.files.append((url.rpartition("/")[2], told))


@pytest.fixture
def column(world: World) -> World:
    """One page with three files, and a row that is a file."""
    world.watch("通知公告", "/tzgg/")
    world.site.put("/tzgg/", list_page("通知公告", [PAGE, FILE]))
    names = (("./f.docx", "收支总表.docx"), ("./s.pdf", "盖章件.pdf"), ("./h.docx", "明细.docx"))
    world.site.put("/tzgg/a.html", article(PAGE[1], PAGE[2], text("预算"), files=names))
    world.site.put(
        "/tzgg/f.docx", make.make_docx(["一般公共预算"], [["项目", "金额"]]), Content_Type=DOCX, ETag='"1"'
    )
    world.site.put("/tzgg/s.pdf", make.make_scan(2), Content_Type="application/pdf")
    world.site.put("/tzgg/h.docx", endless(), Content_Type=DOCX)
    world.site.put("/tzgg/b.pdf", make.make_pdf([[BODY]]), Content_Type="application/pdf")
    return world


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of files that were really read; none may take longer than a second."""
    names: list[str] = []
    plain_init, plain_read = FileReader.__init__, FileReader.read

    def init(self: FileReader) -> None:
        plain_init(self, FileLimits(seconds=1.0), converters=())

    async def read(self: FileReader, data: bytes, name: str) -> object:
        names.append(name)
        return await plain_read(self, data, name)

    monkeypatch.setattr(FileReader, "__init__", init)
    monkeypatch.setattr(FileReader, "read", read)
    return names


def attachments(world: World) -> dict[str, tuple[str, int | None]]:
    return {
        name: (status, chars)
        for name, status, chars in world.rows("SELECT name, status, text_chars FROM attachments")
    }


def versions(world: World) -> list[tuple[object, ...]]:
    return world.rows(
        """SELECT kind, versions.version, cause, body <> '', reader FROM versions
           JOIN items ON items.id = item ORDER BY kind, versions.version"""
    )


def test_files_are_read_once_and_cost_nothing_but_a_line(column: World, reads: list[str]):
    told = Told()
    column.crawl(report=told)
    expected = {
        "收支总表.docx": ("read", len("一般公共预算\n项目\t金额")),
        "盖章件.pdf": ("no-text", 0),
        "明细.docx": ("not-read", None),
        FILE[1]: ("read", len(BODY)),
    }
    assert attachments(column) == expected
    assert told.files == [("h.docx", "读取超时，已放弃")]
    assert sorted(reads) == sorted(expected)
    assert {hit.title for hit in column.archive.search("一般公共预算").hits} == {PAGE[1]}
    assert column.archive.search("收入总计").hits[0].title == FILE[1]
    before, told_before = list(column.archive.db.iterdump()), versions(column)
    reads.clear()
    assert column.crawl(after=timedelta(days=30)).items == {"same": 2}
    assert (reads, told.files) == ([], [("h.docx", "读取超时，已放弃")])
    assert versions(column) == told_before
    same = ("attachment_texts", "items_fts", "item_events")
    assert [line for line in before if any(f'"{name}' in line for name in same)] == [
        line for line in column.archive.db.iterdump() if any(f'"{name}' in line for name in same)
    ]


def test_an_item_that_is_a_file_says_what_the_file_says(column: World, reads: list[str]):
    column.crawl()
    assert column.one("SELECT body FROM versions JOIN items ON items.id = item WHERE kind = 'file'") == BODY
    assert column.one("SELECT body_chars FROM items WHERE kind = 'file'") == len(BODY)
    assert versions(column) == [
        ("file", 1, "published", 1, f"{READER} {files.READER}"),
        ("page", 1, "published", 1, READER),
    ]


def test_the_same_bytes_read_better_are_reread_and_no_edit(
    column: World, reads: list[str], monkeypatch: pytest.MonkeyPatch
):
    """First by a reader that finds nothing in the file that is an item."""

    async def blind(self: FileReader, data: bytes, name: str) -> FileText:
        return FileText("pdf", "no-text", why="scan")

    with monkeypatch.context() as patch:
        patch.setattr("gongkai.crawl.filereader.READER", "files/0")
        patch.setattr(files, "READER", "files/0")
        patch.setattr(FileReader, "read", blind)
        column.crawl()
    assert versions(column)[0] == ("file", 1, "published", 0, f"{READER} files/0")
    column.crawl()
    assert column.rows("SELECT DISTINCT reader FROM attachment_texts") == [(files.READER,)]
    assert versions(column) == [
        ("file", 1, "published", 0, f"{READER} files/0"),
        ("file", 2, "reread", 1, f"{READER} {files.READER}"),
        ("page", 1, "published", 1, READER),
    ]
    assert column.rows("SELECT DISTINCT kind FROM item_events") == [("appeared",)]
    assert column.one("SELECT count(*) FROM items WHERE last_changed IS NOT NULL") == 0


def test_a_file_of_before_there_were_readers(
    column: World, reads: list[str], monkeypatch: pytest.MonkeyPatch
):
    """Its text appears as a rereading, even where the server says that nothing changed."""

    async def none(run: object, attachments: object) -> dict[str, object]:
        return {}

    async def left(run: object) -> None:
        return None

    column.site.put("/tzgg/b.pdf", make.make_pdf([[BODY]]), Content_Type="application/pdf", ETag='"1"')
    with monkeypatch.context() as patch:
        patch.setattr("gongkai.crawl.items.read_texts", none)
        patch.setattr("gongkai.crawl.conductor.read_files_left", left)
        column.crawl()
    assert versions(column)[0] == ("file", 1, "published", 0, READER)
    column.crawl()
    assert versions(column)[:2] == [
        ("file", 1, "published", 0, READER),
        ("file", 2, "reread", 1, f"{READER} {files.READER}"),
    ]
    assert column.rows("SELECT outcome FROM checks JOIN items ON items.id = item WHERE kind = 'file'") == [
        ("new",),
        ("same",),
    ]
    assert column.rows("SELECT kind FROM item_events WHERE kind = 'changed'") == []
    column.crawl(after=timedelta(days=9))
    assert len(versions(column)) == 3


def test_other_bytes_are_an_edit(column: World, reads: list[str]):
    column.crawl()
    column.site.put(
        "/tzgg/b.pdf", make.make_pdf([[BODY.replace("一", "二")]]), Content_Type="application/pdf"
    )
    column.crawl()
    assert column.rows("SELECT cause, changed FROM versions WHERE version = 2") == [
        ("published", '["body","attachments"]')
    ]
    assert column.one("SELECT count(*) FROM item_events WHERE kind = 'changed'") == 1


def test_a_text_of_other_bytes_is_not_taken_for_reading_better(column: World, reads: list[str]):
    """A file beside a page changes: the page is edited in its attachments, and searching finds the new."""
    column.crawl()
    column.site.put("/tzgg/f.docx", make.make_docx(["政府性基金"]), Content_Type=DOCX, ETag='"2"')
    column.crawl()
    assert column.rows("SELECT cause, changed FROM versions WHERE version = 2") == [
        ("published", '["attachments"]')
    ]
    assert column.archive.search("一般公共预算").hits == ()
    assert column.archive.search("政府性基金").hits[0].snippet == "附件《收支总表.docx》：【政府性基金】"


def test_what_was_kept_unread_is_read_at_the_end_of_a_crawl(
    column: World, reads: list[str], monkeypatch: pytest.MonkeyPatch
):
    async def none(run: object, attachments: object) -> dict[str, object]:
        return {}

    async def left(run: object) -> None:
        return None

    with monkeypatch.context() as patch:
        patch.setattr("gongkai.crawl.items.read_texts", none)
        patch.setattr("gongkai.crawl.conductor.read_files_left", left)
        column.crawl(after=timedelta(hours=1))
    assert {status for status, _ in attachments(column).values()} == {"stored"}
    column.crawl()
    assert {status for status, _ in attachments(column).values()} == {"read", "no-text", "not-read"}


def viewer(title: str, day: str, file: str) -> str:
    """A page that shows a file instead of a text."""
    frame = f"<iframe src='/js/pdfjs/web/viewer.html?file={file}'></iframe>"
    return article(title, day, "").replace("<p></p>", frame)


def test_a_page_whose_text_is_an_embedded_file(column: World, reads: list[str]):
    column.site.put("/tzgg/a.html", viewer(PAGE[1], PAGE[2], "/tzgg/v.pdf"))
    column.site.put(
        "/tzgg/v.pdf", make.make_pdf([["General budget"]]), Content_Type="application/pdf", ETag='"1"'
    )
    column.crawl()
    assert ("page", 1, "published", 1, f"{READER} {files.READER}") in versions(column)
    hit = column.archive.search("General budget").hits[0]
    assert hit.title == PAGE[1]
    assert "General" in hit.snippet
    column.crawl(after=timedelta(days=9))
    assert len(versions(column)) == 2
    column.site.put(
        "/tzgg/v.pdf", make.make_pdf([["Other budget"]]), Content_Type="application/pdf", ETag='"2"'
    )
    column.crawl()
    assert column.rows("SELECT cause, changed FROM versions WHERE version = 2") == [
        ("published", '["body","attachments"]')
    ]


def test_an_embedded_file_that_cannot_be_had_now_is_no_empty_text(column: World, reads: list[str]):
    column.site.put("/tzgg/a.html", viewer(PAGE[1], PAGE[2], "/tzgg/v.pdf"))
    column.site.put("/tzgg/v.pdf", "busy", status=503)
    column.crawl()
    page = "SELECT checks.outcome, reason FROM checks JOIN items ON items.id = item WHERE kind = 'page'"
    assert column.rows(page) == [("failed", "part-missing")]
    column.site.put("/tzgg/v.pdf", make.make_pdf([["General budget"]]), Content_Type="application/pdf")
    column.crawl()
    assert [row for row in versions(column) if row[0] == "page"] == [
        ("page", 1, "published", 1, f"{READER} {files.READER}")
    ]


def test_an_embedded_file_that_is_gone_leaves_the_page_without_text(column: World, reads: list[str]):
    column.site.put("/tzgg/a.html", viewer(PAGE[1], PAGE[2], "/tzgg/nowhere.pdf"))
    column.crawl()
    assert [row[:4] for row in versions(column) if row[0] == "page"] == [("page", 1, "published", 0)]
    assert column.one("SELECT status FROM attachments WHERE url LIKE '%nowhere.pdf'") == "http-404"


def printing(folder: Path) -> Converter:
    """A converter that makes a text of anything."""
    program = folder / "program"
    program.write_text(f"#!/bin/sh\necho {BODY}\n")
    program.chmod(0o755)
    return Converter("antiword", str(program), 10**9, lambda folder: ())


def with_converters(monkeypatch: pytest.MonkeyPatch, *found: Converter) -> None:
    """As if these were installed from now on."""
    monkeypatch.setattr("gongkai.crawl.filereader.available", lambda: found)


def put_old_word(world: World, path: str) -> None:
    """And nothing that takes long."""
    world.site.put(path, OLD_WORD, Content_Type="application/msword", ETag='"1"')
    world.site.put("/tzgg/h.docx", make.make_docx(["明细"]), Content_Type=DOCX)


def test_a_converter_newly_installed_makes_no_edit(
    column: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """Of the page's bytes, only a counter differs when it is looked at again."""
    page = viewer(PAGE[1], PAGE[2], "/tzgg/v.doc")
    column.site.put("/tzgg/a.html", page)
    put_old_word(column, "/tzgg/v.doc")
    with_converters(monkeypatch)
    column.crawl(after=timedelta(days=2))
    column.site.put("/tzgg/a.html", page.replace("</body>", "<!-- 17 --></body>"))
    with_converters(monkeypatch, printing(tmp_path))
    column.crawl()
    assert [row for row in versions(column) if row[0] == "page"] == [
        ("page", 1, "published", 0, f"{READER} {files.READER}"),
        ("page", 2, "reread", 1, f"{READER} {files.READER}+antiword"),
    ]
    assert column.rows("SELECT DISTINCT kind FROM item_events") == [("appeared",)]


@pytest.mark.parametrize("days", [9, 0])
def test_a_converter_newly_installed_reads_an_item_that_is_a_file(
    column: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, days: int
):
    """Though its server says that nothing changed, and even where the crawl before read it after the look."""
    put_old_word(column, "/tzgg/b.pdf")
    with_converters(monkeypatch)
    column.crawl(after=timedelta(days=days))
    with_converters(monkeypatch, printing(tmp_path))
    column.crawl(after=timedelta(days=9))
    column.crawl()
    assert [row for row in versions(column) if row[0] == "file"] == [
        ("file", 1, "published", 0, f"{READER} {files.READER}"),
        ("file", 2, "reread", 1, f"{READER} {files.READER}+antiword"),
    ]


def test_a_file_is_the_text_only_where_the_page_has_none():
    kept = KeptText(FileText("pdf", "read", "文件"), files.READER)
    scan = KeptText(FileText("pdf", "no-text", why="scan"), files.READER)
    file = StoredAttachment("http://x/f.pdf", "附件", "stored", "1" * 64)
    page = Document("article", body_file=file.url)
    assert filetexts.with_file_text(page, (file,), {"1" * 64: kept}).body == "文件"
    assert filetexts.with_file_text(page, (file,), {"1" * 64: scan}).body == ""
    assert filetexts.reader_of(page, (file,), {"1" * 64: scan}) == f"{READER} {files.READER}"
    for other in (Document("article", body="正文", body_file=file.url), Document("article")):
        assert filetexts.with_file_text(other, (file,), {"1" * 64: kept}) is other
        assert filetexts.reader_of(other, (file,), {"1" * 64: kept}) == READER
    assert filetexts.with_file_text(page, (), {}) is page


def test_too_large_and_taken_out(column: World, reads: list[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 10)
    column.crawl()
    assert reads == []
    assert column.rows("SELECT DISTINCT status, why, reader FROM attachment_texts") == [
        ("not-read", "too-large", files.READER)
    ]
    column.archive.db.execute("DELETE FROM attachment_texts")
    column.archive.db.execute("UPDATE captures SET purged = received_at WHERE kind = 'attachment'")
    monkeypatch.undo()
    assert column.crawl(after=timedelta(days=30)).outcome == "done"


def crawl_with_older_reader(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("gongkai.crawl.filereader.READER", "files/0")
        patch.setattr(files, "READER", "files/0")
        world.crawl(after=timedelta(days=2))


def test_the_text_of_a_file_taken_out_stands(
    column: World, reads: list[str], monkeypatch: pytest.MonkeyPatch
):
    column.site.put("/tzgg/a.html", viewer(PAGE[1], PAGE[2], "/tzgg/v.pdf"))
    column.site.put("/tzgg/v.pdf", make.make_pdf([["General budget"]]), Content_Type="application/pdf")
    crawl_with_older_reader(column, monkeypatch)
    column.archive.db.execute("UPDATE captures SET purged = received_at WHERE url LIKE '%/v.pdf'")
    column.crawl()
    assert [row for row in versions(column) if row[0] == "page"] == [
        ("page", 1, "published", 1, f"{READER} files/0")
    ]
    assert column.rows("SELECT text FROM attachment_texts WHERE reader = 'files/0'") == [("General budget",)]
    assert column.archive.search("General budget").hits[0].title == PAGE[1]


def without_a_process(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """As if this machine could start none that reads files."""
    monkeypatch.setattr("gongkai.crawl.filereader.CHILD", folder / "nothing.py")


def test_files_that_no_process_could_read_are_read_next_time(
    column: World, reads: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """Nothing is said of them. The page stands without their texts; the look at the file failed."""
    told = Told()
    with monkeypatch.context() as patch:
        without_a_process(patch, tmp_path)
        assert column.crawl(report=told).items == {"new": 1, "failed": 1}
    assert column.rows("SELECT * FROM attachment_texts") == []
    assert {status for status, _ in attachments(column).values()} == {"stored"}
    assert column.rows("SELECT outcome, reason FROM checks ORDER BY outcome") == [
        ("failed", "file-unread"),
        ("new", ""),
    ]
    assert [told for _, told in told.files] == [reasons.NO_PROCESS], "once"
    assert len(reads) == 5, "three for the page, one for the row, and the end gave up at the first"
    column.crawl()
    assert {status for status, _ in attachments(column).values()} == {"read", "no-text", "not-read"}
    assert versions(column)[0] == ("file", 1, "published", 1, f"{READER} {files.READER}")


def test_an_item_keeps_its_body_while_no_process_can_be_had(
    column: World, reads: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    column.site.put("/tzgg/h.docx", make.make_docx(["明细"]), Content_Type=DOCX)
    crawl_with_older_reader(column, monkeypatch)
    before = versions(column)
    without_a_process(monkeypatch, tmp_path)
    column.crawl(after=timedelta(days=4))
    assert versions(column) == before
    column.site.put("/tzgg/b.pdf", make.make_pdf([["Other"]]), Content_Type="application/pdf", ETag='"2"')
    assert column.crawl(after=timedelta(days=3)).items == {"same": 1, "failed": 1}
    assert versions(column) == before, "other bytes that nobody read yet are no empty text"
    monkeypatch.undo()
    column.crawl()
    assert column.rows("SELECT body, cause FROM versions ORDER BY id DESC LIMIT 1") == [
        ("Other", "published")
    ]


@pytest.mark.parametrize("why", ["timeout", "memory", "crashed", "conversion", "needs-converter"])
def test_what_was_read_stands_where_a_newer_reader_gets_nowhere(
    column: World, reads: list[str], monkeypatch: pytest.MonkeyPatch, why: str
):
    column.site.put("/tzgg/h.docx", make.make_docx(["明细"]), Content_Type=DOCX)
    crawl_with_older_reader(column, monkeypatch)
    before = versions(column)
    texts = column.rows("SELECT * FROM attachment_texts WHERE status = 'read' ORDER BY sha256")
    assert len(texts) == 3
    reads.clear()

    async def nowhere(self: FileReader, data: bytes, name: str) -> FileText:
        reads.append(name)
        return FileText("unknown", "not-read", why=why)

    with monkeypatch.context() as patch:
        patch.setattr(FileReader, "read", nowhere)
        column.crawl()
    assert column.rows("SELECT * FROM attachment_texts WHERE reader = 'files/0' ORDER BY sha256") == texts
    assert versions(column) == before
    assert sorted(reads) == sorted(["收支总表.docx", "盖章件.pdf", "明细.docx", FILE[1]]), "once in a crawl"
    column.crawl()
    assert column.rows("SELECT DISTINCT reader FROM attachment_texts") == [(files.READER,)]
