"""The twins whose lists come from services: walked as their own pages' scripts would, traps sprung."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from gongkai.demo.twins import TWINS, Stock, Twin
from gongkai.demo.twins.ucap import Ucap, UcapPinned, UcapStatic, pinned
from tests.demo import page_scripts
from tests.demo.page_scripts import Browser, browsing

Walk = Callable[[Browser, str], list[str]]
WALKS: dict[type[Twin], Walk] = {
    Ucap: page_scripts.ucap,
    UcapPinned: page_scripts.ucap,
    UcapStatic: page_scripts.ucap_static,
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
