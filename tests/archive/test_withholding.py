"""A withheld item says nothing anywhere and comes back whole; purged bytes are gone and everything holds."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from gongkai.archive import Archive, KeptText, StoredAttachment, open_archive
from gongkai.archive.seals import recording
from gongkai.archive.withholding import HIDDEN
from gongkai.base.errors import ArchiveUnreadable, UsageError
from gongkai.base.values import FileText
from tests.archive.helpers import HOST, Crawl, at, due_items, response, row

SECRET = "赵钱孙的住院记录"
WORDS = (SECRET, "收治情况", "救助名册", "附件里的病情")
SHARED = b"%PDF shared" * 20


@pytest.fixture
def crawl(archive: Archive) -> Crawl:
    """Two items, one of which is to go, with a file of its own and one that both name; read twice."""
    made = Crawl(archive)
    made.visit(row("a", title=SECRET), row("b", title="别的事"), moment=at(1))
    for name, body in (("a", "收治情况如下"), ("b", "正文")):
        files = (*(file(made, "own", b"%PDF own" * 20) if name == "a" else ()), *file(made, "all", SHARED))
        made.read(name, body, moment=at(1, 1), attachments=files, issuer="救助名册办公室")
    store(archive, b"%PDF own" * 20, "附件里的病情")
    store(archive, SHARED, "大家都有的附件")
    made.read("a", "收治情况改了", moment=at(3), page=b"other")
    return made


def file(crawl: Crawl, name: str, body: bytes) -> tuple[StoredAttachment, ...]:
    url = f"http://{HOST}/{name}.pdf"
    capture = crawl.archive.keep(response(url, body), "attachment")
    sha256 = hashlib.sha256(body).hexdigest()
    return (StoredAttachment(url, "救助名册.pdf", "stored", sha256, len(body), "application/pdf", capture),)


def store(archive: Archive, body: bytes, text: str) -> None:
    archive.store_file_text(
        hashlib.sha256(body).hexdigest(), KeptText(FileText("pdf", "read", text), "files/1"), at(2)
    )


def dump(archive: Archive) -> list[str]:
    left_out = ('"keeping_log"', '"derived"', '"items_fts', '"sqlite_sequence"', '"listings"')
    return [line for line in archive.db.iterdump() if not any(name in line for name in left_out)]


def test_nothing_of_it_is_left_in_the_database_that_is_shown(crawl: Crawl) -> None:
    archive, uid = crawl.archive, crawl.uid("a")
    archive.withhold(uid, "含有病情", "王某", at(4))
    assert [archive.search(word).total for word in WORDS] == [0, 0, 0, 0]
    assert archive.search("大家都有的附件").total == 1
    view = archive.item(uid)
    assert view is not None
    assert (view.title, view.body, view.withheld, view.issuer) == (HIDDEN, "", "含有病情", None)
    with open_archive(archive.folder) as again:
        bytes_ = (again.folder / "gongkai.db").read_bytes()
        assert [word for word in WORDS if word != "救助名册" and word.encode() in bytes_] == []
        assert list(again.faults(lambda name: None)) == []
    log = archive.db.execute("SELECT at, who, what, because FROM keeping_log").fetchall()
    assert [tuple(entry) for entry in log] == [(at(4), "王某", "withhold", "含有病情")]


def test_a_visit_or_a_reading_does_not_bring_it_back(crawl: Crawl) -> None:
    archive, uid = crawl.archive, crawl.uid("a")
    archive.withhold(uid, "含有病情", "王某", at(4))
    crawl.visit(row("a", title=SECRET), row("b", title="别的事"), row("c"), moment=at(5))
    assert crawl.item("a") not in [due.item for due in due_items(archive, at(30))]
    assert not any(SECRET in line for line in archive.db.iterdump())
    assert list(archive.kept_sights("another"))
    assert all(sight.item != crawl.item("a") for sight in archive.kept_sights("another"))
    assert [one.name for one in archive.unread_files("files/9", "files/9", "doc")] == ["救助名册.pdf"]


def test_it_comes_back_as_it_was(crawl: Crawl) -> None:
    archive, uid = crawl.archive, crawl.uid("a")
    before, found = dump(archive), archive.search("附件里的病情").hits
    archive.withhold(uid, "含有病情", "王某", at(4))
    archive.show_again(uid, "已更正", "李某", at(6))
    archive.db.execute("UPDATE items SET next_check = NULL")
    assert dump(archive) == before
    assert archive.search("附件里的病情").hits == found
    assert [due.item for due in due_items(archive, at(6))] == []
    assert list(archive.faults(lambda name: None)) == []


def test_what_cannot_be_is_told(crawl: Crawl) -> None:
    archive, uid = crawl.archive, crawl.uid("a")
    with pytest.raises(UsageError, match="没有条目"):
        archive.withhold("NONE", "理由", "某人", at(4))
    with pytest.raises(UsageError, match="没有隐去"):
        archive.show_again(uid, "理由", "某人", at(4))
    archive.withhold(uid, "含有病情", "王某", at(4))
    with pytest.raises(UsageError, match="已经隐去：含有病情"):
        archive.withhold(uid, "理由", "某人", at(5))
    with pytest.raises(UsageError, match="没有第 99 号快照"):
        archive.purge(99, "理由", "某人", at(5))


@pytest.fixture
def pages(archive: Archive) -> list[int]:
    """Pages that are packed against each other, one of them twice, and a file."""
    body = "".join(f"<p>{hashlib.sha256(str(n).encode()).hexdigest()}</p>" for n in range(60))
    captures = [
        archive.keep(response(f"http://{HOST}/{n}.html", f"<h1>{n}</h1>{body}".encode()), "article")
        for n in range(9)
    ]
    captures += [archive.keep(response(f"http://{HOST}/again", f"<h1>0</h1>{body}".encode()), "article")]
    return [*captures, archive.keep(response(f"http://{HOST}/a.pdf", b"%PDF"), "attachment")]


@pytest.mark.parametrize("which", [0, 4, 9, 10])
def test_purged_bytes_are_gone_and_all_others_are_not(archive: Archive, pages: list[int], which: int) -> None:
    bodies = [archive.capture_body(capture) for capture in pages]
    sha256 = hashlib.sha256(bodies[which]).hexdigest()
    done = archive.purge(pages[which], "依决定", "王某", at(9))
    same = [capture for capture, body in zip(pages, bodies, strict=True) if body == bodies[which]]
    assert (done.captures, done.bytes) == (len(same), len(bodies[which]))
    for capture, body in zip(pages, bodies, strict=True):
        if capture in same:
            with pytest.raises(ArchiveUnreadable, match=f"已于 {at(9)} 清除"):
                archive.capture_body(capture)
        else:
            assert archive.capture_body(capture) == body
    assert list(archive.faults(lambda name: None)) == []
    assert not list((archive.folder / "files").rglob(sha256))
    assert not any(sha256 in line for line in _captures(archive.folder))


def test_a_purge_that_was_cut_off_is_told_and_finished(archive: Archive, pages: list[int]) -> None:
    with recording(archive.db):
        archive.db.execute("UPDATE captures SET purged = ?, seal = NULL WHERE id = ?", (at(9), pages[3]))
    (fault,) = archive.faults(lambda name: None)
    assert (fault.where, fault.which) == ("captures", str(pages[3]))
    assert "gongkai purge" in fault.what
    archive.purge(pages[3], "依决定", "王某", at(9))
    assert list(archive.faults(lambda name: None)) == []


def test_bytes_that_come_again_after_a_purge_are_kept_and_verified(
    archive: Archive, pages: list[int]
) -> None:
    body = archive.capture_body(pages[3])
    archive.purge(pages[3], "依决定", "王某", at(9))
    again = archive.keep(response(f"http://{HOST}/3.html", body), "article")
    assert archive.capture_body(again) == body
    assert list(archive.faults(lambda name: None)) == []
    assert archive._blobs is not None
    archive._blobs.execute(
        "UPDATE blobs SET data = x'00' WHERE sha256 = ?", (hashlib.sha256(body).hexdigest(),)
    )
    assert [fault.which for fault in archive.faults(lambda name: None)] == [str(again)]


def test_a_file_that_a_shown_item_names_later_is_read_anew(crawl: Crawl) -> None:
    archive = crawl.archive
    archive.withhold(crawl.uid("a"), "含有病情", "王某", at(4))
    assert "own.pdf" not in str(archive.unread_files("files/1", "files/1", "doc"))
    crawl.read("b", "正文", moment=at(5), page=b"b2", attachments=file(crawl, "own", b"%PDF own" * 20))
    assert "own.pdf" in str(archive.unread_files("files/1", "files/1", "doc"))


def test_who_still_says_what_was_purged_is_told(crawl: Crawl) -> None:
    capture = crawl.versions("a")[0].capture
    assert capture is not None
    assert crawl.archive.purge(capture, "依决定", "王某", at(9)).said_by == (crawl.uid("a"),)


def _captures(folder: Path) -> list[str]:
    with open_archive(folder) as archive:
        assert archive._blobs is not None
        return list(archive._blobs.iterdump())
