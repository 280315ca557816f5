"""Files that only a process of its own survives, and what that process may do."""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import subprocess
import sys
import time
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlwt

from gongkai.base.values import FileText
from gongkai.crawl import converters, filechild
from gongkai.crawl.converters import CHILD
from gongkai.crawl.filereader import FileLimits, FileReader, NoProcess
from gongkai.extract.files import READER, reasons
from tests.extract import filemaking as make
from tests.extract.old_word import OLD_WORD, SENTENCE, TITLE

PLAIN = make.make_docx(["还能读"])
READ = FileText("docx", "read", "还能读")


def read(*files: bytes, limits: FileLimits | None = None) -> list[FileText]:
    """What one reader makes of several files in turn."""

    async def all_of_them() -> list[FileText]:
        async with FileReader(limits or FileLimits(), converters=()) as reader:
            return [await reader.read(file, "附件") for file in files]

    return asyncio.run(all_of_them())


def given_up(data: bytes, **limits: Any) -> str:
    """Why a file was given up; the next one is read as ever."""
    wanted = replace(FileLimits(), **limits)
    lost, after = read(data, PLAIN, limits=wanted)
    assert (lost.status, lost.text, after) == ("not-read", "", READ)
    return lost.why


@cache
def endless() -> bytes:
    """A small Word file of ten million paragraphs."""
    part = b"<w:document xmlns:w='w'><w:body>" + b"<w:p/>" * 10_000_000 + b"</w:body></w:document>"
    return make.repacked(PLAIN, {"word/document.xml": part})


