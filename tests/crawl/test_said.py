"""Lists that are asked for and read by the operator's word alone: from the site file to the archive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

import pytest

from gongkai.archive import open_archive
from gongkai.base.values import Ask as ListAsk
from gongkai.base.values import Catalogue
from gongkai.classify import catalogue
from gongkai.config import load
from gongkai.demo.twins import Stock, Twin
from gongkai.demo.twins.base import answered, html, page
from gongkai.demo.twins.epoint import Epoint, EpointFulltext
from gongkai.demo.twins.server import served
from gongkai.demo.twins.ucap import Ucap, UcapStatic
from gongkai.demo.values import Ask, Reply
from tests.config.folders import write
from tests.crawl.twin_world import TwinWorld, enclosed, stated

SITE = """#:schema ../schema/site.schema.json
id = "twin"
name = "青石街道"
home_url = "{base}/"
[[units]]
id = "qingshi"
name = "青石街道办事处"
level = "subdistrict"
[[sections]]
id = "tzgg"
name = "通知公告"
"""


@dataclass
class SaidWorld(TwinWorld):
    """A twin whose column is told of in a site's file; `said` are the lines of the section."""

    folder: Path = Path()
    said: str = ""

    def catalogue(self) -> Catalogue:
        text = SITE.format(base=self.twin.base) + self.said
        return catalogue(load(write(self.folder, {"sites/twin.toml": text})))


@contextmanager
def said_world(twin: Twin, folder: Path, said: str) -> Iterator[SaidWorld]:
    with served(twin) as asked, open_archive(folder / "archive", create=True) as archive:
        yield SaidWorld(twin, archive, asked, folder=folder / "config", said=said)


class Service(Ucap):
    """The service alone: there is no page of the column, and every answer says that all went well."""

    def listing(self, ask: Ask) -> Reply | None:
        return super().listing(ask) if ask.path == self.service else None


class Forms(UcapStatic):
    """A table that only a posted form brings, to who comes from the column's page by its script."""

    section: ClassVar[str] = "/xxgk/tree.jsp"
    page_rows: ClassVar[int] = 15
    asked_with: ClassVar[list[dict[str, str]]] = []

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path != "/xxgk/search.jsp":
            return None
        self.asked_with.append({**ask.headers})
        by_script = ask.headers.get("x-requested-with") == "XMLHttpRequest"
        if ask.method != "POST" or not by_script or ask.headers.get("referer") != self.base + self.section:
            return Reply(b"Forbidden", "text/plain", 403)
        number = int(ask.form["currpage"])
        if ask.form["infotypeId"] != "B001A012" or not 1 <= number <= max(self.pages, 1):
            return html(page(self.stock.name, "<p>参数错误</p>"))
        lines = "".join(
            f"<tr><td>{at}</td><td>{entry.title}</td><td>2019-01-01</td><td>{entry.day}</td>"
            f'<td><a href="{self.address(entry)}">查看</a></td></tr>'
            for at, entry in enumerate(self.window(number), 1)
        )
        head = "<tr><td>序号</td><td>名称</td><td>成文日期</td><td>发布日期</td><td>操作</td></tr>"
        shown = f"<table>{head}{lines}</table>" if lines else "<p>暂无信息</p>"
        return html(page(self.stock.name, f"<h2>{self.stock.name}</h2>{shown}"))


PATHS = """
[sections.paths]
rows = "data.results"
title = "title"
link = "url"
date = "publishedTimeStr"
"""
TOTAL = 'total = "data.total"\n'
PAGES = '[sections.pages]\nfield = "page"\n'
GET = f'url = "{Ucap.service}?_isJson=true&_pageSize=18"\n{PATHS}'
EPOINT = """
[sections.paths]
rows = "{holder}"
title = "title"
link = "{link}"
date = "{date}"
total = "{total}"
"""
CONDITION = '{ fieldName = "categorynum", equal = "002008040", isLike = true, likeType = 2 }'

