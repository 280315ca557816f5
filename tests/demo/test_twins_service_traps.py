"""The traps of the services that are asked by a form, a body or a header (Epoint, IGS, szinf)."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from gongkai.demo.twins import Stock
from gongkai.demo.twins.epoint import Epoint, EpointFulltext, EpointStatic, EpointToken, EpointWrapped
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
