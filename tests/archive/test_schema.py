from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

from gongkai.archive import Archive

ROOT = Path(__file__).resolve().parents[2]


def documented() -> dict[str, dict[str, str]]:
    """The tables of docs/schema.md: by heading, then by column, what is said of it."""
    text = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
    tables: dict[str, dict[str, str]] = {}
    for part in re.split(r"^## ", text, flags=re.M)[1:]:
        heading = re.match(r"`(\w+)`", part)
        if heading:
            tables[heading[1]] = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|$", part, flags=re.M))
    return tables


def test_every_table_and_column_is_documented_and_nothing_else(archive: Archive) -> None:
    names = [
        row["name"]
        for row in archive.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not re.match(r"sqlite_|items_fts_", row["name"])
    ]
    real = {name: {row["name"] for row in archive.db.execute(f"PRAGMA table_info({name})")} for name in names}
    said = documented()
    with sqlite3.connect(archive.folder / "captures.db") as captures:
        columns = {column for (column,) in captures.execute("SELECT name FROM pragma_table_info('blobs')")}
    assert said.pop("blobs").keys() == columns
    assert {name: set(columns) for name, columns in said.items()} == real
    assert all(line.strip() for columns in said.values() for line in columns.values())


def test_public_schema_is_whole(archive: Archive, evaluation: Path) -> None:
    checker, design = evaluation / "tools" / "check_schema.py", evaluation / "design.md"
    done = subprocess.run(
        [sys.executable, checker, design, archive.folder], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.returncode) == ("schema whole", 0)
