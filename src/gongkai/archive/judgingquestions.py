"""What judging asks of an open archive: visits, items, findings, proof. Nothing here changes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from gongkai.archive import findings, history, itemfacts, judgements, proofs
from gongkai.archive.findings import FindingQuery
from gongkai.archive.itemfacts import Marks, Spans
from gongkai.archive.judgements import Progress, Remembered
from gongkai.archive.proofs import CaptureTold, VisitTold
from gongkai.archive.questions import Questions, in_words
from gongkai.archive.sqlite import told
from gongkai.base.findings import Finding, FindingLogEntry
from gongkai.base.itemfacts import ItemFacts
from gongkai.base.states import SectionHistory
from gongkai.base.times import day_end, utc_text
from gongkai.base.values import Section


class JudgingQuestions(Questions):
    """An open archive, for judging."""

    @in_words
    def sections(self) -> tuple[Section, ...]:
        """Every section that is or was configured, by its id."""
        return history.sections(self.db)

    def histories(
        self,
        as_of: date,
        *,
        of: Iterable[Section] | None = None,
        as_known: bool = False,
        after: Mapping[str, date] | None = None,
    ) -> Iterator[SectionHistory]:
        """Every section that is or was configured, or those of `of`, with its finished visits before 24:00 of
        the day, oldest first; of those named in `after` only the visits after that day."""
        with told(self.folder):
            yield from history.histories(self.db, as_of, of=of, as_known=as_known, after=after)

    @in_words
    def suspects(
        self, as_of: date, spans: Spans, *, unit: str | None = None, since: Marks | None = None
    ) -> list[int]:
        """The items that a rule about items could find at fault as of a day; with `since`, of those to which
        something happened after it, or that appeared of late."""
        return itemfacts.suspects(self.db, as_of, spans, unit, since)

    def item_facts(
        self, numbers: Iterable[int], as_of: date, spans: Spans, *, as_known: bool = False
    ) -> Iterator[ItemFacts]:
        """All that rules ask of these items, as of the end of a day."""
        with told(self.folder):
            yield from itemfacts.item_facts(self.db, numbers, as_of, spans, as_known=as_known)

    @in_words
    def marks(self, as_of: date) -> Marks:
        """How far events and looks at items had come at the end of a day."""
        return itemfacts.marks(self.db, utc_text(day_end(as_of)))

    @in_words
    def remembered(self) -> Mapping[str, Remembered]:
        """What the judge remembers of sections, by their id."""
        return judgements.remembered(self.db)

    @in_words
    def progress(self) -> Progress | None:
        """How far the last check looked through items; None before the first."""
        return judgements.progress(self.db)

    @in_words
    def readings_mark(self) -> str:
        """Another one whenever stored bytes were read again, or texts derived from again."""
        return judgements.readings_mark(self.db)

    @in_words
    def reread_sections(self) -> Mapping[str, int]:
        """The sections whose rows' dates were read again from stored bytes, with a number that grows with
        it."""
        return judgements.reread_sections(self.db)

    @in_words
    def category_newest(
        self, as_of: date, wanted: Iterable[tuple[str, str]]
    ) -> Mapping[tuple[str, str], str]:
        """The newest published day of items of each (unit, category) wanted, from all sections."""
        return history.category_newest(self.db, as_of, wanted)

    # --- findings ---

    @in_words
    def findings(self, query: FindingQuery, *, limit: int = -1, offset: int = 0) -> tuple[Finding, ...]:
        """The findings kept that a query asks for: open ones first, then the gravest, then the longest."""
        return findings.findings(self.db, query, limit=limit, offset=offset)

    @in_words
    def count_findings(self, query: FindingQuery) -> int:
        return findings.count_findings(self.db, query)

    @in_words
    def finding(self, number: int) -> Finding | None:
        return findings.finding(self.db, number)

    @in_words
    def finding_log(self, number: int) -> tuple[FindingLogEntry, ...]:
        """What befell a finding, the first first."""
        return findings.finding_log(self.db, number)

    @in_words
    def visits_between(self, section: str, since: str, until: str) -> tuple[VisitTold, ...]:
        """The visits to a section that finished between two moments, oldest first."""
        return proofs.visits_between(self.db, section, since, until)

    @in_words
    def visits_told(self, numbers: Iterable[int]) -> tuple[VisitTold, ...]:
        """The finished visits of these numbers, oldest first."""
        return proofs.visits_by_id(self.db, numbers)

    @in_words
    def captures_told(self, numbers: Iterable[int]) -> tuple[CaptureTold, ...]:
        """The captures of these numbers with their links, in the order of the chain."""
        return proofs.captures_told(self.db, numbers)

    @in_words
    def links_between(self, first: int, last: int) -> tuple[CaptureTold, ...]:
        """The captures from one number to another, both included: a piece of the chain."""
        return tuple(proofs.links_between(self.db, first, last))

    @in_words
    def seen_days(self, since: str, until: str) -> dict[str, int]:
        """By section, on how many China days between two moments it was understood."""
        return proofs.seen_days(self.db, since, until)
