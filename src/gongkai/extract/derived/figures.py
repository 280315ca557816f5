"""The figures of an annual report on disclosure (政府信息公开工作年度报告), read from its text alone.

Which number is whose is said by what stands before it (`cells.runs`): the name of a row, and then as many
figures as the form has columns. Where a blank cell was lost, or a line was cut, the row is missing rather
than shifted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from gongkai.extract.derived.cells import Run, Value, runs
from gongkai.extract.derived.report import (
    COLUMNS,
    ROWS,
    Disclosed,
    Disputes,
    Documents,
    Figures,
    Form,
    Outcomes,
    Row,
)
from gongkai.extract.derived.stated import stated

FIGURES = "figures/1"

MAX_CHARS = 200_000
"""What stands behind is not read. The longest reports seen have some 20,000 characters."""

_TITLE = re.compile(r"(?:信息|政务)公开.{0,12}(?:年度报告|年度工作报告|工作报告|年报|工作总结)")
_ABOUT_REPORTS = re.compile(r"通知|格式|培训|会议|部署|解读|图解|模板|办法|方案|评议")
_BEGINS_TABLES = re.compile(r"新收政府信息公开申请|上年度?结转政府信息公开申请")

_TABLE_A = re.compile(r"第二十条第|信息内容|制发件数|制作数量")
_NAME_A = re.compile(r"(规章|规范性文件|行政许可|行政处罚|行政强制|行政事业性收费)(?:\([^()]{0,20}\))?$")
_FORM_2021 = re.compile(r"本年(?:\(\d{4}\))?(?:制发|废止)件数|现行有效件数")
_FORM_2019 = re.compile(r"本年新?制作数量|对外公开总数量|上一年项目数量")

_NAMES_B = {
    "new": "本年度?新收",
    "carried_in": "上年度?结转",
    "granted": "予以公开",
    "partial": "部分公开",
    "refused_secret": "国家秘密",
    "refused_law": "其他法律行政法规",
    "refused_stability": "三安全一稳定",
    "refused_third_party": "第三方合法权益",
    "refused_internal": "内部事务信息",
    "refused_process": "过程性信息",
    "refused_case_file": "行政执法案卷",
    "refused_query": "行政查询事项",
    "unavailable_not_held": "本机关不掌握",
    "unavailable_not_made": "没有现成信息",
    "unavailable_unclear": "补正后申请内容",
    "unprocessed_complaint": "信访举报投诉",
    "unprocessed_repeat": "重复申请",
    "unprocessed_publication": "公开出版物",
    "unprocessed_mass": "大量反复申请",
    "unprocessed_confirm": "确认或重新出具",
    "other": "其他处理",
    "other_not_corrected": "逾期不补正",
    "other_not_paid": "逾期未按收费",
    "other_rest": r"3\.?其他$",
    "processed": r"(?:\(七\)|七|7\.?)总计",
    "carried_out": "结转下一?年",
    "group": "本年度办理结果|不予公开|无法提供|不予处理",
}
_NAME_B = re.compile("|".join(f"(?P<{key}>{name})" for key, name in _NAMES_B.items()))
_SIGNS = re.compile(r"[、,，“”\"'‘’:：;。《》]")
_TABLE_C = "尚未审结"

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s?年")
_PERIOD = re.compile(
    r"统计[期时][限间].{0,12}?(20\d\d)年1月1日|(20\d\d)年1月1日起?[至到—–-]{1,2}(?:20\d\d年)?12月"
)
_NUMERALS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_WRITTEN_YEAR = re.compile(r"二[〇零○][一二三四五六七八九〇零○]{2}(?=\s?年)")
_HEAD_CHARS = 200
_PERIOD_CHARS = 3_000


def figures(title: str, body: str) -> Figures | None:
    """What the report states; None where title and body are no report's. A report whose text is in a file of
    its own has figures without a number."""
    if not is_report(title, body):
        return None
    text = unicodedata.normalize("NFKC", body[:MAX_CHARS])[:MAX_CHARS]
    found = runs(text)
    solid = "".join(text.split())
    form = _form(solid)
    return Figures(
        year=_year(title) or _year(text[:_HEAD_CHARS]),
        period=_period(solid[:_PERIOD_CHARS]),
        form=form,
        disclosed=_table_a(found, form),
        requests=_table_b(found),
        disputes=_table_c(found),
        stated=stated(text),
    )


def is_report(title: str, body: str) -> bool:
    """Whether a text is an annual report on disclosure: its title says so, or it has table B. What is about
    such reports (通知, 格式, 图解) is none."""
    if _ABOUT_REPORTS.search(title):
        return False
    if _TITLE.search(title):
        return True
    return "结转" in body and _BEGINS_TABLES.search(body, 0, MAX_CHARS) is not None


def _form(solid: str) -> Form | None:
    new, old = _FORM_2021.search(solid), _FORM_2019.search(solid)
    if new and old:
        return "2021" if new.start() < old.start() else "2019"
    return "2021" if new else "2019" if old else None


def _year(text: str) -> int | None:
    plain = unicodedata.normalize("NFKC", text)
    plain = _WRITTEN_YEAR.sub(lambda match: match[0].translate(_NUMERALS).replace("二", "2"), plain)
    found = _YEAR.search(plain)
    return int(found[1]) if found else None


def _period(solid: str) -> int | None:
    found = _PERIOD.search(solid)
    return int(found[1] or found[2]) if found else None


def _table_a(found: Sequence[Run], form: Form | None) -> Disclosed:
    lines = dict(_named(found))
    documents = lines if form == "2021" else {}
    fees = documents.get("行政事业性收费")
    return Disclosed(
        regulations=_documents(documents.get("规章")),
        normative_docs=_documents(documents.get("规范性文件")),
        permits=_decisions(lines.get("行政许可"), form),
        penalties=_decisions(lines.get("行政处罚"), form),
        coercion=_decisions(lines.get("行政强制"), form),
        fees=_ten_thousands(_alone(fees)) if fees else None,
    )


def _named(found: Sequence[Run]) -> Iterator[tuple[str, Run]]:
    """The figures of table A, each with the name of its row; of names that come twice the first is meant."""
    begun, seen = False, set[str]()
    for run in found:
        begun = begun or _TABLE_A.search(run.before) is not None
        name = _NAME_A.search(run.before) if begun else None
        if name and name[1] not in seen:
            seen.add(name[1])
            yield name[1], run
        elif not name and _BEGINS_TABLES.search(run.before):
            return


def _documents(run: Run | None) -> Documents:
    """Three figures; between tabs, blank cells at the end of a line are lost with it, in front nothing is."""
    short = 3 - len(run.values) if run else 3
    if run is None or short < 0 or (short and (run.lead or not run.width)):
        return Documents()
    return Documents(*map(_whole, run.values), *[None] * short)


def _decisions(run: Run | None, form: Form | None) -> int | None:
    """In the form of 2019 the number of decisions is the third figure of a row."""
    if run is None:
        return None
    if form == "2019":
        return _whole(run.values[2]) if len(run.values) == 3 else None
    return _whole(_alone(run))


def _alone(run: Run) -> Value:
    """The figure of a row with one; where cells were not merged, it may be printed in each."""
    stated_values = set(run.values) - {None}
    return stated_values.pop() if len(stated_values) == 1 and len(run.values) <= 3 else None


def _whole(value: Value) -> int | None:
    return int(value[0]) if value is not None and value[0].is_integer() and value[1] != "万元" else None


def _ten_thousands(value: Value) -> float | None:
    """Money in 万元, which is the table's unit where a cell has none of its own."""
    if value is None or value[1] not in {"", "元", "万元"}:
        return None
    return round(value[0] / 10_000, 6) if value[1] == "元" else value[0]


