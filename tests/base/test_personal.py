"""Personal data in made-up texts, of which every stretch is known; and what any text may do to the finder."""

from __future__ import annotations

from collections import Counter

from gongkai.base.personal import find
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
    faults = []
    for sample in texts({**PERSONS, **BODIES}, COUNT):
        marks = found(sample)
        right.update(kind for kind, *_ in marks & sample.expected)
        wrong.update(kind for kind, *_ in marks - sample.expected)
        missed.update(kind for kind, *_ in sample.expected - marks)
        for name, differing in (("wrong", marks - sample.expected), ("missed", sample.expected - marks)):
            faults += [f"{name} {sample.genre} {one} {context(sample, one)}" for one in sorted(differing)]
    print("\n".join(["", *faults]))
    low = []
    for kind in (*KINDS, "all"):
        good, bad, gone = (
            tally.total() if kind == "all" else tally[kind] for tally in (right, wrong, missed)
        )
        precision, recall = good / ((good + bad) or 1), good / ((good + gone) or 1)
        print(f"{kind:10} right {good:4} wrong {bad:3} missed {gone:3}  P {precision:.4f}  R {recall:.4f}")
        if precision < LEAST_PRECISION or recall < LEAST_RECALL:
            low.append(kind)
    assert not low


def context(sample: Sample, one: Expected) -> str:
    return repr(sample.text[max(0, one[1] - 60) : one[2] + 20])
