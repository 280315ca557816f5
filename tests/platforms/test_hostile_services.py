"""Whatever a service answers, and whatever a page says of one: a listing, in bounded time, without an exception."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

import json
import time
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.base.guard import MAX_CHARS
from gongkai.base.values import Ask, BodyType, Listing, Page
from gongkai.platforms import PLATFORMS, read_list
from tests.platforms.pages import HOST, URL, page, rows
from tests.platforms.services import FRAME, HEX, SERVICES, column

ROW = '<li><a href="{url}" title="{title}">{cut}</a><span>{date}</span></li>'
MARKUP = (
    f"<ul>{rows(ROW)}</ul><p>共13条 1/3页</p><script>pageCount:3</script>",
    f"<datastore><nextgroup></nextgroup><recordset>{rows('<record><![CDATA[' + ROW + ']]></record>')}</recordset><totalrecord>9</totalrecord></datastore>",
)
ANSWERS: tuple[Any, ...] = (
    *(service.frame(service.records(3), 40) for service in SERVICES.values()),
    {"custom": {"access_token": "abc"}},
    {"infolist": [{"title": "防汛通知", "link": "/a/1.html", "pubtime": "2026-01-02"}]},
    {"content": json.dumps(SERVICES["epoint by text"].frame([{"title": "防汛通知"}], 40))},
    {"data": {"html": f'<div count="15" rows="6" pageNo="1">{MARKUP[0]}</div>'}},
    [{"DOCTITLE": "防汛通知", "URL": "./1.html", "DOCRELTIME": "2026-01-02"}],
)
ADDRESSES = (
    *(service.ask().url for service in SERVICES.values()),
    f"{HOST}/EpointWebBuilder/rest/getOauthInfoAction/getNoUserAccessToken",
    f"{HOST}/site/label/8888?pageIndex=2&pageSize=3",
    f"{HOST}/module/xxgk/search.jsp",
    f"{HOST}/module/web/jpage/dataproxy.jsp?startrecord=7&endrecord=12",
    f"{HOST}/api-gateway/jpaas-publish-server/front/page/build/unit?webId=1&pageId=2",
    f"{URL}list.json",
    "http://[/gkmlpt/api/all/1",
    "",
)
BODIES = (
    None,
    "",
    *(service.ask().body for service in SERVICES.values()),
    "currpage=2&jdid=1",
    "appid=1&x=%ED%A0%80",
    '{"pn": 1e999}',
    "params=%7B%22pageIndex%22:-1%7D",
)
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 7, 1.5, 1e308, float("inf"), float("nan"), 10**30, "", "0", "²²²²²²²²²²", "9" * 30, "2026-13-99",
    "javascript:go('/a.html')", "http://[", "//", "\ud800", "\x00", "<b>防汛</b>", "\u202e通知", "<" * 300, [], {}, [[]], [{}], {"a": 1}, ["甲"],
)  # fmt: skip
LEAVES = st.sampled_from(ODD) | st.text(max_size=12) | st.integers() | st.floats()


@st.composite
def changed(draw: st.DrawFn, held: Any) -> Any:
    """A value with some of what it holds left out, doubled or put in place of other."""
    fate = draw(st.integers(0, 11))
    if fate == 0:
        return draw(LEAVES)
    if isinstance(held, dict):
        made = {name: draw(changed(value)) for name, value in held.items() if draw(st.integers(0, 11))}
        return made | ({draw(st.text(max_size=4)): draw(LEAVES)} if fate == 1 else {})
    if isinstance(held, list):
        return [draw(changed(value)) for value in held] * (2 if fate == 1 else 1)
    return held


@st.composite
def answers(draw: st.DrawFn) -> str:
    """A known answer of some family, changed as a value and as a text."""
    if draw(st.integers(0, 2)) == 0:
        text = draw(st.sampled_from(MARKUP))
    else:
        text = json.dumps(draw(changed(draw(st.sampled_from(ANSWERS)))))
    at = draw(st.integers(0, len(text)))
    cut = draw(st.sampled_from((0, 0, 0, 1, 40, 10_000)))
    piece = draw(
        st.sampled_from(
            ("", "", '"', "}", "[", "\\ud800", "\ud800", "\x00", "<!--", "<html>", "\ufeff", "fill(")
        )
    )
    return text[:at] + piece + text[at + cut :]


def _sound(listing: Listing) -> None:
    """What holds of every listing, and of every question that a crawl may have to ask."""
    assert listing.why
    assert listing.shape != "unknown" or (not listing.rows and listing.next is None)
    assert listing.shape != "empty" or (not listing.rows and not listing.total_items and listing.next is None)
    assert all(row.title and (row.url is None or row.url.startswith("http")) for row in listing.rows)
    assert all(row.date is None or date.fromisoformat(row.date) for row in listing.rows)
    json.dumps([(row.title, row.url) for row in listing.rows], ensure_ascii=False).encode()
    if listing.next is not None:
        asked = listing.next
        assert asked.url.startswith(("http://", "https://"))
        assert asked.url.isascii()
        (asked.body or "").encode()
        assert all(value.isascii() and value.isprintable() for _, value in asked.headers)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    answers(),
    st.sampled_from(PLATFORMS),
    st.sampled_from(ADDRESSES),
    st.sampled_from(BODIES),
    st.sampled_from(("form", "json")),
    st.sampled_from(("", "0", "30", "30 5", "0 ", "x", "[1]", '["/a", "b", "json"]', "9" * 40))
    | st.text(max_size=8),
)
def test_changed_answers_of_services(
    text: str, reader: str, url: str, body: str | None, body_type: BodyType, memo: str
) -> None:
    asked = Ask(url, body, body_type, (), URL, reader, memo)

    _sound(read_list(Page(url, text, "utf-8", asked=asked), platform=reader, seen=date(2026, 3, 20)))


@settings(max_examples=100, deadline=None)
@given(answers(), st.sampled_from(ADDRESSES))
def test_changed_answers_that_nobody_asked_for(text: str, url: str) -> None:
    read_list(Page(url, text, "utf-8"))


SCRIPTS = [service.column.text for service in SERVICES.values()] + [
    column("$.get('/site/label/8888?labelName=publicInfoList&organId=6&file=/a/b', {catId: 7});").text,
    column("var infotypeId='B0';var jdid=3; $.post('/module/xxgk/search.jsp', {});").text,
    column("$.getJSON('./list.json');").text,
    page(f"<script type='text/xml'>{MARKUP[1]}</script><script>var param_1={{a:'b'}};x({{totalRecord:9,perPage:2,proxyUrl:'/module/web/jpage/dataproxy.jsp'}})</script>").text,
    page("<div unitUrl='/api-gateway/jpaas-publish-server/front/page/build/unit' queryData=\"{'webId':'31','pageId':'77'}\" count='9' rows='3' pageNo='1'></div>").text,
]  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.data(), st.sampled_from(SCRIPTS), st.sampled_from((URL, f"{HOST}/gkmlpt/index", f"{HOST}/a/004002/"))
)
def test_changed_pages_that_ask_a_service(data: st.DataObject, text: str, url: str) -> None:
    low = text.index(FRAME) if FRAME in text else text.index("<h2>")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(low, min(len(text), low + 1_200)))
        cut = data.draw(st.integers(0, 30))
        piece = data.draw(
            st.sampled_from(
                ("", "'", '"', "{", "}", "\\ud800", "\ud800", "${", "+", ":", "=", "[", "\\", "`", "²")
            )
            | st.text(max_size=3)
        )
        text = text[:at] + piece + text[at + cut :]

    _sound(read_list(Page(url, text, "utf-8"), seen=date(2026, 3, 20)))


# --- time -----------------------------------------------------------------------------------------

LENGTH = 100_000
"""Characters; a pattern of quadratic time takes minutes for them (`benchmarks.attacks` has eight millions)."""
SERVICE_PATHS = {
    "ucap": f"/common/search/{HEX}",
    "szinf": "/szinf/info/getInfoCommon",
    "szinf by form": "/szinf/xxgk/interfacesWebZcwj/loadData",
    "epoint": "/frontAppCustomAction/getPageInfoListNew",
    "epoint by text": "/esinteligentsearch/getFullTextDataNew",
    "trs_igs": "/igs/front/search/list.html",
    "longxun": "/site/label/8888",
    "hanweb_xxgk": "/module/xxgk/search.jsp",
    "hanweb_jpaas": "/api-gateway/jpaas-publish-server/front/page/build/unit",
    "trs_wcm": "list.json",
}
AROUND = {
    "calls": "$.get('{}',{{a:1}});",
    "open braces": "get('{}',{{",
    "deep braces": "get('{}',{{a:{{b:{{c:",
    "open quotes": "get('{}?a=1",
    "templates": "get(`{}?${{a",
    "sums": "get(a+'{}'+b+",
    "named data": "x={{a:1}};url:'{}',data:x,",
}


def _in_time(read: Page, platform: str | None = None) -> None:
    started = time.process_time()
    read_list(read, platform=platform, seen=date(2026, 3, 20))

    assert time.process_time() - started < 4


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("path", SERVICE_PATHS)
def test_many_and_broken_calls_of_a_service_take_bounded_time(path: str, around: str) -> None:
    piece = AROUND[around].format(SERVICE_PATHS[path])

    _in_time(column(piece * (100_000 // len(piece))))


NEAR = {
    "gkmlpt": ("/gkmlpt/_CONFIG SID:", "SID : '", "TREE :[", '{"id":1,"children":[', "TREE:" + "[" * 900),
    "nfcms": ("NFCMS_SITE_ID", "/content/post_", "/content/mpost_123456789012", "/content/post_1.html "),
    "hanweb_jpaas": ("jpaas-publish-server", "<a pageNo=", "'/front/page/build/unit", 'queryData="{', "'a':'", " count = '", '"' + "a" * 199),
    "hanweb_jpage": ("<nextgroup>", "<nextgroup> &lt;a href=&quot;", "param_1={", "param_123456789012 = ", "totalRecord:", "<totalrecord> ", "<record>", "proxyUrl:'", "perPage: "),
    "hanweb_xxgk": ("/module/xxgk/search", "共 ", "共1", "1 / ", "jdid='", "infotypeId = "),
    "longxun": ("<meta name='SiteId'", "pageCount:", "pageCount ", "共1", "total=", "/public/column/1"),
    "openness": ("/openness/detail/content/", "/openness/detail/content/01234567", "/opennessTarget/"),
    "szinf": ("/szinf/info/getInfoCommon", "channelid=", "channelid:'"),
    "ucap_gkml": ("/gkml/a", "/gkml/" + "a" * 290, "column-index-"),
    "ucap": ("<meta name='channelId'", "<meta ", f"/search/{HEX}", "/searchList/0123", "<UCAPCONTENT"),
    "vsb": ('class="p_no">', 'class="p_no">' + " " * 300, 'class="p_no"> <a ', 'class="p_last">', 'class="p_next"><a ', 'id="line_u1_0"', "info/123/1", "pb_sys_common"),
    "epoint": ("condition:[", "condition : ", "condition:[" + "a" * 1_900, "contentType:'", "siteGuid"),
    "trs_igs": ("/igs/front/", "/igs/front//list.html", "filter["),
    "trs_wcm": ("createPageHTML(", "createPageHTML(1,", "createPageHTML(1,0,'index',", "createPageHTML('a',1,", "currentPage=1;", "currentPage = 1 countPage", "countPage=1;", "/202601/t20260102_", "_TRS_", "'../" + "a" * 190, "'1111" + "a" * 190, "'./2024abcd"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "piece"), [(name, piece) for name, pieces in NEAR.items() for piece in pieces]
)
@pytest.mark.parametrize("after", ["", " ", "1"])
def test_near_matches_of_a_familys_patterns_take_bounded_time(name: str, piece: str, after: str) -> None:
    marks = f"countPage <datastore><recordset> jpaas-publish-server {NEAR[name][0]}"
    many = piece * (LENGTH // len(piece)) if not after else piece + after * LENGTH

    _in_time(page(f"<script>{marks}{many}</script>"), name)


HUGE = {
    "deep objects": '{"data":' * 500_000,
    "deep lists": '{"articles":' + "[" * 2_000_000,
    "many rows": '{"articles":['
    + '{"title":"防汛通知","url":"/a/1.html"},' * 90_000
    + '{"title":"甲"}],"total":7}',
    "many names": '{"articles":[{' + ",".join(f'"a{i}":1' for i in range(300_000)) + "}]}",
    "one title": '{"articles":[{"title":"' + "<a" * 1_500_000 + '"}]}',
    "one date": '{"articles":[{"title":"甲","date":"' + "2026-" * 600_000 + '"}]}',
    "one number": '{"articles":[{"title":"甲","date":' + "9" * 3_000_000 + "}]}",
    "escapes": '{"articles":[{"title":"' + "\\ud800" * 500_000 + '"}]}',
    "blanks": '{"articles":' + " " * 3_000_000,
    "brackets": "a(" * 1_500_000,
    "beyond limits": '{"articles":[' + " " * MAX_CHARS + "]}",
}


@pytest.mark.parametrize("name", HUGE)
@pytest.mark.parametrize("reader", ["gkmlpt", "hanweb_jpaas", "longxun"])
def test_huge_answers_take_bounded_time(name: str, reader: str) -> None:
    asked = Ask(f"{HOST}/api", shown_in=URL, reader=reader, memo="10")

    _in_time(Page(asked.url, HUGE[name], "utf-8", asked=asked), reader)
