"""Old Word files, through a program that reads them where one is installed: antiword, else LibreOffice."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import sys
import tempfile
from asyncio.subprocess import DEVNULL
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gongkai.base.charset import decode
from gongkai.base.values import FileText
from gongkai.extract.files import CONVERTED
from gongkai.extract.files.text import Lines, told

CHILD = Path(__file__).with_name("filechild.py")
SECONDS = 90.0
CPU_SECONDS = 60
MAX_OUTPUT_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Converter:
    """A program found at `path`. It needs up to `memory` bytes; `arguments` are made from the folder in which
    it finds `file.doc` and leaves `file.txt`, or prints the text."""

    name: str
    path: str
    memory: int
    arguments: Callable[[Path], tuple[str, ...]]


def _antiword(folder: Path) -> tuple[str, ...]:
    return "-m", "UTF-8.txt", "-w", "0", str(folder / "file.doc")


def _soffice(folder: Path) -> tuple[str, ...]:
    profile = (folder / "profile").as_uri()
    into = ("--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder))
    return f"-env:UserInstallation={profile}", "--headless", "--norestore", *into, str(folder / "file.doc")


_KNOWN = (("antiword", 256 * 1024 * 1024, _antiword), ("soffice", 4 * 1024 * 1024 * 1024, _soffice))


def available() -> tuple[Converter, ...]:
    """The converters that are installed here, the quickest first."""
    found = ((name, shutil.which(name), memory, arguments) for name, memory, arguments in _KNOWN)
    return tuple(Converter(name, path, memory, arguments) for name, path, memory, arguments in found if path)


async def convert(data: bytes, converters: tuple[Converter, ...]) -> FileText:
    """The text of an old Word file by the first converter that gets any; why not, if none does. OSError where
    one could not be run, for want of processes or of room: that says nothing of the file."""
    text = _not_read("conversion")
    for converter in converters:
        output = await asyncio.to_thread(tempfile.TemporaryDirectory, prefix="gongkai-")
        try:
            text = await _converted(data, converter, Path(output.name))
        finally:
            await asyncio.to_thread(output.cleanup)
        if text.status != "not-read":
            return text
    return text


async def _converted(data: bytes, converter: Converter, folder: Path) -> FileText:
    (folder / "file.doc").write_bytes(data)
    printed = folder / "printed"
    limits = (converter.memory, CPU_SECONDS, MAX_OUTPUT_BYTES)
    with printed.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", str(CHILD), "exec", *map(str, limits), converter.path,
            *converter.arguments(folder), stdin=DEVNULL, stdout=out, stderr=DEVNULL, cwd=folder,
            env={"HOME": str(folder), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8", "PATH": os.defpath},
            start_new_session=True,
        )  # fmt: skip
    try:
        async with asyncio.timeout(SECONDS):
            done = await process.wait()
    except TimeoutError:
        return _not_read("timeout")
    finally:
        with contextlib.suppress(ProcessLookupError):  # LibreOffice is several processes
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
    written = folder / "file.txt"
    return _text((written if written.exists() else printed).read_bytes(), done)


def _text(output: bytes, done: int) -> FileText:
    if done == -signal.SIGXCPU:
        return _not_read("timeout")
    if done < 0:  # what it wrote until then is anything but the whole text
        return _not_read("conversion")
    lines = Lines()
    lines.add(decode(output)[0])
    if done != 0 and not lines.text():
        return _not_read("conversion")
    return told(CONVERTED, lines)


def _not_read(why: str) -> FileText:
    return FileText(CONVERTED, "not-read", why=why)
