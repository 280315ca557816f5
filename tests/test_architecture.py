"""The rooms import what docs/architecture.md says they may, and the pure ones touch nothing outside."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import gongkai

ROOT = Path(gongkai.__file__).parent
MAY_IMPORT = {
    "base": set[str](),
    "config": {"base"},
    "classify": {"base", "config"},
    "fetch": {"base"},
    "platforms": {"base"},
    "extract": {"base"},
    "archive": {"base"},
    "judge": {"base"},
    "export": {"base", "archive"},
    "intake": {"base", "archive", "fetch.decoding", "fetch.media", "fetch.settings"},
    "crawl": {"base", "config", "classify", "fetch", "platforms", "extract", "archive"},
    "discover": {"base", "config", "classify", "fetch", "platforms", "crawl.reading"},
    "check": {"base", "archive", "judge", "config"},
    "proof": {"base", "archive", "judge"},
    "resort": {"base", "archive", "classify"},
    "report": {"base", "archive", "judge", "proof", "fetch.reasons"},
    "web": {"report", "proof", "base", "archive", "judge", "check", "fetch.reasons", "extract.files.reasons"},
    "demo": set[str](),
}
PURE = ("base", "platforms", "extract", "classify", "judge")
OUTSIDE = {
    "socket",
    "sqlite3",
    "os",
    "pathlib",
    "subprocess",
    "httpx",
    "asyncio",
    "random",
    "time",
    "io",
    "tempfile",
}


IN_MEMORY = {"io.BytesIO", "io.StringIO"}
"""Bytes as a file without a file: nothing outside."""


def told(node: ast.ImportFrom) -> set[str]:
    return {f"{node.module}.{alias.name}" for alias in node.names}


def imports(room: str) -> dict[str, set[str]]:
    """Every module that the files of a room import, by file."""
    files = sorted((ROOT / room).rglob("*.py")) or [ROOT / f"{room}.py"]
    found: dict[str, set[str]] = {}
    for file in files:
        names = found.setdefault(str(file.relative_to(ROOT)), set())
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                names |= set() if IN_MEMORY.issuperset(told(node)) else {node.module}
                names.update(told(node))
    return found


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_it_may(room: str):
    allowed = {f"gongkai.{name}" for name in MAY_IMPORT[room] | {room}} | {"gongkai", "gongkai.__version__"}
    for file, names in imports(room).items():
        ours = {name for name in names if name.split(".")[0] == "gongkai"}
        beyond = {
            name
            for name in ours - allowed
            if not any(name.startswith(f"{a}.") or a.startswith(f"{name}.") for a in allowed - {"gongkai"})
        }
        assert not beyond, f"{file} imports {sorted(beyond)}"


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_reaches_nothing_outside(room: str):
    for file, names in imports(room).items():
        assert not names & OUTSIDE, f"{file} imports {sorted(names & OUTSIDE)}"


def test_one_module_imports_sqlite():
    users = {file for room in MAY_IMPORT for file, names in imports(room).items() if "sqlite3" in names}
    assert users == {"archive/sqlite.py"}


def test_every_room_is_in_the_table():
    rooms = {p.name.removesuffix(".py") for p in ROOT.iterdir() if not p.name.startswith("_")} - {"py.typed"}
    assert rooms == MAY_IMPORT.keys() | {"cli"}


@pytest.mark.parametrize("file", sorted(p.relative_to(ROOT) for p in ROOT.rglob("*.py")))
def test_no_file_grows_past_four_hundred_lines(file: Path):
    assert len((ROOT / file).read_text("utf-8").splitlines()) <= 400
