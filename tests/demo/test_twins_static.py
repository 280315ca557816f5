from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import urlencode, urljoin

import pytest

from gongkai.demo.twins import Entry, Stock, Twin, served
from gongkai.demo.twins.generic import SIGNED, Generic
from gongkai.demo.twins.hanweb_jpaas import UNIT, HanwebJpaas
from gongkai.demo.twins.hanweb_jpage import HanwebJpage, HanwebJpageNextGroup, HanwebXxgk
from gongkai.demo.twins.nfcms import Nfcms
from gongkai.demo.twins.siteserver import SiteServer
from gongkai.demo.twins.trs_wcm import TrsWcm, TrsWcmWritten
from gongkai.demo.twins.ucap_gkml import UcapGkml, UcapGkmlOld
from gongkai.demo.twins.vsb import Vsb
from tests.demo.browser import article, ask
from tests.demo.static_walks import (
    WALKS,
    all_rows,
    by_script,
    jpage_form,
    jpage_group,
    records,
    unit,
    unit_query,
    xxgk_page,
)

MAGIC = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK"}
kinds = pytest.mark.parametrize("kind", WALKS, ids=lambda kind: kind.__name__)


def addresses(twin: Twin) -> list[str]:
    return [twin.base + twin.address(entry) for entry in twin.stock.entries]


def with_files(twin: Twin) -> Entry:
    return next(entry for entry in twin.stock.entries if len(entry.text.files) == 2)


@kinds
@pytest.mark.parametrize("count", [0, 1, 15, 16, 100])
def test_every_entry_is_found_exactly_once(kind, count):
    twin = kind(Stock(count))
    with served(twin):
        assert sorted(WALKS[kind](twin)) == sorted(addresses(twin))


@kinds
def test_what_is_published_and_removed_shows_at_once(kind):
    twin = kind(Stock(40))
    with served(twin):
        WALKS[kind](twin)
        twin.stock.publish(9)
        taken = twin.stock.remove(5)
        assert sorted(WALKS[kind](twin)) == sorted(addresses(twin))
        assert ask(twin.base + twin.address(taken[0])).status == 404


@kinds
def test_an_article_has_its_text_and_leads_to_its_files(kind):
    twin = kind(Stock(12))
    with served(twin):
        entry = with_files(twin)
        page = twin.base + twin.address(entry)
        text = ask(page).body.decode("gb18030" if kind.NAME == "generic" else "utf-8")
        assert entry.title in text
        assert all(line in text for line in entry.text.paragraphs)
        for at, file in enumerate(entry.text.files):
            (href,) = {unescape(h) for h in re.findall(r'href="([^"]+)"', text) if _leads(twin, entry, at, h)}
            assert ask(urljoin(page, href), Referer=page).body.startswith(MAGIC[file.kind])


def _leads(twin: Twin, entry: Entry, at: int, href: str) -> bool:
    page = twin.base + twin.address(entry)
    return urljoin(page, unescape(href)) == twin.base + twin.file_address(entry, at)


@kinds
def test_an_article_is_never_twice_the_same_bytes(kind):
    twin = kind(Stock(3))
    with served(twin):
        assert article(twin, 1).body != article(twin, 1).body


class TestVsb:
    def test_pages_count_down_and_move_when_something_is_published(self):
        twin = Vsb(Stock(45))
        with served(twin):
            second = ask(f"{twin.base}/xwzx/tzgg/2.htm")
            assert twin.stock.entries[15].title in second.text
            assert ask(f"{twin.base}/xwzx/tzgg/3.htm").status == 404
            twin.stock.publish(1)
            assert twin.stock.entries[15].title in ask(f"{twin.base}/xwzx/tzgg/3.htm").text
            assert twin.stock.entries[15].title not in ask(f"{twin.base}/xwzx/tzgg/2.htm").text

    def test_a_file_without_a_referer_is_an_error_page_that_says_200(self):
        twin = Vsb(Stock(10))
        with served(twin):
            got = ask(twin.base + twin.file_address(with_files(twin), 0))
            assert (got.status, got.media_type) == (200, "text/html")
            assert 4500 < len(got.body) < 5100

    def test_no_charset_is_stated_and_counters_move_inside_the_body(self):
        twin = Vsb(Stock(10))
        with served(twin):
            page = twin.base + twin.address(with_files(twin))
            first, second = ask(page), ask(page)
            assert first.media_type == "text/html"
            counted = r'vsb_content_2[\s\S]*?id="nattach\d+">(\d+)</span>次'
            assert re.findall(counted, first.text) != re.findall(counted, second.text)
            assert "DownloadAttachUrl&amp;owner=" in first.text


