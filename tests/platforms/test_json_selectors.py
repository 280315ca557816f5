"""Paths into JSON: what is read, what is never believed, and how the next page is asked for."""

from __future__ import annotations

import json
from dataclasses import replace
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.base import jmes
from gongkai.base.asking import form_body, json_body, numbered
from gongkai.base.values import Ask, Listing, Page, Row
from gongkai.base.wanted import BY_PATHS, Paging, Paths
from gongkai.platforms import read_list
from tests.platforms.pages import page

COLUMN = "https://www.example.invalid/zwgk/tzgg/"
SERVICE = "https://api.example.invalid/list?page=1"
PATHS = Paths("data.list", "title", link="url", date="day", total="data.total")
ROWS = [
    {
        "title": "关于甲的<em>通知</em>&nbsp;",
        "url": "//www.example.invalid/a.html",
        "day": 1767312000,
        "id": 7,
    },
    {"title": "关于乙的通知", "url": "../b.html", "day": "2026-01-03 09:30:00", "id": "x/y 1"},
    {"title": "关于丙的通知", "url": "", "day": None, "id": None},
]


def answer(held: Any, paths: Paths = PATHS, paging: Paging | None = None, memo: str = "") -> Listing:
    asked = Ask(SERVICE, shown_in=COLUMN, reader=BY_PATHS, memo=memo)
    text = held if isinstance(held, str) else json.dumps(held, ensure_ascii=False)
    return read_list(Page(SERVICE, text, "utf-8", asked=asked), paths=paths, paging=paging)


def data(rows: object, total: object = 3) -> dict[str, Any]:
    return {"data": {"list": rows, "total": total}}


def test_rows_titles_links_days_and_total() -> None:
    listing = answer(data(ROWS))
    assert (listing.platform, listing.shape, listing.total_items, listing.next) == (BY_PATHS, "list", 3, None)
    assert listing.rows == (
        Row("关于甲的通知", "https://www.example.invalid/a.html", "2026-01-02"),
        Row("关于乙的通知", "https://www.example.invalid/zwgk/b.html", "2026-01-03"),
        Row("关于丙的通知", None, None),
    )


def test_links_put_together_of_fields() -> None:
    paths = replace(PATHS, link=None, link_template="/detail?id={id}&from={from.name || 'list'}")
    assert [row.url for row in answer(data(ROWS), paths).rows] == [
        "https://www.example.invalid/detail?id=7&from=list",
        "https://www.example.invalid/detail?id=x/y%201&from=list",
        None,
    ]


@pytest.mark.parametrize(
    ("held", "rows"),
    [
        (ROWS, "@"),
        ({"groups": [{"items": ROWS[:1]}, {"items": ROWS[1:]}]}, "groups[].items[]"),
        ({"records": ROWS}, "list || records"),
        ({"code": 200, "content": json.dumps({"result": {"records": ROWS}})}, "content.result.records"),
        (f"back_1({json.dumps({'a': ROWS})});", "a"),
    ],
    ids=["alone", "in groups", "one name or another", "in a text", "in a call"],
)
def test_where_rows_stand(held: object, rows: str) -> None:
    assert len(answer(held, Paths(rows, "title")).rows) == 3


def test_nothing_is_empty_only_by_a_total_of_nought() -> None:
    assert answer(data([], 0)).shape == "empty"
    assert answer(data([], "0")).shape == "empty"
    assert answer(data(None, 0)).shape == "empty"
    for total in (None, 3, "", "无", False, -1):
        assert answer(data([], total)).shape == "unknown"
    assert answer(data([]), replace(PATHS, total=None)).shape == "unknown"


@pytest.mark.parametrize(
    "held",
    [
        "",
        "<html>系统维护中</html>",
        '{"data": {"list": [',
        {"code": 500, "msg": "系统错误", "data": {"list": [], "total": 0}},
        {"status": "403", "data": {"list": [], "total": 0}},
        {"success": False, "data": {"list": [], "total": 0}},
        {"data": None},
        data({"title": "一"}),
        data("none"),
        data(["甲", "乙"], 0),
        data([{"name": "甲"}], 0),
        data([{"title": ""}, {"title": 5}]),
    ],
)
def test_an_odd_answer_is_not_understood(held: object) -> None:
    listing = answer(held)
    assert (listing.shape, listing.next) == ("unknown", None)
    assert listing.why


