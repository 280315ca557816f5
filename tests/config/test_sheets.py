"""Sections and units by spreadsheet: what differs is changed, nothing else, and every bad cell is named."""

from __future__ import annotations

import time
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from gongkai.base.errors import UsageError
from gongkai.config import load
from gongkai.config.sheets import read_workbook
from gongkai.config.sheets.reading import MAX_ROWS
from tests.config.folders import write
from tests.config.workbooks import (
    FILES,
    QS,
    UNITS,
    YL,
    after,
    altered,
    complaints,
    imported,
    made,
    repacked,
)


def test_what_is_exported(tmp_path: Path) -> None:
    book = load_workbook(BytesIO(made(tmp_path)))
    assert book.sheetnames == ["栏目", "单位", "类别", "说明"]
    rows = list(book["栏目"].iter_rows(values_only=True))
    assert rows[0] == (
        "网站编号", "栏目编号", "单位编号", "单位名称", "栏目名称", "网址", "类别", "更新间隔（天）",
        "期限（月-日）", "时限", "依据", "责任科室", "一级栏目", "有更新义务", "启用",
    )  # fmt: skip
    assert rows[1] == (
        "qs", "gzdt", "qs", "青石街道办事处", "工作动态", "gzdt/", None, 14, None, None, None,
        "党政办", "否", "是", "是",
    )  # fmt: skip
    assert rows[2][6:10] == ("财政资金", None, "01-20,10-20", "20个工作日")
    assert rows[2][14] == "否"
    assert book["栏目"].freeze_panes == "A2"
    assert [row[0] for row in book["单位"].iter_rows(min_row=2, values_only=True)] == ["yl", "cz", "qs"]
    offered = {str(rule.sqref): rule.formula1 for rule in book["栏目"].data_validations.dataValidation}
    assert offered["G2:G5000"] == f"类别!$B$2:$B${len(load(tmp_path).categories) + 1}"
    assert "C2:C5000" in offered


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    names = ("=1+1", "+1", "-1", "@SUM(A1)")
    site = "".join(
        f'[[sections]]\nid = "s{n}"\nname = "{name}"\nurl = "x/"\n' for n, name in enumerate(names)
    )
    data = made(tmp_path, {"sites/qs.toml": QS + site, "units.toml": UNITS})
    cells = [row[4] for row in load_workbook(BytesIO(data))["栏目"].iter_rows(min_row=4)]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells] == [
        (name, "s", True) for name in names
    ]
    assert imported(tmp_path, data).files == {}


@pytest.mark.parametrize("files", [FILES, {name: text.replace("\n", "\r\n") for name, text in FILES.items()}])
def test_a_round_trip_changes_nothing(files: dict[str, str], tmp_path: Path) -> None:
    found = imported(tmp_path, made(tmp_path, files))
    assert (found.files, found.changes, found.added, found.missing, found.ignored) == ({}, (), (), (), ())


def test_one_cell_is_one_key(tmp_path: Path) -> None:
    found = imported(tmp_path, altered(made(tmp_path), {"栏目!L2": "经济办"}))
    assert {name: file.after.decode() for name, file in found.files.items()} == {
        "sites/qs.toml": QS.replace('"党政办"  ', '"经济办"  ')
    }
    (change,) = found.changes
    assert (change.place, change.owner, change.heading) == ("栏目!L2", "qs/gzdt", "责任科室")
    assert (change.before, change.after) == ("党政办", "经济办")


def test_an_emptied_cell_takes_the_key_away_and_leaves_its_comment(tmp_path: Path) -> None:
    out = after(tmp_path, {"栏目!H2": None, "栏目!L2": "  "})["sites/qs.toml"]
    assert out == QS.replace("interval_days = 14\n", "").replace('duty = "党政办"     #', "#")


@pytest.mark.parametrize(
    ("place", "written", "line"),
    [
        ("栏目!H4", 14.0, "interval_days = 14"),
        ("栏目!H4", "１４天", "interval_days = 14"),
        ("栏目!H4", 0, "interval_days = 0"),
        ("栏目!I4", datetime.fromisoformat("2026-03-31"), 'deadline = "03-31"'),
        ("栏目!I4", date(2026, 3, 31), 'deadline = "03-31"'),
        ("栏目!I4", "6月30日、3-31", 'deadline = "03-31,06-30"'),
        ("栏目!I4", "3/31，12.31", 'deadline = "03-31,12-31"'),
        ("栏目!G4", "notice", 'category = "notice"'),
        ("栏目!G4", " 通知公告 ", 'category = "notice"'),
        ("栏目!J4", "自信息形成之日起20个工作日内", 'time_limit = "自信息形成之日起20个工作日内"'),
        ("栏目!L4", 302, 'duty = "302"'),
        ("栏目!M4", "√", "first_level = true"),
        ("栏目!N4", "无", "obliged = false"),
        ("栏目!O4", False, "active = false"),
        ("栏目!O4", 0, "active = false"),
    ],
)
def test_what_people_write(place: str, written: Any, line: str, tmp_path: Path) -> None:
    assert after(tmp_path, {place: written}) == {
        "sites/yl.toml": YL.replace('url = "tz/"\n', f'url = "tz/"\n{line}\n')
    }