def _table_b(found: Sequence[Run]) -> tuple[Row, ...]:
    lines = list(_rows(found))
    widest = max((run.width for _, run in lines), default=0)
    is_whole = any(len(run.values) == len(COLUMNS) for _, run in lines)
    read = [(key, _columns(run, widest, is_whole)) for key, run in lines]
    return tuple(Row(key, *values) for key, values in read if values is not None)


def _rows(found: Sequence[Run]) -> Iterator[tuple[str, Run]]:
    """The figures of table B, each with its row, in the order of the form."""
    place, begun = -1, False
    for run in found:
        begun = begun or _BEGINS_TABLES.search(run.before) is not None
        key = _key(run.before) if begun else None
        if key is None or ROWS.index(key) <= place:
            continue
        yield key, run
        place = ROWS.index(key)
        if key == ROWS[-1]:
            return


def _key(before: str) -> str | None:
    """The row whose name stands last before the figures; where they cut a name (PDF), its rest stands before
    those of the next row. None for the head of a group, which has no figures in the form."""
    last = None
    for name in _NAME_B.finditer(_SIGNS.sub("", before)):
        last = name.lastgroup
    return None if last == "group" else last


def _columns(run: Run, widest: int, is_whole: bool) -> tuple[int | None, ...] | None:
    """Seven figures, or None.

    Between tabs, the blank cells at the end of a line are lost with it: fewer figures are the first ones, if
    another row shows (`is_whole`) that the table has seven columns. In a grid, merged cells leave blank ones
    behind a row's name: those count as such in lines as wide as any (`widest`); elsewhere a row that begins
    with blanks is believed if it adds up.
    """
    beyond = len(run.values) - len(COLUMNS)
    if beyond < 0:
        is_sure = run.width and not run.lead and is_whole
        return (*map(_whole, run.values), *[None] * -beyond) if is_sure else None
    if any(run.values[:beyond]) or (beyond and not run.width):
        return None
    values = tuple(map(_whole, run.values[beyond:]))
    if run.lead and run.width and not (beyond and run.width == widest) and not _adds_up(values):
        return None
    return values


def _adds_up(values: Sequence[int | None]) -> bool:
    """Whether the last is stated and is the sum of the others; blank ones add nothing."""
    return values[-1] is not None and values[-1] == sum(value or 0 for value in values[:-1])


def _table_c(found: Sequence[Run]) -> Disputes | None:
    """The first figures after the heads. Blank cells at both ends of a page's line are lost: a line of fewer
    figures is believed if it adds up in one place only."""
    run = next((run for run in found if _TABLE_C in run.before), None)
    if run is None:
        return None
    values, short = tuple(map(_whole, run.values)), 15 - len(run.values)
    if short < 0 or (short and not run.width):
        return None
    spread = [
        (None,) * left + values + (None,) * (short - left) for left in range(1 if run.lead else short + 1)
    ]
    fitting = [place for place in spread if _all_add_up(place)] if short else spread
    if len(fitting) != 1:
        return None
    return Disputes(*(Outcomes(*fitting[0][start : start + 5]) for start in (0, 5, 10)))


def _all_add_up(values: Sequence[int | None]) -> bool:
    parts = [values[start : start + 5] for start in (0, 5, 10)]
    return all(_adds_up(part) for part in parts if any(value is not None for value in part))
