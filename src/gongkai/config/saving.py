"""Putting changed files of the configuration in place of those that are there: all of them, or none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from gongkai.base.errors import GongkaiError, UsageError


@dataclass(frozen=True, slots=True)
class Replacement:
    """A file as it was read (None: there was none) and as it is to be."""

    before: bytes | None
    after: bytes


def replace_files(folder: Path, files: Mapping[str, Replacement]) -> None:
    """Write the files, by their names within the folder. Each is whole at every moment; where one cannot be
    written, or was changed since it was read, those before it are put back. A power cut between two of them
    leaves some new and some old: doing the same again ends it.

    Raises UsageError where a file was changed meanwhile, GongkaiError where nothing can be written.
    """
    with ExitStack() as cleaning:
        try:
            halves = {name: _half(folder / name, files[name].after, cleaning) for name in files}
            _unchanged(folder, files)
            _put(folder, halves, files)
        except OSError as error:
            raise GongkaiError(
                f"不能写入 {folder}：{error.strerror}；一处也没有改。", do="检查目录的权限和磁盘空间。"
            ) from error


def _half(named: Path, data: bytes, cleaning: ExitStack) -> Path:
    """The new file beside the one it replaces, on the disk; a link is followed."""
    target = named.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.{os.getpid()}.part")
    cleaning.callback(half.unlink, missing_ok=True)
    with half.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if target.exists():
        shutil.copymode(target, half)
    return half


def _unchanged(folder: Path, files: Mapping[str, Replacement]) -> None:
    for name, file in files.items():
        there = (folder / name).read_bytes() if (folder / name).exists() else None
        if there != file.before:
            raise UsageError(f"{name} 在此期间被改过，一处也没有写。", do="再运行一次。")


def _put(folder: Path, halves: Mapping[str, Path], files: Mapping[str, Replacement]) -> None:
    done: list[str] = []
    try:
        for name, half in halves.items():
            half.replace((folder / name).resolve())
            done.append(name)
    except OSError:
        for name in done:
            _put_back((folder / name).resolve(), files[name].before)
        raise


def _put_back(target: Path, before: bytes | None) -> None:
    if before is None:
        target.unlink()
    else:
        target.write_bytes(before)
