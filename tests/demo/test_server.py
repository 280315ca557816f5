"""The servers answer as the timeline says, at several times of the make-believe clock."""

from __future__ import annotations

import http.client
import re
import socket
import time
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import pytest

from gongkai.demo import DemoClock, District, Event
from tests.demo.client import Client
from tests.demo.conftest import END


def happened(client: Client, kind: str) -> list[Event]:
    return [e for e in client.district.events(client.district.clock.now()) if e.kind == kind]


def test_dates_on_the_wire_follow_the_clock(client: Client) -> None:
    for days in (120, 56, 0):
        now = client.back(days)
        got = client.column("yunling/tzgg")
        assert parsedate_to_datetime(got.headers["Date"]) == now.astimezone(UTC)
        assert parsedate_to_datetime(got.headers["Last-Modified"]) <= now


def test_a_page_is_not_there_before_it_is_published(client: Client) -> None:
    client.back(0)
    event = [e for e in happened(client, "published") if e.section == "yunling/zcwj"][5]
    client.district.clock.set(event.at - timedelta(minutes=1))
    assert client.url(event.url).status == 404
    assert event.title not in client.column("yunling/zcwj").text
    client.district.clock.set(event.at)
    assert client.url(event.url).status == 200
    assert event.title in client.column("yunling/zcwj").text


@pytest.mark.parametrize("key", ["yunling/ylyw", "yunling/zcwj", "qingshi/gzdt", "qingshi/sqsw"])
def test_static_lists_answer_304_until_they_change(client: Client, key: str) -> None:
    client.back(60)
    first = client.column(key)
    by_tag = client.column(key, If_None_Match=first.headers["ETag"])
    by_day = client.column(key, If_Modified_Since=first.headers["Last-Modified"])
    assert (first.status, by_tag.status, by_day.status) == (200, 304, 304)
    assert by_tag.body == b""
    assert by_tag.headers["ETag"] == first.headers["ETag"]
    client.back(36, hour=20)
    assert client.column(key, If_None_Match=first.headers["ETag"]).status == 200
    assert client.column(key, If_Modified_Since=first.headers["Last-Modified"]).status == 200


def test_the_portals_pages_answer_304_and_an_edit_ends_that(client: Client) -> None:
    client.back(0)
    event = next(e for e in happened(client, "edited") if e.section == "yunling/czzj")
    client.district.clock.set(event.at - timedelta(hours=1))
    before = client.url(event.url)
    assert client.url(event.url, If_None_Match=before.headers["ETag"]).status == 304
    client.district.clock.set(event.at)
    after = client.url(event.url, If_None_Match=before.headers["ETag"])
    assert after.status == 200
    assert "4286.0万元" in before.text
    assert "4826.0万元" in after.text
    stated = re.compile(r'name="PubDate" content="([^"]+)"')
    assert stated.findall(before.text) == stated.findall(after.text)


def test_the_gbk_site_gives_no_validators_and_bytes_that_gb2312_cannot_read(client: Client) -> None:
    client.back(0)
    got = client.column("liuhe/gzdt")
    assert got.headers["ETag"] is None
    assert got.headers["Last-Modified"] is None
    assert b"charset=gb2312" in got.body
    assert "工作动态" in got.body.decode("gb18030")
    event = next(e for e in happened(client, "published") if e.section == "liuhe/aqsc")
    page = client.url(event.url).body
    assert "赵喆" in page.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        page.decode("gb2312")


def test_removed_is_404_and_out_of_the_list_delisted_only_out_of_the_list(client: Client) -> None:
    client.back(0)
    assert {e.section for e in happened(client, "removed")} == {"yunling/tzgg", "qingshi/sqsw"}
    for event in [*happened(client, "removed"), *happened(client, "delisted")]:
        client.district.clock.set(event.at - timedelta(hours=1))
        assert client.url(event.url).status == 200
        assert event.title in client.column(event.section).text
        client.district.clock.set(event.at)
        assert client.url(event.url).status == (404 if event.kind == "removed" else 200)
        assert event.title not in client.column(event.section).text


def test_a_title_is_corrected_in_list_and_page(client: Client) -> None:
    client.back(0)
    (event,) = happened(client, "retitled")
    for moment, there, gone in (
        (event.at - timedelta(hours=1), "功作", event.title),
        (event.at, event.title, "功作"),
    ):
        client.district.clock.set(moment)
        for got in (client.url(event.url), client.column(event.section)):
            assert there in got.text
            assert gone not in got.text


def test_the_hit_counter_changes_on_each_request_and_nothing_else_does(client: Client) -> None:
    client.back(0)
    event = next(e for e in happened(client, "published") if e.section == "qingshi/jdwj")
    first, second = client.url(event.url), client.url(event.url)
    assert first.headers["ETag"] is None
    assert first.body != second.body
    counters = re.compile(r"(nattach|dynclicks)([^>]*>)\d+")
    assert counters.sub(r"\1\2", first.text) == counters.sub(r"\1\2", second.text)


