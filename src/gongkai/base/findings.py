"""The values of findings (judge → archive → web, report): what a rule found, and what people said of it.

Days are China days, `YYYY-MM-DD`. A finding is known by its `key`: rule, subject and the first day of the
fault.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal

Severity = Literal["单项否决", "突出", "一般", "提示"]
CloseReason = Literal["rectified", "withdrawn", "exempted", "retired"]
"""rectified: the fault is gone; withdrawn: our reading or configuration was wrong; exempted: a person
lifted it; retired: the section is watched no longer."""

Review = Literal["unreviewed", "confirmed", "acknowledged", "exempted", "contested"]
"""What people last said of a finding: true, taken note of by the unit, lifted, or objected to."""

SEVERITIES: tuple[Severity, ...] = ("单项否决", "突出", "一般", "提示")


@dataclass(frozen=True, slots=True)
class Found:
    """A fault as a rule found it, whole: when it began, when it could first be proved, whether it is over.

    `subject` is what it is about (a section's id, an item's uid, a site's id); `since` the first day of the
    fault; `opened` the first as-of day on which it is provable; `last_confirmed` the last day on which it was
    seen to hold; `closed` and `close_reason` None while it is open. `about`: a working day of a year without
    a calendar was counted, so that the verdict is approximate. `evidence` is plain data: see
    docs/judging.md. `repeats` tells that the same rule found the same subject before, and that was put right.
    """

    rule: str
    subject: str
    since: str
    opened: str
    last_confirmed: str
    severity: Severity
    statement: str
    basis: str
    closed: str | None = None
    close_reason: CloseReason | None = None
    site: str | None = None
    unit: str | None = None
    section: str | None = None
    item: str | None = None
    about: bool = False
    repeats: bool = False
    params: dict[str, Any] = field(default_factory=dict)
    evidence: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"{self.rule}|{self.subject}|{self.since}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding as the archive keeps it: what was found, its number, what people said of it, and whose it is.

    `review` is the last word of a person, `reviewed_by` and `reviewed_at` (UTC) theirs; `office` the
    responsible office (责任科室) of the section, or of its category.
    """

    id: int
    found: Found
    review: Review = "unreviewed"
    reviewed_by: str = ""
    reviewed_at: str | None = None
    office: str = ""

    @property
    def open(self) -> bool:
        return self.found.closed is None

    def at(self, day: str) -> Finding:
        """As it stood at the end of a China day: what was closed later was open then. What was withdrawn
        never held, on whatever day that came out."""
        found = self.found
        if found.closed is None or found.closed <= day or found.close_reason == "withdrawn":
            return self
        return replace(self, found=replace(found, closed=None, close_reason=None))


@dataclass(frozen=True, slots=True)
class FindingLogEntry:
    """Something a check or a person did with a finding; `at` is UTC."""

    finding: int
    at: str
    who: str
    what: str
    note: str
