"""All that is derived of a text, and how long hostile ones take."""

from __future__ import annotations

import json
import time
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.extract.derived import DERIVED, Derived, NameFound, derive, figures_of, signature
from gongkai.extract.derived.numbers import numbers
from tests.extract.derived.reports import TITLE, flat, sections, table_a, table_b, table_c
from tests.extract.pages import TEXT

MILLION = 1_000_000
SECONDS = 8
"""Far above what it takes (under one), far below what anything but proportional time would."""


def test_an_ordinary_text():
    assert DERIVED == "derived/2"
    text = f"{TEXT}\n清水区明月街道办事处"
    expected = (NameFound("清水区明月街道办事处", 1, len(TEXT) + 1),)
    assert derive("关于做好冬季清雪工作的通知", text) == Derived(
        signature(text), expected, None, numbers("关于做好冬季清雪工作的通知", text)
    )


def test_a_report():
    text = sections(flat(table_a()), flat(table_b()), flat(table_c()))
    found = derive(TITLE, text)
    assert found.figures is not None
    assert found.figures.disputes is not None
    assert [name.name for name in found.names] == ["明月街道办事处"]
    told = json.loads(json.dumps(asdict(found)))
    assert figures_of(told["figures"]) == found.figures
    assert tuple(NameFound(**name) for name in told["names"]) == found.names


def test_nothing():
    assert derive("", "") == Derived(None, (), None, numbers("", ""))


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("功作总结共3页，金额1,286万元", "工作总结共3页，金额1286万元", True),
        ("第一章 2026年１月31日前公开", "2026年1月31日前公开；第一章", True),
        ("总额4286.0万元", "总额4826.0万元", False),
        ("每人每月300元", "每人每月300元，另加50元", False),
    ],
)
def test_numbers_are_the_same_where_words_alone_differ(before: str, after: str, same: bool):
    assert (numbers("标题", before) == numbers("标题", after)) is same


HOSTILE = {
    "one character": "雪",
    "places": "区",
    "ends of names": "局",
    "names": "清水区财政局",
    "duties": "市场监督",
    "places in a row": "甲县乙区",
    "people in a row": "甲乙族",
    "digits": "7",
    "figures": "7 ",
    "blanks": " ",
    "lines and tabs": "\n\t",
    "tabs": "\t",
    "cells": "0\t",
    "marks": "-\n",
    "brackets": "（",
    "rows": "新收政府信息公开申请\t0\t0\t0\t0\t0\t0\t0\n",
    "names of rows": "重复申请\n0\n",
    "prose": "主动公开信息",
    "applications": "收到申请",
    "years": "2025年",
    "files": "附件：\n",
    "wide letters": "\ufdfa",
    "disputes": "尚未审结\t1\n",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("title", [TITLE, ""])
def test_hostile_texts_take_no_time(piece: str, title: str):
    begun = time.process_time()
    derive(title, piece * (MILLION // len(piece)))
    assert time.process_time() - begun < SECONDS


PIECES = [
    *HOSTILE.values(),
    "第二十条第",
    "规章\t1",
    "制发件数",
    "三、",
    "（七）总计 1 2 3",
    "结转下年度",
    "\ud800",
    "\x00",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=60))
@settings(max_examples=150, deadline=None)
def test_nothing_makes_it_raise(pieces: list[str]):
    text = "".join(pieces)
    assert isinstance(derive(TITLE, text), Derived)
    assert isinstance(derive(text, text), Derived)