def far_apart() -> bytes:
    """Two cells in the corners of a sheet, with seventeen million empty ones between them."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    sheet.write(0, 0, "甲")
    sheet.write(65_535, 255, "乙")
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def test_cells_far_apart_are_two_cells():
    (found,) = read(far_apart())
    assert (found.status, found.text.split()) == ("read", ["甲", "乙"])


def test_texts_come_back_whole():
    many = make.make_docx(["甲乙丙丁" * 200] * 700)
    long, names, text = read(many, make.make_zip({"甲.txt": "x"}), PLAIN)
    assert (long.why, len(long.text) > 400_000) == ("cut", True)
    assert (names.names, names.why, text) == (("甲.txt",), "archive", READ)


def test_time_by_the_clock():
    started = time.perf_counter()
    assert given_up(endless(), seconds=1.0) == "timeout"
    assert time.perf_counter() - started < 5


def test_time_of_work():
    assert given_up(endless(), cpu_seconds=1) == "timeout"


def test_memory():
    strings = b"<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>"
    swollen = make.repacked(
        make.make_xlsx({"表": [["x"]]}), {"xl/sharedStrings.xml": strings + b"x" * 300_000_000}
    )
    assert given_up(swollen, memory=300_000_000) in ("crashed", "memory")


def test_sheets_with_bytes_flipped_or_cut_off():
    """Their parser is native code: what it makes of damage is seen from outside."""
    dice = random.Random(3)
    whole = [make.make_xls({"表": [["甲", 1, 2.5]] * 9}), make.make_xlsx({"表": [["甲", 1, 2.5]] * 9})]
    files = []
    for number in range(120):
        data = bytearray(whole[number % 2])
        for _ in range(dice.randint(1, 6)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        files.append(bytes(data[: dice.randrange(len(data))] if number % 3 == 0 else data))
    started = time.perf_counter()
    *found, after = read(*files, PLAIN)
    assert time.perf_counter() - started < 60
    assert after == READ
    assert {text.status for text in found} <= {"read", "no-text", "not-read"}
    assert {text.why for text in found} <= {"", *reasons.WHYS}


def test_the_loop_runs_on_while_a_file_is_read():
    async def both() -> int:
        ticks = 0
        async with FileReader(FileLimits(seconds=1.0), converters=()) as reader:
            reading = asyncio.create_task(reader.read(endless(), "a"))
            while not reading.done():
                await asyncio.sleep(0.01)
                ticks += 1
        return ticks

    assert asyncio.run(both()) > 20


def test_one_process_for_many_files_and_a_new_one_in_time():
    async def processes(files: int) -> set[int]:
        seen = set()
        async with FileReader(FileLimits(files=files), converters=()) as reader:
            for _ in range(6):
                assert await reader.read(PLAIN, "a") == READ
                seen.add(reader._process.pid if reader._process else 0)
        return seen

    assert len(asyncio.run(processes(100))) == 1
    assert 0 in asyncio.run(processes(3)), "ended after the third"


def test_nothing_is_left_running():
    async def started() -> int:
        async with FileReader(converters=()) as reader:
            await reader.read(PLAIN, "a")
            assert reader._process is not None
            return reader._process.pid

    with pytest.raises(ProcessLookupError):
        os.kill(asyncio.run(started()), 0)


def test_a_reader_that_is_cancelled_leaves_nothing_running():
    async def cancelled() -> None:
        async with FileReader(converters=()) as reader:
            reading = asyncio.create_task(reader.read(endless(), "a"))
            await asyncio.sleep(0.5)
            reading.cancel()
            with pytest.raises(asyncio.CancelledError):
                await reading
            assert reader._process is None
            assert await reader.read(PLAIN, "a") == READ

    asyncio.run(cancelled())


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the files a process holds are told by /proc")
def test_the_process_inherits_nothing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GONGKAI_TEST_SECRET", "geheim")

    async def held() -> tuple[str, bytes, bytes]:
        server = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
        async with server, FileReader(converters=()) as reader:
            await reader.read(PLAIN, "a")
            assert reader._process is not None
            home = Path(f"/proc/{reader._process.pid}")
            links = [str(link.readlink()) for link in (home / "fd").iterdir()]
            return " ".join(links), (home / "environ").read_bytes(), (home / "limits").read_bytes()

    links, environment, limits = asyncio.run(held())
    # asyncio hands standard streams on as pipes or as a pair of sockets of its own, never one of the network
    assert all(link.startswith(("pipe:", "socket:", "/dev/null")) for link in links.split()), links
    assert links.count("socket:") <= 1
    assert b"GONGKAI_TEST_SECRET" not in environment
    assert limits.split(b"Max file size")[1].split()[:2] == [b"0", b"0"]
    assert limits.split(b"Max core file size")[1].split()[:2] == [b"0", b"0"]
    soft, hard = limits.split(b"Max address space")[1].split()[:2]
    assert soft == hard != b"unlimited"
    names = {line.partition(b"=")[0] for line in environment.split(b"\0") if line}
    assert names <= {b"PYTHONPATH", b"LC_ALL", b"PATH"}


@pytest.mark.skipif(not Path("/proc/self/ns/net").exists(), reason="namespaces are told by /proc")
def test_the_process_has_no_way_out():
    async def places() -> tuple[str, str]:
        async with FileReader(converters=()) as reader:
            await reader.read(PLAIN, "a")
            assert reader._process is not None
            home = Path(f"/proc/{reader._process.pid}")
            return str((home / "ns/net").readlink()), (home / "net/dev").read_text()

    namespace, devices = asyncio.run(places())
    if namespace == str(Path("/proc/self/ns/net").readlink()):
        pytest.skip("the kernel does not let a process leave the network here")
    assert re.findall(r"^\s*(\w+):", devices, re.M) == ["lo"]


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        ("socket.__new__", ()),
        ("socket.connect", ()),
        ("subprocess.Popen", ()),
        ("os.exec", ()),
        ("open", ("/x", "w", os.O_WRONLY | os.O_CREAT)),
    ],
)
def test_what_no_reader_needs_is_refused(event: str, arguments: tuple[object, ...]):
    with pytest.raises(PermissionError):
        filechild.refuse(event, arguments)
    filechild.refuse("open", ("/usr/lib/x.py", "r", os.O_RDONLY))
    filechild.refuse("import", ("zlib",))


ASKED = "import runpy, sys, time\nprint('ready', flush=True)\nsys.stdin.buffer.readline()\n"
"""How a process begins that was given a file."""


def standing_in(monkeypatch: pytest.MonkeyPatch, folder: Path, source: str) -> None:
    """From now on this runs in place of the process that reads."""
    child = folder / "child.py"
    child.write_text(source)
    monkeypatch.setattr("gongkai.crawl.filereader.CHILD", child)


def failing_once(folder: Path, failing: str) -> str:
    """A process of which the first fails, and any later one reads."""
    real = f"import runpy\nrunpy.run_path({str(CHILD)!r}, run_name='__main__')\n"
    mark = folder / "mark"
    return (
        f"import os\nif os.path.exists({str(mark)!r}):\n    {real.replace(chr(10), chr(10) + '    ')}\n"
        f"    raise SystemExit\nopen({str(mark)!r}, 'x').close()\n{ASKED}{failing}\n"
    )


WANTING = json.dumps({"kind": "docx", "status": "not-read", "text": "", "names": [], "why": "memory"})


@pytest.mark.parametrize(
    "failing",
    ["raise SystemExit(1)", f"print({len(WANTING)})\nprint({WANTING!r}, end='', flush=True)\ntime.sleep(60)"],
    ids=["crashed", "memory"],
)
def test_what_may_be_the_machines_fault_is_tried_again(
    failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    standing_in(monkeypatch, tmp_path, failing_once(tmp_path, failing))
    assert read(PLAIN, PLAIN) == [READ, READ]


@pytest.mark.parametrize(
    "source", ["raise SystemExit(1)", "import time\ntime.sleep(60)", None], ids=["ends", "hangs", "none"]
)
def test_a_process_that_does_not_start_says_nothing_of_the_file(
    source: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    async def tried() -> FileText:
        async with FileReader(converters=()) as reader:
            with monkeypatch.context() as patch:
                patch.setattr("gongkai.crawl.filereader.START_SECONDS", 0.5)
                if source is None:
                    patch.setattr(sys, "executable", str(tmp_path / "nothing"))
                else:
                    standing_in(patch, tmp_path, source)
                with pytest.raises(NoProcess):
                    await reader.read(PLAIN, "a")
                assert reader._process is None
            return await reader.read(PLAIN, "a")

    assert asyncio.run(tried()) == READ


LIMITED = f"""
import resource, runpy
resource.setrlimit(resource.RLIMIT_FSIZE, (50, 100))
resource.setrlimit(resource.RLIMIT_CPU, (90, 100))
limit = runpy.run_path({str(CHILD)!r})["limit"]
limit(10**9, 200, 1000)
print(*(resource.getrlimit(getattr(resource, "RLIMIT_" + name)) for name in ("AS", "CPU", "FSIZE", "CORE")))
"""


def test_limits_are_no_higher_than_is_allowed_and_final():
    """Where the system allows less than is wanted, there is a limit all the same."""
    told = subprocess.run([sys.executable, "-c", LIMITED], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "(1000000000, 1000000000) (100, 100) (100, 100) (0, 0)"


@pytest.mark.parametrize("answer", ["b'9999999999\\n' + b'x' * 3_000_000", "b'x' * 3_000_000"])
def test_an_answer_longer_than_any(answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What is left of it in the pipe keeps nobody waiting."""
    standing_in(
        monkeypatch, tmp_path, f"{ASKED}sys.stdout.buffer.write({answer})\nsys.stdout.flush()\ntime.sleep(60)"
    )

    async def lost() -> FileText:
        async with asyncio.timeout(20), FileReader(FileLimits(seconds=3), converters=()) as reader:
            return await reader.read(b"x", "a")

    assert asyncio.run(lost()).why in ("crashed", "timeout")


