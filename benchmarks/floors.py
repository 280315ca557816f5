#!/usr/bin/env python3
"""Floors under the scores of the labelled corpora: measure, compare, raise.

usage: python -m benchmarks.floors [--data-changed] [--corpora DIR] [--evaluation DIR] [--file FILE]

`tests/floors.json` holds for every corpus the SHA-256 of the data it was measured on, for every field the
floor and the number of pages that it is the mean of, and what single pages miss (`misses`: page, field and
score). Floors only go up: a score below its floor is refused, nothing is written, and the command ends with
1. Where the data itself was changed, `--data-changed` takes what is measured now; it does nothing for other
corpora. `--evaluation` (or GONGKAI_EVALUATION) names the folder of the optional evaluation data.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.corpus import OWN, data_hash, load, own_corpora, reading
from benchmarks.scoring import Scores, mean_by_field, score

FILE = OWN.parent / "floors.json"
REALPAGES = "realpages"
COMMAND = "python -m benchmarks.floors"
SLACK = 1e-9
"""Scores are sums of fractions; the last digits are not a change."""

Floors = dict[str, dict[str, Any]]
"""Per corpus {"sha256", "fields": {kind: {field: {"floor", "pages"}}}, "misses": {page: {field: score}}}."""


@dataclass(frozen=True, slots=True)
class PageScore:
    """The scores of one page."""

    id: str
    kind: str
    scores: Scores


@dataclass(frozen=True, slots=True)
class Measured:
    """What a corpus came to. `fields` gives (mean, pages) by kind and field."""

    sha256: str
    pages: tuple[PageScore, ...]

    @property
    def fields(self) -> dict[str, dict[str, tuple[float, int]]]:
        kinds = dict.fromkeys(page.kind for page in self.pages)
        means = {
            kind: mean_by_field(page.scores for page in self.pages if page.kind == kind) for kind in kinds
        }
        return {kind: fields for kind, fields in means.items() if fields}


def measure(corpus: Path) -> Measured:
    """Reads every page of a corpus and scores it."""
    pages = [PageScore(page.id, page.kind, score(page, reading(page))) for page in load(corpus)]
    return Measured(data_hash(corpus), tuple(pages))


def read_floors(file: Path = FILE) -> Floors:
    return dict(json.loads(file.read_text("utf-8"))) if file.exists() else {}


# --- the gate -------------------------------------------------------------------------------------


def faults(name: str, floors: Floors, measured: Measured) -> list[str]:
    """What is wrong with a corpus, one sentence each; empty where every floor holds."""
    kept = floors.get(name)
    if kept is None:
        return [f"{name} has no floors yet: run `{COMMAND}`"]
    if kept["sha256"] != measured.sha256:
        return [f"{name} is not the data that its floors were measured on: run `{COMMAND} --data-changed`"]
    return _fallen(name, kept, measured) + _unguarded(name, kept, measured)


def _fallen(name: str, kept: dict[str, Any], measured: Measured) -> list[str]:
    found = []
    for kind, fields in kept["fields"].items():
        for field, cell in fields.items():
            have, pages = measured.fields.get(kind, {}).get(field, (0.0, 0))
            if pages != cell["pages"]:
                found.append(f"{name}: {kind} {field} is scored on {pages} pages, not on {cell['pages']}")
            elif have < cell["floor"] - SLACK:
                found.append(f"{name}: {kind} {field} is {have:.4f}, its floor {cell['floor']:.4f}")
    return found


def _unguarded(name: str, kept: dict[str, Any], measured: Measured) -> list[str]:
    return [
        f"{name}: {kind} {field} has no floor yet: run `{COMMAND}`"
        for kind, fields in measured.fields.items()
        for field in fields
        if field not in kept["fields"].get(kind, {})
    ]


def worse(kept: dict[str, Any], page: PageScore) -> dict[str, tuple[float, float]]:
    """Fields of a page below what is known of it: (score, known). Known is 1 where no miss is noted."""
    known = kept.get("misses", {}).get(page.id, {})
    return {
        field: (value, known.get(field, 1.0))
        for field, value in page.scores.items()
        if value < known.get(field, 1.0) - SLACK
    }


# --- raising --------------------------------------------------------------------------------------


def raised(name: str, floors: Floors, measured: Measured, *, data_changed: bool) -> Floors:
    """The floors with those of one corpus raised to what was measured. Raises ValueError, saying what is
    wrong, where that would lower one and the data is the same, or is not and nobody said so."""
    kept = floors.get(name)
    moved = kept is not None and kept["sha256"] != measured.sha256
    if moved and not data_changed:
        raise ValueError(f"{name}: the data changed; say so with --data-changed")
    lowered = _fallen(name, kept, measured) if kept is not None and not moved else []
    if lowered:
        raise ValueError("\n".join(lowered))
    return dict(sorted({**floors, name: _entry(measured)}.items()))


def _entry(measured: Measured) -> dict[str, Any]:
    return {
        "sha256": measured.sha256,
        "fields": {
            kind: {field: {"floor": _down(mean), "pages": pages} for field, (mean, pages) in fields.items()}
            for kind, fields in measured.fields.items()
        },
        "misses": {page.id: missed for page in measured.pages if (missed := _missed(page.scores))},
    }


def _missed(scores: Scores) -> Scores:
    return {field: _down(value) for field, value in scores.items() if value < 1 - SLACK}


def _down(value: float) -> float:
    """Four digits, never above the value."""
    return math.floor(value * 10_000 + SLACK) / 10_000


def corpora(own: Path, evaluation: Path | None) -> dict[str, Path]:
    """The corpora there are, by the name under which their floors stand."""
    found = {folder.name: folder for folder in own_corpora(own)}
    if evaluation is not None and (evaluation / REALPAGES).is_dir():
        found[REALPAGES] = evaluation / REALPAGES
    return found


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data-changed", action="store_true")
    parser.add_argument("--corpora", type=Path, default=OWN)
    parser.add_argument("--evaluation", type=Path, default=os.environ.get("GONGKAI_EVALUATION"))
    parser.add_argument("--file", type=Path, default=FILE)
    args = parser.parse_args(arguments)
    floors = read_floors(args.file)
    for name, folder in corpora(args.corpora, args.evaluation).items():
        measured = measure(folder)
        try:
            floors = raised(name, floors, measured, data_changed=args.data_changed)
        except ValueError as error:
            print(error, file=sys.stderr)
            return 1
        _report(name, measured)
    args.file.write_text(json.dumps(floors, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


def _report(name: str, measured: Measured) -> None:
    print(f"\n| {name} | score | pages |\n|---|---|---|")
    for kind, fields in measured.fields.items():
        for field, (mean, pages) in fields.items():
            print(f"| {kind}: {field} | {mean:.3f} | {pages} |")


if __name__ == "__main__":
    sys.exit(main())
