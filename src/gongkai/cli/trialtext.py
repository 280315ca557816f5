"""What trying a section came to, for people and as JSON. Personal data are masked, as the archive does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click
from rich.filesize import decimal

from gongkai.archive import ListedRow
from gongkai.base.personal import mask
from gongkai.base.values import Document
from gongkai.cli.wrapping import wrapped
from gongkai.crawl.trial import ArticleSight, Check, Sight, Trial
from gongkai.crawl.trialchecks import is_readable

ROWS = 10
"""So many rows are shown, as people and as programs see them."""

OPENING = 120
"""Characters of a body that are shown."""

LEVEL_WORDS = {"good": "正常", "doubt": "留意", "bad": "不行"}
_STYLES = {"good": "green", "doubt": "yellow", "bad": "red"}
_DAY = " " * 12


def trial_lines(trial: Trial, checks: Sequence[Check], columns: int | None) -> list[str]:
    """All of one section: rows, next page, an item, checks."""
    section, shown = trial.section, trial.shown
    lines = [_headline(trial, checks), wrapped(section.url, columns), ""]
    for row in shown.rows[:ROWS]:
        lines += _row_lines(row, columns)
    if len(shown.rows) > ROWS:
        lines.append(f"{_DAY}……这一页共 {len(shown.rows)} 条")
    lines += _next_lines(trial, columns) + _article_lines(trial, columns)
    lines += [""] if shown.rows else []
    return lines + check_lines(checks, columns)


def short_lines(trial: Trial, checks: Sequence[Check], columns: int | None) -> list[str]:
    """One section among many: what it came to, and what is not as it should be."""
    rows = trial.shown.rows
    newest = max((row.date[:10] for row in rows if row.date), default="")
    told = f"{len(rows)} 条" + (f"，最新 {newest}" if newest else "") if trial.shown.understood else ""
    odd = [check for check in checks if check.level != "good"]
    return [f"{_headline(trial, checks)}  {told}".rstrip(), *check_lines(odd, columns)]


def _headline(trial: Trial, checks: Sequence[Check]) -> str:
    readable = is_readable(checks)
    word = click.style("能采集" if readable else "不能用", fg="green" if readable else "red", bold=True)
    return f"{word}  {click.style(trial.section.name, bold=True)}（{trial.section.id}）"


def check_lines(checks: Sequence[Check], columns: int | None) -> list[str]:
    """One line a check; what to do comes after what is so."""
    lines = []
    for check in checks:
        text = wrapped(check.told + check.do, columns, head="  正常  ")
        word = click.style(LEVEL_WORDS[check.level], fg=_STYLES[check.level])
        lines.append(text.replace("正常", word, 1))
    return lines


def _row_lines(row: ListedRow, columns: int | None) -> list[str]:
    day = (row.date or "无日期")[:10]
    head = day + " " * (2 if row.date else 6)
    address = row.url or "（没有可用的网址）"
    return [wrapped(row.title, columns, head=head), wrapped(address, columns, head=_DAY)]


def _next_lines(trial: Trial, columns: int | None) -> list[str]:
    if trial.next is None:
        return []
    sent = f"（POST：{trial.next.body}）" if trial.next.body is not None else ""
    lines = ["", wrapped(f"{trial.next.url}{sent}", columns, head="下一页      ")]
    following = trial.following.rows if trial.following else ()
    if following:
        lines.append(wrapped(f"{len(following)} 条，第一条：{following[0].title}", columns, head=_DAY))
    return lines


def _article_lines(trial: Trial, columns: int | None) -> list[str]:
    single, sight = trial.shown.single, trial.article
    if single is not None:
        return ["", *_document_lines(single, columns)]
    if sight is None:
        return []
    if sight.document is not None and not sight.reason:
        return ["", *_document_lines(sight.document, columns)]
    what = sight.detail.partition("。")[0] if sight.reason else _file_told(sight)
    return ["", wrapped(f"{sight.row.title}（{what}）", columns, head="试读        ")]


def _file_told(sight: ArticleSight) -> str:
    if sight.response is None:
        return "没有取到"
    return f"文件，{sight.response.media_type}，{decimal(len(sight.response.body))}"


def _document_lines(document: Document, columns: int | None) -> list[str]:
    title, body = mask(document.title or "（没有读出标题）")[0], mask(document.body)[0]
    day = (document.published or "").replace("T", " ") or "没有读出日期"
    parts = f"，正文另有 {len(document.parts)} 页" if document.parts else ""
    lines = [
        wrapped(title, columns, head="试读        "),
        wrapped(f"{day}；正文 {len(body)} 字{parts}", columns, head=_DAY),
    ]
    if body:
        opening = " ".join(body[:OPENING].split()) + ("……" if len(body) > OPENING else "")
        lines.append(wrapped(opening, columns, head=_DAY))
    for file in document.attachments[:ROWS]:
        lines.append(wrapped(f"附件 {mask(file.name)[0]}  {file.url}", columns, head=_DAY))
    if len(document.attachments) > ROWS:
        lines.append(f"{_DAY}……共 {len(document.attachments)} 个附件")
    return lines


# --- JSON ---------------------------------------------------------------------------------------------


def trial_json(trial: Trial, checks: Sequence[Check]) -> dict[str, Any]:
    """A section as `try --json` prints it; all rows of both looks where they differ are there."""
    section, shown, listing = trial.section, trial.shown, trial.shown.listing
    return {
        "section": section.id,
        "name": section.name,
        "url": section.url,
        "readable": is_readable(checks),
        "reason": shown.reason or None,
        "platform": listing.platform if listing else None,
        "shape": listing.shape if listing else None,
        "column": listing.section if listing else None,
        "total_items": listing.total_items if listing else None,
        "total_pages": listing.total_pages if listing else None,
        "rows": _rows_json(shown),
        "again": None if trial.second is None else _rows_json(trial.second),
        "next": {"url": trial.next.url, "body": trial.next.body} if trial.next else None,
        "next_rows": _rows_json(trial.following) if trial.following else None,
        "article": _article_json(trial),
        "checks": [{"id": c.id, "level": c.level, "told": c.told, "do": c.do} for c in checks],
    }


def _rows_json(sight: Sight) -> list[dict[str, Any]]:
    return [{"title": row.title, "url": row.url, "date": row.date} for row in sight.rows]


def _article_json(trial: Trial) -> dict[str, Any] | None:
    sight = trial.article
    document = trial.shown.single or (sight.document if sight else None)
    if document is None and sight is None:
        return None
    told: dict[str, Any] = {"url": sight.row.url if sight else trial.shown.rows[0].url}
    told["reason"] = sight.reason or None if sight else None
    if document is None:
        return told
    body = mask(document.body)[0]
    return told | {
        "title": mask(document.title)[0] if document.title else None,
        "published": document.published,
        "body_chars": len(body),
        "opening": body[:OPENING],
        "attachments": [{"url": f.url, "name": mask(f.name)[0]} for f in document.attachments],
    }
