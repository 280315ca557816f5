"""What scripts ask a service, as far as it stands there in so many letters."""

from __future__ import annotations

import time

import pytest

from gongkai.platforms.calls import MOST, Call, calls, constants, pairs, stated

PATH = "/site/list/8"


def _calls(script: str, service: str = PATH) -> list[Call]:
    return list(calls(f"<p>{PATH}</p><script>{script}</script>", service))


def _one(script: str) -> Call:
    found = _calls(script)
    assert len(found) == 1
    return found[0]


def test_an_address_in_any_quotes_is_a_call_with_its_query_in_order() -> None:
    for quote in "\"'`":
        call = _one(f"$.get({quote}/lx{PATH}?b=2&a=1&c={quote}, fill)")
        assert (call.address, call.query) == (f"/lx{PATH}", (("b", "2"), ("a", "1"), ("c", "")))


def test_what_is_joined_to_it_counts_and_unknown_names_are_nothing() -> None:
    names = "var app = '/lx'; var id = \"77\"; var n = 5; var q = '3';"
    call = _one(f"{names} get(app + '{PATH}?cat=' + id + '&n=' + n + '&q=' + q + '&x=' + other + '&y=1')")

    assert call.address == f"/lx{PATH}"
    assert call.query == (("cat", "77"), ("n", "5"), ("q", "3"), ("x", ""), ("y", "1"))


def test_names_set_in_an_earlier_script_are_known_and_those_of_a_later_one_are_not() -> None:
    call = f"get(app + '{PATH}')"
    before = list(calls(f"<script>var app = '/lx';</script><script>{call}</script>", PATH))
    after = list(calls(f"<script>{call}</script><script>var app = '/lx';</script>", PATH))

    assert [one.address for one in (*before, *after)] == [f"/lx{PATH}", PATH]


def test_template_texts_take_names_and_drop_expressions() -> None:
    call = _one(f"const id = '77'; get(`{PATH}?cat=${{id}}&n=${{page.no + 1}}&z=${{ id }}`)")

    assert call.query == (("cat", "77"), ("n", ""), ("z", "77"))


def test_parameters_of_the_object_behind_the_address_are_read() -> None:
    data = _one(f"$.post('{PATH}', {{pageIndex: 1, 'cat': \"2\", \"top\": true, own: id, deep: f(3)}})").data

    assert dict(data) == {"pageIndex": "1", "cat": "2", "top": "true", "own": ""}


def test_parameters_of_an_object_that_is_named_are_read() -> None:
    script = f"var given = {{cat: '2', size: 15}}; $.ajax({{url: '{PATH}', data: given, type: 'post'}})"

    assert _one(script).data["cat"] == "2"
    assert _one(script).get("size") == "15"


def test_the_first_of_a_name_counts_and_the_address_goes_before_the_object() -> None:
    call = _one(f"$.post('{PATH}?cat=7', {{cat: '2', size: 1, size: 2}})")

    assert (call.get("cat"), call.get("size"), call.get("none")) == ("7", "1", "")


def test_what_is_not_in_a_script_or_not_in_quotes_is_no_call() -> None:
    assert list(calls(f"<a href='{PATH}?a=1'>一</a>", PATH)) == []
    assert _calls(f"// {PATH}") == []
    assert _calls(f"var a = 'x';\n go({PATH})") == []
    assert _calls("go()", "/other") == []


@pytest.mark.parametrize(
    "script",
    [
        f"'{PATH}",
        f"'{PATH}?a=1",
        f"`{PATH}?a=${{",
        f"get('{PATH}', {{",
        f"get('{PATH}', {{a: '",
        f"get('{PATH}', {{a: {{b: {{c: ",
        f"get('{PATH}', {{'a\\'b': '\\",
        f"get('{PATH}?' + (a ? b : ",
        f"data: x, '{PATH}'",
    ],
)
def test_what_is_not_closed_asks_nothing_wrong(script: str) -> None:
    for call in _calls(script):
        assert call.address in ("", PATH)
        assert all(len(value) < 10 for _, value in call.query)


def test_halves_of_signs_in_escapes_do_not_get_into_an_address() -> None:
    call = _one(f"get('{PATH}?a=\\ud800&b=\\ud83d\\ude00&c=\\u6c11')")

    assert call.query == (("a", ""), ("b", "\U0001f600"), ("c", "民"))


def test_of_very_many_calls_only_the_first_are_looked_at() -> None:
    found = _calls(f"get('{PATH}?n=1', {{a: 1}});" * 5_000)

    assert len(found) == MOST


def test_names_are_read_where_they_are_set_or_stand_in_an_object() -> None:
    text = (
        "<script>var a = 'x'; b = 7;</script><p>c = 'no'</p><script>go({c: \"y\", d: true, a: 'z'})</script>"
    )

    assert stated(text, ("a", "b", "c", "d", "e")) == {"a": "x", "b": "7", "c": "y", "d": "true"}
    assert constants("var a = 'x'; let b = 7; c = \"y\" + 'z';") == {"a": "x", "b": "7", "c": "yz"}
    assert pairs("a: 1, 'b': '2', \"c\": false, d: e}") == {"a": "1", "b": "2", "c": "false", "d": ""}


HOSTILE = {
    "calls": f"get('{PATH}', {{a: " * 40_000,
    "braces": f"get('{PATH}', " + "{a" * 400_000,
    "pairs": f"get('{PATH}', {{" + "a.b[0]" * 160_000,
    "colons": f"get('{PATH}', {{" + "a:" * 500_000,
    "blanks": f"get('{PATH}', {{a" + " " * 1_000_000,
    "names": f"get('{PATH}', data: x, " + "x " * 500_000,
    "named": f"get('{PATH}', data: x, " + "x = " * 250_000,
    "joined": f"get('{PATH}' + " + "a + " * 250_000,
    "variables": "".join(f"var a{i}='x';" for i in range(70_000)) + f"get(a1 + '{PATH}')" * 3_000,
    "templates": f"get(`{PATH}" + "${a" * 330_000,
    "open templates": f"get(`{PATH}" * 60_000,
    "quotes": f"'{PATH}" * 70_000,
    "settings": f"'{PATH}'" + "a = 'b" * 160_000,
    "dollars": f"'{PATH}'" + "a$" * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_scripts_take_bounded_time(name: str) -> None:
    text = f"<script>{HOSTILE[name]}</script>"
    started = time.process_time()
    found = list(calls(text, PATH))
    stated(text, ("a", "x"))

    assert len(found) <= MOST
    assert time.process_time() - started < 3
