"""What changes at every request, on twins whose articles have it: the counter, the clock, the neighbours."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from gongkai.demo.twins.base import Twin
from gongkai.demo.twins.stock import Entry
from gongkai.demo.values import Ask, Reply

HITS = "@hits@"
"""Stands for the number of visits wherever an article shows it."""
CLOCK = '<div class="today">今天是2026年1月2日 星期五 @clock@</div>'


class Lively(Twin):
    """A twin whose pages are never the same twice: visits are counted and the clock goes on."""

    def answer(self, ask: Ask) -> Reply:
        reply = super().answer(ask)
        if not reply.media_type.startswith("text/html"):
            return reply
        shown = {HITS: str(1000 + ask.hits), "@clock@": f"08:{ask.hits // 60 % 60:02}:{ask.hits % 60:02}"}
        body = reply.body
        for sign, value in shown.items():
            body = body.replace(sign.encode(), value.encode())
        return replace(reply, body=body)


def neighbours(twin: Twin, entry: Entry) -> str:
    """The links to the entries before and after; they change when others are published or removed."""
    entries = twin.stock.entries
    at = entries.index(entry)
    newer = entries[at - 1] if at else None
    older = entries[at + 1] if at + 1 < len(entries) else None
    shown = f"<p>上一篇：{_linked(twin, newer)}</p><p>下一篇：{_linked(twin, older)}</p>"
    return f'<div class="prevnext">{shown}</div>'


def _linked(twin: Twin, entry: Entry | None) -> str:
    if entry is None:
        return "没有了"
    return f'<a href="{escape(twin.address(entry))}">{entry.title}</a>'
