"""`verify` finds and names one flipped bit in anything that is evidence."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.archive import Archive, Fault, KeptText, StoredAttachment, open_archive
from gongkai.archive.seals import SEALED
from gongkai.archive.verifying import SLICES
from gongkai.base.values import FileText
from tests.archive.helpers import HOST, Crawl, at, response, row

FLIPS = 200
FILE = f"http://{HOST}/files/a.pdf"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of some weeks: items listed, read, edited, gone, with files; failed visits, too."""
    folder = tmp_path_factory.mktemp("sound")
    with open_archive(folder, create=True) as archive:
        _weeks(archive)
        archive.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


def _weeks(archive: Archive) -> None:
    crawl = Crawl(archive)
    names = [f"i{n}" for n in range(12)]
    crawl.visit(*(row(name) for name in names), moment=at(1))
    for n, name in enumerate(names):
        crawl.read(name, f"关于第{n}件事的正文。" * 9, moment=at(1, 1), attachments=_files(crawl, n))
    crawl.next_run(at(5))
    crawl.visit(*(row(name) for name in names[1:]), row("new"), moment=at(5))
    for name in names[1:6]:
        crawl.read(name, f"{name} 改过的正文。" * 9, moment=at(5, 1), issuer="青山街道办事处")
    archive.fail_visit(archive.begin_visit(crawl.run, "qs/news", at(6), False), at(6), "failed", "timeout")
    crawl.vanish("i0", at(6))
    crawl.next_run(at(7))


def _files(crawl: Crawl, n: int) -> tuple[StoredAttachment, ...]:
    if n % 3:
        return ()
    url, body = f"{FILE}?{n}", f"%PDF {n}".encode() * 50
    capture = crawl.archive.keep(response(url, body, moment=at(1)), "attachment")
    sha256 = hashlib.sha256(body).hexdigest()
    crawl.archive.store_file_text(sha256, KeptText(FileText("pdf", "read", f"附件{n}的文字"), "r"), at(2))
    return (StoredAttachment(url, "附件.pdf", "stored", sha256, len(body), "application/pdf", capture),)


def faults(folder: Path, nightly: int | None = None) -> list[Fault]:
    with open_archive(folder) as archive:
        return list(archive.faults(lambda name: None, nightly=nightly))


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "archive"))


def test_a_sound_archive_has_no_fault(folder: Path) -> None:
    assert faults(folder) == []
    assert [faults(folder, nightly) for nightly in range(SLICES)] == [[]] * SLICES


@pytest.mark.parametrize("table", ["captures", "versions", "items_fts", "attachments", "listings"])
def test_a_table_that_is_gone_is_told_and_the_rest_goes_on(folder: Path, table: str) -> None:
    with sqlite3.connect(folder / "gongkai.db") as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute(f"DROP TABLE {table}")
        db.execute("UPDATE items SET body_chars = 3 WHERE id = 2")
    db.close()
    found = faults(folder)
    assert any(table in (fault.where, fault.what.rpartition(".")[2]) for fault in found)
    assert table == "versions" or ("items", "2") in [(fault.where, fault.which) for fault in found]


def test_the_first_fault_is_what_the_others_rest_on(folder: Path) -> None:
    with sqlite3.connect(folder / "gongkai.db") as db:
        db.execute("UPDATE versions SET body = body || '。' WHERE id = 3")
        db.execute("UPDATE captures SET url = url || '?' WHERE id = 2")
    db.close()
    assert [(fault.where, fault.which) for fault in faults(folder)][:3] == [
        ("captures", "2"),
        ("captures", "2"),
        ("versions", "3"),
    ]


Flip = Callable[[Path, random.Random], str]


