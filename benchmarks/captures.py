"""What keeping captures takes, beside WARC with a gzip member for each record.

usage: python -m benchmarks.captures year [--nights 364] [--end 2026-11-23]
       python -m benchmarks.captures sites FOLDER ...
       python -m benchmarks.captures pages [--hosts 4] [--articles 150]
       python -m benchmarks.captures reads [--versions 1023]

`year` crawls the demo district every night and keeps what it answered, again and again; `sites` keeps every
page of sites saved in folders once, in the order in which their links lead to them; `pages` tells how long
keeping one of the crawl benchmark's pages takes, `reads` how long it takes to read one of 100 KB by how many
pages it rests on. `scripts/benchmark-captures` makes the venv and runs it."""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from benchmarks import crawl_pages
from gongkai.archive import Archive, open_archive, packing, sqlite
from gongkai.archive.blobs import LENDERS_DEEPEST, Blobs, Place
from gongkai.archive.opening import open_databases
from gongkai.base.values import Response
from gongkai.cli.crawling import crawl_options, run_crawl
from gongkai.config import load
from gongkai.demo import DemoClock, District
from gongkai.demo.times import MORNING, moment

NOW = "2026-03-02T19:00:00Z"
PAGE_BYTES = 100_000


class Counted(io.RawIOBase):
    """A file of which only the length is wanted."""

    def __init__(self) -> None:
        self.length = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        written = len(memoryview(data))  # type: ignore[arg-type]
        self.length += written
        return written


@dataclass(frozen=True, slots=True)
class Warc:
    """Bytes of WARC.gz with every payload written, with the same payload written once, and with none."""

    full: int
    revisits: int
    bare: int


def warc(archive: Archive) -> Warc:
    """All answers with a body as response records."""
    return Warc(*(_warc(archive, bodies) for bodies in ("every", "first", "none")))


def _warc(archive: Archive, bodies: str) -> int:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = Counted()
    writer = WARCWriter(out, gzip=True)
    for row in archive.db.execute("SELECT * FROM captures WHERE bytes > 0 AND purged IS NULL ORDER BY id"):
        head = StatusAndHeaders(f"{row['status']} OK", json.loads(row["headers"]), protocol="HTTP/1.1")
        if bodies == "none" or (bodies == "first" and row["same_as"]):
            record = writer.create_revisit_record(
                row["url"], row["sha256"], row["url"], row["requested_at"], http_headers=head
            )
        else:
            record = writer.create_warc_record(
                row["url"],
                "response",
                payload=io.BytesIO(archive.capture_body(row["id"])),
                http_headers=head,
                warc_headers_dict={"WARC-Date": row["requested_at"]},
            )
        writer.write_record(record)
    return out.length


def sizes(folder: Path) -> None:
    """The table of one archive."""
    db, blobs = open_databases(folder, create=False, write=True, busy_seconds=5)
    assert blobs is not None
    for opened in (db, blobs):
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    answers, read = blobs_of(db)
    distinct, raw, packed = blobs.execute(
        "SELECT count(*), sum(bytes), sum(length(data)) FROM blobs"
    ).fetchone()
    files = sum(file.stat().st_size for file in (folder / "files").rglob("*") if file.is_file())
    rows = sqlite.one(db, "SELECT sum(pgsize) FROM dbstat WHERE name = 'captures'")
    indexes = sqlite.one(db, "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'captures!_%' ESCAPE '!'")
    print(f"{answers} answers with a body, {read:,} bytes; {distinct} pages in captures.db, {raw:,} bytes.\n")
    for opened in (db, blobs):
        opened.close()
    with open_archive(folder, write=False) as archive:
        peer = warc(archive)
    kept = (folder / "captures.db").stat().st_size
    print("| | bytes | ÷ WARC.gz |\n|---|---|---|")
    for name, size in (
        ("WARC.gz, every payload", peer.full),
        ("WARC.gz, the same payload once, then `revisit`", peer.revisits),
        ("WARC.gz, no payload at all", peer.bare),
        ("packed pages", packed),
        ("captures.db, the file", kept),
        ("captures.db and files/", kept + files),
        ("rows of `captures`", rows),
        ("indexes of `captures`", indexes),
        ("captures.db, files/ and rows", kept + files + rows),
        ("all of it", kept + files + rows + indexes),
    ):
        print(f"| {name} | {size:,} | {size / peer.full:.3f} |")


