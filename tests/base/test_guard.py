from __future__ import annotations

import time

import pytest

from gongkai.base.guard import MAX_CHARS, refusal

HOSTILE = {
    "too-large": "x" * (MAX_CHARS + 1),
    "too-many-tags": "<p>" * 300_001,
    "too-deep": "<div>" * 5_000,
    "too-deep in capitals, with attributes": "<DIV class='a>b'>" * 5_000,
    "too-deep by elements nobody knows": "<foo>" * 5_000,
    "too-many-attributes": "<div " + " ".join(f"a{n}" for n in range(20_000)) + ">",
    "too-many-attributes with brackets inside": "<div " + "".join(f'a{n}=">"' for n in range(20_000)) + ">",
    "too-many-attributes between slashes": "<div/" + "/".join(f"a{n}" for n in range(20_000)),
    "too-many-attributes behind a script": """<script>"<a b='"</script><div """
    + " ".join(f"a{n}" for n in range(20_000)),
    "too-many-attributes behind a quoted bracket": "<p>一段</p>" * 3_000
    + '<div title=">" '
    + " ".join(f"a{n}" for n in range(13_000)),
    "too-many-attributes behind a quote that opens nothing": """<div b" c = '>' """
    + " ".join(f"a{n}" for n in range(13_000))
    + ">",
    "too-tangled": "<p>" + "".join(f"<font c={n}>" for n in range(3_000)) + "</p>" + "<p>x</p>" * 2_000,
    "too-tangled with other end tags": "<p>"
    + "".join(f"<font c={n}></b>" for n in range(3_000))
    + "</p>"
    + "<p>x</p>" * 2_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_refused_at_once(name: str):
    started = time.process_time()
    assert refusal(HOSTILE[name]) == name.partition(" ")[0]
    assert time.process_time() - started < 2


def test_linear_on_pages_that_try_the_guard_itself():
    started = time.process_time()
    for text in (
        "<!--" * 250_000,
        "<script>" * 250_000,
        "<a" + " " * 5_000_000,
        "<a " + "/" * 5_000_000,
        "<a =" + "= " * 2_000_000,
        "<a " + '="' * 2_000_000,
        "<a " + "='\"" * 1_000_000 + ">",
    ):
        refusal(text)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<p>一段</p>" * 20_000,
        "<table>" + "<tr><td>1</td><td>2</td></tr>" * 9_000 + "</table>",
        "<ul>" + "<li><a href='x'>条目</a>" * 9_000,
        "<p><font color=red><b>字</b></font></p>" * 6_000,
        "<div>" * 3_000 + "</div>" * 3_000,
        '<p title="a>b" class="c">一段</p>' * 9_000,
        '<img src="data:image/png;base64,' + "A/b+" * 200_000 + '">',
    ],
)
def test_long_plain_pages_pass(text: str):
    assert refusal(text) is None
