"""The saved real site of the evaluation data, served by a static file server and crawled twice.

The configuration holds section addresses only. What is expected is read from the file beside the site;
nothing here or in `src` names one of its pages.
"""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from gongkai.archive import Archive, open_archive
from gongkai.cli.context import clock
from gongkai.cli.crawling import crawl_options, run_crawl
from gongkai.config import load

SETTINGS = """
[operator]
name = "tests"
contact = "tests@example.invalid"
[crawl]
pause_seconds = 0
rhythm_hours_least = 0
rhythm_hours_most = 0
private_hosts = ["*"]
"""
SITE = """
id = "site"
name = "县人社局"
home_url = "{base}"
[[units]]
id = "unit"
name = "县人社局"
level = "department"
"""
SECTION = """
[[sections]]
id = "{slug}"
name = "{slug}"
url = "{url}"
"""


class QuietHandler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: object) -> None:
        """Nothing to say."""


@dataclass(frozen=True)
class RealSite:
    """`written` counts the versions that the second crawl wrote."""

    archive: Archive
    base: str
    expected: dict[str, Any]
    written: int


@contextmanager
def crawled_site(saved: Path, folder: Path) -> Iterator[RealSite]:
    expected = json.loads((saved / "expected.json").read_text("utf-8"))
    with served(saved / "site") as base:
        write_config(folder / "config", base, sorted(expected["sections"]))
        config = load(folder / "config")
        for _ in range(2):
            summary, _lost = run_crawl(config, folder / "archive", crawl_options(config), clock)
        written = sum(summary.items.get(outcome, 0) for outcome in ("new", "changed"))
        with open_archive(folder / "archive", write=False) as archive:
            yield RealSite(archive, base, expected, written)


def slug(path: str) -> str:
    return path.strip("/").replace("/", "-").replace("_", "-").removesuffix(".html")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(QuietHandler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def write_config(folder: Path, base: str, sections: list[str]) -> None:
    (folder / "sites").mkdir(parents=True)
    (folder / "gongkai.toml").write_text(SETTINGS, encoding="utf-8")
    told = SITE.format(base=base) + "".join(SECTION.format(slug=slug(url), url=url) for url in sections)
    (folder / "sites" / "site.toml").write_text(told, encoding="utf-8")
