"""Pages packed against pages: they come back, they stay few apart, and nothing goes that others rest on."""

from __future__ import annotations

import hashlib
import random
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.archive import Archive, open_archive, packing, schema
from gongkai.archive.blobs import DEEPEST, Blobs, Place
from gongkai.archive.opening import open_databases
from gongkai.archive.sqlite import Connection, DatabaseError
from gongkai.base.errors import ArchiveUnreadable
from tests.archive.helpers import HOST, response

MENU = "".join(f"<li><a href='/bm{n}/' title='第{n}部门'>云岭区第{n}部门</a></li>\n" for n in range(200))
PLACE = Place(HOST)


def page(n: int, *, menu: str = MENU) -> bytes:
    """A page of a template with words of its own, which do not repeat."""
    own = random.Random(n)
    words = "".join(chr(own.randrange(0x4E00, 0x9FA5)) for _ in range(300))
    return f"<html><title>第{n}号</title><ul>{menu}</ul><p>{words}</p></html>".encode()


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    gongkai, captures = open_databases(tmp_path / "a", create=True, write=True, busy_seconds=1)
    assert captures is not None
    yield captures
    gongkai.close()
    captures.close()


def put(blobs: Blobs, body: bytes, place: Place | None = PLACE) -> int:
    return blobs.put(digest(body), body, place)


def row(db: Connection, body: bytes) -> sqlite3.Row:
    found: sqlite3.Row = db.execute("SELECT * FROM blobs WHERE sha256 = ?", (digest(body),)).fetchone()
    return found


def test_every_way_of_packing_comes_back(db: Connection) -> None:
    blobs = Blobs(db)
    first, second, again = page(1), page(2), page(2).replace("第2号".encode(), "第二号".encode())
    alone, against = put(blobs, first), put(blobs, second)
    earlier = put(blobs, again, replace(PLACE, previous=digest(second)))
    binary = put(blobs, b"\x89PNG" + first, None)
    assert against < alone / 2
    assert earlier < 200
    assert binary > alone / 2
    assert put(blobs, first) == 0
    ways = [(row(db, body)["dictionary"], row(db, body)["version"]) for body in (first, second, again)]
    assert ways == [(None, 0), (row(db, first)["id"], 0), (row(db, second)["id"], 1)]
    assert row(db, b"\x89PNG" + first)["dictionary"] is None
    for body in (first, second, again, b"\x89PNG" + first):
        assert Blobs(db).get(digest(body)) == body


