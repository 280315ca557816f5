"""The traps of the services that are asked by a form, a body or a header (Epoint, IGS, szinf)."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest

from gongkai.demo.twins import Stock
from gongkai.demo.twins.epoint import Epoint, EpointFulltext, EpointStatic, EpointToken, EpointWrapped
from gongkai.demo.twins.szinf import Szinf, SzinfPolicy
from gongkai.demo.twins.trs_igs import TrsIgs, TrsIgsSearch
from tests.demo import page_scripts
from tests.demo.page_scripts import browsing

EPOINT = {
    "siteGuid": "3f6c2b18-57d0-4e9a-b1c4-0a8d92e6f375",
    "categoryNum": "002008040",
    "pageSize": 12,
}


def epoint_form(**more: object) -> str:
    return urlencode({"params": json.dumps({**EPOINT, **more})})


def test_epoint_counts_pages_from_zero():
    twin = Epoint(Stock(30))
    with browsing(twin) as browser:
        answers = [browser.post(twin.service, epoint_form(pageIndex=at)).json["custom"] for at in range(4)]
        assert [len(answer["infodata"]) for answer in answers] == [12, 12, 6, 0]
        assert {answer["count"] for answer in answers} == {30}
        assert answers[0]["infodata"][0]["title"] == twin.stock.entries[0].title
        assert browser.post(twin.service, epoint_form(pageNo=2)).json["custom"] == answers[0]


def test_epoint_wants_a_form_with_its_own_site_and_category():
    twin = Epoint(Stock(30))
    with browsing(twin) as browser:
        assert browser.get(twin.service).status == 405
        for body in (
            json.dumps(EPOINT),
            epoint_form(siteGuid="another"),
            epoint_form(categoryNum="1"),
        ):
            assert browser.post(twin.service, body).json["custom"] == {"count": 0, "infodata": []}


def test_epoint_token_is_wanted_and_given_to_anybody():
    twin = EpointToken(Stock(3))
    with browsing(twin) as browser:
        assert browser.post(twin.service, epoint_form()).status == 401
        assert browser.post(twin.service, epoint_form(), Authorization="Bearer x").status == 401
        token = browser.post(twin.token_service, "").json["custom"]["access_token"]
        seen = browser.post(twin.service, epoint_form(), Authorization=f"Bearer {token}")
        assert seen.json["custom"]["count"] == 3


def test_epoint_fulltext_counts_rows_and_not_pages():
    twin = EpointFulltext(Stock(30))
    with browsing(twin) as browser:
        text = browser.get(twin.section).text
        first, off = (
            browser.post(twin.service, page_scripts.epoint_question(text, start)).json["result"]
            for start in (0, 1)
        )
        assert first["records"][1:] == off["records"][:-1]
        assert first["totalcount"] == 30
        everything = json.loads(page_scripts.epoint_question(text, 0)) | {"condition": []}
        assert browser.post(twin.service, json.dumps(everything)).json["result"]["totalcount"] == 33
        assert "result" not in browser.post(twin.service, urlencode({"params": json.dumps(everything)})).json


def test_epoint_wrapped_is_a_string_in_an_answer():
    twin = EpointWrapped(Stock(0))
    with browsing(twin) as browser:
        question = page_scripts.epoint_question(browser.get(twin.section).text, 0)
        answer = browser.post(twin.service, question).json
        assert answer["code"] == 200
        assert json.loads(answer["content"]) == {"result": {"totalcount": 0, "records": []}}


def test_epoint_static_has_no_first_page_by_number():
    with browsing(EpointStatic(Stock(31))) as browser:
        folder = "/xwzx/002008/002008040/"
        assert [browser.get(f"{folder}{at}.html").status for at in (1, 2, 3, 4)] == [404, 200, 200, 404]
        assert "wb-data-list" in browser.get(f"{folder}moreinfo.html").text
    with browsing(Epoint(Stock(31))) as browser:
        assert "wb-data-list" not in browser.get(f"{folder}moreinfo.html").text


@pytest.mark.parametrize("kind", [TrsIgs, TrsIgsSearch])
def test_igs_answers_json_as_html_and_turns_pages_by_one_parameter(kind: type[TrsIgs]):
    twin = kind(Stock(50))
    with browsing(twin) as browser:
        text = browser.get(twin.section).text
        assert "/t2025" not in text
        first = browser.get(page_scripts.igs_query(text, 1))
        assert first.media_type.startswith("text/html")
        assert (first.json["page"]["total"], len(first.json["page"]["content"])) == (50, twin.page_rows)
        second = page_scripts.igs_query(text, 2)
        assert browser.get(second).json != first.json
        assert browser.get(second.replace("pageNumber=2", "pageIndex=2")).json == first.json


@pytest.mark.parametrize("kind", [TrsIgs, TrsIgsSearch])
def test_igs_knows_its_own_index_and_filters_only(kind: type[TrsIgs]):
    twin = kind(Stock(5))
    with browsing(twin) as browser:
        query = page_scripts.igs_query(browser.get(twin.section).text, 1)
        for wrong in (query.replace("index=qs", "index=x"), query.replace("filter", "f")):
            assert wrong != query
            assert browser.get(wrong).json["page"]["total"] == 0


def test_igs_names_its_fields_in_two_ways():
    rows = []
    for kind in (TrsIgs, TrsIgsSearch):
        twin = kind(Stock(1))
        with browsing(twin) as browser:
            query = page_scripts.igs_query(browser.get(twin.section).text, 1)
            rows.append(set(browser.get(query).json["page"]["content"][0]))
    assert rows[0] >= {"DOCPUBURL", "DOCTITLE", "DOCRELTIME"}
    assert rows[1] == {"title", "url", "trs_time"}


def test_szinf_says_nothing_of_a_total():
    twin = Szinf(Stock(16))
    with browsing(twin) as browser:
        url = f"{twin.service}?pagesize=15&channelid={twin.channel}&currpage="
        assert [len(browser.get(f"{url}{at}").json["infolist"]) for at in (1, 2, 3)] == [15, 1, 0]
        assert set(browser.get(f"{url}1").json) == {"infolist"}
        assert browser.get(f"{url}1".replace(twin.channel, "0" * 32)).json["infolist"] == []
        assert browser.get(url.replace("currpage", "page") + "2").json == browser.get(f"{url}1").json


def test_szinf_policy_wants_a_referer_of_the_site():
    twin = SzinfPolicy(Stock(16))
    body = f"pageIndex=1&channel_id={twin.channel}"
    with browsing(twin) as browser:
        page = browser.get(twin.section)
        assert twin.service in page.text
        service = f"{twin.service}?pageSize=15"
        for seen in (
            browser.post(service, body),
            browser.post(service, body, Referer="http://www.yunling.example/"),
            browser.get(service, Referer=page.url),
        ):
            assert (seen.status, seen.media_type) == (403, "text/html; charset=utf-8")
        data = browser.post(service, body, Referer=page.url).json["data"]
        assert (data["allRow"], data["totalPage"], len(data["list"])) == (16, 2, 15)
