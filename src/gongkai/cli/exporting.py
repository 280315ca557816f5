"""`gongkai export`: the archive in the forms of others."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.filesize import decimal

from gongkai.base.times import utc_text
from gongkai.cli.context import CHINA_DATE, Context, clock, json_option
from gongkai.cli.progress import counted

if TYPE_CHECKING:
    from gongkai.config import Config
    from gongkai.export import About, Exported

UNMASKED = "提示：快照是网页的原始字节，其中的个人信息未作遮盖；对外提供前请自行把关。"


@click.group("export", context_settings={"help_option_names": ["-h", "--help"]})
def export_group() -> None:
    """导出：把档案写成别的程序认识的格式。

    \b
    例：
      gongkai export warc -o warc/
    """


@export_group.command("warc")
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path),
    required=True,
    help="写到哪里：一个目录（按大小分卷），或一个以 .warc.gz 结尾的文件（不分卷）。",
)
@click.option("--site", help="只要一个网站（编号）。")
@click.option("--since", type=CHINA_DATE, help="只要这一天（中国时间）及以后取得的。")
@click.option("--until", type=CHINA_DATE, help="只要这一天（含）以前取得的。")
@click.option("--item", help="只要一个条目的：检索结果中的编号，或它的网址。")
@click.option("--with-withheld", is_flag=True, help="连同已隐去条目的快照。")
@click.option(
    "--max-size",
    type=click.IntRange(1),
    default=1024,
    show_default=True,
    help="每卷约多大（MiB）；快照不拆开。",
)
@json_option
@click.pass_obj
def warc_command(
    context: Context,
    target: Path,
    site: str | None,
    since: date | None,
    until: date | None,
    item: str | None,
    with_withheld: bool,
    max_size: int,
    as_json: bool,
) -> None:
    """把快照导出为 WARC 1.1（ISO 28500），供其他网页存档软件读取。

    内容相同的只写一次，其余写成 revisit；快照链一并写出，他人只凭导出的文件就能核对。已有的文件不会被覆盖。

    \b
    例：
      gongkai export warc -o warc/
      gongkai export warc -o qingshi.warc.gz --site qingshi --since 2026-01-01
      gongkai export warc -o one.warc.gz --item 7Q2KX3M5A6BCDEFG
    """
    from gongkai.archive import open_archive
    from gongkai.export import Selection, export_warc

    config = context.config()
    about = _about(config)
    with open_archive(context.archive(config), write=False) as archive:
        uid = (archive.uid_of(item) or item) if item else None
        selection = Selection(site, since, until, uid, with_withheld)
        click.echo(UNMASKED, err=True)
        with counted("导出快照", quiet=as_json) as progress:
            done = export_warc(
                archive, target, selection, about, max_bytes=max_size * 1024**2, progress=progress
            )
    if done.withheld:
        click.echo(f"已隐去条目的 {done.withheld} 个快照没有导出；如需要，加 --with-withheld。", err=True)
    _tell(done, as_json)


def _about(config: Config) -> About:
    from gongkai.export import About

    operator = config.settings.operator
    passed_over = [
        f"{site.id} ({site.ignore_robots_because})" for site in config.sites if site.ignore_robots_because
    ]
    robots = "obeyed (RFC 9309)" + (
        f"; passed over by permission: {'; '.join(passed_over)}" if passed_over else ""
    )
    return About(utc_text(clock()), f"{operator.name} {operator.contact}".strip(), robots)


def exported_json(done: Exported) -> dict[str, Any]:
    """What `--json` prints of an export."""
    return {
        "files": [str(path) for path in done.files],
        "captures": done.captures,
        "responses": done.responses,
        "revisits": done.revisits,
        "purged": done.purged,
        "withheld": done.withheld,
        "records": done.records,
        "bytes": done.bytes,
        "chain_head": {"capture": done.head.capture, "chain": done.head.chain},
    }


def _tell(done: Exported, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(exported_json(done), ensure_ascii=False))
        return
    purged = f"，其中 {done.purged} 个内容已清除、只有记录" if done.purged else ""
    click.echo(
        f"导出 {done.captures} 个快照（{done.revisits} 个与此前的相同，写成 revisit{purged}），"
        f"{len(done.files)} 个文件，{decimal(done.bytes)}："
    )
    for path in done.files:
        click.echo(f"  {path}")
