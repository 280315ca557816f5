"""`/metrics`: how the program fares, in Prometheus' text format 0.0.4.

Moments are given, not ages: whoever asks has a clock (`time() - …`). Nothing is judged here: sections are
counted by the state that the last crawl left with them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasette import Response

from gongkai import __version__
from gongkai.archive.hosts import REBUILT
from gongkai.archive.sqlite import Record
from gongkai.base.times import parse_utc
from gongkai.judge import STATE_WORDS
from gongkai.web import queries
from gongkai.web.pages import Frame
from gongkai.web.queries import Operation
from gongkai.web.source import Source

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
FILES = ("gongkai.db", "gongkai.db-wal", "captures.db", "captures.db-wal")
OUTCOMES = ("done", "stopped", "no-space", "interrupted")
HOST_REASONS = ("breaker", "retry-after", REBUILT)
UNJUDGED = "unjudged"
"""In place of a state of sections that no check has seen yet."""

_RUN_FIGURES = (
    ("sections", "看过的栏目数"),
    ("requests", "请求数"),
    ("bytes", "收到的字节数"),
    ("new_items", "新出现的条目数"),
    ("changed_items", "有改动的条目数"),
    ("removed_items", "确认撤下的条目数"),
    ("errors", "没有看清的栏目和条目数"),
)


@dataclass(frozen=True, slots=True)
class Gauge:
    """One metric: its name after `gongkai_`, what it tells, its values; each by the value of `label`, or a
    single one under None."""

    name: str
    told: str
    values: Mapping[str | None, float]
    label: str = ""


async def metrics_page(source: Source, frame: Frame, request: Any) -> Response:
    """Of the present, whatever day the pages show."""
    operation = await source.query(queries.operation)
    sizes, free = await source.aside(lambda: _sizes(source.file.parent))
    return Response(
        exposition(gauges(operation, sizes, free)),
        content_type=CONTENT_TYPE,
        headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"},
    )


def _sizes(folder: Path) -> tuple[dict[str | None, float], int]:
    """Bytes of the archive's databases, and bytes free on their disk."""
    found: dict[str | None, float] = {}
    for name in FILES:
        try:
            found[name] = (folder / name).stat().st_size
        except FileNotFoundError:
            continue
    return found, shutil.disk_usage(folder).free


def gauges(operation: Operation, sizes: Mapping[str | None, float], free: int) -> list[Gauge]:
    """Everything that is told, in the order in which it is."""
    return [
        Gauge("build_info", "程序的版本", {__version__: 1}, "version"),
        *_runs(operation.begun, operation.finished),
        *_sections(operation),
        Gauge("hosts_in_trouble", "有情况的主机数，按原因", _hosts(operation), "reason"),
        _one("items", "档案中的条目数", operation.items),
        _one("captures", "档案中的快照数", operation.captures),
        Gauge("archive_file_bytes", "档案各数据库文件的字节数", sizes, "file"),
        _one("archive_free_bytes", "档案所在磁盘的剩余字节数", free),
    ]


def _runs(begun: Record | None, finished: Record | None) -> Iterable[Gauge]:
    if begun is None:
        return
    yield _one("run_open", "1：最近一次采集已开始、尚未结束，或被强行结束了", begun["finished"] is None)
    yield _one("run_started_timestamp_seconds", "最近一次采集开始的时刻", _seconds(begun["started"]))
    if finished is None:
        return
    yield _one(
        "run_finished_timestamp_seconds", "最近结束的一次采集结束的时刻", _seconds(finished["finished"])
    )
    outcomes = dict.fromkeys((*OUTCOMES, finished["outcome"]))
    values: dict[str | None, float] = {name: float(name == finished["outcome"]) for name in outcomes}
    yield Gauge("run_outcome", "最近结束的一次采集是怎样结束的（为 1 的一项）", values, "outcome")
    for name, told in _RUN_FIGURES:
        yield _one(f"run_{name}", f"最近结束的一次采集：{told}", finished[name] or 0)


def _sections(operation: Operation) -> Iterable[Gauge]:
    states: dict[str | None, float] = {state: operation.states.get(state, 0) for state in STATE_WORDS}
    states[UNJUDGED] = operation.states.get(None, 0)
    yield Gauge("sections", "正在看的栏目数，按最近一次采集后的状态", states, "state")
    yield _one("sections_never_understood", "从未看清过的栏目数", operation.never_understood)
    if operation.understood_oldest and operation.understood_newest:
        oldest, newest = _seconds(operation.understood_oldest), _seconds(operation.understood_newest)
        yield _one("understood_oldest_timestamp_seconds", "最久没有看清的栏目，上次看清的时刻", oldest)
        yield _one("understood_newest_timestamp_seconds", "最近一次看清任何栏目的时刻", newest)


def _hosts(operation: Operation) -> Mapping[str | None, float]:
    return {reason: operation.hosts.get(reason, 0) for reason in HOST_REASONS}


def exposition(told: Iterable[Gauge]) -> str:
    """The text of gauges; those without a value are left out."""
    lines = []
    for gauge in told:
        if not gauge.values:
            continue
        name = f"gongkai_{gauge.name}"
        lines += [f"# HELP {name} {_escaped(gauge.told)}", f"# TYPE {name} gauge"]
        for key, value in gauge.values.items():
            label = _escaped(key or "").replace('"', r"\"")
            labels = f'{{{gauge.label}="{label}"}}' if gauge.label else ""
            lines.append(f"{name}{labels} {value:.17g}")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("\n", r"\n")


def _one(name: str, told: str, value: float) -> Gauge:
    return Gauge(name, told, {None: float(value)})


def _seconds(moment: str) -> float:
    return parse_utc(moment).timestamp()
