"""Several files replaced together: all, or none."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from gongkai.base.errors import GongkaiError, UsageError
from gongkai.config.saving import Replacement, replace_files
from tests.config.folders import write


def texts(folder: Path) -> dict[str, str]:
    return {str(f.relative_to(folder)): f.read_text() for f in folder.rglob("*") if f.is_file()}


def test_all_are_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    folder = write(tmp_path, {"a.toml": "a", "sites/b.toml": "b"})
    (folder / "a.toml").chmod(0o640)
    replace_files(folder, {"a.toml": Replacement(b"a", b"A"), "new/c.toml": Replacement(None, b"C")})
    assert texts(folder) == {"a.toml": "A", "sites/b.toml": "b", "new/c.toml": "C"}
    assert stat.S_IMODE((folder / "a.toml").stat().st_mode) == 0o640


def test_a_link_is_followed(tmp_path: Path) -> None:
    folder = write(tmp_path, {"real.toml": "a"})
    (folder / "a.toml").symlink_to("real.toml")
    replace_files(folder, {"a.toml": Replacement(b"a", b"A")})
    assert (folder / "a.toml").is_symlink()
    assert (folder / "real.toml").read_text() == "A"


def test_a_file_changed_meanwhile_stops_all(tmp_path: Path) -> None:
    folder = write(tmp_path, {"a.toml": "a", "b.toml": "mine"})
    with pytest.raises(UsageError, match=r"b\.toml"):
        replace_files(folder, {"a.toml": Replacement(b"a", b"A"), "b.toml": Replacement(b"b", b"B")})
    assert texts(folder) == {"a.toml": "a", "b.toml": "mine"}


def test_what_cannot_be_written_leaves_all_as_they_were(tmp_path: Path) -> None:
    folder = write(tmp_path, {"a.toml": "a", "file": ""})
    with pytest.raises(GongkaiError, match="一处也没有改"):
        replace_files(folder, {"a.toml": Replacement(b"a", b"A"), "file/b.toml": Replacement(None, b"B")})
    assert texts(folder) == {"a.toml": "a", "file": ""}


def test_those_before_one_that_fails_are_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path, {"a.toml": "a", "c.toml": "c"})
    replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == "c.toml":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    wanted = {name: Replacement(None, b"x") for name in ("b.toml",)}
    wanted = {"a.toml": Replacement(b"a", b"A"), **wanted, "c.toml": Replacement(b"c", b"C")}
    with pytest.raises(GongkaiError, match="No space"):
        replace_files(folder, wanted)
    assert texts(folder) == {"a.toml": "a", "c.toml": "c"}
