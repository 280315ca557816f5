"""The archive as the other rooms see it: one object, every method whole or not at all.

Every error of the database comes out as ArchiveError, in words.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import wraps
from pathlib import Path
from types import TracebackType
from typing import Concatenate, Literal, ParamSpec, Self, TypeVar

from gongkai.archive import catalogue as catalogues
from gongkai.archive import (
    filetexts,
    history,
    hosts,
    items,
    lookups,
    pasts,
    readings,
    removals,
    runs,
    search,
    views,
    visits,
)
from gongkai.archive.captures import Captures
from gongkai.archive.filetexts import KeptText
from gongkai.archive.opening import open_databases
from gongkai.archive.sqlite import Connection, check_drivers, told
from gongkai.archive.values import (
    CheckOutcome,
    DueAddress,
    DueItem,
    HostTrouble,
    ItemView,
    KnownSection,
    Order,
    PartCapture,
    Reading,
    ReadingOutcome,
    RunTotals,
    SearchPage,
    SectionPast,
    StoredAttachment,
    Validators,
    VanishLimits,
    VersionView,
    VisitCounts,
    VisitResult,
)
from gongkai.base.hosts import HostMemory
from gongkai.base.states import SectionHistory, SectionState, State
from gongkai.base.values import Catalogue, FetchKind, Response

BUSY_SECONDS = 15.0
"""How long to wait for another writer. Transactions here take milliseconds."""

P = ParamSpec("P")
T = TypeVar("T")


def _told(method: Callable[Concatenate[Archive, P], T]) -> Callable[Concatenate[Archive, P], T]:
    @wraps(method)
    def wrapper(self: Archive, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with told(self.folder):
            return method(self, *args, **kwargs)

    return wrapper


def open_archive(
    folder: Path, *, create: bool = False, write: bool = True, busy_seconds: float = BUSY_SECONDS
) -> Archive:
    """Open an archive folder, for one thread.

    Raises ArchiveMissing, ArchiveForeign, ArchiveNewer, ArchiveUnreadable or DriverMismatch; none of them
    leaves anything changed.
    """
    check_drivers()
    with told(folder):
        db, blobs = open_databases(folder, create=create, write=write, busy_seconds=busy_seconds)
        archive = Archive(folder, db, blobs)
        if write:
            try:
                search.ensure_index(db)
            except BaseException:
                archive.close()
                raise
    return archive


class Archive:
    """An open archive. `db` is the connection to gongkai.db, for reading."""

    def __init__(self, folder: Path, db: Connection, blobs: Connection | None) -> None:
        self.folder = folder
        self.db = db
        self._blobs = blobs
        self._captures = Captures(db, blobs, folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.db.close()
        if self._blobs is not None:
            self._blobs.close()

    # --- what is watched ---

    @_told
    def put_catalogue(self, catalogue: Catalogue, at: str) -> Catalogue:
        """Keep what is watched, as of `at`; it comes back as it is to be crawled: the name by which a site
        was first known stays the first of its twins. Sections no longer configured become inactive."""
        return catalogues.put_catalogue(self.db, catalogue)

    # --- runs and visits ---

    @_told
    def begin_run(self, at: str, version: str, config_sha256: str) -> int:
        """Open a run; runs and visits that a kill left open are closed as interrupted."""
        return runs.begin_run(self.db, at, version, config_sha256)

    @_told
    def finish_run(self, run: int, at: str, outcome: str, *, requests: int, bytes: int) -> RunTotals:
        """Close a run; the counts come from its visits, events and checks."""
        return runs.finish_run(self.db, run, at, outcome, requests=requests, bytes_=bytes)

    @_told
    def begin_visit(self, run: int, section: str, at: str, conditional: bool) -> int:
        return visits.begin_visit(self.db, run, section, at, conditional)

    @_told
    def known_section(self, section: str) -> KnownSection:
        """What is believed of a section."""
        return visits.known_section(self.db, section)

    @_told
    def finish_visit(self, visit: int, result: VisitResult) -> VisitCounts:
        """Take in an understood visit. 304 to a list nobody ever understood counts as `broken`."""
        return visits.finish_visit(self.db, visit, result)

    @_told
    def fail_visit(
        self,
        visit: int,
        finished: str,
        outcome: Literal["failed", "blocked", "broken"],
        reason: str,
        *,
        status: int | None = None,
        pages: int = 0,
        capture: int | None = None,
    ) -> None:
        """Close a visit that was not understood: it changes nothing of what is believed."""
        visits.fail_visit(
            self.db, visit, finished, outcome, reason, status=status, pages=pages, capture=capture
        )

    # --- small questions ---

    @_told
    def names(self, table: lookups.Named) -> dict[str, str]:
        """The names of what is watched, by id."""
        return lookups.names(self.db, table)

    @_told
    def cached_states(self) -> dict[str, State]:
        """The states that the last check wrote down, by section."""
        return lookups.cached_states(self.db)

    @_told
    def stored_attachments(self, item: int) -> tuple[StoredAttachment, ...]:
        """The files of an item whose bytes are kept."""
        return lookups.stored_attachments(self.db, item)

    @_told
    def part_captures(self, item: int) -> tuple[PartCapture, ...]:
        """The captures of the further pages of an item's numbered body."""
        return lookups.part_captures(self.db, item)

    @_told
    def standing(self, item: int) -> tuple[str, str]:
        """Title and body of an item's current version; empty before one."""
        return lookups.standing(self.db, item)

    @_told
    def doubted_at(self, item: int, reason: str) -> str | None:
        """When the last look at an item was made, if it was not believed for that reason."""
        return lookups.doubted_at(self.db, item, reason)

    @_told
    def sites_with_vanished(self, run: int) -> tuple[str, ...]:
        """The sites of items that a run found gone from their addresses."""
        return lookups.sites_with_vanished(self.db, run)

    @_told
    def sections_out_of_sight(self, run: int) -> tuple[str, ...]:
        """The active sections of items that a run found gone, which were not visited in it."""
        return lookups.sections_out_of_sight(self.db, run)

    @_told
    def section_pasts(self) -> dict[str, SectionPast]:
        """What the next visits to active sections are planned by, by section."""
        return pasts.section_pasts(self.db)

    @_told
    def pages_of_cut_walk(self, section: str, since: str) -> dict[tuple[str, str | None], int]:
        """The kept pages (captures, by address and body) of visits to a section that we cut off."""
        return pasts.pages_of_cut_walk(self.db, section, since)

    @_told
    def host_memories(self) -> dict[str, HostMemory]:
        """What earlier crawls remember of hosts, by host."""
        return hosts.host_memories(self.db)

    @_told
    def host_troubles(self) -> tuple[HostTrouble, ...]:
        """Every host with which something is the matter, the longest first."""
        return hosts.host_troubles(self.db)

    @_told
    def put_host(self, memory: HostMemory, at: str) -> None:
        """Keep what is to be remembered of a host."""
        hosts.put_host(self.db, memory, at)

    @_told
    def uid_of(self, name: str) -> str | None:
        """The public name of the item that a person means: its uid, or one of its addresses."""
        return lookups.uid_of(self.db, name)

    # --- captures ---

    @_told
    def keep(self, response: Response, kind: FetchKind, *, visit: int | None = None) -> int:
        """Keep a response, whatever its status; the capture's id. Its bytes are on disk first."""
        return self._captures.keep(response, kind, visit)

    @_told
    def capture_body(self, capture: int) -> bytes:
        """The bytes of a capture, checked against their hash; ArchiveUnreadable where that fails."""
        return self._captures.body(capture)

    @_told
    def kept_response(self, capture: int) -> Response:
        """A kept response as it was received, its bytes checked against their hash."""
        return self._captures.response(capture)

    @_told
    def verify_chain(self) -> int | None:
        """The first capture whose link or bytes do not hold; None if all hold."""
        return self._captures.verify_chain()

    @_told
    def validators(self, url: str) -> Validators | None:
        """Of the last full answer for an address, if there was one with validators."""
        return self._captures.validators(url)

    @_told
    def validators_of(self, capture: int) -> Validators | None:
        """Of one kept answer, if its server gave any."""
        return self._captures.validators_of(capture)

    # --- items ---

    @_told
    def due_addresses(self, at: str, *, sites: tuple[str, ...] | None = None) -> tuple[DueAddress, ...]:
        """The same, as far as a crawl needs them to plan: of very many little each."""
        return items.due_addresses(self.db, at, sites)

    @_told
    def due_item(self, item: int, at: str) -> DueItem | None:
        """One of them, as it stands now; None if it is not due any more."""
        return items.due_item(self.db, item, at)

    @_told
    def store_reading(self, item: int, reading: Reading) -> ReadingOutcome:
        """Take in what an item says; a version if it is another text."""
        return readings.store_reading(self.db, item, reading)

    @_told
    def file_text(self, sha256: str) -> KeptText | None:
        """What was made of a file, by its bytes."""
        return filetexts.file_text(self.db, sha256)

    @_told
    def store_file_text(self, sha256: str, kept: KeptText, at: str) -> None:
        """Keep what a file says; searching for it finds the items that name it."""
        filetexts.store_file_text(self.db, sha256, kept, at)

    @_told
    def unread_files(self, reader: str, converting: str, converted: str) -> tuple[StoredAttachment, ...]:
        """The kept files that a reader has not read, or not with the converters it has now for a kind."""
        return filetexts.unread_files(self.db, reader, converting, converted)

    @_told
    def store_check(  # noqa: PLR0913  the columns of `checks`
        self,
        item: int,
        run: int,
        at: str,
        outcome: CheckOutcome,
        *,
        reason: str = "",
        status: int | None = None,
        capture: int | None = None,
        next_check: str | None = None,
        moved_to: str | None = None,
    ) -> None:
        """Take in a look that brought no text. `same` (304) says that the text still stands."""
        readings.store_check(
            self.db,
            item,
            run,
            at,
            outcome,
            reason=reason,
            status=status,
            capture=capture,
            next_check=next_check,
            moved_to=moved_to,
        )

    @_told
    def conclude_removals(
        self,
        run: int,
        at: str,
        *,
        homes: Collection[str] | None = None,
        limits: VanishLimits = VanishLimits(),  # noqa: B008  frozen
    ) -> tuple[int, tuple[str, ...]]:
        """Mark as removed what vanished in this run, where that can be told; how many, and the hosts held
        back because too much vanished there at once.

        `homes` names the sites whose home page was understood in this run; without it a home page kept
        (`keep(…, "home")`) with status 200 or 304 counts.
        """
        return removals.conclude_removals(self.db, run, at, homes, limits)

    # --- for the judge ---

    def histories(self, as_of: date, *, as_known: bool = False) -> Iterator[SectionHistory]:
        """Active sections with their finished visits before 24:00 of the day, oldest first."""
        with told(self.folder):
            yield from history.histories(self.db, as_of, as_known=as_known)

    @_told
    def category_newest(self, as_of: date) -> Mapping[tuple[str, str], str]:
        """The newest published day of items by (unit, category), from all sections."""
        return history.category_newest(self.db, as_of)

    @_told
    def put_states(self, states: Iterable[SectionState]) -> None:
        """Refresh the cache of states in `sections`."""
        history.put_states(self.db, states)

    # --- for people ---

    @_told
    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        offset: int = 0,
        unit: str | None = None,
        category: str | None = None,
        order: Order = "newest",
    ) -> SearchPage:
        """Items that hold every term of the query."""
        return search.search(
            self.db, query, limit=limit, offset=offset, unit=unit, category=category, order=order
        )

    @_told
    def item(self, uid: str) -> ItemView | None:
        """An item by its public name, None if there is none."""
        return views.item(self.db, uid)

    @_told
    def versions(self, uid: str) -> tuple[VersionView, ...]:
        """The versions of an item, the first first."""
        return views.versions(self.db, uid)