def test_dongwan_errs_then_breaks_off_then_sends_half_then_blocks(client: Client) -> None:
    client.back(61)
    assert client.column("dongwan/gzdt").status == 200
    client.back(59)
    assert client.column("dongwan/gzdt").status == client.get("dongwan", "/robots.txt").status == 500
    client.back(58)
    with pytest.raises(ConnectionError):
        client.column("dongwan/gzdt")
    client.back(56)
    with pytest.raises(http.client.IncompleteRead):
        client.column("dongwan/gzdt")
    client.back(50)
    assert client.column("dongwan/gzdt").status == 200
    client.back(0)
    got = client.column("dongwan/gzdt")
    assert got.status == 200
    assert b"__jsl_clearance" in got.body
    assert b"content_" not in got.body


def test_columns_that_err_are_filled_by_script_lead_on_or_are_empty(client: Client) -> None:
    client.back(31)
    assert "t2026" in client.column("yunling/zfcg").text
    client.back(0)
    assert client.column("liuhe/rsxx").status == 500
    scripted = client.column("yunling/zfcg").text
    assert "loadChannel(" in scripted
    assert not re.search(r"t\d{8}_\d+\.html", scripted)
    assert "暂无信息" in client.column("liuhe/hmbt").body.decode("gbk")
    for key, status in (("liuhe/gkzn", 200), ("liuhe/gkzd", 404)):
        stub = client.column(key).body.decode("gbk")
        target = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', stub)
        assert target
        assert client.get("liuhe", "/" + target[1]).status == status


@pytest.mark.parametrize(
    ("key", "second"),
    [
        ("yunling/ylyw", "/zwgk/ylyw/index_1.html"),
        ("qingshi/gzdt", "/gzdt/2.htm"),
        ("dongwan/gzdt", "/channel/21_2.html"),
    ],
)
def test_second_pages_stand_where_the_family_puts_them(client: Client, key: str, second: str) -> None:
    client.back(30)
    site = key.split("/", maxsplit=1)[0]
    link = re.compile(r"(?:t\d{8}_|/1035/|content_)(\d+)\.")
    first, other = link.findall(client.column(key).text), link.findall(client.get(site, second).text)
    assert first
    assert other
    assert not set(first) & set(other)


def test_rows_that_are_no_plain_pages(client: Client) -> None:
    client.back(0)
    text = client.column("qingshi/sqsw").text
    assert 'href="https://mp.weixin.qq.com/s/' in text
    assert 'href="javascript:void(0);"' in text
    file = re.search(r'href="(__local/[^"]+\.pdf)"', text)
    assert file
    assert client.get("qingshi", "/" + file[1]).body.startswith(b"%PDF-")
    pinned = client.column("yunling/tzgg").text
    rows = re.findall(r"<li><span>([\d-]+)</span>(<em)?", pinned)
    assert rows[0][1]
    assert rows[0][0] < rows[1][0]


def test_every_published_page_and_file_answers(client: Client) -> None:
    client.back(20)
    gone = {e.url for e in happened(client, "removed")}
    own = tuple(site.base_url for site in client.district.sites)
    urls = [e.url for e in happened(client, "published") if e.url.startswith(own) and e.url not in gone]
    assert len(urls) > 300
    for url in urls:
        got = client.url(url)
        assert got.status == 200, url
        for path in re.findall(r'href="(\./P0[^"]+|/upload/[^"]+|/system/_content/[^"]+)"', _read(got.body)):
            file = urljoin(url, path.replace("&amp;", "&"))
            assert client.url(file).body[:4] in (b"%PDF", b"PK\x03\x04"), file


def _read(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("gb18030")


def test_what_is_not_there_is_404_and_robots_differ(client: Client) -> None:
    client.back(0)
    for site in ("yunling", "qingshi", "liuhe"):
        for path in ("/nothing", "/../etc/passwd", "/list.asp?cid=x", "/info/1035/999999999.htm", "/%00"):
            assert client.get(site, path).status == 404, (site, path)
    assert client.get("yunling", "/robots.txt").status == 404
    assert client.get("qingshi", "/robots.txt").headers["Content-Type"] == "text/plain"


def test_connections_stay_open_and_answers_come_at_once(client: Client) -> None:
    client.back(0)
    connection = http.client.HTTPConnection(urlsplit(client.base("yunling")).netloc)
    took = []
    for _ in range(20):
        began = time.perf_counter()
        connection.request("GET", "/zwgk/tzgg/")
        connection.getresponse().read()
        took.append(time.perf_counter() - began)
    sockets = {connection.sock}
    connection.request("HEAD", "/zwgk/tzgg/")
    assert connection.getresponse().read() == b""
    assert sockets == {connection.sock}
    connection.close()
    assert sorted(took)[10] < 0.035  # Nagle's algorithm would make each 40 ms


def test_stopping_frees_the_ports_and_ends_open_connections() -> None:
    district = District(END, DemoClock())
    with pytest.raises(RuntimeError, match="does not run"):
        _ = district.sites
    district.start()
    with pytest.raises(RuntimeError, match="runs already"):
        district.start()
    places = [urlsplit(site.base_url) for site in district.sites]
    held = http.client.HTTPConnection(places[0].netloc, timeout=5)
    held.request("GET", "/")
    held.getresponse().read()
    district.stop()
    district.stop()
    assert held.sock.recv(1) == b""
    held.close()
    for place in places:
        assert place.port
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", place.port))
