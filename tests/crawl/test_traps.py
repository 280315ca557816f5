"""Twelve traps that crawlers of these systems have fallen into, each by its name, met over HTTP.

One more, one TLS setting for all hosts, is `test_one_global_tls_setting_never` in `tests/fetch/test_tls.py`.
"""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from gongkai.classify import catalogue
from gongkai.config import load
from gongkai.demo.twins import TWINS, Entry, Stock, Twin
from gongkai.demo.twins.base import html, page
from gongkai.demo.twins.epoint import EpointFulltext
from gongkai.demo.twins.generic import SIGNED, Generic
from gongkai.demo.twins.gkmlpt import Gkmlpt, GkmlptWindow
from gongkai.demo.twins.hanweb_jpaas import UNIT, HanwebJpaas
from gongkai.demo.twins.hanweb_jpage import HanwebJpage
from gongkai.demo.twins.nfcms import Nfcms
from gongkai.demo.twins.openness import Openness
from gongkai.demo.twins.siteserver import SiteServer
from gongkai.demo.twins.trs_wcm import TrsWcm, TrsWcmFromOne
from gongkai.demo.twins.ucap import Ucap
from gongkai.demo.twins.vsb import Vsb
from gongkai.demo.values import Ask, Reply
from tests.crawl.twin_world import TwinWorld, stated, twin_world

ROWS = 47
"""Four pages of fifteen, the last of two."""


def _asked(world: TwinWorld, pattern: str) -> list[str]:
    """What a pattern's group finds in the addresses that were asked for, as often as they were."""
    found = ((re.search(pattern, target), times) for target, times in world.asked.items())
    return [match[1] or "" for match, times in found if match for _ in range(times)]


@pytest.mark.parametrize(("twin", "second"), [(TrsWcm, 1), (TrsWcmFromOne, 2), (Nfcms, 2), (SiteServer, 2)])
def test_off_by_one_page_numbers(twin: type[Twin], second: int, tmp_path: Path):
    with twin_world(twin(Stock(ROWS)), tmp_path) as world:
        world.crawl()

        listed = [target for target in world.asked if _is_list(world, target)]
        numbers = [re.search(r"_(\d+)\.\w+$", target) for target in listed[1:]]
        assert listed[0] == world.twin.section
        assert [int(found[1]) for found in numbers if found] == list(
            range(second, second + world.twin.pages - 1)
        )
        assert world.visit()["complete"] == 1
        assert sorted(world.listed()) == sorted(stated(world.twin.stock.entries))


def _is_list(world: TwinWorld, target: str) -> bool:
    """Whether the column answers at this address."""
    return world.twin.listing(Ask.of(target, 0)) is not None


def test_rows_are_counted_where_rows_are_asked_for(tmp_path: Path):
    with twin_world(EpointFulltext(Stock(ROWS)), tmp_path) as world:
        world.crawl()

        bodies = world.rows("SELECT request_body FROM captures WHERE request_body IS NOT NULL ORDER BY id")
        size = EpointFulltext.page_rows
        assert [json.loads(body)["pn"] for (body,) in bodies] == list(range(0, ROWS, size))


def test_jpaas_page_no_outside_param_json(tmp_path: Path):
    with twin_world(HanwebJpaas(Stock(ROWS)), tmp_path) as world:
        world.crawl()

        queries = [parse_qs(urlsplit(target).query) for target in world.asked if target.startswith(UNIT)]
        assert [json.loads(query["paramJson"][0])["pageNo"] for query in queries] == [2, 3, 4]
        assert not any("pageNo" in query for query in queries)
        assert sorted(world.listed()) == sorted(stated(world.twin.stock.entries))


class _SamePage(HanwebJpaas):
    """A service that gives page 1 whatever it is asked."""

    def unit_box(self, number: int, size: int) -> str:
        return super().unit_box(1, size)


def test_a_service_that_gives_page_one_for_ever_is_left_and_proves_nothing(tmp_path: Path):
    with twin_world(_SamePage(Stock(ROWS)), tmp_path) as world:
        world.crawl()

        assert len(_asked(world, f"({UNIT})")) == 1
        assert world.visit()["complete"] == 0
        assert len(world.listed()) == 15


class _MovingVsb(Vsb):
    """A site that publishes a row whenever the second page is asked for: every page behind it moves."""

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path == f"/xwzx/tzgg/{self.pages - 1}.htm":
            self.stock.publish(1)
        return super().listing(ask)


def test_descending_page_numbers_move_while_they_are_read(tmp_path: Path):
    stock = Stock(ROWS)
    before = stated(stock.entries)
    with twin_world(_MovingVsb(stock), tmp_path) as world:
        world.crawl()
        world.crawl()

        assert {*before} <= {*world.listed()} <= {*stated(stock.entries)}
        assert len(world.listed()) == len(set(world.listed()))
        assert world.rows("SELECT count(*) FROM item_events WHERE kind IN ('removed', 'delisted')") == [(0,)]
        assert _asked(world, r"/tzgg/(0|-\d+)\.htm") == []


