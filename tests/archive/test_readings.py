from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gongkai.archive import Archive, ItemView, StoredAttachment
from tests.archive.helpers import HOST, Crawl, at, due_items, response, row

FILE = f"http://{HOST}/files/a.pdf"


def attachment(sha256: str | None, *, url: str = FILE, capture: int | None = None) -> StoredAttachment:
    status = "stored" if sha256 else "failed"
    return StoredAttachment(
        url, "附件1.pdf", status, sha256, 10 if sha256 else None, "application/pdf", capture
    )


@pytest.fixture
def read(crawl: Crawl) -> Crawl:
    """One item, listed and read on the first, read again as it was on the second."""
    crawl.visit(row("a", "2025-12-20", title="列表标题"), moment=at(1))
    crawl.read("a", "第一段\n第二段", moment=at(1, 1), next_check=at(8))
    assert crawl.read("a", "第一段\n第二段", moment=at(2), next_check=at(8)) == "same"
    return crawl


def view(crawl: Crawl, name: str = "a") -> ItemView:
    found = crawl.archive.item(crawl.uid(name))
    assert found is not None
    return found


def test_first_reading(crawl: Crawl) -> None:
    crawl.visit(row("a", "2025-12-20"), moment=at(1))
    stated: dict[str, Any] = {
        "title": "正式标题",
        "published": "2025-12-21T09:00",
        "published_from": "meta",
        "doc_no": "青政〔2025〕5号",
    }
    outcome = crawl.read(
        "a", "正文", moment=at(1, 1), next_check=at(8), metadata=(("主题", "财政"),), **stated
    )
    assert outcome == "new"
    item = view(crawl)
    assert (item.title, item.published, item.published_from, item.doc_no, item.version) == (
        "正式标题",
        "2025-12-21T09:00",
        "meta",
        "青政〔2025〕5号",
        1,
    )
    version = crawl.versions("a")[0]
    assert (version.cause, version.seen_at, version.previous_seen_at, version.changed) == (
        "published",
        at(1, 1),
        None,
        (),
    )
    assert (version.metadata["doc_no"], version.stated) == ("青政〔2025〕5号", (("主题", "财政"),))
    assert due_items(crawl.archive, at(7)) == ()
    due = due_items(crawl.archive, at(8))[0]
    assert (due.etag, due.checks, due.title, due.reader) == ('"1"', 1, "标题 a", "r1")


def test_what_the_page_does_not_state_comes_from_the_list(read: Crawl) -> None:
    item = view(read)
    assert (item.title, item.published, item.published_from) == ("列表标题", "2025-12-20", "list")


def test_same_text_makes_no_version_however_the_bytes_differ(read: Crawl) -> None:
    assert read.read("a", "第一段\n\n 第二段\u3000", moment=at(3), page=b"counter 17") == "same"
    assert len(read.versions("a")) == 1
    assert (view(read).last_seen, view(read).last_changed) == (at(3), None)
    outcomes = read.archive.db.execute("SELECT outcome FROM checks ORDER BY id").fetchall()
    assert [r[0] for r in outcomes] == ["new", "same", "same"]


@pytest.mark.parametrize(
    ("body", "stated", "changed"),
    [
        ("第一段\n第三段", {}, ("body",)),
        ("第一段\n第二段", {"title": "改了"}, ("title",)),
        ("第一段\n第二段", {"published": "2025-12-19", "published_from": "printed"}, ("published",)),
        ("第一段\n第二段", {"issuer": "青山街道办事处"}, ("issuer",)),
        ("第一段\n第二段", {"metadata": (("有效性", "废止"),)}, ("stated",)),
        ("改", {"title": "也改", "doc_no": "1号"}, ("title", "body", "doc_no")),
    ],
)
def test_another_text_is_a_version(
    read: Crawl, body: str, stated: dict[str, Any], changed: tuple[str, ...]
) -> None:
    assert read.read("a", body, moment=at(5), page=b"other bytes", **stated) == "changed"
    first, second = read.versions("a")
    assert (second.version, second.cause, second.changed) == (2, "published", changed)
    assert (second.seen_at, second.previous_seen_at) == (at(5), at(2))
    assert first.text_sha256 != second.text_sha256
    assert view(read).last_changed == at(5)
    assert read.events("a") == ["appeared", "changed"]


def test_the_path_to_a_page_is_not_what_it_says(read: Crawl) -> None:
    assert read.read("a", "第一段\n第二段", moment=at(5), section_path=("首页", "新栏目")) == "same"


def test_back_to_the_old_text_is_a_version_too(read: Crawl) -> None:
    read.read("a", "乙", moment=at(3))
    assert read.read("a", "第一段\n第二段", moment=at(4)) == "changed"
    texts = [v.text_sha256 for v in read.versions("a")]
    assert texts[0] == texts[2] != texts[1]


def test_a_better_reader_of_the_same_bytes_is_nobodys_edit(read: Crawl) -> None:
    page = "第一段\n第二段".encode()
    assert read.read("a", "第一段\n第二段\n第三段", moment=at(5), page=page, reader="r2") == "same"
    second = read.versions("a")[1]
    assert (second.cause, second.seen_at, second.read_at) == ("reread", at(1, 1), at(5))
    assert read.events("a") == ["appeared"]
    assert view(read).last_changed is None


