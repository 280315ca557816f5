"""What an export holds, as another reader sees it."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import WarcRecordType

from gongkai.archive import Archive, StoredAttachment, open_archive
from gongkai.base.errors import ArchiveUnreadable, GongkaiError, UsageError
from gongkai.export import About, Exported, Selection, export_warc
from gongkai.intake import WarcFile, describe
from tests.archive.helpers import Crawl, at, response, row
from tests.crawl.pages import article, list_page, text
from tests.crawl.world import make_world
from tests.export.stranger import Seen, chain_holds, of_type, payload_of, read, statements

HOST = "http://www.qingshan.example"
ABOUT = About(at(20), "甲 a@example.invalid", "obeyed")
EVERYTHING = Selection()
RESPONSE, REVISIT, METADATA = WarcRecordType.response, WarcRecordType.revisit, WarcRecordType.metadata


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "archive", create=True) as opened:
        yield opened


def export(archive: Archive, target: Path, selection: Selection = EVERYTHING, **more: Any) -> Exported:
    return export_warc(archive, target, selection, ABOUT, **more)


def exported(archive: Archive, target: Path, selection: Selection = EVERYTHING, **more: Any) -> list[Seen]:
    return read(*export(archive, target, selection, **more).files)


def rows(archive: Archive) -> list[dict[str, Any]]:
    return [dict(row) for row in archive.db.execute("SELECT * FROM captures ORDER BY id")]


def test_a_crawl_comes_back_byte_for_byte(tmp_path: Path):
    """Three nights over a site that answers 304, changes a page and loses one: exported, read by another
    reader, compared with the archive, and taken into another archive."""
    with make_world(tmp_path / "archive") as world:
        world.watch("工作动态", "gzdt/")
        for night in range(3):
            listed = [(f"./{n}.html", f"青石街道开展第{n}次检查", f"2026-02-0{n}") for n in range(1, 5)]
            world.site.put("/gzdt/", list_page("工作动态", listed[: 4 - (night == 2)]))
            for n in range(1, 5):
                page = article(listed[n - 1][1], listed[n - 1][2], text(f"检查{n if n > 1 else night}"))
                world.site.put(f"/gzdt/{n}.html", page, ETag=f'"{n if n > 1 else night}"')
            if night == 2:
                del world.site.pages["/gzdt/4.html"]
            world.crawl()
        kept = rows(world.archive)
        records = exported(world.archive, tmp_path / "out")
        head = kept[-1]["chain"]

    answers = [record for record in records if record.type in (RESPONSE, REVISIT)]
    assert {row["status"] for row in kept} >= {200, 304, 404}
    assert len(answers) == len(kept)
    for record, capture in zip(answers, kept, strict=True):
        assert (record.url, record.date) == (capture["final_url"], capture["requested_at"])
        assert record.status == capture["status"]
        if capture["bytes"]:
            body = payload_of(record, records)
            assert hashlib.sha256(body).hexdigest() == capture["sha256"]
    told = statements(records)
    assert [one["chain"] for one in told] == [capture["chain"] for capture in kept]
    assert [one["previous"] for one in told] == ["", *(one["chain"] for one in told[:-1])]
    assert chain_holds(told)
    assert told[-1]["chain"] == head
    assert of_type(records, REVISIT)

    (file,) = (tmp_path / "out").iterdir()
    with open_archive(tmp_path / "other", create=True) as other:
        done = other.import_captures(describe(file), WarcFile(file), at(21))
        taken = rows(other)
        assert other.verify_chain() is None
        brought = [other.capture_body(capture["id"]) for capture in taken]
    with_bytes = [capture for capture in kept if capture["bytes"]]
    said = {(row["url"], row["requested_at"], row["sha256"], row["status"]) for row in with_bytes}
    assert {(row["url"], row["requested_at"], row["sha256"], row["status"]) for row in taken} == said
    assert {hashlib.sha256(body).hexdigest() for body in brought} == {row["sha256"] for row in with_bytes}
    assert done.captures == len(said)
    assert set(done.skipped) <= {"no-payload", "had"}


def test_the_chain_is_checked_from_the_file_alone(archive: Archive, tmp_path: Path):
    for n in range(3):
        archive.keep(response(f"{HOST}/{n}", b"x%d" % n), "list")
    told = statements(exported(archive, tmp_path / "out"))
    assert chain_holds(told)
    told[1]["stated"]["status"] = 404
    assert not chain_holds(told)


def test_the_check_that_the_docs_print(archive: Archive, tmp_path: Path):
    """docs/warc.md: it names the head, and fails where a payload or a statement is another."""
    for n in range(3):
        archive.keep(response(f"{HOST}/{n}", b"bytes %d" % n), "list")
    archive.keep(response(f"{HOST}/4", b"bytes 1"), "list")
    archive.keep(replace(response(f"{HOST}/4", b""), status=304), "list")
    archive.keep(response(f"{HOST}/5", b"purged"), "list")
    archive.db.execute("UPDATE captures SET purged = ? WHERE url = ?", (at(3), f"{HOST}/5"))
    (file,) = export(archive, tmp_path / "o").files
    docs = (Path(__file__).parents[2] / "docs" / "warc.md").read_text("utf-8")
    script = docs.partition("```python\n")[2].partition("```")[0]

    def check(path: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", script, path], capture_output=True, text=True, check=False
        )

    assert check(file).stdout == f"holds up to {rows(archive)[-1]['chain']}\n"
    for before, after in ((b"bytes 1", b"bytes 7"), (b'"status": 200', b'"status": 404')):
        forged = tmp_path / "forged.warc"
        forged.write_bytes(gzip.decompress(file.read_bytes()).replace(before, after))
        assert "AssertionError" in check(forged).stderr


def test_the_same_bytes_are_a_revisit(archive: Archive, tmp_path: Path):
    archive.keep(response(f"{HOST}/a", b"same"), "list")
    archive.keep(response(f"{HOST}/b", b"same", moment=at(2)), "article")
    first, second = [r for r in exported(archive, tmp_path / "o") if r.type in (RESPONSE, REVISIT)]
    assert (first.type, second.type) == (RESPONSE, REVISIT)
    assert second.fields["WARC-Profile"].endswith("/1.1/revisit/identical-payload-digest")
    assert payload_of(second, [first]) == b"same"
    assert second.payload == b""


def test_a_304_refers_to_what_it_confirms(archive: Archive, tmp_path: Path):
    """By its validators; where it states none, or nobody had them, it is an answer like any other."""
    archive.keep(response(f"{HOST}/a", b"old"), "list")  # ETag "1"
    newer = replace(response(f"{HOST}/a", b"new", moment=at(2)), headers=(("etag", '"2"'),))
    archive.keep(newer, "list")
    for tag in ('W/"1"', '"2"', '"3"'):
        archive.keep(replace(newer, status=304, body=b"", headers=(("ETag", tag),)), "list")
    archive.keep(replace(newer, status=304, body=b"", headers=()), "list")
    records = exported(archive, tmp_path / "o")
    revisits = of_type(records, REVISIT)
    assert [payload_of(record, records) for record in revisits] == [b"old", b"new"]
    assert {r.fields["WARC-Profile"].rpartition("/")[2] for r in revisits} == {"server-not-modified"}
    assert [r.status for r in of_type(records, RESPONSE)] == [200, 200, 304, 304]


def test_headers_fit_the_decoded_body(archive: Archive, tmp_path: Path):
    headers = (
        ("Content-Encoding", "gzip"),
        ("Content-Length", "9"),
        ("transfer-encoding", "chunked"),
        ("X-Name", "caf\u00e9"),
        ("X-Odd", "a\rb"),
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b=2"),
    )
    archive.keep(replace(response(f"{HOST}/", b"unfolded"), headers=headers), "list")
    (answer,) = of_type(exported(archive, tmp_path / "o"), RESPONSE)
    assert answer.headers == [
        ("X-Archive-Orig-Content-Encoding", "gzip"), ("X-Archive-Orig-Content-Length", "9"),
        ("X-Archive-Orig-transfer-encoding", "chunked"), ("X-Name", "caf\u00e9"), ("X-Odd", "a b"),
        ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("Content-Length", "8"),
    ]  # fmt: skip
    (told,) = statements(read(*(tmp_path / "o").iterdir()))
    assert told["stated"]["headers"] == [list(pair) for pair in headers]


def test_a_post_and_a_redirect_are_told_as_they_were(archive: Archive, tmp_path: Path):
    sent = replace(
        response(f"{HOST}/api?a=1", b"{}"), method="POST", request_body="page=甲", final_url=f"{HOST}/to"
    )
    archive.keep(sent, "list")
    out = tmp_path / "o.warc.gz"
    records = exported(archive, out)
    (request,) = of_type(records, WarcRecordType.request)
    (answer,) = of_type(records, RESPONSE)
    assert (request.url, answer.url) == (f"{HOST}/api?a=1", f"{HOST}/to")
    assert request.payload.decode() == "page=甲"
    assert request.fields["WARC-Concurrent-To"] == answer.id
    with open_archive(tmp_path / "other", create=True) as other:
        other.import_captures(describe(out), WarcFile(out), at(2))
        (taken,) = rows(other)
    same = ("url", "final_url", "method", "request_body", "requested_at", "status", "sha256")
    assert [taken[name] for name in same] == [rows(archive)[0][name] for name in same]


def test_purged_captures_leave_their_row(archive: Archive, tmp_path: Path):
    archive.keep(response(f"{HOST}/a", b"gone"), "list")
    archive.db.execute("UPDATE captures SET purged = ?", (at(3),))
    done = export(archive, tmp_path / "o")
    records = read(*done.files)
    assert (done.purged, done.responses) == (1, 0)
    assert [record.type for record in records] == [WarcRecordType.warcinfo, METADATA]
    (told,) = statements(records)
    assert (told["purged"], told["stated"]["sha256"]) == (at(3), hashlib.sha256(b"gone").hexdigest())
    assert chain_holds([told])


def test_the_head_of_a_file_says_what_it_is(archive: Archive, tmp_path: Path):
    capture = archive.keep(response(f"{HOST}/a", b"x"), "list")
    (info,) = of_type(
        exported(archive, tmp_path / "o", Selection(since=date(2026, 1, 1))), WarcRecordType.warcinfo
    )
    told = dict(line.split(": ", 1) for line in info.payload.decode().splitlines())
    assert told["software"].startswith("gongkai/")
    assert told["gongkai-chain-head"] == f"{capture} {rows(archive)[0]['chain']}"
    assert json.loads(told["gongkai-selection"]) == {"since": "2026-01-01"}
    assert "not masked" in told["description"]
    assert (told["robots"], told["operator"]) == (ABOUT.robots, ABOUT.operator)


def test_large_exports_are_split_and_each_file_stands_alone(archive: Archive, tmp_path: Path):
    for n in range(12):
        archive.keep(response(f"{HOST}/{n}", hashlib.sha512(b"%d" % (n % 2)).digest() * 40), "list")
    done = export(archive, tmp_path / "o", max_bytes=2000)
    assert len(done.files) > 2
    assert [path.name[-13:] for path in done.files[:2]] == ["00001.warc.gz", "00002.warc.gz"]
    for path in done.files:
        records = read(path)
        assert records[0].type == WarcRecordType.warcinfo
        for record in of_type(records, REVISIT):
            payload_of(record, records)
    assert [one["capture"] for one in statements(read(*done.files))] == list(range(1, 13))
    with pytest.raises(UsageError, match="已存在"):
        export(archive, tmp_path / "o")
    assert len(list((tmp_path / "o").iterdir())) == len(done.files)


def test_a_failure_leaves_no_file(archive: Archive, tmp_path: Path):
    archive.keep(response(f"{HOST}/a", b"a" * 5000), "list")
    archive.keep(response(f"{HOST}/b", b"b" * 5000), "list")
    digest = hashlib.sha256(b"b" * 5000).hexdigest()
    archive._blobs.execute("DELETE FROM blobs WHERE sha256 = ?", (digest,))  # type: ignore[union-attr]
    with pytest.raises(ArchiveUnreadable, match="第 2 号快照"):
        export(archive, tmp_path / "o", max_bytes=1)
    assert list((tmp_path / "o").iterdir()) == []
    with pytest.raises(GongkaiError, match="写不出"):
        export(archive, tmp_path / "nowhere" / "x.warc.gz")


def test_selections(archive: Archive, tmp_path: Path):
    crawl = Crawl(archive)
    crawl.visit(row("a"), row("b"), moment=at(1))
    crawl.read("a", moment=at(1, 15))  # 23:00 in China
    crawl.read("b", moment=at(1, 16))  # midnight: the next day there
    archive.keep(response("http://elsewhere.example/", b"other", moment=at(2)), "home")

    def urls(name: str, selection: Selection) -> list[str]:
        told = statements(exported(archive, tmp_path / name, selection))
        return [one["stated"]["url"].rpartition("/")[2] for one in told]

    assert urls("1", Selection(site="qs")) == ["a.html", "b.html"]
    assert urls("2", Selection(until=date(2026, 1, 1))) == ["a.html"]
    assert urls("3", Selection(since=date(2026, 1, 2))) == ["b.html", ""]
    assert urls("4", Selection(item=crawl.uid("b"))) == ["b.html"]
    for wrong in (Selection(site="none"), Selection(item="NONE"), Selection(since=date(2027, 1, 1))):
        with pytest.raises(UsageError):
            export(archive, tmp_path / "5", wrong)


def test_withheld_items_are_left_out_and_counted(archive: Archive, tmp_path: Path):
    """Their pages, their files, whatever else came from their addresses, and the same bytes elsewhere."""
    crawl = Crawl(archive)
    crawl.visit(row("a"), row("b"), moment=at(1))
    file = archive.keep(response(f"{HOST}/f.pdf", b"%PDF private"), "attachment")
    digest = hashlib.sha256(b"%PDF private").hexdigest()
    named = StoredAttachment(f"{HOST}/f.pdf", "f", "stored", digest, 12, "application/pdf", file)
    crawl.read("a", "私隐", moment=at(1), attachments=(named,))
    crawl.read("b", "公开", moment=at(1))
    archive.keep(response(row("a").url or "", b"looked at again", moment=at(2)), "article")
    archive.keep(response(f"{HOST}/copy.pdf", b"%PDF private", moment=at(2)), "attachment")
    archive.db.execute("UPDATE items SET withheld = '个人信息' WHERE id = ?", (crawl.item("a"),))

    done = export(archive, tmp_path / "o")
    records = read(*done.files)
    assert done.withheld == 4
    assert [one["stated"]["url"] for one in statements(records)] == [row("b").url]
    assert b"gongkai-withheld-left-out: 4" in records[0].payload
    assert chain_holds(statements(records))
    assert len(statements(exported(archive, tmp_path / "all", Selection(with_withheld=True)))) == 5
    with pytest.raises(UsageError, match="2 个快照都属于已隐去"):
        export(archive, tmp_path / "p", Selection(item=crawl.uid("a")))


def test_what_was_imported_is_marked(archive: Archive, tmp_path: Path):
    with open_archive(tmp_path / "theirs", create=True) as theirs:
        theirs.keep(response(f"{HOST}/a", b"x"), "list")
        (file,) = export(theirs, tmp_path / "theirs-out").files
    archive.import_captures(describe(file), WarcFile(file), at(9))
    (told,) = statements(exported(archive, tmp_path / "ours-out"))
    assert told["kind"] == "imported"
    assert told["imported"]["name"] == file.name
    assert told["imported"]["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()


def test_exported_twice_a_record_has_one_name(archive: Archive, tmp_path: Path):
    archive.keep(response(f"{HOST}/a", b"x"), "list")
    first = [record.id for record in exported(archive, tmp_path / "1")]
    archive.keep(response(f"{HOST}/b", b"y", moment=at(3)), "list")
    second = [record.id for record in exported(archive, tmp_path / "2")]
    assert first[1:] == second[1:4]
    assert len(set(second)) == len(second)


def test_a_crawl_goes_on_meanwhile(archive: Archive, tmp_path: Path):
    """The chain's head is that of the beginning; a writer is not held up."""
    for n in range(1200):
        archive.keep(response(f"{HOST}/{n}", b"%d" % n), "list")
    with open_archive(archive.folder, busy_seconds=0.05) as writer:
        moment = at(1)

        def write(done: int, total: int) -> None:
            if done == 700:
                writer.keep(response(f"{HOST}/new", b"new", moment=moment), "list")
            assert done <= total

        done = export(archive, tmp_path / "o", progress=write)
    assert (done.captures, done.head.capture) == (1200, 1200)
    assert len(rows(archive)) == 1201
