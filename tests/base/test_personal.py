"""Personal data in made-up texts, of which every stretch is known; and what any text may do to the finder."""

# ruff: noqa: E501 (made-up texts are easier to read unbroken)

from __future__ import annotations

import re
import sys
import time
import timeit
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.base.personal import Mark, find, mask
from gongkai.base.personal_words import OFFICIAL, PARTY, PRIVATE
from tests.base.personal_genres import PERSONS
from tests.base.personal_misses import BODIES
from tests.base.personal_texts import Expected, Sample, texts

COUNT = 500
LEAST_PRECISION, LEAST_RECALL = 0.99, 0.98
KINDS = ("id-number", "bank-card", "mobile", "address")


def found(sample: Sample) -> set[Expected]:
    return {(mark.kind, mark.start, mark.end, mark.value) for mark in find(sample.text)}


def test_precision_and_recall() -> None:
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    lines = [""]
    for sample in texts({**PERSONS, **BODIES}, COUNT):
        marks = found(sample)
        right.update(kind for kind, *_ in marks & sample.expected)
        wrong.update(kind for kind, *_ in marks - sample.expected)
        missed.update(kind for kind, *_ in sample.expected - marks)
        lines += [f"wrong: {sample.genre} {context(sample, one)}" for one in sorted(marks - sample.expected)]
        lines += [f"missed: {sample.genre} {context(sample, one)}" for one in sorted(sample.expected - marks)]
    enough = [
        measured("all", right.total(), wrong.total(), missed.total(), lines),
        *[measured(kind, right[kind], wrong[kind], missed[kind], lines) for kind in KINDS],
    ]
    report = "\n".join(lines)
    sys.stdout.write(report + "\n")
    assert all(enough), report


def measured(kind: str, right: int, wrong: int, missed: int, lines: list[str]) -> bool:
    precision, recall = right / (right + wrong), right / (right + missed)
    lines.append(
        f"{kind:10} right {right:4} wrong {wrong:3} missed {missed:3} "
        f"precision {precision:.4f} recall {recall:.4f}"
    )
    return precision >= LEAST_PRECISION and recall >= LEAST_RECALL


def context(sample: Sample, one: Expected) -> str:
    return repr(sample.text[max(0, one[1] - 60) : one[2] + 20])


ID, OTHER, OLD = "11010119900307889X", "110101199003071153", "110101650307123"
CARD, MOBILE = "6217001234567890122", "13900001234"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"身份证号：{ID}。", "身份证号：110101************。"),
        ("身份证 110101 19900307 889x", "身份证 110101 ******** ****"),
        ("公民身份号码１１０１０１１９９００３０７１１５３", "公民身份号码１１０１０１************"),
        (f"张三，证件号码{OLD}", "张三，证件号码110101*********"),
        (f"张三\t{CARD}\t300", "张三\t621700*************\t300"),
        ("户名：张三，账号：6217 0012 3456 7890 122", "户名：张三，账号：6217 00** **** **** ***"),
        (f"申请人：张三，电话：+86-{MOBILE}", "申请人：张三，电话：+86-139******34"),
        ("本人电话139-0000-1234", "本人电话139-****-**34"),
        ("家庭住址：青石镇迎宾路12号3栋2单元501室，", "家庭住址：青石镇迎宾路**号*栋*单元***室，"),
        (f"姓名\t电话\t低保金额\n张三\t{MOBILE}\t300", "姓名\t电话\t低保金额\n张三\t139******34\t300"),
        (
            f"姓名\t地址\t身份证号\n张三\t白杨村3组12号\t{ID}",
            "姓名\t地址\t身份证号\n张三\t白杨村3组**号\t110101************",
        ),
    ],
)
def test_masked_forms(text: str, masked: str) -> None:
    assert mask(text)[0] == masked