class TestHanwebJpage:
    def test_the_page_holds_three_pages_and_a_page_number_in_its_address_changes_nothing(self):
        twin = HanwebJpage(Stock(100))
        with served(twin):
            page = twin.base + twin.section
            rows = records(ask(page).text)
            assert len(rows) == 45
            assert records(ask(page + "?uid=212860&pageNum=3").text) == rows

    def test_from_the_third_group_on_an_answer_begins_with_the_row_before_it(self):
        twin = HanwebJpage(Stock(150))
        with served(twin):
            form = jpage_form(ask(twin.base + twin.section).text)
            second, third = jpage_group(twin, form, 46, 90), jpage_group(twin, form, 91, 135)
            assert (len(second), len(third)) == (45, 46)
            assert third[0] == second[-1]

    def test_without_the_pages_parameters_the_proxy_has_nothing(self):
        twin = HanwebJpage(Stock(100))
        with served(twin):
            assert jpage_group(twin, {}, 46, 90) == []
            assert jpage_group(twin, {"appid": "1", "columnid": "8", "unitid": "1"}, 46, 90) == []

    def test_dates_are_broken_over_lines_in_answers_only(self):
        twin = HanwebJpage(Stock(60))
        with served(twin):
            text = ask(twin.base + twin.section).text
            assert "<span>2025-09-" in text
            url = f"{twin.base}/module/web/jpage/dataproxy.jsp?startrecord=46&endrecord=90&perpage=15"
            assert "<span>2025-\n 09-\n " in ask(url, jpage_form(text)).text

    def test_an_article_answers_under_a_second_address_that_some_rows_link(self):
        twin = HanwebJpage(Stock(45))
        with served(twin):
            hidden = re.findall(r"href='([^']+\?xxgkhide=1)'", ask(twin.base + twin.section).text)
            assert 3 <= len(hidden) <= 5
            assert all(ask(twin.base + path).status == 200 for path in hidden)

    def test_a_file_is_at_the_end_of_a_redirect(self):
        twin = HanwebJpage(Stock(10))
        with served(twin):
            got = ask(twin.base + twin.file_address(with_files(twin), 1))
            assert re.fullmatch(r"/attach/0/[0-9a-f]+\.\w+", got.url.removeprefix(twin.base))
            assert ask(f"{twin.base}/module/download/downfile.jsp?classid=0&filename=0.pdf").status == 404

    def test_a_name_in_the_next_group_that_was_decoded_finds_nothing(self):
        twin = HanwebJpageNextGroup(Stock(60))
        with served(twin):
            (step,) = re.findall(
                r'<nextgroup><!\[CDATA\[<a href="([^"]+)', ask(twin.base + twin.section).text
            )
            assert "webname=%25E4" in step
            assert len(records(ask(twin.base + step).text)) == 15
            assert records(ask(twin.base + step.replace("%25", "%")).text) == []

    def test_the_disclosure_module_wants_to_be_asked_by_its_page(self):
        twin = HanwebXxgk(Stock(20))
        with served(twin):
            assert "/art/" not in ask(twin.base + twin.section).text
            headers = by_script(twin)
            assert xxgk_page(twin, 1, Referer=headers["Referer"])[0] == 403
            assert xxgk_page(twin, 1, X_Requested_With="XMLHttpRequest")[0] == 403
            assert "共<span>20</span>条" in xxgk_page(twin, 2, **headers)[1]
            assert xxgk_page(twin, 0, **headers) == xxgk_page(twin, 1, **headers)


class TestHanwebJpaas:
    def test_a_page_number_beside_param_json_is_ignored(self):
        twin = HanwebJpaas(Stock(40))
        with served(twin):
            plain = unit_query(twin) | {"pageNo": "2", "pageSize": "15"}
            top, sixteenth = twin.stock.entries[0].title, twin.stock.entries[15].title
            text = unit(twin, plain)["data"]["html"]
            assert top in text
            assert sixteenth not in text

    def test_after_a_new_look_the_old_ids_are_unknown(self):
        twin = HanwebJpaas(Stock(40))
        with served(twin):
            old = unit_query(twin)
            twin.redesign()
            assert unit_query(twin).keys() == old.keys()
            assert not unit(twin, old)["success"]
            assert unit(twin, unit_query(twin))["success"]

    def test_the_service_refuses_who_comes_from_nowhere(self):
        twin = HanwebJpaas(Stock(1))
        with served(twin):
            assert unit(twin, unit_query(twin), referer=False) is None

    def test_its_json_is_not_quite_json_and_its_links_have_no_scheme(self):
        twin = HanwebJpaas(Stock(1))
        with served(twin):
            query = urlencode(unit_query(twin))
            got = ask(f"{twin.base}{UNIT}?{query}", Referer=twin.base)
            with pytest.raises(json.JSONDecodeError, match="control character"):
                json.loads(got.text)
            assert f'href=\\"{twin.base.removeprefix("http:")}/art/2025/art_' in got.text


