"""The command line as people run it, at a moment of our choosing, in a process that can be killed.

    python -m tests.disturbed.command NOW ARGUMENT…

Reading again stores less at once, so that little is enough to be cut between two transactions; a backup does
not look first whether there is room, so that a disk can fill up under it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from gongkai.archive import backup
from gongkai.cli import compacting, crawling, keeping, main, rereading, verifying
from gongkai.crawl import rereading as reading

BATCH = 10


def command(arguments: list[str], now: datetime) -> None:
    """Ends as the command line does, by SystemExit."""
    for module in (compacting, crawling, keeping, rereading, verifying):
        vars(module)["clock"] = lambda: now
    vars(reading)["BATCH"] = BATCH
    backup._Making._check_space = lambda self: None  # type: ignore[method-assign]
    main(args=arguments, prog_name="gongkai")


class Child:
    """Something done in a process of its own that leads its group; what it says goes to a file."""

    def __init__(self, work: Callable[[], object], said: Path) -> None:
        self.said = said
        self.pid = os.fork()
        if self.pid == 0:
            _done_alone(work, said)

    def ended(self) -> int:
        """Its status, waited for; negative for the signal that ended it."""
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def killed(self) -> bool:
        """kill -9 of the whole group; whether that met it."""
        for kill in (os.killpg, os.kill):  # it may not lead its group yet
            with contextlib.suppress(ProcessLookupError):
                kill(self.pid, signal.SIGKILL)
        return self.ended() == -signal.SIGKILL


def _done_alone(work: Callable[[], object], said: Path) -> None:
    status = 70
    try:
        os.setsid()
        handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        work()
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(status)


if __name__ == "__main__":
    command(sys.argv[2:], datetime.fromisoformat(sys.argv[1]))