@pytest.mark.parametrize(
    ("cells", "unit"),
    [
        ({"栏目!C4": "cz"}, "cz"),
        ({"栏目!C4": "云岭区财政局"}, "cz"),
        ({"栏目!C4": None, "栏目!D4": "云岭区财政局"}, "cz"),
        ({"栏目!C4": "cz", "栏目!D4": "云岭区财政局"}, "cz"),
    ],
)
def test_another_unit(cells: dict[str, Any], unit: str, tmp_path: Path) -> None:
    out = after(tmp_path, cells)
    assert out == {"sites/yl.toml": YL.replace('unit = "yl"', f'unit = "{unit}"')}


def test_new_rows_are_new_sections_and_units(tmp_path: Path) -> None:
    def add(book: Workbook) -> None:
        book["单位"].append(["jy", "云岭区教育局", "部门", "yl"])
        book["栏目"].append(
            ["yl", "jy-zs", None, "云岭区教育局", "招生信息", "jy/zs/", "通知公告", None, "05-01"]
        )
        book["栏目"].append(
            ["qs", "tz", None, None, "通知公告", "tz/", None, None, None, None, None, None, "否"]
        )

    found = imported(tmp_path, altered(made(tmp_path), {}, add))
    files = {name: file.after.decode() for name, file in found.files.items()}
    assert files["units.toml"] == UNITS + (
        '\n[[units]]\nid = "jy"\nname = "云岭区教育局"\nlevel = "department"\nparent = "yl"\n'
    )
    assert files["sites/yl.toml"] == YL + (
        '\n[[sections]]\nid = "jy-zs"\nname = "招生信息"\nurl = "jy/zs/"\nunit = "jy"\ncategory = "notice"\n'
        'deadline = "05-01"\n'
    )
    assert files["sites/qs.toml"] == QS + '\n[[sections]]\nid = "tz"\nname = "通知公告"\nurl = "tz/"\n'
    assert [text.partition("（")[0] for text in found.added] == ["jy", "yl/jy-zs", "qs/tz"]


def test_units_are_renamed_in_their_own_sheet(tmp_path: Path) -> None:
    cells = {"单位!B4": "青石街道", "单位!G4": 440307001, "单位!C4": "乡镇"}
    changed = QS.replace("青石街道办事处", "青石街道").replace("subdistrict", "township")
    changed = changed.replace('parent = "yl"\n', 'parent = "yl"\nregion_code = "440307001"\n')
    assert after(tmp_path, cells) == {"sites/qs.toml": changed}
    assert after(tmp_path, {**cells, "栏目!D2": "青石街道"}) == {"sites/qs.toml": changed}


def test_a_units_file_where_there_was_none(tmp_path: Path) -> None:
    data = altered(
        made(tmp_path, {"sites/qs.toml": QS.replace('parent = "yl"\n', "")}),
        {},
        lambda book: book["单位"].append(["yl", "云岭区人民政府", "区县"]),
    )
    file = imported(tmp_path, data).files["units.toml"]
    assert file.before is None
    load(write(tmp_path, {"units.toml": file.after.decode()}))


def test_rows_that_are_gone_are_named_and_stay(tmp_path: Path) -> None:
    found = imported(tmp_path, altered(made(tmp_path), {}, lambda book: book["栏目"].delete_rows(3)))
    assert found.missing == ("qs/cw",)
    assert found.files == {}


def test_columns_and_titles_of_somebodys_own(tmp_path: Path) -> None:
    def rearrange(book: Workbook) -> None:
        sheet = book["栏目"]
        sheet.delete_cols(10)
        sheet.insert_cols(1)
        sheet["A1"], sheet["A2"] = "责任领导", "张三"
        sheet.insert_rows(1)
        sheet["A1"] = "云岭区政务公开责任分工表"
        sheet["L3"] = "经济办"

    found = imported(tmp_path, altered(made(tmp_path), {}, rearrange))
    assert found.files["sites/qs.toml"].after.decode() == QS.replace('"党政办"  ', '"经济办"  ')
    assert found.ignored == ("责任领导",)


