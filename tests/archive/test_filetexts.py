"""What files say is kept by their bytes, found by searching, and nobody's edit."""

from __future__ import annotations

import pytest

from gongkai.archive import Archive, KeptText, StoredAttachment, search
from gongkai.base.values import FileStatus, FileText
from tests.archive.helpers import HOST, Crawl, at, response, row
from tests.archive.test_search import expected, indexed

ONE, OTHER = "1" * 64, "2" * 64


def kept(text: str, *, reader: str = "files/1", why: str = "") -> KeptText:
    status: FileStatus = "read" if text else "not-read"
    return KeptText(FileText("pdf", status, text, why=why), reader)


def file(name: str = "附件", sha256: str = ONE, capture: int | None = None) -> StoredAttachment:
    url = f"http://{HOST}/{name}.pdf"
    return StoredAttachment(url, name, "stored", sha256, 3, "application/pdf", capture)


@pytest.fixture
def two(crawl: Crawl) -> Archive:
    """Two items that name the same file."""
    crawl.visit(row("a", "2025-12-03"), row("b", "2025-12-01"), moment=at(5))
    crawl.read("a", "正文甲", moment=at(5, 1), attachments=(file(),))
    crawl.read("b", "正文乙", moment=at(5, 1), attachments=(file("表"), file("另", OTHER)))
    return crawl.archive


def rows(archive: Archive, columns: str) -> list[tuple[object, ...]]:
    return [tuple(r) for r in archive.db.execute(f"SELECT {columns} FROM attachments ORDER BY id")]


def found(archive: Archive, query: str) -> list[str]:
    return [hit.title for hit in archive.search(query).hits]


def test_a_text_is_told_beside_every_attachment_of_these_bytes(two: Archive) -> None:
    assert rows(two, "status, text_chars") == [("stored", None)] * 3
    two.store_file_text(ONE, kept("预算总表\n一"), at(6))
    assert rows(two, "status, text_chars") == [("read", 6), ("read", 6), ("stored", None)]
    two.store_file_text(OTHER, kept("", why="encrypted"), at(6))
    assert rows(two, "status, text_chars")[2] == ("not-read", None)
    assert two.file_text(ONE) == kept("预算总表\n一")
    assert two.file_text("3" * 64) is None


def test_reading_the_item_again_keeps_what_is_known_of_its_files(two: Archive, crawl: Crawl) -> None:
    two.store_file_text(ONE, kept("预算"), at(6))
    crawl.read("a", "正文甲", moment=at(7), attachments=(file(),))
    assert rows(two, "status, text_chars")[0] == ("read", 2)
    assert two.stored_attachments(crawl.item("a"))[0].status == "read"


def test_a_text_makes_no_version_and_no_event(two: Archive, crawl: Crawl) -> None:
    before = [(name, crawl.versions(name)[0].text_sha256, crawl.events(name)) for name in "ab"]
    for text in ("预算", "预算，读得更好"):
        two.store_file_text(ONE, kept(text), at(6))
    crawl.read("a", "正文甲", moment=at(7), attachments=(file(),))
    assert [(name, crawl.versions(name)[-1].text_sha256, crawl.events(name)) for name in "ab"] == before
    assert [len(crawl.versions(name)) for name in "ab"] == [1, 1]


def test_files_are_searched_with_the_items_that_name_them(two: Archive, crawl: Crawl) -> None:
    assert found(two, "总表") == []
    two.store_file_text(ONE, kept("青山街道预算总表"), at(6))
    two.store_file_text(OTHER, kept("只在另一个文件里"), at(6))
    assert found(two, "总表") == ["标题 a", "标题 b"]
    assert found(two, "正文乙 总表 文件里") == ["标题 b"]
    assert two.search("另一个").hits[0].snippet == "附件《另》：只在【另一个】文件里"
    assert two.search("正文乙 总表").hits[0].snippet == "【正文乙】"
    assert found(two, "正文甲青山") == [], "texts do not run into each other"
    assert indexed(two.db) == expected(two.db)


def test_names_in_an_archive_are_found(two: Archive) -> None:
    packed = FileText("zip", "not-read", names=("决算/总表.xls",), why="archive")
    two.store_file_text(OTHER, KeptText(packed, "files/1"), at(6))
    assert two.search("总表").hits[0].snippet == "附件《另》：决算/【总表】.xls"
    assert indexed(two.db) == expected(two.db)


def test_the_index_follows_every_change(two: Archive, crawl: Crawl) -> None:
    two.store_file_text(ONE, kept("旧读法"), at(6))
    two.store_file_text(ONE, kept("新读法"), at(6, 1))
    assert (found(two, "旧读"), found(two, "新读")) == ([], ["标题 a", "标题 b"])
    two.store_file_text(OTHER, kept("换上的文件"), at(6))
    crawl.read("a", "正文甲", moment=at(7), attachments=(file(sha256=OTHER),))
    assert (found(two, "新读"), found(two, "换上")) == (["标题 b"], ["标题 a", "标题 b"])
    crawl.read("b", "正文乙", moment=at(8), attachments=())
    assert (found(two, "新读"), found(two, "换上")) == ([], ["标题 a"])
    two.store_file_text(ONE, kept("", why="timeout"), at(9))
    assert indexed(two.db) == expected(two.db)


