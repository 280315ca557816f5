"""The form of a backup: one plain tar file that holds, in this order,

    gongkai.db.zst, captures.db.zst     the databases, compressed in frames of FRAME bytes each
    files/ab/cd/<sha256>                the attachments, as they are
    personal.key                        where the archive has one
    manifest.json                       what it all is, with the SHA-256 of every member
    manifest.json.sha256                and of the manifest, as sha256sum writes it

so that tar, zstd and sha256sum are all that anybody needs to look into it. Frames are independent of each
other, the order is fixed and no date but the backup's is in it: attachments of the night before are the same
bytes again, which deduplicating stores (restic, borg, ZFS) keep once.

Reading is strict: a name, a kind of member, a byte of padding that this module does not write is refused.
"""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from gongkai.base.errors import ArchiveForeign, ArchiveNewer, ArchiveUnreadable
from gongkai.base.times import parse_utc, utc_text

FORMAT = 1
FRAME = 4 * 1024 * 1024
MANIFEST, MANIFEST_HASH = "manifest.json", "manifest.json.sha256"
DATABASES = ("gongkai.db", "captures.db")
KEY = "personal.key"
PIECE = 1024 * 1024

_BLOCK = tarfile.BLOCKSIZE
_END = bytes(2 * _BLOCK)
_MANIFEST_BYTES = 512 * 1024 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}", re.A)
_FILE = re.compile(r"files/([0-9a-f]{2})/([0-9a-f]{2})/(\1\2[0-9a-f]{60})", re.A)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in the backup: its length and SHA-256 as it is there, and as it is in the archive."""

    name: str
    bytes: int
    sha256: str
    unpacked_bytes: int
    unpacked_sha256: str


@dataclass(frozen=True, slots=True)
class BackupManifest:
    """What a backup holds. `schemas` are user_version of each database, `rows` the number of rows of every
    table of gongkai.db, `capture` and `chain` the head of the chain (0 and empty without captures); `absent`
    the SHA-256 of files that the archive named and did not have, or not as they were kept."""

    format: int
    gongkai: str
    made: str
    schemas: Mapping[str, int]
    capture: int
    chain: str
    rows: Mapping[str, int]
    members: tuple[Member, ...]
    absent: tuple[str, ...] = ()

    def member(self, name: str) -> Member:
        return next(member for member in self.members if member.name == name)

    def json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def packed_name(database: str) -> str:
    return f"{database}.zst"


def file_name(sha256: str) -> str:
    """The path of an attachment, in an archive as in a backup."""
    return f"files/{sha256[:2]}/{sha256[2:4]}/{sha256}"


class BundleWriter:
    """Writes members one after the other into a file that can be sought."""

    def __init__(self, file: IO[bytes], moment: float) -> None:
        self._file = file
        self._mtime = int(moment)

    def add(self, name: str, pieces: Iterator[bytes]) -> tuple[int, str]:
        """Write a member whose length is not known before; its length and SHA-256."""
        start, digest = self._file.tell(), hashlib.sha256()
        self._file.write(bytes(_BLOCK))
        for piece in pieces:
            digest.update(piece)
            self._file.write(piece)
        size = self._file.tell() - start - _BLOCK
        self._file.write(bytes(-size % _BLOCK))
        end = self._file.tell()
        self._file.seek(start)
        self._file.write(_header(name, size, self._mtime))
        self._file.seek(end)
        return size, digest.hexdigest()

    def finish(self, manifest: BackupManifest) -> None:
        text = manifest.json().encode()
        self.add(MANIFEST, iter((text,)))
        self.add(MANIFEST_HASH, iter((_hash_line(text),)))
        self._file.write(_END)


class Bundle:
    """An open backup whose manifest was read and is right. ArchiveUnreadable where it is not whole,
    ArchiveForeign where it is none, ArchiveNewer where a newer gongkai wrote it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with _reading(path):
            self._file = path.open("rb")
        try:
            with _reading(path):
                self._places = self._index()
            self.manifest = self._manifest()
            self._check_members()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def pieces(self, member: Member) -> Iterator[bytes]:
        """The bytes of a member as they are in the backup; ArchiveUnreadable at their end if they are not
        those of the manifest."""
        digest = hashlib.sha256()
        for piece in self._bytes_of(member.name):
            digest.update(piece)
            yield piece
        if digest.hexdigest() != member.sha256:
            raise self.broken(f"{member.name} 与清单中的哈希不符")

    def broken(self, what: str) -> ArchiveUnreadable:
        return ArchiveUnreadable(
            f"备份 {self.path} 不完整或被改动过：{what}。", do="不要使用它；请换另一份备份。"
        )

    def _index(self) -> dict[str, tuple[int, int]]:
        """Where each member begins and how long it is. Everything between them is looked at here."""
        size = self._file.seek(0, 2)
        self._file.seek(0)
        places: dict[str, tuple[int, int]] = {}
        while (block := self._file.read(_BLOCK)) != _END[:_BLOCK]:
            name, length = self._member(block, first=not places)
            place = self._file.tell()
            if name in places or place + length > size:
                raise self.broken("文件不全或成员重复")
            places[name] = place, length
            self._file.seek(length, 1)
            if self._file.read(-length % _BLOCK).strip(b"\0"):
                raise self.broken("成员之间有多余的内容")
        if self._file.read() != _END[_BLOCK:]:
            raise self.broken("结尾不对")
        return places

    def _member(self, block: bytes, *, first: bool) -> tuple[str, int]:
        try:
            told = tarfile.TarInfo.frombuf(block, "ascii", "strict")
            if block != _header(told.name, told.size, int(told.mtime)) or not _expected(told.name):
                raise ValueError(told.name)
        except (tarfile.TarError, ValueError, OverflowError) as error:
            if first:
                raise ArchiveForeign(
                    f"{self.path} 不是 gongkai 的备份。", do="请指定 gongkai backup 写出的文件。"
                ) from error
            raise self.broken("其中有不认识的成员，或成员的标头已损坏") from error
        return told.name, told.size

    def _manifest(self) -> BackupManifest:
        for name, most in ((MANIFEST, _MANIFEST_BYTES), (MANIFEST_HASH, 200)):
            if name not in self._places or self._places[name][1] > most:
                raise self.broken("没有清单")
        text, line = (b"".join(self._bytes_of(name)) for name in (MANIFEST, MANIFEST_HASH))
        if line != _hash_line(text):
            raise self.broken("清单与其哈希不符")
        try:
            told = json.loads(text)
            if told["format"] > FORMAT:
                raise ArchiveNewer(
                    f"备份 {self.path} 由较新的 gongkai {told['gongkai']} 写成。",
                    do="请升级 gongkai 后再恢复。",
                )
            return _manifest_of(told)
        except (ValueError, TypeError, KeyError) as error:
            raise self.broken("清单没有看懂") from error

    def _check_members(self) -> None:
        """The manifest and the members tell of the same."""
        found = {name: length for name, (_, length) in self._places.items()}
        told = {member.name: member.bytes for member in self.manifest.members}
        there = {name: size for name, size in found.items() if name not in (MANIFEST, MANIFEST_HASH)}
        if told != there or len(told) != len(self.manifest.members):
            raise self.broken("成员与清单不符")
        if not {packed_name(name) for name in DATABASES} <= told.keys():
            raise self.broken("缺少数据库")

    def _bytes_of(self, name: str) -> Iterator[bytes]:
        place, length = self._places[name]
        with _reading(self.path):
            self._file.seek(place)
        while length:
            with _reading(self.path):
                piece = self._file.read(min(PIECE, length))
            if not piece:
                raise self.broken("文件不全")
            length -= len(piece)
            yield piece


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Errors of the system in reading a backup, in words."""
    try:
        yield
    except OSError as error:
        raise ArchiveUnreadable(
            f"读不了备份 {path}（{error.strerror or error}）。", do="请检查路径、权限和磁盘，或换另一份备份。"
        ) from error


def _header(name: str, size: int, mtime: int) -> bytes:
    told = tarfile.TarInfo(name)
    told.size, told.mtime, told.mode = size, mtime, 0o600
    return told.tobuf(tarfile.GNU_FORMAT, "ascii", "strict")


def _expected(name: str) -> bool:
    known = {*map(packed_name, DATABASES), KEY, MANIFEST, MANIFEST_HASH}
    return name in known or bool(_FILE.fullmatch(name))


def _hash_line(text: bytes) -> bytes:
    return f"{hashlib.sha256(text).hexdigest()}  {MANIFEST}\n".encode()


def _manifest_of(told: Any) -> BackupManifest:
    """The manifest, every value of its own kind; ValueError, TypeError or KeyError where one is not."""
    members = tuple(
        Member(
            _text(one["name"]),
            _count(one["bytes"]),
            _hash(one["sha256"]),
            _count(one["unpacked_bytes"]),
            _hash(one["unpacked_sha256"]),
        )
        for one in told["members"]
    )
    return BackupManifest(
        _count(told["format"]),
        _text(told["gongkai"]),
        utc_text(parse_utc(told["made"])),
        {name: _count(told["schemas"][name]) for name in DATABASES},
        _count(told["capture"]),
        _text(told["chain"]),
        {_text(table): _count(rows) for table, rows in told["rows"].items()},
        members,
        tuple(_hash(sha256) for sha256 in told["absent"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 1000:
        raise ValueError(value)
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise ValueError(value)
    return value


def _hash(value: object) -> str:
    if not _SHA256.fullmatch(_text(value)):
        raise ValueError(value)
    return str(value)
