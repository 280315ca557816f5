"""The processes in which pages are read: one that is started, and those that it forks (`pagechild`)."""

from __future__ import annotations

import asyncio
import contextlib
import json
import pickle
import socket
import sys
from asyncio import StreamReader, StreamWriter
from asyncio.subprocess import DEVNULL, Process
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from gongkai.crawl import pagechild
from gongkai.crawl.converters import CHILD
from gongkai.crawl.filereader import NoProcess, environment
from gongkai.crawl.pagechild import LENGTH, READY

MAX_ANSWER_BYTES = 256 * 1024 * 1024
START_SECONDS = 30.0
END_SECONDS = 5.0

_WORK_SECONDS = 24 * 3600
"""Of the processor; what ends a page is the clock."""


@dataclass(slots=True)
class Child:
    """A process that reads one page after another, by the socket to it."""

    answers: StreamReader
    questions: StreamWriter
    pages: int = 0

    async def ask(self, name: str, arguments: tuple[Any, ...]) -> dict[str, Any]:
        """What a reader makes of a page, as JSON has it. OSError, ValueError or IncompleteReadError if no
        answer comes."""
        self.pages += 1
        question = pickle.dumps((name, arguments), pickle.HIGHEST_PROTOCOL)
        self.questions.write(LENGTH.pack(len(question)))
        self.questions.write(question)
        await self.questions.drain()
        (length,) = LENGTH.unpack(await self.answers.readexactly(LENGTH.size))
        if length > MAX_ANSWER_BYTES:
            raise ValueError(length)
        told = json.loads(await self.answers.readexactly(length))
        if not isinstance(told, dict):
            raise ValueError(told)
        return told

    def close(self) -> None:
        """It ends when it has read what it reads."""
        self.questions.close()


class Nursery:
    """The process that is forked; to be closed."""

    def __init__(self, process: Process, orders: socket.socket) -> None:
        self._process = process
        self._orders = orders

    @classmethod
    async def start(cls, *, memory: int, seconds: float) -> Self:
        """One that is ready; NoProcess if it cannot be had. `memory` is that of each child, `seconds` what a
        page may take."""
        orders, theirs = socket.socketpair()
        try:
            with theirs:
                orders.setblocking(False)
                process = await _started(theirs, memory, seconds)
            nursery = cls(process, orders)
        except BaseException:
            orders.close()
            raise
        if not await nursery._is_ready():
            await nursery.close()
            raise NoProcess
        return nursery

    async def _is_ready(self) -> bool:
        try:
            async with asyncio.timeout(START_SECONDS):
                return await asyncio.get_running_loop().sock_recv(self._orders, len(READY)) == READY
        except OSError:
            return False

    async def child(self) -> Child:
        """A new one; OSError if it cannot be had."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._orders, [b"c"], [theirs.fileno()])
            return Child(*await asyncio.open_connection(sock=ours))
        except BaseException:
            ours.close()
            raise

    async def close(self) -> None:
        """It ends with its children when there are no more orders; soon, or at once."""
        self._orders.close()
        try:
            async with asyncio.timeout(END_SECONDS):
                await self._process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()


async def _started(orders: socket.socket, memory: int, seconds: float) -> Process:
    """The process, under limits (`filechild`), with nothing of ours but the socket."""
    limits = map(str, ("exec", memory, _WORK_SECONDS, 0))
    child = (sys.executable, "-P", "-s", str(Path(pagechild.__file__)), str(orders.fileno()), str(seconds))
    try:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-s", str(CHILD), *limits, *child, pass_fds=(orders.fileno(),),
            stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, env=environment(), cwd="/", start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise NoProcess from error