@pytest.mark.parametrize(
    "text",
    [
        f"项目编号：{OTHER}",
        f"编号 {OLD}，身份证复印件一份",
        f"统一社会信用代码：{OTHER}",
        f"1{OTHER} {OTHER}0",
        "身份证号：1101011990030788910",
        "身份证号：520103********1234，手机138****1234，住迎宾路**号",
        f"保证金账户\n户名：云岭县财政局\n账号：{CARD}",
        f"收款单位：惠民公司，开户银行：某支行，账号：{CARD}",
        f"订单号 {CARD}",
        f"联系人：张三，联系电话：{MOBILE}",
        f"申请人请持身份证到窗口办理。咨询电话：{MOBILE}",
        f"单位\t联系人\t电话\n民政局\t张三\t{MOBILE}",
        f"姓名\t职务\t电话\n张三\t村主任\t{MOBILE}",
        f"https://a.example/{MOBILE}.html 坐标106.{MOBILE} 值0.{MOBILE} {MOBILE}@qq.example",
        f"本人手机{MOBILE}5",
        "办公地址：迎宾路12号",
        "公司地址：迎宾路12号3栋2单元501室",
        "住所地：迎宾路12号",
    ],
)
def test_what_is_left(text: str) -> None:
    assert find(text) == ()


def test_a_mark_tells_its_value_but_does_not_print_it() -> None:
    (mark,) = find("身份证 １１０１０１ 19900307-889x")
    assert mark == Mark("id-number", 4, 24, "１１０１０１ ********-****", ID)
    assert ID not in repr(mark)


def test_the_look_at_one_character_loses_no_party() -> None:
    whole = re.compile(f"{PRIVATE}|{OFFICIAL}")
    for sample in texts({**PERSONS, **BODIES}, 71):
        assert [m.span() for m in whole.finditer(sample.text)] == [
            m.span() for m in PARTY.finditer(sample.text)
        ]
    words = re.findall("[一-鿿]+", f"{PRIVATE}|{OFFICIAL}")
    tried = [f"{word}{rest}" for word in words for rest in ("。", "电话", "：", "路1号")]
    assert all(PARTY.match(text) for text in tried if whole.match(text))


# Whatever the text

WORDS = st.sampled_from(
    [ID, OTHER, OLD, CARD, MOBILE, "\t", "\n", " ", "-", "\u200b", "*", "１３９", "00001234", "86", "6217", "0012 3456", " | ",
     *"身份证号： 住址： ，住 迎宾路12号 3栋501室 联系电话： 申请人：张三 姓名 电话 单位 局 。 低保名单".split()]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=25).map("".join) | st.text(max_size=80)


@settings(max_examples=1_000, deadline=None)
@given(TEXTS)
def test_any_text(text: str) -> None:
    masked, marks = mask(text)
    assert len(masked) == len(text)
    assert find(masked) == ()
    last = 0
    for mark in marks:
        assert last <= mark.start < mark.end <= len(text)
        assert masked[mark.start : mark.end] == mark.masked != text[mark.start : mark.end]
        last = mark.end


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "路",
        " ",
        "住",
        "身份证",
        "\n",
        "\t",
        "*",
        "1 ",
        "路1号",
        "6217 ",
        f"{MOBILE}，",
        f"{ID}\n",
        "姓名\t电话\n",
    ],
)
def test_time_is_linear(piece: str) -> None:
    """A fifth of a megabyte; a pattern that looks back or ahead without bounds would take minutes."""
    text = piece * (200_000 // len(piece))
    start = time.process_time()
    mask(text)
    assert time.process_time() - start < 4


@pytest.mark.parametrize(("name", "genre"), [("a list of persons", "relief_list"), ("a notice", "notice")])
def test_time_of_a_page(name: str, genre: str) -> None:
    template = {genre: {**PERSONS, **BODIES}[genre]}
    lists = "\n".join(sample.text for sample in texts(template, 60))[:5_000]
    prose = "各村（社区）、县直各部门，请于2025年3月1日前将12项工作的落实情况报送至办公室。\n" * 200
    text = lists if genre == "relief_list" else (prose[:4_800] + lists)[:5_000]
    seconds = min(timeit.repeat(lambda: mask(text), number=1, repeat=20))
    sys.stdout.write(f"\n{name} of 5,000 characters: {seconds * 1000:.2f} ms, {len(find(text))} marks\n")
    assert seconds < 0.03
