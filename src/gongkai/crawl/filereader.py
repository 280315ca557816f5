"""Reading hostile files: in a process of its own, under limits, one after another.

The process lives for many files, since starting it takes longer than reading most; it is ended with the one
that ran out of time or memory, and the next file gets a new one. Nothing of this process is handed on but a
way in for files and one out for answers, standard input and output; the environment says where programs and
Python's modules are, and no more; `filechild` has no network where the system allows to go without.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from asyncio import StreamReader, StreamWriter
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, cast

import gongkai
from gongkai.base.values import FileText
from gongkai.crawl.converters import CHILD, Converter, available, convert
from gongkai.extract.files import CONVERTED, READER

GIVEN_UP = frozenset(("timeout", "memory", "crashed"))
"""What is worth a line to the operator: the file got the better of us."""

MAX_ANSWER_BYTES = 8 * 1024 * 1024

START_SECONDS = 30.0
"""A process that is not ready by then is none: no file has been seen, so that this is no file's fault."""

_TRIED_TWICE = frozenset(("memory", "crashed"))
"""What may come of the files before it, or of a machine short of memory."""


class NoProcess(Exception):
    """No process to read a file in could be had: trouble of this machine, which says nothing of the file."""


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Of one file: seconds by the clock and of work, bytes of memory. After `files` a new process."""

    seconds: float = 30.0
    cpu_seconds: int = 25
    memory: int = 1024 * 1024 * 1024
    files: int = 200


class FileReader:
    """Reads files; to be closed. One file at a time, whoever asks."""

    def __init__(self, limits: FileLimits = FileLimits(), *, converters: tuple[Converter, ...] | None = None):
        self._limits = limits
        self._converters = available() if converters is None else converters
        self.converting = "+".join((READER, *(converter.name for converter in self._converters)))
        self._process: Process | None = None
        self._files = 0
        self._turn = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._end()

    def name_for(self, text: FileText) -> str:
        """Who reads, or read, such a file: old Word files depend on what is installed."""
        return self.converting if text.kind == CONVERTED else READER

    def is_current(self, text: FileText, reader: str) -> bool:
        """Whether what a reader found is what would be found today; old Word files that were not read may be
        by other converters."""
        if reader.partition("+")[0] != READER:
            return False
        return text.kind != CONVERTED or text.status != "not-read" or reader == self.converting

    async def read(self, data: bytes, name: str) -> FileText:
        """The text of a file; what went wrong is its `why`. NoProcess if it could not even be tried."""
        async with self._turn:
            text = await self._read(data, name)
            if text.why in _TRIED_TWICE:
                await self._end()
                text = await self._read(data, name)
            if text.why in GIVEN_UP or self._files >= self._limits.files:
                await self._end()
            if text.why == "needs-converter" and self._converters:
                return await self._convert(data)
        return text

    async def _convert(self, data: bytes) -> FileText:
        try:
            return await convert(data, self._converters)
        except OSError as error:
            raise NoProcess from error

    async def _read(self, data: bytes, name: str) -> FileText:
        try:
            process = self._process or await self._start()
            self._files += 1
            async with asyncio.timeout(self._limits.seconds):
                return await _ask(process, data, name)
        except TimeoutError:
            why = "timeout"
        except (OSError, ValueError, TypeError, asyncio.IncompleteReadError):
            why = "timeout" if await self._ended_by(signal.SIGXCPU) else "crashed"
        except BaseException:
            await self._end()
            raise
        return FileText("unknown", "not-read", why=why)

    async def _start(self) -> Process:
        self._files = 0
        limits = map(str, ("read", self._limits.memory, self._limits.cpu_seconds))
        try:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-P", "-s", str(CHILD), *limits,
                stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment(), cwd="/", start_new_session=True,
            )  # fmt: skip
            async with asyncio.timeout(START_SECONDS):
                said = await _pipes(self._process)[1].readline()
        except (OSError, ValueError) as error:  # TimeoutError is an OSError
            raise NoProcess from error
        if said != b"ready\n":
            await _gone(self._process)
            raise NoProcess
        return self._process

    async def _ended_by(self, number: signal.Signals) -> bool:
        return self._process is not None and await _gone(self._process) == -number

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.communicate()  # `wait` never returns while something unread is in a full pipe


async def _gone(process: Process) -> int | None:
    """What a process that fell silent ended with; None if it goes on. Killed in the middle of its end, it
    would be asked for twice."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), 1)
    return process.returncode


async def _ask(process: Process, data: bytes, name: str) -> FileText:
    """One question and its answer; OSError, ValueError or IncompleteReadError if none comes."""
    files, answers = _pipes(process)
    files.write(json.dumps({"name": name, "bytes": len(data)}).encode() + b"\n")
    files.write(data)
    await files.drain()
    length = int(await answers.readline() or b"-")
    if not 0 <= length <= MAX_ANSWER_BYTES:
        raise ValueError(length)
    told = json.loads(await answers.readexactly(length))
    return FileText(**{**told, "names": tuple(told["names"])})


def _pipes(process: Process) -> tuple[StreamWriter, StreamReader]:
    """Where files go and answers come from: `_start` asks for both."""
    return cast(StreamWriter, process.stdin), cast(StreamReader, process.stdout)


def environment() -> dict[str, str]:
    """Where Python finds what this process finds, where programs are, UTF-8; nothing else of ours."""
    places = [str(Path(gongkai.__file__).parents[1]), *(place for place in sys.path if place)]
    return {"PYTHONPATH": os.pathsep.join(places), "LC_ALL": "C.UTF-8", "PATH": os.defpath}