pages = st.one_of(
    st.binary(max_size=2000),
    st.binary(max_size=40).map(lambda piece: piece * 60),
    st.builds(lambda n, cut, more: page(n)[cut:] + more, st.integers(0, 5), st.integers(0, 900), st.binary()),
    st.binary(max_size=300).map(lambda piece: b"\x37\xa4\x30\xec" + piece * 2),  # begins as a dictionary does
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(pages, st.sampled_from(["new", "earlier", "alone"])), max_size=12))
def test_whatever_the_bytes(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[tuple[bytes, str]]
) -> None:
    gongkai, captures = open_databases(tmp_path_factory.mktemp("a"), create=True, write=True, busy_seconds=1)
    assert captures is not None
    blobs, previous = Blobs(captures), None
    for body, how in bodies:
        place = {"new": PLACE, "earlier": replace(PLACE, previous=previous), "alone": None}[how]
        before = captures.execute("SELECT count(*) FROM blobs").fetchone()[0]
        taken = put(blobs, body, place)
        if captures.execute("SELECT count(*) FROM blobs").fetchone()[0] > before:
            assert taken <= max(len(packing.pack(body)), len(body) // 16)
        previous = digest(body)
    reader = Blobs(captures)
    assert all(reader.get(digest(body)) == body for body, _ in bodies)
    gongkai.close()
    captures.close()


def test_a_thousand_versions_stay_shallow_and_small(db: Connection) -> None:
    blobs, body, sizes, times = Blobs(db), page(0, menu=MENU * 12), [], []
    assert len(body) > 100_000
    for n in range(6):
        put(blobs, page(n, menu=MENU * 12)[: 90_000 + n])
    previous = None
    for n in range(1, 1001):
        sizes.append(put(blobs, body, replace(PLACE, previous=previous)))
        previous = digest(body)
        body = (
            body.replace(f"第{n % 200}部门".encode(), f"第{n % 200}处".encode(), 1) + f"<i>{n}</i>".encode()
        )
    assert db.execute("SELECT max(depth) FROM blobs").fetchone()[0] <= DEEPEST
    assert sorted(sizes)[500] < 300
    deepest = db.execute("SELECT sha256 FROM blobs ORDER BY depth DESC LIMIT 20").fetchall()
    for found in deepest * 5:
        started = time.thread_time()
        assert Blobs(db).get(found["sha256"])
        times.append(time.thread_time() - started)
    assert sorted(times)[50] < 0.005  # a fifth of that on a machine that does nothing else


def test_a_full_row_of_versions_goes_on_from_an_earlier_one(db: Connection) -> None:
    """Where the next version would rest on too many, numbers are passed over."""
    blobs, previous = Blobs(db), None
    db.execute(
        "INSERT INTO blobs(sha256, codec, depth, version, bytes, data) VALUES (?, 'zstd', ?, 0, ?, ?)",
        (digest(page(0)), DEEPEST - 2, len(page(0)), packing.pack(page(0))),
    )
    previous = digest(page(0))
    for n in range(1, 20):
        body = page(0) + f"<i>{n}</i>".encode()
        put(blobs, body, replace(PLACE, previous=previous))
        assert row(db, body)["dictionary"]
        assert row(db, body)["depth"] <= DEEPEST
        previous = digest(body)
    versions = [found[0] for found in db.execute("SELECT version FROM blobs ORDER BY id LIMIT 6").fetchall()]
    assert versions == [0, 1, 2, 3, 4, 5]
    numbers = {found[0] for found in db.execute("SELECT version FROM blobs").fetchall()}
    assert all(number.bit_count() <= 2 for number in numbers)


def test_the_nearest_page_is_taken(db: Connection) -> None:
    blobs = Blobs(db)
    other = "".join(f"<td class='c{n}'>{n * n}</td>" for n in range(400))
    for n, menu in ((1, MENU), (2, other), (3, MENU[::-1]), (4, other + "4")):
        put(blobs, page(n, menu=menu))
    assert row(db, page(4, menu=other + "4"))["dictionary"] == row(db, page(2, menu=other))["id"]


def test_pages_at_the_next_addresses_are_found_after_a_restart(tmp_path: Path) -> None:
    for n in range(4):
        with open_archive(tmp_path, create=True) as archive:
            archive.keep(response(f"http://{HOST}/news/t{n}.html", page(n)), "article")
    with open_archive(tmp_path, create=True) as archive:
        archive.keep(response("http://other.example/t.html", page(9)), "article")
        sizes = [found[0] for found in archive.db.execute("SELECT stored_bytes FROM captures ORDER BY id")]
    assert max(sizes[1:4]) < sizes[0] / 2
    assert sizes[4] > sizes[0] / 2  # another host lends nothing


def test_what_is_no_text_goes_alone(archive: Archive) -> None:
    archive.keep(response(f"http://{HOST}/a", page(1)), "article")
    archive.keep(replace(response(f"http://{HOST}/b", page(2)), charset=None), "article")
    archive.keep(response(f"http://{HOST}/c.pdf", page(3), status=404), "attachment")
    with sqlite3.connect(archive.folder / "captures.db") as db:
        assert db.execute("SELECT dictionary FROM blobs").fetchall() == [(None,)] * 3


def test_what_others_rest_on_is_not_deleted(db: Connection) -> None:
    blobs = Blobs(db)
    put(blobs, page(1))
    put(blobs, page(2))
    with pytest.raises(DatabaseError, match="FOREIGN KEY"):
        db.execute("DELETE FROM blobs WHERE sha256 = ?", (digest(page(1)),))
    blobs.remove(digest(page(1)))
    assert blobs.get(digest(page(1))) is None
    assert blobs.get(digest(page(2))) == page(2)
    put(blobs, page(3))
    assert Blobs(db).get(digest(page(3))) == page(3)


def test_damaged_or_lost_pages_are_noticed(archive: Archive) -> None:
    captures = [archive.keep(response(f"http://{HOST}/{n}", page(n)), "article") for n in (1, 2)]
    with sqlite3.connect(archive.folder / "captures.db") as db:
        db.execute("UPDATE blobs SET data = ? WHERE id = 1", (packing.pack(page(1)[::-1]),))
    assert archive.verify_chain() == captures[0]
    for capture in captures:
        with pytest.raises(ArchiveUnreadable, match=r"哈希不符|不在档案库中"):
            archive.capture_body(capture)
    with sqlite3.connect(archive.folder / "captures.db") as db:
        db.execute("DELETE FROM blobs WHERE id = 1")
    with pytest.raises(ArchiveUnreadable, match="不在档案库中"):
        archive.capture_body(captures[1])


def test_nothing_is_packed_against_a_damaged_page(tmp_path: Path) -> None:
    with open_archive(tmp_path, create=True) as archive:
        archive.keep(response(f"http://{HOST}/1", page(1)), "article")
    with sqlite3.connect(tmp_path / "captures.db") as db:
        db.execute("UPDATE blobs SET data = ?", (packing.pack(page(1)[::-1]),))
    with open_archive(tmp_path) as archive:
        kept = archive.keep(response(f"http://{HOST}/1", page(2)), "article")
        assert archive.capture_body(kept) == page(2)


@pytest.mark.parametrize("size", [10, 5000, 1 << 40])
def test_sizes_that_are_not_true_take_no_memory(size: int) -> None:
    """Neither the one in the row nor the one in the frame is believed."""
    data = packing.pack(b"x" * 4000)
    assert packing.unpack(data, 4000) == b"x" * 4000
    assert packing.unpack(data, size) is None
    frame = bytearray(zstandard.ZstdCompressor(write_content_size=True).compress(b"x" * 70_000))
    frame[5:9] = (1 << 31).to_bytes(4, "little")
    assert packing.unpack(bytes(frame), 70_000) is None


def test_an_archive_of_the_older_codec_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bodies = [page(n) for n in range(3)]
    with open_archive(tmp_path, create=True) as archive:
        captures = [
            archive.keep(response(f"http://{HOST}/{n}", body), "article") for n, body in enumerate(bodies)
        ]
    (tmp_path / "captures.db").unlink()
    with sqlite3.connect(tmp_path / "captures.db") as db:
        db.executescript(schema.CAPTURES_MIGRATIONS[0])
        db.execute(f"PRAGMA application_id = {schema.CAPTURES_APPLICATION_ID}")
        db.execute("PRAGMA user_version = 1")
        for body in bodies:
            data = zstandard.ZstdCompressor(level=6).compress(body)
            db.execute("INSERT INTO blobs VALUES (?, 'zstd', NULL, ?, ?)", (digest(body), len(body), data))
    with open_archive(tmp_path) as archive:
        assert [archive.capture_body(capture) for capture in captures] == bodies
        assert archive.verify_chain() is None
        archive.keep(response(f"http://{HOST}/9", page(9)), "article")
        assert archive.db.execute("SELECT max(id), stored_bytes FROM captures").fetchone()[1] < 1000
