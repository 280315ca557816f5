"""Numbers that the prose of an annual report states plainly, each with the words it stands in.

No rule may read them alone: units count 条, 件 and 次, mix channels, and say 余. What is given is what is
written; whether two numbers speak of the same thing is for whoever compares them to say. Numbers written in
words (一百一十余条) are not read.
"""

from __future__ import annotations

import re

from gongkai.extract.derived.report import Stated, Subject

MAX_STATED = 60
MAX_LINE = 3_000
_WORDS = 60
"""Characters of the words before and behind that are kept."""

_GAP = r"[^。;,，\d]{0,%d}?"
_NUMBER = r"(?P<about>约|近|超过?|逾)?\s?(?P<number>\d[\d,]{0,12}(?:\.\d{1,6})?)\s?(?P<more>余|多|左右)?"
_SUBJECTS: tuple[tuple[Subject, str, str], ...] = (
    ("disclosed", rf"(?:主动公开|公开|发布){_GAP % 16}信息{_GAP % 12}", "条|件|篇|次|项|期|则"),
    ("applications", rf"(?:收到|受理|新收|接到){_GAP % 16}申请{_GAP % 10}", "件|份|条|起|宗|次|例|项"),
    ("reviews", rf"行政复议{_GAP % 8}", "件|起|宗|例|次"),
    ("suits", rf"行政诉讼{_GAP % 8}", "件|起|宗|例|次"),
    ("permits", rf"行政许可{_GAP % 12}", "件|宗|起|例|项|次|个|份"),
    ("penalties", rf"行政处罚{_GAP % 12}", "件|宗|起|例|项|次|个|份"),
    ("coercion", rf"行政强制{_GAP % 12}", "件|宗|起|例|项|次|个|份"),
    ("fees", rf"行政事业性收费{_GAP % 12}", "万元|元"),
)
_PATTERNS = tuple(
    (subject, re.compile(f"{before}{_NUMBER}(?P<unit>{units})(?P<behind>余|多)?"))
    for subject, before, units in _SUBJECTS
)


def stated(text: str) -> tuple[Stated, ...]:
    """The numbers in a text (its signs narrow: NFKC), in order, at most `MAX_STATED`; what stands in tables
    is none."""
    found: list[Stated] = []
    for line in text.split("\n"):
        if "\t" not in line:
            found.extend(_in_line(line[:MAX_LINE]))
        if len(found) >= MAX_STATED:
            break
    return tuple(found[:MAX_STATED])


def _in_line(line: str) -> list[Stated]:
    found = []
    for subject, pattern in _PATTERNS:
        for match in pattern.finditer(line):
            about = any(match[group] for group in ("about", "more", "behind"))
            words = line[max(0, match.start() - _WORDS) : match.end()]
            number = float(match["number"].replace(",", ""))
            found.append((match.start("number"), Stated(subject, number, match["unit"], about, words)))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]