@pytest.mark.parametrize(
    ("cells", "place", "wrong", "right"),
    [
        ({"栏目!H2": "十四"}, "栏目!H2（更新间隔（天））", "“十四”不是天数", "如 14"),
        ({"栏目!H2": 14.5}, "栏目!H2（更新间隔（天））", "“14.5”不是天数", "如 14"),
        ({"栏目!H2": 9999}, "栏目!H2（更新间隔（天））", "超出范围", "3660"),
        ({"栏目!H2": "=7*2"}, "栏目!H2（更新间隔（天））", "公式", "数值"),
        ({"栏目!I2": 3.31}, "栏目!I2（期限（月-日））", "不是一年里的日子", "03-31"),
        ({"栏目!I2": "每年3月31日前"}, "栏目!I2（期限（月-日））", "不是一年里的日子", "时限"),
        ({"栏目!I2": "02-30"}, "栏目!I2（期限（月-日））", "不是每年都有", "03-31"),
        ({"栏目!J2": "很快"}, "栏目!J2（时限）", "不是认得的公开时限", "20个工作日"),
        ({"栏目!G2": "通知广告"}, "栏目!G2（类别）", "没有叫“通知广告”的类别", "通知公告"),
        ({"栏目!F2": None}, "栏目!F2（网址）", "不能为空", "完整网址"),
        ({"栏目!F2": "http://"}, "栏目!F2（网址）", "不能打开", "zwgk/tzgg/"),
        ({"栏目!C4": "cx"}, "栏目!C4（单位编号）", "没有编号为“cx”的单位", "cz"),
        ({"栏目!D4": "云岭区财政局"}, "栏目!C4（单位编号）", "旁边的单位名称却是“云岭区财政局”", "单位"),
        ({"栏目!C4": None, "栏目!D4": "财政处"}, "栏目!C4（单位编号）", "没有叫“财政处”的单位", "单位"),
        ({"栏目!D4": "=VLOOKUP(C4,单位!A:B,2)"}, "栏目!D4（单位名称）", "公式", "数值"),
        ({"栏目!M2": "也许"}, "栏目!M2（一级栏目）", "不是“是”或“否”", "写 是 或 否"),
        ({"栏目!A2": "xx"}, "栏目!A2（网站编号）", "没有编号为“xx”的网站", "qs、yl"),
        ({"栏目!A2": None}, "栏目!A2（网站编号）", "不能为空", "合并"),
        ({"栏目!B3": "gzdt"}, "栏目!B3（栏目编号）", "栏目!B2 已有", "一行"),
        ({"栏目!L2": date(2026, 3, 1)}, "栏目!L2（责任科室）", "日期", "文本"),
        ({"栏目!L2": "长" * 2001}, "栏目!L2（责任科室）", "太长", "2000"),
        ({"单位!C2": "区"}, "单位!C2（级别）", "没有叫“区”的级别", "区县"),
        ({"单位!D4": "yll"}, "单位!D4（上级单位编号）", "没有编号为“yll”的单位", "yl"),
        ({"单位!F4": 123456789012345678}, "单位!F4（网站标识码）", "丢了末几位", "文本"),
    ],
)
def test_every_bad_cell_is_named(
    cells: dict[str, Any], place: str, wrong: str, right: str, tmp_path: Path
) -> None:
    (problem,) = complaints(tmp_path, cells)
    assert (problem.file, problem.key) == ("表.xlsx", place)
    assert wrong in problem.wrong
    assert right in problem.right


def test_all_bad_cells_at_once(tmp_path: Path) -> None:
    def add(book: Workbook) -> None:
        book["栏目"].append(["qs", "new"])
        book["单位"].append(["jy", "云岭区教育局", "局"])
        book["栏目"].append(["yl", "jy", "jy", None, "教育", "jy/"])

    cells = {"栏目!H2": "x", "栏目!J3": "很快", "栏目!C4": "cx", "单位!B2": None}
    found = {problem.key.partition("（")[0]: problem.wrong for problem in complaints(tmp_path, cells, add)}
    assert found.keys() == {"栏目!H2", "栏目!J3", "栏目!C4", "单位!B2", "栏目!E6", "栏目!F6", "单位!C5"}
    assert found["栏目!E6"] == found["栏目!F6"] == "不能为空"


