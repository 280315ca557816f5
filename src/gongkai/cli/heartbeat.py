"""How the last crawl went, where a monitor finds it: `heartbeat.json` beside the archive, and a ping.

A crawl that did not happen cannot say so. So the file says when one began and how it ended, and an address of
the operator's choosing is asked at the same moments (`…/start`, then `…` or `…/fail`); what waits there in
vain raises the alarm. Neither ever changes how a crawl ends.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread, current_thread, main_thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import click
import httpx

from gongkai import __version__
from gongkai.base.errors import CrawlLocked, GongkaiError
from gongkai.base.times import Clock, utc_text
from gongkai.cli.progress import LOST

if TYPE_CHECKING:
    from gongkai.crawl import CrawlSummary

FILE = "heartbeat.json"
PING_SECONDS = 10.0
"""For one try, whatever the monitor does. There are TRIES."""
TRIES = 2


class Heartbeat:
    """Of one crawl. `begun` is called once it holds the archive's lock: until then the file is another's."""

    def __init__(self, folder: Path, ping_url: str, now: Clock) -> None:
        self._folder = folder
        self._ping_url = ping_url
        self._now = now
        self._kept: dict[str, Any] | None = None
        self._unreached = False
        self._over = False

    def begun(self) -> None:
        self._kept = {"started": utc_text(self._now()), "pid": os.getpid()}
        self._write({"outcome": "running"})
        self._ping("/start")

    def ended(self, summary: CrawlSummary, exit_status: int) -> None:
        """The crawl came to its end, whole or stopped; `failed` of its sections could not be seen."""
        told = {
            "outcome": summary.outcome,
            "exit_status": exit_status,
            "run": summary.run,
            "sections": sum(summary.sections.values()),
            "failed": sum(summary.sections.get(name, 0) for name in LOST),
            "items": sum(summary.items.values()),
            "removed": summary.removed,
            "requests": summary.requests,
            "bytes": summary.bytes,
        }
        self._over = True
        self._write({"finished": utc_text(self._now()), **told})
        self._ping("" if exit_status == 0 else "/fail")

    def broke(self, error: BaseException) -> None:
        """The crawl ended by an error, or was stopped in the middle of its work."""
        if self._over:
            return
        interrupted = isinstance(error, KeyboardInterrupt)
        told = {
            "outcome": "interrupted" if interrupted else "failed",
            "exit_status": error.exit_status if isinstance(error, GongkaiError) else 1,
            "error": "" if interrupted else str(error) or type(error).__name__,
        }
        self._write({"finished": utc_text(self._now()), **told})
        self._ping("/fail")

    def _write(self, told: dict[str, Any]) -> None:
        """All of it or nothing: whoever reads it meanwhile has the file before or the file after."""
        if self._kept is None:
            return
        file = self._folder / FILE
        beside = file.with_name(f"{FILE}.{os.getpid()}.tmp")
        try:
            beside.write_text(json.dumps(self._kept | told, ensure_ascii=False) + "\n", encoding="utf-8")
            beside.replace(file)
        except OSError as error:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            click.echo(f"未能写下 {file}（{error.strerror}）；采集不受影响。", err=True)

    def _ping(self, step: str) -> None:
        if not self._ping_url:
            return
        url = ping_address(self._ping_url, step)
        why = ""
        for _ in range(TRIES):
            why = _ask(url)
            if not why:
                return
        if not self._unreached:  # said once a crawl: the end would only repeat what the beginning said
            self._unreached = True
            click.echo(f"未能通知 {urlsplit(url).hostname}（{why}）；采集不受影响。", err=True)


@contextmanager
def heartbeat(folder: Path, ping_url: str, now: Clock) -> Iterator[Heartbeat]:
    """The heartbeat of a crawl made within. Another crawl's lock is no failure: that one tells of itself."""
    beat = Heartbeat(folder, ping_url, now)
    try:
        with _terminated_as_interrupted():
            yield beat
    except CrawlLocked:
        raise
    except BaseException as error:
        beat.broke(error)
        raise


def ping_address(url: str, step: str) -> str:
    """The address of a step, before its query if it has one."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=parts.path.rstrip("/") + step if step else parts.path))


@contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    """SIGTERM raises KeyboardInterrupt, as Ctrl-C does, also before and after the crawl takes both over."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _ask(url: str) -> str:
    """Nothing if the address answers well within its time, else why not. On a thread, since no timeout of a
    client bounds looking up a name and an answer that drips."""
    told = [f"{PING_SECONDS:.0f} 秒内没有答复"]
    thread = Thread(target=_get, args=(url, told), daemon=True)
    thread.start()
    thread.join(PING_SECONDS)
    return told[-1]


def _get(url: str, told: list[str]) -> None:
    agent = {"User-Agent": f"gongkai/{__version__}"}
    try:
        with httpx.stream("GET", url, headers=agent, timeout=PING_SECONDS, follow_redirects=True) as answer:
            told.append("" if answer.is_success else f"答复 {answer.status_code}")
    except Exception as error:  # whatever a monitor does, it is no concern of the crawl
        told.append(f"连接失败：{type(error).__name__}")