WAYS: dict[str, tuple[type[Twin], str]] = {
    "paths": (Service, GET + TOTAL + PAGES),
    "paths without a total": (Service, GET + PAGES + "size = 18\n"),
    "posted form": (
        Epoint,
        f"""url = "{Epoint.section}"
[sections.request]
url = "{Epoint.service}"
[sections.request.form.params]
siteGuid = "3f6c2b18-57d0-4e9a-b1c4-0a8d92e6f375"
categoryNum = "002008040"
pageSize = 12
{EPOINT.format(holder="custom.infodata", link="infourl", date="infodate", total="custom.count")}
[sections.pages]
field = "params.pageIndex"
first = 0
""",
    ),
    "posted JSON by rows": (
        EpointFulltext,
        f"""url = "{EpointFulltext.section}"
[sections.request]
url = "{EpointFulltext.service}"
json = {{ pn = 0, rn = 12, sort = '{{"webdate":"0"}}', condition = [{CONDITION}] }}
{EPOINT.format(holder="result.records", link="linkurl", date="webdate", total="result.totalcount")}
[sections.pages]
field = "pn"
first = 0
step = 12
""",
    ),
    "columns of a posted form": (
        Forms,
        """url = "/xxgk/tree.jsp"
[sections.request]
url = "/xxgk/search.jsp"
form = { infotypeId = "B001A012" }
headers = { X-Requested-With = "XMLHttpRequest" }
[sections.selectors]
title_column = 2
date_column = 4
link_column = 5
[sections.pages]
field = "currpage"
size = 15
""",
    ),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("count", [0, 1, 16, 100])
def test_every_row_of_every_page_once(way: str, count: int, tmp_path: Path) -> None:
    twin, said = WAYS[way]
    stock = Stock(count)
    with said_world(twin(stock), tmp_path, said) as world:
        world.crawl()

        unproven = count == 0 and way == "paths without a total"
        outcome = "broken" if unproven else "new" if count else "empty"
        assert (world.visit()["outcome"], bool(world.visit()["complete"])) == (outcome, not unproven)
        assert sorted(world.listed()) == sorted(stated(stock.entries))
        assert world.files() == enclosed(stock.entries)

        stock.publish(3)
        world.crawl()
        assert sorted(world.listed()) == sorted(stated(stock.entries))


def test_a_posted_form_is_never_conditional(tmp_path: Path) -> None:
    Forms.asked_with.clear()
    with said_world(Forms(Stock(16)), tmp_path, WAYS["columns of a posted form"][1]) as world:
        for _ in range(3):
            world.crawl(everything=False, backfill=False)
        assert len(Forms.asked_with) >= 3
        assert not any("if-none-match" in sent or "if-modified-since" in sent for sent in Forms.asked_with)
        assert set(world.rows("SELECT method FROM captures WHERE url LIKE '%search.jsp'")) == {("POST",)}
        assert world.rows("SELECT DISTINCT conditional FROM visits") == [(0,)]


class Tired(Service):
    """From the third page on the service fails, with an answer that looks like no rows."""

    def listing(self, ask: Ask) -> Reply | None:
        if int(ask.query.get("page") or 0) > 2:
            return answered({"code": 500, "data": {"results": [], "total": 0}})
        return super().listing(ask)


def test_an_answer_that_fails_midway_is_no_end(tmp_path: Path) -> None:
    stock = Stock(50)
    with said_world(Service(stock), tmp_path, WAYS["paths"][1]) as world:
        world.crawl()
        world.twin.__class__ = Tired
        world.crawl()
        assert (world.visit()["outcome"], bool(world.visit()["understood"])) == ("broken", False)
        assert world.visit()["reason"] == "答复自己说没有成功"
        assert len(world.listed()) == 50


def test_what_is_said_anew_is_read_anew(tmp_path: Path) -> None:
    """The very bytes that were understood before say more once the operator says where."""
    undated = GET.replace('date = "publishedTimeStr"\n', "") + TOTAL + PAGES
    with said_world(Service(Stock(5)), tmp_path, undated) as world:
        options: dict[str, Any] = {"everything": False, "backfill": False}
        world.crawl(**options)
        world.crawl(**options)
        assert world.visit()["outcome"] == "unchanged"
        assert set(world.rows("SELECT listed_date FROM item_sections")) == {(None,)}
        world.said = GET + TOTAL + PAGES
        world.crawl(**options)
        assert all(day for (day,) in world.rows("SELECT listed_date FROM item_sections"))
        world.crawl(**options)
        assert world.visit()["outcome"] == "unchanged"


class Elsewhere(SaidWorld):
    def catalogue(self) -> Catalogue:
        told = super().catalogue()
        (section,) = told.sections
        asked = ListAsk("http://127.0.0.1:9/api", '{"page": 1}', "json")
        return replace(told, sections=(replace(section, request=asked),))


def test_a_host_that_nobody_named_is_not_asked(tmp_path: Path) -> None:
    twin = Service(Stock(3))
    with served(twin) as asked, open_archive(tmp_path / "archive", create=True) as archive:
        world = Elsewhere(twin, archive, asked, folder=tmp_path / "config", said=WAYS["paths"][1])
        world.crawl()
        assert (world.visit()["outcome"], world.visit()["reason"]) == (
            "failed",
            "asked-elsewhere: 127.0.0.1:9",
        )
        assert not any(Ucap.service in target for target in asked)