def test_an_answer_must_be_as_the_operator_says() -> None:
    paths = replace(PATHS, ok="code == `0` && msg != '繁忙'")
    assert answer({"code": 0, "msg": "", **data(ROWS)}, paths).shape == "list"
    for code, msg in ((1, ""), (0, "繁忙"), ("0", "")):
        assert answer({"code": code, "msg": msg, **data(ROWS)}, paths).shape == "unknown"
    assert answer(data([], 0), paths).shape == "unknown"


# --- pages ----------------------------------------------------------------------------------------


def next_ask(listing: Listing) -> Ask:
    assert listing.next is not None
    return listing.next


def test_pages_go_on_to_the_total() -> None:
    first = next_ask(answer(data(ROWS, 7), paging=Paging("page")))
    assert (first.url, first.shown_in, first.reader) == (SERVICE.replace("=1", "=2"), COLUMN, BY_PATHS)
    assert answer(data(ROWS, 7), paging=Paging("page"), memo=first.memo).next is not None
    assert answer(data(ROWS[:1], 7), paging=Paging("page"), memo="2 6").next is None


def test_pages_without_a_total_end_with_one_that_is_not_full() -> None:
    paths = replace(PATHS, total=None)
    assert answer(data(ROWS), paths, Paging("page", size=3)).next is not None
    assert answer(data(ROWS[:2]), paths, Paging("page", size=3)).next is None
    assert answer(data(ROWS[:2]), paths, Paging("page")).next is not None
    last = answer(data([]), paths, Paging("page"), memo="2 6")
    assert (last.shape, last.rows, last.total_items, last.next) == ("list", (), 6, None)


def test_a_total_that_counts_something_else_ends_nothing() -> None:
    listing = answer(data(ROWS, 2), paging=Paging("page", size=3))
    assert listing.total_items is None
    assert listing.next is not None


def test_rows_that_stand_on_every_page_do_not_end_a_list_early() -> None:
    """Three rows a page and one pinned above each: the total counts it once."""
    assert answer(data([*ROWS, ROWS[0]], 8), paging=Paging("page", size=3), memo="1 4").next is not None


def test_pages_by_offset() -> None:
    paging = Paging("start", first=0, step=3)
    second = next_ask(answer(data(ROWS, 7), paging=paging))
    assert second.url == f"{SERVICE}&start=3"
    text = json.dumps(data(ROWS, 7))
    third = read_list(Page(SERVICE, text, "utf-8", asked=second), paths=PATHS, paging=paging)
    assert next_ask(third).url == f"{SERVICE}&start=6"


def test_a_web_pages_next_by_number() -> None:
    def read(count: int, more: str = "", memo: str = "") -> Listing:
        items = "".join(
            f"<li><a href='/a/{n}123.html'>关于某事的通知{n}</a> 2026-01-02</li>" for n in range(count)
        )
        asked = Ask(COLUMN, "kind=B&currpage=1", memo=memo)
        shown = page(f"{items and f'<ul>{items}</ul>'}{more}", url=COLUMN)
        return read_list(replace(shown, asked=asked), paging=Paging("currpage", size=15))

    assert (next_ask(read(15)).url, next_ask(read(15)).body) == (COLUMN, "kind=B&currpage=2")
    assert read(14).next is None
    assert read(15, "<div class='page'>共15条 共 1 页</div>").next is None
    assert read(15, "<div class='page'>共30条 共 2 页</div>").next is not None
    end = read(0, "<p>暂无信息</p>", "2 30")
    assert (end.shape, end.rows, end.next) == ("list", (), None)
    assert read(0, "<p>暂无信息</p>").shape == "empty"


