"""The words for states, and the one sentence that says why. Calm, checkable, in Chinese."""

from __future__ import annotations

from datetime import date

from gongkai.base.states import State
from gongkai.base.values import Section
from gongkai.judge.limits import Limit

STATE_WORDS: dict[State, str] = {
    "fresh": "正常",
    "due": "待更新",
    "stale": "超期",
    "empty": "空白",
    "unwatched": "不计时限",
    "unseen": "未看到",
    "failed": "采集失败",
    "blocked": "被拒绝",
    "broken": "未识别",
}
"""What people read for each state; the last four are ours, never the unit's."""


def statement(
    section: Section,
    state: State,
    since: str | None,
    newest: str | None,
    days: int | None,
    limit: Limit | None,
    as_of: date,
) -> str:
    """What a supervisor reads beside the state. The dates are all there to be checked."""
    told = _ours(state, since) or _seen(state, since)
    if told:
        return told
    if newest is None:
        return "栏目有内容，但没有标注日期，无法按时限判断。" if limit is None else _owed(section, limit)
    return f"最新一条标注 {newest[:10]}，距今 {days} 天。" + _judged(section, state, limit, as_of)


def _ours(state: State, since: str | None) -> str | None:
    if state == "unseen":
        return f"自 {since} 起未能看到该栏目。" if since else "尚未成功查看过该栏目。"
    words = {
        "failed": "未能取得该栏目页面",
        "blocked": "网站拒绝了访问",
        "broken": "网站有答复，但未能从中认出该栏目的列表",
    }.get(state)
    return f"自 {since} 起{words}；这是采集方的问题，不说明栏目未更新。" if words else None


def _seen(state: State, since: str | None) -> str | None:
    if state == "empty":
        return f"自 {since} 起连续查看，栏目均没有任何内容。"
    return None


def _judged(section: Section, state: State, limit: Limit | None, as_of: date) -> str:
    if state == "unwatched" or limit is None:
        return "该栏目没有设定更新时限。"
    last_day = limit.last_day.isoformat()
    if state == "stale":
        return f"{_rule(section, limit)}，截至 {last_day} 应有更新；此后相隔数小时的两次查看均未见新内容。"
    if state == "due" and as_of > limit.last_day:
        return f"{_rule(section, limit)}，已于 {last_day} 届满；尚待再次查看核实，暂不作超期认定。"
    if state == "due":
        return f"{_rule(section, limit)}，最迟应在 {last_day} 更新。"
    return f"{_rule(section, limit)}，在时限之内。"


def _owed(section: Section, limit: Limit) -> str:
    return f"{_rule(section, limit)}，截至 {limit.last_day.isoformat()} 应公开的内容在列表中未见。"


def _rule(section: Section, limit: Limit) -> str:
    if limit.by == "interval":
        return f"更新时限 {section.interval_days} 天"
    days = (map(int, day.strip().split("-")) for day in (section.deadline or "01-01").split(","))
    return f"每年 {'、'.join(f'{month} 月 {day} 日' for month, day in days)}前公开"
