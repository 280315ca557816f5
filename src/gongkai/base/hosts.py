"""What one run remembers of a host for the next (fetch → archive → fetch)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HostMemory:
    """`host` is `host` or `host:port` (`base.urls.host_of`). `level` (0 to 4) tells how often in a row the
    host refused until we left it alone; `closed_until` (our UTC text) until when it is not asked at all, None
    where it may be, and `reason` why (`fetch.reasons`), empty where it may be."""

    host: str
    level: int = 0
    closed_until: str | None = None
    reason: str = ""
