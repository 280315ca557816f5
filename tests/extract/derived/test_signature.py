"""Signatures: the same for ever, blind to what is no text, near for copies, far for others."""

from __future__ import annotations

import random

import pytest

from gongkai.extract.derived.signature import MIN_CHARS, NEAR, SIGNATURE, bands, distance, signature
from tests.extract.pages import PARAGRAPHS, TEXT

LONG = (
    TEXT
    + "\n"
    + "\n".join(f"第{number}网格由社区第{number * 7}小组负责，每日六时前巡查一遍。" for number in range(40))
)

STORED_SHORT, STORED_LONG = -4932077459445095287, 4253990185981726027
"""What this very version gave: archives hold such numbers."""


def near(a: str, b: str) -> int:
    one, other = signature(a), signature(b)
    assert one is not None
    assert other is not None
    return distance(one, other)


def test_stored_signatures_stay_what_they_are():
    assert SIGNATURE == "simhash-4gram/1"
    assert (signature(TEXT), signature(LONG)) == (STORED_SHORT, STORED_LONG)


@pytest.mark.parametrize("text", [TEXT, LONG])
def test_what_is_no_text_does_not_count(text: str):
    for other in (
        text.replace("\n", ""),
        "\u3000\u3000" + "  \n".join(text),
        text.replace("，", ",").replace("。", ". ").replace("、", ""),
        "".join(chr(ord(char) + 0xFEE0) if char.isdigit() else char for char in text),
        text + "\n附件：1.明月街道清雪责任分工表\n2.物资清单.xlsx\n　附件2：名单",
        text + "\n[责任书样本.docx]",
    ):
        assert signature(other) == signature(text)


def test_case_does_not_count():
    assert signature(LONG + "APP Wi-Fi") == signature(LONG + "app wifi")


def test_short_texts_have_none():
    assert signature("雪" * (MIN_CHARS - 1) + "，" * 50) is None
    assert signature("雪" * MIN_CHARS) is not None
    assert signature("") is None


def test_copies_are_near():
    copy = "来源：明月街道办事处\n" + LONG.replace("本街道", "明月街道") + "\n（编辑：小张）2026年1月5日"
    assert near(LONG, copy) <= NEAR
    assert near(LONG, LONG.replace("责任书", "承诺书")) <= NEAR


def test_other_texts_are_far():
    template = "{}2025年政府信息公开工作年度报告。" + "".join(PARAGRAPHS[:1]) + "{}"
    random.seed(7)
    prose = ["".join(chr(random.randint(0x4E00, 0x9000)) for _ in range(600)) for _ in range(2)]
    one, other = (template.format(name, text) for name, text in zip(("甲镇", "乙镇"), prose, strict=True))
    assert near(one, other) > 2 * NEAR


def test_numbers_fit_an_integer_of_sqlite():
    random.seed(3)
    numbers = [signature("".join(random.choices(LONG, k=200))) for _ in range(60)]
    assert all(number is not None and -(2**63) <= number < 2**63 for number in numbers)
    assert any(number is not None and number < 0 for number in numbers)


def test_distance_counts_bits_whatever_their_sign():
    assert (distance(0, 0), distance(-1, 0), distance(-(2**63), 0), distance(5, -3)) == (0, 64, 1, 61)


def test_near_numbers_share_a_band():
    random.seed(5)
    for _ in range(200):
        number = random.getrandbits(64) - 2**63
        other = number
        for bit in random.sample(range(63), NEAR):
            other ^= 1 << bit
        assert any(a == b for a, b in zip(bands(number), bands(other), strict=True))
    assert bands(-1) == (255,) * 8
