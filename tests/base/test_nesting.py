"""The guard's model of open elements against the parser: never much shallower, right where all is well."""

from __future__ import annotations

import random
import time

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.base.guard import refusal
from gongkai.base.nesting import MAX_DEPTH, MAX_REOPENED, MAX_WALKED, MAX_WRITTEN, _Model
from gongkai.base.nesting import costs as costs_of

NAMES = (
    "div span p b font a table tr td th tbody caption ul li dl dd dt svg math g path foreignObject "
    "desc title mi annotation-xml object select option optgroup button form h1 h2 template x-y style "
    "script textarea noscript frameset body html head br img pre section i nobr ruby rt iframe applet "
    "marquee center colgroup col input plaintext xmp image"
).split()
ODD = (
    "<!--> <!-- --> <![CDATA[ ]]> <?x <!x > </> </.x> ' \" <div/a='</div>'> <div/=a='</div>'> <x/> <g/> "
    "<font/color=a> 字 </stylex> <!--<script> --!>"
).split()


def costs(text: str) -> str | None:
    return costs_of(text, counted=True)


def soup(seed: int) -> str:
    """Tags of a few names in any order, and what a tokenizer may stumble over, all of it many times."""
    chance = random.Random(seed)
    few = chance.sample(NAMES, chance.randint(2, 6))
    parts = []
    for _ in range(chance.randint(1, 14)):
        piece = chance.choice((f"<{chance.choice(few)}>", f"</{chance.choice(few)}>", chance.choice(ODD)))
        parts.append(piece * chance.choice((1, 1, 2, 30)))
    return "".join(parts) * chance.choice((1, 20, 40))


def depth(root: LexborNode | None) -> int:
    deepest = 0
    waiting = [(root, 1)]
    while waiting:
        node, level = waiting.pop()
        deepest = max(deepest, level)
        child = node.first_child if node is not None else None
        while child is not None:
            if child.is_element_node:
                waiting.append((child, level + 1))
            child = child.next
    return deepest


def modelled(text: str) -> tuple[int, int]:
    """The deepest the model comes to, and the formatting that it knows to be open at the end."""
    model, deepest = _Model(), 0
    for slash, name, _, gap in model.tags(text):
        if slash:
            model.close(name)
        else:
            model.open(name, gap.endswith("/"))
        deepest = max(deepest, len(model.stack))
    return deepest, model.hanging


@pytest.mark.parametrize("start", range(0, 1_500, 250))
def test_a_parser_is_never_much_deeper(start: int):
    """Four times at most: a table brings its own body and row, and a cell is not counted."""
    for seed in range(start, start + 250):
        text = soup(seed)
        deepest, hanging = modelled(text)
        assert depth(LexborHTMLParser(text).root) <= 4 * deepest + hanging + 8, (seed, text[:500])


@pytest.mark.parametrize(
    "text",
    [
        "<div><ul><li>一<li>二</ul><p>三</div>" * 3_000,
        "<table><tr><td><font color=red><b>字</b></font><td>字</table>" * 2_000,
        "<ul>" + "<li><a href=x title='a>b'><i></i>字</a></li>" * 9_000 + "</ul>",
        "<dl><dt>甲<dd>乙</dl>" * 3_000,
        "<p><svg viewBox='0 0 1 1'><title>图</title><g><path d='M0'/><path d='M0'></g></svg>字</p>" * 2_000,
        "<span><p>字</p></span>" * 5_000,
        "<script>if (a<b) document.write('<div>' + '<ul>')</script>" * 5_000,
        "<!-- <div> --><textarea><div></textarea>" * 5_000,
        "<select><option>甲<option>乙</select>" * 5_000,
    ],
)
def test_pages_in_order_stay_shallow(text: str):
    assert modelled(text)[0] < 12
    assert costs(text) is None


HIDDEN = {
    "an attribute": "<div a='</div>'>",
    "an attribute without quotes": "<div a=</div>",
    "an attribute that begins with a sign": "<div =a='</div>'>",
    "a comment that ends at once": "<!--><div>",
    "an instruction": "<div><?x</div>",
    "an end tag without a name": "<div></ </div>",
    "a text field": "<div><textarea></div></textarea>",
    "a style with a longer end": "<div><style></stylex></div></style>",
    "a script in a script": "<div><script><!--<script></script></div>--></script>",
    "an object": "<div><object></div>",
    "a table": "<div><table></div>",
    "a paragraph": "<span><p></span>",
    "a row of items": "<span><li></span><ul>",
    "groups of options": "<optgroup>",
    "a drawing of cells": "<svg><td>",
    "a drawing of styles": "<svg><style><g>",
    "a drawing left unasked": "<svg><p><x/>",
    "a name of another alphabet": "<lin\u212a>",
}


@pytest.mark.parametrize("where", HIDDEN)
def test_end_tags_that_end_nothing_hide_no_depth(where: str):
    piece = HIDDEN[where]
    started = time.process_time()
    assert refusal(piece * min(100_000, 299_000 // piece.count("<"))) == "too-deep"
    assert time.process_time() - started < 2


def test_formatting_left_open_is_counted_with_what_it_costs():
    opened = "".join(f"<font c={n}>" for n in range(1_000))

    assert costs("<p>" + opened + "</p>" + "<p>字" * (MAX_REOPENED // 1_000 + 1)) == "too-tangled"
    assert costs("<p>" + opened + "</font>" * 1_000 + "</p>" + "<p>字" * 5_000) is None


def test_open_elements_are_summed_over_all_tags():
    deep = MAX_DEPTH - 100

    assert costs("<div>" * deep + "<p>字" * (MAX_WALKED // deep + 1)) == "too-deep"
    assert costs("<div>" * deep + "<p>字" * 1_000) is None


def test_attributes_and_options_are_counted_over_the_page():
    assert refusal("<p a b c d e>字" * 230_000) == "too-many-attributes"
    assert refusal("<p a b c d e>字" * (MAX_WRITTEN // 6)) is None
    assert refusal("<select>" + "<option>字" * 8_001) == "too-many-options"
    assert refusal("<select>" + "<option>字" * 7_000) is None


def test_linear_in_the_length_of_the_page():
    started = time.process_time()
    for text in (
        "<![CDATA[" * 300_000,
        "<svg>" + "<![CDATA[" * 300_000,
        "<a b='" * 300_000,
        "<style>" * 300_000,
        "<object>" * 3_900 + "</table>" * 290_000,
        "<li><dd>" * 1_900 + "</div>" * 290_000,
        "<svg>" + "<g>" * 3_900 + "</x>" * 290_000,
    ):
        costs(text)
    assert time.process_time() - started < 8
