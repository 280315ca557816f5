"""The figures of annual reports, in every rendering in which they are kept."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from gongkai.extract.derived.figures import figures, is_report
from gongkai.extract.derived.report import (
    Disclosed,
    Disputes,
    Documents,
    Figures,
    Outcomes,
    figures_of,
)
from gongkai.extract.files.reading import read_file
from tests.extract.derived.reports import (
    DISPUTES,
    KEYS,
    NAMES,
    REQUESTS,
    TITLE,
    Cells,
    flat,
    grid,
    html_report,
    sections,
    tabbed,
    table_a,
    table_b,
    table_c,
)
from tests.extract.filemaking import make_docx, make_xlsx
from tests.extract.pages import page, read

BLANK = "&nbsp;"


def of_page(
    a: list[list[tuple[object, int, int]]] | None = None,
    b: dict[str, Cells] | None = None,
    c: Cells = DISPUTES,
) -> Figures:
    document = read(page(html_report(a or table_a(), table_b(b), table_c(c))))
    found = figures(document.title or "", document.body)
    assert found is not None
    return found


def of_text(text: str) -> Figures:
    found = figures(TITLE, text)
    assert found is not None
    return found


def printed_b() -> str:
    """Table B as the text of a PDF: long names broken, figures between their halves, some without blanks."""
    lines = ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） 自然人 总计"]
    for key, name in zip(KEYS, NAMES, strict=True):
        told = " ".join(map(str, REQUESTS[key]))
        if key == "new":
            lines.append(name + told)
        elif len(name) > 20:
            lines.append(f"{name[:18]} {told}\n{name[18:]}")
        else:
            lines.append(f"{name} {told}")
    return "\n".join(lines).replace("\n二、上年", "二、上年")


def renderings() -> dict[str, str]:
    a, b, c = table_a(), table_b(), table_c()
    told_c = " ".join(map(str, DISPUTES))
    spread = {"甲": [*grid(a, 10), *grid(b, 10), *grid(c, 15)]}
    in_words = make_docx(
        [TITLE, *sections("", "", "").split("\n")[:4]], [row[:15] for row in _squared(spread["甲"])]
    )
    return {
        "page": read(page(html_report(a, b, c))).body,
        "cell a line": sections(flat(a), flat(b), flat(c)),
        "blanks": sections(flat(a), printed_b(), flat(c[:3]) + "\n" + told_c),
        "xlsx": sections("", read_file(make_xlsx(spread)).text, ""),
        "docx": read_file(in_words).text,
    }


def _squared(rows: list[list[object]]) -> list[list[str]]:
    return [[str(cell) for cell in (*row, *[""] * (15 - len(row)))] for row in rows]


@pytest.mark.parametrize("name", ["page", "cell a line", "blanks", "xlsx", "docx"])
def test_all_of_a_report(name: str):
    found = of_text(renderings()[name])
    assert (found.year, found.period, found.form) == (2025, 2025, "2021")
    assert found.disclosed == Disclosed(Documents(0, 0, 0), Documents(3, 1, 12), 36, 4, 0, 0.092)
    assert {row.key: row.figures for row in found.requests} == REQUESTS
    assert found.disputes == Disputes(
        Outcomes(1, 0, 0, 1, 2), Outcomes(0, 0, 0, 0, 0), Outcomes(0, 1, 0, 0, 1)
    )


def test_what_is_not_stated_is_no_zero():
    found = of_page(table_a((0, "/", "—"), ("", "", ""), ("", "／", 0), "无"))
    assert found.disclosed == Disclosed(Documents(0, None, None), Documents(), None, None, 0, None)


def test_blank_cells_keep_their_columns():
    found = of_page(
        b={
            "new": (8, 2, BLANK, BLANK, 1, BLANK, 11),
            "granted": (BLANK, 5, BLANK, BLANK, BLANK, BLANK, 5),
            "partial": (BLANK,) * 7,
            "refused_case_file": (4, 2, BLANK, BLANK, BLANK, BLANK, BLANK),
        }
    )
    assert _told(found, "new") == (8, 2, None, None, 1, None, 11)
    assert _told(found, "granted") == (None, 5, None, None, None, None, 5)
    assert found.row("partial") is None
    assert _told(found, "refused_case_file") == (4, 2, None, None, None, None, None)
    assert _told(found, "refused_query") == (0,) * 7


def _told(found: Figures, key: str) -> tuple[int | None, ...]:
    row = found.row(key)
    assert row is not None, key
    return row.figures


def test_a_lost_blank_cell_costs_its_row_alone():
    rows = table_b({"granted": (4, "", 0, 0, 0, 0, 4)})
    found = of_text(sections(flat(table_a()), flat(rows), flat(table_c())))
    assert found.row("granted") is None
    assert len(found.requests) == len(KEYS) - 1


def test_a_row_that_begins_with_blanks_and_does_not_add_up_is_not_read():
    found = of_page(b={"granted": (BLANK, 5, 0, 0, 0, 0, 9)})
    assert found.row("granted") is None


def test_wrong_sums_are_told_as_they_stand():
    found = of_page(b={"new": (8, 2, 0, 0, 1, 0, 99)}, c=(1, 0, 0, 1, 7, *(0,) * 10))
    assert _told(found, "new") == (8, 2, 0, 0, 1, 0, 99)
    assert found.disputes is not None
    assert found.disputes.reviews.total == 7


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((1, BLANK, BLANK, 1, 2, *(BLANK,) * 9, 0), (1, None, None, 1, 2)),
        ((1, 0, 0, 1, 2, *(0,) * 9, BLANK), None),
        (((BLANK,) * 15), None),
        (("1", "0", "0", "1", "2", "合计"), None),
    ],
)
def test_disputes_with_blank_cells(values: Cells, told: tuple[int | None, ...] | None):
    found = of_page(c=values).disputes
    assert (found and tuple(asdict(found.reviews).values())) == told


def test_figures_wide_with_commas_and_units():
    found = of_page(
        table_a(("０", "０", "０"), ("1，024", "3件", "１２"), ("11,398,889", "４", "0 件"), "920元")
    )
    assert found.disclosed == Disclosed(Documents(0, 0, 0), Documents(1024, 3, 12), 11_398_889, 4, 0, 0.092)


def test_a_cell_that_should_be_merged_and_is_not():
    rows = tabbed(
        [
            ["第二十条第（五）项"],
            ["信息内容", "本年处理决定数量"],
            ["行政许可", 7, 7, 7],
            ["行政处罚", 1, 2, 3],
        ]
    )
    found = of_text(f"现行有效件数\n{rows}")
    assert (found.disclosed.permits, found.disclosed.penalties) == (7, None)


def test_the_form_of_2019():
    a = tabbed(
        [
            ["第二十条第（一）项"],
            ["信息内容", "本年新 制作数量", "本年新 公开数量", "对外公开总数量"],
            ["规章", 0, 0, 0],
            ["规范性文件", 2, 2, 9],
            ["第二十条第（五）项"],
            ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
            ["行政许可", 5, -1, 41],
            ["其他对外管理服务事项", 3, 0, 6],
            ["第二十条第（六）项"],
            ["行政处罚", 2, 0, 17],
            ["第二十条第（八）项"],
            ["信息内容", "上一年项目数量", "本年增/减"],
            ["行政事业性收费", 1, 0],
        ]
    )
    b = tabbed(
        [
            ["一、本年新收政府信息公开申请数量", 1, 0, 0, 0, 0, 0, 1],
            ["5．要求行政机关确认或重新出具已获取信息", *(0,) * 7],
            ["（六）其他处理", 1, 0, 0, 0, 0, 0, 1],
            ["（七）总计", 1, 0, 0, 0, 0, 0, 1],
        ]
    )
    found = of_text(sections(a, b, ""))
    assert found.form == "2019"
    assert found.disclosed == Disclosed(permits=41, penalties=17)
    assert [row.key for row in found.requests] == ["new", "unprocessed_confirm", "other", "processed"]


def test_a_group_head_takes_no_figures():
    lines: list[Cells] = [
        ["一、本年新收政府信息公开申请数量", *(1,) * 7],
        ["（二）部分公开"],
        ["（三）不予公开", *(1,) * 7],
    ]
    text = tabbed(lines)
    assert [row.key for row in of_text(text).requests] == ["new"]


def test_rows_that_come_again_are_those_of_another_table():
    rows = flat(table_b()) + "\n" + flat(table_b({"new": (9,) * 7}))
    assert _told(of_text(rows), "new") == REQUESTS["new"]


def test_what_prose_states():
    stated = [(one.subject, one.number, one.unit, one.about) for one in of_page().stated]
    assert stated == [
        ("disclosed", 1204, "条", False),
        ("disclosed", 90, "条", True),
        ("applications", 11, "件", False),
        ("permits", 36, "件", False),
        ("penalties", 4, "件", False),
        ("reviews", 2, "件", False),
        ("suits", 0, "件", False),
    ]
    assert of_page().stated[2].words.endswith("全年共收到政府信息公开申请11件")


@pytest.mark.parametrize(
    ("title", "year"),
    [
        (TITLE, 2025),
        ("明月街道办事处政府信息公开工作年度报告（2024年度）", 2024),
        ("明月街道二〇二三年政府信息公开年度报告", 2023),
        ("明月街道办事处政府信息公开工作年度报告", 2022),
    ],
)
def test_the_year(title: str, year: int):
    found = figures(
        title, "明月街道办事处\n2022 年政府信息公开工作年度报告\n统计期限为2021年1月1日至2021年12月31日"
    )
    assert found is not None
    assert (found.year, found.period) == (year, 2021)


@pytest.mark.parametrize(
    ("title", "body", "is_one"),
    [
        (TITLE, "", True),
        ("明月街道2025年政务公开工作总结", "", True),
        ("年报", "一、本年新收政府信息公开申请数量 0 四、结转下年度继续办理 0", True),
        ("关于做好2025年政府信息公开工作年度报告编制工作的通知", "", False),
        ("一图读懂", "本年新收", False),
        ("明月街道法治政府建设年度报告", "", False),
        ("图解：2025年政府信息公开工作年度报告", "", False),
        ("关于做好冬季清雪工作的通知", "上年结转资金", False),
    ],
)
def test_what_is_a_report(title: str, body: str, is_one: bool):
    assert is_report(title, body) is is_one
    assert (figures(title, body) is not None) is is_one


def test_there_and_back_through_json():
    for found in (of_page(), of_text(""), of_text(sections("", "", ""))):
        assert figures_of(json.loads(json.dumps(asdict(found)))) == found
