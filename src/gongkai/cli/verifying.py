"""`gongkai verify`: whether the archive is what it was."""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import asdict
from itertools import chain, islice
from typing import TYPE_CHECKING

import click
from rich.console import Console

from gongkai.base.errors import ArchiveUnreadable
from gongkai.base.times import china_day, utc_text
from gongkai.cli.context import Context, clock, json_option

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cryptography.x509 import Certificate

    from gongkai.archive import Archive, ChainHead, Fault

SHOWN = 20
"""Faults told; more say the same."""


@click.command("verify")
@click.option("--quick", is_flag=True, help="每夜用的快查：不核对检索索引，快照内容每天核对三十分之一。")
@json_option
@click.pass_obj
def verify_command(context: Context, quick: bool, as_json: bool) -> None:
    """核对：重算全部哈希、证据链与封记，核对版本、附件、索引，指出第一处不符。

    不改动任何内容（旧版结构会先升级）。完整核对时不能同时采集；--quick 可以。发现不符时以 1 退出。

    \b
    例：
      gongkai verify            完整核对，例如每月一次、恢复备份之后
      gongkai verify --quick    每夜快查，可接在采集之后
    """
    from gongkai.archive import must_exist, open_archive
    from gongkai.archive.verifying import SLICES
    from gongkai.cli.stamp import roots_of
    from gongkai.crawl import crawl_lock

    now, config = clock(), context.config()
    roots, folder = roots_of(config), context.archive(config)
    must_exist(folder)
    console = Console(stderr=True)
    alone = nullcontext() if quick else crawl_lock(folder, now)
    with alone, open_archive(folder) as archive, console.status("") as status:
        nightly = china_day(utc_text(now)).toordinal() % SLICES if quick else None
        found = archive.faults(lambda name: status.update(f"核对{name}…"), nightly=nightly)
        faults = list(islice(chain(found, _wrong_stamps(archive, roots)), SHOWN))
        head = archive.chain_head() if not faults else _head_beside_faults(archive)
    if as_json:
        told = {"sound": not faults, "faults": [asdict(fault) for fault in faults]}
        told["head"] = asdict(head) if head else None
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        _tell(faults, head)
    if faults:
        raise click.exceptions.Exit(1)


def _wrong_stamps(archive: Archive, roots: Sequence[Certificate]) -> Iterator[Fault]:
    """The time stamps that do not hold; that they cannot be read is a fault like others."""
    from gongkai.archive import Fault
    from gongkai.archive.stamping import verify_stamps

    try:
        stamps = archive.stamps()
    except ArchiveUnreadable as error:
        yield Fault("stamps", "", error.what)
        return
    for number, why in verify_stamps(stamps, roots):
        yield Fault("stamps", str(number), why)


def _head_beside_faults(archive: Archive) -> ChainHead | None:
    """The head of the chain, if it can still be read: what is wrong was told."""
    try:
        return archive.chain_head()
    except ArchiveUnreadable:
        return None


def _tell(faults: list[Fault], head: ChainHead | None) -> None:
    if not faults:
        until = f"证据链到第 {head.capture} 号快照：{head.chain}" if head else "还没有快照"
        click.echo(f"核对完毕，没有发现不符。{until}。")
        return
    for number, fault in enumerate(faults):
        place = f"{fault.where} {fault.which}".rstrip()
        click.echo(f"{'首先' if number == 0 else '又有'}：{place}：{fault.what}。", err=True)
    if len(faults) == SHOWN:
        click.echo(f"只列出前 {SHOWN} 处。", err=True)
    click.echo(
        "请先停止采集，保留现在的文件夹，再用 gongkai restore 从最近一份完好的备份恢复到另一个文件夹核对。",
        err=True,
    )
