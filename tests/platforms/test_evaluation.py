"""Real pages: floors that a change to the readers must not fall below."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gongkai.base.charset import decode
from gongkai.base.values import Listing, Page
from gongkai.platforms import read_list, refresh_target

SITE = "http://saved.gov.cn/"


def _read(file: Path, url: str) -> Page:
    text, charset = decode(file.read_bytes())
    return Page(url, text, charset)


def _site(evaluation: Path) -> tuple[Path, dict[str, Any]]:
    folder = evaluation / "realsites" / "daozhen-rsj"
    if not folder.is_dir():
        pytest.skip("the saved site is not here")
    return folder / "site", json.loads((folder / "expected.json").read_text("utf-8"))


def _listing(site: Path, section: str) -> Listing:
    return read_list(_read(site / section / "index.html", SITE + section))


def test_rows_of_a_saved_site(evaluation: Path) -> None:
    site, expected = _site(evaluation)
    for section, wanted in expected["sections"].items():
        rows = _listing(site, section).rows
        own = [
            row.url.removeprefix(SITE)
            for row in rows
            if row.url and (site / row.url.removeprefix(SITE)).exists()
        ]
        assert own == wanted["articles"], section
        for row in rows:
            article = expected["articles"].get((row.url or "").removeprefix(SITE))
            assert article is None or row.date == article["published"], section


def test_shapes_of_a_saved_site(evaluation: Path) -> None:
    site, expected = _site(evaluation)
    stubs = {*expected["refresh_stubs"]["followed"], *expected["refresh_stubs"]["leads_nowhere"]}
    for section in {*expected["sections"], *expected["empty"], *expected["single_pages"]} - stubs:
        shape = _listing(site, section).shape
        assert (shape == "empty") == (section in expected["empty"]), section
        assert (shape == "article") == (section in expected["single_pages"]), section
        assert shape != "unknown", section


def test_rows_without_address_of_a_saved_site(evaluation: Path) -> None:
    site, expected = _site(evaluation)
    for section in expected["rows_without_usable_links"]:
        assert any(row.url is None for row in _listing(site, section).rows), section


def test_stubs_of_a_saved_site(evaluation: Path) -> None:
    site, expected = _site(evaluation)
    for stubs in expected["refresh_stubs"].values():
        for section in stubs:
            page = _read(site / section / "index.html", SITE + section)
            assert (refresh_target(page) or "").startswith(SITE + section)
            assert read_list(page).shape == "unknown"


def test_labelled_list_pages(evaluation: Path) -> None:
    folder = evaluation / "realpages"
    labels = [
        json.loads(line) for line in (folder / "labels.jsonl").read_text("utf-8").splitlines() if line.strip()
    ]
    wrong = []
    for entry in labels:
        if entry["kind"] != "list":
            continue
        rows = read_list(_read(folder / entry["file"], entry["url"] or SITE + "a/")).rows
        first = entry["label"].get("first")
        right = len(rows) == entry["label"]["n_items"]
        if first and rows:
            right = right and rows[0].date == first["date"]
        if not right:
            wrong.append(entry["id"])
    assert len(wrong) <= len(labels) * 0.01, wrong
