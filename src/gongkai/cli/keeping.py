"""`gongkai backup` and `gongkai restore`: a second copy of the archive, and the archive from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.filesize import decimal

from gongkai.base.errors import ArchiveUnreadable, UsageError
from gongkai.base.times import china_time
from gongkai.cli.context import Context, clock, json_option

if TYPE_CHECKING:
    from gongkai.archive.bundle import BackupManifest

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--verify", is_flag=True, help="写完后从头读一遍，逐一核对哈希。")
@json_option
@click.pass_obj
def backup_command(context: Context, target: Path, verify: bool, as_json: bool) -> None:
    """备份：把整份档案写进一个文件，采集正在进行时也可以。

    TARGET 是要写的文件，或一个文件夹（文件名用此刻的日期时间）。写完整了才有这个名字，不覆盖任何文件。
    备份里有网页原件，只有本用户能读。

    \b
    例：
      gongkai backup /mnt/backup/                      写成 gongkai-2026-11-23-0930.tar
      gongkai backup --verify /mnt/backup/今晚.tar      写完再核对一遍
    """
    from gongkai.archive.backup import backup
    from gongkai.archive.restore import verify_backup
    from gongkai.cli.progress import counted

    folder = context.archive()
    with counted("备份", quiet=as_json, in_bytes=True) as progress:
        path, manifest = backup(folder, target, clock(), progress=progress)
    if verify:
        with counted("核对", quiet=as_json, in_bytes=True) as progress:
            verify_backup(path, progress=progress)
    size = path.stat().st_size
    if as_json:
        told = {"file": str(path.absolute()), "bytes": size, "verified": verify}
        click.echo(json.dumps(told | _summary(manifest), ensure_ascii=False))
    else:
        click.echo(
            f"已备份到 {path}（{decimal(size)}{'，已核对' if verify else ''}）：{_contents(manifest)}。"
        )
    if manifest.absent:
        raise ArchiveUnreadable(
            f"档案中有 {len(manifest.absent)} 个文件缺失或与其哈希不符，备份里没有它们。",
            do="请运行 gongkai verify 查看；如有更早的备份，从中找回。",
        )


@click.command("restore")
@click.argument("backup", type=_FILE)
@click.option(
    "--to", "folder", type=click.Path(file_okay=False, path_type=Path), help="恢复到哪里；要是新的或空的。"
)
@click.option("--verify", is_flag=True, help="只核对备份是否完整，不恢复。")
@json_option
@click.pass_obj
def restore_command(context: Context, backup: Path, folder: Path | None, verify: bool, as_json: bool) -> None:
    """恢复：从备份文件恢复出整份档案。不覆盖任何文件，中途断了也不会留下半份档案。

    \b
    例：
      gongkai restore /mnt/backup/今晚.tar --to archive-restored
      gongkai restore /mnt/backup/今晚.tar --verify     只核对
    """
    from gongkai.archive.restore import restore, verify_backup
    from gongkai.cli.progress import counted

    if verify == (folder is not None):
        raise UsageError("没有说要做什么。", do="用 --to 指定恢复到哪里，或用 --verify 只核对；二者取一。")
    with counted("核对" if folder is None else "恢复", quiet=as_json, in_bytes=True) as progress:
        if folder is None:
            manifest = verify_backup(backup, progress=progress)
        else:
            manifest = restore(backup, folder, progress=progress)
    if as_json:
        told = {"folder": str(folder.absolute()) if folder else None}
        click.echo(json.dumps(told | _summary(manifest), ensure_ascii=False))
        return
    done = f"已恢复到 {folder}" if folder else f"备份 {backup} 完整"
    click.echo(f"{done}：{china_time(manifest.made)} 的档案，{_contents(manifest)}。")
    if manifest.absent:
        click.echo(f"注意：备份时就有 {len(manifest.absent)} 个文件缺失。", err=True)


def _contents(manifest: BackupManifest) -> str:
    files = sum(member.name.startswith("files/") for member in manifest.members)
    items, versions, captures = (manifest.rows.get(name, 0) for name in ("items", "versions", "captures"))
    return f"{items} 个条目，{versions} 个版本，{captures} 份快照，{files} 个附件"


def _summary(manifest: BackupManifest) -> dict[str, object]:
    """The manifest without its members, of which there may be a hundred thousand."""
    return {
        "made": manifest.made,
        "gongkai": manifest.gongkai,
        "format": manifest.format,
        "schemas": manifest.schemas,
        "capture": manifest.capture,
        "chain": manifest.chain,
        "rows": manifest.rows,
        "members": len(manifest.members),
        "absent": manifest.absent,
    }
