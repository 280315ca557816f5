"""Nothing unmasked in gongkai.db, whichever way a text comes in: the file itself is searched."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

import pytest

from gongkai.archive import Archive, KeptText, StoredAttachment, open_archive
from gongkai.archive.masking import KEY
from gongkai.base.errors import ArchiveUnreadable
from gongkai.base.values import FileText
from tests.archive.helpers import HOST, Crawl, at, response, row

ID, MOBILE = "110101199003070038", "13900001234"
SECRETS = (ID, MOBILE)
PERSON = f"申请人：赵某，身份证号码：{ID}，联系电话：{MOBILE}。"
SHOWN = "申请人：赵某，身份证号码：110101************，联系电话：139******34。"


def stored(archive: Archive) -> list[bytes]:
    """The databases as they are on the disk, the log with them, that researchers are shown."""
    archive.db.execute("PRAGMA wal_checkpoint(FULL)")
    return [path.read_bytes() for path in archive.folder.glob("gongkai.db*")]


@pytest.fixture
def crawl(archive: Archive) -> Crawl:
    """Personal data in every place a page or a list may have them."""
    made = Crawl(archive)
    made.visit(row("a", title=f"对{PERSON}的答复"), row("http://other.example/x", title=PERSON), moment=at(1))
    body = f"%PDF {PERSON}".encode()
    capture = archive.keep(response(f"http://{HOST}/a.pdf", body), "attachment")
    sha256 = hashlib.sha256(body).hexdigest()
    archive.store_file_text(
        sha256, KeptText(FileText("zip", "read", PERSON, (f"{PERSON}.docx",)), "files/1"), at(1)
    )
    file = StoredAttachment(
        f"http://{HOST}/a.pdf", f"{PERSON}.pdf", "stored", sha256, len(body), "application/pdf", capture
    )
    made.read(
        "a",
        PERSON * 2,
        moment=at(1, 1),
        page=PERSON.encode(),
        attachments=(file,),
        title=f"对{PERSON}的答复",
        issuer=PERSON,
        metadata=(("身份证号码", ID), ("申请人联系电话", MOBILE)),
    )
    made.visit(row("a", title=PERSON), row("http://other.example/x", title=f"{PERSON}二"), moment=at(2))
    made.read("a", f"改了：{PERSON}", moment=at(3), page=b"2", attachments=(file,))
    return made


def test_no_number_is_in_the_database_its_log_or_its_index(crawl: Crawl) -> None:
    archive = crawl.archive
    assert [data for data in stored(archive) if any(number.encode() in data for number in SECRETS)] == []
    assert not any(number in line for line in archive.db.iterdump() for number in SECRETS)
    assert [archive.search(number).total for number in SECRETS] == [0, 0]
    assert archive.search("110101************").total == 2
    assert list(archive.faults(lambda name: None)) == []


def test_what_was_printed_is_in_the_captures_alone(crawl: Crawl) -> None:
    capture = crawl.versions("a")[0].capture
    assert capture is not None
    assert crawl.archive.capture_body(capture).decode() == PERSON
    assert crawl.versions("a")[0].body == SHOWN * 2


def test_kind_place_and_masked_form_are_kept_and_a_keyed_hash(crawl: Crawl) -> None:
    rows = crawl.archive.db.execute(
        """SELECT kind, start, "end", masked, hmac FROM personal_marks WHERE version = (
               SELECT id FROM versions WHERE version = 1 AND body <> '') AND field = 'body' ORDER BY start"""
    ).fetchall()
    key = (crawl.archive.folder / KEY).read_bytes()
    expected = [("id-number", ID, 13, "110101************"), ("mobile", MOBILE, 37, "139******34")]
    for found, (kind, value, start, masked) in zip(rows, expected, strict=False):
        sealed = hmac.new(key, f"{kind}\0{value}".encode(), "sha256").hexdigest()
        assert tuple(found) == (kind, start, start + len(masked), masked, sealed)
    assert len(rows) == 4
    fields = {row[0] for row in crawl.archive.db.execute("SELECT field FROM personal_marks")}
    assert fields == {"title", "body", "issuer", "stated", "attachments", "text", "names"}


def test_the_same_text_again_is_no_edit(crawl: Crawl) -> None:
    assert crawl.read("a", f"改了：{PERSON}", moment=at(5), page=b"3") in ("same", "changed")
    assert crawl.read("a", f"改了：{PERSON}", moment=at(6), page=b"4") == "same"
    before = crawl.archive.known_section("qs/news").rows
    counts = crawl.visit(
        row("a", title=PERSON), row("http://other.example/x", title=f"{PERSON}二"), moment=at(7)
    )
    assert (counts.new, counts.changed, counts.gone) == (0, 0, 0)
    assert crawl.archive.known_section("qs/news").rows == before


def test_one_key_for_good_and_a_harmed_one_is_told(tmp_path: Path) -> None:
    open_archive(tmp_path, create=True).close()
    key = (tmp_path / KEY).read_bytes()
    open_archive(tmp_path).close()
    assert (tmp_path / KEY).read_bytes() == key
    assert len(key) == 32
    (tmp_path / KEY).write_bytes(b"short")
    with pytest.raises(ArchiveUnreadable, match=r"密钥文件已损坏.*备份"):
        open_archive(tmp_path)
