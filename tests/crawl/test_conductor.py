"""A whole crawl over a small site: what is stored, when, and what is not concluded."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from gongkai.check import check_archive
from gongkai.judge import StateRules
from tests.crawl.pages import article, list_page, text
from tests.crawl.world import World

ROWS = [
    (f"./202602/t202602{n:02d}_{n}.html", f"青石街道开展第{n}次安全检查", f"2026-02-{n:02d}")
    for n in range(20, 10, -1)
]


def publish(world: World, rows=ROWS, name: str = "工作动态", path: str = "/gzdt/", **more: Any) -> None:
    """The list and every page it names."""
    world.site.put(path, list_page(name, rows), **more)
    for url, title, day in rows:
        world.site.put(path + url.removeprefix("./"), article(title, day, text(title)))


def test_first_crawl_reads_everything_and_the_second_adds_nothing(world: World):
    world.watch("工作动态", "/gzdt/")
    publish(world)
    first = world.crawl()
    assert (first.sections, first.items) == ({"new": 1}, {"new": 10})
    assert world.one("SELECT count(*) FROM versions") == 10
    second = world.crawl(after=timedelta(0))
    assert second.sections == {"unchanged": 1}
    assert second.items.get("new", 0) == second.items.get("changed", 0) == 0
    assert world.one("SELECT count(*) FROM versions") == 10
    assert world.one("SELECT count(*) FROM listings") == 1
    assert world.archive.verify_chain() is None


def test_lists_come_before_articles_and_newest_items_first(world: World):
    world.watch("工作动态", "/gzdt/")
    world.watch("通知公告", "/tzgg/")
    publish(world)
    publish(world, [("./n1.html", "关于防汛值班的通知", "2026-03-01")], "通知公告", "/tzgg/")
    world.crawl()
    kinds = [
        kind
        for (kind,) in world.rows("SELECT kind FROM captures WHERE kind IN ('list','article') ORDER BY id")
    ]
    assert kinds == ["list"] * 2 + ["article"] * 11
    urls = [u for (u,) in world.rows("SELECT url FROM captures WHERE kind='article' ORDER BY id")]
    assert urls[0].endswith("/tzgg/n1.html")
    assert urls[1].endswith("_20.html")


def test_a_changed_page_makes_a_version_and_a_counter_does_not(world: World):
    world.watch("工作动态", "/gzdt/")
    publish(world)
    world.crawl()
    page = "/gzdt/202602/t20260220_20.html"
    title = ROWS[0][1]
    world.site.put(page, article(title, "2026-02-20", text(title), hits=99))
    assert world.crawl().items == {"same": 10}
    world.now += timedelta(days=3)
    world.site.put(page, article(title, "2026-02-20", text(title).replace("各社区", "各村"), hits=100))
    assert world.crawl().items["changed"] == 1
    changed = world.rows("SELECT version, changed, cause FROM versions WHERE version > 1")
    assert changed == [(2, '["body"]', "published")]


def test_a_removed_item_is_removed_only_when_we_can_see(world: World):
    world.watch("工作动态", "/gzdt/")
    publish(world)
    world.crawl()
    del world.site.pages["/gzdt/202602/t20260215_15.html"]
    rest = [row for row in ROWS if not row[0].endswith("_15.html")]
    world.site.put("/gzdt/", list_page("工作动态", rest))
    home = world.site.pages.pop("/")
    assert world.crawl().removed == 0
    world.site.pages["/"] = home
    assert world.crawl().removed == 1
    assert world.rows("SELECT status FROM items WHERE status <> 'live'") == [("removed",)]
    kinds = {k for (k,) in world.rows("SELECT kind FROM item_events WHERE kind <> 'appeared'")}
    assert kinds == {"delisted", "removed"}


def test_a_site_whose_pages_all_vanish_is_not_accused(world: World):
    world.watch("工作动态", "/gzdt/")
    publish(world)
    world.crawl()
    for path in [p for p in world.site.pages if "/2026" in p]:
        del world.site.pages[path]
    told = world.crawl()
    assert told.removed == 0
    assert told.held_hosts == (world.site.host,)
    assert world.one("SELECT count(*) FROM items WHERE status = 'removed'") == 0


def test_an_empty_column_needs_its_mark_and_two_looks(world: World):
    empty = world.watch("规划计划", "/ghjh/")
    scripted = world.watch("政策解读", "/zcjd/")
    world.site.put("/ghjh/", list_page("规划计划", []))
    world.site.put("/zcjd/", "<html><body><div id='app'></div><script src='/app.js'></script></body></html>")
    world.crawl()
    world.crawl(after=timedelta(0))
    check = check_archive(world.archive, date(2026, 3, 4), StateRules())
    states = {state.section: state.state for state in check.states}
    assert states == {empty.id: "empty", scripted.id: "broken"}


def test_a_failed_list_keeps_what_was_known(world: World):
    section = world.watch("工作动态", "/gzdt/")
    publish(world)
    world.crawl()
    world.site.put("/gzdt/", "busy", status=503)
    assert world.crawl(after=timedelta(0)).sections == {"failed": 1}
    assert world.one("SELECT count(*) FROM item_sections WHERE delisted_at IS NULL") == 10
    state = check_archive(world.archive, date(2026, 3, 4), StateRules()).states[0]
    assert (state.section, state.state, state.reason) == (section.id, "failed", "http-503")


def test_an_unchanged_stub_does_not_vouch_for_the_list_behind_it(world: World):
    """The stub never changes and says so by its ETag; what is published behind it must be met."""
    world.watch("工作动态", "/stub/")
    stub = "<html><head><meta http-equiv='refresh' content='0;URL=../gzdt/'></head></html>"
    world.site.put("/stub/", stub, ETag='"stub"')
    rows = [(f"/gzdt/t2026030{n}_{n}.html", f"青石街道开展第{n}次入户走访", f"2026-03-0{n}") for n in (2, 1)]
    world.site.put("/gzdt/", list_page("工作动态", rows))
    world.crawl(after=timedelta(hours=6))
    newer = ("/gzdt/t20260303_3.html", "青石街道开展第3次入户走访", "2026-03-03")
    world.site.put("/gzdt/", list_page("工作动态", [newer, *rows]))
    world.crawl()

    assert world.one("SELECT new FROM visits ORDER BY id DESC LIMIT 1") == 1


def test_a_stub_is_followed_and_one_that_leads_nowhere_has_failed(world: World):
    world.watch("工作动态", "/stub/")
    world.watch("意见箱", "/nowhere/")
    publish(world)
    stub = "<html><head><meta http-equiv='refresh' content='0;URL={}'></head></html>"
    world.site.put("/stub/", stub.format("../gzdt/"))
    world.site.put("/nowhere/", stub.format("./gone/"))
    summary = world.crawl()
    assert summary.sections == {"new": 1, "failed": 1}
    assert summary.items == {"new": 10}
    assert world.one("SELECT reason FROM visits WHERE outcome = 'failed'") == "http-404"


def test_a_column_of_one_page_of_text_is_an_item(world: World):
    world.watch("机构职能", "/jgzn/")
    title = "青石街道办事处主要职责"
    world.site.put("/jgzn/", article(title, "2026-01-05", text(title, 9)).replace("<h1>", "<h1 class='t'>"))
    world.crawl()
    world.crawl()
    assert world.rows("SELECT title, published, version FROM items") == [(title, "2026-01-05", 1)]


def test_rows_of_every_kind(world: World):
    world.watch("通知公告", "/tzgg/")
    rows = [
        ("./a.html", "关于开展环境整治的通知", "2026-03-01"),
        ("./b.pdf", "青石街道2026年部门预算", "2026-02-20"),
        ("https://mp.weixin.qq.com/s/x", "一图读懂高龄津贴", "2026-02-10"),
        ("javascript:;", "关于便民服务时间调整的公告", "2026-02-01"),
    ]
    world.site.put("/tzgg/", list_page("通知公告", rows))
    world.site.put(
        "/tzgg/a.html", article(rows[0][1], rows[0][2], text("整治"), files=(("./f.docx", "附件.docx"),))
    )
    world.site.put("/tzgg/b.pdf", b"%PDF-1.4 invented", Content_Type="application/pdf")
    world.site.put("/tzgg/f.docx", b"PK\x03\x04 invented", Content_Type="application/octet-stream")
    world.crawl()
    kinds = dict(world.rows("SELECT kind, version FROM items"))
    assert kinds == {"page": 1, "file": 1, "external": 1}
    assert world.rows("SELECT listed, unusable FROM visits") == [(4, 1)]
    assert world.rows("SELECT sha256 IS NULL FROM attachments ORDER BY id") == [(0,), (0,)]
    assert world.site.asked["/tzgg/f.docx"] == 1
    world.crawl()
    assert world.site.asked["/tzgg/f.docx"] == 1


def test_the_walk_goes_on_to_the_next_pages_and_stops_where_all_is_known(world: World):
    world.watch("工作动态", "/gzdt/")
    rows = [(f"./p{n}.html", f"青石街道第{n}期工作简报发布", f"2026-02-{n:02d}") for n in range(28, 0, -1)]
    pages = [rows[0:10], rows[10:20], rows[20:28]]
    for number, part in enumerate(pages):
        name = "index.html" if number == 0 else f"index_{number}.html"
        pager = f"<script>createPageHTML(3, {number}, 'index', 'html');</script>"
        world.site.put(f"/gzdt/{name}", list_page("工作动态", part, tail=pager))
    world.site.pages["/gzdt/"] = world.site.pages["/gzdt/index.html"]
    for url, title, day in rows:
        world.site.put("/gzdt/" + url.removeprefix("./"), article(title, day, text(title)))
    assert world.crawl().items == {"new": 28}
    world.crawl()
    assert [p for (p,) in world.rows("SELECT pages FROM visits ORDER BY id")] == [3, 1]
    assert world.one("SELECT complete FROM visits WHERE id = 1") == 1


def test_an_unchanged_list_costs_one_conditional_request(world: World):
    world.watch("工作动态", "/gzdt/")
    publish(world, ETag='"one"')
    world.crawl(after=timedelta(hours=2))
    before = world.site.asked.total()
    assert world.crawl().sections == {"unchanged": 1}
    assert world.site.asked.total() - before == 2  # robots.txt and the list
    assert world.rows("SELECT conditional, understood, status FROM visits WHERE id = 2") == [(1, 1, 304)]


def test_an_attachment_replaced_under_its_name_makes_a_version(world: World):
    world.watch("工作动态", "/gzdt/")
    files = (("./f.docx", "附件.docx"),)
    world.site.put("/gzdt/", list_page("工作动态", ROWS[:3]))
    for url, title, day in ROWS[:3]:
        world.site.put("/gzdt/" + url[2:], article(title, day, text(title), files=files))
    world.site.put(
        "/gzdt/202602/f.docx", b"PK\x03\x04 one", ETag='"1"', Content_Type="application/octet-stream"
    )
    world.crawl()
    assert world.crawl().items == {"same": 3}
    world.site.put(
        "/gzdt/202602/f.docx", b"PK\x03\x04 two", ETag='"2"', Content_Type="application/octet-stream"
    )
    world.now += timedelta(days=3)
    assert world.crawl().items == {"changed": 3}
    assert {c for (c,) in world.rows("SELECT changed FROM versions WHERE version = 2")} == {'["attachments"]'}


def test_a_better_reader_is_no_edit(world: World):
    """What only the reader changed is a version of cause `reread`, even where the page's bytes moved too."""
    world.watch("工作动态", "/gzdt/")
    publish(world)
    world.crawl()
    world.archive.db.execute("UPDATE versions SET reader = 'gongkai/0.0', body = body || '版权所有'")
    for url, title, day in ROWS:
        world.site.put("/gzdt/" + url[2:], article(title, day, text(title), hits=2))
    assert world.crawl().items == {"same": 10}
    assert {c for (c,) in world.rows("SELECT cause FROM versions WHERE version = 2")} == {"reread"}
    assert world.one("SELECT count(*) FROM item_events WHERE kind = 'changed'") == 0


