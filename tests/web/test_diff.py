from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from gongkai.web.diff import diff_lines, diff_pieces

TEXT = st.text(alphabet="一二的了三 12ab", max_size=60)


def told(old: str, new: str) -> str:
    signs = {"same": "{}", "del": "[-{}-]", "ins": "[+{}+]"}
    return "".join(signs[piece.change].format(piece.text) for piece in diff_pieces(old, new))


def test_numbers_change_whole() -> None:
    assert (
        told("每人每年1200元，由社区发放。", "每人每年1500元，由社区发放。")
        == "每人每年[-1200-][+1500+]元，由社区发放。"
    )


def test_a_lone_character_that_agrees_is_no_bridge() -> None:
    assert (
        told("前面相同的文字甲的乙后面相同", "前面相同的文字丙的丁后面相同")
        == "前面相同的文字[-甲的乙-][+丙的丁+]后面相同"
    )


def test_another_text_is_two_blocks() -> None:
    assert told("关于停水的通知", "召开会议部署安全生产") == "[-关于停水的通知-][+召开会议部署安全生产+]"


@given(TEXT, TEXT)
def test_nothing_is_lost_or_invented(old: str, new: str) -> None:
    pieces = diff_pieces(old, new)
    assert "".join(p.text for p in pieces if p.change != "ins") == old
    assert "".join(p.text for p in pieces if p.change != "del") == new


def test_unchanged_paragraphs_far_from_a_change_are_counted_not_shown() -> None:
    old = "\n".join(f"第{n}段" for n in range(20))
    lines = diff_lines(old, old.replace("第10段", "第10段，补充"))
    assert [line.skipped for line in lines] == [9, 0, 0, 0, 8]
    assert [line.changed for line in lines] == [False, False, True, False, False]


def test_equal_texts_have_no_difference() -> None:
    assert diff_lines("一\n\n二", "一\n二 \n") == ()


def test_paragraphs_that_repeat_themselves_cost_no_minutes() -> None:
    """Unbounded, difflib takes half a minute for this."""
    started = time.process_time()
    lines = diff_lines("\n".join(["同"] * 1500), "\n".join("同异"[n % 2] for n in range(1500)))
    assert time.process_time() - started < 5
    assert sum(line.changed for line in lines) > 0