def test_rows_in_script_cdata(tmp_path: Path):
    stock = Stock(ROWS)
    with twin_world(HanwebJpage(stock), tmp_path) as world:
        world.crawl()

        first = world.twin.answer(Ask.of(world.twin.section, 0)).body.decode()
        assert "<![CDATA[<li" in first.replace("\n", "")
        assert sorted(world.listed()) == sorted(stated(stock.entries))


def test_gkmlpt_window_absence_is_no_deletion(tmp_path: Path):
    stock = Stock(120)
    with twin_world(GkmlptWindow(stock), tmp_path) as world:
        world.crawl()
        window = stated(stock.entries[:100])
        assert sorted(world.listed()) == sorted(window)
        assert world.visit()["complete"] == 0

        stock.publish(30)
        for _ in range(3):
            world.crawl()

        assert sorted(world.listed()) == sorted(stated(stock.entries[:130]))
        assert world.rows("SELECT count(*) FROM items WHERE status = 'removed'") == [(0,)]
        removed = [entry.title for entry in stock.remove(5) if entry in stock.entries[:90]]
        for _ in range(3):
            world.crawl()
        assert not {title for title, _ in world.listed()} & set(removed)


def test_gkmlpt_columns_are_told_apart_by_their_fragment(tmp_path: Path):
    with twin_world(Gkmlpt(Stock(3)), tmp_path / "archive") as world:
        config = tmp_path / "config"
        (config / "sites").mkdir(parents=True)
        (config / "gongkai.toml").write_text('[operator]\nname = "x"\ncontact = "x@example.invalid"\n')
        (config / "sites" / "twin.toml").write_text(
            f"""id = "twin"\nname = "青石街道"\nhome_url = "{world.twin.base}/"
[[units]]\nid = "qingshi"\nname = "青石街道办事处"\nlevel = "subdistrict"
[[sections]]\nid = "tzgg"\nname = "通知公告"\nurl = "{world.twin.section}"\n""",
            encoding="utf-8",
        )
        watched = catalogue(load(config))
        assert watched.sections[0].url == world.twin.base + world.twin.section
        world.crawl()

        column = world.twin.section.partition("#")[2]
        assert _asked(world, r"/api/all/(\d+)") == [column]


CHALLENGE = (
    "<html><head><script>document.cookie='__jsl_clearance=x;path=/';location.href=location.pathname"
    "</script></head><body></body></html>"
)
NO_LISTS = {
    "challenge": (CHALLENGE, "text/html"),
    "captcha": ("<html><title>安全验证</title><body>请输入验证码<input></body></html>", "text/html"),
    "nothing": ("{}", "application/json"),
    "error": ('{"code":500,"message":"访问过于频繁","data":null}', "application/json"),
    "rows-without-a-total": ('{"data":{"results":[]}}', "application/json"),
    "cut": ('{"data":{"total":16,"results":[{"title":"', "application/json"),
}  # fmt: skip


class _Guarded(Ucap):
    """A site whose service is at times guarded by something that answers for it, with status 200."""

    instead: tuple[str, str] | None = None

    def listing(self, ask: Ask) -> Reply | None:
        if self.instead and ask.path == self.service:
            return Reply(self.instead[0].encode(), self.instead[1])
        return super().listing(ask)


@pytest.mark.parametrize("answer", NO_LISTS)
def test_blocks_taken_for_empty_lists(answer: str, tmp_path: Path):
    twin = _Guarded(Stock(16))
    with twin_world(twin, tmp_path) as world:
        twin.instead = NO_LISTS[answer]
        world.crawl()
        assert world.visit()["outcome"] in ("blocked", "broken", "failed")

        twin.instead = None
        world.crawl()
        twin.instead = NO_LISTS[answer]
        world.crawl()

        assert world.visit()["outcome"] in ("blocked", "broken", "failed")
        assert len(world.listed()) == 16
        assert world.rows("SELECT count(*) FROM items WHERE status <> 'live'") == [(0,)]


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.__name__)
def test_hashing_whole_pages(twin: type[Twin], tmp_path: Path):
    with twin_world(twin(Stock(6)), tmp_path) as world:
        world.crawl()
        world.twin.stock.publish(1)  # neighbours change, and counters and clocks do by themselves
        for _ in range(3):
            world.now += timedelta(days=8)
            world.crawl()

        one = "SELECT url FROM captures WHERE kind = 'article' GROUP BY url HAVING count(DISTINCT sha256) > 1"
        assert len(world.rows(one)) >= 6
        assert world.rows("SELECT max(version) FROM items") == [(1,)]
        assert world.rows("SELECT count(*) FROM item_events WHERE kind = 'changed'") == [(0,)]


