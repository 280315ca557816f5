"""Names of government bodies: where they begin, how often they stand."""

from __future__ import annotations

import pytest

from gongkai.extract.derived.names import LIMIT, NameFound, unit_names


def names(text: str) -> list[str]:
    return [found.name for found in unit_names(text)]


@pytest.mark.parametrize(
    "name",
    [
        "明月街道办事处",
        "清水区明月街道办事处",
        "北原市清水区明月街道办事处",
        "清水区和平里街道办事处",
        "清水区中关村街道办事处",
        "红旗街道办事处",
        "白石县柳林镇人民政府",
        "柳林镇人民政府",
        "青河苗族自治县白沙民族乡人民政府",
        "赵县人民政府办公室",
        "北原市市中区人民政府",
        "红星社区居民委员会",
        "柳林镇河东村村民委员会",
        "清水区财政局",
        "白石县民族宗教事务局",
        "青河仡佬族苗族自治县人力资源和社会保障局",
        "青河哈尼族彝族自治州白石县教育体育局",
        "清水区发展和改革委员会",
        "清水区住房和城乡建设局",
        "清水区市场监督管理局",
        "清水区乡村振兴局",
        "景德镇市城市管理局",
        "东岭省自然资源厅",
        "东岭高新技术产业开发区管委会",
    ],
)
@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "关于印发{}工作方案的通知",
        "今年以来，{}做了大量工作",
        "由{}会同",
        "现将《{}章程》公布",
        "经{}同意",
        "2025年{}",
    ],
)
def test_a_name_whatever_stands_before_it(name: str, around: str):
    assert names(around.format(name)) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "本街道办事处",
        "区财政局、县教育局",
        "各镇人民政府，街道办事处",
        "县人力资源和社会保障局",
        "提交到县人社局",
        "社区居委会",
        "城市管理局",
        "住房和城乡建设局",
        "棋局已定，大局为重，明月街道的格局",
        "县级或者乡镇人民政府",
        "",
    ],
)
def test_what_names_no_place_names_nobody(text: str):
    assert names(text) == []


def test_words_that_are_no_place_are_dropped_with_the_place_they_hide():
    assert names("大力宣传动员清水区明月街道办事处") == ["明月街道办事处"]
    assert names("大力宣传动员清水区财政局") == []


def test_a_name_with_words_before_it_is_the_name():
    text = "清水区财政局局长到会。走访清水区财政局。北原市清水区财政局"
    assert unit_names(text) == (
        NameFound("清水区财政局", 2, 0),
        NameFound("北原市清水区财政局", 1, text.index("北原市")),
    )


def test_several_names_in_a_row():
    assert names("清水区教育局、清水区司法局和明月街道办事处") == [
        "清水区教育局",
        "清水区司法局",
        "明月街道办事处",
    ]


def test_counts_positions_and_the_limit():
    text = "柳林镇人民政府。明月街道办事处，明月街道办事处"
    assert unit_names(text) == (NameFound("明月街道办事处", 2, 8), NameFound("柳林镇人民政府", 1, 0))
    assert unit_names(text, limit=1) == (NameFound("明月街道办事处", 2, 8),)
    many = "。".join(f"{a}{b}街道办事处" for a in "甲乙丙丁戊" for b in "子丑寅卯辰巳")
    assert len(unit_names(many)) == LIMIT
