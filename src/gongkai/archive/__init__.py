"""The archive: SQLite, captures with their chain, versions, search. The only room whose SQL writes."""

from gongkai.archive.archive import Archive, open_archive
from gongkai.archive.filetexts import KeptText
from gongkai.archive.pasts import STOPPED
from gongkai.archive.values import (
    ChainHead,
    DueItem,
    Hit,
    HostTrouble,
    ItemView,
    KeptStamp,
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
    "ChainHead",
    "DueItem",
    "Hit",
    "HostTrouble",
    "ItemView",
    "KeptStamp",
    "KeptText",
    "KnownRow",
    "KnownSection",
    "ListedRow",
    "PartCapture",
    "Reading",
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
