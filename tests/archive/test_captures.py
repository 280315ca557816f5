from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard

from gongkai.archive import Archive, open_archive
from gongkai.base.errors import ArchiveUnreadable
from tests.archive.helpers import NEWS, Crawl, at, response

URL = "http://www.qingshan.example/news/"


def blobs(archive: Archive) -> list[tuple[str, str, int]]:
    with sqlite3.connect(archive.folder / "captures.db") as db:
        return db.execute("SELECT sha256, codec, bytes FROM blobs").fetchall()


def test_bytes_come_back(archive: Archive) -> None:
    body = "政府信息公开".encode("gb18030") * 50
    capture = archive.keep(response(URL, body), "list")
    assert archive.capture_body(capture) == body
    row = archive.db.execute("SELECT * FROM captures").fetchone()
    assert (row["bytes"], row["sha256"]) == (len(body), hashlib.sha256(body).hexdigest())
    assert row["stored_bytes"] < len(body)
    assert json.loads(row["headers"]).count(["Set-Cookie", "a=1"]) == 1


def test_same_bytes_are_stored_once(archive: Archive) -> None:
    first = archive.keep(response(URL, b"same"), "list")
    second = archive.keep(response(URL + "2", b"same"), "article")
    third = archive.keep(response(URL, b"other"), "list")
    rows = archive.db.execute("SELECT id, same_as, stored_bytes FROM captures ORDER BY id").fetchall()
    assert [(r["id"], r["same_as"]) for r in rows] == [(first, None), (second, first), (third, None)]
    assert rows[1]["stored_bytes"] == 0
    assert len(blobs(archive)) == 2
    assert archive.capture_body(second) == b"same"


@pytest.mark.parametrize("status", [304, 404, 500])
def test_answers_without_a_page_are_kept_too(archive: Archive, status: int) -> None:
    capture = archive.keep(response(URL, b"", status=status), "list")
    assert archive.capture_body(capture) == b""
    assert blobs(archive) == []
    assert archive.verify_chain() is None


def test_attachments_are_files(archive: Archive) -> None:
    body = b"%PDF-1.4 " + bytes(range(256))
    capture = archive.keep(response(URL + "a.pdf", body), "attachment")
    digest = hashlib.sha256(body).hexdigest()
    file = archive.folder / "files" / digest[:2] / digest[2:4] / digest
    assert file.read_bytes() == body
    assert [p for p in (archive.folder / "files").rglob("*") if p.is_file()] == [file]
    assert archive.capture_body(capture) == body
    archive.keep(response(URL + "a.pdf", b"<html>not found", status=404), "attachment")
    assert len(blobs(archive)) == 1


