"""What can be asked of an open archive; nothing here changes it.

Every error of the database comes out as ArchiveError, in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from pathlib import Path
from types import TracebackType
from typing import Concatenate, ParamSpec, Self, TypeVar

from gongkai.archive import (
    derivations,
    filetexts,
    hosts,
    items,
    lookups,
    pasts,
    rereadings,
    search,
    sorting,
    stamps,
    views,
    visits,
)
from gongkai.archive.captures import Captures
from gongkai.archive.filetexts import KeptText
from gongkai.archive.shown import ItemView, SearchPage, VersionView
from gongkai.archive.sorting import Correction, Sortable
from gongkai.archive.sqlite import Connection, told
from gongkai.archive.values import (
    ChainHead,
    DueAddress,
    DueItem,
    HostTrouble,
    KeptSight,
    KeptStamp,
    KnownSection,
    Order,
    PartCapture,
    SectionPast,
    StoredAttachment,
    Validators,
)
from gongkai.base.hosts import HostMemory
from gongkai.base.states import State
from gongkai.base.values import Response

P = ParamSpec("P")
T = TypeVar("T")
QuestionsT = TypeVar("QuestionsT", bound="Questions")


def in_words(
    method: Callable[Concatenate[QuestionsT, P], T],
) -> Callable[Concatenate[QuestionsT, P], T]:
    """A method whose errors of the database come out in words."""

    @wraps(method)
    def wrapper(self: QuestionsT, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with told(self.folder):
            return method(self, *args, **kwargs)

    return wrapper


class Questions:
    """An open archive, for reading. `db` is the connection to gongkai.db."""

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

    @in_words
    def known_section(self, section: str) -> KnownSection:
        """What is believed of a section."""
        return visits.known_section(self.db, section)

    @in_words
    def names(self, table: lookups.Named) -> dict[str, str]:
        """The names of what is watched, by id."""
        return lookups.names(self.db, table)

    @in_words
    def item_titles(self, uids: Iterable[str]) -> dict[str, str]:
        """The titles of items, by uid."""
        return lookups.item_titles(self.db, uids)

    @in_words
    def offices(self) -> dict[str, str]:
        """The responsible office of each section that has one."""
        return lookups.offices(self.db)

    @in_words
    def understood_sections(self) -> frozenset[str]:
        """The sections that some visit has understood."""
        return lookups.understood_sections(self.db)

    @in_words
    def cached_states(self) -> dict[str, State]:
        """The states that the last check wrote down, by section."""
        return lookups.cached_states(self.db)

    @in_words
    def stored_attachments(self, item: int) -> tuple[StoredAttachment, ...]:
        """The files of an item whose bytes are kept."""
        return lookups.stored_attachments(self.db, item)

    @in_words
    def part_captures(self, item: int) -> tuple[PartCapture, ...]:
        """The captures of the further pages of an item's numbered body."""
        return lookups.part_captures(self.db, item)

    @in_words
    def standing(self, item: int) -> tuple[str, str]:
        """Title and body of an item's current version; empty before one."""
        return lookups.standing(self.db, item)

    @in_words
    def doubted_at(self, item: int, reason: str) -> str | None:
        """When the last look at an item was made, if it was not believed for that reason."""
        return lookups.doubted_at(self.db, item, reason)

    @in_words
    def sites_with_vanished(self, run: int) -> tuple[str, ...]:
        """The sites of items that a run found gone from their addresses."""
        return lookups.sites_with_vanished(self.db, run)

    @in_words
    def sections_out_of_sight(self, run: int) -> tuple[str, ...]:
        """The active sections of items that a run found gone, which were not visited in it."""
        return lookups.sections_out_of_sight(self.db, run)

    @in_words
    def section_pasts(self) -> dict[str, SectionPast]:
        """What the next visits to active sections are planned by, by section."""
        return pasts.section_pasts(self.db)

    @in_words
    def pages_of_cut_walk(self, section: str, since: str) -> dict[tuple[str, str | None], int]:
        """The kept pages (captures, by address and body) of visits to a section that we cut off."""
        return pasts.pages_of_cut_walk(self.db, section, since)

    @in_words
    def host_memories(self) -> dict[str, HostMemory]:
        """What earlier crawls remember of hosts, by host."""
        return hosts.host_memories(self.db)

    @in_words
    def host_troubles(self) -> tuple[HostTrouble, ...]:
        """Every host with which something is the matter, the longest first."""
        return hosts.host_troubles(self.db)

    @in_words
    def uid_of(self, name: str) -> str | None:
        """The public name of the item that a person means: its uid, or one of its addresses."""
        return lookups.uid_of(self.db, name)

    @in_words
    def capture_body(self, capture: int) -> bytes:
        """The bytes of a capture, checked against their hash; ArchiveUnreadable where that fails."""
        return self._captures.body(capture)

    @in_words
    def kept_response(self, capture: int) -> Response:
        """A kept response as it was received, its bytes checked against their hash."""
        return self._captures.response(capture)

    @in_words
    def verify_chain(self) -> int | None:
        """The first capture whose link or bytes do not hold; None if all hold."""
        return self._captures.verify_chain()

    @in_words
    def chain_head(self) -> ChainHead | None:
        """The newest capture with its link; None before the first."""
        return stamps.chain_head(self.db)

    @in_words
    def stamps(self) -> tuple[KeptStamp, ...]:
        """The time stamps kept, the first first."""
        return stamps.stamps(self.db)

    @in_words
    def validators(self, url: str) -> Validators | None:
        """Of the last full answer for an address, if there was one with validators."""
        return self._captures.validators(url)

    @in_words
    def validators_of(self, capture: int) -> Validators | None:
        """Of one kept answer, if its server gave any."""
        return self._captures.validators_of(capture)

    @in_words
    def due_addresses(self, at: str, *, sites: tuple[str, ...] | None = None) -> tuple[DueAddress, ...]:
        """The same, as far as a crawl needs them to plan: of very many little each."""
        return items.due_addresses(self.db, at, sites)

    @in_words
    def due_item(self, item: int, at: str) -> DueItem | None:
        """One of them, as it stands now; None if it is not due any more."""
        return items.due_item(self.db, item, at)

    @in_words
    def file_text(self, sha256: str) -> KeptText | None:
        """What was made of a file, by its bytes."""
        return filetexts.file_text(self.db, sha256)

    @in_words
    def unread_files(self, reader: str, converting: str, converted: str) -> tuple[StoredAttachment, ...]:
        """The kept files that a reader has not read, or not with the converters it has now for a kind."""
        return filetexts.unread_files(self.db, reader, converting, converted)

    @in_words
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

    @in_words
    def item(self, uid: str) -> ItemView | None:
        """An item by its public name, None if there is none."""
        return views.item(self.db, uid)

    @in_words
    def versions(self, uid: str) -> tuple[VersionView, ...]:
        """The versions of an item, the first first."""
        return views.versions(self.db, uid)

    # --- for reading again ---

    @in_words
    def kept_sight(self, item: int) -> KeptSight | None:
        """What an item's current version rests on; None before one, or where no bytes are named."""
        return rereadings.current_sight(self.db, item)

    @in_words
    def count_sights(self, reader: str, before: str | None = None) -> int:
        """How many sights `kept_sights` hands out."""
        return rereadings.count_sights(self.db, reader, before)

    def kept_sights(self, reader: str, before: str | None = None) -> Iterator[KeptSight]:
        """The sights, in the order of their captures, that a reader has not read; or, whoever read them,
        those last read before a moment."""
        with told(self.folder):
            yield from rereadings.kept_sights(self.db, reader, before)

    @in_words
    def underived(self, deriver: str) -> tuple[int, ...]:
        """The versions (`versions.id`) from whose text this deriver has derived nothing."""
        return derivations.underived(self.db, deriver)

    @in_words
    def version_text(self, version: int) -> tuple[str, str]:
        """Title and body of a version (`versions.id`)."""
        return derivations.version_text(self.db, version)

    # --- for sorting ---

    @in_words
    def count_sortables(self) -> int:
        """How many items `sortables` hands out when nothing else is asked."""
        return sorting.count_sortables(self.db)

    @in_words
    def sortables(self, *, after: int = 0, limit: int = 1000) -> list[Sortable]:
        """Items with all that they are sorted by, in the order of their numbers, after a number."""
        return sorting.sortables(self.db, after=after, limit=limit)

    @in_words
    def sortable(self, uid: str) -> Sortable | None:
        """One item with all that it is sorted by; None if there is none, or it is withheld."""
        return sorting.sortable(self.db, uid)

    @in_words
    def neighbours(self, uid: str, limit: int) -> list[Sortable]:
        """Items that may be like one whose category a person corrected, those of its unit first."""
        return sorting.neighbours(self.db, uid, limit)

    @in_words
    def corrections(self, uid: str) -> tuple[Correction, ...]:
        """What people did with an item's category, in order."""
        return sorting.corrections(self.db, uid)
