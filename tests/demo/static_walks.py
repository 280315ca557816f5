"""How the own script of each family's page would walk its column: all addresses of its rows, in order."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any
from urllib.parse import urlencode

from gongkai.demo.twins import Twin
from gongkai.demo.twins.generic import Generic
from gongkai.demo.twins.hanweb_jpaas import UNIT, HanwebJpaas, HanwebJpaasByScript
from gongkai.demo.twins.hanweb_jpage import (
    PROXY,
    HanwebJpage,
    HanwebJpageEscaped,
    HanwebJpageNextGroup,
    HanwebXxgk,
)
from gongkai.demo.twins.nfcms import Nfcms
from gongkai.demo.twins.siteserver import SiteServer
from gongkai.demo.twins.trs_wcm import (
    TrsWcm,
    TrsWcmCreatePage,
    TrsWcmFromOne,
    TrsWcmJson,
    TrsWcmVariables,
    TrsWcmWritten,
)
from gongkai.demo.twins.ucap_gkml import UcapGkml, UcapGkmlOld
from gongkai.demo.twins.vsb import Vsb, VsbPlain
from tests.demo.browser import MANY, ask, following, links

_ROW = r'<li><a href="([^"]+)" (?:target="_blank" )?title='
_RECORD = re.compile(r"<record>(?:<!\[CDATA\[)?([\s\S]*?)(?:\]\]>)?</record>")


def records(text: str) -> list[str]:
    """The addresses of a datastore's rows."""
    rows = [unescape(row) for row in _RECORD.findall(text)]
    return [
        re.sub(r"\?xxgkhide=1$", "", match[1]) for row in rows if (match := re.search("href='([^']+)", row))
    ]


def jpage_form(text: str) -> dict[str, str]:
    """The fields of the page's `param_…` object, as its script sends them."""
    stated = re.search(r"var param_\d+ = \{(.*?)\}", text)
    assert stated
    fields = re.findall(r"(\w+):(?:'([^']*)'|(\d+))", stated[1])
    return {"appid": "1"} | {name: word or digits for name, word, digits in fields}


def jpage_group(twin: Twin, form: Mapping[str, str], start: int, end: int) -> list[str]:
    return records(ask(f"{twin.base}{PROXY}?startrecord={start}&endrecord={end}&perpage=15", form).text)


def _jpage(twin: Twin) -> list[str]:
    text = ask(twin.base + twin.section).text
    found, total = records(text), int(re.findall(r"totalRecord:(\d+)", text)[0])
    for start in range(46, total + 1, 45):
        rows = jpage_group(twin, jpage_form(text), start, start + 44)
        found += rows[1:] if rows[0] == found[-1] else rows
    return [twin.base + row for row in found]


def _jpage_next_group(twin: Twin) -> list[str]:
    text, found = ask(twin.base + twin.section).text, list[str]()
    for _ in range(MANY):
        found += records(text)
        step = re.search(r'<nextgroup><!\[CDATA\[<a href="([^"]+)', text)
        if step is None:
            return [twin.base + row for row in found]
        text = ask(twin.base + step[1]).text
    raise AssertionError("no last group")


def xxgk_page(twin: Twin, number: int, **headers: str) -> tuple[int, str]:
    """The status and the answer for a page of the disclosure module."""
    page = twin.base + twin.section
    stated = re.search(r"var xxgkParam = \{(.*?)\};", ask(page).text)
    assert stated
    form = dict(re.findall(r"(\w+):'([^']*)'", stated[1])) | {"currpage": str(number)}
    got = ask(twin.base + "/module/xxgk/search.jsp", form, **headers)
    return got.status, got.text


def by_script(twin: Twin) -> dict[str, str]:
    """The headers of a page's own script."""
    return {"Referer": twin.base + twin.section, "X_Requested_With": "XMLHttpRequest"}


def _xxgk(twin: Twin) -> list[str]:
    found, number, pages = list[str](), 1, 1
    while number <= pages:
        status, text = xxgk_page(twin, number, **by_script(twin))
        assert status == 200
        pages, number = int(re.findall(r"/共(\d+)页", text)[0]), number + 1
        found += links(r'<li><a href="([^"?]+)\?xxgkhide=1', text, twin.base)
    return found


def unit_query(twin: Twin) -> dict[str, str]:
    """What the page says to the service of units."""
    stated = re.search(r'queryData="\{(.*?)\}"', ask(twin.base + twin.section).text)
    assert stated
    return dict(re.findall(r"'(\w+)':'([^']*)'", stated[1]))


