"""The words people read for what findings, visits and rules hold in short English ones."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.base.findings import Finding

REVIEWS: Mapping[str, str] = {
    "unreviewed": "未复核",
    "confirmed": "已确认",
    "acknowledged": "已知悉",
    "exempted": "已豁免",
    "contested": "有异议",
}
CLOSE_REASONS: Mapping[str, str] = {
    "rectified": "已整改",
    "withdrawn": "撤回",
    "exempted": "已豁免",
    "retired": "栏目不再检查",
}
CLOSE_TOLD: Mapping[str, str] = {
    "rectified": "已见改正。",
    "withdrawn": "撤回：系本系统读取或配置有误，这一问题不成立，也不算整改。",
    "exempted": "经人工豁免，不再计入。",
    "retired": "栏目已不在配置中，不再检查；不说明已经改正。",
}
"""What the end of a finding means, in a sentence."""

LOG: Mapping[str, str] = {
    "opened": "认定",
    "closed": "了结",
    "reopened": "再次成立",
    "withdrawn": "撤回",
    "rectified": "已见改正",
    "confirm": "确认属实",
    "acknowledge": "已知悉",
    "exempt": "豁免",
    "contest": "提出异议",
}
"""What a check or a person did with a finding."""

OUTCOMES: Mapping[str, str] = {
    "new": "有新内容",
    "unchanged": "无变化",
    "empty": "空白",
    "failed": "采集失败",
    "blocked": "被拒绝",
    "broken": "未识别",
}
CAPTURE_KINDS: Mapping[str, str] = {
    "list": "栏目列表",
    "article": "条目页面",
    "attachment": "附件",
    "robots": "robots.txt",
    "home": "首页",
    "imported": "导入",
}
_PARAMS: Mapping[str, tuple[str, str]] = {
    "interval_days": ("更新时限", "天"),
    "deadline": ("每年最迟公开日", ""),
    "proof_hours": ("两次查看至少相隔", "小时"),
    "at_least": ("达到即不合格", "个栏目"),
    "working_days": ("时限", "个工作日"),
    "backdate_days": ("标注日期之后至少", "天才作比较"),
    "display_days": ("公示期按", "个工作日计"),
}
"""What is before and after the value of a rule's parameter."""


def param(name: str, value: object) -> str:
    """A rule's parameter as people read it: 更新时限 14 天."""
    before, after = _PARAMS.get(name, (name, ""))
    return f"{before} {value} {after}".strip()


def status(finding: Finding) -> str:
    """Whether a finding is over, and how: 未了结, 已整改（2026-03-09）."""
    found = finding.found
    if found.closed is None:
        return "未了结"
    return f"{CLOSE_REASONS.get(found.close_reason or '', '已了结')}（{found.closed}）"
