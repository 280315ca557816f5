"""What the item page says of attachments, and where searching finds their text."""

from __future__ import annotations

import asyncio
import hashlib
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.archive import KeptText, open_archive
from gongkai.base.values import FileText
from gongkai.web.serving import make_datasette
from tests.web import district

SHA256 = hashlib.sha256(b"pdf").hexdigest()
ITEM = f"/item/{district.EDITED_UID}"
Page = Callable[[FileText, str], str]


@pytest.fixture
def page(tmp_path: Path, archive_folder: Path) -> Page:
    """A page of the district after its one file was read."""
    shutil.copytree(archive_folder, tmp_path / "archive")

    def get(text: FileText, path: str) -> str:
        with open_archive(tmp_path / "archive") as archive:
            archive.store_file_text(SHA256, KeptText(text, "files/1"), "2026-11-23T00:00:00Z")
        datasette = make_datasette(tmp_path / "archive", as_of=district.AS_OF)
        return str(asyncio.run(datasette.client.get(path)).text)

    return get


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FileText("pdf", "read", "字" * 1234), "文字 1,234 字"),
        (FileText("pdf", "read", "字" * 9, why="cut"), "文字 9 字（文字过长，只取了前面一部分）"),
        (FileText("pdf", "no-text", why="scan"), "扫描件，没有文字"),
        (FileText("doc", "not-read", why="needs-converter"), "未读：旧版 Word 文档，需安装 antiword"),
        (
            FileText("zip", "not-read", names=("甲<b>.xls", "乙.doc"), why="archive"),
            "甲&lt;b&gt;.xls；乙.doc",
        ),
        (FileText("pdf", "not-read", why="of another release"), "未读：原因不明"),
    ],
)
def test_item_page_says_what_came_of_a_file(page: Page, text: FileText, said: str):
    shown = page(text, ITEM)
    assert said in shown
    assert "34 KB" in shown


def test_before_it_was_read(archive_folder: Path):
    datasette = make_datasette(archive_folder, as_of=district.AS_OF)
    assert "已存档，文字未读" in asyncio.run(datasette.client.get(ITEM)).text


def test_the_text_is_a_click_away(page: Page):
    text = FileText("pdf", "read", "高龄津贴发放名单共三十人")
    link = re.search(r'href="([^"]*attachment_texts/[0-9a-f]{64})"', page(text, ITEM))
    assert link is not None
    assert "共三十人" in page(text, link[1])


def test_search_shows_the_file_in_which_it_was_found(page: Page):
    shown = page(FileText("pdf", "read", "高龄津贴发放名单共三十人"), "/search?q=共三十人")
    assert "附件《发放名单.pdf》：" in shown
    assert "<mark>共三十人</mark>" in shown


def test_a_withheld_item_shows_nothing_of_its_file(page: Page, tmp_path: Path):
    with sqlite3.connect(tmp_path / "archive" / "gongkai.db") as db:
        db.execute("UPDATE items SET withheld = '2026-11-23T00:00:00Z' WHERE uid = ?", (district.EDITED_UID,))
    db.close()
    text = FileText("pdf", "read", "共三十人")
    assert "发放名单" not in page(text, ITEM)
    assert "没有找到" in page(text, "/search?q=共三十人")
