"""How well items are sorted, and how far examples carry: `python -m benchmarks.sorting [LABELS.jsonl …]`.

A file of labels holds one JSON object a line: `title`, `section`, `body` (each may be null), `category`,
`also` (alternatives that count as right) and `hard`; the labels of the project (tests/classify/labels) unless
said. Each is sorted by all that is known, without the body, and by its title alone, as are the baselines: the
column's name alone, the words of the taxonomy in the title, and the most frequent category of the labels.
`--confusion` tells what each category was sorted as, `--wrong` every label that was sorted wrong. Labels only
score: nothing is trained on them. `--across` learns from each file of examples in turn and sorts those of the
others. Items a second are by the clock, on one core.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gongkai.base.sorting import Sorting
from gongkai.classify import OTHER, Clues, Sorter, category_by_name, clues_from
from gongkai.classify.training import train
from gongkai.config import Config, load, read_likeness

LABELS = Path(__file__).parent.parent / "tests" / "classify" / "labels"
EXAMPLES = Path(__file__).parent.parent / "config" / "examples"
ENOUGH = 8
"""Labels that a category needs to count for macro F1."""

BOUNDS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)

Sort = Callable[[Clues], Sorting]


@dataclass(frozen=True)
class Label:
    """A labelled item; `right` are the categories that count as right, its own first."""

    title: str
    clues: Clues
    right: tuple[str, ...]
    hard: bool


@dataclass(frozen=True)
class Scored:
    """A label and how it was sorted."""

    label: Label
    sorting: Sorting

    @property
    def good(self) -> bool:
        return self.sorting.category in self.label.right

    @property
    def exact(self) -> bool:
        return self.sorting.category == self.label.right[0]


def read_labels(file: Path) -> list[Label]:
    """The labels of a file."""
    found = []
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        clues = clues_from(
            row["title"] or "", row.get("section") or "", row.get("body") or "", row.get("level")
        )
        right = (row["category"], *(row.get("also") or ()))
        found.append(Label(row["title"] or "", clues, right, bool(row.get("hard"))))
    return found


WAYS: dict[str, Callable[[Clues], Clues]] = {
    "title, column, opening": lambda clues: clues,
    "title, column": lambda clues: replace(clues, opening=""),
    "title alone": lambda clues: replace(clues, opening="", columns=()),
}
WHOLE = WAYS["title, column, opening"]


def scored(labels: Iterable[Label], sort: Sort, way: Callable[[Clues], Clues]) -> list[Scored]:
    """The labels of which a way leaves something to sort by, sorted."""
    seen = ((label, way(label.clues)) for label in labels)
    return [Scored(label, sort(clues)) for label, clues in seen if clues.title or clues.opening]


def accuracy(some: Sequence[Scored]) -> float:
    """The share that is right, alternatives counted."""
    return sum(one.good for one in some) / len(some) if some else 0.0


def macro_f1(some: Sequence[Scored]) -> float:
    """The mean F1 of the categories with enough labels; an accepted alternative counts as the category."""
    wanted: Counter[str] = Counter()
    given: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for one in some:
        truth = one.sorting.category if one.good and one.sorting.category else one.label.right[0]
        wanted[truth] += 1
        given[one.sorting.category or OTHER] += 1
        hits[truth] += one.good
    labelled = Counter(one.label.right[0] for one in some)
    counted = [category for category, count in labelled.items() if count >= ENOUGH]
    parts = [2 * hits[c] / (wanted[c] + given[c]) if wanted[c] + given[c] else 0.0 for c in counted]
    return sum(parts) / len(parts) if parts else 0.0


def by_column(sorter: Sorter) -> Sort:
    """A baseline: the name of the column alone."""

    def sort(clues: Clues) -> Sorting:
        for name in reversed(clues.columns):
            found = category_by_name(name, sorter.categories.values())
            if found:
                return Sorting(found[0], "", 1.0)
        return Sorting(OTHER, "", 0.0)

    return sort


def by_words(sorter: Sorter) -> Sort:
    """A baseline: the words of the taxonomy in the title, else in the column."""

    def sort(clues: Clues) -> Sorting:
        for text in (clues.title or clues.opening, *reversed(clues.columns)):
            found = category_by_name(text, sorter.categories.values())
            if found:
                return Sorting(found[0], "", 1.0)
        return Sorting(OTHER, "", 0.0)

    return sort


def most_frequent(labels: Sequence[Label]) -> Sort:
    """A baseline: the most frequent category of the labels."""
    ((category, _count),) = Counter(label.right[0] for label in labels).most_common(1)
    return lambda _clues: Sorting(category, "", 1.0)


ROUNDS = 5
"""So often all labels are sorted to see how fast: the best round counts."""


def tell_ways(labels: Sequence[Label], sorter: Sorter) -> None:
    print("| sorted by | labels | right | exact | macro F1 | sure of | right of these | items/s |")
    print("|---|---|---|---|---|---|---|---|")
    for name, way in WAYS.items():
        _tell_line(name, scored(labels, sorter.sort, way), sorter.sure, _pace(labels, sorter, way))
    easy = [label for label in labels if not label.hard]
    if len(easy) < len(labels):
        whole = scored(easy, sorter.sort, WHOLE)
        _tell_line("all there is, none of the hard ones", whole, sorter.sure, None)
    by_cues = replace(sorter, likeness=None)
    for name, way in WAYS.items():
        _tell_line(f"{name}; cues and columns alone", scored(labels, by_cues.sort, way), sorter.sure, None)
    baselines = {
        "baseline: the column's name": by_column(sorter),
        "baseline: the taxonomy's words": by_words(sorter),
        "baseline: the most frequent": most_frequent(labels),
    }
    for name, sort in baselines.items():
        some = scored(labels, sort, WHOLE)
        print(f"| {name} | {len(some)} | {accuracy(some):.3f} | | {macro_f1(some):.3f} | | | |")


def _tell_line(name: str, some: Sequence[Scored], bound: float, pace: float | None) -> None:
    sure = [one for one in some if one.sorting.confidence >= bound]
    exact = sum(one.exact for one in some) / len(some)
    print(
        f"| {name} | {len(some)} | {accuracy(some):.3f} | {exact:.3f} | {macro_f1(some):.3f} | "
        f"{len(sure) / len(some):.3f} | {accuracy(sure):.3f} | {f'{pace:,.0f}' if pace else ''} |"
    )


def _pace(labels: Sequence[Label], sorter: Sorter, way: Callable[[Clues], Clues]) -> float:
    """Items a second."""
    seconds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        some = scored(labels, sorter.sort, way)
        seconds.append(time.perf_counter() - begun)
    return len(some) / min(seconds)


def tell_coverage(some: Sequence[Scored]) -> None:
    print("\n| confidence at least | covers | right of these |\n|---|---|---|")
    for bound in BOUNDS:
        above = [one for one in some if one.sorting.confidence >= bound]
        print(f"| {bound:.2f} | {len(above) / len(some):.3f} | {accuracy(above):.3f} |")


def tell_confusion(some: Sequence[Scored]) -> None:
    """Row by row: what the labels of a category were sorted as."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for one in some:
        rows[one.label.right[0]][one.sorting.category or OTHER] += 1
    print("\n| label | n | sorted as |\n|---|---|---|")
    for category, found in sorted(rows.items(), key=lambda pair: -pair[1].total()):
        told = ", ".join(f"{name} {count}" for name, count in found.most_common())
        print(f"| {category} | {found.total()} | {told} |")


