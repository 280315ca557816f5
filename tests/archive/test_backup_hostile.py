"""A backup that is not what it was, or that somebody else made, is refused in words and writes nothing."""

from __future__ import annotations

import io
import json
import random
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard

from gongkai.archive.backup import backup
from gongkai.archive.bundle import FORMAT, BackupManifest, Bundle, BundleWriter, Member
from gongkai.archive.restore import restore, verify_backup
from gongkai.base.errors import (
    ArchiveForeign,
    ArchiveNewer,
    ArchiveUnreadable,
)
from tests.archive.test_backup import NOW, make_archive


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    return backup(make_archive(tmp_path / "archive"), tmp_path / "saved.tar", NOW)[0]


def refused(path: Path, folder: Path) -> str:
    """What both say of it, in words; nothing is left."""
    said = []
    for work in (lambda: verify_backup(path), lambda: restore(path, folder)):
        with pytest.raises((ArchiveUnreadable, ArchiveForeign)) as caught:
            work()
        said.append(str(caught.value))
    assert said[0] == said[1]
    assert not folder.exists()
    assert not list(folder.parent.glob(".*restoring*"))
    return said[0]


def test_a_byte_changed_anywhere_is_refused(saved: Path, tmp_path: Path) -> None:
    data = saved.read_bytes()
    for place in random.sample(range(len(data)), 50):
        changed = bytearray(data)
        changed[place] ^= random.randrange(1, 256)
        saved.write_bytes(changed)
        assert "备份" in refused(saved, tmp_path / "again"), place


def test_one_cut_short_or_gone_on_is_refused(saved: Path, tmp_path: Path) -> None:
    data = saved.read_bytes()
    for length in (0, 100, 512, *random.sample(range(len(data)), 20), len(data) - 512, len(data) - 1):
        saved.write_bytes(data[:length])
        assert "备份" in refused(saved, tmp_path / "again"), length
    saved.write_bytes(data + b"\0" * 512)
    assert "不完整或被改动过" in refused(saved, tmp_path / "again")


# --- made by somebody else ------------------------------------------------------------------------


def tar_of(
    path: Path, *members: tarfile.TarInfo, data: bytes = b"x", format: int = tarfile.GNU_FORMAT
) -> Path:
    with tarfile.open(path, "w", format=format) as tar:
        for member in members:
            member.size = len(data) if member.isreg() else 0
            tar.addfile(member, io.BytesIO(data) if member.isreg() else None)
    return path


def link(name: str, kind: bytes, to: str) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, to
    return made


HOSTILE = [
    tarfile.TarInfo("../gongkai.db.zst"),
    tarfile.TarInfo("/etc/passwd"),
    tarfile.TarInfo("files/aa/bb/../../../../evil"),
    tarfile.TarInfo(f"files/aa/bb/{'c' * 64}"),
    tarfile.TarInfo("x" * 300),
    link("files", tarfile.SYMTYPE, "/tmp"),
    link("gongkai.db.zst", tarfile.SYMTYPE, "/etc/passwd"),
    link("gongkai.db.zst", tarfile.LNKTYPE, "/etc/passwd"),
    link("gongkai.db.zst", tarfile.CHRTYPE, ""),
    link("files", tarfile.DIRTYPE, ""),
]


@pytest.mark.parametrize("member", HOSTILE, ids=lambda member: member.name[:20])
def test_members_that_no_backup_has_are_refused(member: tarfile.TarInfo, tmp_path: Path) -> None:
    assert "不是 gongkai 的备份" in refused(tar_of(tmp_path / "x.tar", member), tmp_path / "a")
    first = tarfile.TarInfo("captures.db.zst")
    first.mode = 0o600
    assert "不认识的成员" in refused(tar_of(tmp_path / "y.tar", first, member), tmp_path / "a")


def test_other_files_are_foreign(tmp_path: Path) -> None:
    for name, data in (("empty", b""), ("text", b"nothing\n" * 1000), ("zeros", bytes(10240))):
        (tmp_path / name).write_bytes(data)
        with pytest.raises((ArchiveForeign, ArchiveUnreadable)):
            verify_backup(tmp_path / name)


def forged(
    saved: Path, path: Path, change: Callable[[BackupManifest, dict[str, bytes]], BackupManifest]
) -> Path:
    """The backup with other contents, every hash of the container right."""
    with Bundle(saved) as held:
        manifest = held.manifest
        contents = {member.name: b"".join(held.pieces(member)) for member in manifest.members}
    manifest = change(manifest, contents)
    with path.open("w+b") as file:
        writer = BundleWriter(file, 0)
        members = []
        for name, data in contents.items():
            size, sha256 = writer.add(name, iter((data,)))
            known = next((m for m in manifest.members if m.name == name), None)
            length = known.unpacked_bytes if known else size
            members.append(Member(name, size, sha256, length, known.unpacked_sha256 if known else sha256))
        writer.finish(replace(manifest, members=tuple(members)))
    return path


def test_newer_ones_are_refused(saved: Path, tmp_path: Path) -> None:
    form = forged(saved, tmp_path / "a.tar", lambda manifest, _: replace(manifest, format=FORMAT + 1))
    for work in (verify_backup, lambda path: restore(path, tmp_path / "again")):
        with pytest.raises(ArchiveNewer, match=r"较新的 gongkai.*请升级"):
            work(form)
    newer = {"gongkai.db": 99, "captures.db": 1}
    schema = forged(saved, tmp_path / "b.tar", lambda manifest, _: replace(manifest, schemas=newer))
    with pytest.raises(ArchiveNewer, match=r"gongkai\.db.*第 99 版.*请升级"):
        restore(schema, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_frame_that_swells_is_stopped(saved: Path, tmp_path: Path) -> None:
    def swell(manifest: BackupManifest, contents: dict[str, bytes]) -> BackupManifest:
        contents["captures.db.zst"] = zstandard.compress(bytes(1 << 30))
        return manifest

    path = forged(saved, tmp_path / "swollen.tar", swell)
    assert "比清单所写的长" in refused(path, tmp_path / "again")


def test_files_that_are_not_what_their_name_says_are_refused(saved: Path, tmp_path: Path) -> None:
    def add(manifest: BackupManifest, contents: dict[str, bytes]) -> BackupManifest:
        contents[f"files/aa/aa/{'a' * 64}"] = b"something else"
        return manifest

    assert "与其名字不符" in refused(forged(saved, tmp_path / "x.tar", add), tmp_path / "again")


@pytest.mark.parametrize(
    "value", [{}, [], 7, {"format": "1"}, {"format": 1, "gongkai": "x", "made": "gestern"}]
)
def test_manifests_that_are_none(value: object, tmp_path: Path) -> None:
    class Odd(BackupManifest):
        def json(self) -> str:
            return json.dumps(value)

    with (tmp_path / "x.tar").open("w+b") as file:
        BundleWriter(file, 0).finish(Odd(1, "", "", {}, 0, "", {}, ()))
    assert "清单没有看懂" in refused(tmp_path / "x.tar", tmp_path / "again")
