"""`gongkai config export` and `config import`: sections and units by spreadsheet."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.base.errors import ConfigError, UsageError
from gongkai.cli.context import Context, json_option

if TYPE_CHECKING:
    from gongkai.config.sheets import Change, Draft

SHOWN = 20
"""How many sections that a sheet does not name are listed."""

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("export")
@click.argument("file", type=_FILE)
@click.option("--force", is_flag=True, help="文件已存在时覆盖它。")
@click.pass_obj
def export_command(context: Context, file: Path, force: bool) -> None:
    """把栏目和单位写成一个 Excel 表（.xlsx），可以分给各单位核对、填写，再用 import 读回。

    \b
    例：
      gongkai config export 栏目表.xlsx
    """
    from gongkai.cli.writing import write_whole
    from gongkai.config.sheets import write_workbook

    if file.exists() and not force:
        raise UsageError(f"已经有 {file}，没有覆盖。", do="换一个名字，或加上 --force。")
    config = context.config()
    write_whole(file, write_workbook(config))
    sections = sum(len(site.sections) for site in config.sites)
    click.echo(f"已写出 {file}：栏目 {sections} 个，单位 {len(config.units)} 个。")
    click.echo(f"改好后运行 gongkai config import {file} --dry-run，看会改什么。")


@click.command("import")
@click.argument("file", type=_FILE)
@click.option("--dry-run", is_flag=True, help="只说会改什么，不写入。")
@json_option
@click.pass_context
def import_command(ctx: click.Context, file: Path, dry_run: bool, as_json: bool) -> None:
    """从 Excel 表（.xlsx）读回栏目和单位：只改有改动的格，注释和别的键原样保留。

    有一格写错，就全部列出，一处也不写入。表里没有的栏目不会删去。

    \b
    例：
      gongkai config import 栏目表.xlsx --dry-run
      gongkai config import 栏目表.xlsx
    """
    from gongkai.config.saving import replace_files

    context: Context = ctx.obj
    folder = context.folder()
    if folder is None:
        raise UsageError(
            "没有配置目录，不知道写到哪里。", do="用 gongkai init 写出一份，或用 --config 指定。"
        )
    try:
        found = _draft(context, folder, file)
    except ConfigError as error:
        _tell_problems(error, as_json)
        ctx.exit(error.exit_status)
    if not dry_run:
        replace_files(folder, found.files)
    if as_json:
        click.echo(json.dumps(_as_json(found, written=not dry_run), ensure_ascii=False))
    else:
        _tell(found, dry_run)


def _draft(context: Context, folder: Path, file: Path) -> Draft:
    from gongkai.config.sheets import draft, read_workbook

    return draft(context.config(), folder, file.name, read_workbook(_read(file)))


def _read(file: Path) -> bytes:
    from gongkai.config.sheets.reading import MAX_BYTES

    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"读不出 {file}：{error.strerror}。", do="检查文件名和权限。") from None


def _tell_problems(error: ConfigError, as_json: bool) -> None:
    if as_json:
        problems = [asdict(problem) for problem in error.problems]
        click.echo(json.dumps({"ok": False, "problems": problems}, ensure_ascii=False))
        return
    click.echo(f"有 {len(error.problems)} 处要改，一处也没有写入：", err=True)
    for problem in error.problems:
        click.echo(f"  {problem}", err=True)


def _as_json(found: Draft, *, written: bool) -> dict[str, object]:
    return {
        "ok": True,
        "written": sorted(found.files) if written else [],
        "files": sorted(found.files),
        "changes": [asdict(change) for change in found.changes],
        "added": found.added,
        "missing": found.missing,
        "ignored": found.ignored,
        "doubts": [asdict(doubt) for doubt in found.doubts],
    }


def _tell(found: Draft, dry_run: bool) -> None:
    for change in found.changes:
        click.echo(f"{change.place} {change.owner} {change.heading}：{_change(change)}")
    for added in found.added:
        click.echo(f"新增 {added}")
    if found.missing:
        names = "、".join(found.missing[:SHOWN]) + (" 等" if len(found.missing) > SHOWN else "")
        click.echo(f"表里没有、仍留在配置里的 {len(found.missing)} 个：{names}")
        click.echo("  不再采集的，请留着那一行，“启用”写否；真要删去的，在配置文件里删。")
    if found.ignored:
        click.echo(f"没有用到的列：{'、'.join(found.ignored)}")
    if found.doubts:
        click.echo("请留意：")
    for doubt in found.doubts:
        click.echo(f"  {doubt}")
    if not found.files:
        click.echo("没有要改的。")
    elif dry_run:
        click.echo(f"会改 {'、'.join(found.files)}；现在没有写入，去掉 --dry-run 才写。")
    else:
        click.echo(f"已改好 {'、'.join(found.files)}。")


def _change(change: Change) -> str:
    return f"{_value(change.before)} → {_value(change.after)}"


def _value(value: str | int | bool | None) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "（没有）" if value is None else str(value)
