"""The fault catalogue, continued: items that come, go and change, and what the operator changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.check import check_archive
from gongkai.judge import StateRules
from tests.crawl.pages import article, list_page, text
from tests.crawl.story import ACCUSING, ROWS, Story, without
from tests.crawl.world import World

FIRST = "/gzdt/202602/t20260220_20.html"
PLAIN = "/gzdt/202602/t20260215_15.html"


# --- items come and go ----------------------------------------------------------------------------


def test_a_row_moves_out_and_back(story: Story):
    story.publish()
    story.nights(1)
    story.world.site.put("/gzdt/", list_page("工作动态", without(ROWS, 15)))
    story.nights(1)
    story.publish()
    story.nights(1)
    assert story.events() == ["delisted", "relisted"]
    assert story.statuses() == {"live": 10}
    assert story.edits() == []


def test_removed_and_returned(story: Story):
    story.publish()
    story.nights(1)
    page = story.world.site.pages.pop(PLAIN)
    story.world.site.put("/gzdt/", list_page("工作动态", without(ROWS, 15)))
    story.nights(1)
    assert story.statuses() == {"live": 10}
    story.nights(1)
    assert story.statuses() == {"live": 9, "removed": 1}
    story.world.site.pages[PLAIN] = page
    story.publish()
    story.nights(1)
    assert story.statuses() == {"live": 10}
    assert story.events() == ["delisted", "removed", "relisted", "returned"]
    assert story.edits() == []


def test_a_page_missing_once_while_its_list_names_it(story: Story):
    """One of two servers had not got the file yet."""
    story.publish()
    story.nights(1)
    page = story.world.site.pages.pop(PLAIN)
    story.nights(1)
    story.nobody_accused()
    story.world.site.pages[PLAIN] = page
    story.nights(1)
    story.nobody_accused()
    del story.world.site.pages[PLAIN]
    story.world.now += timedelta(days=7)
    story.world.crawl()
    story.nobody_accused()
    story.world.crawl()
    assert story.events() == ["removed"]


def test_a_soft_404_is_the_sites_word(story: Story):
    story.publish()
    story.nights(1)
    story.world.site.put(PLAIN, "<html><title>404</title><body>您访问的页面不存在</body></html>")
    story.world.site.put("/gzdt/", list_page("工作动态", without(ROWS, 15)))
    story.nights(2)
    assert (story.events(), story.edits()) == (["delisted", "removed"], [])


def test_a_missing_page_in_the_sites_frame_is_a_failed_look_with_its_name(story: Story):
    story.publish()
    story.nights(1)
    story.world.site.put(PLAIN, article("云岭区", "", "<p>对不起，您访问的页面不存在或已被删除！</p>"))
    story.world.crawl(after=timedelta(days=2))
    looks = story.world.rows("SELECT outcome, reason FROM checks WHERE reason <> ''")
    assert looks == [("failed", "soft-404")]
    assert (story.events(), story.edits()) == ([], [])


@pytest.mark.parametrize("home", ["missing", "busy", "blocked"])
def test_nothing_is_removed_while_the_home_page_is_out_of_sight(story: Story, home: str):
    story.publish()
    story.nights(1)
    del story.world.site.pages[PLAIN]
    story.world.site.put("/gzdt/", list_page("工作动态", without(ROWS, 15)))
    story.world.site.put("/", "no", status={"missing": 404, "busy": 503, "blocked": 403}[home])
    story.nights(2)
    assert (story.statuses(), story.events()) == ({"live": 10}, ["delisted"])


def test_a_site_rebuilt_loses_many_pages_at_once(story: Story):
    story.publish()
    story.nights(1)
    for path in [p for p in story.world.site.pages if "/2026" in p]:
        del story.world.site.pages[path]
    assert story.world.crawl().held_hosts == (story.world.site.host,)
    assert story.world.crawl().held_hosts == (story.world.site.host,)
    story.nobody_accused()


def test_an_article_edited_under_the_same_date(story: Story):
    story.publish()
    story.nights(1)
    title = ROWS[5][1]
    story.world.site.put(PLAIN, article(title, "2026-02-15", text(title).replace("各社区", "各村")))
    story.nights(1)
    assert (story.events(), story.edits()) == (["changed"], ['["body"]'])
    assert story.world.one("SELECT published FROM items WHERE version = 2") == "2026-02-15"


def test_an_article_rewritten_under_its_title_is_believed_at_once(story: Story):
    story.publish()
    story.nights(1)
    words = "因道路施工，公交十二路临时绕行，乘客请到体育馆站换乘，恢复时间另行通告。" * 3
    story.world.site.put(PLAIN, article(ROWS[5][1], "2026-02-15", words))
    story.world.crawl()
    assert story.edits() == ['["body"]']


def test_a_text_that_is_gone_is_believed_at_the_second_look(story: Story):
    story.publish()
    story.nights(1)
    story.world.site.put(PLAIN, article(ROWS[5][1], "2026-02-15", ""))
    story.nights(1)
    story.nobody_accused()
    story.nights(1)
    assert story.edits() == ['["body"]']


def test_a_title_corrected_on_the_page_alone_is_an_edit(story: Story):
    story.publish()
    story.nights(1)
    title = ROWS[5][1].replace("安全", "消防安全")
    story.world.site.put(PLAIN, article(title, "2026-02-15", text(ROWS[5][1])))
    story.world.crawl()
    assert story.edits() == ['["title"]']


def test_an_attachment_replaced_by_an_error_message(story: Story):
    story.publish(ROWS[:1])
    title, day = ROWS[0][1:]
    story.world.site.put(FIRST, article(title, day, text(title), files=(("./f.docx", "附件.docx"),)))
    file = "/gzdt/202602/f.docx"
    story.world.site.put(file, b"PK\x03\x04 one", ETag='"1"', Content_Type="application/octet-stream")
    story.world.crawl()
    kept = story.world.site.pages[file]
    for body, media in (('{"code":500,"msg":"系统繁忙"}', "application/json"), ("系统繁忙", "text/plain")):
        story.world.site.put(file, body, Content_Type=media)
        story.world.crawl(after=timedelta(days=8))
    assert story.world.site.asked[file] == 3
    story.world.site.pages[file] = kept
    story.world.now += timedelta(days=30)
    story.world.crawl()
    story.nobody_accused()
    assert story.world.rows("SELECT status, bytes FROM attachments") == [("not-read", 8)]


def test_only_the_list_says_another_title(story: Story):
    story.publish()
    story.nights(1)
    rows = [(u, "【公示】" + t if u.endswith("_15.html") else t, d) for u, t, d in ROWS]
    story.world.site.put("/gzdt/", list_page("工作动态", rows))
    story.nights(1)
    story.nobody_accused()
    assert story.world.one("SELECT changed FROM visits WHERE id = 2") == 1


def test_a_column_of_one_text_shows_a_notice(story: Story):
    world = story.world
    world.watch("机构职能", "/jgzn/")
    story.publish()
    title = "青石街道办事处主要职责"
    page = article(title, "2026-01-05", text(title, 9)).replace("<h1>", "<h1 class='t'>")
    world.site.put("/jgzn/", page)
    story.nights(1)
    notice = "因机房电力检修，本网站部分栏目自晚间起暂停服务，预计次日恢复，给您带来不便敬请谅解。" * 3
    world.site.put("/jgzn/", article("云岭区门户网站公告", "2026-03-04", notice))
    story.nights(1)
    assert story.outcomes("demo/jgzn") == ["new", "broken"]
    assert story.reason("demo/jgzn") == "another-page"
    world.site.put("/jgzn/", page)
    story.nights(1)
    story.nobody_accused()
    assert world.one("SELECT count(*) FROM items WHERE title = ?", title) == 1


# --- addresses, sections, configuration -----------------------------------------------------------


def test_two_sections_list_one_item(story: Story):
    """Under two titles; then the first lets it go. A file has no title but those."""
    world = story.world
    world.watch("通知公告", "/tzgg/")
    world.site.put("/x.pdf", b"%PDF-1.4 invented", Content_Type="application/pdf")
    story.publish()
    here = ("/x.pdf", "青石街道2026年部门预算", "2026-02-20")
    there = ("/x.pdf", "2026年预算（附件）", "2026-02-21")
    world.site.put("/gzdt/", list_page("工作动态", [here, *ROWS]))
    world.site.put("/tzgg/", list_page("通知公告", [there, (FIRST, ROWS[0][1], "2026-02-20")]))
    story.nights(2)
    assert story.statuses() == {"live": 11}
    assert story.world.one("SELECT count(*) FROM item_sections") == 13
    world.site.put("/gzdt/", list_page("工作动态", ROWS))
    story.nights(2)
    assert (story.events(), story.edits()) == (["delisted"], [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("./a/index.html", "./a/"),
        ("./a.html", "./a.html?xxgkhide=1"),
        ("./a.html", "./a.html;jsessionid=77"),
        ("./a.html", "./a.html#top"),
    ],
)
def test_twin_addresses_are_one_item(story: Story, one: str, other: str):
    title = "关于调整便民服务时间的通知"
    for url in (one, other):
        path = "/gzdt/" + url.removeprefix("./").partition("#")[0]
        story.world.site.put(path, article(title, "2026-02-25", text(title)))
    for url in (one, other, one):
        story.world.site.put("/gzdt/", list_page("工作动态", [(url, title, "2026-02-25")]))
        story.nights(1)
    story.nobody_accused()
    assert story.statuses() == {"live": 1}


def test_a_section_renamed_or_given_another_category(story: Story, world: World):
    story.publish()
    story.nights(1)
    world.sections[0] = replace(world.sections[0], name="街道动态", category=None)
    story.nights(2)
    story.nobody_accused()
    check = check_archive(world.archive, date(2026, 3, 5), StateRules())
    assert not {cell.state for cell in check.cells.values()} & ACCUSING


def test_a_section_no_longer_watched_accuses_nobody_and_hides_nothing(story: Story, world: World):
    """Its items are still read where another section lists them."""
    world.watch("通知公告", "/tzgg/")
    story.publish()
    world.site.put("/tzgg/", list_page("通知公告", [(FIRST, ROWS[0][1], "2026-02-20")]))
    story.nights(1)
    left = world.sections.pop(0)
    del world.site.pages["/gzdt/"]
    world.site.put(FIRST, article(ROWS[0][1], "2026-02-20", text(ROWS[0][1]).replace("各社区", "各村")))
    world.crawl(after=timedelta(days=20))
    assert story.edits() == ['["body"]']
    world.crawl()
    check = check_archive(world.archive, date(2026, 3, 24), StateRules())
    assert [state.section for state in check.states] == ["demo/tzgg"]
    assert story.statuses() == {"live": 10}
    world.sections.append(left)
    story.publish()
    world.crawl()
    assert story.told(day=date(2026, 3, 25)) == "due", "one look is no proof"


def test_a_site_moves_to_another_host(story: Story, world: World):
    """Its twins are declared; the old name answers 404 to everything."""
    old, new = world.site.host, world.site.host.replace("127.0.0.1", "localhost")
    world.hosts = (old,)
    story.publish()
    story.nights(1)
    uids = set(world.rows("SELECT uid FROM items"))
    world.hosts = (new, old)
    world.sections[0] = replace(world.sections[0], url=f"http://{new}/gzdt/")
    for reply in world.site.pages.values():
        reply.host = new
    story.nights(2)
    world.crawl(after=timedelta(days=8))
    assert set(world.rows("SELECT uid FROM items")) == uids
    assert {r for (r,) in world.rows("SELECT outcome FROM checks WHERE run > 1")} == {"same"}
    story.nobody_accused()
    assert story.listed() == 10
