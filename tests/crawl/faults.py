"""The catalogue of faults that a whole crawl meets: how each comes about, and what has to be recorded.

`recorded` says it by place. Of a list it is the outcome and reason of its visits, of an article those of the
looks at it, of a file what becomes of one not had before, each on every night of the fault or on each of the
three. Where a list is well, it is `WELL`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.crawl import fault_harms as harms
from tests.crawl import fault_scenes as scenes
from tests.crawl.fault_scenes import at
from tests.crawl.fault_stage import Place, Scene, Shape

Told = str | tuple[str, str, str]

WELL = ("new", "unchanged", "unchanged")
SAME = "same"
READ = "read"


@dataclass(frozen=True)
class Fault:
    """`allowed` are the events that truly happen on such a site; with `extra` it truly shows more items than
    it should, which are not asked about."""

    name: str
    scene: Scene
    recorded: Mapping[Place, Told]
    shape: Shape = "plain"
    allowed: frozenset[str] = frozenset()
    extra: bool = False


def _answer(
    name: str, scene: Scene, told: str, *places: Place, but: Mapping[Place, Told] | None = None
) -> Fault:
    """A fault of any answer, recorded in the same words on list, article and file, `but` for some."""
    where: tuple[Place, ...] = places or ("list", "article", "file", "home")
    recorded: dict[Place, Told] = dict.fromkeys(where, told)
    if "file" in recorded:
        recorded["file"] = told.partition(" ")[2]
    if "home" in recorded:
        recorded["home"] = ""
    return Fault(name, scene, {**recorded, **(but or {})})


FAULTS: tuple[Fault, ...] = (
    # The wire.
    Fault("connection refused", scenes.refuse, {"site": "failed robots-unavailable"}),
    _answer("reset in mid-body", at(harms.reset_mid_body), "failed truncated"),
    _answer("reset before an answer", at(harms.reset_at_once), "failed disconnected"),
    _answer("silence", at(harms.silence), "failed timeout"),
    _answer("slow headers", at(harms.slow_headers), "failed timeout"),
    _answer("slow body", at(harms.slow_body), "failed timeout"),
    _answer("endless body", at(harms.endless_body), "failed too-large"),
    _answer("body longer than Content-Length", at(harms.longer_than_said), "failed truncated"),
    _answer("body shorter than Content-Length", at(harms.shorter_than_said), "failed truncated"),
    _answer("gzip cut, with Content-Length", at(harms.cut_gzip_with_length), "failed truncated"),
    _answer("gzip cut, without Content-Length", at(harms.cut_gzip_without_length), "failed truncated"),
    _answer("gzip bomb", at(harms.gzip_bomb), "failed too-large"),
    _answer("unknown Content-Encoding", at(harms.unknown_encoding), "failed encoding"),
    _answer("header of 300 KiB", at(harms.huge_header), "failed protocol"),
    _answer("20,000 headers", at(harms.many_headers), "failed protocol"),
    Fault("2,000 headers", at(harms.some_headers), {"list": WELL, "article": SAME, "file": READ}),
    _answer("invalid status line", at(harms.no_status_line), "failed protocol"),
    Fault("keep-alive connections closed at random", scenes.hang_up, {"site": WELL}),
    # The way there.
    _answer("redirect loop", at(harms.redirect_loop), "failed redirect-loop"),
    _answer("redirect to another port of 127.0.0.1", scenes.to_neighbour, "failed private-address"),
    _answer("redirect to 169.254.169.254", at(harms.to_metadata_service), "failed private-address"),
    _answer(
        "name that resolves to a private address",
        at(harms.to_name("inner.example")),
        "failed private-address",
    ),
    _answer("name that changes its answer", scenes.two_faced, "failed private-address"),
    Fault("expired certificate", scenes.expired, {"site": "failed tls"}),
    Fault("self-signed certificate", scenes.self_signed, {"site": "failed tls"}),
    Fault("robots.txt answers 500", at(harms.server_error), {"robots": "failed robots-unavailable"}),
    Fault("robots.txt times out", at(harms.silence), {"robots": "failed robots-unavailable"}),
    Fault("robots.txt is reset", at(harms.reset_mid_body), {"robots": "failed robots-unavailable"}),
    # What is answered.
    _answer("challenge with status 200", at(harms.challenge), "blocked challenge-jsl"),
    _answer("empty body", at(harms.empty), "failed empty-body"),
    _answer(
        "the home page",
        at(harms.home_page),
        "broken text-for-list",
        "list", "article", "file",
        but={"article": "failed another-page", "file": "not-a-file"},
    ),
    Fault(
        "list that redirects to the home page",
        at(harms.to_home),
        {"list": "broken redirect-home"},
    ),
    Fault(
        "article that redirects to the home page for a night",
        scenes.once(harms.to_home),
        {"article": ("vanished redirect-home", SAME, SAME)},
    ),
    Fault(
        "404 that flips",
        scenes.flip_404,
        {
            "list": ("broken http-404", "new", "broken http-404"),
            "article": ("vanished http-404", "same", "vanished http-404"),
            "file": ("http-404", READ, READ),
        },
    ),
    _answer("storm of 500", at(harms.server_error), "failed http-500"),
    _answer("429 without Retry-After", at(harms.busy), "failed http-429"),
    _answer("429 with a short Retry-After", at(harms.busy_for_a_moment), "failed http-429"),
    _answer("429 with a long Retry-After", at(harms.busy_for_hours), "failed http-429"),
    Fault(
        "wrong charset label", at(harms.wrong_charset), {"list": WELL, "article": SAME}
    ),
    Fault("NUL bytes", at(harms.with_zeros), {"list": WELL, "article": SAME}),
    _answer("page called image/png", at(harms.called_image), "failed not-a-page", "list", "article", "home"),
    Fault("page in place of a file", at(harms.home_page), {"file": "not-a-file"}),
    # Lists.
    Fault("endless pagination", scenes.endless_pages, {"column": WELL}, extra=True),
    Fault(
        "page 2 equal to page 1",
        scenes.page_repeats,
        {"column": "broken page-2: repeats"},
        shape="paged",
    ),
    Fault("10,000 rows on a page", scenes.many_rows, {"column": WELL}, extra=True),
    Fault(
        "10,000 newer rows above the known ones",
        scenes.many_rows_above,
        {"column": WELL},
        extra=True,
    ),
    Fault(
        "rows gone, with the mark of an empty list",
        scenes.rows_gone,
        {"column": "broken rows-gone"},
    ),
    Fault("dates gone", scenes.dates_gone, {"column": "broken dates-gone"}),
    Fault(
        "stated total jumps",
        scenes.total_jumps,
        {"column": "broken total-jumped"},
        shape="counted",
    ),
    # Sites.
    Fault(
        "two states behind one address",
        scenes.two_states,
        {"column": ("new", "new", "new")},
        allowed=frozenset(("delisted", "relisted")),
    ),
    Fault("clock on every page", scenes.clock, {"column": WELL}),
    Fault("rebuilt site, old addresses 404", scenes.rebuilt_404, {"column": "broken http-404"}),
    Fault(
        "rebuilt site, old addresses show the home page",
        scenes.rebuilt_home,
        {"column": "broken text-for-list"},
    ),
    Fault(
        "rebuilt site, list leads to new addresses",
        scenes.rebuilt_moved,
        {"column": ("new many-missing", "new", "unchanged")},
        allowed=frozenset(("delisted", "relisted")),
        extra=True,
    ),
)  # fmt: skip