class TestNfcms:
    def test_rows_that_lead_elsewhere_are_named_apart(self):
        twin = Nfcms(Stock(100))
        with served(twin):
            assert len(twin.external) == 10
            elsewhere = [url for url in all_rows(twin) if not url.startswith(twin.base)]
            assert elsewhere == twin.external

    def test_pages_count_from_one_and_end(self):
        twin = Nfcms(Stock(40))
        with served(twin):
            status = {name: ask(f"{twin.base}/zwgk/tzgg/{name}").status for name in _INDEXES}
            assert status == dict(zip(_INDEXES, [200, 404, 200, 200, 404], strict=True))

    def test_a_day_stands_inside_its_link(self):
        twin = Nfcms(Stock(1))
        with served(twin):
            assert "<i>2025-09-01</i></a></li>" in ask(twin.base + twin.section).text


_INDEXES = ("index.html", "index_1.html", "index_2.html", "index_3.html", "index_4.html")


class TestTrsWcm:
    def test_past_the_end_there_is_nothing_or_a_stub(self):
        plain, written = TrsWcm(Stock(16)), TrsWcmWritten(Stock(16))
        with served(plain), served(written):
            assert ask(f"{plain.base}{plain.section}index_2.html").status == 404
            stub = ask(f"{written.base}{written.section}index_2.html")
            assert stub.status == 200
            assert 280 < len(stub.body) < 420
            assert "document.write" in ask(f"{written.base}{written.section}index_1.html").text


class TestSiteServer:
    @pytest.mark.parametrize(
        ("count", "stated"), [(0, "共 0 条 当前第 1 / 1 页"), (45, "共 45 条 当前第 1 / 5 页")]
    )
    def test_the_pager_states_what_there_is(self, count, stated):
        twin = SiteServer(Stock(count))
        with served(twin):
            text = ask(twin.base + twin.section).text
            assert stated in text
            assert text.count('class="box"') == min(count, 10)
            assert re.findall(r'<a href="([^"]+)">上一页', text) == ["javascript:;"]

    def test_a_files_link_does_not_name_its_kind(self):
        twin = SiteServer(Stock(10))
        with served(twin):
            entry = with_files(twin)
            text = ask(twin.base + twin.address(entry)).text
            assert f'target="_self">{entry.text.files[0].name}</a>' in text


class TestUcapGkml:
    @pytest.mark.parametrize("kind", [UcapGkml, UcapGkmlOld])
    def test_no_row_has_a_link(self, kind):
        twin = kind(Stock(15))
        with served(twin):
            text = ask(twin.base + twin.section).text
            assert not re.search(r"<a[^>]+gkml/qsjdbsc", text)
            assert ("2025-09-01" in text) == (kind is UcapGkml)
            assert ask(f"{twin.base}/gkml/qsjdbsc/tzgg/column-index-2.shtml").status == 404


class TestGeneric:
    def test_it_says_gb2312_and_sends_more(self):
        twin = Generic(Stock(3))
        with served(twin):
            got = article(twin)
            assert got.media_type == "text/html; charset=gb2312"
            assert SIGNED in got.body.decode("gb18030")
            with pytest.raises(UnicodeDecodeError):
                got.body.decode("gb2312")

    def test_pinned_rows_are_on_every_page_and_past_the_end_is_the_last(self):
        twin = Generic(Stock(40))
        with served(twin):
            texts = [ask(f"{twin.base}{twin.section}&page={n}").body.decode("gb18030") for n in (1, 3, 9)]
            assert all(entry.title in text for entry in twin.pinned for text in texts)
            titles = [re.findall(r"<td>.*?>([^<>]+)</a></td>", text) for text in texts]
            assert titles[1] == titles[2] != titles[0]

    def test_rows_without_an_address_are_named_apart(self):
        twin = Generic(Stock(60))
        with served(twin):
            pages = range(1, twin.pages + 1)
            texts = [ask(f"{twin.base}{twin.section}&page={n}").body.decode("gb18030") for n in pages]
            nowhere = re.findall(r'<a href="javascript:void\(0\);">([^<]+)', "".join(texts))
            assert nowhere == twin.unaddressed
            assert 3 <= len(nowhere) <= 5
