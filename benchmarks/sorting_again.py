"""How fast an archive is sorted anew: `python -m benchmarks.sorting_again [ITEMS]`.

An archive of that many items (20,000 unless said) is made of the project's labels (tests/classify/labels),
each with the opening of its text, sorted by nothing but their column; then it is sorted anew: shown first,
kept, and once more when nothing changes. Seconds are by the clock, on one core, reading and writing the
archive counted.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.sorting import LABELS
from gongkai.archive import Archive, ListedRow, Reading, VisitResult, open_archive
from gongkai.base.urls import identity
from gongkai.base.values import Catalogue, Document, Response, Section, Site, Unit
from gongkai.classify import PLAIN, Sorter, catalogue
from gongkai.config import load, read_likeness
from gongkai.resort import resort

HOST, AT = "www.bench.invalid", "2026-03-02T19:00:00Z"
SECTION = Section("b/news", "b", "u", "政府信息公开", f"http://{HOST}/news/")
BODY = "现将有关情况予以公布，请社会各界监督。" * 20
CONFIG = load(None)
WATCHED = Catalogue(
    (Unit("u", "青石街道", "subdistrict"),),
    (Site("b", "基准", f"http://{HOST}/", (HOST,)),),
    (SECTION,),
    catalogue(CONFIG).categories,
    catalogue(CONFIG).topics,
)


def texts() -> list[tuple[str, str]]:
    """(title, body) of every label."""
    lines = (line for file in sorted(LABELS.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines())
    rows = (json.loads(line) for line in lines)
    return [(row["title"] or "", (row.get("body") or "") + BODY) for row in rows]


def fill(archive: Archive, items: int) -> None:
    """Make the archive as a crawl makes one, every item from one page's bytes."""
    archive.put_catalogue(WATCHED, AT)
    run, known = archive.begin_run(AT, "benchmark", ""), texts()
    visit = archive.begin_visit(run, SECTION.id, AT, False)
    rows = tuple(_row(number, known[number % len(known)][0]) for number in range(items))
    url = SECTION.url
    page = Response(url, url, "GET", None, AT, AT, 200, (), "text/html", "utf-8", b"<html></html>")
    capture = archive.keep(page, "list", visit=visit)
    archive.finish_visit(visit, VisitResult(AT, 200, 1, True, "generic", None, rows, deep=True))
    for number, (item,) in enumerate(archive.db.execute("SELECT id FROM items ORDER BY id").fetchall()):
        title, body = known[number % len(known)]
        document = Document("article", title=f"{title}（{number}）", body=body)
        sorting = PLAIN.sort_item(SECTION, title, document)
        archive.store_reading(item, Reading(AT, run, capture, document, (), sorting, "bench", None))


def _row(number: int, title: str) -> ListedRow:
    url = f"http://{HOST}/news/{number}.html"
    return ListedRow(title, url, "2026-02-27", number, "page", identity(url))


def tell(archive: Archive, sorter: Sorter, name: str, *, keep: bool) -> None:
    """Sort all of it anew, and print a line of the table."""
    started = time.perf_counter()
    found = resort(archive, {SECTION.id: SECTION}, sorter, lambda _done: None, keep=keep)
    seconds = time.perf_counter() - started
    changed = found.moves.total() + found.told_anew
    print(f"| {name} | {found.items} | {changed} | {seconds:.1f} | {found.items / seconds:,.0f} |")


def main() -> None:
    """Print the table."""
    items = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    sorter = Sorter.of(CONFIG, read_likeness(None))
    with (
        tempfile.TemporaryDirectory() as folder,
        open_archive(Path(folder) / "archive", create=True) as archive,
    ):
        fill(archive, items)
        print("| what | items | changed | seconds | items/s |\n|---|---|---|---|---|")
        tell(archive, sorter, "shown", keep=False)
        tell(archive, sorter, "kept", keep=True)
        tell(archive, sorter, "kept, nothing changed", keep=True)


if __name__ == "__main__":
    main()
