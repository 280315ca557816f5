"""The process in which files are read; started by its path (`filereader`), never imported by it.

It sets its own limits before it sees a byte of a file, says `ready`, then reads one file after another: a
line of JSON (`name`, `bytes`) and the bytes come in, the length of the answer on a line and the answer's JSON
go out. With `exec` it sets the limits and becomes another program.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import sys
from dataclasses import asdict
from typing import Any, BinaryIO

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET of unshare(2)

_REFUSED = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "ctypes.dlopen")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def limit(memory: int, cpu: int, written: int) -> None:
    """No more than so many bytes of memory, seconds of work, bytes in a file; no core dump; no network."""
    for name, most in (("AS", memory), ("CPU", cpu), ("FSIZE", written), ("CORE", 0)):
        kind = getattr(resource, f"RLIMIT_{name}", None)  # not every system has every limit
        if kind is not None:
            with contextlib.suppress(OSError, ValueError):
                set_limit(kind, most, final=name != "CPU")
    _leave_network()


def set_limit(kind: int, most: int, *, final: bool) -> None:
    """No more than `most`, nor than is allowed as it is; `final`: never more again. The time of work grows
    with each file, and a program is told that it is up (SIGXCPU) before it is ended."""
    hard = resource.getrlimit(kind)[1]
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (soft, soft if final else hard))


def _leave_network() -> None:
    """Into a network namespace of our own, which has no way out, where the kernel allows that."""
    with contextlib.suppress(OSError, AttributeError):
        unshare = ctypes.CDLL(None).unshare
        if unshare(_NEW_NET) != 0:
            unshare(_NEW_USER | _NEW_NET)


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: what no reader of files needs is not done, whatever a file makes it want."""
    if event.startswith(_REFUSED):
        raise PermissionError(event)
    if event == "open" and len(arguments) > 2 and int(arguments[2] or 0) & _WRITING:
        raise PermissionError(event)


def serve(files: BinaryIO, answers: BinaryIO, cpu: int) -> None:
    """Read files until there are no more. Each may take so many seconds of work."""
    from gongkai.extract.files.reading import read_file  # noqa: PLC0415  after the limits are set

    sys.addaudithook(refuse)
    answers.write(b"ready\n")
    answers.flush()
    while head := files.readline():
        told = json.loads(head)
        data = files.read(told["bytes"])
        used = resource.getrusage(resource.RUSAGE_SELF)
        set_limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + cpu + 1, final=False)
        answer = json.dumps(asdict(read_file(data, told["name"])), ensure_ascii=False).encode()
        del data
        answers.write(b"%d\n%s" % (len(answer), answer))
        answers.flush()


def main() -> None:
    """`read MEMORY CPU` or `exec MEMORY CPU WRITTEN PROGRAM ARGUMENT…`."""
    mode, memory, cpu = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if mode == "exec":
        limit(memory, cpu, int(sys.argv[4]))
        os.execv(sys.argv[5], sys.argv[5:])  # noqa: S606  found by its full path
    limit(memory, cpu, 0)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    serve(sys.stdin.buffer, answers, cpu)


if __name__ == "__main__":
    main()