def unit(twin: Twin, query: Mapping[str, str], referer: bool = True) -> Any:
    """The answer of the service of units; None if it is refused."""
    headers = {"Referer": twin.base + twin.section} if referer else {}
    got = ask(f"{twin.base}{UNIT}?{urlencode(query)}", None, **headers)
    return json.loads(got.text, strict=False) if got.status == 200 else None


def _jpaas(twin: Twin) -> list[str]:
    query, found = unit_query(twin), list[str]()
    page = ask(twin.base + twin.section).text
    for number in range(1, MANY):
        asked = query | {"paramJson": json.dumps({"pageNo": number, "pageSize": 15})}
        text = page if number == 1 and "page-content" in page else unit(twin, asked)["data"]["html"]
        found += links(r'<li class="clearfix"><a href="([^"]+)', text, twin.base)
        if number * 15 >= int(re.findall(r'count="(\d+)"', text)[0]):
            return found
    raise AssertionError("no last page")


def all_rows(twin: Twin) -> list[str]:
    """All rows of a site of NFCMS, those that lead elsewhere too; 下一页 of the last page is itself."""
    text, found = "", list[str]()
    for number in range(1, MANY):
        name = "" if number == 1 else f"index_{number}.html"
        text = ask(twin.base + twin.section + name).text
        found += links(_ROW, text, twin.base)
        if not re.search(rf'class="next" href="[^"]+index_{number + 1}\.html"', text):
            return found
    raise AssertionError("no last page")


def _nfcms(twin: Twin) -> list[str]:
    return [url for url in all_rows(twin) if url.startswith(twin.base)]


def _trs(call: str, first: int, row: str) -> Callable[[Twin], list[str]]:
    """A walk by the pager's call: group 1 of `call` is the pages; page 2 is `index_{first + 1}`."""

    def walk(twin: Twin) -> list[str]:
        directory = twin.base + twin.section
        text = ask(directory).text
        found, stated = links(row, text, directory), re.search(call, text)
        assert stated
        for number in range(first + 1, int(stated[1]) + first):
            found += links(row, ask(f"{directory}index_{number}.html").text, directory)
        return found

    return walk


def _trs_json(twin: Twin) -> list[str]:
    return [row["URL"] for row in json.loads(ask(f"{twin.base}{twin.section}list.json").text)["data"]]


def _generic(twin: Twin) -> list[str]:
    """Pinned rows come again on every page; a script's address counts, a row without any does not."""
    opened = r"""href="javascript:void\(0\)" onclick="window.open\('"""
    row = rf"""<td>(?:<font[^>]*>\[置顶\]</font>)?<a (?:{opened}|href=")((?!javascript)[^"']+)"""
    rows = following(row, r'<a href="([^"]+)">下一页', "gb18030")
    return list(dict.fromkeys(rows(twin)))


_USUAL = r'createPageHTML\((\d+), \d+, "index", "html"\)'

WALKS: Mapping[type[Twin], Callable[[Twin], list[str]]] = {
    Generic: _generic,
    HanwebJpaas: _jpaas,
    HanwebJpaasByScript: _jpaas,
    HanwebJpage: _jpage,
    HanwebJpageEscaped: _jpage,
    HanwebJpageNextGroup: _jpage_next_group,
    HanwebXxgk: _xxgk,
    Nfcms: _nfcms,
    SiteServer: following(
        r'<a href="([^"]+)" target="_blank" class="box">', r'<a href="([^"j][^"]*)">下一页'
    ),
    TrsWcm: _trs(_USUAL, 0, _ROW),
    TrsWcmCreatePage: _trs(r'createPage\((\d+), \d+, "index", "html"\)', 0, _ROW),
    TrsWcmFromOne: _trs(r"createPageHTML\('pageDec', (\d+), \d+, 'index', 'html', \d+\)", 1, _ROW),
    TrsWcmJson: _trs_json,
    TrsWcmVariables: _trs(_USUAL, 0, r'var url="([^"]+)"'),
    TrsWcmWritten: _trs(_USUAL, 0, r"""document\.write\('<a href="([^"]+)"""),
    UcapGkml: following(r"""<li class="myflex" onclick="[^"']*'([^']+)""", r'<a href="([^"]+)">下一页'),
    UcapGkmlOld: following(r"""<div class="li" onclick="[^"']*'([^']+)""", r'<a href="([^"]+)">下一页'),
    Vsb: following(
        r'<li id="line_\w+"><span>[^<]*</span><a href="([^"]+)', r'p_next p_fun"><a href="([^"]+)'
    ),
    VsbPlain: following(r'class="c1948" href="([^"]+)', r'<a href="([^"]+)" class="Next">下页'),
}
