from __future__ import annotations

from gongkai.archive import StoredAttachment
from tests.archive.helpers import HOST, NEWS, NOTICES, Crawl, at, row


def test_names(crawl: Crawl) -> None:
    assert crawl.archive.names("units") == {"qingshan": "青山街道"}
    assert crawl.archive.names("sections") == {NEWS: NEWS, NOTICES: NOTICES}


def test_an_item_by_what_a_person_has_of_it(crawl: Crawl) -> None:
    crawl.visit(row("a"), moment=at(1))
    uid = crawl.uid("a")
    assert crawl.archive.uid_of(uid.lower()) == uid
    assert crawl.archive.uid_of(f"http://{HOST}/a.html") == uid
    assert crawl.archive.uid_of("nothing") is None
    view = crawl.archive.item(uid.lower())
    assert view is not None
    assert view.uid == uid
    assert crawl.archive.item("nothing") is None
    assert crawl.archive.versions("nothing") == ()


def test_stored_attachments_are_the_newest_whose_bytes_are_kept(crawl: Crawl) -> None:
    crawl.visit(row("a"), moment=at(1))
    url = f"http://{HOST}/a.pdf"
    kept = StoredAttachment(url, "附件", "stored", "1" * 64, 3, "application/pdf")
    newer = StoredAttachment(url, "附件", "stored", "2" * 64, 4, "application/pdf")
    lost = StoredAttachment(url + "2", "附件2", "failed")
    for day, given in ((2, kept), (3, newer)):
        crawl.read("a", moment=at(day), attachments=(given, lost))
    assert crawl.archive.stored_attachments(crawl.item("a")) == (newer,)
    view = crawl.archive.item(crawl.uid("a"))
    assert view is not None
    assert view.attachments == (newer, lost)
    assert [v.attachments[0] for v in crawl.versions("a")] == [kept, newer]


def test_sites_with_vanished(crawl: Crawl) -> None:
    crawl.visit(row("a"), row("b"), moment=at(1))
    assert crawl.archive.sites_with_vanished(crawl.run) == ()
    crawl.vanish("a", at(1, 1))
    crawl.vanish("b", at(1, 1))
    assert crawl.archive.sites_with_vanished(crawl.run) == ("qs",)
    crawl.next_run(at(2))
    assert crawl.archive.sites_with_vanished(crawl.run) == ()
