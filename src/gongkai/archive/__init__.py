"""The archive: SQLite, captures with their chain, versions, search. The only room whose SQL writes."""

from gongkai.archive.archive import Archive, open_archive
from gongkai.archive.filetexts import KeptText
from gongkai.archive.findings import FindingQuery
from gongkai.archive.imports import Imported, SavedAnswer, SavedFile, Skipped
from gongkai.archive.itemfacts import Marks, Spans
from gongkai.archive.judgements import Judgement, Progress, Remembered
from gongkai.archive.opening import must_exist
from gongkai.archive.pasts import STOPPED
from gongkai.archive.proofs import CaptureTold, VisitTold
from gongkai.archive.shown import Hit, ItemView, SearchPage, VersionView
from gongkai.archive.sorting import Correction, Sortable
from gongkai.archive.values import (
    ChainHead,
    DerivedRow,
    DueItem,
    Fault,
    HostTrouble,
    KeptSight,
    KeptStamp,
    KnownRow,
    KnownSection,
    ListedRow,
    PartCapture,
    Reading,
    Rereading,
    RunTotals,
    SectionPast,
    StoredAttachment,
    Validators,
    VanishLimits,
    VisitCounts,
    VisitResult,
)

__all__ = [
    "STOPPED",
    "Archive",
    "CaptureTold",
    "ChainHead",
    "Correction",
    "DerivedRow",
    "DueItem",
    "Fault",
    "FindingQuery",
    "Hit",
    "HostTrouble",
    "Imported",
    "ItemView",
    "Judgement",
    "KeptSight",
    "KeptStamp",
    "KeptText",
    "KnownRow",
    "KnownSection",
    "ListedRow",
    "Marks",
    "PartCapture",
    "Progress",
    "Reading",
    "Remembered",
    "Rereading",
    "RunTotals",
    "SavedAnswer",
    "SavedFile",
    "SearchPage",
    "SectionPast",
    "Skipped",
    "Sortable",
    "Spans",
    "StoredAttachment",
    "Validators",
    "VanishLimits",
    "VersionView",
    "VisitCounts",
    "VisitResult",
    "VisitTold",
    "must_exist",
    "open_archive",
]
