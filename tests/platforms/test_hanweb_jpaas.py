"""Hanweb JPAAS: the next page by the service's address, from the column page and from an answer of it."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from gongkai.base.values import Page
from gongkai.platforms import hanweb_jpaas, read_list
from tests.platforms.pages import HOST, TITLES, page, rows

UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
DATA = "{'webId':'31','pageId':'77','parseType':'bulidstatic','pageType':'column','tagId':'信息列表','tplSetId':'aB3','editType':'null'}"
LIST = "<ul>" + rows('<li><a href="{url}">{title}</a><span>{date}</span></li>') + "</ul>"


def _unit(count: int, number: int) -> str:
    return f'<div unitUrl="{UNIT}" queryData="{DATA}" count="{count}" rows="6" pageNo="{number}">{LIST}</div>'


def test_the_next_page_is_asked_of_the_service() -> None:
    listing = read_list(page(_unit(15, 1)))
    asked = urlsplit(listing.next_url or "")

    assert (listing.platform, listing.total_items, listing.total_pages) == ("hanweb_jpaas", 15, None)
    assert f"{asked.scheme}://{asked.netloc}{asked.path}" == HOST + UNIT
    stated = {name: values[0] for name, values in parse_qs(asked.query).items()}
    assert json.loads(stated.pop("paramJson")) == {"pageNo": 2, "pageSize": 6}
    assert stated == {
        "webId": "31",
        "pageId": "77",
        "parseType": "bulidstatic",
        "pageType": "column",
        "tagId": "信息列表",
        "tplSetId": "aB3",
        "editType": "null",
    }


def test_an_answer_is_read_like_a_page_and_leads_on() -> None:
    first = read_list(page(_unit(15, 1))).next_url or ""
    fragment = f'<div count="15" rows="6" pageNo="2">{LIST}</div>'
    answer = Page(first, json.dumps({"success": True, "data": {"html": fragment}}), "utf-8")
    listing = read_list(answer)

    assert [row.title for row in listing.rows] == list(TITLES)
    assert listing.total_items == 15
    assert "%22pageNo%22%3A3" in (listing.next_url or "")


@pytest.mark.parametrize("unit", [_unit(6, 1), _unit(15, 3), LIST + "<script src='jpaas-publish-server.js'>"])
def test_no_next_page_after_the_last(unit: str) -> None:
    listing = read_list(page(unit))

    assert listing.platform == "hanweb_jpaas"
    assert listing.next_url is None


def test_neighbours_are_not_taken() -> None:
    assert not hanweb_jpaas.recognise(page(LIST + '<div count="9" rows="3" pageNo="1"></div>'))