def test_a_list_that_states_more_pages_than_we_saw_was_not_seen_whole(world: World):
    """Its next link breaks: what stands beyond is out of sight, not gone."""
    world.watch("工作动态", "/gzdt/")
    pages = [ROWS[:6], ROWS[6:]]
    tails = [
        "<div class='page'>共 10 条 第 1/2 页 <a href='{}'>下一页</a></div>",
        "<div class='page'>共 10 条 第 2/2 页</div>",
    ]
    for url, title, day in ROWS:
        world.site.put("/gzdt/" + url[2:], article(title, day, text(title)))
    world.site.put("/gzdt/", list_page("工作动态", pages[0], tail=tails[0].format("index_1.html")))
    world.site.put("/gzdt/index_1.html", list_page("工作动态", pages[1], tail=tails[1]))
    world.crawl()
    world.site.put("/gzdt/", list_page("工作动态", pages[0], tail=tails[0].format("javascript:;")))
    world.crawl(everything=True)
    assert world.rows("SELECT complete, gone FROM visits ORDER BY id") == [(1, 0), (0, 0)]
    assert world.one("SELECT count(*) FROM item_sections WHERE delisted_at IS NOT NULL") == 0


def test_a_list_whose_next_page_only_a_script_knows_was_not_seen_whole(world: World):
    """Nothing states how much there is: what stands beyond is out of sight, not gone."""
    world.watch("工作动态", "/gzdt/")
    for url, title, day in ROWS:
        world.site.put("/gzdt/" + url[2:], article(title, day, text(title)))
    world.site.put("/gzdt/", list_page("工作动态", ROWS))
    world.crawl()
    unread = "<div class='page'><a href='javascript:;' onclick='go(2)'>下一页</a></div>"
    world.site.put("/gzdt/", list_page("工作动态", ROWS[:8], tail=unread))
    world.crawl(everything=True)
    assert world.rows("SELECT complete, gone FROM visits ORDER BY id") == [(1, 0), (0, 0)]