def test_a_text_that_is_the_body_is_not_put_in_twice(two: Archive, crawl: Crawl) -> None:
    two.store_file_text(ONE, kept("正文甲"), at(6))
    held = [term for term, column, row, _ in indexed(two.db) if column == "body"]
    assert held.count("正文") == 3, "once for a, and for b its own and its file's"
    assert indexed(two.db) == expected(two.db)


def test_what_is_withheld_is_not_found_by_its_files(two: Archive, crawl: Crawl) -> None:
    two.store_file_text(ONE, kept("青山街道预算总表"), at(6))
    search.remove(two.db, search.current(two.db, crawl.item("a")))
    two.db.execute("UPDATE items SET withheld = '涉及个人信息' WHERE id = ?", (crawl.item("a"),))
    assert found(two, "总表") == ["标题 b"]
    two.store_file_text(ONE, kept("青山街道预算总表，再读"), at(7))
    crawl.read("a", "正文甲", moment=at(7), attachments=(file(),))
    assert (found(two, "再读"), found(two, "正文甲")) == (["标题 b"], [])


def test_files_not_read_by_todays_reader(crawl: Crawl) -> None:
    crawl.visit(row("a"), moment=at(5))
    captures = [crawl.archive.keep(response(f"http://x/{n}", b"%d" % n), "attachment") for n in range(3)]
    files = [file(str(n), str(n) * 64, capture) for n, capture in enumerate(captures)]
    crawl.read(
        "a", "甲", moment=at(5, 1), attachments=(*files, StoredAttachment("http://x/y", "y", "failed"))
    )
    assert {one.sha256 for one in crawl.archive.unread_files("files/1", "files/1", "doc")} == {
        "0" * 64,
        "1" * 64,
        "2" * 64,
    }
    crawl.archive.store_file_text("0" * 64, kept("甲"), at(6))
    crawl.archive.store_file_text("1" * 64, kept("乙", reader="files/1+antiword"), at(6))
    crawl.archive.store_file_text("2" * 64, kept("丙", reader="files/0"), at(6))
    assert [one.capture for one in crawl.archive.unread_files("files/1", "files/1", "doc")] == [captures[2]]
    assert len(crawl.archive.unread_files("files/10", "files/10", "doc")) == 3
    old_word = KeptText(FileText("doc", "not-read", why="timeout"), "files/1")
    crawl.archive.store_file_text("0" * 64, old_word, at(6))
    assert [one.capture for one in crawl.archive.unread_files("files/1", "files/1+antiword", "doc")] == [
        captures[2],
        captures[0],
    ]
    crawl.archive.store_file_text("0" * 64, kept("", why="timeout"), at(6))
    assert [one.capture for one in crawl.archive.unread_files("files/1", "files/1+antiword", "doc")] == [
        captures[2]
    ]
    crawl.archive.db.execute("UPDATE captures SET purged = ?", (at(7),))
    assert crawl.archive.unread_files("files/1", "files/1", "doc") == ()


def test_bytes_under_several_addresses_are_told_by_the_row_kept_last(crawl: Crawl) -> None:
    """Whole, though another was named later; and they come first, since some row was named last."""
    crawl.visit(row("a"), row("b"), row("c"), moment=at(5))
    old, new, other = (
        crawl.archive.keep(response(f"http://x/{n}", b"%d" % (n // 2)), "attachment") for n in range(3)
    )
    crawl.read("a", "甲", moment=at(5, 1), attachments=(file("旧", ONE, old),))
    crawl.read("b", "乙", moment=at(5, 2), attachments=(file("新", ONE, new),))
    crawl.read("c", "丙", moment=at(5, 3), attachments=(file("另", OTHER, other),))
    crawl.read("a", "甲", moment=at(6), attachments=(file("旧", ONE, old),))
    found = crawl.archive.unread_files("files/1", "files/1", "doc")
    assert [(one.name, one.url[-5:], one.capture) for one in found] == [
        ("新", "新.pdf", new),
        ("另", "另.pdf", other),
    ]


def test_people_see_what_came_of_a_file(two: Archive, crawl: Crawl) -> None:
    two.store_file_text(
        ONE, KeptText(FileText("zip", "not-read", names=("甲.doc",), why="archive"), "r"), at(6)
    )
    view = two.item(crawl.uid("a"))
    assert view is not None
    (shown,) = view.attachments
    assert (shown.status, shown.why, shown.names, shown.text_chars) == (
        "not-read",
        "archive",
        ("甲.doc",),
        None,
    )
    assert crawl.versions("b")[0].attachments[1].status == "stored"
