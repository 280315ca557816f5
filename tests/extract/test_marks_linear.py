"""Marks of lines are told in time that grows with the line, whatever stands in it."""

from __future__ import annotations

import time

import pytest

from gongkai.extract.marks import MAX_TOOL_CHARS, is_footer, is_neighbour, is_pager, is_related, is_tool

PIECES = (
    "1",
    "12",
    "1 2 ",
    "页",
    "共1页",
    "下一页",
    "【",
    "政策解读",
    "来源",
    "字体：大",
    "打印",
    "版权所有",
    "上一篇：",
)


@pytest.mark.parametrize("piece", PIECES)
def test_no_line_takes_long(piece: str):
    """Digits without end that end otherwise once took a quarter of a minute."""
    started = time.process_time()
    for length in (24, MAX_TOOL_CHARS - 1, 399):
        line = (piece * length)[:length] + "\ufffd"
        for tell in (is_pager, is_tool, is_related, is_footer, is_neighbour):
            tell(line)
    assert time.process_time() - started < 0.5


def test_numbers_of_pages_are_told_as_before():
    assert is_pager("1 2 3 下一页".replace(" ", ""))
    assert is_pager("[1][2][12]…[128]")
    assert not is_pager("12a")
