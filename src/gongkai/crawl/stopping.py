"""Being asked to stop: the work in hand is finished, nothing new is begun."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Teller(Protocol):
    """Told that the work comes to its end."""

    def stopping(self) -> None: ...


class Stoppable(Protocol):
    """Work that begins nothing new once `stopping` is set."""

    stopping: bool

    @property
    def report(self) -> Teller: ...


@contextmanager
def stop_signals(run: Stoppable) -> Iterator[None]:
    """The first Ctrl-C or SIGTERM (a shutdown, systemd) finishes the work in hand, the second stops: either
    then raises KeyboardInterrupt, so that what has begun is also told as ended."""
    loop = asyncio.get_running_loop()
    before = signal.getsignal(signal.SIGTERM)

    def stop() -> None:
        run.stopping = True
        run.report.stopping()
        loop.remove_signal_handler(signal.SIGINT)
        loop.remove_signal_handler(signal.SIGTERM)
        signal.signal(signal.SIGTERM, signal.default_int_handler)

    try:
        loop.add_signal_handler(signal.SIGINT, stop)
        loop.add_signal_handler(signal.SIGTERM, stop)
    except (NotImplementedError, RuntimeError, ValueError):  # not the main thread, or not POSIX
        yield
        return
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGINT)
        loop.remove_signal_handler(signal.SIGTERM)
        signal.signal(signal.SIGTERM, before)
