"""The archive: SQLite, captures with their chain, versions, search. The only room whose SQL writes."""

from gongkai.archive.archive import Archive, open_archive
from gongkai.archive.filetexts import KeptText
from gongkai.archive.imports import Imported, SavedAnswer, SavedFile, Skipped
from gongkai.archive.pasts import STOPPED
from gongkai.archive.values import (
    DueItem,
    Hit,
    HostTrouble,
    ItemView,
    KnownRow,
    KnownSection,
    ListedRow,
    PartCapture,
    Reading,
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

__all__ = [
    "STOPPED",
    "Archive",
    "DueItem",
    "Hit",
    "HostTrouble",
    "Imported",
    "ItemView",
    "KeptText",
    "KnownRow",
    "KnownSection",
    "ListedRow",
    "PartCapture",
    "Reading",
    "RunTotals",
    "SavedAnswer",
    "SavedFile",
    "SearchPage",
    "SectionPast",
    "Skipped",
    "StoredAttachment",
    "Validators",
    "VanishLimits",
    "VersionView",
    "VisitCounts",
    "VisitResult",
    "open_archive",
]
