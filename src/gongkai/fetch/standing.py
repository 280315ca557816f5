"""How one host takes us in this run, and when it is to be left alone.

A host is closed to us outside its hours, when it asks for more patience than a run has (Retry-After), and
when it refuses three times in a row (the breaker). After a breaker opened, the first refusal of a later run
opens it again, for twice as long, until a page came: half open, as circuit breakers are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from gongkai.base.hosts import HostMemory
from gongkai.base.hours import OpenHours
from gongkai.base.times import china_time, parse_utc, utc_text
from gongkai.base.values import Answer, FetchKind, Verdict
from gongkai.fetch import reasons

CLOSED = frozenset(("closing-time", "retry-after", "breaker"))

MAX_LEVEL = 4
_PATIENCE = 3  # refusals in a row
_FIRST_CLOSURE = timedelta(hours=6)
_LONGEST_CLOSURE = timedelta(hours=48)
_LONGEST_RETRY_AFTER = timedelta(days=7)
_COUNTED: frozenset[FetchKind] = frozenset(("list", "article", "home"))


@dataclass(frozen=True, slots=True)
class Closed:
    """Why a host is not asked: `reason` for tables, `until` (our UTC text) when it may be asked again, None
    where that is not known, `detail` in Chinese for people."""

    reason: str
    until: str | None
    detail: str

    @property
    def answer(self) -> Answer:
        """What asking it comes to."""
        return Answer(reasons.of(self.reason).verdict, None, self.reason, self.detail)


class Standing:
    """What was heard from one host. `level` is that of the memory of it: each doubles its pause."""

    def __init__(self, remembered: HostMemory, hours: OpenHours, now: datetime) -> None:
        self.level = remembered.level
        self.asked = False
        self._hours = hours
        self._memory = HostMemory(remembered.host, remembered.level)
        self._closed: Closed | None = None
        self._in_a_row = 0
        self._refused = False
        self._answered = False
        if remembered.closed_until and parse_utc(remembered.closed_until) > now:
            self._close(remembered)

    def closed(self, now: datetime) -> Closed | None:
        """Why the host must not be asked now. Its hours come and go; all else holds for the run."""
        if self._closed or self._hours.is_open(now):
            return self._closed
        return _closed("closing-time", utc_text(self._hours.next_opening(now)))

    def heard(self, kind: FetchKind, verdict: Verdict, now: datetime) -> None:
        """Counts what an answer came to. Files tell nothing of the host: one may be refused among many."""
        if kind not in _COUNTED or self._closed:
            return
        if verdict == "blocked":
            self._refused = True
            self._in_a_row += 1
            if self._in_a_row >= self._patience:
                self._open_breaker(now)
        elif verdict in ("page", "unchanged", "gone"):
            self._in_a_row = 0
            self._answered = self._answered or verdict != "gone"

    def told_to_wait(self, seconds: float, now: datetime) -> None:
        """The host asked for so long a pause that it is done for this run."""
        if not self._closed:
            until = now + min(timedelta(seconds=min(seconds, 1e9)), _LONGEST_RETRY_AFTER)
            self._close(replace(self._memory, closed_until=utc_text(until), reason="retry-after"))

    def memory(self) -> HostMemory:
        """What to know of the host in the next run, as far as this one went."""
        forgiven = self._answered and not self._refused and not self._closed
        return replace(self._memory, level=max(0, self.level - 1)) if forgiven else self._memory

    @property
    def _patience(self) -> int:
        return 1 if self.level and not self._answered else _PATIENCE

    def _open_breaker(self, now: datetime) -> None:
        level = min(self.level + 1, MAX_LEVEL)
        until = now + min(_FIRST_CLOSURE * 2 ** (level - 1), _LONGEST_CLOSURE)
        self._close(HostMemory(self._memory.host, level, utc_text(until), "breaker"))

    def _close(self, memory: HostMemory) -> None:
        self._memory = memory
        self._closed = _closed(memory.reason, memory.closed_until)


def _closed(reason: str, until: str | None) -> Closed:
    return Closed(reason, until, reasons.answer(reason, note=when(until)).detail)


def when(until: str | None) -> str:
    """The note of a closure: when it ends."""
    return f"北京时间 {china_time(until)} 起再访问" if until else ""
