"""How fast a crawl goes and how long it will take: arithmetic over what the reporter was told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Host:
    """A host that has begun: since and until when (seconds of a steady clock), its pieces, those done."""

    since: float
    pieces: int
    done: int = 0
    until: float | None = None


class Pace:
    """Of one kind of work. Each host is asked one thing at a time with a pause in between, so the slowest one
    decides when all is done: more hosts beside it do not help. A mean over all would promise an early end as
    long as fast hosts are at work, and then take it back for hours."""

    def __init__(self, total: int, now: Callable[[], float]) -> None:
        self._now = now
        self._began = now()
        self._over: float | None = None
        self._hosts: dict[str, Host] = {}
        self._ended: dict[str, Host] = {}
        self.total = total
        self.done = 0
        self.hosts = 0

    @property
    def hosts_done(self) -> int:
        return len(self._ended)

    def over(self) -> None:
        """The crawl has gone on to other work."""
        self._over = self._now()

    def spent(self) -> float:
        """Seconds since it began, until it was over."""
        return (self._now() if self._over is None else self._over) - self._began

    def begun(self, host: str, pieces: int) -> None:
        self._hosts[host] = Host(self._now(), pieces)

    def piece(self, host: str) -> None:
        """One more is done."""
        self.done += 1
        if host in self._hosts:
            self._hosts[host].done += 1

    def ended(self, host: str) -> None:
        if host in self._hosts:
            self._hosts[host].until = self._now()
            self._ended[host] = self._hosts.pop(host)

    def per_minute(self) -> float | None:
        """Pieces a minute since it began; None before there is one."""
        spent = self.spent()
        return self.done * 60 / spent if self.done and spent > 0 else None

    def left(self) -> float | None:
        """Seconds to go: what the slowest host has left, or what all have and hosts that still wait for their
        turn, shared among those at work, if that is more. None while nothing can be said."""
        active, ended = tuple(self._hosts.values()), tuple(self._ended.values())
        mean = self._mean((*active, *ended))
        if mean is None or not active or self._over is not None:
            return None
        known = [self._left_of(host, mean) for host in active]
        waiting = max(0, self.total - sum(host.pieces for host in (*active, *ended)))
        return max(*known, (sum(known) + waiting * mean) / len(known))

    def _left_of(self, host: Host, mean: float) -> float:
        spent = self._now() - host.since
        each = spent / host.done if host.done else max(mean, spent)
        return each * (host.pieces - host.done)

    def _mean(self, hosts: tuple[Host, ...]) -> float | None:
        """Seconds that a piece took, over all hosts that have done one."""
        told = [((host.until or self._now()) - host.since, host.done) for host in hosts if host.done]
        return sum(spent for spent, _ in told) / sum(done for _, done in told) if told else None


def clock_text(seconds: float) -> str:
    """A span as people read it: 1:02:03."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"
