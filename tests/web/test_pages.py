"""The pages as a reader gets them: addresses, words, escaping, headers, errors."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from gongkai.archive import open_archive
from gongkai.web.routes import MEND_SHOWN
from gongkai.web.serving import make_datasette
from tests.web import district
from tests.web.conftest import Get

PAGES = (
    "/",
    "/?as_of=2026-11-11",
    "/matrix.json",
    "/status",
    "/search",
    "/search?q=养老",
    *(f"/section/{section.id}" for section in district.SECTIONS),
    *(f"/unit/{unit.id}" for unit in district.UNITS),
    f"/item/{district.EDITED_UID}",
    f"/item/{district.EDITED_UID}?v=1",
    f"/item/{district.EDITED_UID}?v=2&against=1",
    f"/item/{district.REMOVED_UID}",
    "/gongkai",
    "/gongkai/items",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there(get: Get, path: str) -> None:
    assert get(path).status_code == 200


@pytest.mark.parametrize("path", ["/", "/search?q=公示", "/item/NOPE", "/status", "/?as_of=x"])
def test_our_pages_allow_no_script_whatever_they_show(get: Get, path: str) -> None:
    answer = get(path)
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert "script" not in answer.headers["content-security-policy"]
    assert "<script" not in answer.text
    assert " style=" not in answer.text


def test_matrix_says_in_words_what_each_unit_publishes(get: Get) -> None:
    text = re.sub(r"<[^>]+>", " ", get("/").text)
    for said in ("正常 3天", "待更新", "超期 54天", "空白", "不计时限", "待核", "—"):
        assert said in re.sub(r"\s+", " ", text)


def test_cell_leads_to_its_section_with_the_statement_behind_it(get: Get) -> None:
    cell = re.search(r'<a class="tile stale" href="([^"]+)" title="([^"]+)"', get("/").text)
    assert cell is not None
    assert cell[1] == "/section/mzj/gzdt"
    assert "最新一条标注 2026-09-30，距今 54 天" in cell[2]


def test_cell_of_a_section_we_could_not_see_shows_no_days(get: Get) -> None:
    tiles = re.findall(r'<a class="tile ours".*?</a>', get("/").text)
    assert len(tiles) == 4
    assert not any("天</span>" in tile for tile in tiles)


def test_what_is_ours_stands_apart_with_why_and_what_was_last_seen(get: Get) -> None:
    ours = get("/").text.partition("需要我们处理的")[2]
    assert "采集失败" in ours
    assert "等待超时" in ours
    assert "最近一次看清是 2026-11-11，当时：正常" in ours
    assert "加速乐" in ours
    assert "此前从未看清过这个栏目" in ours
    assert "民政动态" not in ours


def test_another_day_shows_that_day_and_links_keep_it(get: Get) -> None:
    text = get("/?as_of=2026-11-11").text
    assert "2026-11-11" in text
    assert 'href="/section/lh/gzdt?as_of=2026-11-11"' in text
    assert re.search(r'class="tile fresh" href="/section/lh/gzdt', text)


@pytest.mark.parametrize(
    "day", ["2026-13-01", "x", "2026-11-24", "1999-12-31", "9" * 5000, "2026-11-23T10:00"]
)
def test_a_bad_day_is_told_in_a_sentence(get: Get, day: str) -> None:
    answer = get(f"/?as_of={day}")
    assert answer.status_code == 400
    assert "日期" in answer.text


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/item/NOPE", "没有这个条目"),
        ("/item/' OR 1=1 --", "没有这个条目"),
        ("/section/qs/none", "没有这个栏目"),
        ("/unit/none", "没有这个单位"),
        (f"/item/{district.EDITED_UID}?v=7", "没有这个版本"),
        (f"/item/{district.EDITED_UID}?v=2&against=x", "没有这个版本"),
    ],
)
def test_what_is_not_there_is_told_in_chinese(get: Get, path: str, said: str) -> None:
    answer = get(path)
    assert answer.status_code == 404
    assert said in answer.text


def test_section_shows_state_proof_rows_and_visits(get: Get) -> None:
    text = get("/section/mzj/gzdt").text
    proof = text.partition("证据")[2].partition("所列条目")[0]
    assert proof.count("<tr>") == 3  # the head and two visits
    assert "直接抓取" in proof
    assert len(re.findall(r"[0-9a-f]{64}", proof)) == 2
    assert "走访慰问困难群众" in text
    assert "国办秘函〔2019〕19号" in text
    assert "配置指定" in text


def test_section_lists_what_it_listed_on_the_day_asked(get: Get) -> None:
    assert "关于停水的通知" not in get("/section/qs/tzgg").text
    assert "关于停水的通知" in get("/section/qs/tzgg?as_of=2026-11-11").text


def test_unit_shows_categories_with_sections(get: Get) -> None:
    text = get("/unit/lh").text
    assert text.index("工作动态") < text.index("通知公告") < text.index("财政资金")
    assert 'id="notice"' in text
    assert "被拒绝" in text


def test_item_shows_what_it_says_and_what_shows_it(get: Get) -> None:
    text = get(f"/item/{district.EDITED_UID}").text
    for said in (
        "2026-10-10 09:30",
        "取自页面正文所印",
        "青街发〔2026〕5号",
        "QS-2026-0012",
        "信息分类",
        "每年1500元",
        "发放名单.pdf",
        "34 KB",
        "内容有改动",
        "第 2 版",
    ):
        assert said in text
    cite = re.search(r'<p class="cite">(.*?)</p>', text)
    assert cite is not None
    assert re.search(
        rf"{district.EDITED_UID} 第 2 版，2026-11-23 16:00（UTC\+8）采集.*SHA-256 [0-9a-f]{{64}}", cite[1]
    )


def test_item_differences_mark_what_went_and_came(get: Get) -> None:
    text = get(f"/item/{district.EDITED_UID}?v=2&against=1").text
    assert "<del>1200</del><ins>1500</ins>元" in text


def test_hostile_text_is_shown_not_run(get: Get) -> None:
    for path in (
        f"/item/{district.HOSTILE_UID}",
        "/section/qs/tzgg",
        "/search?q=公示",
        '/search?q="><script>x',
    ):
        text = get(path).text
        assert "<script" not in text
        assert "<img" not in text
        assert not re.search(r'<[^>]*"\s+onmouseover="', text)
    assert "&lt;script&gt;alert(1)" in get(f"/item/{district.HOSTILE_UID}").text


def test_links_out_give_no_referrer(get: Get) -> None:
    for path in (f"/item/{district.EDITED_UID}", "/section/qs/gzdt", "/unit/qu"):
        links = re.findall(r'<a href="https?://[^>]*>', get(path).text)
        assert links
        assert all('rel="noreferrer noopener"' in link for link in links)


def test_matrix_as_data(get: Get) -> None:
    found = json.loads(get("/matrix.json?as_of=2026-11-23").text)
    assert found["as_of"] == "2026-11-23"
    states = {section["section"]: section["state"] for section in found["sections"]}
    assert states == {
        "qs/gzdt": "fresh",
        "qs/tzgg": "due",
        "qs/xxgknb": "fresh",
        "qs/czzj": "unwatched",
        "mzj/gzdt": "stale",
        "mzj/tzgg": "empty",
        "lh/gzdt": "failed",
        "lh/tzgg": "blocked",
        "lh/czzj": "broken",
        "qu/gzdt": "unseen",
    }
    cells = {(cell["unit"], cell["category"]): (cell["state"], cell["days"]) for cell in found["cells"]}
    assert cells["mzj", "business"] == ("stale", 54)


def test_search_narrows_marks_and_tells_how(get: Get) -> None:
    assert "<mark>养老</mark>" in get("/search?q=养老").text
    assert "没有找到" in get("/search?q=养老&unit=lh").text
    assert "没有找到" in get("/search?q=不存在的词").text
    assert "几个词之间用空格隔开" in get("/search").text


@pytest.mark.parametrize("query", ["q=" + "长" * 201, "q=养老&page=0", "q=养老&page=1001", "q=养老&page=x"])
def test_search_refuses_what_is_out_of_bounds(get: Get, query: str) -> None:
    assert get(f"/search?{query}").status_code == 400


def test_withheld_item_shows_only_that_it_is(tmp_path: Path, archive_folder: Path) -> None:
    shutil.copytree(archive_folder, tmp_path / "archive")
    with open_archive(tmp_path / "archive") as archive:
        archive.withhold(district.EDITED_UID, "含个人信息", "王某", district.at(district.AS_OF, 20))
    datasette = make_datasette(tmp_path / "archive", as_of=district.AS_OF)
    for path in (
        f"/item/{district.EDITED_UID}",
        f"/item/{district.EDITED_UID}?v=2&against=1",
        "/section/qs/gzdt",
        "/gongkai/versions",
        "/gongkai/listings.json?_shape=array",
        "/gongkai/item_sections.json?_shape=array",
        "/gongkai.json?sql=select+*+from+versions,items&_shape=array",
        "/gongkai/attachments.csv",
    ):
        answer = asyncio.run(datasette.client.get(path))
        assert answer.status_code in (200, 410), path
        assert "隐去" in answer.text or "\\u9690\\u53bb" in answer.text, path
        assert not any(said in answer.text for said in ("养老", "高龄", "\\u517b\\u8001")), path


def test_item_says_how_sure_a_version_is(tmp_path: Path, archive_folder: Path) -> None:
    shutil.copytree(archive_folder, tmp_path / "archive")

    def shown(change: str = "") -> str:
        with sqlite3.connect(tmp_path / "archive" / "gongkai.db") as db:
            db.executescript(change)
        db.close()
        datasette = make_datasette(tmp_path / "archive", as_of=district.AS_OF)
        return str(asyncio.run(datasette.client.get(f"/item/{district.EDITED_UID}")).text)

    assert "只看到过一次，待再次看到" in shown()
    told = shown("UPDATE versions SET confirmed_at = '2026-11-24T08:00:00Z' WHERE version = 2")
    assert "再次看到 2026-11-24 16:00" in told
    assert "只看到过一次" not in told
    told = shown("UPDATE versions SET flips = 1; UPDATE items SET flips_since = '2026-11-20T00:00:00Z'")
    assert "2026-11-20 08:00 以来，这个网址在两种内容之间来回变化" in told
    assert "两种内容之一，来回出现" in told


def test_what_befell_a_whole_site_is_one_thing_to_mend(tmp_path: Path, archive_folder: Path) -> None:
    shutil.copytree(archive_folder, tmp_path / "archive")
    with open_archive(tmp_path / "archive") as archive:
        writer = district.Writer(archive)
        writer.begin(district.at(district.AS_OF, 20))
        for watched in ("qs/gzdt", "qs/tzgg", "mzj/gzdt"):
            writer.trouble(watched, district.at(district.AS_OF, 20), "failed", "dns")
    datasette = make_datasette(tmp_path / "archive", as_of=district.AS_OF)
    text = asyncio.run(datasette.client.get("/status")).text
    assert text.count("域名无法解析") == 2
    assert "青石街道办事处门户</b>，2 个栏目" in text


def test_long_lists_of_troubles_are_cut_on_the_home_page_only(tmp_path: Path, archive_folder: Path) -> None:
    shutil.copytree(archive_folder, tmp_path / "archive")
    with open_archive(tmp_path / "archive") as archive:
        writer = district.Writer(archive)
        writer.begin(district.at(district.AS_OF, 20))
        for number, watched in enumerate(district.SECTIONS):
            reason = f"http-5{number:02}"
            writer.trouble(watched.id, district.at(district.AS_OF, 20), "failed", reason)
    datasette = make_datasette(tmp_path / "archive", as_of=district.AS_OF)
    home, status = (asyncio.run(datasette.client.get(path)).text for path in ("/", "/status"))
    assert home.count("HTTP 5") == MEND_SHOWN
    assert "全部 10 处" in home
    assert status.count("HTTP 5") == len(district.SECTIONS) == 10


def test_before_the_first_crawl_nothing_was_known(get: Get) -> None:
    assert "存档条目 0 条" in get("/?as_of=2026-10-13").text
    assert "还没有采集过" in get("/status?as_of=2026-10-13").text
    assert "尚未成功查看过该栏目" in get("/section/qs/gzdt?as_of=2026-10-13").text