def tell_wrong(some: Sequence[Scored]) -> None:
    print()
    for one in some:
        if not one.good:
            right, columns = "/".join(one.label.right), "/".join(one.label.clues.columns)
            told = f"{one.sorting.category} {one.sorting.confidence:.2f}"
            print(f"{right} → {told}\t{columns}\t{one.label.title}\t{one.sorting.reason}")


def tell_across(config: Config) -> None:
    """Each file of examples sorted by what the others show: their authors did not see each other's."""
    by_cues = Sorter.of(config, None)
    files = {file.name: _examples(file) for file in sorted(EXAMPLES.glob("*.tsv"))}
    print("| examples of | sorted by what others show | right | sure of | right of these |")
    print("|---|---|---|---|---|")
    for name, held_out in files.items():
        learned = train([pair for other, pairs in files.items() if other != name for pair in pairs], by_cues)
        sorter = replace(by_cues, likeness=learned)
        labels = [Label(clues.title, clues, (category,), False) for clues, category in held_out]
        some = scored(labels, sorter.sort, WHOLE)
        sure = [one for one in some if one.sorting.confidence >= sorter.sure]
        share = len(sure) / len(some)
        print(f"| {name} | {len(some)} | {accuracy(some):.3f} | {share:.3f} | {accuracy(sure):.3f} |")


def _examples(file: Path) -> list[tuple[Clues, str]]:
    rows = (line.split("\t") for line in file.read_text("utf-8").splitlines() if line.strip())
    return [(clues_from(title, column, opening), category) for category, column, title, opening in rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("labels", nargs="*", type=Path)
    parser.add_argument("--confusion", action="store_true", help="what each category was sorted as")
    parser.add_argument("--across", action="store_true", help="how far examples of one author carry")
    parser.add_argument("--wrong", action="store_true", help="every label that was sorted wrong")
    wanted = parser.parse_args()
    config = load(None)
    if wanted.across:
        tell_across(config)
        return
    sorter = Sorter.of(config, read_likeness(config.folder))
    for file in wanted.labels or sorted(LABELS.glob("*.jsonl")):
        labels = read_labels(file)
        print(f"\n## {file.name}\n")
        tell_ways(labels, sorter)
        some = scored(labels, sorter.sort, WHOLE)
        tell_coverage(some)
        if wanted.confusion:
            tell_confusion(some)
        if wanted.wrong:
            tell_wrong(some)


if __name__ == "__main__":
    main()