def test_hard_coded_template_ids(tmp_path: Path):
    twin = HanwebJpaas(Stock(ROWS))
    with twin_world(twin, tmp_path) as world:
        world.crawl()
        twin.redesign()
        twin.stock.publish(1)
        world.crawl()

        ids = {
            parse_qs(urlsplit(target).query)["tplSetId"][0]
            for target in world.asked
            if target.startswith(UNIT)
        }
        assert len(ids) == 2
        assert (world.visit()["outcome"], world.visit()["complete"]) == ("new", 1)
        assert sorted(world.listed()) == sorted(stated(twin.stock.entries))


class _Mislabelled(Generic):
    """A site whose header names a charset that neither the page nor its bytes have."""

    def answer(self, ask: Ask) -> Reply:
        reply = super().answer(ask)
        media_type = reply.media_type.replace("gb2312", "iso-8859-1")
        return Reply(reply.body, media_type, reply.status, filename=reply.filename)


@pytest.mark.parametrize("twin", [Generic, _Mislabelled, Vsb])
def test_charset_labels(twin: type[Twin], tmp_path: Path):
    stock = Stock(3)
    with twin_world(twin(stock), tmp_path) as world:
        world.crawl()

        assert sorted(world.listed()) == sorted(stated(stock.entries))
        for title, body, metadata in world.rows("SELECT title, body, metadata FROM versions"):
            entry = next(entry for entry in stock.entries if entry.title == title)
            assert all(line in body for line in entry.text.paragraphs)
            if issubclass(twin, Generic):
                assert SIGNED in body + metadata


class _Migrated(TrsWcm):
    """A site moved to a new system: addresses and meta tags have the day of the move, lists the day on which
    the text was made; only the page prints when it was published."""

    def address(self, entry: Entry) -> str:
        return super().address(entry).replace("2025", "2031")

    def row(self, entry: Entry) -> str:
        made = entry.published - timedelta(days=3)
        return super().row(entry).replace(entry.day, f"{made:%Y-%m-%d}")

    def article(self, entry: Entry) -> str:
        made = entry.published - timedelta(days=3)
        content = f"""<h1>{entry.title}</h1><table><tr><td>成文日期：</td><td>{made:%Y-%m-%d}</td>
<td>发布日期：</td><td>{entry.published:%Y-%m-%d %H:%M}</td></tr></table>
<div class="TRS_Editor">{"".join(f"<p>{line}</p>" for line in entry.text.paragraphs)}</div>"""
        head = '<meta name="PubDate" content="2031-01-01 00:00"><meta name="ArticleTitle" content="{}">'
        return page(entry.title, content, head.format(entry.title))


def test_which_date_is_meant(tmp_path: Path):
    stock = Stock(4)
    with twin_world(_Migrated(stock), tmp_path) as world:
        world.crawl()

        found = world.rows("SELECT title, substr(published, 1, 10), published_from, formed FROM items")
        assert sorted(found) == sorted(
            (entry.title, entry.day, "printed", f"{entry.published - timedelta(days=3):%Y-%m-%d}")
            for entry in stock.entries
        )


def test_onclick_only_protocol_relative_and_doubled_rows_with_pinned_items(tmp_path: Path):
    twin = Generic(Stock(ROWS))
    with twin_world(twin, tmp_path) as world:
        world.crawl()

        first = html(twin.answer(Ask.of(twin.section, 0)).body.decode("gb18030")).body.decode()
        assert all(trap in first for trap in ("window.open(", 'href="//', "置顶", "javascript:void(0);"))
        assert sorted(world.listed()) == sorted(stated(twin.stock.entries))
        assert len(set(world.listed())) == len(world.listed())
        assert (world.visit()["unusable"], world.visit()["complete"]) == (len(twin.unaddressed), 1)

        twin.stock.publish(20)  # pinned rows stand on top of them: the first known row is no end
        world.crawl(backfill=False)
        assert sorted(world.listed()) == sorted(stated(twin.stock.entries))


@pytest.mark.parametrize("kind", [Nfcms, Openness])
def test_off_site_rows_are_kept_and_never_followed(kind: type[Twin], tmp_path: Path):
    twin = kind(Stock(30))
    with twin_world(twin, tmp_path) as world:
        world.crawl()
        world.crawl()

        assert twin.external
        assert sorted(world.external()) == sorted(twin.external)
        assert {url.startswith(twin.base) for (url,) in world.rows("SELECT url FROM captures")} == {True}
        kept = world.rows("SELECT status, body_chars, version FROM items WHERE kind = 'external'")
        assert set(kept) == {("live", 0, 1)}