def flip(data: bytes, dice: random.Random, first: int = 0, last: int | None = None) -> bytes:
    changed = bytearray(data)
    changed[dice.randrange(first, last or len(data))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _cell(folder: Path, dice: random.Random, table: str, columns: list[str]) -> tuple[str, object]:
    """Flip a bit of one value of one row, as it is stored; the column and the row's key."""
    db = sqlite3.connect(folder / "gongkai.db", isolation_level=None)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("PRAGMA ignore_check_constraints = ON")
    rows = db.execute(f"SELECT rowid, {', '.join(columns)} FROM {table}").fetchall()
    row = dice.choice(rows)
    place = dice.choice([n for n, value in enumerate(row) if n and value not in (None, "", b"", 0)])
    value, column = row[place], columns[place - 1]
    if isinstance(value, int):
        changed: object = value ^ 1 << dice.randrange(value.bit_length())
    else:
        changed = flip(value.encode() if isinstance(value, str) else value, dice)
    cast = "CAST(? AS TEXT)" if isinstance(value, str) else "?"
    try:
        db.execute(f"UPDATE {table} SET {column} = {cast} WHERE rowid = ?", (changed, row[0]))
    except sqlite3.IntegrityError:  # a key that is another row's
        return _cell(folder, dice, table, columns)
    finally:
        db.close()
    return column, row[1]


def in_a_row(table: str) -> Flip:
    def flip_in(folder: Path, dice: random.Random) -> str:
        column, key = _cell(folder, dice, table, SEALED[table])
        return table if column == SEALED[table][0] else f"{table} {key}"

    return flip_in


def in_bytes(folder: Path, dice: random.Random) -> str:
    with sqlite3.connect(folder / "captures.db") as db:
        sha256 = dice.choice(db.execute("SELECT sha256 FROM blobs").fetchall())[0]
        data = db.execute("SELECT data FROM blobs WHERE sha256 = ?", (sha256,)).fetchone()[0]
        db.execute("UPDATE blobs SET data = ? WHERE sha256 = ?", (flip(data, dice), sha256))
    db.close()
    return f"captures {_capture_of(folder, sha256)}"


def in_a_file(folder: Path, dice: random.Random) -> str:
    path = dice.choice(sorted(path for path in (folder / "files").rglob("*") if path.is_file()))
    path.write_bytes(flip(path.read_bytes(), dice))
    return f"captures {_capture_of(folder, path.name)}"


def _capture_of(folder: Path, sha256: str) -> int:
    with sqlite3.connect(folder / "gongkai.db") as db:
        found = db.execute("SELECT min(id) FROM captures WHERE sha256 = ?", (sha256,)).fetchone()[0]
    db.close()
    return int(found)


def in_the_search_index(folder: Path, dice: random.Random) -> str:
    tables = (("items_fts_data", "block"), ("items_fts_docsize", "sz"))
    table, column = dice.choice(tables)
    _cell(folder, dice, table, [column])
    return "items_fts"


def in_an_index(folder: Path, dice: random.Random) -> str:
    """Flip a bit of a key in a page of an index of the database."""
    with sqlite3.connect(folder / "gongkai.db") as db:
        size = db.execute("PRAGMA page_size").fetchone()[0]
        pages = db.execute(
            """SELECT pageno FROM dbstat JOIN sqlite_master USING (name)
               WHERE sqlite_master.type = 'index' AND pagetype = 'leaf' AND ncell > 0 AND sql IS NOT NULL"""
        ).fetchall()
    db.close()
    start = (dice.choice(pages)[0] - 1) * size
    data = bytearray((folder / "gongkai.db").read_bytes())
    cells = int.from_bytes(data[start + 3 : start + 5])
    pointer = start + 8 + 2 * dice.randrange(cells)
    cell = start + int.from_bytes(data[pointer : pointer + 2])
    data[cell + 1 + dice.randrange(data[cell])] ^= 1 << dice.randrange(8)
    (folder / "gongkai.db").write_bytes(data)
    return "gongkai.db"


KINDS: dict[str, Flip] = {
    "bytes": in_bytes,
    "file": in_a_file,
    "search index": in_the_search_index,
    "index": in_an_index,
    **{table: in_a_row(table) for table in SEALED},
}


@pytest.mark.parametrize("seed", range(FLIPS))
def test_one_flipped_bit_is_found_and_named(sound: Path, folder: Path, seed: int) -> None:
    dice = random.Random(seed)
    kind = list(KINDS)[seed % len(KINDS)]
    if kind == "index" and not _has_dbstat():
        pytest.skip("this SQLite cannot tell which pages are an index's")
    place = KINDS[kind](folder, dice)
    found = [f"{fault.where} {fault.which}".rstrip() for fault in faults(folder)]
    if kind == "search index" and not found:  # what later writes superseded is there and says nothing
        assert said_by_the_index(folder) == said_by_the_index(sound)
        return
    assert found, (kind, place)
    assert any(name == place or name.partition(" ")[0] == place for name in found), (kind, place, found)


def said_by_the_index(folder: Path) -> list[object]:
    """All that the index holds once what is superseded was dropped; counters of writes left out."""
    db = sqlite3.connect(":memory:")
    with sqlite3.connect(folder / "gongkai.db") as whole:
        whole.backup(db)
    whole.close()
    db.execute("INSERT INTO items_fts(items_fts) VALUES ('optimize')")
    told = db.execute("SELECT block FROM items_fts_data WHERE id <> 10 ORDER BY id").fetchall()
    return [*told, *db.execute("SELECT id, sz FROM items_fts_docsize ORDER BY id")]


def _has_dbstat() -> bool:
    with sqlite3.connect(":memory:") as db:
        try:
            db.execute("SELECT 1 FROM dbstat")
        except sqlite3.OperationalError:
            return False
    return True
