#!/usr/bin/env python3
"""Article pages: gongkai beside whichever peers can be imported.

usage: python -m benchmarks.extraction CORPUS... [--rounds N]

Prints a table for each corpus: titles and days exactly right (after folding of white space and width), F1 of
character bigrams of the body (benchmarks/scoring.py), milliseconds of the process for a page (the best of N
rounds, decoded text in, values out), and the MB by which a process of its own grew over all pages.
`scripts/benchmark` makes the venv and runs it.
"""

from __future__ import annotations

import html
import re
from typing import Any

from benchmarks.measuring import SELF, Benchmark, Read, Reader, main
from benchmarks.scoring import Reading

ALL = ("title", "published", "body")


def gongkai_reader() -> Read:
    from gongkai.base.values import Page
    from gongkai.extract import read_article

    def read(text: str, url: str) -> Reading:
        document = read_article(Page(url, text, "utf-8"))
        return {"title": document.title, "published": document.published, "body": document.body}

    return read


def trafilatura_reader() -> Read:
    import trafilatura

    def read(text: str, url: str) -> Reading:
        found: Any = trafilatura.bare_extraction(text, url=url, with_metadata=True)
        return {"title": found.title, "published": found.date, "body": found.text} if found else {}

    return read


def readability_reader() -> Read:
    from readability import Document

    def read(text: str, url: str) -> Reading:
        document = Document(text, url=url)
        return {"title": document.short_title(), "body": plain(document.summary())}

    return read


def newspaper_reader() -> Read:
    from newspaper import Article

    def read(text: str, url: str) -> Reading:
        article = Article(url, language="zh", fetch_images=False)  # no page is to be fetched
        article.download(input_html=text)
        article.parse()
        return {"title": article.title, "published": article.publish_date, "body": article.text}

    return read


def gne_reader() -> Read:
    from gne import GeneralNewsExtractor

    extractor = GeneralNewsExtractor()

    def read(text: str, url: str) -> Reading:
        found = extractor.extract(text)
        return {"title": found["title"], "published": found["publish_time"], "body": found["content"]}

    return read


def magic_html_reader() -> Read:
    from magic_html import GeneralExtractor

    extractor = GeneralExtractor()

    def read(text: str, url: str) -> Reading:
        found = extractor.extract(text, base_url=url)
        return {"title": found.get("title"), "body": plain(found.get("html") or "")}

    return read


def resiliparse_reader() -> Read:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda text, url: {"body": extract_plain_text(text, main_content=True)}


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


BENCHMARK = Benchmark(
    module="benchmarks.extraction",
    kind="article",
    columns={"title": "title", "published": "day", "body": "body F1"},
    readers=(
        Reader(SELF, gongkai_reader, ALL),
        Reader("trafilatura", trafilatura_reader, ALL),
        Reader("readability-lxml", readability_reader, ("title", "body")),
        Reader("newspaper4k", newspaper_reader, ALL),
        Reader("gne", gne_reader, ALL),
        Reader("magic-html", magic_html_reader, ("title", "body")),
        Reader("resiliparse", resiliparse_reader, ("body",)),
    ),
    labels=("title", "published", "body", "body_start", "body_end", "body_chars"),
)

if __name__ == "__main__":
    main(BENCHMARK, __doc__)
