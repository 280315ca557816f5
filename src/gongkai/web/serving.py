"""Starting Datasette with the archive: what `gongkai serve` and the demo call."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

from gongkai.archive import open_archive
from gongkai.archive.backup import Progress, no_progress
from gongkai.archive.bundle import BackupManifest
from gongkai.archive.restore import unpack_database
from gongkai.base.errors import GongkaiError
from gongkai.judge import StateRules

SETTINGS = {
    "suggest_facets": False,  # a million rows: the table page 40 times faster without
    "default_page_size": 20,
    "max_returned_rows": 2000,
    "sql_time_limit_ms": 5000,
    "cache_size_kb": 65536,
    "num_sql_threads": 4,
}
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def make_datasette(
    archive_folder: Path,
    *,
    as_of: date | None = None,
    rules: StateRules | None = None,
    snapshot: str | None = None,
) -> Any:
    """A Datasette over an archive that can be read; ArchiveError in words if it cannot.

    `as_of` stands for today: pages open on it and no later day may be asked for. `snapshot` tells that the
    archive is of a backup made at that moment: nothing writes to it, and it is opened so.
    """
    open_archive(archive_folder, write=False).close()
    config: dict[str, Any] = {"rules": asdict(rules or StateRules())}
    if as_of:
        config["as_of"] = as_of.isoformat()
    if snapshot:
        config["snapshot"] = snapshot
    files = [str(archive_folder / "gongkai.db")]
    return Datasette(
        () if snapshot else files,
        immutables=files if snapshot else (),
        metadata={"title": "政务公开档案", "plugins": {"gongkai": config}},
        settings=SETTINGS,
    )


@contextmanager
def unpacked_snapshot(
    backup: Path, cache: Path | None, *, progress: Progress = no_progress
) -> Iterator[tuple[Path, BackupManifest]]:
    """The folder of a backup's public database, and what the backup says of itself. It is unpacked into
    `cache`, where it stays, or into a folder that is gone afterwards, also where SIGTERM ends it."""
    if cache:
        file, manifest = unpack_database(backup, cache, progress=progress)
        yield file.parent, manifest
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with TemporaryDirectory(prefix="gongkai-snapshot-") as folder:
            file, manifest = unpack_database(backup, Path(folder), progress=progress)
            yield file.parent, manifest
    finally:
        signal.signal(signal.SIGTERM, before)


def run(datasette: Any, host: str, port: int, *, open_browser: bool = False) -> None:
    """Serve until Ctrl-C. Port 0 takes any free one. GongkaiError where the address cannot be had."""
    listener = _listen(host, port)
    port = listener.getsockname()[1]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    click.echo(f"请在浏览器中打开 {address}（按 Ctrl-C 停止）")
    if host not in LOOPBACK:
        click.echo("注意：本网络上的其他人也能打开这个地址。", err=True)
    if open_browser:
        click.launch(address)
    # Datasette prints every local variable of every frame for a mistyped address where rich is installed.
    pm.get_plugin("datasette.handle_exception").rich = None
    config = uvicorn.Config(datasette.app(), log_level="warning", lifespan="on", server_header=False)
    try:
        with suppress(KeyboardInterrupt):  # Ctrl-C is how one stops; uvicorn has finished and raises it again
            uvicorn.Server(config).run(sockets=[listener])
    finally:
        listener.close()


def _listen(host: str, port: int) -> socket.socket:
    """A socket that already listens, so that a browser opened at once finds it."""
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind)
    except OSError as error:
        raise GongkaiError(
            f"地址 {host} 无法使用：{error.strerror or error}。", do="请用 --host 指定本机的地址。"
        ) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise GongkaiError(
            f"端口 {host}:{port} 无法使用：{error.strerror or error}。",
            do="可能已有程序占用；请用 --port 换一个端口。",
        ) from error
    return listener
