"""The fault catalogue, continued: lists over time, with the truth beside what we make of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.crawl.pages import article, list_page, text
from tests.crawl.story import ROWS, Rows, Story, without
from tests.crawl.world import World

HOURS = timedelta(hours=1)
MANY: Rows = [
    (f"./202602/t202602{n:02d}_{n}.html", f"青石街道第{n}期工作简报发布", f"2026-02-{n:02d}")
    for n in range(28, 0, -1)
]
PAGES = [MANY[:10], MANY[10:20], MANY[20:]]
NEW: Rows = [
    (f"./202603/t202603{n:02d}_{n}.html", f"青石街道春季第{n}次植树活动", f"2026-03-{n:02d}")
    for n in range(4, 0, -1)
]


# --- pages of a list ------------------------------------------------------------------------------


def test_new_rows_on_a_page_that_failed_are_found_the_next_night(story: Story):
    story.paged(PAGES)
    assert story.nights(1) == ["new"]
    story.paged([NEW[:2], NEW[2:], *PAGES])
    second = story.world.site.pages.pop("/gzdt/index_1.html")
    assert story.nights(1) == ["failed"]
    story.world.site.pages["/gzdt/index_1.html"] = second
    assert story.nights(1) == ["new"]
    assert story.listed() == 32
    story.nobody_accused()


def repeats(story: Story) -> None:
    story.world.site.pages["/gzdt/index_1.html"] = story.world.site.pages["/gzdt/index.html"]


def says_empty(story: Story) -> None:
    story.world.site.put("/gzdt/index_1.html", list_page("工作动态", []))


def shows_a_text(story: Story) -> None:
    page = article("云岭区门户网站运行通告", "2026-03-04", text("门户", 9))
    story.world.site.put("/gzdt/index_1.html", page)


@pytest.mark.parametrize("harm", [repeats, says_empty, shows_a_text])
def test_a_second_page_that_is_none(story: Story, harm):
    story.paged(PAGES)
    assert story.nights(1) == ["new"]
    harm(story)
    story.world.crawl(everything=True)
    story.world.crawl(everything=True)
    assert story.listed() == 28
    assert story.world.one("SELECT count(*) FROM items") == 28
    story.nobody_accused()


def test_a_first_page_cut_short_takes_a_second_look(story: Story):
    """The template broke after four rows and before the pager. Then it stays so: the rows are truly gone."""
    story.paged(PAGES)
    assert story.nights(1) == ["new"]
    story.publish(MANY[:4])
    assert story.nights(1, days=0.1) == ["unchanged"]
    assert (story.listed(), story.reason()) == (28, "many-missing")
    story.world.crawl(everything=True)
    assert story.listed() == 28, "two looks within hours are one"
    story.nobody_accused()
    story.world.crawl()
    assert story.listed() == 4
    assert story.events() == ["delisted"] * 24
    assert story.statuses() == {"live": 28}


def test_oldest_first_the_new_row_is_on_the_last_page(story: Story):
    ascending = MANY[::-1]
    story.paged([ascending[:10], ascending[10:20], ascending[20:]])
    assert story.nights(1) == ["new"]
    assert story.nights(4, days=4) == ["unchanged"] * 4
    story.paged([ascending[:10], ascending[10:20], [*ascending[20:], NEW[0]]])
    story.nights(1)
    assert story.listed() == 29
    assert story.state().newest == "2026-03-04"
    story.nobody_accused()


def test_a_pinned_old_row_on_top_neither_hides_nor_accuses(story: Story):
    old = ("./2019/t20190101_1.html", "青石街道信息公开指南", "2019-01-01")
    story.paged([[old, *MANY[:9]], MANY[9:19], MANY[19:]])
    assert story.nights(2) == ["new", "unchanged"]
    story.paged([[old, *NEW, *MANY[:5]], MANY[5:15], MANY[15:25], MANY[25:]])
    assert story.nights(1) == ["new"]
    assert (story.listed(), story.told()) == (33, "fresh")
    story.nobody_accused()


def test_a_row_becomes_pinned(story: Story):
    story.paged(PAGES)
    story.nights(1)
    story.paged([[MANY[27], *MANY[:9]], MANY[9:19], MANY[19:27]])
    story.nights(2)
    assert story.listed() == 28
    story.nobody_accused()


def test_a_busy_column_turned_over_while_we_were_away(story: Story):
    """One page of the ten latest rows; after three weeks none of those known is left."""
    story.publish()
    assert story.nights(1, days=21) == ["new"]
    assert story.told(day=date(2026, 3, 23)) == "unseen"
    latest = [
        (f"./202603/t202603{n:02d}_{n}.html", f"青石街道第{n}场政策宣讲", f"2026-03-{n:02d}")
        for n in range(23, 13, -1)
    ]
    story.publish(latest)
    assert story.nights(1) == ["new"]
    assert story.told() == "fresh"
    story.nobody_accused()
    assert story.nights(2) == ["new", "unchanged"]  # the second look lets the old rows go
    assert story.listed() == 10


def test_a_column_rebuilt_under_new_addresses_keeps_its_titles(story: Story):
    story.publish()
    story.nights(1)
    story.publish([(f"./art/{n}.html", title, day) for n, (_, title, day) in enumerate(ROWS)])
    assert story.nights(3) == ["new", "new", "unchanged"]
    assert story.statuses() == {"live": 20}
    assert story.told() == "due"


def test_an_operator_who_changes_the_address_is_believed(story: Story, world: World):
    story.publish()
    story.nights(1)
    other = [(f"./{n}.html", f"关于第{n}号窗口调整的通知", f"2026-01-{n:02d}") for n in range(9, 1, -1)]
    story.publish(other, path="/tzgg/")
    world.sections[0] = replace(world.sections[0], url=world.site.base + "tzgg/")
    assert story.nights(1) == ["new"]
    assert set(story.statuses()) == {"live"}


# --- empty ----------------------------------------------------------------------------------------


def test_an_empty_column_that_fills(story: Story):
    story.world.site.put("/gzdt/", list_page("工作动态", []))
    story.world.crawl()
    assert story.told(day=date(2026, 3, 3)) == "unwatched" or story.told(day=date(2026, 3, 3)) == "fresh"
    story.world.crawl()
    assert story.told(day=date(2026, 3, 4)) == "empty"
    story.publish(NEW)
    story.world.crawl()
    assert story.told(day=date(2026, 3, 5)) == "fresh"
    story.nobody_accused()


def test_a_full_column_is_empty_once(story: Story):
    """Two servers, one of them bare: every other look shows the empty mark. It is never called empty."""
    story.publish()
    full = story.world.site.pages["/gzdt/"]
    assert story.nights(1, days=0.5) == ["new"]
    for _ in range(3):
        story.world.site.put("/gzdt/", list_page("工作动态", []))
        assert story.nights(1, days=0.1) == ["broken"]
        assert story.reason() == "rows-gone"
        story.world.site.pages["/gzdt/"] = full
        assert story.nights(1, days=0.4) == ["unchanged"]
    story.world.site.put("/gzdt/", list_page("工作动态", []))
    assert story.nights(2, days=0.1) == ["broken", "broken"]
    story.world.site.pages["/gzdt/"] = full
    story.nights(1)
    assert story.listed() == 10
    story.nobody_accused()


def test_a_column_that_was_emptied_is_our_question(story: Story, world: World):
    """However long it lasts; until the operator has looked and says that it is so."""
    story.publish()
    story.nights(1)
    world.site.put("/gzdt/", list_page("工作动态", []))
    assert story.nights(30) == ["broken"] * 30
    assert (story.listed(), story.told()) == (10, "broken")
    story.nobody_accused()
    world.crawl(accepted=frozenset(["demo/gzdt"]))
    assert (story.listed(), story.outcomes()[-1]) == (0, "empty")
    world.crawl()
    assert story.told(day=story.today() - timedelta(days=1)) == "empty"


def test_a_column_that_is_emptied_now_and_then(story: Story, world: World):
    world.sections[0] = replace(world.sections[0], may_be_empty=True)
    story.publish()
    story.nights(1)
    story.world.site.put("/gzdt/", list_page("工作动态", []))
    story.world.crawl()
    assert (story.listed(), story.told(day=date(2026, 3, 4))) == (10, "due")
    story.world.crawl()
    assert (story.listed(), story.told(day=date(2026, 3, 5))) == (0, "empty")
    assert story.events() == ["delisted"] * 10


# --- dates ----------------------------------------------------------------------------------------


def test_a_row_dated_in_the_future_makes_nothing_fresh(story: Story):
    typo = ("./t9.html", "青石街道防汛演练通知", "2062-03-03")
    story.publish([typo, *ROWS])
    story.world.site.put("/gzdt/t9.html", article(typo[1], "2062-03-03", text("防汛")))
    story.world.crawl(after=timedelta(days=6))
    assert story.state(day=date(2026, 3, 3)).newest == "2026-02-20"
    story.world.crawl()
    story.world.crawl()
    assert story.told(day=date(2026, 3, 10)) == "stale"


def test_rows_without_dates_are_not_judged_by_the_clock(story: Story):
    rows = [(url.replace("t202602", "n"), title, "") for url, title, _ in ROWS]
    story.publish(rows)
    for url, title, _ in rows:
        page = article(title, "", text(title)).replace("发布时间： ", "")
        story.world.site.put("/gzdt/" + url.removeprefix("./"), page)
    story.nights(6, days=5)
    story.nobody_accused()


def test_a_new_row_without_a_date_is_news_all_the_same(story: Story):
    """Since 4 March there is a row that leads elsewhere and bears no date: in time until 18 March."""
    story.publish()
    assert story.nights(1) == ["new"]
    elsewhere = ("https://mp.weixin.qq.com/s/x", "一图读懂高龄津贴", "")
    story.world.site.put("/gzdt/", list_page("工作动态", [elsewhere, *ROWS]))
    assert story.nights(5, days=3) == ["new", *["unchanged"] * 4]
    assert story.state(day=date(2026, 3, 16)).newest == "2026-02-20"
    story.world.crawl()
    story.world.crawl()
    assert story.told(day=date(2026, 3, 20)) == "stale"


def test_month_and_day_over_new_year(story: Story):
    story.world.now = story.world.now.replace(year=2025, month=12, day=29)
    rows = [(f"./n{n}.html", f"青石街道冬季第{n}次巡查", f"12-{n:02d}") for n in range(28, 20, -1)]

    def shown(listed: Rows) -> None:
        story.world.site.put("/gzdt/", list_page("工作动态", listed))
        for url, title, day in listed:
            year = "2025" if day.startswith("12") else "2026"
            story.world.site.put("/gzdt/" + url[2:], article(title, f"{year}-{day}", text(title)))

    shown(rows)
    story.nights(4)
    assert story.state().newest == "2025-12-28"
    shown([("./n99.html", "青石街道开展元旦值守", "01-02"), *rows])
    story.nights(4)
    assert (story.state().newest, story.told()) == ("2026-01-02", "fresh")
    dates = dict(story.world.rows("SELECT substr(listed_date, 1, 4), count(*) FROM item_sections GROUP BY 1"))
    assert dates == {"2025": 8, "2026": 1}
    story.nobody_accused()


def test_a_row_with_another_date_is_no_edit_of_a_page_without_one(story: Story):
    title = "青石街道办事大厅公告"
    rows = [("./ggl.html", title, "2026-02-10"), *ROWS]
    story.publish(rows)
    bare = article(title, "", text(title)).replace("发布时间： ", "")
    story.world.site.put("/gzdt/ggl.html", bare)
    story.nights(1)
    story.publish([("./ggl.html", title, "2026-03-04"), *ROWS])
    story.world.site.put("/gzdt/ggl.html", bare)
    story.nights(2)
    story.nobody_accused()
    assert story.world.one("SELECT changed FROM visits WHERE id = 2") == 1


def test_a_row_with_another_date_than_its_page(story: Story):
    story.publish()
    story.nights(1)
    redated = [(ROWS[5][0], ROWS[5][1], "2026-03-04"), *without(ROWS, 15)]
    story.world.site.put("/gzdt/", list_page("工作动态", redated))
    story.nights(2)
    assert story.world.one("SELECT published FROM items WHERE url LIKE '%_15.html'") == "2026-02-15"
    story.nobody_accused()


# --- proof ----------------------------------------------------------------------------------------


def test_after_a_gap_two_looks_hours_apart(story: Story):
    """Nothing was published since 20 February. From 3 to 24 March nobody crawled."""
    story.publish()
    story.world.crawl(after=timedelta(days=21))
    assert story.told(day=date(2026, 3, 6)) == "due"
    assert story.told(day=date(2026, 3, 7)) == "unseen"
    story.world.crawl(after=2 * HOURS)
    assert story.told() == "due"
    story.world.crawl(after=2 * HOURS)
    assert story.told() == "due", "two hours apart is one look"
    story.world.crawl(after=0 * HOURS)
    assert story.told() == "due", "four hours too"
    story.world.now += 4 * HOURS
    story.world.crawl(after=0 * HOURS)
    assert story.told() == "stale"
    story.nobody_accused()


def test_looks_that_hang_on_a_cache_prove_nothing(story: Story):
    story.publish()
    story.world.site.pages["/gzdt/"].headers["ETag"] = '"stuck"'
    story.world.crawl(after=timedelta(days=4))
    for _ in range(8):  # all conditional: an operator who trusts the cache
        story.world.crawl(after=12 * HOURS, unconditional_hours=1000.0)
    seen = story.world.rows("SELECT DISTINCT conditional, status FROM visits WHERE id > 1")
    assert seen == [(1, 304)]
    assert story.told(day=date(2026, 3, 10)) == "due"
    story.world.crawl()
    assert story.told(day=date(2026, 3, 11)) == "stale"


def test_the_servers_clock_is_not_ours(story: Story):
    story.publish()
    for path in story.world.site.pages:
        story.world.site.pages[path].headers |= {
            "Date": "Tue, 01 Jan 2030 00:00:00 GMT",
            "Last-Modified": "Wed, 02 Jan 2030 00:00:00 GMT",
        }
    story.nights(2)
    assert story.state().newest == "2026-02-20"
    assert story.world.one("SELECT max(requested_at) FROM captures") < "2026-03-05"
    story.nobody_accused()
