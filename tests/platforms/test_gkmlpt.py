"""gkmlpt: an application whose columns stand in the fragment, and a service that gives the newest rows."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from gongkai.base.values import Ask, Page
from gongkai.platforms import gkmlpt, read_list
from tests.platforms.pages import HOST, URL, page
from tests.platforms.services import SERVICES, answered, column, first

SERVICE = SERVICES["gkmlpt"]
APP = f"{HOST}/lxz/gkmlpt/index"
TREE = json.dumps(
    [
        {"id": 10, "name": "机构概况", "jump_url": "/lxz/jggk/", "children": []},
        {
            "id": 20,
            "name": "政策",
            "jump_url": "",
            "children": [
                {"id": 21, "name": "文件", "children": None},
                {"id": 22, "jump_url": "https://gk.example/zc/"},
            ],
        },
        {"id": 30, "name": "链接", "jump_url": "javascript:open()"},
        {"id": 40, "jump_url": ["/a/"]},
    ]
)


def _app(fragment: str = "", *, tree: str = TREE, sid: str = "SID: '999001'") -> Page:
    made = column(f"window._CONFIG = {{{sid}, TREE: {tree}, X: 1}}", url=APP)
    return replace(made, asked=Ask(APP + fragment))


def _asked(fragment: str = "", **settings: str) -> tuple[str | None, str]:
    listing = read_list(_app(fragment, **settings))
    return listing.next_url, listing.next.reader if listing.next else ""


def test_the_column_of_the_fragment_is_asked_for_with_the_pages_own_sid() -> None:
    api = f"{HOST}/lxz/gkmlpt/api/all"

    assert _asked("#21") == (f"{api}/21?page=1&sid=999001", "gkmlpt")
    assert _asked("#/21", sid='SID:"7"') == (f"{api}/21?page=1&sid=7", "gkmlpt")
    assert first(_app("#21")).body is None


def test_without_a_column_in_the_fragment_everything_is_asked_for() -> None:
    assert _asked() == (f"{HOST}/lxz/gkmlpt/api/all/0?page=1&sid=999001", "gkmlpt")
    assert _asked("#about") == _asked()


def test_a_column_that_is_but_a_link_leads_to_a_page_that_no_reader_is_named_for() -> None:
    assert _asked("#10") == (f"{HOST}/lxz/jggk/", "")
    assert _asked("#22") == ("https://gk.example/zc/", "")


@pytest.mark.parametrize("fragment", ["#30", "#40"])
def test_a_link_that_leads_nowhere_is_followed_nowhere_else(fragment: str) -> None:
    following = _asked(fragment)[0]

    assert following is None or following.startswith(f"{HOST}/lxz/gkmlpt/api/all/")


@pytest.mark.parametrize(
    "tree",
    [
        "[",
        "[{]",
        "null",
        "[1, 'a', [2]]",
        '[{"id": {"a": 1}, "children": 7}]',
        '[{"id":1,"children":' * 30_000,
        '[{"id":1,"children":' * 900 + "[]" + "}]" * 900,
    ],
)
def test_settings_that_are_not_understood_do_not_hide_the_column(tree: str) -> None:
    assert _asked("#21", tree=tree)[0] == f"{HOST}/lxz/gkmlpt/api/all/21?page=1&sid=999001"


def test_without_a_sid_nothing_is_asked_and_nothing_understood() -> None:
    listing = read_list(_app("#21", sid="SITE: 1"))

    assert (listing.platform, listing.shape, listing.next) == ("gkmlpt", "unknown", None)


@pytest.mark.parametrize("said", ["暂无信息", "暂无数据"])
def test_the_applications_page_never_is_an_empty_column(said: str) -> None:
    body = f'<ul class="list"><li>{said}</li></ul>'
    asking = column("window._CONFIG={SID:'999001'}", url=APP, body=body)
    unable = column("window._CONFIG={}", url=APP, body=body)

    assert read_list(asking).shape == "shell"
    assert read_list(unable).shape == "unknown"


def test_what_the_applications_page_lists_besides_is_not_the_column() -> None:
    body = (
        "<ul><li><a href='/a/202601/t20260102_1.html'>热点：关于做好防汛工作的通知</a><b>2026-01-02</b></li>"
        * 5
    )

    assert first(column("window._CONFIG={SID:'999001'}", url=APP, body=body + "</ul>")).reader == "gkmlpt"


def test_recognised_by_address_or_settings_and_not_by_a_link_to_the_application() -> None:
    menu = '<p><a href="http://gk.example/gkmlpt/index">政府信息公开平台</a></p>'

    assert gkmlpt.recognise(page("", url=APP))
    assert gkmlpt.recognise(page("<script src='/gkmlpt/a.js'></script><script>_CONFIG={SID:7}</script>"))
    assert not gkmlpt.recognise(page(menu))
    assert not gkmlpt.recognise(page("<script>window._CONFIG={SID:'7'}</script>", url=URL))


def test_a_text_is_no_column_that_a_service_fills() -> None:
    text = (
        "<div class='article-content'>"
        + "<p>各村要把上一年的收支情况张贴在公开栏里，接受村民监督。</p>" * 9
        + "</div>"
    )

    assert read_list(column("window._CONFIG={SID:'9'}", url=APP, body=text)).shape == "article"


def test_the_number_of_the_next_page_is_the_one_after_and_a_missing_page_may_be_the_end() -> None:
    full = SERVICE.records(100)
    second = SERVICE.answer(full, 250).next
    assert second is not None
    third = answered(second, SERVICE.frame(full, 250)).next
    assert third is not None

    assert (second.url, second.memo) == (f"{HOST}/lxz/gkmlpt/api/all/0?page=2&sid=999001", "100")
    assert (third.url, third.memo) == (f"{HOST}/lxz/gkmlpt/api/all/0?page=3&sid=999001", "200")
    assert second.may_end
    assert third.may_end


def test_page_nought_is_page_one_and_is_not_asked_for_again() -> None:
    nought = replace(SERVICE.ask(), url=f"{HOST}/lxz/gkmlpt/api/all/0?page=0&sid=999001")
    following = answered(nought, SERVICE.frame(SERVICE.records(100), 250)).next

    assert following is not None
    assert "page=2&" in following.url


def test_a_list_is_whole_only_where_as_many_rows_came_as_there_are() -> None:
    assert not SERVICE.answer(SERVICE.records(3), 3).window
    assert SERVICE.answer(SERVICE.records(3), 4).window
    assert SERVICE.answer(SERVICE.records(3), None).window
    assert SERVICE.answer([], 203, memo=100).window
    assert not SERVICE.answer(SERVICE.records(50), 150, memo=100).window


def test_the_greater_of_two_totals_counts() -> None:
    answer = {"classify": {"post_count": 203}, "total": 88, "articles": SERVICE.records(88)}
    listing = answered(SERVICE.ask(), answer)

    assert (listing.total_items, listing.window) == (203, True)


def test_where_a_text_has_no_address_here_its_address_on_the_portal_counts() -> None:
    record = {
        "title": "防汛通知",
        "url": "",
        "post_url": f"{HOST}/lxz/content/post_7.html",
        "date": 1767312000,
    }
    row = answered(SERVICE.ask(), SERVICE.frame([record], 1)).rows[0]

    assert (row.url, row.date) == (f"{HOST}/lxz/content/post_7.html", "2026-01-02")


def test_the_day_that_is_shown_goes_before_the_others() -> None:
    record = {
        "title": "防汛通知",
        "date": 1577808000,
        "create_time": 1577808000,
        "display_publish_time": 1767312000,
    }

    assert answered(SERVICE.ask(), SERVICE.frame([record], 1)).rows[0].date == "2026-01-02"


def test_a_saved_answer_is_read_by_its_address_alone() -> None:
    text = json.dumps(SERVICE.frame(SERVICE.records(2), 2))

    assert len(read_list(Page(f"{HOST}/lxz/gkmlpt/api/all/21?page=1&sid=7", text, "utf-8")).rows) == 2
