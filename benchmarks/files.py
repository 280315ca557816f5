"""How long reading files takes, each in the process that the crawl reads in: milliseconds by kind.

usage: python -m benchmarks.files [FOLDER] [--rounds N]

FOLDER holds files of any kind; without it, files are made here: a text of some 4 000 characters as a person
would publish it, and a table of 2 000 rows of five cells. The time is that of the crawl: bytes go to the
process, the text comes back; the best of N rounds for each file. `start` is the first file of a new process
less a later one.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from gongkai.base.values import FileText
from gongkai.crawl.filereader import FileReader

SENTENCE = "为做好部门预算公开工作，现将本单位二〇二四年部门预算有关情况说明如下，请予监督。"
ROWS = [[f"项目{n}", n, n / 7, "财政拨款", "街道办事处"] for n in range(2_000)]


def made() -> Iterator[tuple[str, bytes]]:
    """One file of every kind; old Word as the tests have it."""
    from tests.extract import filemaking as make
    from tests.extract.old_word import OLD_WORD

    lines = [f"{n}.{SENTENCE}" for n in range(100)]
    yield "docx", make.make_docx(lines)
    yield "docx, table", make.make_docx(["表"], [[str(cell) for cell in row] for row in ROWS[:300]])
    pages = [lines[n : n + 25] for n in range(0, 100, 25)]
    yield "pdf, 4 pages", make.make_pdf(pages)
    yield "pdf, 400 pages", make.make_pdf(pages * 100)
    yield "pdf, scan of 20 pages", make.make_scan(20)
    yield "xlsx", make.make_xlsx({"表": ROWS})
    yield "xls", make.make_xls({"表": ROWS})
    yield "ofd, 4 pages", make.make_ofd(pages)
    yield "txt", "\n".join(lines).encode("gbk")
    yield (
        "rtf",
        b"{\\rtf1\\ansicpg936 " + b"".join(b"\\'%02x" % b for b in (SENTENCE * 100).encode("gbk")) + b"}",
    )
    yield "zip, 200 names", make.make_zip({f"表{n}.xls": "x" for n in range(200)})
    yield "doc", OLD_WORD


def found(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield "", path.read_bytes()


async def measure(files: list[tuple[str, bytes]], rounds: int) -> dict[str, list[tuple[float, FileText]]]:
    """The best time of each file, with what was read, by kind."""
    times: dict[str, list[tuple[float, FileText]]] = defaultdict(list)
    async with FileReader() as reader:
        await reader.read(b"warm", "")
        for kind, data in files:
            best, text = float("inf"), FileText("unknown", "not-read")
            for _ in range(rounds):
                started = time.perf_counter()
                text = await reader.read(data, "")
                best = min(best, time.perf_counter() - started)
            times[kind or text.kind].append((best * 1000, text))
    return times


async def start() -> float:
    """Milliseconds until a new process answers, the median of five."""
    taken = []
    for _ in range(5):
        async with FileReader() as reader:
            started = time.perf_counter()
            await reader.read(b"a", "")
            first = time.perf_counter()
            await reader.read(b"a", "")
            taken.append((first - started - (time.perf_counter() - first)) * 1000)
    return statistics.median(taken)


def peers() -> Iterator[tuple[str, Callable[[], object]]]:
    """Other readers of the same sheets, in this process."""
    from tests.extract import filemaking as make

    xlsx, xls = make.make_xlsx({"表": ROWS}), make.make_xls({"表": ROWS})
    try:
        import openpyxl

        def by_openpyxl() -> object:
            book = openpyxl.load_workbook(BytesIO(xlsx), read_only=True, data_only=True)
            return [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]

        yield f"xlsx by openpyxl {version('openpyxl')}", by_openpyxl
    except ImportError:
        pass
    from python_calamine import CalamineWorkbook

    def by_calamine() -> object:
        book = CalamineWorkbook.from_filelike(BytesIO(xls))
        return [row for name in book.sheet_names for row in book.get_sheet_by_name(name).iter_rows()]

    yield f"xls by python-calamine {version('python-calamine')}", by_calamine


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=5)
    wanted = parser.parse_args()
    files = list(found(wanted.folder) if wanted.folder else made())
    print("| kind | files | KB | characters | read | ms p50 | ms max |\n|---|---|---|---|---|---|---|")
    sizes = defaultdict(list)
    times = asyncio.run(measure(files, wanted.rounds))
    for kind, data in files:
        sizes[kind].append(len(data) / 1024)
    for kind, got in times.items():
        taken = [one for one, _ in got]
        kb = f"{statistics.mean(sizes[kind]):.0f}" if kind in sizes else ""
        chars = sum(len(text.text) for _, text in got) // len(got)
        read = sum(text.status == "read" for _, text in got)
        figures = f"{kb} | {chars} | {read} | {statistics.median(taken):.1f} | {max(taken):.1f}"
        print(f"| {kind} | {len(got)} | {figures} |")
    print(f"\nstart of a process: {asyncio.run(start()):.0f} ms")
    for name, read_it in peers() if not wanted.folder else ():
        best = min(_timed(read_it) for _ in range(wanted.rounds))
        print(f"{name}, in this process: {best:.1f} ms")


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
