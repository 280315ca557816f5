"""A small disk of their own for commands that meet a full one; where none can be mounted the test skips."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import pytest


def on_small_disk(disk: Path, kilobytes: int, *lines: str, keep: Path) -> None:
    """Run lines of a shell where `disk` is a tmpfs of that size; what is on it at their end is copied to
    `keep`."""
    disk.mkdir(exist_ok=True)
    keep.parent.mkdir(parents=True, exist_ok=True)
    at = shlex.quote(str(disk))
    mount = f"mount -t tmpfs -o size={kilobytes}k none {at} && echo mounted || exit 1"
    script = "\n".join((mount, *lines, f"cp -a {at} {shlex.quote(str(keep))}"))
    try:
        done = subprocess.run(
            ["unshare", "-rm", "sh", "-c", script],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"PYTHONUTF8": "1"},
        )
    except FileNotFoundError:
        pytest.skip("needs unshare to have a disk that is full")
    if "mounted" not in done.stdout:
        pytest.skip("needs the right to mount a tmpfs to have a disk that is full")
    assert done.returncode == 0, done.stderr


def told(command: str, name: Path) -> str:
    """A line that runs a command and keeps what it says and its status beside `name`."""
    at = shlex.quote(str(name))
    return f"{command} >{at}.out 2>{at}.err; echo $? >{at}.rc"


def outcome(name: Path) -> tuple[int, str, str]:
    """Status, output and errors of a command run by `told`."""
    texts = [name.with_name(f"{name.name}.{end}").read_text("utf-8") for end in ("rc", "out", "err")]
    return int(texts[0]), texts[1], texts[2]
