"""Broken pages made of whole ones: bytes in, bytes out, the same for the same seed."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Mutation = Callable[[bytes, Random], bytes]

MAX_TANGLE = 12
"""Mutations laid over one another at most."""

_TAG = re.compile(rb"<[^<>]{1,400}>")
_ENTITY = re.compile(rb"&#?[0-9A-Za-z]{1,12};")
_NESTING = (b"<div>", b"<table><tr><td>", b"<ul><li>", b"<font><b>", b"<p><span>", b"<svg><g>", b"<a href=x>")
_INSERTED = (
    b"<svg><foreignObject>", b"<math><mi><annotation-xml encoding='text/html'>", b"<template>",
    b"<select>", b"<frameset><frame>", b"<plaintext>", b"<![CDATA[", b"]]>", b"<textarea>", b"<title>",
    b"<xmp>", b"<iframe>", b"<noscript>", b"<form><form>", b"</body></html>", b"<table><a>",
    b"<?xml version='1.0'?>", b"<!DOCTYPE x [", b"<object><param>", b"<base href='http://['>",
    b"<meta http-equiv=refresh content='0;url=http://[::'>",
    b"<script>document.write('<script>')</script>", b"<caption>", b"<isindex>",
    b"<datastore><record><![CDATA[", b"<body style='display:none'>", b"<option><li><dd>",
)  # fmt: skip
_ENTITIES = (
    b"&", b"&#", b"&#x", b"&#xD800;", b"&#x110000;", b"&#99999999999999999999;", b"&#0;", b"&nbsp",
    b"&lt", b"&amp;amp;", b"&CounterClockwiseContourIntegral;", b"&#x80;", b"&notit;", b"&;",
)  # fmt: skip
_LABELS = (
    "发布时间：",
    "来源：",
    "索引号：",
    "文号：〔2026〕",
    "当前位置：",
    "附件：",
    "2026年13月45日",
    "上一篇：",
    "共0条",
)
_CHARSETS = ("gb18030", "utf-8", "utf-16-le", "utf-16-be", "big5", "shift_jis", "latin-1")


def _place(data: bytes, random: Random) -> int:
    return random.randint(0, len(data))


def _insert(data: bytes, piece: bytes, random: Random) -> bytes:
    at = _place(data, random)
    return data[:at] + piece + data[at:]


def _span(data: bytes, pattern: re.Pattern[bytes], random: Random) -> tuple[int, int]:
    """A match behind a random place, or the first one, or nothing at the end."""
    match = pattern.search(data, _place(data, random)) or pattern.search(data)
    return match.span() if match else (len(data), len(data))


def cut(data: bytes, random: Random) -> bytes:
    """The connection ends anywhere: inside a tag, an entity, a character."""
    return data[: _place(data, random)]


def behead(data: bytes, random: Random) -> bytes:
    return data[_place(data, random) :]


def hole(data: bytes, random: Random) -> bytes:
    at = _place(data, random)
    return data[:at] + data[at + random.randint(1, 3_000) :]


def drop_tag(data: bytes, random: Random) -> bytes:
    start, end = _span(data, _TAG, random)
    return data[:start] + data[end:]


def double_tag(data: bytes, random: Random) -> bytes:
    start, end = _span(data, _TAG, random)
    return data[:end] + data[start:end] * random.choice((1, 2, 40)) + data[end:]


def swap_tags(data: bytes, random: Random) -> bytes:
    (one, one_end), (two, two_end) = sorted((_span(data, _TAG, random), _span(data, _TAG, random)))
    if one_end > two:
        return data
    return data[:one] + data[two:two_end] + data[one_end:two] + data[one:one_end] + data[two_end:]


def open_tag(data: bytes, random: Random) -> bytes:
    """A tag loses its bracket."""
    _, end = _span(data, _TAG, random)
    return data[: max(0, end - 1)] + data[end:]


def flip(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 8, 200)) if data else 0):
        changed[random.randrange(len(data))] = random.randrange(256)
    return bytes(changed)


def nest(data: bytes, random: Random) -> bytes:
    return _insert(data, random.choice(_NESTING) * random.choice((20, 500, 1_900, 4_500)), random)


def nuls(data: bytes, random: Random) -> bytes:
    return _insert(data, b"\x00" * random.choice((1, 5, 5_000)), random)


def break_entity(data: bytes, random: Random) -> bytes:
    start, end = _span(data, _ENTITY, random)
    return _insert(data[:start] + random.choice(_ENTITIES) + data[end:], random.choice(_ENTITIES), random)


def huge_attribute(data: bytes, random: Random) -> bytes:
    name, filling = (
        random.choice((b"class", b"style", b"href", b"title", b"onclick", b"content")),
        b"nav-list ",
    )
    _, end = _span(data, _TAG, random)
    value = random.choice((filling, b"/a/b", b"2026-01-02 ", b"display:none;")) * random.choice((100, 20_000))
    return (
        data[: max(0, end - 1)] + b" " + name + b'="' + value + random.choice((b'"', b"")) + data[end - 1 :]
    )


def many_attributes(data: bytes, random: Random) -> bytes:
    _, end = _span(data, _TAG, random)
    names = b" ".join(b"a%d=%d" % (n, n) for n in range(random.choice((10, 1_500))))
    return data[: max(0, end - 1)] + b" " + names + data[max(0, end - 1) :]


def mix_charsets(data: bytes, random: Random) -> bytes:
    """A stretch of the page is in another charset, as pages put together of includes are."""
    at = _place(data, random)
    part = data[at : at + random.choice((20, 2_000, 100_000))]
    charset, other = random.choice(_CHARSETS), random.choice(_CHARSETS)
    return data[:at] + part.decode(charset, "replace").encode(other, "replace") + data[at + len(part) :]


def relabel(data: bytes, random: Random) -> bytes:
    return b'<meta charset="%s">' % random.choice((*_CHARSETS, "utf-7", "no-such")).encode() + data


def unclosed_script(data: bytes, random: Random) -> bytes:
    return _insert(
        data, random.choice((b"<script>", b"<script>var a='", b"<style>", b"<script><!--")), random
    )


def unclosed_comment(data: bytes, random: Random) -> bytes:
    return _insert(data, random.choice((b"<!--", b"<!-- <ul><li>", b"--!>", b"<!-", b"<!--[if IE]>")), random)


def foreign(data: bytes, random: Random) -> bytes:
    return _insert(data, random.choice(_INSERTED), random)


def stray_label(data: bytes, random: Random) -> bytes:
    label = random.choice(_LABELS).encode(random.choice(("utf-8", "gb18030")))
    return _insert(data, label * random.choice((1, 3, 2_000)), random)


def repeat(data: bytes, random: Random) -> bytes:
    """A stretch stands there many times."""
    at = _place(data, random)
    return data[:at] + data[at : at + random.choice((50, 1_000, 8_000))] * random.choice((2, 30)) + data[at:]


def shuffle(data: bytes, random: Random) -> bytes:
    parts = data.split(b"<")
    random.shuffle(parts)
    return b"<".join(parts)


MUTATIONS: dict[str, Mutation] = {
    mutation.__name__: mutation
    for mutation in (
        cut, behead, hole, drop_tag, double_tag, swap_tags, open_tag, flip, nest, nuls, break_entity,
        huge_attribute, many_attributes, mix_charsets, relabel, unclosed_script, unclosed_comment,
        foreign, stray_label, repeat, shuffle,
    )
}  # fmt: skip


def mutated(data: bytes, seed: str) -> tuple[bytes, tuple[str, ...]]:
    """A page broken in one to `MAX_TANGLE` ways, mostly few, and the names of the ways."""
    random = Random(seed)
    number = min(MAX_TANGLE, 1 + int(random.expovariate(0.7)))
    names = tuple(random.choice(tuple(MUTATIONS)) for _ in range(number))
    for name in names:
        data = MUTATIONS[name](data, random)
    return data, names