def blobs_of(db: sqlite.Connection) -> tuple[int, int]:
    """How many answers with a body, and their bytes."""
    row = db.execute("SELECT count(*), sum(bytes) FROM captures WHERE bytes > 0").fetchone()
    return int(row[0]), int(row[1])


def year(folder: Path, end: date, nights: int) -> None:
    """Crawl the demo district every night up to `end`."""
    present = DemoClock(moment(end - timedelta(days=nights), MORNING))
    with District(end, present) as district:
        district.write_config(folder / "config")
        config = load(folder / "config")
        for back in range(nights, -1, -1):
            present.set(moment(end - timedelta(days=back), MORNING))
            run_crawl(config, folder / "archive", crawl_options(config), present.now)


def keep_site(archive: Archive, site: Path) -> None:
    """Keep every page of a saved site as a static server would have given it, once."""
    base = f"http://{hashlib.sha256(str(site).encode()).hexdigest()[:8]}.example/"
    left = {str(path.relative_to(site)): path for path in sorted(site.rglob("*.htm*"))}
    begun = min(left, key=lambda name: (name.count("/"), not name.startswith("index"), name))
    waiting = [begun, *left]
    while waiting:
        name = waiting.pop(0)
        path = left.pop(name, None)
        if path is None:
            continue
        body = path.read_bytes()
        archive.keep(answer(base + name, body), "article")
        links = (
            urljoin(base + name, link)
            for link in re.findall(r'href="([^"#]+)', body.decode("utf-8", "replace"))
        )
        found = [urlsplit(link).path.lstrip("/") for link in links if link.startswith(base)]
        waiting[len(waiting) - len(left) :] = [link for link in found if link in left] + list(left)


def answer(url: str, body: bytes) -> Response:
    headers = (
        ("Server", "nginx"),
        ("Date", "Mon, 02 Mar 2026 19:00:00 GMT"),
        ("Content-Type", "text/html"),
        ("Content-Length", str(len(body))),
        ("Last-Modified", "Mon, 02 Mar 2026 02:00:00 GMT"),
        ("Accept-Ranges", "bytes"),
    )
    return Response(url, url, "GET", None, NOW, NOW, 200, headers, "text/html", "utf-8", body)


def pages(hosts: int, articles: int) -> None:
    """Milliseconds of the processor to keep a page, and to pack it alone as a measure."""
    site, shapes = crawl_pages.Site(articles), crawl_pages.templates()
    names = [f"tzgg/index_{n}.html" for n in range(site.pages)] + [f"tzgg/t{n}.html" for n in range(articles)]
    bodies = [
        (f"http://h{host}.example/{name}", crawl_pages.page(site, shapes, host, name) or b"")
        for name in names
        for host in range(hosts)
    ]
    alone = _times(bodies, lambda _url, body: packing.pack(body))
    with tempfile.TemporaryDirectory() as folder, open_archive(Path(folder) / "a", create=True) as archive:
        kept = _times(bodies, lambda url, body: archive.keep(answer(url, body), "article"))
        packed = sqlite.one(archive.db, "SELECT sum(stored_bytes) FROM captures")
    raw = sum(len(body) for _url, body in bodies)
    by_itself = sum(len(packing.pack(body)) for _url, body in bodies)
    print(f"{len(bodies)} pages of {raw // len(bodies):,} bytes.\n")
    print("| | ms/page, mean | median | p99 | of its size |")
    print("|---|---|---|---|---|")
    for name, times, size in (
        ("packed alone", alone, by_itself),
        ("kept, rows and chain included", kept, packed),
    ):
        told = statistics.mean(times), statistics.median(times), quantile(times, 0.99)
        print(f"| {name} | " + " | ".join(f"{1000 * t:.3f}" for t in told) + f" | {size / raw:.3f} |")


