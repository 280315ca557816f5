"""Beside Datasette: its search is ours, its tables stay, other databases are left alone."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from pathlib import Path

import pytest
from datasette.app import Datasette

from gongkai.archive import open_archive
from gongkai.web.metadata import TABLES
from tests.web import district
from tests.web.conftest import Get


@pytest.mark.parametrize(
    "query", ["养老", "公", "1500", "〔2026〕5号", "养老 推进", "没有的词", '"', "script"]
)
def test_datasettes_search_finds_the_same(get: Get, archive_folder: Path, query: str) -> None:
    """Pins `escape_fts`, an internal name of Datasette that our function takes the place of."""
    with open_archive(archive_folder, write=False) as archive:
        ours = {hit.uid for hit in archive.search(query, limit=100).hits}
    rows = json.loads(get(f"/gongkai/items.json?_search={query}&_shape=array&_size=100").text)
    assert {row["uid"] for row in rows} == ours


def test_something_is_found_at_all(archive_folder: Path) -> None:
    with open_archive(archive_folder, write=False) as archive:
        assert {hit.uid for hit in archive.search("养老").hits} == {district.EDITED_UID}


def test_internal_tables_are_hidden_and_public_ones_are_not(get: Get) -> None:
    tables = json.loads(get("/gongkai.json").text)["tables"]
    hidden = {table["name"] for table in tables if table["hidden"]}
    assert {"items_fts", "items_fts_data", "about"} <= hidden
    assert not hidden & {"items", "versions", "captures", "visits", "sections"}


def test_every_public_table_is_described(archive_folder: Path) -> None:
    with open_archive(archive_folder, write=False) as archive:
        names = {
            row["name"] for row in archive.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
    assert {name for name in names if not name.startswith(("items_fts_", "sqlite_"))} == set(TABLES)


def test_other_databases_are_left_alone(tmp_path: Path) -> None:
    for name in ("other.db", "gongkai.db"):  # the second has our name but is not ours
        with sqlite3.connect(tmp_path / name) as db:
            db.execute("CREATE TABLE items(id INTEGER PRIMARY KEY, title TEXT)")
            db.execute("CREATE VIRTUAL TABLE items_fts USING fts5(title, content='items')")
        db.close()
    datasette = Datasette([str(tmp_path / "other.db"), str(tmp_path / "gongkai.db")])

    async def ask() -> tuple[str, int, int]:
        home = await datasette.client.get("/")
        table = await datasette.client.get("/gongkai/items.json?_search=x")
        return home.text, table.status_code, (await datasette.client.get("/status")).status_code

    home, table, status = asyncio.run(ask())
    assert "公开情况总览" not in home
    assert (table, status) == (200, 404)


def test_plain_datasette_shows_our_pages(archive_folder: Path) -> None:
    datasette = Datasette([str(archive_folder / "gongkai.db")])
    answer = asyncio.run(datasette.client.get("/"))
    assert answer.status_code == 200
    assert "公开情况总览" in answer.text


def test_thresholds_come_from_the_plugins_configuration(archive_folder: Path) -> None:
    config = {"as_of": "2026-11-23", "rules": {"sight_days": 30}}
    datasette = Datasette([str(archive_folder / "gongkai.db")], metadata={"plugins": {"gongkai": config}})
    found = json.loads(asyncio.run(datasette.client.get("/matrix.json")).text)
    states = {section["section"]: section["state"] for section in found["sections"]}
    assert states["qu/gzdt"] == "due"


def test_pages_stand_under_a_base_url(archive_folder: Path) -> None:
    datasette = Datasette([str(archive_folder / "gongkai.db")], settings={"base_url": "/gk/"})
    text = asyncio.run(datasette.client.get("/")).text
    assert 'href="/gk/search"' in text
    assert 'href="/gk/-/gongkai/' in text
