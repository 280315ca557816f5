"""The archive: SQLite, captures with their chain, versions, search. The only room whose SQL writes."""

from gongkai.archive.archive import Archive, open_archive
from gongkai.archive.filetexts import KeptText
from gongkai.archive.pasts import STOPPED
from gongkai.archive.shown import Hit, ItemView, SearchPage, VersionView
from gongkai.archive.values import (
    DerivedRow,
    DueItem,
    Fault,
    HostTrouble,
    KeptSight,
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
    "DerivedRow",
    "DueItem",
    "Fault",
    "Hit",
    "HostTrouble",
    "ItemView",
    "KeptSight",
    "KeptText",
    "KnownRow",
    "KnownSection",
    "ListedRow",
    "PartCapture",
    "Reading",
    "Rereading",
    "RunTotals",
    "SearchPage",
    "SectionPast",
    "StoredAttachment",
    "Validators",
    "VanishLimits",
    "VersionView",
    "VisitCounts",
    "VisitResult",
    "open_archive",
]
