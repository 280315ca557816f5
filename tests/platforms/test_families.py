"""Which family takes which page, where their marks stand on each other's pages; what makes two addresses one item."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

import pytest

from gongkai.base.values import Page, Row
from gongkai.platforms import FAMILIES, PLATFORMS, identity, read_list, vsb
from tests.platforms.pages import HOST, page, rows
from tests.platforms.services import (
    EPOINT_COLUMN,
    EPOINT_TEXT,
    GKMLPT,
    HEX,
    SZINF_COMMON,
    SZINF_LOAD,
    TRS_IGS,
    TRS_WCM,
    UCAP,
    column,
)


def _list(row: str) -> str:
    return f"<ul>{rows(f'<li>{row}<span>{{date}}</span></li>')}</ul>"


DATASTORE = (
    "<script type='text/xml'><datastore><nextgroup></nextgroup><recordset></recordset></datastore></script>"
)
PAGES: dict[str, tuple[Page, ...]] = {
    "gkmlpt": (
        GKMLPT,
        page(_list('<a href="/a/content/post_7{i}.html">{title}</a>'), url=f"{HOST}/gkmlpt/index"),
    ),
    "nfcms": (
        page(_list('<a href="/zwgk/tzgg/content/post_90{i}.html">{title}</a>')),
        page(
            _list('<a href="/a/content/post_7{i}.html">{title}</a>')
            + '<a href="/lxz/gkmlpt/index">公开平台</a>'
        ),
        page("<script>NFCMS_SITE_ID=9;createPageHTML(3,0,'index','html')</script>"),
    ),
    "hanweb_jpaas": (
        page("<div unitUrl='/api-gateway/jpaas-publish-server/front/page/build/unit'></div>"),
        page("<script src='/api-gateway/jpaas-publish-server/a.js'></script>" + DATASTORE),
    ),
    "hanweb_jpage": (
        page(DATASTORE),
        page(DATASTORE + "<script>load('/module/xxgk/search.jsp')</script>"),
    ),
    "hanweb_xxgk": (column("$.post('/module/xxgk/search.jsp', f)"),),
    "longxun": (
        column("$.get('/site/label/8888?catId=7')"),
        page(
            "<ul class='xxgk_nav_list'></ul>"
            + _list('<a href="/openness/detail/content/5a3c9e07{i}2b1846f70e9c5ad.html">{title}</a>')
        ),
    ),
    "openness": (
        page(_list('<a href="/openness/detail/content/5a3c9e07{i}2b1846f70e9c5ad.html">{title}</a>')),
    ),
    "szinf": (SZINF_COMMON, SZINF_LOAD),
    "ucap_gkml": (
        page(
            "",
            url=f"{HOST}/gkml/lx/tzgg/column-index-1.shtml",
            head=f'<meta name="channelId" content="{HEX}">',
        ),
    ),
    "ucap": (
        UCAP,
        page(
            "<script>createPageHTML('p',3,1,'list','shtml',9)</script>",
            head=f'<meta name="channelId" content="{HEX}">',
        ),
    ),
    "siteserver": (page("<script>var $pageInfo = {siteId : 3, channelId : 312, contentId : 0};</script>"),),
    "vsb": (
        page('<div class="pb_sys_common"></div>'),
        page('<div class="pb_sys_common"></div><i class="ewb-list"></i>'),
        page('<ul><li id="line_u9_0"><a href="../info/1044/9142.htm">关于防汛的通知</a></li></ul>'),
    ),
    "epoint": (EPOINT_COLUMN, EPOINT_TEXT, page('<div class="ewb-list"></div>')),
    "trs_igs": (TRS_IGS, column("get('/igs/front/search/list.html?a=1');createPageHTML(3,0,'index','html')")),
    "trs_wcm": (
        TRS_WCM,
        page(_list('<a href="{url}">{title}</a>')),
        page("<script>createPageHTML(3,0,'index','html')</script>"),
    ),
    "generic": (page(_list('<a href="a{i}.html">{title}</a>'), hot=False),),
}


def test_every_family_has_a_page_here_and_a_name_of_its_own() -> None:
    assert tuple(PAGES) == PLATFORMS
    assert len(set(PLATFORMS)) == len(FAMILIES)


@pytest.mark.parametrize(
    ("name", "text"), [(name, one) for name, several in PAGES.items() for one in several]
)
def test_pages_are_taken_by_their_own_family_and_by_no_neighbour(name: str, text: Page) -> None:
    assert read_list(text).platform == name


@pytest.mark.parametrize("name", PLATFORMS)
def test_any_family_reads_a_plain_list_that_it_is_given(name: str) -> None:
    plain = page(_list('<a href="202601/{i}234567.html">{title}</a>'))
    listing = read_list(plain, platform=name)

    assert listing.platform == name
    assert listing.shape == ("shell" if name == "gkmlpt" else "list") or (name, listing.shape) == (
        "gkmlpt",
        "list",
    )
    assert all(isinstance(row, Row) for row in listing.rows)


# --- one item under several addresses -------------------------------------------------------------

FILE = "http://www.lanxi.invalid/info/1044/9142.htm"
SCRIPTS = (
    "http://www.lanxi.invalid/content.jsp?urltype=news.NewsContentUrl&wbtreeid=1044&wbnewsid=9142",
    "http://www.lanxi.invalid/content.jsp?wbnewsid=9142&wbtreeid=1044",
    "https://www.lanxi.invalid/content.jsp?wbtreeid=1044&wbnewsid=9142#a",
)


@pytest.mark.parametrize("url", SCRIPTS)
def test_the_scripts_addresses_are_the_files_item(url: str) -> None:
    assert identity(url) == identity(FILE) == "www.lanxi.invalid/info/1044/9142.htm"


def test_in_a_folder_the_scripts_addresses_are_that_folders_files() -> None:
    script, file = (
        "http://a.invalid/lx/content.jsp?wbtreeid=1044&wbnewsid=7",
        "http://a.invalid/lx/info/1044/7.htm",
    )

    assert identity(script) == identity(file)
    assert identity(script) != identity("http://a.invalid/info/1044/7.htm")


def test_texts_of_different_numbers_share_no_name() -> None:
    others = (
        "http://www.lanxi.invalid/content.jsp?wbtreeid=1044&wbnewsid=9143",
        "http://www.lanxi.invalid/content.jsp?wbtreeid=1045&wbnewsid=9142",
        "http://www.lanxi.invalid/content.jsp?wbtreeid=104&wbnewsid=49142",
        "http://www.lanxi.invalid/content.jsp?wbtreeid=1044",
        "http://www.lanxi.invalid/content.jsp?wbnewsid=9142",
        "http://www.lanxi.invalid/content.jsp?wbtreeid=1044&wbnewsid=9142x",
        "http://www.lanxi.invalid/content.jsp?xwbtreeid=1044&wbnewsid=9142",
        "http://www.lanxi.invalid/list.jsp?wbtreeid=1044&wbnewsid=9142",
        "http://gk.lanxi.invalid/content.jsp?wbtreeid=1044&wbnewsid=9142",
        FILE + "?a=2",
    )
    names = [identity(url) for url in (FILE, *others)]

    assert len(set(names)) == len(names)


def test_twins_of_a_host_fold_under_every_familys_names() -> None:
    hosts = ("www.lanxi.invalid", "lanxi.invalid:8080")
    twin = "http://lanxi.invalid:8080"

    assert identity(f"{twin}/content.jsp?wbtreeid=1044&wbnewsid=9142", hosts) == identity(FILE, hosts)
    assert identity(f"{twin}/a/content/mpost_70007.html", hosts) == identity(
        "http://www.lanxi.invalid/gkmlpt/content/1/2/post_70007.html"
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://www.lanxi.invalid/zwgk/202601/t20260102_1.html",
        "http://www.lanxi.invalid/art/2026/1/2/art_77_1.html",
        "http://www.lanxi.invalid/info/1044/9142/1.htm",
        "http://www.lanxi.invalid/read?id=7&type=2",
        "http://www.lanxi.invalid/content.jsp",
        "http://www.lanxi.invalid/",
        "http://www.lanxi.invalid/post_70007.html",
        "http://www.lanxi.invalid/content_7.html",
    ],
)
def test_other_addresses_keep_the_name_that_all_have(url: str) -> None:
    assert identity(url) == url.removeprefix("http://")


@pytest.mark.parametrize(
    "url",
    [
        FILE,
        *SCRIPTS,
        "http://a.invalid/x/content/mpost_70007.html",
        "http://a.invalid/" + "content/" * 500,
        "http://a.invalid/" + "/" * 90_000 + "?wbtreeid=1&wbnewsid=2",
    ],
)
def test_a_name_is_its_own_name(url: str) -> None:
    assert identity("http://" + identity(url)) == identity(url)
    assert vsb.identity(identity(url)) == identity(url)
