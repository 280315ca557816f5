"""An archive with a finding in it, from crawls on loopback, and its package as a stranger gets it."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from click.testing import CliRunner, Result

from gongkai.archive import Archive
from gongkai.archive.stamping import make_request
from gongkai.base.times import utc_text
from gongkai.check import judge_archive
from gongkai.cli import main
from gongkai.judge import Judging
from tests.authority import STAMPING, Maker, party
from tests.crawl.story import Story
from tests.crawl.world import World, make_world

ROOT = party("Root of the tests", authority=True)
SIGNER = party("Authority of the tests", ROOT, usage=STAMPING)
HONEST = Maker(SIGNER, (SIGNER,))


@contextmanager
def stale_world(folder: Path) -> Iterator[World]:
    """A column that was not renewed in time, with a night on which it could not be seen; judged and stamped
    when it was proved, and crawled once more after that. Finding 1 is of it."""
    with make_world(folder / "archive") as world:
        world.watch("工作动态", "/gzdt/", interval_days=14)
        told = Story(world)
        told.publish()
        for night in range(8):
            if night == 3:
                world.site.put("/gzdt/", b"", status=503)
            if night == 4:
                told.publish()
            world.crawl(after=timedelta(days=1))
            judge_archive(world.archive, told.today(), Judging(), utc_text(world.now))
            if night in (2, 6):
                stamp(world.archive)
        yield world


def stamp(archive: Archive) -> None:
    head = archive.chain_head()
    assert head is not None
    token = HONEST(make_request(head.chain).as_bytes())
    archive.put_stamp(head, head.requested_at, "http://tsa.invalid/", head.requested_at, token)


def run(world: World, *words: str) -> Result:
    return CliRunner().invoke(main, ["--archive", str(world.archive.folder), *words], prog_name="gongkai")


def packed(world: World, output: Path, *words: str) -> bytes:
    """The bytes of the package of finding 1."""
    result = run(world, "evidence", "1", "-o", str(output), *words)
    assert result.exit_code == 0, result.output
    return output.read_bytes()


def unpack(data: bytes, folder: Path) -> Path:
    folder.mkdir()
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        zipped.extractall(folder)
    return folder


def verified(folder: Path) -> tuple[int, str]:
    """What the package's own program says: its exit status and its words."""
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "verify.py"], cwd=folder, capture_output=True, check=False
    )
    assert not done.stderr, done.stderr.decode()
    return done.returncode, done.stdout.decode()


def resum(folder: Path) -> None:
    """SHA256SUMS as somebody would write it who changed a file and covers it up."""
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    lines = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in names
        if name != "SHA256SUMS"
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")