def test_chain_is_as_documented(archive: Archive) -> None:
    """Computed here from the public columns alone, as anybody could."""
    for n in range(3):
        archive.keep(response(f"{URL}{n}", f"页{n}".encode(), moment=at(n + 1)), "list")
    previous = ""
    for row in archive.db.execute("SELECT * FROM captures ORDER BY id"):
        names = ("method", "request_body", "requested_at", "sha256", "status", "url")
        stated = {name: row[name] for name in names} | {"headers": json.loads(row["headers"])}
        text = json.dumps(stated, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        previous = hashlib.sha256((previous + text).encode()).hexdigest()
        assert row["chain"] == previous
    assert archive.verify_chain() is None


@pytest.mark.parametrize(
    "column_and_value",
    [
        "status = 404",
        "requested_at = '2025-01-01T00:00:00Z'",
        "url = 'http://other.example/'",
        "headers = '[]'",
    ],
)
def test_a_changed_row_breaks_the_chain(archive: Archive, column_and_value: str) -> None:
    captures = [archive.keep(response(f"{URL}{n}", f"{n}".encode()), "list") for n in range(4)]
    archive.db.execute(f"UPDATE captures SET {column_and_value} WHERE id = ?", (captures[2],))
    assert archive.verify_chain() == captures[2]


def test_a_row_taken_out_breaks_the_chain(archive: Archive) -> None:
    captures = [archive.keep(response(f"{URL}{n}", f"{n}".encode()), "list") for n in range(4)]
    archive.db.execute("DELETE FROM captures WHERE id = ?", (captures[1],))
    assert archive.verify_chain() == captures[2]


def test_changed_or_lost_bytes_are_noticed(archive: Archive) -> None:
    kept = archive.keep(response(URL, b"page"), "list")
    lost = archive.keep(response(URL, b"lost"), "list")
    forged = zstandard.ZstdCompressor().compress(b"pag3")
    with sqlite3.connect(archive.folder / "captures.db") as db:
        db.execute("DELETE FROM blobs WHERE sha256 = ?", (hashlib.sha256(b"lost").hexdigest(),))
    assert archive.verify_chain() == lost
    with pytest.raises(ArchiveUnreadable, match=r"不在档案库中.*备份"):
        archive.capture_body(lost)
    for data in (forged, b"not zstd at all"):
        with sqlite3.connect(archive.folder / "captures.db") as db:
            db.execute("UPDATE blobs SET data = ? WHERE bytes = 4", (data,))
        assert archive.verify_chain() == kept
        with pytest.raises(ArchiveUnreadable):
            archive.capture_body(kept)


def test_purged_bytes_are_not_missed(archive: Archive) -> None:
    capture = archive.keep(response(URL, b"private"), "list")
    archive.db.execute("UPDATE captures SET purged = ?", (at(2),))
    with sqlite3.connect(archive.folder / "captures.db") as db:
        db.execute("DELETE FROM blobs")
    assert archive.verify_chain() is None
    with pytest.raises(ArchiveUnreadable, match="已于 2026-01-02T00:00:00Z 清除"):
        archive.capture_body(capture)


def test_unknown_capture(archive: Archive) -> None:
    with pytest.raises(ArchiveUnreadable, match="第 7 号快照"):
        archive.capture_body(7)


def test_a_blob_without_a_row_is_harmless(tmp_path: Path) -> None:
    """What a kill between blob and row leaves: the next time the row is written, the blob is there."""
    with open_archive(tmp_path, create=True) as archive:
        archive.keep(response(URL, b"page"), "list")
        archive.db.execute("DELETE FROM captures")
        again = archive.keep(response(URL, b"page"), "list")
        assert archive.capture_body(again) == b"page"
        assert archive.verify_chain() is None


def test_validators_of_the_last_full_answer(archive: Archive) -> None:
    assert archive.validators(URL) is None
    archive.keep(response(URL, b"one"), "list")
    plain = replace(response(URL, b"two"), headers=(("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT"),))
    second = archive.keep(plain, "list")
    archive.keep(response(URL, b"", status=304), "list")
    archive.keep(response(URL, b"gone", status=404), "list")
    found = archive.validators(URL)
    assert found is not None
    assert (found.etag, found.capture) == (None, second)
    assert found.last_modified == "Thu, 01 Jan 2026 00:00:00 GMT"
    archive.keep(replace(plain, headers=()), "list")
    assert archive.validators(URL) is None


def test_the_answer_to_a_post_is_kept_with_its_question_and_gives_no_validators(archive: Archive) -> None:
    """Another body at the same address asks for another page."""
    marked = replace(response(URL, b"page 2"), headers=(("ETag", '"2"'),))
    kept = archive.keep(replace(marked, method="POST", request_body="page=2"), "list")
    assert archive.validators(URL) is None
    again = archive.kept_response(kept)
    assert (again.method, again.request_body) == ("POST", "page=2")
    assert archive.verify_chain() is None


def test_a_page_that_was_not_understood_gives_no_validators(archive: Archive, crawl: Crawl) -> None:
    """A challenge page with status 200 and an ETag: a 304 to it would confirm the challenge."""
    visit = archive.begin_visit(crawl.run, NEWS, at(1), False)
    archive.keep(response(URL, b"challenge"), "list", visit=visit)
    assert archive.validators(URL) is None
    archive.fail_visit(visit, at(1, 1), "blocked", "challenge")
    assert archive.validators(URL) is None
