"""What rules need of texts, derived where today's deriver has not: after a crawl, and on reading again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from gongkai.archive import DerivedRow
from gongkai.crawl.run import Reads
from gongkai.crawl.together import together
from gongkai.extract.derived import DERIVED, Derived

BATCH = 500
"""Versions in one transaction."""


async def derive_left(run: Reads, workers: int = 2) -> None:
    """Derive from every version that lacks it, so many at once. A text that is too much for the reader has
    nothing derived from it, rather than being tried every night."""
    found: list[DerivedRow] = []
    versions = iter(run.archive.underived(DERIVED))
    await together(_derive(run, versions, found) for _ in range(workers))
    run.archive.store_derived(found)


async def _derive(run: Reads, versions: Iterator[int], found: list[DerivedRow]) -> None:
    for version in versions:
        if run.over():
            return
        found.append(_row(version, await run.pages.derived(*run.archive.version_text(version))))
        if len(found) >= BATCH:
            run.archive.store_derived(found)
            found.clear()


def _row(version: int, derived: Derived) -> DerivedRow:
    figures = json.dumps(asdict(derived.figures), ensure_ascii=False) if derived.figures else None
    names = tuple((name.name, name.count, name.position) for name in derived.names)
    return DerivedRow(version, derived.signature, figures, names, DERIVED, derived.numbers)
