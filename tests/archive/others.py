"""Somebody else at an archive: who writes to it, who mends it, and who has not the rights of root."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path


@contextmanager
def locked(folder: Path, *names: str) -> Iterator[None]:
    """Somebody else is writing to these databases."""
    with ExitStack() as stack:
        for name in names:
            other = stack.enter_context(closing(sqlite3.connect(folder / name, isolation_level=None)))
            other.execute("BEGIN IMMEDIATE")
        yield


MENDING = """
import fcntl, sys
log = open(sys.argv[1], "r+b")
fcntl.lockf(log, fcntl.LOCK_EX, 3, 120)  # to write, to checkpoint and to mend: docs of the WAL-index format
log.write(bytes([255]) * 48)  # the first of two copies of the header: the index has to be made anew
log.flush()
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def mended_by_another(folder: Path, name: str) -> Iterator[None]:
    """Somebody else is making the index of the log anew, as after a power failure: nobody can read then."""
    command = [sys.executable, "-c", MENDING, str(folder / f"{name}-shm")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        yield


def as_nobody(work: Callable[[], object]) -> object:
    """What a function gives to a user without root's rights, by way of JSON."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        told = ""
        try:
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            told = json.dumps(work())
        except BaseException as error:
            told = json.dumps(repr(error))
        with os.fdopen(into, "w") as pipe:
            pipe.write(told)
        os._exit(0)
    os.close(into)
    with os.fdopen(out) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return json.loads(told)
