"""Trying a section: what each check says of a site that passes it, and of one that does not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from gongkai.archive import KnownSection
from gongkai.base.times import china_day
from gongkai.base.values import Ask, Section, Site
from gongkai.base.wanted import Selectors
from gongkai.crawl.reading import PageReader
from gongkai.crawl.trial import Check, Trial, nothing_known
from gongkai.crawl.trialchecks import checks_of, is_readable
from gongkai.crawl.trying import MAX_ARTICLES, Tools, try_section
from gongkai.fetch import Fetcher, FetchSettings
from tests.crawl.pages import article, list_page, text
from tests.crawl.world import START, World
from tests.loopback import LoopbackSite, Reply, loopback_site

TODAY = china_day(START)
NEXT = "<div class='page'><a href='index_1.html'>下一页</a></div>"
CHALLENGE = (
    "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_')+('clearance')+'=1';"
    "location.href='/'</script>"
)
Row = tuple[str, str, str]


def rows(first: int, last: int) -> list[Row]:
    """Rows by number, the newest first; number n is dated the n-th of January."""
    return [
        (f"./{n}.html", f"青石街道关于开展第{n}次安全生产检查的通知", f"2026-01-{n:02}")
        for n in range(last, first - 1, -1)
    ]


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    """A site with nothing to find fault with: two pages of ten rows and all their articles."""
    with loopback_site() as made:
        made.put("/gzdt/", list_page("工作动态", rows(11, 20), tail=NEXT))
        made.put("/gzdt/index_1.html", list_page("工作动态", rows(1, 10)))
        for url, title, day in rows(1, 20):
            made.put(f"/gzdt/{url[2:]}", article(title, f"{day} 09:30", text("安全生产")))
        yield made


class InTurn(dict[str, Reply]):
    """Two servers behind one name, of which each answers every other time, at one path."""

    def __init__(self, pages: dict[str, Reply], path: str, *others: Reply) -> None:
        super().__init__(pages)
        self.path, self.replies = path, [pages[path], *others]

    def get(self, path: str, default: Any = None) -> Any:
        if path != self.path:
            return super().get(path, default)
        self.replies.append(self.replies.pop(0))
        return self.replies[-1]


def tried(
    site: LoopbackSite,
    *,
    path: str = "/gzdt/",
    known: KnownSection | None = None,
    day: date = TODAY,
    **said: Any,
) -> Trial:
    section = Section(
        "demo/gzdt", "demo", "qingshi", "工作动态", site.base + path.lstrip("/"), interval_days=14
    )
    section = Section(**{**{f: getattr(section, f) for f in Section.__dataclass_fields__}, **said})
    where = Site("demo", "演示", site.base, (site.host,))

    async def go() -> Trial:
        settings = FetchSettings(
            "gongkai-test/0 (tests)", pause_seconds=0, private_hosts=frozenset("*"), read_seconds=2, retries=0
        )
        async with Fetcher(settings, lambda: START) as fetcher, PageReader() as pages:
            tools = Tools(fetcher, pages, day)
            return await try_section(tools, section, where, known or nothing_known(section.id))

    return asyncio.run(go())


def check(trial: Trial, name: str) -> Check:
    (found,) = [one for one in checks_of(trial) if one.id == name]
    return found


def levels(trial: Trial) -> dict[str, str]:
    return {one.id: one.level for one in checks_of(trial)}


# --- a good site --------------------------------------------------------------------------------------


def test_nothing_is_said_against_a_good_site(site: LoopbackSite):
    trial = tried(site)
    assert set(levels(trial).values()) == {"good"}
    assert is_readable(checks_of(trial))
    assert len(trial.shown.rows) == 10
    assert trial.following is not None
    assert len(trial.following.rows) == 10
    assert trial.article is not None
    assert trial.article.document is not None
    assert "安全生产" in trial.article.document.body


def test_a_site_is_asked_no_more_than_it_must(site: LoopbackSite):
    tried(site)
    pages = {path: n for path, n in site.asked.items() if path != "/robots.txt"}
    assert pages == {"/gzdt/": 2, "/gzdt/index_1.html": 1, "/gzdt/20.html": 1}


def test_a_column_of_text_is_its_own_item(site: LoopbackSite):
    site.put("/gzdt/", article("工作动态", "2026-01-02", text("机构职能", lines=12)))
    trial = tried(site)
    assert trial.shown.single is not None
    assert is_readable(checks_of(trial))
    assert "读到文字" in check(trial, "article").told
    assert trial.articles == ()


# --- the column itself --------------------------------------------------------------------------------


def test_robots_are_told_as_such_and_nothing_is_asked(site: LoopbackSite):
    site.put("/robots.txt", "User-agent: *\nDisallow: /gzdt/\n")
    trial = tried(site)
    assert levels(trial) == {"answered": "bad"}
    assert "robots.txt" in check(trial, "answered").told
    assert site.asked["/gzdt/"] == 0


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (Reply("<html>no</html>", 403, {"Content-Type": "text/html"}), "403"),
        (Reply(CHALLENGE, 521, {"Content-Type": "text/html"}), "浏览器验证"),
    ],
    ids=["403", "challenge"],
)
def test_who_refuses_is_not_asked_again(site: LoopbackSite, reply: Reply, told: str):
    site.pages["/gzdt/"] = reply
    trial = tried(site)
    assert levels(trial) == {"answered": "bad"}
    assert told in check(trial, "answered").told
    assert "不会绕过" in check(trial, "answered").do
    assert site.asked["/gzdt/"] == 1


def test_what_is_not_there_is_told(site: LoopbackSite):
    trial = tried(site, path="/gone/")
    assert "404" in check(trial, "answered").told
    assert not is_readable(checks_of(trial))


def test_a_page_that_nobody_understands(site: LoopbackSite):
    site.put("/gzdt/", "<html><body><div id='app'></div><script src='/app.js'></script></body></html>")
    trial = tried(site)
    assert not is_readable(checks_of(trial))
    assert levels(trial) == {"answered": "bad"}


def test_a_list_that_is_asked_for_elsewhere_is_not(site: LoopbackSite):
    trial = tried(site, request=Ask("http://another.invalid/list"))
    assert "另一个主机" in check(trial, "answered").told
    assert "another.invalid" in trial.first.detail


def test_a_stub_is_followed_and_a_loop_of_stubs_given_up(site: LoopbackSite):
    stub = "<html><head><meta http-equiv='refresh' content='0;url={}'></head></html>"
    site.put("/here/", stub.format("/gzdt/"))
    assert is_readable(checks_of(tried(site, path="/here/")))
    site.put("/here/", stub.format("/there/"))
    site.put("/there/", stub.format("/here/"))
    assert not is_readable(checks_of(tried(site, path="/here/")))


def test_a_column_with_another_name_is_a_doubt(site: LoopbackSite):
    trial = tried(site, name="行政处罚")
    assert check(trial, "name").level == "doubt"
    assert "“工作动态”" in check(trial, "name").told
    assert is_readable(checks_of(trial))


# --- two looks ----------------------------------------------------------------------------------------


def html(body: str) -> Reply:
    return Reply(body, headers={"Content-Type": "text/html; charset=utf-8"})


@pytest.mark.parametrize(
    ("other", "level", "told"),
    [
        (html(list_page("工作动态", rows(6, 15), tail=NEXT)), "bad", "多 5 条、少 5 条"),
        (html(list_page("工作动态", rows(11, 19), tail=NEXT)), "bad", "少 1 条"),
        (html(list_page("工作动态", rows(12, 21), tail=NEXT)), "doubt", "新发布了 1 条"),
        (html(list_page("工作动态", rows(11, 20)[::-1], tail=NEXT)), "doubt", "次序"),
        (Reply("oh", 500, {"Content-Type": "text/html"}), "bad", "第二次没有看清"),
        (
            html(list_page("工作动态", [(f"{u}?sid=77", t, d) for u, t, d in rows(11, 20)], tail=NEXT)),
            "bad",
            "网址却变了",
        ),
    ],
    ids=["stale-twin", "one-less", "published", "order", "error", "addresses"],
)
def test_two_servers_that_disagree(site: LoopbackSite, other: Reply, level: str, told: str):
    site.pages = InTurn(site.pages, "/gzdt/", other)
    found = check(tried(site), "agree")
    assert (found.level, told in found.told) == (level, True), found


def test_the_look_that_came_to_something_is_shown(site: LoopbackSite):
    site.pages = InTurn(site.pages | {"/gzdt/": Reply("oh", 500)}, "/gzdt/", site.pages["/gzdt/"])
    trial = tried(site)
    assert len(trial.shown.rows) == 10
    assert "第一次没有看清" in check(trial, "agree").told


def test_a_text_that_changes_from_look_to_look(site: LoopbackSite):
    site.put("/gzdt/", article("工作动态", "2026-01-02", text("机构职能", lines=12)))
    other = html(article("工作动态", "2026-01-02", text("民生实事", lines=12)))
    site.pages = InTurn(site.pages, "/gzdt/", other)
    assert check(tried(site), "agree").level == "bad"


# --- rows ---------------------------------------------------------------------------------------------


def known_of(world: World) -> KnownSection:
    """What the archive knows of the good column after a crawl."""
    world.watch("工作动态", "/gzdt/", interval_days=14)
    world.site.put("/gzdt/", list_page("工作动态", rows(11, 20)))
    for url, title, day in rows(11, 20):
        world.site.put(f"/gzdt/{url[2:]}", article(title, f"{day} 09:30", text("安全生产")))
    world.crawl()
    return world.archive.known_section("demo/gzdt")


def test_rows_that_are_gone_are_no_empty_column(world: World):
    known = known_of(world)
    assert check(tried(world.site, known=known), "past").level == "good"
    world.site.put("/gzdt/", list_page("工作动态", []))
    found = check(tried(world.site, known=known), "rows")
    assert found.level == "bad"
    assert "档案里该栏目有 10 条" in found.told
    assert "--accept" in found.do


def test_an_empty_column_that_always_was_is_a_doubt(site: LoopbackSite):
    site.put("/gzdt/", list_page("工作动态", []))
    trial = tried(site)
    assert check(trial, "rows").level == "doubt"
    assert is_readable(checks_of(trial))


def test_what_a_crawl_would_doubt_is_told_beforehand(world: World):
    known = known_of(world)
    others = [(f"./x{n}.html", f"云岭区召开第{n}次常务会议", f"2026-01-{n:02}") for n in range(20, 10, -1)]
    world.site.put("/gzdt/", list_page("工作动态", others))
    assert "毫无相同之处" in check(tried(world.site, known=known), "past").told
    world.site.put("/gzdt/", list_page("工作动态", [(u, t, "") for u, t, _ in rows(11, 20)]))
    assert "大多没有" in check(tried(world.site, known=known), "past").told


def test_after_the_operator_said_how_to_read_it_the_past_is_no_measure(world: World):
    known = known_of(world)
    world.site.put("/gzdt/", list_page("工作动态", [(f"./y{n}.html", f"会议{n}", "") for n in range(9)]))
    said = tried(world.site, known=known, selectors=Selectors(rows="ul.list li"))
    assert "past" not in levels(said)


def test_rows_that_all_lead_to_one_address(site: LoopbackSite):
    same = [("./20.html", title, day) for _, title, day in rows(11, 20)]
    site.put("/gzdt/", list_page("工作动态", same, tail=NEXT))
    found = check(tried(site), "addresses")
    assert found.level == "bad"
    assert "1 个不同的网址" in found.told


def test_a_pinned_row_that_stands_twice_is_a_doubt(site: LoopbackSite):
    site.put("/gzdt/", list_page("工作动态", [rows(15, 15)[0], *rows(11, 20)], tail=NEXT))
    assert check(tried(site), "addresses").level == "doubt"


def test_rows_without_addresses(site: LoopbackSite):
    dead = [("javascript:;", title, day) for _, title, day in rows(11, 20)]
    site.put("/gzdt/", list_page("工作动态", dead))
    trial = tried(site, selectors=Selectors(rows="ul.list li", title="a", date="span"))
    assert "没有一条带有可用的网址" in check(trial, "addresses").told
    assert check(trial, "article").level == "doubt"


@pytest.mark.parametrize(("future", "level"), [(10, "bad"), (1, "doubt"), (0, "good")])
def test_dates_in_the_future(site: LoopbackSite, future: int, level: str):
    listed = [(u, t, "2027-05-01" if at < future else d) for at, (u, t, d) in enumerate(rows(11, 20))]
    site.put("/gzdt/", list_page("工作动态", listed, tail=NEXT))
    found = check(tried(site), "future")
    assert found.level == level
    assert ("2027-05-01" in found.told) == bool(future)


def test_today_is_no_future(site: LoopbackSite):
    assert check(tried(site, day=date(2026, 1, 20)), "future").level == "good"
    assert check(tried(site, day=date(2026, 1, 19)), "future").level == "doubt"


def test_titles_that_are_the_name_of_the_column(site: LoopbackSite):
    menu = [(url, "工作动态" if at else title, day) for at, (url, title, day) in enumerate(rows(11, 20))]
    site.put("/gzdt/", list_page("工作动态", menu, tail=NEXT))
    trial = tried(site, selectors=Selectors(rows="ul.list li"))
    assert check(trial, "titles").level == "bad"
    assert "9 条的标题就是栏目名称" in check(trial, "titles").told


def test_titles_that_are_all_the_same(site: LoopbackSite):
    same = [(url, "查看详情", day) for url, _, day in rows(11, 20)]
    site.put("/gzdt/", list_page("工作动态", same, tail=NEXT))
    trial = tried(site, selectors=Selectors(rows="ul.list li"))
    assert "“查看详情”" in check(trial, "titles").told
    assert check(trial, "titles").level == "bad"


def undated(site: LoopbackSite, *, texts: bool) -> None:
    site.put("/gzdt/", list_page("工作动态", [(u, t, "") for u, t, _ in rows(11, 20)], tail=NEXT))
    if not texts:
        page = article("{}", "", text("安全生产")).replace("发布时间： ", "")
        for url, title, _ in rows(11, 20):
            site.put(f"/gzdt/{url[2:]}", page.replace("{}", title))


def test_a_column_without_any_date_cannot_be_judged(site: LoopbackSite):
    undated(site, texts=False)
    assert check(tried(site), "dates").level == "bad"
    assert check(tried(site, interval_days=None), "dates").level == "doubt"


def test_a_text_without_a_date_is_a_doubt_at_most(site: LoopbackSite):
    page = article("工作动态", "", text("机构职能", lines=12)).replace("发布时间： ", "")
    site.put("/gzdt/", page)
    assert check(tried(site), "dates").level == "doubt"


def test_dates_of_the_texts_count_as_well(site: LoopbackSite):
    undated(site, texts=True)
    found = check(tried(site), "dates")
    assert found.level == "doubt"
    assert "10 条里 0 条有日期" in found.told


# --- the next page ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("second", "level", "told"),
    [
        (list_page("工作动态", rows(11, 20), tail=NEXT), "bad", "与第一页相同"),
        (list_page("工作动态", rows(9, 18)), "doubt", "其中 2 条"),
        (list_page("工作动态", rows(1, 10)), "good", "10 条"),
        ("<html><div id='app'></div></html>", "bad", "没有看清"),
        (list_page("工作动态", []), "doubt", "没有条目"),
    ],
    ids=["equal", "overlaps", "other", "unread", "empty"],
)
def test_the_second_page(site: LoopbackSite, second: str, level: str, told: str):
    site.put("/gzdt/index_1.html", second)
    found = check(tried(site), "page-2")
    assert (found.level, told in found.told) == (level, True), found


def test_a_second_page_that_is_not_there(site: LoopbackSite):
    del site.pages["/gzdt/index_1.html"]
    found = check(tried(site), "page-2")
    assert found.level == "bad"
    assert "404" in found.told


def test_a_second_page_on_another_host_is_not_asked_for(site: LoopbackSite):
    elsewhere = NEXT.replace("index_1.html", "http://another.invalid/index_1.html")
    site.put("/gzdt/", list_page("工作动态", rows(11, 20), tail=elsewhere))
    found = check(tried(site), "page-2")
    assert found.level == "doubt"
    assert "另" in found.told or "别的主机" in found.told


def test_a_next_page_that_is_stated_and_not_found(site: LoopbackSite):
    tail = "<div class='page'>共 45 条 <a href='javascript:go(2)'>下一页</a></div>"
    site.put("/gzdt/", list_page("工作动态", rows(11, 20), tail=tail))
    found = check(tried(site), "page-2")
    assert found.level == "doubt"
    assert "没有认出下一页" in found.told


def test_one_page_is_enough_where_the_operator_says_so(site: LoopbackSite):
    trial = tried(site, first_page_only=True)
    assert check(trial, "page-2").level == "good"
    assert site.asked["/gzdt/index_1.html"] == 0


# --- one item -----------------------------------------------------------------------------------------


def test_an_article_that_cannot_be_read(site: LoopbackSite):
    for url, title, day in rows(1, 20):
        site.put(f"/gzdt/{url[2:]}", article(title, day, "").replace("<p></p>", ""))
    trial = tried(site)
    found = check(trial, "article")
    assert (found.level, len(trial.articles)) == ("bad", MAX_ARTICLES)
    assert "没有读出正文" in found.told


def test_a_single_article_that_is_gone_is_a_doubt(site: LoopbackSite):
    del site.pages["/gzdt/20.html"]
    trial = tried(site)
    assert check(trial, "article").level == "doubt"
    assert "另有 1 篇没有读到" in check(trial, "article").told
    assert trial.article is not None
    assert trial.article.row.url == f"{site.base}gzdt/19.html"


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda title, day: article("云岭区政府召开常务会议", day, text("会议")), "与列表里的不同"),
        (lambda title, day: article(title, "2025-11-11 09:00", text("安全")), "正文写 2025-11-11"),
    ],
    ids=["title", "date"],
)
def test_an_article_unlike_its_row(site: LoopbackSite, make: Callable[[str, str], str], told: str):
    _, title, day = rows(20, 20)[0]
    site.put("/gzdt/20.html", make(title, day))
    found = check(tried(site), "article")
    assert found.level == "doubt"
    assert told in found.told


def test_a_file_is_an_item(site: LoopbackSite):
    files = [(f"./{n}.pdf", f"青石街道2026年度预算公开第{n}号", f"2026-01-{n:02}") for n in range(20, 10, -1)]
    site.put("/gzdt/", list_page("工作动态", files))
    site.put("/gzdt/20.pdf", b"%PDF-1.4\n" + b"x" * 500 + b"\n%%EOF", Content_Type="application/pdf")
    found = check(tried(site), "article")
    assert found.level == "good"
    assert "文件" in found.told
