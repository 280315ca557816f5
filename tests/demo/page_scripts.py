"""What the page scripts of the families do, by the standard library: from the column's page to all its rows.

Every walk reads the call from the page and nothing else, and gives the addresses as the rows state them,
resolved, in their order.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import quote, urlencode, urljoin

from gongkai.demo.twins import Twin, served


@dataclass(frozen=True)
class Seen:
    url: str
    status: int
    media_type: str
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Browser:
    base: str

    def get(self, target: str, **headers: str) -> Seen:
        return self._ask(target, None, headers)

    def post(self, target: str, body: str, **headers: str) -> Seen:
        return self._ask(target, body.encode(), headers)

    def _ask(self, target: str, body: bytes | None, headers: dict[str, str]) -> Seen:
        url = quote(urljoin(self.base, target.partition("#")[0]), safe=":/?&=%[]{},\"'")
        request = urllib.request.Request(url, body, headers)
        try:
            answer = urllib.request.urlopen(request, timeout=5)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            kind = answer.headers["Content-Type"] or ""
            return Seen(answer.geturl(), answer.status, kind, answer.read())


@contextmanager
def browsing(twin: Twin) -> Iterator[Browser]:
    with served(twin):
        yield Browser(twin.base)


def stated(pattern: str, text: str) -> str:
    """What a page states."""
    found = re.search(pattern, text)
    assert found, pattern
    return found[1]


def anchors(text: str, url: str) -> list[str]:
    """Where the links of a list lead."""
    return [urljoin(url, unescape(href)) for href in re.findall(r'<a[^>]* href="([^"]+)"', text)]


def paged(rows: Callable[[int], list[str]], first: int = 1) -> list[str]:
    """All rows, page by page, to the page without any."""
    found: list[str] = []
    for number in range(first, first + 200):
        new = rows(number)
        if not new:
            return found
        found += new
    raise AssertionError("no end")


def ucap(browser: Browser, section: str) -> list[str]:
    service = stated(r'url: "([^"]+)" \+ number', browser.get(section).text)

    def rows(number: int) -> list[str]:
        answer = browser.get(f"{service}{number}").json
        return [urljoin(browser.base, row["url"]) for row in answer.get("data", answer)["results"]]

    return paged(rows)


def ucap_static(browser: Browser, section: str) -> list[str]:
    found: list[str] = []
    at = 1
    while True:
        seen = browser.get(section.replace(".shtml", f"_{at}.shtml") if at > 1 else section)
        assert seen.status == 200
        box = stated(r'(?s)<ul class="infolist">(.*?)</ul>', seen.text)
        found += anchors(box, seen.url)
        pages, current = re.findall(r"createPageHTML\('page_div', (\d+), (\d+)", seen.text)[0]
        assert int(current) == at
        if at == int(pages):
            return found
        at += 1


def gkmlpt(browser: Browser, section: str) -> list[str]:
    """As its script, by the tree: as many pages as the column's count asks for, less if there are less."""
    path, _, column = section.partition("#")
    text = browser.get(path).text
    sid = stated(r"SID:'(\d+)'", text)
    tree = json.loads(stated(r"TREE:(\[.*?\]),SERVICE_AREA_ID", text))
    nodes = [node for top in tree for node in (top, *top["children"]) if not node["jump_url"]]
    count = next(node["post_count"] for node in nodes if str(node["id"]) == column)
    found: list[str] = []
    for number in range(1, -(-count // 100) + 1):
        seen = browser.get(path.replace("index", f"api/all/{column}?page={number}&sid={sid}"))
        if seen.status == 404:
            break
        found += [row["url"] for row in seen.json["articles"]]
    return found


def longxun_query(text: str, number: int) -> str:
    """The address of a page of the list, by the call in the column's page."""
    url = stated(r'url: "([^"]+)" \+ Math', text)
    data = json.loads("{" + stated(r'(?s)data: \{(.*?),\s*"pageIndex": pageIndex', text) + "}")
    return f"{url}0.5&{urlencode({**data, 'pageIndex': number})}"


def longxun(browser: Browser, section: str) -> list[str]:
    text = browser.get(section).text
    first = browser.get(longxun_query(text, 1)).text
    if "暂无相关信息" in first:
        return []
    found: list[str] = []
    for number in range(1, int(stated(r"pageCount:(\d+),", first)) + 1):
        seen = browser.get(longxun_query(text, number))
        found += anchors(seen.text, seen.url)
    return found


def longxun_column(browser: Browser, section: str) -> list[str]:
    """By the page links."""
    seen = browser.get(section)
    links = anchors(stated(r'(?s)<div id="page"[^>]*>(.*?)</div>', seen.text), seen.url)
    found: list[str] = []
    for link in links:
        seen = browser.get(link)
        found += anchors(stated(r'(?s)<ul class="doc_list[^>]*>(.*?)</ul>', seen.text), seen.url)
    return found


def openness(browser: Browser, section: str) -> list[str]:
    """By the page links, what leads to other sites left out."""
    seen = browser.get(section)
    links = anchors(stated(r'(?s)<div class="page">(.*?)</div>', seen.text), seen.url)
    found: list[str] = []
    for link in (section, *links):
        seen = browser.get(link)
        found += anchors(stated(r'(?s)<table class="openness_list">(.*?)</table>', seen.text), seen.url)
    return [url for url in found if url.startswith(browser.base)]


def epoint(browser: Browser, section: str) -> list[str]:
    """Pages from 0, as many as the count asks for; with a token, where the script fetches one."""
    text = browser.get(section).text
    service = stated(r'url: "([^"]+getPageInfoListNew)"', text)
    params = stated(r"(?s)JSON\.stringify\((\{.*?\})\)", text)
    headers = {}
    if "getNoUserAccessToken" in text:
        custom = browser.post(stated(r'url: "([^"]+AccessToken)"', text), "").json["custom"]
        headers = {"Authorization": f"Bearer {custom['access_token']}"}

    def rows(number: int) -> list[str]:
        form = urlencode({"params": params.replace("pageIndex,", f"{number},")})
        answer = browser.post(service, form, **headers).json["custom"]
        return [urljoin(browser.base, row["infourl"]) for row in answer["infodata"]]

    return paged(rows, 0)


def epoint_question(text: str, start: int) -> str:
    """What the page sends to the search service for the rows from `start`."""
    return stated(r"data: JSON\.stringify\((\{.*\})\),", text).replace("pageIndex * rows", str(start))


def epoint_fulltext(browser: Browser, section: str) -> list[str]:
    text = browser.get(section).text
    service, size = stated(r'url: "([^"]+)"', text), int(stated(r"var rows = (\d+)", text))

    def rows(number: int) -> list[str]:
        answer = browser.post(service, epoint_question(text, number * size)).json
        result = (json.loads(answer["content"]) if "content" in answer else answer)["result"]
        return [urljoin(browser.base, row["linkurl"]) for row in result["records"]]

    return paged(rows, 0)


def epoint_static(browser: Browser, section: str) -> list[str]:
    """By the link to the next page."""
    found: list[str] = []
    target = section
    while target:
        seen = browser.get(target)
        found += anchors(stated(r'(?s)<ul class="wb-data-item">(.*?)</ul>', seen.text), seen.url)
        following = re.search(r'href="([^"]+)">下页', seen.text)
        target = following[1] if following else ""
    return found


def igs_query(text: str, number: int) -> str:
    """The address of a page of the list, by the constants of the column's page."""
    constants = json.loads(stated(r"(?s)var igs = (\{.*?\});", text))
    numbers = {"pageNumber": number} | ({"pageIndex": number + 1} if "igs.pageIndex" in text else {})
    return stated(r'url: "([^"]+)"', text) + "?" + urlencode({**constants, **numbers})


def igs(browser: Browser, section: str) -> list[str]:
    text = browser.get(section).text

    def rows(number: int) -> list[str]:
        content = browser.get(igs_query(text, number)).json["page"]["content"]
        return [row.get("DOCPUBURL") or row["url"] for row in content]

    return paged(rows)


def szinf(browser: Browser, section: str) -> list[str]:
    service = stated(r'url: "([^"]+)" \+ currpage', browser.get(section).text)

    def rows(number: int) -> list[str]:
        answer = browser.get(f"{service}{number}").json
        return [urljoin(browser.base, row["link"]) for row in answer["infolist"]]

    return paged(rows)


def szinf_policy(browser: Browser, section: str) -> list[str]:
    seen = browser.get(section)
    service = stated(r'url: "([^"]+)"', seen.text)
    channel = stated(r'"channel_id": "([0-9a-f]{32})"', seen.text)
    found: list[str] = []
    number = pages = 1
    while number <= pages:
        form = f"pageIndex={number}&channel_id={channel}"
        data = browser.post(service, form, Referer=seen.url).json["data"]
        found += [urljoin(browser.base, row["URL"]) for row in data["list"]]
        number, pages = number + 1, data["totalPage"]
    return found
