#!/usr/bin/env python3
"""Article extraction on labelled pages: gongkai beside whichever peers can be imported.

usage: extraction.py CORPUS [--rounds N]

CORPUS holds `labels.jsonl`, one page a line: {"kind": "article", "file", "url", "label": {"title",
"published", "body_start", "body_end", "body_chars"}}. Prints a table with versions: titles and days exactly
right (after folding of white space and width), F1 of character bigrams of the body against the page's text
between the labelled ends, and milliseconds a page (the best of N rounds, decoded text in, values out).
"""

# ruff: noqa: PLC0415 (a peer is imported only where it is there)
from __future__ import annotations

import argparse
import gc
import html
import json
import re
import statistics
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from gongkai.base.charset import decode

Reading = tuple[str | None, str | None, str]
"""Title, date and body as one reader gives them."""

Reader = Callable[[str, str], Reading]


@dataclass(frozen=True)
class Sample:
    """One labelled page."""

    text: str
    url: str
    label: dict[str, Any]


def gongkai_reader() -> Reader:
    from gongkai.base.values import Page
    from gongkai.extract import read_article

    def read(text: str, url: str) -> Reading:
        document = read_article(Page(url, text, "utf-8"))
        return document.title, document.published, document.body

    return read


def trafilatura_reader() -> Reader:
    import trafilatura

    def read(text: str, url: str) -> Reading:
        found: Any = trafilatura.bare_extraction(text, url=url, with_metadata=True)
        return (found.title, found.date, found.text or "") if found else (None, None, "")

    return read


def readability_reader() -> Reader:
    from readability import Document

    def read(text: str, url: str) -> Reading:
        document = Document(text, url=url)
        return document.short_title(), None, plain(document.summary())

    return read


def newspaper_reader() -> Reader:
    from newspaper import Article

    def read(text: str, url: str) -> Reading:
        article = Article(url or "http://unknown.invalid/", language="zh")
        article.download(input_html=text)
        article.parse()
        return article.title, str(article.publish_date or "") or None, article.text

    return read


def gne_reader() -> Reader:
    from gne import GeneralNewsExtractor

    extractor = GeneralNewsExtractor()

    def read(text: str, url: str) -> Reading:
        found = extractor.extract(text)
        return found["title"], found["publish_time"], found["content"]

    return read


def resiliparse_reader() -> Reader:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda text, url: (None, None, extract_plain_text(text, main_content=True))


READERS: dict[str, Callable[[], Reader]] = {
    "gongkai": gongkai_reader,
    "trafilatura": trafilatura_reader,
    "readability-lxml": readability_reader,
    "newspaper4k": newspaper_reader,
    "gne": gne_reader,
    "resiliparse": resiliparse_reader,
}


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def fold(text: object) -> str:
    folded = unicodedata.normalize("NFKC", html.unescape(str(text or "")))
    return re.sub(r"[\s\u200b-\u200f\ufeff]+", "", folded)


def reference(sample: Sample) -> str | None:
    """The page's text from the labelled first words to the last, of about the labelled length."""
    start, end = fold(sample.label.get("body_start")), fold(sample.label.get("body_end"))
    if not start or not end:
        return None
    text = re.sub(r"(?is)<(script|style|noscript|head)\b.*?</\1\s*>|<!--.*?-->", " ", sample.text)
    text = fold(re.sub(r"<[^>]*>", "", text))
    wanted = sample.label.get("body_chars") or 0
    spans = [
        (abs(stop.end() - begin.start() - wanted), begin.start(), stop.end())
        for begin in re.finditer(re.escape(start), text)
        for stop in re.compile(re.escape(end)).finditer(text, begin.start())
    ]
    return text[min(spans)[1] : min(spans)[2]] if spans else None


def f1(have: str, want: str) -> float:
    one, other = (Counter(text[i : i + 2] for i in range(len(text) - 1)) for text in (have, want))
    common = (one & other).total()
    return 2 * common / (one.total() + other.total()) if common else float(one == other)


def load(corpus: Path) -> list[Sample]:
    samples = []
    for line in (corpus / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line) if line.strip() else {}
        if page.get("kind") == "article" and page.get("label"):
            text, _ = decode((corpus / page["file"]).read_bytes())
            samples.append(Sample(text, page.get("url") or "http://unknown.invalid/", page["label"]))
    return samples


def read_or_nothing(read: Reader, sample: Sample) -> Reading:
    """A peer that fails on a page has read nothing there."""
    try:
        return read(sample.text, sample.url)
    except Exception as error:
        print(f"  {type(error).__name__}: {error}"[:120], file=sys.stderr)
        return None, None, ""


@dataclass
class Result:
    """What one reader came to over the pages."""

    titles: list[bool] = field(default_factory=list)
    days: list[bool] = field(default_factory=list)
    bodies: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def add(self, sample: Sample, reading: Reading, want: str | None, seconds: float) -> None:
        title, published, body = reading
        self.times.append(seconds * 1000)
        if "title" in sample.label:
            self.titles.append(fold(title) == fold(sample.label["title"]))
        if "published" in sample.label:
            self.days.append((published or "")[:10] == (sample.label["published"] or "")[:10])
        if want:
            self.bodies.append(f1(fold(body), want))

    def row(self, name: str) -> str:
        shares = " | ".join(
            f"{statistics.mean(values):.3f}" for values in (self.titles, self.days, self.bodies)
        )
        speed = f"{statistics.median(self.times):.2f} | {statistics.mean(self.times):.2f}"
        return f"| {name} {version(name)} | {shares} | {speed} |"


def measure(readers: dict[str, Reader], samples: list[Sample], rounds: int) -> dict[str, Result]:
    """Every reader on every page, in turns, so that a busy moment of the machine meets all of them."""
    results = {name: Result() for name in readers}
    for sample in samples:
        best = dict.fromkeys(readers, float("inf"))
        readings: dict[str, Reading] = {}
        for _ in range(rounds):
            for name, read in readers.items():
                started = time.perf_counter()
                readings[name] = read_or_nothing(read, sample)
                best[name] = min(best[name], time.perf_counter() - started)
        want = reference(sample)
        for name, result in results.items():
            result.add(sample, readings[name], want, best[name])
    return results


def importable() -> dict[str, Reader]:
    readers = {}
    for name, make in READERS.items():
        try:
            readers[name] = make()
        except ImportError as error:
            print(f"{name} is left out: {error}", file=sys.stderr)
    return readers


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    samples, readers = load(args.corpus), importable()
    gc.collect()
    gc.freeze()  # what the peers loaded shall not slow down whoever allocates
    results = measure(readers, samples, args.rounds)
    print(f"{len(samples)} pages, Python {sys.version.split()[0]}\n")
    print("| reader | title | day | body F1 | ms p50 | ms mean |\n|---|---|---|---|---|---|")
    for name, result in results.items():
        print(result.row(name))


if __name__ == "__main__":
    main()
