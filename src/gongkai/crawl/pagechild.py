"""The reading of pages, and the process in which it is done beside a crawl; started by its path (`reading`).

It learns to read, says `ready`, and is then forked for every socket that it is handed: the children read, and
start in no time. A question is a pickle from the crawl that started us; an answer, which a page may have had
its hand in, is JSON. A child ends with its socket, in the middle of a page that takes too long, and with this
process, which ends when the crawl does, however that ends."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import pickle
import signal
import socket
import struct
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import BinaryIO

from gongkai.base.charset import read_page
from gongkai.base.values import Document, Listing, Page, Section
from gongkai.extract import read_article
from gongkai.extract.derived import Derived, derive
from gongkai.platforms import read_list

LENGTH = struct.Struct("!I")
"""Before every question and every answer: how many bytes it has."""

READY = b"ready"

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


def article(url: str, body: bytes, stated: str | None, charset: str | None, selector: str | None) -> Document:
    """What the bytes of a page say. `stated` is its Content-Type."""
    return read_article(read_page(url, body, stated, forced=charset), body_selector=selector)


def listing(page: Page, section: Section, platform: str | None, seen: date) -> Listing:
    """What a page of a section shows. A crawl asks for no origins."""
    found = read_list(
        page,
        selectors=section.selectors,
        paths=section.paths,
        paging=section.paging,
        platform=platform,
        seen=seen,
    )
    return replace(found, origins=())


READERS: Mapping[str, Callable[..., Document | Listing | Derived]] = {
    "article": article,
    "text": read_article,
    "listing": listing,
    "derived": derive,
}
"""What can be asked, by name; a question is a name and arguments."""


def read_pages(questions: BinaryIO, answers: BinaryIO, seconds: float) -> None:
    """Read pages until there are no more. The alarm ends a process that is deep within a parser as well."""
    while head := questions.read(LENGTH.size):
        name, arguments = pickle.loads(questions.read(*LENGTH.unpack(head)))  # noqa: S301  from who started us
        signal.setitimer(signal.ITIMER_REAL, seconds)
        told = json.dumps(asdict(READERS[name](*arguments))).encode("ascii")
        signal.setitimer(signal.ITIMER_REAL, 0)
        answers.write(LENGTH.pack(len(told)) + told)
        answers.flush()


def _fork_for_each(orders: socket.socket, seconds: float) -> None:
    """Every socket that is handed over gets a child, until there are no more orders."""
    parent = os.getpid()
    while True:
        said, handles, _, _ = socket.recv_fds(orders, 1, 1)
        if not said:
            return
        if os.fork() == 0:
            orders.close()
            _serve(handles[0], parent, seconds)
        os.close(handles[0])
        _bury()


def _serve(handle: int, parent: int, seconds: float) -> None:
    """The life of a child."""
    code = 1
    try:
        _die_with_parent()
        if os.getppid() == parent:
            with socket.socket(fileno=handle) as ours:
                read_pages(ours.makefile("rb"), ours.makefile("wb"), seconds)
        code = 0
    finally:
        os._exit(code)


def _die_with_parent() -> None:
    with contextlib.suppress(OSError, AttributeError):  # where that cannot be had, the socket's end tells
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def _bury(options: int = os.WNOHANG) -> None:
    """Take leave of children that have ended: what they used counts as ours from then on."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, options)[0]:
            pass


def main(arguments: list[str]) -> None:
    """`HANDLE SECONDS`: the socket for orders, and how long a page may take."""
    with socket.socket(fileno=int(arguments[0])) as orders:
        gc.freeze()  # what all children share stays shared
        orders.sendall(READY)
        _fork_for_each(orders, float(arguments[1]))
    _bury(options=0)


if __name__ == "__main__":
    main(sys.argv[1:])