def test_reading_stored_bytes_again_is_no_sight_of_the_page(read: Crawl) -> None:
    capture = read.versions("a")[0].capture
    assert read.read("a", "更好的读法", moment=at(5), capture=capture, reader="r2") == "same"
    assert read.versions("a")[1].cause == "reread"
    assert view(read).last_seen == at(2)
    assert read.archive.db.execute("SELECT count(*) FROM checks").fetchone()[0] == 2


def test_an_edit_read_by_a_better_reader_is_an_edit(read: Crawl) -> None:
    assert read.read("a", "另一段", moment=at(5), page=b"new bytes", reader="r2") == "changed"


def test_attachment_bytes_make_a_version_and_becoming_known_does_not(read: Crawl) -> None:
    steps: list[tuple[str | None, str]] = [
        (None, "changed"),  # a new attachment in the list; its bytes could not be had
        ("1" * 64, "same"),  # they became known
        (None, "same"),  # could not be had this time
        ("1" * 64, "same"),
        ("2" * 64, "changed"),  # other bytes
        (None, "same"),
    ]
    for day, (sha256, expected) in enumerate(steps, start=3):
        given = (attachment(sha256),)
        outcome = read.read("a", "第一段\n第二段", moment=at(day), page=b"p", attachments=given)
        assert outcome == expected, day
    hashes = [[a.sha256 for a in v.attachments] for v in read.versions("a")]
    assert hashes == [[], ["1" * 64], ["2" * 64]]
    rows = read.archive.db.execute("SELECT sha256, first_seen, checked_at FROM attachments ORDER BY id")
    assert [tuple(r) for r in rows] == [("1" * 64, at(3), at(6)), ("2" * 64, at(7), at(8))]


def test_attachment_carried_over_was_not_checked(read: Crawl) -> None:
    capture = read.archive.keep(response(FILE, b"pdf"), "attachment")
    given = (attachment("1" * 64, capture=capture),)
    for day in (3, 9):
        read.read("a", "第一段\n第二段", moment=at(day), attachments=given)
    stored = read.archive.db.execute("SELECT last_seen, checked_at FROM attachments").fetchone()
    assert tuple(stored) == (at(9), at(3))


def test_order_of_attachments_is_layout(read: Crawl) -> None:
    one, two = attachment("1" * 64), attachment("2" * 64, url=FILE + "2")
    read.read("a", "第一段\n第二段", moment=at(3), attachments=(one, two))
    assert read.read("a", "第一段\n第二段", moment=at(4), attachments=(two, one)) == "same"
    assert read.read("a", "第一段\n第二段", moment=at(5), attachments=(two,)) == "changed"
    assert [v.changed for v in read.versions("a")] == [(), ("attachments",), ("attachments",)]


def test_not_modified_says_that_the_text_still_stands(read: Crawl) -> None:
    read.archive.store_check(read.item("a"), read.run, at(6), "same", status=304, next_check=at(20))
    read.read("a", "乙", moment=at(9))
    assert read.versions("a")[1].previous_seen_at == at(6)


def test_failure_says_nothing_of_the_text(read: Crawl) -> None:
    read.archive.store_check(read.item("a"), read.run, at(6), "failed", reason="timeout", next_check=at(7))
    item = view(read)
    assert (item.status, item.last_seen, item.last_checked) == ("live", at(2), at(6))
    assert [due.item for due in due_items(read.archive, at(7))] == [read.item("a")]


def test_moved(read: Crawl) -> None:
    read.archive.store_check(read.item("a"), read.run, at(6), "moved", reason="off-site")
    assert view(read).status == "live"
    read.archive.store_check(read.item("a"), read.run, at(7), "moved", moved_to="http://new.example/a")
    assert (view(read).status, view(read).moved_to) == ("moved", "http://new.example/a")
    assert read.events("a") == ["appeared", "moved"]


def test_page_without_a_date_listed_later_with_one(crawl: Crawl) -> None:
    crawl.visit(row("a", None), moment=at(1))
    crawl.read("a", "正文", moment=at(1, 1))
    crawl.visit(row("a", "2025-12-20"), moment=at(2))
    assert crawl.read("a", "正文", moment=at(2, 1)) == "same"
    assert view(crawl).published == "2025-12-20"


@pytest.mark.parametrize("spoil", [lambda s: s + "\ud800", lambda s: s + "\0"])
def test_characters_sqlite_cannot_keep(crawl: Crawl, spoil: Callable[[str], str]) -> None:
    crawl.visit(row("a"), moment=at(1))
    stated: dict[str, Any] = {"title": spoil("标题"), "metadata": ((spoil("索引"), spoil("值")),)}
    assert crawl.read("a", spoil("正文"), moment=at(1, 1), page=b"x", **stated) == "new"
    assert crawl.read("a", spoil("正文"), moment=at(2), page=b"x", **stated) == "same"


def test_due_newest_first_and_by_site(archive: Archive, crawl: Crawl) -> None:
    crawl.visit(row("old", "2020-01-01"), row("undated", None), row("new", "2025-12-31"), moment=at(5))
    assert [due.title for due in due_items(archive, at(5))] == ["标题 undated", "标题 new", "标题 old"]
    assert due_items(archive, at(5), sites=("other",)) == ()
    assert len(due_items(archive, at(5), sites=("qs", "other"))) == 3
