"""An invented annual report on disclosure, and the renderings in which such reports come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai.extract.derived.report import ROWS

TITLE = "明月街道办事处2025年政府信息公开工作年度报告"
PROSE = (
    "本报告所列数据的统计期限自2025年1月1日起至12月31日止。",
    "一、总体情况",
    "2025年，明月街道办事处主动公开政府信息1，204条，其中通过微信公众号公开信息90余条。全年共收到政府信息公开申请11件。",
    "作出行政许可36件，行政处罚4件；行政复议2件，行政诉讼0件。",
)
NAMES = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "1．属于国家秘密",
    "2．其他法律行政法规禁止公开",
    "3．危及“三安全一稳定”",
    "4．保护第三方合法权益",
    "5．属于三类内部事务信息",
    "6．属于四类过程性信息",
    "7．属于行政执法案卷",
    "8．属于行政查询事项",
    "1．本机关不掌握相关政府信息",
    "2．没有现成信息需要另行制作",
    "3．补正后申请内容仍不明确",
    "1．信访举报投诉类申请",
    "2．重复申请",
    "3．要求提供公开出版物",
    "4．无正当理由大量反复申请",
    "5．要求行政机关确认或重新出具已获取信息",
    "1．申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2．申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3．其他",
    "（七）总计",
    "四、结转下年度继续办理",
)
KEYS = tuple(key for key in ROWS if key != "other")
"""The rows of the form of 2021, as `NAMES` has them."""

GROUPS = {
    4: ("（三）不予公开", 8),
    12: ("（四）无法提供", 3),
    15: ("（五）不予处理", 5),
    20: ("（六）其他处理", 3),
}
"""By the place of their first row: the heads of groups, and how many rows they span."""

REQUESTS: Mapping[str, tuple[int, ...]] = dict.fromkeys(KEYS, (0,) * 7) | {
    "new": (8, 2, 0, 0, 1, 0, 11),
    "carried_in": (1, 0, 0, 0, 0, 0, 1),
    "granted": (4, 1, 0, 0, 0, 0, 5),
    "refused_process": (1, 0, 0, 0, 0, 0, 1),
    "unavailable_not_held": (2, 0, 0, 0, 1, 0, 3),
    "unprocessed_repeat": (1, 0, 0, 0, 0, 0, 1),
    "other_rest": (0, 1, 0, 0, 0, 0, 1),
    "processed": (8, 2, 0, 0, 1, 0, 11),
    "carried_out": (1, 0, 0, 0, 0, 0, 1),
}
DISPUTES = (1, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1)
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")

Cells = Sequence[object]
Grid = list[tuple[object, int, int]]
"""The cells of a row that are printed: text, columns and rows spanned."""


def table_a(
    regulations: Cells = (0, 0, 0),
    documents: Cells = (3, 1, 12),
    decisions: Cells = (36, 4, 0),
    fees: object = "0.092",
) -> list[Grid]:
    def head(number: str, *columns: str) -> list[Grid]:
        width = 3 // len(columns)
        return [
            [(f"第二十条第（{number}）项", 4, 1)],
            [("信息内容", 1, 1), *((column, width, 1) for column in columns)],
        ]

    def one(name: str, value: object) -> Grid:
        return [(name, 1, 1), (value, 3, 1)]

    return [
        *head("一", "本年制发件数", "本年废止件数", "现行有效件数"),
        [("规章", 1, 1), *((value, 1, 1) for value in regulations)],
        [("行政规范性文件", 1, 1), *((value, 1, 1) for value in documents)],
        *head("五", "本年处理决定数量"),
        one("行政许可", decisions[0]),
        *head("六", "本年处理决定数量"),
        one("行政处罚", decisions[1]),
        one("行政强制", decisions[2]),
        *head("八", "本年收费金额（单位：万元）"),
        one("行政事业性收费", fees),
    ]


def table_b(requests: Mapping[str, Cells] | None = None) -> list[Grid]:
    given: Mapping[str, Cells] = {**REQUESTS, **(requests or {})}
    columns = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    rows: list[Grid] = [
        [
            ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
            ("申请人情况", 7, 1),
        ],
        [(columns[0], 1, 2), ("法人或其他组织", 5, 1), (columns[6], 1, 2)],
        [(column, 1, 1) for column in columns[1:6]],
    ]
    for place, (key, name) in enumerate(zip(KEYS, NAMES, strict=True)):
        row: Grid = [("三、本年度办理结果", 1, 22)] if key == "granted" else []
        if place in GROUPS:
            head, rows_spanned = GROUPS[place]
            row.append((head, 1, rows_spanned))
        in_group = any(first <= place < first + size for first, (_, size) in GROUPS.items())
        whole = key in {"new", "carried_in", "carried_out"}
        row.append((name, 3 if whole else 1 if in_group else 2, 1))
        rows.append([*row, *((value, 1, 1) for value in given[key])])
    return rows


def table_c(values: Cells = DISPUTES) -> list[Grid]:
    return [
        [("行政复议", 5, 1), ("行政诉讼", 10, 1)],
        [
            *((name, 1, 2) for name in OUTCOMES),
            ("未经复议直接起诉", 5, 1),
            ("复议后起诉", 5, 1),
        ],
        [(name, 1, 1) for name in OUTCOMES * 2],
        [(value, 1, 1) for value in values],
    ]


def html_table(rows: Sequence[Grid]) -> str:
    lines = "".join(
        "<tr>"
        + "".join(f'<td colspan="{wide}" rowspan="{high}"><p>{text}</p></td>' for text, wide, high in row)
        + "</tr>\n"
        for row in rows
    )
    return f"<table border='1'>{lines}</table>"


def flat(rows: Sequence[Grid]) -> str:
    """A cell a line; blank ones are lost."""
    return "\n".join(str(text) for row in rows for text, _, _ in row if str(text).strip())


def grid(rows: Sequence[Grid], width: int) -> list[list[object]]:
    """Every cell of the grid, as spreadsheets have them: of merged ones the first holds the value."""
    covered: set[tuple[int, int]] = set()
    made: list[list[object]] = []
    for y, row in enumerate(rows):
        line: list[object] = [""] * width
        x = 0
        for text, wide, high in row:
            while (y, x) in covered:
                x += 1
            line[x] = text
            covered |= {(y + down, x + right) for down in range(high) for right in range(wide)}
            x += wide
        made.append(line)
    return made


def tabbed(rows: Sequence[Sequence[object]]) -> str:
    return "\n".join("\t".join(map(str, row)).rstrip() for row in rows)


def sections(a: str, b: str, c: str) -> str:
    """A report's text around the three tables."""
    return "\n".join(
        (
            *PROSE,
            "二、主动公开政府信息情况",
            a,
            "三、收到和处理政府信息公开申请情况",
            b,
            "四、政府信息公开行政复议、行政诉讼情况",
            c,
            "五、存在的主要问题及改进情况",
            "一是公开的形式还不够丰富，二是解读材料还不够通俗，下一步将加强培训。",
            "六、其他需要报告的事项",
            "无",
        )
    )


def html_report(a: list[Grid], b: list[Grid], c: list[Grid]) -> str:
    text = sections(*(f"\0{number}" for number in range(3)))
    body = "".join(f"<p>　　{line}</p>\n" for line in text.split("\n"))
    for number, rows in enumerate((a, b, c)):
        body = body.replace(f"<p>　　\0{number}</p>", html_table(rows))
    return f'<h1>{TITLE}</h1><div class="info">发布时间：2026-01-20</div><div id="zoom">{body}</div>'