@pytest.mark.parametrize(
    ("ask", "field", "wanted"),
    [
        (Ask("https://a.example/l"), "page", Ask("https://a.example/l?page=3")),
        (Ask("https://a.example/l?q=%D6%D0&p=1&f[a]=b"), "p", Ask("https://a.example/l?q=%D6%D0&p=3&f[a]=b")),
        (Ask("https://a.example/#x"), "page.no", Ask("https://a.example/?page.no=3#x")),
        (
            Ask("https://a.example/?j=%7B%22p%22%3A1%7D"),
            "j.p",
            Ask("https://a.example/?j=%7B%22p%22:%203%7D"),
        ),
        (Ask("https://a.example/?p=1", "p=1&a="), "p", Ask("https://a.example/?p=3", "p=1&a=")),
        (Ask("https://a.example/", "a=%E4%B8%AD&p=1"), "p", Ask("https://a.example/", "a=%E4%B8%AD&p=3")),
        (Ask("https://a.example/", ""), "p", Ask("https://a.example/", "p=3")),
        (Ask("https://a.example/", '{"p": 1}', "json"), "p", Ask("https://a.example/", '{"p": 3}', "json")),
        (
            Ask("https://a.example/", '{"a": {"b": {}}}', "json"),
            "a.b.c",
            Ask("https://a.example/", '{"a": {"b": {"c": 3}}}', "json"),
        ),
    ],
)
def test_where_the_number_of_a_page_goes(ask: Ask, field: str, wanted: Ask) -> None:
    assert numbered(ask, field, 3) == wanted


def test_a_form_holds_tables_as_json() -> None:
    ask = Ask(SERVICE.partition("?")[0], form_body({"params": {"pageIndex": 0, "kind": "甲"}, "n": 1}))
    second = numbered(ask, "params.pageIndex", 1)
    assert second.body == form_body({"params": {"pageIndex": 1, "kind": "甲"}, "n": 1})
    assert json_body({"a": "甲"}) == '{"a": "甲"}'


# --- paths ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "what", "at"),
    [
        ("a.", "syntax", 3),
        ("a b", "syntax", 3),
        ("标题", "syntax", 1),
        ("a[", "syntax", 3),
        ("(" * 199, "syntax", None),
        ("a" * 201, "long", None),
        ("!" * 60 + "a", "deep", None),
        ("length(@)", "costly", None),
        ("[@,@]|[]|[@,@]|[]", "costly", None),
        ("{a: b}", "costly", None),
        ("sort_by(@, &a)", "costly", None),
    ],
)
def test_a_path_that_is_none_or_costs_too_much(path: str, what: str, at: int | None) -> None:
    with pytest.raises(jmes.BadPath) as caught:
        jmes.check(path)
    assert caught.value.what == what
    assert at is None or caught.value.at == at
    assert jmes.look(path, {"a": 1}) is None


def test_rows_may_not_be_chosen_from() -> None:
    for path in ("a[?b=='c']", "a[:10]", "a.*", "`[]`", "a[?b] | [0].c"):
        jmes.check(path)
        with pytest.raises(jmes.BadPath):
            jmes.check(path, whole=True)
    for path in ("@", "a.b", "a[0].b", "a[].b[]", "a || b.c", '"列表"'):
        jmes.check(path, whole=True)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
)


@given(st.text("abc.[]|?@*:0'`\"&! (){},=<>-", max_size=30), json_values)
def test_looking_never_raises(path: str, held: object) -> None:
    jmes.look(path, held)


@given(st.text("abc.[]|?@*:0'`\"{}", max_size=20), json_values, st.text("0123 -", max_size=12))
def test_reading_never_raises(path: str, held: object, memo: str) -> None:
    paths = Paths(path, path, path, f"/{{{path}}}", path, path, path or None)
    answer({"a": held, "b": [held, held]}, paths, Paging("a.b", step=5), memo)


def test_no_path_costs_more_than_looks_at_the_answer() -> None:
    deep: Any = {"a": 1}
    for _ in range(300):
        deep = {"a": [deep], "b": 1}
    wide = {"a": [{"a": [{"a": n, "b": n}] * 30} for n in range(3_000)]}
    paths = [
        "a[?a[?a[?a]]]" + "[?@==@]" * 20,
        "a" + "[]" * 90,
        "a" + "[*].a" * 9,
        "@" + "||@" * 60,
        "*.*.*.*.*",
    ]
    begun = process_time()
    for path in paths:
        jmes.look(path, wide)
        jmes.look(path, deep)
    assert process_time() - begun < 5
