"""Which links of the chain a package needs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.report.spans import Span, spans, within


@pytest.mark.parametrize(
    ("captures", "stamped", "expected"),
    [
        ([], [], []),
        ([5], [], [(5, 100)]),
        ([5], [5], [(5, 5)]),
        ([5, 8], [7, 40], [(5, 40)]),
        ([5, 9], [7, 40], [(5, 7), (9, 40)]),
        ([5, 6], [50], [(5, 50)]),
        ([5, 60], [10, 20], [(5, 10), (60, 100)]),
    ],
)
def test_from_each_capture_to_the_next_stamp(captures: list[int], stamped: list[int], expected: list[Span]):
    assert spans(captures, stamped, 100) == expected


@given(st.sets(st.integers(1, 60), max_size=8), st.sets(st.integers(1, 60), max_size=8), st.integers(0, 60))
def test_every_capture_is_in_one_of_them_and_none_goes_past_need(
    captures: set[int], stamped: set[int], most: int
):
    found = spans(captures, stamped, 60)
    for capture in captures:
        (span,) = [one for one in found if one[0] <= capture <= one[1]]
        assert min((s for s in stamped if s >= capture), default=60) <= span[1]
    assert {first for first, _ in found} <= captures
    assert {last for _, last in found} <= stamped | {60}
    packed, left_out = within(found, most)
    assert sorted([*packed, *left_out]) == found
    assert sum(last - first + 1 for first, last in packed) <= most
