#!/usr/bin/env python3
"""List pages: gongkai beside GerapyAutoExtractor, where that can be imported.

usage: python -m benchmarks.listing CORPUS... [--rounds N]

Prints a table for each corpus: F1 of the titles where all are labelled, number of rows, titles and addresses
of the first and the last row; time and memory as in benchmarks/extraction.py. `scripts/benchmark` makes the
venv and runs it.
"""

from __future__ import annotations

from benchmarks.measuring import SELF, Benchmark, Read, Reader, main
from benchmarks.scoring import Reading

COLUMNS = {
    "titles": "titles F1",
    "count": "number of rows",
    "first_title": "first title",
    "first_url": "first address",
    "last_title": "last title",
    "last_url": "last address",
}


def gongkai_reader() -> Read:
    from gongkai.base.values import Page
    from gongkai.platforms import read_list

    def read(text: str, url: str) -> Reading:
        rows = read_list(Page(url, text, "utf-8")).rows
        return {"items": [{"title": row.title, "url": row.url} for row in rows]}

    return read


def gerapy_reader() -> Read:
    from gerapy_auto_extractor.extractors import extract_list

    return lambda text, url: {"items": extract_list(text, base_url=url) or []}


BENCHMARK = Benchmark(
    module="benchmarks.listing",
    kind="list",
    columns=COLUMNS,
    readers=(
        Reader(SELF, gongkai_reader, tuple(COLUMNS)),
        Reader("gerapy-auto-extractor", gerapy_reader, tuple(COLUMNS)),
    ),
    labels=("items", "n_items", "first", "last"),
)

if __name__ == "__main__":
    main(BENCHMARK, __doc__)
