"""Findings as people get them: the list, its filters and sheet, proof, cells, units and offices."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from gongkai.archive import FindingQuery, open_archive
from gongkai.judge.rules import NAMES
from gongkai.report.csv_text import harmless
from gongkai.web.filters import Filters
from gongkai.web.serving import make_datasette
from gongkai.web.sheet import COLUMNS
from tests.web import district, faults
from tests.web.conftest import Get


@pytest.fixture(scope="module")
def folder(archive_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("findings") / "archive"
    shutil.copytree(archive_folder, made)
    faults.judged(made)
    return made


def asking(folder: Path) -> Get:
    datasette = make_datasette(folder, as_of=district.AS_OF)
    return lambda path: asyncio.run(datasette.client.get(path))


@pytest.fixture(scope="module")
def ask(folder: Path) -> Get:
    return asking(folder)


@pytest.fixture(scope="module")
def numbers(folder: Path) -> dict[str, int]:
    """The number of every finding, by its rule and subject."""
    with open_archive(folder, write=False) as archive:
        return {f"{f.found.rule} {f.found.subject}": f.id for f in archive.findings(FindingQuery())}


def rows(ask: Get, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ask(f"/findings.json{query}").text)["findings"]
    return found


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_the_check_found_what_is_stale_and_empty(ask: Get) -> None:
    keys = [row["key"] for row in rows(ask)]
    assert faults.STALE in keys
    assert faults.EMPTY in keys


def test_list_tells_what_since_when_and_how_sure(ask: Get) -> None:
    text = plain(ask("/findings").text)
    assert "问题共 6 个" in text
    for said in (
        NAMES["stale-section"],
        NAMES["empty-section"],
        "青石区民政局",
        "未复核",
        "提示，请核实",
        "整改不彻底",
    ):
        assert said in text
    assert "2026-11-11 此后未能看清" in text  # of the site, last confirmed twelve days before
    assert text.rindex(NAMES["empty-section"]) < text.index("已整改")


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("unit=mzj", 2),
        ("unit=mzj&rule=stale-section", 1),
        ("severity=提示", 2),
        ("status=closed", 2),
        ("status=open&severity=单项否决", 1),
        ("review=confirmed", 0),
        (f"office={quote(faults.OFFICE)}", 2),
        ("site=mzj", 3),
        ("section=mzj/gzdt", 1),
        ("unit=&rule=&status=", 6),
    ],
)
def test_filters_narrow_page_and_data_alike(ask: Get, query: str, number: int) -> None:
    assert len(rows(ask, f"?{query}")) == number
    page = ask(f"/findings?{query}").text
    assert len(set(re.findall(r'href="/finding/(\d+)"', page))) == number
    lines = list(csv.reader(io.StringIO(ask(f"/findings.csv?{query}").content.decode("utf-8-sig"))))
    assert len(lines) == number + 1


UNKNOWN = [f"{name}=x" for name in (*Filters.__dataclass_fields__, "as_of")]


@pytest.mark.parametrize(
    "path",
    [
        *(f"/findings?{query}" for query in (*UNKNOWN, "page=0", "page=x", "page=99999")),
        *(f"/findings.csv?{query}" for query in UNKNOWN),
        *(f"/findings.json?{query}" for query in UNKNOWN),
    ],
)
def test_what_is_not_understood_is_told(ask: Get, path: str) -> None:
    answer = ask(path)
    assert answer.status_code == 400
    assert "<h1>" in answer.text


def test_pages_of_fifty(tmp_path: Path, folder: Path) -> None:
    shutil.copytree(folder, tmp_path / "archive")
    with open_archive(tmp_path / "archive") as archive:
        for n in range(50):
            archive.db.execute(
                "INSERT INTO findings(key, rule, params, severity, status, opened, last_confirmed, since,"
                " statement, evidence, basis, unit) SELECT key || ?, rule, params, severity, status, opened,"
                " last_confirmed, since, statement, evidence, basis, 'lh' FROM findings WHERE id = 1",
                (f"|{n}",),
            )
        archive.db.commit()
    ask = asking(tmp_path / "archive")
    for page, number in ((1, 50), (2, 6), (3, 0)):
        assert ask(f"/findings?page={page}").text.count('href="/finding/') == number
    assert 'href="/findings?page=2&amp;unit=lh"' not in ask("/findings?unit=lh").text
    assert "第 1 / 2 页" in ask("/findings").text
    assert len(rows(ask)) == 56


def test_sheet_opens_right_in_excel_and_computes_nothing(ask: Get) -> None:
    answer = ask("/findings.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf" + "序号,".encode())
    assert answer.content.count(b"\r\n") == 7
    assert answer.content.replace(b"\r\n", b"").count(b"\n") == 0
    lines = [*csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))]
    assert tuple(lines[0]) == COLUMNS
    hint = next(line for line in lines if "（undated-item）" in line["问题类型"])
    assert hint["依据"] == "'=1+1"
    assert hint["页面标题"] == district.HOSTILE
    assert hint["级别"] == "提示，请核实"
    stale = next(line for line in lines if line["栏目"] == "民政动态")
    assert (stale["责任单位"], stale["责任科室"], stale["最后更新日期"]) == (
        "青石区民政局",
        faults.OFFICE,
        "2026-09-30",
    )
    assert re.fullmatch(r"\d+、\d+", stale["存档快照编号"])
    assert re.fullmatch(r"http://localhost/finding/\d+", stale["证据页"])
    assert [line["状态"] for line in lines[-2:]] == ["已整改", "撤回"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_begins_as_a_formula(start: str) -> None:
    assert harmless(f'{start}HYPERLINK("http://a.invalid")') == f'\'{start}HYPERLINK("http://a.invalid")'
    assert harmless(f"关于{start}1") == f"关于{start}1"


def test_a_day_before_shows_what_was_open_then(ask: Get) -> None:
    then = {row["key"]: row for row in rows(ask, "?as_of=2026-11-13")}
    assert then["stale-section|qs/gzdt|2026-10-25"]["closed"] is None
    withdrawn = next(row for row in then.values() if row["rule"] == "late-item")
    assert withdrawn["close_reason"] == "withdrawn"  # it never held, whatever was thought then
    assert not rows(ask, "?as_of=2026-10-13")
    assert "“复核”是现在的情况" in ask("/findings?as_of=2026-11-13").text
    assert "as_of=2026-11-13" in ask("/findings?as_of=2026-11-13").text.partition("findings.csv")[2][:60]


def test_proof_of_a_column(ask: Get, numbers: dict[str, int]) -> None:
    number = numbers["stale-section mzj/gzdt"]
    text = ask(f"/finding/{number}").text
    said = plain(text)
    for words in (
        "最新一条标注 2026-09-30",
        "时限内最后一天 2026-10-14",
        "stale-section",
        "更新时限 14 天",
        "国办秘函〔2019〕19号",
        "实际看到 2 天 / 共 40 天",
        "据以认定的查看",
        "自动检查",
        f"gongkai evidence {number} -o",
    ):
        assert words in said
    captures = text.partition('id="captures"')[2]
    assert len(set(re.findall(r"[0-9a-f]{64}", captures))) >= 3  # bytes and links of the chain
    assert re.search(r'href="/gongkai/captures/\d+"', captures)
    annex = text.partition('id="visits"')[2]
    assert annex.count("<tr>") == 1 + 6  # from three days before on
    assert annex.count('class="proves"') == 2


def test_proof_shows_every_day_counted_and_skipped(ask: Get, numbers: dict[str, int]) -> None:
    text = ask(f"/finding/{numbers[f'late-item {district.EDITED_UID}']}").text
    days = re.findall(r"<li class=\"([a-z ]*)\"><span>([0-9-]+)</span> <b>(.+?)</b>", text)
    assert len(days) == 10
    assert ("off", "2026-09-05", "—") in days
    assert (" limit", "2026-09-10", "7") in days
    said = plain(text)
    assert "共约 8 个工作日" in said
    assert "撤回：系本系统读取或配置有误" in said
    assert "已整改" not in said
    assert f'href="/item/{district.EDITED_UID}?v=2&amp;against=1"' in text


def test_proof_of_a_site_rests_on_its_columns(ask: Get, numbers: dict[str, int]) -> None:
    text = ask(f"/finding/{numbers['site-stale-core mzj']}").text
    assert f'href="/finding/{numbers["stale-section mzj/gzdt"]}"' in text
    assert "整改不彻底" in text


def test_hints_say_that_they_are_hints_and_run_no_script(ask: Get, numbers: dict[str, int]) -> None:
    text = ask(f"/finding/{numbers[f'undated-item {district.HOSTILE_UID}']}").text
    assert "这是提示，请核实" in text
    for page in (text, ask("/findings").text, ask(f"/item/{district.HOSTILE_UID}").text):
        assert "<script" not in page
        assert " style=" not in page
        assert not re.search(r'<[^>]*"\s+onmouseover="', page)


@pytest.mark.parametrize("number", ["0", "999", "x", "-1", "9" * 30, "1;"])
def test_no_such_finding(ask: Get, number: str) -> None:
    answer = ask(f"/finding/{number}")
    assert answer.status_code == 404
    assert "没有这个问题" in answer.text


def test_what_could_not_be_proved_yet_is_not_shown(ask: Get, numbers: dict[str, int]) -> None:
    answer = ask(f"/finding/{numbers['site-stale-core mzj']}?as_of=2026-10-31")
    assert answer.status_code == 404
    assert "自 2026-11-01 起可以证实" in answer.text


def test_withheld_items_are_named_nowhere(tmp_path: Path, folder: Path, numbers: dict[str, int]) -> None:
    shutil.copytree(folder, tmp_path / "archive")
    with open_archive(tmp_path / "archive") as archive:
        archive.withhold(district.HOSTILE_UID, "含个人信息", "王某", district.at(district.AS_OF, 23))
    ask = asking(tmp_path / "archive")
    number = numbers[f"undated-item {district.HOSTILE_UID}"]
    for path in (
        "/findings",
        f"/finding/{number}",
        "/findings.json",
        "/findings.csv",
        "/section/qs/tzgg",
        "/unit/qs",
        "/gongkai/findings.json?_shape=array",
    ):
        text = ask(path).text
        assert "已隐去" in text or "\\u5df2\\u9690\\u53bb" in text, path
        assert "onmouseover" not in text, path
    with open_archive(tmp_path / "archive") as archive:
        archive.show_again(district.HOSTILE_UID, "已处理", "王某", district.at(district.AS_OF, 23))
        shown = archive.finding(number)
    assert shown is not None
    assert shown.found.statement == faults.HINT


def test_every_red_cell_leads_to_its_proof(ask: Get) -> None:
    tiles = re.findall(r'<a class="tile (?:stale|empty)" href="([^"]+)"', ask("/").text)
    assert len(tiles) == 2
    for tile in tiles:
        assert re.search(r'href="/finding/\d+"', ask(tile).text)


def test_cell_tells_why_and_shows_what_shows_it(ask: Get) -> None:
    text = ask("/cell/mzj/business").text
    assert "没有一个按时更新" in text
    assert re.search(r'href="/finding/\d+"', text)
    assert len(re.findall(r"[0-9a-f]{64}", text)) == 2  # of the two visits
    assert "未能看清" in ask("/cell/lh/business").text
    assert "归入本类的最新条目" in ask("/cell/qs/business").text
    for path in ("/cell/mzj/finance", "/cell/no/business"):
        assert ask(path).status_code == 404


def test_unit_has_figures_with_coverage_and_its_offices(ask: Get) -> None:
    said = plain(ask("/unit/mzj").text)
    assert "在查栏目 2 个：按时 0，超期 1，空白 1，不能评判 0，不计时限 0" in said
    assert "按时率 0% 按时 0 ÷ 能评判的 2" in said
    assert "覆盖 6% 最近 30 天，实际看到 4 ÷ 应看 60 栏目·天" in said
    blind = plain(ask("/unit/lh").text)
    assert "不能评判 采集失败 1，被拒绝 1，未识别 1" in blind
    assert "按时率 — 按时 0 ÷ 能评判的 0" in blind
    assert re.search(r"党政办/综合科 1 0 1 0 0 0% 6% 1 未指定", said)


def test_office_is_told_by_unit(ask: Get) -> None:
    link = re.search(r'href="(/office/[^"]+)"', ask("/unit/mzj").text)
    assert link is not None
    text = plain(ask(link[1]).text)
    assert "民政动态" in text
    assert "工作动态" not in text.partition("负责的栏目")[2]
    both = plain(ask(f"/office/{quote(faults.OFFICE)}").text)
    assert "各单位的同名科室合计" in both
    assert "工作动态" in both.partition("负责的栏目")[2]
    assert ask("/office/没有的科室").status_code == 404
    assert ask(f"/office/{quote(faults.OFFICE)}?unit=none").status_code == 400


def test_home_section_and_item_lead_to_findings(ask: Get, numbers: dict[str, int]) -> None:
    home = ask("/").text
    assert 'href="/findings?severity=%E4%B8%80%E8%88%AC&amp;status=open"' in home
    stale, hint = numbers["stale-section mzj/gzdt"], numbers[f"undated-item {district.HOSTILE_UID}"]
    assert f'href="/finding/{stale}"' in ask("/section/mzj/gzdt").text
    assert f'href="/finding/{hint}"' in ask(f"/item/{district.HOSTILE_UID}").text
    assert "截至这一天，没有在这个栏目发现问题" in ask("/section/mzj/gzdt?as_of=2026-10-13").text


@pytest.mark.parametrize(
    "path", ["findings", "findings/1", "finding_log", "findings.json?_shape=array", "findings.csv"]
)
def test_datasettes_own_pages_of_findings_work(ask: Get, path: str) -> None:
    answer = ask(f"/gongkai/{path}")
    assert answer.status_code == 200
    assert "stale-section" in answer.text or "finding" in answer.text
