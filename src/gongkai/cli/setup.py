"""`gongkai init` and `gongkai config`: a configuration to start from, its check, its differences."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from gongkai.base.errors import ArchiveError, ConfigError, GongkaiError, Problem, UsageError
from gongkai.cli.context import Context, json_option
from gongkai.cli.sheets import export_command, import_command

if TYPE_CHECKING:
    from gongkai.config import Config


@click.command("init")
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def init_command(context: Context, folder: Path | None) -> None:
    """写出一份带说明的配置，作为起点。已有的文件不会被覆盖。

    \b
    例：
      gongkai init                      写到 ./config
      gongkai init /etc/gongkai
    """
    from gongkai.config.starter import READY, SAMPLE, schema_files, starter_files

    folder = folder or context.config_folder or Path("config")
    files = starter_files()
    there = [str(folder / name) for name in files if (folder / name).exists()]
    if there:
        raise UsageError(f"已经有 {'、'.join(there)}，没有写任何文件。", do="换一个目录，或先把它们移开。")
    _write(folder, files)
    write_over(folder, schema_files())
    click.echo(f"已在 {folder} 写出 {'、'.join(files)}，以及供编辑器补全用的 schema/。接下来：")
    click.echo(f"  1. 在 {folder / 'gongkai.toml'} 的 [operator] 里写上名称和联系方式。")
    click.echo("  2. 运行 gongkai discover 网址，找出网站的栏目并写成 sites/ 下的一个文件；")
    click.echo(f"     也可以把 {folder / SAMPLE} 复制成 {folder / 'sites' / '网站编号.toml'}，自己写。")
    click.echo(f"     现成的还有 {'、'.join(READY)}（都没有对照真实网站核对过），要用哪个就去掉 .sample。")
    click.echo(f"  3. 运行 gongkai --config {folder} config check，没有错误后运行 gongkai crawl。")


@click.group("config")
def config_group() -> None:
    """检查配置，看它与默认值有何不同，或用 Excel 表改它。"""


config_group.add_command(export_command)
config_group.add_command(import_command)


@config_group.command("check")
@json_option
@click.pass_context
def check_command(ctx: click.Context, as_json: bool) -> None:
    """检查全部配置文件，一次列出所有错误；有错误时以 2 退出。

    \b
    例：
      gongkai config check
      gongkai --config /etc/gongkai config check --json
    """
    context: Context = ctx.obj
    try:
        config = context.config()
    except ConfigError as error:
        _tell_problems(error.problems, as_json)
        ctx.exit(error.exit_status)
    summary = summarise(config, _understood(context, config))
    click.echo(json.dumps(summary, ensure_ascii=False) if as_json else _summary_text(config, summary))


@config_group.command("diff")
@json_option
@click.pass_obj
def diff_command(context: Context, as_json: bool) -> None:
    """列出与默认值不同的键：默认值 → 你的值。

    \b
    例：
      gongkai config diff
    """
    from gongkai.config.differences import differences

    config = context.config()
    found = differences(config.folder)
    if as_json:
        click.echo(json.dumps([asdict(difference) for difference in found], ensure_ascii=False))
        return
    for difference in found:
        default = "（默认没有）" if difference.default is None else _value(difference.default)
        click.echo(f"{difference.file}: {difference.key}: {default} → {_value(difference.yours)}")
    if not found:
        click.echo("没有与默认值不同的键。")


@config_group.command("schema")
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def schema_command(context: Context, folder: Path | None) -> None:
    """写出供编辑器补全和检查用的 schema/*.schema.json；升级程序后用它换成新的。

    \b
    例：
      gongkai config schema             写到配置目录下
      gongkai config schema /etc/gongkai
    """
    from gongkai.config.starter import schema_files

    folder = folder or context.config_folder or Path("config")
    files = schema_files()
    write_over(folder, files)
    click.echo(f"已在 {folder} 写出 {'、'.join(files)}。")
    click.echo("在网站文件的第一行写上 #:schema ../schema/site.schema.json，编辑器就按它补全和检查。")


def _understood(context: Context, config: Config) -> frozenset[str]:
    """The sections that a crawl has understood, asked only where a site is still to be verified by one. An
    archive that is not there or cannot be read has understood none: that is for other commands to tell."""
    from gongkai.archive import open_archive

    if all(site.verified for site in config.sites):
        return frozenset()
    try:
        with open_archive(context.archive(config), write=False) as archive:
            return archive.understood_sections()
    except ArchiveError:
        return frozenset()


def summarise(config: Config, understood: frozenset[str] = frozenset()) -> dict[str, Any]:
    """A sound configuration in numbers, with what deserves a second look."""
    from gongkai.classify import catalogue
    from gongkai.config.warnings import warnings

    sections = catalogue(config).sections
    found = (*warnings(config, understood), *_unknown_platforms(config))
    return {
        "ok": True,
        "folder": str(config.folder) if config.folder else None,
        "files": list(config.files),
        "sites": len(config.sites),
        "units": len(config.units),
        "sections": len(sections),
        "profiles": [profile.id for profile in config.active_profiles],
        "without_category": [section.id for section in sections if section.category is None],
        "without_limit": sum(not (section.interval_days or section.deadline) for section in sections),
        "warnings": [asdict(warning) for warning in found],
        "sha256": config.sha256,
    }


def _summary_text(config: Config, summary: dict[str, Any]) -> str:
    names = {f"{site.id}/{section.id}": section.name for site in config.sites for section in site.sections}
    place = f"{summary['folder']}（{'、'.join(summary['files']) or '其中没有配置文件'}）"
    lines = [
        f"配置没有错误：{place if summary['folder'] else '没有配置目录，全用默认值'}",
        f"  网站 {summary['sites']}，单位 {summary['units']}，栏目 {summary['sections']}，"
        f"其中没有更新时限的 {summary['without_limit']}",
        f"  采用的方案：{'、'.join(profile.name for profile in config.active_profiles) or '没有'}",
    ]
    if summary["without_category"]:
        lines.append("  认不出类别的栏目，需要时请写 category：")
        lines += [f"    {section}  {names[section]}" for section in summary["without_category"]]
    if summary["warnings"]:
        lines.append("  请留意：")
        lines += [f"    {Problem(**warning)}" for warning in summary["warnings"]]
    return "\n".join(lines)


def _tell_problems(problems: tuple[Problem, ...], as_json: bool) -> None:
    if as_json:
        found = [asdict(problem) for problem in problems]
        click.echo(json.dumps({"ok": False, "problems": found}, ensure_ascii=False))
        return
    click.echo(f"配置有 {len(problems)} 处错误：", err=True)
    for problem in problems:
        click.echo(f"  {problem}", err=True)


def _unknown_platforms(config: Config) -> list[Problem]:
    """Names of CMS families that no reader has; such a section is read as if nothing had been said."""
    from gongkai.platforms import PLATFORMS

    right = f"可用：{'、'.join(PLATFORMS)}，或删去此键"
    found = []
    for site in config.sites:
        named = [(f"{site.id} 的 platform", site.platform)]
        named += [(f"{site.id} 的 sections[{part.id}].platform", part.platform) for part in site.sections]
        found += [
            Problem("sites/", key, f"不认识建站系统“{name}”，将自行辨认", right)
            for key, name in named
            if name is not None and name not in PLATFORMS
        ]
    return found


def write_over(folder: Path, files: dict[str, str]) -> None:
    """Write files that are ours alone, over those of an earlier version."""
    _write(folder, files, "w")


def _write(folder: Path, files: dict[str, str], mode: Literal["x", "w"] = "x") -> None:
    try:
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            with (folder / name).open(mode, encoding="utf-8") as file:
                file.write(text)
    except OSError as error:
        raise GongkaiError(
            f"不能写入 {folder}：{error.strerror}。", do="检查目录的权限和磁盘空间。"
        ) from error


def _value(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
