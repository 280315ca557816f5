"""The fault catalogue: what goes wrong between a site and us, with the truth beside it.

A failed crawl is never evidence: whatever is broken here, nobody is called late or empty, and no item
removed or edited, unless it truly is. Days are China's; the world begins on 3 March 2026 at 03:00.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.crawl.fault_harms import CHALLENGE, HOME
from tests.crawl.pages import FOOTER, NAV, article, list_page, text
from tests.crawl.story import ROWS, Story, column_of_ten
from tests.crawl.world import World
from tests.loopback import LoopbackSite

MOVED = "<html><head><title>302 Found</title></head><body>moved</body></html>"
LOGIN = "<html><title>用户登录</title><body><form>登录<input type='password'></form></body></html>"
NOTICE = (
    f"<html><head><title>云岭区人民政府</title></head><body>{NAV}<div class='main'><p>尊敬的用户：</p><p>"
    "因机房电力检修，本网站部分栏目自2025年6月1日20时起暂停服务，预计次日恢复，给您带来不便敬请谅解。"
    f"如有紧急事项请拨打区政务服务热线，或前往区政务服务中心办理，感谢您的理解和支持。</p></div>{FOOTER}</body></html>"
)
ERROR_JSON = (
    '{"code":500,"msg":"服务器内部错误，请稍后重试，如多次出现请联系系统管理员处理","data":null,"ok":false}'
)
HOT = "".join(
    f"<li><a href='/rdzt/{n}.html'>第{n}期热点专题回顾文章</a><span>2024-05-{n:02d}</span></li>"
    for n in range(10, 18)
)
SCRIPTED = (
    f"<html><head><title>工作动态-云岭区</title></head><body>{NAV}<h2>工作动态</h2><div id='app'></div>"
    f"<script>$.ajax('/api/list',function(d){{}})</script>{FOOTER}</body></html>"
)
SIDEBAR = SCRIPTED.replace(
    "<script>", f"<div class='main'><h2>热点专题</h2><ul class='list'>{HOT}</ul></div><script>"
)
OTHER = [(f"/tzgg/{n}.html", f"关于第{n}号办事窗口调整的通知", f"2026-02-{n:02d}") for n in range(9, 1, -1)]

PLAIN = "/gzdt/202602/t20260215_15.html"


@pytest.fixture
def story(world: World) -> Story:
    return column_of_ten(world)


# --- lists ----------------------------------------------------------------------------------------

Break = Callable[[LoopbackSite, str], None]


def put(body: str | bytes, status: int = 200, **headers: str) -> Break:
    return lambda site, path: site.put(path, body, status, **headers)


def cut(site: LoopbackSite, path: str) -> None:
    site.pages[path].cut = 400


def cut_gzip(site: LoopbackSite, path: str) -> None:
    whole = gzip.compress(site.pages[path].bytes())
    site.put(path, whole[: len(whole) // 2], Content_Encoding="gzip")


def elsewhere(site: LoopbackSite, path: str) -> None:
    """To another name, which answers with rows of its own."""
    site.put("/portal/", list_page("通知公告", OTHER))
    site.put(path, MOVED, 302, Location=site.base.replace("127.0.0.1", "localhost") + "portal/")


def robots(body: str, status: int) -> Break:
    return lambda site, path: site.put("/robots.txt", body, status, Content_Type="text/plain")


LIST_FAULTS: dict[str, tuple[Break, str]] = {
    "challenge with status 200": (put(CHALLENGE), "blocked challenge-jsl"),
    "forbidden": (put("no", 403), "blocked http-403"),
    "busy": (put("busy", 503), "failed http-503"),
    "not found": (put("none", 404), "broken http-404"),
    "gone": (put("none", 410), "broken http-410"),
    "login": (put(LOGIN), "blocked login"),
    "redirect to home": (put(MOVED, 302, Location="/"), "broken redirect-home"),
    "redirect off-site": (elsewhere, "failed stub-off-site"),
    "stub to nowhere": (put("<meta http-equiv='refresh' content='0;url=/gone/'>"), "broken http-404"),
    "truncated body": (cut, "failed truncated"),
    "truncated gzip": (cut_gzip, "failed truncated"),
    "no gzip at all": (put("<html>", Content_Encoding="gzip"), "failed encoding"),
    "empty body": (put(""), "failed empty-body"),
    "filled by script": (put(SCRIPTED), "broken "),
    "filled by script, old links beside it": (put(SIDEBAR), "broken another-list"),
    "another column's rows": (put(list_page("通知公告", OTHER)), "broken another-list"),
    "a notice in the site's frame": (put(NOTICE), "broken text-for-list"),
    "the home page": (put(HOME), "broken text-for-list"),
    "JSON": (put(ERROR_JSON, Content_Type="application/json"), "broken "),
    "an empty frame without a word": (put(list_page("工作动态", [], empty="")), "broken "),
    "robots.txt fails": (robots("", 500), "failed robots-unavailable"),
    "robots.txt forbids": (robots("User-agent: *\nDisallow: /gzdt/", 200), "blocked robots"),
}


@pytest.mark.parametrize("fault", LIST_FAULTS)
def test_a_list_out_of_sight_for_weeks_and_back(story: Story, fault: str):
    """Its limit passes while we cannot see it. Then we can, nothing was published, and two looks prove it."""
    world = story.world
    whole = dict(world.site.pages)
    harm, expected = LIST_FAULTS[fault]
    world.site.pages["/gzdt/"] = type(whole["/gzdt/"])(**vars(whole["/gzdt/"]))
    harm(world.site, "/gzdt/")
    outcome, _, reason = expected.partition(" ")
    assert story.nights(4, days=4) == [outcome] * 4
    assert (story.told(), reason in story.reason()) == (outcome, True), story.reason()
    story.nobody_accused()
    assert story.listed() == 10

    world.site.pages = whole
    assert story.nights(1) == ["unchanged"]
    assert story.told(day=date(2026, 3, 20)) == "due", "one look is no proof"
    world.crawl()
    assert story.told(day=date(2026, 3, 21)) == "stale", "two looks are"
    story.nobody_accused()

    story.publish([("./202603/t20260321_1.html", "青石街道开展春季植树", "2026-03-21"), *ROWS])
    world.crawl()
    assert story.told(day=date(2026, 3, 22)) == "fresh"


# --- items ----------------------------------------------------------------------------------------


def redirect(target: str) -> Break:
    return put(MOVED, 302, Location=target)


def off_site(site: LoopbackSite, path: str) -> None:
    site.put("/portal/", article("云岭区统一门户", "2026-01-01", text("门户", 9)))
    redirect(site.base.replace("127.0.0.1", "localhost") + "portal/")(site, path)


def raw_gzip(site: LoopbackSite, path: str) -> None:
    """The bytes of a compressed page, and no header that says so."""
    site.put(path, gzip.compress(site.pages[path].bytes()), Content_Type="application/octet-stream")


ITEM_FAULTS: dict[str, Break] = {
    "challenge": put(CHALLENGE),
    "forbidden": put("no", 403),
    "busy": put("busy", 503),
    "truncated": cut,
    "truncated gzip": cut_gzip,
    "empty body": put(""),
    "login": put(LOGIN),
    "home page": put(HOME),
    "the column's own list": put(list_page("工作动态", ROWS)),
    "redirect to the column": redirect("/gzdt/"),
    "redirect off-site": off_site,
    "JSON": put(ERROR_JSON, Content_Type="application/json"),
    "plain words": put("Service Unavailable"),
    "an article without its text": put(article(ROWS[5][1], ROWS[5][2], "")),
    "bytes still compressed": raw_gzip,
    "a notice in the site's frame": put(NOTICE),
    "robots.txt forbids": robots("User-agent: *\nDisallow: /gzdt/2026", 200),
}


@pytest.mark.parametrize("fault", ITEM_FAULTS)
def test_an_item_out_of_sight_is_neither_removed_nor_edited(story: Story, fault: str):
    world = story.world
    assert ROWS[5][2] == "2026-02-15"
    whole = dict(world.site.pages)
    world.site.pages[PLAIN] = type(whole[PLAIN])(**vars(whole[PLAIN]))
    ITEM_FAULTS[fault](world.site, PLAIN)
    world.crawl(after=timedelta(days=8))
    story.nobody_accused()
    world.site.pages = whole
    world.crawl(after=timedelta(days=31))
    world.crawl()
    story.nobody_accused()
    assert world.one("SELECT count(*) FROM versions") == 10


@pytest.mark.parametrize("fault", ["home page", "the column's own list", "a notice in the site's frame"])
def test_one_page_for_every_article_is_no_edit_however_long(story: Story, fault: str):
    """A front end that answers every address with the same page, for weeks."""
    world = story.world
    whole = dict(world.site.pages)
    for path in [p for p in whole if "/2026" in p]:
        ITEM_FAULTS[fault](world.site, path)
    for _ in range(4):
        world.crawl(after=timedelta(days=5))
    story.nobody_accused()
    world.site.pages = whole
    world.crawl()
    story.nobody_accused()


HARMLESS: dict[str, Callable[[str], str]] = {
    "hit counter": lambda page: page.replace("浏览次数：1", "浏览次数：4711"),
    "clock": lambda page: page.replace("<body>", "<body><div class='top'>今天是2026年3月9日 星期一</div>"),
    "next article": lambda page: page.replace(
        FOOTER,
        f"<div class='next'>下一篇：<a href='8.html'>关于春耕备耕的通知</a></div>{FOOTER}",
    ),
    "markup": lambda page: page.replace("<p>", "<p style='text-indent:2em'><span>").replace(
        "</p>", "</span></p>"
    ),
    "white space": lambda page: page.replace("<p>", "\n  <p>\n "),
}


@pytest.mark.parametrize("change", HARMLESS)
def test_what_is_not_said_is_no_edit(story: Story, change: str):
    page = story.world.site.pages[PLAIN]
    assert isinstance(page.body, str)
    story.world.site.put(PLAIN, HARMLESS[change](page.body))
    assert story.world.site.pages[PLAIN].body != page.body
    story.world.crawl()
    story.nobody_accused()