# --- old Word -------------------------------------------------------------------------------------


def test_old_word_without_a_converter():
    (found,) = read(OLD_WORD)
    assert (found.kind, found.status, found.why) == ("doc", "not-read", "needs-converter")
    assert "antiword 或 LibreOffice" in reasons.of(found.why)


@pytest.mark.parametrize("name", ["antiword", "soffice"])
def test_old_word_through(name: str):
    found = [one for one in converters.available() if one.name == name]
    if not found:
        pytest.skip(f"{name} is not installed")
    text = asyncio.run(converters.convert(OLD_WORD, tuple(found)))
    assert (text.kind, text.status) == ("doc", "read")
    assert text.text.split("\n")[0].strip() == TITLE
    assert text.text.count(SENTENCE) == 60
    damaged = asyncio.run(converters.convert(OLD_WORD[:4_000], tuple(found)))
    assert damaged.status in ("not-read", "no-text", "read")


def program(folder: Path, script: str) -> converters.Converter:
    path = folder / "program"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return converters.Converter("program", str(path), 10**9, lambda folder: (str(folder / "file.doc"),))


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("exit 3", "conversion"),
        ("sleep 60 & wait", "timeout"),
        ("exit 0", "no-text"),
        ("echo 半; kill -XCPU $$", "timeout"),
        ("echo 半; kill -SEGV $$", "conversion"),
        ("echo 半; kill -KILL $$", "conversion"),
    ],
)
def test_a_converter_that_fails_or_never_ends(
    script: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """What one wrote until it was ended is no text."""
    monkeypatch.setattr(converters, "SECONDS", 2)
    started = time.perf_counter()
    found = asyncio.run(converters.convert(OLD_WORD, (program(tmp_path, script),)))
    assert (found.text, found.why) == ("", why)
    assert time.perf_counter() - started < 8


def test_no_room_for_a_converter_says_nothing_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))

    async def tried() -> None:
        async with FileReader(converters=(program(tmp_path, "echo 甲"),)) as reader:
            with pytest.raises(NoProcess):
                await reader.read(OLD_WORD, "a")

    asyncio.run(tried())


def test_who_reads_depends_on_what_is_installed():
    async def names() -> None:
        one = converters.Converter("antiword", "/bin/false", 10**9, lambda folder: ())
        without, with_one = FileReader(converters=()), FileReader(converters=(one,))
        doc, pdf = FileText("doc", "not-read", why="needs-converter"), FileText("pdf", "no-text", why="scan")
        assert (without.name_for(doc), with_one.name_for(doc)) == (READER, f"{READER}+antiword")
        assert with_one.name_for(pdf) == READER
        assert without.is_current(doc, READER)
        assert not with_one.is_current(doc, READER)
        slow = FileText("doc", "not-read", why="timeout")
        assert with_one.is_current(slow, f"{READER}+antiword")
        assert not without.is_current(slow, f"{READER}+antiword"), "others may be quicker"
        assert with_one.is_current(pdf, READER)
        assert not with_one.is_current(pdf, "files/0")
        assert without.is_current(FileText("doc", "read", "甲"), f"{READER}+antiword"), (
            "what was read stays read"
        )

    asyncio.run(names())