def _times(bodies: list[tuple[str, bytes]], work: Callable[[str, bytes], object]) -> list[float]:
    found = []
    for url, body in bodies:
        started = time.thread_time()
        work(url, body)
        found.append(time.thread_time() - started)
    return found


def reads(versions: int) -> None:
    """Microseconds of the processor to read a page of 100 KB, its hash checked, by the pages under it."""
    shapes, drawn = crawl_pages.templates(), random.Random(1)
    site = crawl_pages.Site(500)
    page = b"".join(crawl_pages.article(site, shapes, 1, n) for n in range(5))[:PAGE_BYTES]
    with tempfile.TemporaryDirectory() as folder:
        db, captures = open_databases(Path(folder) / "a", create=True, write=True, busy_seconds=5)
        assert captures is not None
        kept, previous = Blobs(captures), None
        for number in range(LENDERS_DEEPEST):  # pages of other addresses under the first version
            other = crawl_pages.article(site, shapes, 1, number * len(shapes)) + page[:50_000]
            kept.put(hashlib.sha256(other).hexdigest(), other, Place("h.example"))
        for _ in range(versions):
            at = drawn.randrange(len(page) - 200)
            page = page[:at] + f"<p>{drawn.random()}</p>".encode() + page[at:][: len(page) - at - 20]
            digest = hashlib.sha256(page).hexdigest()
            kept.put(digest, page, Place("h.example", previous))
            previous = digest
        print("| rests on | pages | p50 µs | p99 µs |\n|---|---|---|---|")
        for depth, number, times in _read_times(captures):
            middle, last = 1e6 * statistics.median(times), 1e6 * quantile(times, 0.99)
            print(f"| {depth} | {number} | {middle:.0f} | {last:.0f} |")
        db.close()
        captures.close()


def _read_times(captures: sqlite.Connection) -> Iterator[tuple[int, int, list[float]]]:
    kept, rounds = Blobs(captures), 2000
    by_depth: dict[int, list[str]] = {}
    for row in captures.execute("SELECT depth, sha256 FROM blobs ORDER BY depth, id"):
        by_depth.setdefault(row["depth"], []).append(row["sha256"])
    for depth, digests in by_depth.items():
        times = []
        for number in range(rounds):
            digest = digests[number % len(digests)]
            started = time.thread_time()
            body = kept.get(digest)
            assert body is not None
            assert hashlib.sha256(body).hexdigest() == digest
            times.append(time.thread_time() - started)
        yield depth, len(digests), times


def quantile(times: list[float], share: float) -> float:
    return sorted(times)[int(len(times) * share)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_subparsers(dest="what", required=True)
    command = what.add_parser("year")
    command.add_argument("--nights", type=int, default=364)
    command.add_argument("--end", type=date.fromisoformat, default=date(2026, 11, 23))
    what.add_parser("sites").add_argument("folders", nargs="+", type=Path)
    command = what.add_parser("pages")
    command.add_argument("--hosts", type=int, default=4)
    command.add_argument("--articles", type=int, default=150)
    what.add_parser("reads").add_argument("--versions", type=int, default=1023)
    given = parser.parse_args()
    sqlite.SYNCHRONOUS = "OFF"  # what is measured is not the disk
    if given.what == "pages":
        pages(given.hosts, given.articles)
    elif given.what == "reads":
        reads(given.versions)
    else:
        with tempfile.TemporaryDirectory() as folder:
            if given.what == "year":
                year(Path(folder), given.end, given.nights)
            else:
                with open_archive(Path(folder) / "archive", create=True) as archive:
                    for site in given.folders:
                        keep_site(archive, site)
            sizes(Path(folder) / "archive")


if __name__ == "__main__":
    main()
