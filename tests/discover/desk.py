"""An operator's empty configuration, and the command run over it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from gongkai.archive import open_archive
from gongkai.cli import main
from tests.cli.test_bad_input import SETTINGS


class Desk:
    """`file` is the only site's file, once there is one."""

    def __init__(self, folder: Path) -> None:
        self.config, self.archive = folder / "config", folder / "archive"
        self.config.mkdir()
        (self.config / "gongkai.toml").write_text(SETTINGS, encoding="utf-8")

    @property
    def file(self) -> Path:
        (found,) = (self.config / "sites").glob("*.toml")
        return found

    def run(self, *words: str) -> Result:
        given = ["--config", str(self.config), "--archive", str(self.archive), *words]
        return CliRunner().invoke(main, given, prog_name="gongkai")

    def well(self, *words: str) -> str:
        """What a command that ends well prints."""
        done = self.run(*words)
        assert done.exit_code == 0, (done.output, done.exception)
        return done.stdout

    def discover(self, url: str, *words: str) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.well("discover", url, *words, "--json"))
        return told

    def states(self) -> dict[str, str]:
        told = json.loads(self.well("status", "--json"))
        return {state["id"]: state["state"] for state in told["sections"]}

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with open_archive(self.archive, write=False) as archive:
            return [tuple(row) for row in archive.db.execute(sql)]