def test_headings_that_are_not_there_or_twice(tmp_path: Path) -> None:
    (one,) = complaints(tmp_path / "a", {"栏目!B1": "编码"})
    assert (one.key, "找不到表头“栏目编号”“网站编号”" in one.wrong) == ("栏目", True)
    (two,) = complaints(tmp_path / "b", {"栏目!P1": "网址"})
    assert (two.key, two.wrong) == ("栏目!P1", "表头“网址”有两列")
    (three,) = complaints(tmp_path / "c", {}, lambda book: book.remove(book["栏目"]))
    assert "没有名为“栏目”的表" in three.wrong


def test_a_sheet_without_its_size_and_with_values_in_line(tmp_path: Path) -> None:
    """As other programs than Excel write it."""

    def plainer(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return part
        text = part.decode()
        begin, end = text.index("<dimension"), text.index("/>", text.index("<dimension")) + 2
        words = {"A": "qs", "E": "工作动态", "F": "gzdt/", "L": "经济办"}
        cells = [f'<c r="{c}2" t="inlineStr"><is><t>{word}</t></is></c>' for c, word in words.items()]
        row = (
            f'<row r="2">{"".join(cells)}<c r="B2" t="str"><v>gzdt</v></c><c r="O2" t="b"><v>0</v></c></row>'
        )
        lines = text[:begin] + text[end:]
        first = lines.index('<row r="2"')
        return (lines[:first] + row + lines[lines.index("</row>", first) + 6 :]).encode()

    out = imported(tmp_path, repacked(made(tmp_path), plainer)).files["sites/qs.toml"].after.decode()
    told = QS.replace("interval_days = 14\n", "").replace('"党政办"  ', '"经济办"  ')
    assert out == told.replace("第 3 行\n", "第 3 行\nactive = false\n")


# --- what somebody might send ---------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 100, b"<html>" * 1000])
def test_what_is_no_workbook(data: bytes) -> None:
    with pytest.raises(UsageError, match=r"不是 \.xlsx 工作簿"):
        read_workbook(data)


def test_a_workbook_that_unpacks_to_more_than_we_hold(tmp_path: Path) -> None:
    def swollen(name: str, part: bytes) -> bytes:
        return part + b" " * (60 * 2**20) if name == "xl/styles.xml" else part

    data = repacked(made(tmp_path), swollen)
    assert len(data) < 2**20
    with pytest.raises(UsageError, match="太大"):
        read_workbook(data)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 1000 + b'"><!ENTITY b "' + b"&a;" * 1000 + b'">]>'

    def with_bomb(name: str, text: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return text
        head, mark, rest = text.rpartition(b"?>")
        return head + mark + bomb + rest.replace(b"<v>", b"<v>&b;", 1)

    with pytest.raises(UsageError, match="读不出这个表"):
        read_workbook(repacked(made(tmp_path), with_bomb))


@pytest.mark.parametrize("row", [MAX_ROWS + 5, 1_048_576, 999_999_999])
def test_a_row_far_away_costs_little(row: int, tmp_path: Path) -> None:
    def far(name: str, text: bytes) -> bytes:
        cell = f'<row r="{row}"><c r="A{row}"><v>1</v></c></row></sheetData>'.encode()
        return text.replace(b"</sheetData>", cell) if name == "xl/worksheets/sheet1.xml" else text

    data = repacked(made(tmp_path), far)
    begun = time.perf_counter()
    if row == 999_999_999:  # no sheet has such a row; it is passed over
        assert len(read_workbook(data)["栏目"]) == 5
    else:
        with pytest.raises(UsageError, match="太长"):
            read_workbook(data)
    assert time.perf_counter() - begun < 10


def test_a_thousand_columns_in_seconds(tmp_path: Path) -> None:
    files = {}
    for n in range(60):
        head = QS.partition("[[sections]]")[0].replace('"qs"', f'"s{n}"').replace("qs.ex", f"s{n}.ex")
        rows = (f'\n# {k}\n[[sections]]\nid = "c{k}"\nname = "栏目{k}"\nurl = "{k}/"\n' for k in range(17))
        files[f"sites/s{n}.toml"] = head + "".join(rows)
    data = made(tmp_path, {**files, "units.toml": UNITS})

    def everywhere(book: Workbook) -> None:
        for row in book["栏目"].iter_rows(min_row=2):
            row[7].value, row[11].value = 31, "党政办"

    data = altered(data, {}, everywhere)
    begun = time.perf_counter()
    found = imported(tmp_path, data)
    assert time.perf_counter() - begun < 30  # some 3 s on two idle cores
    assert (len(found.changes), len(found.files)) == (2 * 60 * 17, 60)
