"""Findings as a sheet (问题清单) for Excel: a table of text, ready for `report.csv_text`. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from gongkai.base.findings import Finding
from gongkai.judge.rules import NAMES
from gongkai.web import words
from gongkai.web.queries import Catalogue, NamedItem

COLUMNS = (
    "序号",
    "问题编号",
    "责任单位",
    "责任科室",
    "网站",
    "网站标识码",
    "栏目",
    "问题类型",
    "问题描述",
    "页面标题",
    "网址",
    "发布日期",
    "最后更新日期",
    "起始日期",
    "发现时间",
    "最近确认日期",
    "依据",
    "级别",
    "存档快照编号",
    "证据页",
    "状态",
    "了结日期",
    "复核",
    "是否重复问题",
    "是否约数",
)
"""The lists that inspections hand out, as far as it is known: what was asked to be done, and what came of it,
is for the unit to fill in."""
_NEWEST = ("最新一条标注日期", "栏目中最新一条标注日期")


def sheet(
    found: Iterable[Finding],
    known: Catalogue,
    items: Mapping[str, NamedItem],
    captures: Mapping[int, int],
    link: Callable[[int], str],
) -> list[list[str]]:
    """One row for each finding, in the order of COLUMNS. `captures` are those of visits, by visit; `link` is
    the address of the page of a finding."""
    return [_row(n, one, known, items, captures, link) for n, one in enumerate(found, 1)]


def finding_captures(finding: Finding, captures: Mapping[int, int]) -> list[int]:
    """The captures that show a finding: its own and those of its visits."""
    evidence = finding.found.evidence
    visits = (captures.get(int(visit)) for visit in evidence.get("visits", ()))
    numbers = {int(number) for number in evidence.get("captures", ())}
    return sorted(numbers | {number for number in visits if number})


def _row(
    number: int,
    finding: Finding,
    known: Catalogue,
    items: Mapping[str, NamedItem],
    captures: Mapping[int, int],
    link: Callable[[int], str],
) -> list[str]:
    found = finding.found
    item = items.get(found.item or "")
    section = known.sections.get(found.section or "")
    unit = known.units.get(found.unit or "")
    return [
        str(number),
        str(finding.id or ""),
        unit.name if unit else found.unit or "",
        finding.office,
        known.sites.get(found.site or "", found.site or ""),
        known.codes.get(found.site or "", ""),
        section.name if section else found.section or "",
        f"{NAMES.get(found.rule, found.rule)}（{found.rule}）",
        found.statement,
        item.title if item else "",
        item.url if item else (section.url if section else ""),
        (item.published or "")[:10] if item else "",
        "" if item else _newest(finding),
        found.since,
        found.opened,
        found.last_confirmed,
        found.basis,
        words.SEVERITY_TOLD.get(found.severity, found.severity),
        "、".join(str(capture) for capture in finding_captures(finding, captures)),
        link(finding.id),
        _status(finding),
        found.closed or "",
        words.REVIEWS[finding.review],
        "是（整改不彻底）" if found.repeats else "否",
        "是" if found.about else "否",
    ]


def _newest(finding: Finding) -> str:
    """The latest date that the column stated."""
    dates = finding.found.evidence.get("dates", ())
    return next((str(told["value"]) for told in dates if told.get("what") in _NEWEST), "")


def _status(finding: Finding) -> str:
    reason = finding.found.close_reason
    return words.CLOSE_REASONS[reason] if reason else words.FINDING_STATUS["open"]
