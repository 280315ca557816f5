"""`withhold` and `purge` where the system does not know who is at work."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongkai.archive import open_archive
from gongkai.cli import main
from tests.archive.calls import HIDDEN, PAGE, SHOWN, make


def _nobody() -> str:
    raise KeyError("getpwuid(): uid not found: 1234")


@pytest.mark.parametrize(
    "command", [("withhold", SHOWN), ("withhold", HIDDEN, "--undo"), ("purge", str(PAGE), "--yes")]
)
def test_without_a_login_name_one_is_asked_for(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container whose user has no name."""
    folder = tmp_path / "archive"
    make(folder)
    monkeypatch.setattr(getpass, "getuser", _nobody)
    arguments = ["--archive", str(folder), *command, "--because", "理由"]
    done = CliRunner().invoke(main, arguments)
    assert (done.exit_code, "请用 --by 写明姓名" in done.output) == (2, True)
    done = CliRunner().invoke(main, [*arguments, "--by", "王某"])
    assert done.exit_code == 0, done.output
    with open_archive(folder) as archive:
        assert archive.db.execute("SELECT who FROM keeping_log ORDER BY id DESC").fetchone()[0] == "王某"
