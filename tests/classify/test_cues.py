"""Words of cues: where they match, what goes with them; that looking by their beginning misses none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.classify.clues import columns_of, plain
from gongkai.classify.cues import Cue, CueIndex, Pattern, without_end
from gongkai.config import CueConfig


def matches(word: str, text: str) -> bool:
    text = plain(text)
    return Pattern.of(word).matches(text, without_end(text))


@pytest.mark.parametrize(
    ("word", "text", "there"),
    [
        ("部门决算", "青石街道2024年度部门决算公开", True),
        ("部门决算", "部门年度决算", False),
        ("关于*的通知", "区教育局关于开学的通知", True),
        ("关于*的通知", "通知：关于开学", False),
        ("^关于", "关于开学的通知", True),
        ("^关于", "区教育局关于开学的通知", False),
        ("的通知$", "关于开学的通知", True),
        ("的通知$", "关于开学的通知（第二批）", True),
        ("的通知$", "关于印发办法的通知〔2024〕3号", False),
        ("办法$", "养犬管理办法（试行）", True),
        ("办法$", "养犬管理办法解读", False),
        ("^各*通知$", "各街道办事处通知", True),
        ("^*社区*开展", "和平社区开展活动", True),
        ("a*a", "a", False),
        ("通知*通知", "通知", False),
        ("通知*通知$", "通知的通知", True),
        ("Ａ４", "a4 纸 A4", True),
    ],
)
def test_where_a_word_is(word: str, text: str, there: bool) -> None:
    assert matches(word, text) is there


def test_how_it_is_shown() -> None:
    assert Pattern.of("^关于*的通知$").shown == "关于…的通知"


def cue(known_by: str, *words: str, **more: tuple[str, ...]) -> Cue:
    return Cue.of(CueConfig(id=known_by, category="notice", weight=2.0, words=words, **more))  # type: ignore[arg-type]


def found(text: str, *cues: Cue) -> dict[str, str]:
    return {one.id: word for one, word in CueIndex.of(cues).found(plain(text))}


def test_what_goes_with_a_cue_and_what_forbids_it() -> None:
    result = cue("result", "低保", also=("名单", "公示"), unless=("解读",))
    assert found("低保名单", result) == {"result": "低保"}
    assert found("低保办法", result) == {}
    assert found("低保名单解读", result) == {}


def test_a_cue_of_some_levels_says_nothing_of_others() -> None:
    index = CueIndex.of([cue("village", "村", levels=("township", "community"))])
    assert [one.id for one, _ in index.found("村务公开", "township")] == ["village"]
    assert not list(index.found("村务公开", "district"))
    assert not list(index.found("村务公开"))


def test_the_longest_of_its_words_is_told_and_cues_come_in_their_order() -> None:
    assert found("部门决算公开", cue("b", "公开"), cue("a", "决算", "部门决算")) == {
        "b": "公开",
        "a": "部门决算",
    }
    assert list(found("部门决算公开", cue("b", "公开"), cue("a", "决算"))) == ["b", "a"]


words = st.text("关于通知公示*^$", min_size=1, max_size=6).filter(lambda word: word.strip("^$*"))


@given(st.lists(words, max_size=8), st.text("关于通知公示（）", max_size=12))
def test_looking_by_the_beginning_of_words_misses_none(some: list[str], text: str) -> None:
    cues = [cue(f"c{number}", word) for number, word in enumerate(some) if Pattern.of(word).parts]
    expected = {one.id for one in cues if one.words[0].matches(plain(text), without_end(plain(text)))}
    assert set(found(text, *cues)) == expected


@pytest.mark.parametrize(
    ("section", "names"),
    [
        ("通知公告", ("通知公告",)),
        ("首页 > 政务公开 > 财政信息", ("政务公开", "财政信息")),
        ("当前位置：首页/信息公开/年报", ("信息公开", "年报")),
        ("重点领域;社会救助", ("重点领域", "社会救助")),
        ("", ()),
        (" > / ", ()),
        ("首页 疫情防控 疫情通报 &#xe60b;", ("疫情防控", "疫情通报")),
    ],
)
def test_the_names_in_a_breadcrumb(section: str, names: tuple[str, ...]) -> None:
    assert columns_of(section) == names
