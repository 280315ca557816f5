"""The twins whose lists come from services: walked as their own pages' scripts would, traps sprung."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from gongkai.demo.twins import TWINS, Stock, Twin
from gongkai.demo.twins.epoint import Epoint, EpointFulltext, EpointStatic, EpointToken, EpointWrapped
from gongkai.demo.twins.gkmlpt import Gkmlpt, GkmlptWindow
from gongkai.demo.twins.longxun import Longxun, LongxunColumn, LongxunPrefixed
from gongkai.demo.twins.openness import Openness, object_id
from gongkai.demo.twins.szinf import Szinf, SzinfPolicy
from gongkai.demo.twins.trs_igs import TrsIgs, TrsIgsSearch
from gongkai.demo.twins.ucap import Ucap, UcapPinned, UcapStatic, pinned
from gongkai.demo.values import CHINA
from tests.demo import page_scripts
from tests.demo.page_scripts import Browser, browsing, stated

Walk = Callable[[Browser, str], list[str]]
WALKS: dict[type[Twin], Walk] = {
    Ucap: page_scripts.ucap,
    UcapPinned: page_scripts.ucap,
    UcapStatic: page_scripts.ucap_static,
    Gkmlpt: page_scripts.gkmlpt,
    GkmlptWindow: page_scripts.gkmlpt,
    Longxun: page_scripts.longxun,
    LongxunPrefixed: page_scripts.longxun,
    LongxunColumn: page_scripts.longxun_column,
    Openness: page_scripts.openness,
    Epoint: page_scripts.epoint,
    EpointToken: page_scripts.epoint,
    EpointFulltext: page_scripts.epoint_fulltext,
    EpointWrapped: page_scripts.epoint_fulltext,
    EpointStatic: page_scripts.epoint_static,
    TrsIgs: page_scripts.igs,
    TrsIgsSearch: page_scripts.igs,
    Szinf: page_scripts.szinf,
    SzinfPolicy: page_scripts.szinf_policy,
}


@pytest.mark.parametrize("count", [0, 1, 15, 16, 100])
@pytest.mark.parametrize("kind", WALKS)
def test_the_pages_own_script_finds_every_entry_once(kind: type[Twin], count: int):
    twin = kind(Stock(count))
    with browsing(twin) as browser:
        found = WALKS[kind](browser, twin.section)
        assert sorted(found) == sorted(twin.base + twin.address(entry) for entry in twin.stock.entries)


@pytest.mark.parametrize("kind", WALKS)
def test_what_is_published_and_removed_is_seen(kind: type[Twin]):
    twin = kind(Stock(20))
    with browsing(twin) as browser:
        before = WALKS[kind](browser, twin.section)
        twin.stock.publish(1)
        gone = twin.stock.remove(1)[0]
        after = WALKS[kind](browser, twin.section)
        new = twin.base + twin.address(twin.stock.entries[0])
        assert set(after) - set(before) == {new}
        assert set(before) - set(after) == {twin.base + twin.address(gone)}
        assert browser.get(twin.address(gone)).status == 404


@pytest.mark.parametrize("kind", WALKS)
def test_an_article_says_its_text_and_links_its_files(kind: type[Twin]):
    twin = kind(Stock(10))
    entry = next(entry for entry in twin.stock.entries if len(entry.text.files) == 2)
    with browsing(twin) as browser:
        seen = browser.get(twin.address(entry))
        assert entry.title in seen.text
        assert all(line in seen.text for line in entry.text.paragraphs)
        linked = page_scripts.anchors(seen.text, seen.url)
        for at, file in enumerate(entry.text.files):
            url = twin.base + twin.file_address(entry, at)
            assert url in linked
            got = browser.get(url)
            assert got.status == 200
            assert got.body.startswith({"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK"}[file.kind])


def test_all_of_them_are_among_the_twins():
    assert set(WALKS) <= set(TWINS)


def shown_ids(text: str) -> list[str]:
    return re.findall(r"[0-9a-f]{32}\.shtml", text)


def test_ucap_has_no_rows_in_its_page_and_caps_the_page_size():
    class Mean(Ucap):
        most_rows = 7

    twin = Mean(Stock(50))
    with browsing(twin) as browser:
        page = browser.get(twin.section).text
        assert not shown_ids(page)
        assert f'<meta name="channelId" content="{twin.channel}">' in page
        data = browser.get(f"{twin.service}?_isJson=true&_pageSize=100&page=2").json["data"]
        assert len(data["results"]) == data["rows"] == 7
        assert (data["total"], data["page"]) == (50, 2)
        assert data["results"][0]["title"] == twin.stock.entries[7].title
        assert page_scripts.ucap(browser, twin.section) == [
            twin.base + twin.address(entry) for entry in twin.stock.entries
        ]


def test_ucap_addresses_have_no_scheme_and_a_wrong_page_is_the_first():
    twin = Ucap(Stock(40))
    with browsing(twin) as browser:
        first = browser.get(f"{twin.service}?_pageSize=18&page=1").json
        assert browser.get(f"{twin.service}?_pageSize=18&pageNo=2").json == first
        assert first["data"]["results"][0]["url"].startswith("//127.0.0.1:")


def test_ucap_empty_is_a_total_of_nothing():
    twin = Ucap(Stock(0))
    with browsing(twin) as browser:
        data = browser.get(f"{twin.service}?page=1").json["data"]
        assert (data["total"], data["results"]) == (0, [])


def test_ucap_pinned_stand_first_though_they_are_old():
    twin = UcapPinned(Stock(100))
    with browsing(twin) as browser:
        results = browser.get(f"{twin.service}?_pageSize=20&page=1").json["results"]
    dates = [row["publishedTimeStr"] for row in results]
    count = sum(map(pinned, twin.stock.entries))
    assert count == 4
    assert dates[count - 1] < dates[count]
    assert dates[count:] == sorted(dates[count:], reverse=True)


def test_ucap_static_ends_with_404_and_a_list_given_up_leads_home():
    twin = UcapStatic(Stock(31))
    with browsing(twin) as browser:
        assert browser.get("/qingshi/c100186/common_list_3.shtml").status == 200
        assert browser.get("/qingshi/c100186/common_list_4.shtml").status == 404
        assert browser.get("/qingshi/c100186/common_list_1.shtml").status == 404

    class Gone(UcapStatic):
        gone = True

    with browsing(Gone(Stock(31))) as browser:
        seen = browser.get(Gone.section)
        assert (seen.status, seen.url) == (200, browser.base + "/")


def test_ucap_articles_are_never_the_same_twice_and_their_metadata_is_spread_out():
    twin = Ucap(Stock(5))
    address = twin.address(twin.stock.entries[2])
    with browsing(twin) as browser:
        first, second = browser.get(address).text, browser.get(address).text
        assert first != second
        assert "@" not in first
        assert "索&ensp;引&ensp;号：" in first
        assert first.count("/qingshi/c100186/2025") == 2
        twin.stock.remove(5)
        twin.stock.publish(3)
        assert browser.get(twin.address(twin.stock.entries[0])).text.count("没有了") == 1


GKMLPT = "/qingshi/gkmlpt/api/all/20765"


def test_gkmlpt_counts_pages_from_one_and_zero_is_one():
    twin = Gkmlpt(Stock(250))
    with browsing(twin) as browser:
        pages = [browser.get(f"{GKMLPT}?page={number}&sid=755041").json for number in range(5)]
    assert pages[0] == pages[1]
    assert [len(page["articles"]) for page in pages] == [100, 100, 100, 50, 0]
    assert {page["classify"]["post_count"] for page in pages} == {250}
    ids = {row["id"] for page in pages for row in page["articles"]}
    assert ids == {entry.number for entry in twin.stock.entries}


def test_gkmlpt_window_gives_the_newest_only_whatever_is_counted():
    twin = GkmlptWindow(Stock(130))
    with browsing(twin) as browser:
        assert len(page_scripts.gkmlpt(browser, twin.section)) == 100
        assert browser.get(f"{GKMLPT}?page=1&sid=755041").json["classify"]["post_count"] == 130
        assert browser.get(f"{GKMLPT}?page=2&sid=755041").status == 404


@pytest.mark.parametrize("query", ["page=1&sid=755001", "page=1"])
def test_gkmlpt_knows_only_its_own_sid(query: str):
    with browsing(Gkmlpt(Stock(3))) as browser:
        assert browser.get(f"{GKMLPT}?{query}").json["articles"] == []


def test_gkmlpt_days_are_midnights_in_china():
    twin = Gkmlpt(Stock(30))
    with browsing(twin) as browser:
        rows = browser.get(f"{GKMLPT}?page=1&sid=755041").json["articles"]
    for row, entry in zip(rows, twin.stock.entries, strict=True):
        moment = datetime.fromtimestamp(row["date"], CHINA)
        assert f"{moment:%Y-%m-%d %H:%M}" == f"{entry.day} 00:00"
        assert datetime.fromtimestamp(row["date"], UTC).hour == 16


def test_gkmlpt_shows_a_text_at_two_addresses_and_in_its_script():
    twin = Gkmlpt(Stock(10))
    entry = twin.stock.entries[0]
    with browsing(twin) as browser:
        row = browser.get(f"{GKMLPT}?page=1&sid=755041").json["articles"][0]
        copy, post = browser.get(row["url"]).text, browser.get(row["post_url"]).text
        assert row["attachment"][1]["url"] == twin.base + twin.file_address(entry, 1)
        assert browser.get("/zwgk/content/post_1.html").status == 404
    assert entry.text.paragraphs[2] in copy
    assert entry.text.paragraphs[2] in post
    detail = stated(r"DETAIL:(\{.*?\})\};</script>", copy)
    assert json.loads(detail)["content"].startswith("<p>")
    assert "<p>" not in detail
    for label in ("索引号", "分类", "发布机构", "成文日期", "名称", "文号", "发布日期", "主题词"):
        assert f'<td class="first">{label}:</td>' in copy


def test_gkmlpt_page_is_scripts_and_some_columns_lead_elsewhere():
    with browsing(Gkmlpt(Stock(3))) as browser:
        text = browser.get(Gkmlpt.section).text
        assert "post_7" not in text
        tree = json.loads(stated(r"TREE:(\[.*?\]),SERVICE_AREA_ID", text))
        assert sum(bool(node["jump_url"]) for top in tree for node in (top, *top["children"])) == 2
        assert browser.get("/qingshi/gkmlpt/api/all/99?page=1&sid=755041").status == 404


def test_longxun_page_has_no_rows_and_states_its_site():
    with browsing(Longxun(Stock(30))) as browser:
        text = browser.get(Longxun.section).text
        assert browser.get(f"{Longxun.section}&pageIndex=2").text == text
        assert "/public/6596731/" not in text
        assert '<meta name="SiteId" content="6786001">' in text


@pytest.mark.parametrize("kind", [Longxun, LongxunPrefixed])
def test_longxun_template_is_the_sites_own(kind: type[Longxun]):
    other = {Longxun: LongxunPrefixed, LongxunPrefixed: Longxun}[kind]
    with browsing(kind(Stock(30))) as browser:
        query = page_scripts.longxun_query(browser.get(kind.section).text, 1)
        assert query.startswith(kind.service)
        wrong = query.replace(quote(kind.template, safe=""), quote(other.template, safe=""))
        seen = browser.get(wrong)
        assert (seen.status, "模板文件不存在" in seen.text, "<li" in seen.text) == (200, True, False)
        assert browser.get(query.replace(kind.service, other.service)).status == 404


def test_longxun_cuts_titles_and_keeps_the_whole_one_aside():
    twin = Longxun(Stock(15))
    with browsing(twin) as browser:
        text = browser.get(page_scripts.longxun_query(browser.get(twin.section).text, 1)).text
    rows = re.findall(r'title="([^"]+)">([^<]+)</a>', text)
    assert [whole for whole, _ in rows] == [entry.title for entry in twin.stock.entries]
    assert any(cut == f"{whole[:16]}..." for whole, cut in rows)


def test_longxun_says_that_there_is_nothing_and_that_is_no_error():
    twin = Longxun(Stock(0))
    with browsing(twin) as browser:
        text = browser.get(twin.section).text
        seen = browser.get(page_scripts.longxun_query(text, 1))
        assert (seen.status, "暂无相关信息" in seen.text, "pageCount" in seen.text) == (200, True, False)
        twin.stock.publish(3)
        other = page_scripts.longxun_query(text, 1).replace("catId=6717301", "catId=1")
        assert "暂无相关信息" in browser.get(other).text
    with browsing(LongxunColumn(Stock(0))) as browser:
        assert "暂无相关信息" in browser.get(LongxunColumn.section).text


def test_longxun_column_turns_pages_by_its_own_parameter_only():
    with browsing(LongxunColumn(Stock(40))) as browser:
        first = browser.get("/content/column/6800457?pageIndex=1").text
        assert browser.get("/content/column/6800457?page=2").text == first
        assert browser.get("/content/column/6800457?pageIndex=2").text != first


def test_longxun_article_has_its_index_twice_and_a_counter():
    twin = Longxun(Stock(3))
    with browsing(twin) as browser:
        first, second = (browser.get(twin.address(twin.stock.entries[1])).text for _ in range(2))
    assert first.count('<table class="table_suoyin') == 2
    assert first.count("索引号：") == 2
    assert [line for line in first.splitlines() if line not in second.splitlines()] != []
    assert stated(r'class="hits">(\d+)', first) != stated(r'class="hits">(\d+)', second)


def test_openness_lists_days_without_year_and_titles_without_end():
    twin = Openness(Stock(100))
    with browsing(twin) as browser:
        text = browser.get(twin.section).text
        cut = re.findall(r'content/[0-9a-f]{24}\.html"[^>]*>([^<]+)\.\.\.</a></td><td>(\d\d-\d\d)</td>', text)
        assert len(cut) > 10
        assert "title=" not in text
        assert not re.search(r"\d{4}-\d\d-\d\d", text)
        entry = twin.stock.entries[0]
        assert entry.title not in text
        article = browser.get(twin.address(entry)).text
    assert re.findall(r"<tr><td>.*?</td><td>(.*?)</td></tr>", article)[3].startswith(entry.day)


def test_openness_ids_begin_with_the_second_of_creation():
    for entry in Stock(3).entries:
        made = object_id(entry)
        assert len(made) == 24
        assert datetime.fromtimestamp(int(made[:8], 16), CHINA) == entry.published


def test_openness_rows_may_lead_to_other_sites():
    twin = Openness(Stock(40))
    with browsing(twin) as browser:
        text = browser.get(twin.section).text
        assert all(f'href="{address}"' in text for address in twin.external)
        twin.stock.remove(40)
        assert "<td>" not in browser.get(twin.section).text


def test_openness_gives_the_last_page_for_ever():
    twin = Openness(Stock(40))
    with browsing(twin) as browser:
        last = browser.get(twin.section[:-1] + "3").text
        assert browser.get(twin.section[:-1] + "4").text == last
        assert browser.get(twin.section[:-1] + "2").text != last
        assert browser.get(twin.section.replace("&page=1", "&p=3")).text == browser.get(twin.section).text
        assert "<td>" not in browser.get(twin.section.replace("10000", "1")).text
