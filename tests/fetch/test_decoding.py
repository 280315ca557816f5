"""The bounded decoder: whole streams come out, everything else is an error with its reason."""

from __future__ import annotations

import gzip
import zlib
from time import process_time

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.fetch.decoding import BodyError, decode

LIMIT = 1_000_000


def _bare(data: bytes) -> bytes:
    return zlib.compress(data)[2:-4]


ENCODERS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}


@given(st.binary(max_size=5000), st.sampled_from(sorted(ENCODERS)))
@settings(max_examples=60, deadline=None)
def test_what_was_encoded_comes_back(data: bytes, name: str) -> None:
    assert decode(ENCODERS[name](data), name, LIMIT) == data


@given(st.binary(max_size=3000))
@settings(max_examples=30, deadline=None)
def test_deflate_comes_back_without_its_frame(data: bytes) -> None:
    assert decode(_bare(data), "deflate", LIMIT) == data


@given(st.binary(min_size=1, max_size=3000), st.sampled_from(sorted(ENCODERS)), st.data())
@settings(max_examples=80, deadline=None)
def test_a_part_is_never_the_whole(data: bytes, name: str, choice: st.DataObject) -> None:
    whole = ENCODERS[name](data)
    cut = choice.draw(st.integers(1, len(whole) - 1))
    with pytest.raises(BodyError) as caught:
        decode(whole[:cut], name, LIMIT)
    assert caught.value.reason == "truncated"
    assert data.startswith(caught.value.partial)


@given(st.binary(max_size=400), st.sampled_from(("gzip", "deflate", "br", "gzip, br")))
@settings(max_examples=150, deadline=None)
def test_junk_is_an_error_or_bytes(data: bytes, name: str) -> None:
    reason = ""
    try:
        assert len(decode(data, name, 10_000)) <= 10_000
    except BodyError as error:
        reason = error.reason
    assert reason in {"", "truncated", "encoding", "too-large"}


@pytest.mark.parametrize("name", sorted(ENCODERS))
def test_the_limit_is_exact(name: str) -> None:
    encoded = ENCODERS[name](bytes(300_000))
    assert len(decode(encoded, name, 300_000)) == 300_000
    with pytest.raises(BodyError) as caught:
        decode(encoded, name, 299_999)
    assert caught.value.reason == "too-large"
    assert len(caught.value.partial) == 299_999


@pytest.mark.parametrize("name", sorted(ENCODERS))
def test_a_bomb_costs_no_more_than_the_limit(name: str) -> None:
    bomb = ENCODERS[name](bytes(20_000_000))
    began = process_time()
    with pytest.raises(BodyError, match="too-large"):
        decode(bomb, name, LIMIT)
    assert process_time() - began < 0.1


def test_layers_are_undone_from_the_last() -> None:
    assert decode(gzip.compress(brotli.compress(b"x")), "br, gzip", LIMIT) == b"x"
    with pytest.raises(BodyError, match="encoding"):
        decode(b"x", "gzip, gzip, gzip", LIMIT)


@pytest.mark.parametrize("name", ["zstd", "compress", "gzip;q=1", "exi"])
def test_unknown_encodings_are_refused(name: str) -> None:
    with pytest.raises(BodyError, match="encoding"):
        decode(b"x", name, LIMIT)


@pytest.mark.parametrize("name", ["", "identity", " None ", "UTF-8", "gzip", "br"])
def test_nothing_decodes_to_nothing(name: str) -> None:
    assert decode(b"", name, LIMIT) == b""


def test_members_over_chunk_borders_and_what_follows_them() -> None:
    big = bytes(range(256)) * 400
    first = gzip.compress(big, 0)
    assert len(first) > 64 * 1024
    for pad in range(3):
        members = gzip.compress(b"x" * pad, 0) + first + gzip.compress(b"end")
        assert decode(members, "gzip", LIMIT) == b"x" * pad + big + b"end"
    assert decode(gzip.compress(b"a") + b"\0\0junk", "gzip", LIMIT) == b"a"


def test_a_member_may_start_exactly_at_a_chunk() -> None:
    chunk = 64 * 1024
    for size in range(chunk - 200, chunk):
        first = gzip.compress(bytes(size), 0)
        if len(first) in (chunk - 1, chunk):
            assert decode(first + gzip.compress(b"end"), "gzip", LIMIT) == bytes(size) + b"end"
            with pytest.raises(BodyError, match="truncated"):
                decode(first + gzip.compress(b"end")[:1], "gzip", LIMIT)


def test_members_without_number_are_refused() -> None:
    with pytest.raises(BodyError, match="encoding"):
        decode(gzip.compress(b"") * 5000, "gzip", LIMIT)
