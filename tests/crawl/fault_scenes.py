"""Faults that are more than one answer: of a whole list, or of a whole site."""

from __future__ import annotations

import ssl
from itertools import count

from tests.crawl import fault_harms as harms
from tests.crawl.fault_server import EVERYTHING, Harm, Talk
from tests.crawl.fault_stage import LIST, NEW, OLD, Place, Scene, Stage, show
from tests.crawl.pages import article, list_page, text
from tests.loopback import Reply

TRAPS: dict[str, int] = {}
"""What the runner of the nights sets up: the port of a server that must never be asked."""

TLS: dict[str, ssl.SSLContext] = {}
"""Contexts with a certificate that is not good, by its fault."""

LATEST = [NEW, *OLD]


def at(harm: Harm) -> Scene:
    """A harm of the answers at a place, on each night."""

    def scene(stage: Stage, place: Place, night: int) -> None:
        stage.harm(place, harm)

    return scene


def once(harm: Harm) -> Scene:
    """On the first night alone."""

    def scene(stage: Stage, place: Place, night: int) -> None:
        if night == 1:
            stage.harm(place, harm)

    return scene


def refuse(stage: Stage, place: Place, night: int) -> None:
    stage.site.shut()


def hang_up(stage: Stage, place: Place, night: int) -> None:
    stage.harm("site", harms.hangs_up_at_random)


def to_neighbour(stage: Stage, place: Place, night: int) -> None:
    stage.harm(place, harms.to_neighbour(TRAPS["port"]))


def two_faced(stage: Stage, place: Place, night: int) -> None:
    stage.harm("robots", harms.then_closes)
    stage.harm(place, harms.two_faced)


def expired(stage: Stage, place: Place, night: int) -> None:
    stage.site.tls = TLS["expired"]


def self_signed(stage: Stage, place: Place, night: int) -> None:
    stage.site.tls = TLS["self-signed"]


def flip_404(stage: Stage, place: Place, night: int) -> None:
    if night % 2:
        stage.harm(place, harms.not_found)


# --- lists ----------------------------------------------------------------------------------------


def endless_pages(stage: Stage, place: Place, night: int) -> None:
    """Every page has rows that no page had before, and a next one."""
    numbers = count(1)

    def page(path: str) -> Reply | None:
        if not path.startswith("/gzdt/index_"):
            return None
        at = int(path.removeprefix("/gzdt/index_").partition(".")[0])
        rows = [
            (f"https://elsewhere.example/{night}/{n}.html", f"区内要闻第{night}{n}期", "2026-01-05")
            for n in (next(numbers) for _ in range(5))
        ]
        tail = f"<div class='page'><a href='/gzdt/index_{at + 1}.html'>下一页</a></div>"
        return Reply(list_page("工作动态", rows, tail=tail), 200, harms.HTML)

    stage.site.invented = page
    show(stage, LATEST, tail="<div class='page'><a href='/gzdt/index_2.html'>下一页</a></div>")


def page_repeats(stage: Stage, place: Place, night: int) -> None:
    stage.site.pages["/gzdt/index_1.html"] = stage.site.pages["/gzdt/index.html"]


MANY = [
    (f"https://elsewhere.example/{n}.html", f"区内要闻第{n}期", f"2026-01-{n % 28 + 1:02d}")
    for n in range(10_000 - len(LATEST))
]


def many_rows(stage: Stage, place: Place, night: int) -> None:
    show(stage, [*LATEST, *MANY])


def many_rows_above(stage: Stage, place: Place, night: int) -> None:
    """The column's own rows come last, beyond what is read of one page."""
    show(stage, [*((url, title, NEW[2]) for url, title, _ in MANY), *LATEST])


def rows_gone(stage: Stage, place: Place, night: int) -> None:
    show(stage, [])


def dates_gone(stage: Stage, place: Place, night: int) -> None:
    """Two of seven still stand: without any, no list is recognised."""
    show(stage, [(url, title, day if n > 4 else "") for n, (url, title, day) in enumerate(LATEST)])


def total_jumps(stage: Stage, place: Place, night: int) -> None:
    show(stage, LATEST, tail="<div class='page'>共 4711 条</div>")


# --- sites ----------------------------------------------------------------------------------------


def two_states(stage: Stage, place: Place, night: int) -> None:
    """Two servers behind one address; the older has neither the new row nor its page. It answers on the
    second night."""
    if night == 2:
        show(stage, OLD)
        stage.site.pages.pop(LIST + NEW[0][2:])


def clock(stage: Stage, place: Place, night: int) -> None:
    for path in stage.site.pages:
        if path.endswith((".html", "/")):
            stage.site.harms[path] = harms.with_clock


def _rebuild(stage: Stage) -> None:
    """The new site has its rows in a table under other addresses, and a home page of its own."""
    rows = "".join(
        f"<tr><td><a href='/art/{n}'>{title}</a></td><td>{day}</td></tr>"
        for n, (_, title, day) in enumerate(LATEST)
    )
    site = stage.site
    for path in [path for path in site.pages if path != "/"]:
        del site.pages[path]
    site.put("/", harms.HOME)
    site.put("/channel/7", f"<html><title>工作动态</title><body><table>{rows}</table></body></html>")
    for n, (_, title, day) in enumerate(LATEST):
        site.put(f"/art/{n}", article(title, day, text(title)))


def rebuilt_404(stage: Stage, place: Place, night: int) -> None:
    _rebuild(stage)


def rebuilt_home(stage: Stage, place: Place, night: int) -> None:
    _rebuild(stage)

    def harm(talk: Talk) -> None:
        known = talk.path in stage.site.pages or talk.path == "/robots.txt"
        talk.serve() if known else harms.home_page(talk)

    stage.site.harms[EVERYTHING] = harm


def rebuilt_moved(stage: Stage, place: Place, night: int) -> None:
    _rebuild(stage)
    stage.site.harms[LIST] = harms.instead("", 302, Location="/channel/7")
