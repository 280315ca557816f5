"""Mistakes in how a column's list is asked for and read, and what right words come to."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.base.values import Ask
from gongkai.base.wanted import BY_PATHS, Paging, Paths, Selectors
from gongkai.classify import catalogue
from gongkai.config import load
from gongkai.config.warnings import warnings
from tests.config.folders import SITE, SITE_FILE, Mistake, added, changed, expect_one, problems, write

PATHS = "[sections.paths]\nrows = 'data'\ntitle = 'title'\n"
REQUEST = "[sections.request]\n"
SELECTORS = "[sections.selectors]\n"


def told(text: str, key: str, wrong: str, right: str) -> Mistake:
    return added(text), SITE_FILE, f"sections[gzdt].{key}", wrong, right


MISTAKES: dict[str, Mistake] = {
    # columns
    "column of nought": told(
        SELECTORS + "title_column = 0", "selectors.title_column", "0 超出范围", "不小于 1"
    ),
    "column by name": told(
        SELECTORS + "date_column = '日期'", "selectors.date_column", "应为整数", "date_column = "
    ),
    "column and CSS": told(
        SELECTORS + "title = 'a'\ntitle_column = 2", "selectors.title_column", "已写 title", "只写一个"
    ),
    # paths
    "path": told(PATHS.replace("'data'", "'data['"), "paths.rows", "第 6 个字符处不合写法", "data.list"),
    "path of Chinese": told(PATHS.replace("'title'", "'标题'"), "paths.title", "第 1 个字符处", "双引号"),
    "path too long": told(PATHS + f"date = '{'a' * 201}'", "paths.date", "太长", "200"),
    "function in a path": told(
        PATHS.replace("'data'", "'sort_by(data, &id)'"), "paths.rows", "用了函数", "||"
    ),
    "several values in a path": told(PATHS + "total = '[a, b] | [0]'", "paths.total", "一次取几个值", "||"),
    "filter in rows": told(
        PATHS.replace("'data'", "\"data[?a=='b']\""), "paths.rows", "筛掉了一部分条目", "data.list"
    ),
    "no path of titles": told(PATHS.replace("title = 'title'\n", ""), "paths.title", "缺少", "必须写上"),
    "misspelt path": told(PATHS + "totals = 'total'", "paths.totals", "没有这个键", "“total”"),
    "template without braces": told(
        PATHS + "link_template = '/detail?id='", "paths.link_template", "不是带花括号的网址", "{id}"
    ),
    "path in a template": told(
        PATHS + "link_template = '/detail?id={a b}'", "paths.link_template", "路径“a b”", "data.list"
    ),
    "link twice": told(
        PATHS + "link = 'url'\nlink_template = '/{id}'", "paths.link_template", "已写 link", "只写一个"
    ),
    "paths and CSS": told(PATHS + SELECTORS + "rows = 'li'", "selectors.rows", "已写 paths", "删去"),
    # requests
    "request of nothing": told(REQUEST, "request", "没有写明怎样请求", "至少一项"),
    "form and JSON": told(
        REQUEST + "form = {a = 1}\njson = {a = 1}", "request.json", "已写 form", "只写一个"
    ),
    "text for a form": told(REQUEST + "form = 'a=1'", "request.form", "应为一张表", ""),
    "moments in JSON": told(
        REQUEST + "json = {since = 2026-01-01}", "request.json", "日期或时间", '"2026-01-01"'
    ),
    "not finite in JSON": told(REQUEST + "json = {a = nan}", "request.json", "nan", "只写文字"),
    "too much in a form": told(REQUEST + f"form = {{a = '{'x' * 20_000}'}}", "request.form", "太长", "16384"),
    "header of ours in a request": told(
        REQUEST + "headers = {Cookie = 'x'}", "request.headers.Cookie", "由程序自己写", "Referer"
    ),
    "request elsewhere": told(
        REQUEST + "url = 'https://api.example/list'",
        "request.url",
        "主机 api.example 不是本网站的",
        'follow = ["api.example"]',
    ),
    "address of a request": told(REQUEST + "url = 'javascript:;'", "request.url", "不能打开", "home_url"),
    # pages
    "pages without a field": told("[sections.pages]\nfirst = 0", "pages.field", "缺少", "必须写上"),
    "pages that stand still": told(
        "[sections.pages]\nfield = 'page'\nstep = 0", "pages.step", "0 超出范围", "不小于 1"
    ),
    "pages and next": told(
        SELECTORS + "next = 'a.next'\n[sections.pages]\nfield = 'page'",
        "selectors.next",
        "已写 pages",
        "一种",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_of_once_with_its_place_and_its_cure(mistake: Mistake, tmp_path: Path) -> None:
    expect_one(mistake, tmp_path)


def test_body_goes_with_paths(tmp_path: Path) -> None:
    assert problems(tmp_path, added(PATHS + SELECTORS + "body = 'div.text'")) == ()


def test_a_request_may_go_to_every_host_of_the_site(tmp_path: Path) -> None:
    site = changed('invalid/"', 'invalid/"\nfollow = ["api.example"]')[SITE_FILE]
    site = site.replace('"gzdt/"', '"https://www.example/gzdt/"')
    for number, host in enumerate(("qs.example.invalid", "api.example", "www.example")):
        more = REQUEST + f"url = 'https://{host}/list'\n"
        assert problems(tmp_path / str(number), {SITE_FILE: site + more}) == ()


def test_paths_that_may_be_all_there_is_are_warned_of(tmp_path: Path) -> None:
    few = load(write(tmp_path / "a", added(PATHS)))
    assert "qs 的 sections[gzdt].paths" in [warning.key for warning in warnings(few)]
    for number, more in enumerate(("total = 'total'\n", "[sections.pages]\nfield = 'page'\n")):
        config = load(write(tmp_path / str(number), added(PATHS + more)))
        assert [warning.key for warning in warnings(config)] == ["operator.contact"]


def section(folder: Path, text: str):
    return catalogue(load(write(folder, {SITE_FILE: SITE + text}))).sections[0]


def test_nothing_said_asks_the_columns_address(tmp_path: Path) -> None:
    plain = section(tmp_path, "")
    assert (plain.said, plain.request, plain.first_ask) == ("", None, Ask("https://qs.example.invalid/gzdt/"))


def test_what_was_said_comes_to_one_ask(tmp_path: Path) -> None:
    text = (
        "[sections.request]\nurl = 'api/list?a=%E4%B8%AD'\n"
        "json = {page = {no = 9, rows = 20}, kinds = ['a']}\n"
        "headers = {X-Requested-With = 'XMLHttpRequest'}\n"
        f"{PATHS}link_template = '/d?id={{id}}'\n[sections.pages]\nfield = 'page.no'\nfirst = 0\nsize = 20\n"
    )
    found = section(tmp_path, text)
    assert found.first_ask == Ask(
        "https://qs.example.invalid/api/list?a=%E4%B8%AD",
        '{"page": {"no": 0, "rows": 20}, "kinds": ["a"]}',
        "json",
        (("X-Requested-With", "XMLHttpRequest"),),
        "https://qs.example.invalid/gzdt/",
        BY_PATHS,
    )
    assert found.paths == Paths("data", "title", link_template="/d?id={id}")
    assert found.paging == Paging("page.no", 0, 1, 20)
    assert found.said
    assert found.said != section(tmp_path / "b", text.replace("size = 20", "size = 10")).said


def test_a_form_may_hold_json(tmp_path: Path) -> None:
    text = (
        "[sections.request]\nform = {params = {kind = '02', pageIndex = 1}, all = true, n = 3}\n"
        "[sections.pages]\nfield = 'params.pageIndex'\nfirst = 0\n"
    )
    ask = section(tmp_path, text).first_ask
    assert ask.body == "params=%7B%22kind%22%3A+%2202%22%2C+%22pageIndex%22%3A+0%7D&all=true&n=3"
    assert (ask.url, ask.body_type, ask.shown_in) == ("https://qs.example.invalid/gzdt/", "form", "")


def test_columns_are_handed_on(tmp_path: Path) -> None:
    found = section(tmp_path, SELECTORS + "title_column = 2\ndate_column = 4\n")
    assert found.selectors == Selectors(title_column=2, date_column=4)
    assert found.request is None
