"""The archive as the other rooms see it: one object, every method whole or not at all.

Every error of the database comes out as ArchiveError, in words.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Literal

from gongkai.archive import catalogue as catalogues
from gongkai.archive import (
    derivations,
    filetexts,
    findings,
    history,
    hosts,
    imports,
    judgements,
    readings,
    removals,
    rereadings,
    runs,
    search,
    sorting,
    stamps,
    verifying,
    visits,
    withholding,
)
from gongkai.archive.filetexts import KeptText
from gongkai.archive.imports import Imported, SavedAnswer, SavedFile, Skipped
from gongkai.archive.judgements import Judgement
from gongkai.archive.judgingquestions import JudgingQuestions
from gongkai.archive.opening import open_databases, vacuum_if_pending
from gongkai.archive.questions import in_words
from gongkai.archive.sqlite import check_drivers, told
from gongkai.archive.values import (
    ChainHead,
    CheckOutcome,
    DerivedRow,
    Fault,
    Purged,
    Reading,
    ReadingOutcome,
    Rereading,
    RereadingOutcome,
    RunTotals,
    VanishLimits,
    VisitCounts,
    VisitResult,
)
from gongkai.base.hosts import HostMemory
from gongkai.base.sorting import Sorting
from gongkai.base.states import SectionState
from gongkai.base.values import Catalogue, FetchKind, Response

BUSY_SECONDS = 15.0
"""How long to wait for another writer. Transactions here take milliseconds."""


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
                vacuum_if_pending(db)
            except BaseException:
                archive.close()
                raise
    return archive


class Archive(JudgingQuestions):
    """An open archive, for writing as well: what a crawl, a check and its keepers do to it."""

    def faults(self, begun: Callable[[str], None], *, nightly: int | None = None) -> Iterator[Fault]:
        """Whatever is not what it was (`verifying`); `nightly` tells which slice of a quick check it is."""
        with told(self.folder):
            subject = verifying.Subject(self.db, self._captures.database(), self._captures, nightly)
            yield from verifying.faults(subject, begun)

    @in_words
    def put_catalogue(self, catalogue: Catalogue, at: str) -> Catalogue:
        """Keep what is watched, as of `at`; it comes back as it is to be crawled: the name by which a site
        was first known stays the first of its twins. Sections no longer configured become inactive."""
        return catalogues.put_catalogue(self.db, catalogue, at)

    @in_words
    def begin_run(self, at: str, version: str, config_sha256: str) -> int:
        """Open a run; runs and visits that a kill left open are closed as interrupted."""
        return runs.begin_run(self.db, at, version, config_sha256)

    @in_words
    def finish_run(self, run: int, at: str, outcome: str, *, requests: int, bytes: int) -> RunTotals:
        """Close a run; the counts come from its visits, events and checks."""
        return runs.finish_run(self.db, run, at, outcome, requests=requests, bytes_=bytes)

    @in_words
    def begin_visit(self, run: int, section: str, at: str, conditional: bool) -> int:
        return visits.begin_visit(self.db, run, section, at, conditional)

    @in_words
    def finish_visit(self, visit: int, result: VisitResult) -> VisitCounts:
        """Take in an understood visit. 304 to a list nobody ever understood counts as `broken`."""
        return visits.finish_visit(self.db, visit, result)

    @in_words
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

    @in_words
    def put_host(self, memory: HostMemory, at: str) -> None:
        """Keep what is to be remembered of a host."""
        hosts.put_host(self.db, memory, at)

    @in_words
    def keep(self, response: Response, kind: FetchKind, *, visit: int | None = None) -> int:
        """Keep a response, whatever its status; the capture's id. Its bytes are on disk first."""
        return self._captures.keep(response, kind, visit)

    @in_words
    def put_stamp(self, head: ChainHead, at: str, authority: str, stated_at: str, token: bytes) -> int:
        """Keep a time stamp of a head of the chain, asked for at `at`; its number."""
        return stamps.put_stamp(self.db, head, at, authority, stated_at, token)

    @in_words
    def import_captures(self, file: SavedFile, answers: Iterable[SavedAnswer | Skipped], at: str) -> Imported:
        """Take in what others saved, a whole file or nothing; it is kept and shown, and read by nobody."""
        return imports.import_captures(self.db, self._captures, file, answers, at)

    @in_words
    def store_reading(self, item: int, reading: Reading) -> ReadingOutcome:
        """Take in what an item says; a version if it is another text."""
        return readings.store_reading(self.db, item, reading)

    @in_words
    def store_rereadings(self, found: Iterable[Rereading]) -> list[RereadingOutcome]:
        """Take in what stored bytes say today, all of it at once; versions of cause `reread` where that is
        another text."""
        return rereadings.store_rereadings(self.db, found)

    @in_words
    def begin_rereading(self, at: str) -> str:
        """Have all sights read again, whoever read them: since when, where that was cut off before."""
        return rereadings.begin(self.db, at)

    @in_words
    def end_rereading(self) -> None:
        """All sights were read again."""
        rereadings.end(self.db)

    @in_words
    def store_derived(self, found: Iterable[DerivedRow]) -> None:
        """Keep what was derived from versions, in place of what was before."""
        derivations.store_derived(self.db, found)

    @in_words
    def withhold(self, uid: str, because: str, who: str, at: str) -> None:
        """Hide an item everywhere; UsageError if there is none, or it is hidden."""
        withholding.withhold(self.db, self._captures.database(), uid, because, who, at)

    @in_words
    def show_again(self, uid: str, because: str, who: str, at: str) -> None:
        """Bring a hidden item back as it was; UsageError if it is not hidden."""
        withholding.show_again(self.db, self._captures.database(), uid, because, who, at)

    @in_words
    def purge(self, capture: int, because: str, who: str, at: str) -> Purged:
        """Take the bytes of a capture out for good; UsageError if there are none."""
        return withholding.purge(self.db, self._captures, capture, because, who, at)

    @in_words
    def store_file_text(self, sha256: str, kept: KeptText, at: str) -> None:
        """Keep what a file says; searching for it finds the items that name it."""
        filetexts.store_file_text(self.db, sha256, kept, at)

    @in_words
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

    @in_words
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

    @in_words
    def put_sortings(self, found: Iterable[tuple[int, Sorting]]) -> None:
        """Keep how the rules sort these items (`items.id`), all at once; what a person said stands."""
        sorting.put_sortings(self.db, found)

    @in_words
    def correct_category(self, uid: str, category: str, because: str, who: str, at: str) -> None:
        """Keep a person's word on an item's category: it stands until released. UsageError if there is no
        such item or category, or the item is withheld."""
        sorting.correct_category(self.db, uid, category, because, who, at)

    @in_words
    def release_category(self, uid: str, sorted_as: Sorting, because: str, who: str, at: str) -> None:
        """Leave an item's category to the rules again. UsageError if no person said it."""
        sorting.release_category(self.db, uid, sorted_as, because, who, at)

    @in_words
    def review_finding(self, number: int, what: str, who: str, note: str, at: str, day: str) -> None:
        """Keep what a person says of a finding: confirm, acknowledge, exempt (which closes it as of a China
        `day`) or contest. UsageError if there is no such finding."""
        findings.review_finding(self.db, number, what, who, note, at, day)

    @in_words
    def keep_judgement(self, judgement: Judgement, at: str) -> None:
        """Keep what a check found, and what the judge remembers for the next day."""
        judgements.keep_judgement(self.db, judgement, at)

    @in_words
    def put_states(self, states: Iterable[SectionState]) -> None:
        """Refresh the cache of states in `sections`."""
        history.put_states(self.db, states)
