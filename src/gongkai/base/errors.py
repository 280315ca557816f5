"""The errors of gongkai, one tree.

GongkaiError
├── UsageError              the command was called wrongly                    exit 2
├── ConfigError             one or more mistakes in config/*.toml             exit 2
├── ArchiveError            the archive cannot be used                        exit 1
│   ├── ArchiveMissing      there is none where one is expected
│   ├── ArchiveForeign      the file is not an archive of ours
│   ├── ArchiveNewer        written by a newer gongkai
│   ├── ArchiveUnreadable   permissions, damage, wrong file system
│   └── DriverMismatch      two SQLite libraries would open one file
├── NoStamp                 no time stamp was given, or it does not hold      exit 1
├── CrawlLocked             another crawl holds the lock                      exit 75
└── KeepingLocked           another backup, restore or compact holds theirs   exit 75

Each says what happened, to what, and what to do; `str(error)` is the whole message.
Network trouble is no exception but a value (`Answer`): it is expected, recorded and never evidence.
"""

from __future__ import annotations

from dataclasses import dataclass


class GongkaiError(Exception):
    """Base of all errors that end a command: what happened, to what, and what to do; `exit_status` is the
    process's exit status."""

    exit_status = 1

    def __init__(self, what: str, *, do: str) -> None:
        super().__init__(what)
        self.what = what
        self.do = do

    def __str__(self) -> str:
        return f"{self.what} {self.do}".rstrip()


class UsageError(GongkaiError):
    exit_status = 2


class NoticeUnclear(UsageError):
    """A notice of holidays that cannot be read without doubt, or does not agree with itself."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in the configuration: where it stands, what is wrong, what would be right."""

    file: str
    key: str
    wrong: str
    right: str = ""

    def __str__(self) -> str:
        place = f"{self.file}: {self.key}" if self.key else self.file
        return f"{place}: {self.wrong}" + (f"（{self.right}）" if self.right else "")


class ConfigError(GongkaiError):
    """All mistakes found in the configuration, at once."""

    exit_status = 2

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems), do="")  # each says what is right
        self.problems = problems


class ArchiveError(GongkaiError):
    """The archive cannot be used; nothing was written."""


class ArchiveMissing(ArchiveError):
    pass


class ArchiveForeign(ArchiveError):
    pass


class ArchiveNewer(ArchiveError):
    pass


class ArchiveUnreadable(ArchiveError):
    pass


class DriverMismatch(ArchiveError):
    pass


class NoStamp(GongkaiError):
    """An authority gave no time stamp of the chain, or the one given or kept does not hold."""


class CrawlLocked(GongkaiError):
    exit_status = 75


class KeepingLocked(GongkaiError):
    exit_status = 75
