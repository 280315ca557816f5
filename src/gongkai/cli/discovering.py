"""`gongkai discover`: from a web address to a site file; what of a configured site is new, gone or moved."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongkai.base.errors import GongkaiError, UsageError
from gongkai.base.times import china_day
from gongkai.base.urls import absolute, host_of
from gongkai.cli.context import Context, clock, json_option

if TYPE_CHECKING:
    from gongkai.config import Config, SiteConfig
    from gongkai.discover import Candidate, Difference, Discovery

ANOTHER = ("another-list", "text-for-list")
"""Reasons of a section at whose address another list stands: it goes on under another id."""
CUT = {
    "pages": "页数用完（--max-pages），还有链接没有看；再运行一次（加 --update）接着找。",
    "time": "时间用完（--time-budget），还有链接没有看；再运行一次（加 --update）接着找。",
}
KIND_WORDS = {"list": "列表", "text": "单页", "empty": "空"}


@click.command("discover")
@click.argument("url", metavar="网址")
@click.option("--name", help="网站编号，也是文件名；默认取自主机名。")
@click.option("--update", is_flag=True, help="网站已在配置中时，把新发现的栏目补进它的文件。")
@click.option(
    "--max-pages", type=click.IntRange(1, 100_000), default=300, show_default=True, help="最多看多少页。"
)
@click.option(
    "--time-budget", type=click.FloatRange(min=1), default=1800.0, show_default=True, help="最多用多少秒。"
)
@json_option
@click.pass_obj
def discover_command(
    context: Context,
    url: str,
    name: str | None,
    update: bool,
    max_pages: int,
    time_budget: float,
    as_json: bool,
) -> None:
    """从首页、公开专栏或一个栏目出发，找出公开栏目，写成 config/sites/网站编号.toml。

    网站已在配置中的，列出新增、不见和搬走的栏目；加 --update 才改文件，你写的内容不动。

    \b
    例：
      gongkai discover https://www.example.invalid/
      gongkai discover https://www.example.invalid/zwgk/ --name qingshi
      gongkai discover https://www.example.invalid/ --update
    """
    from gongkai.discover import compare

    config, folder = context.config(), context.folder()
    if folder is None:
        raise UsageError("没有配置目录，找到的栏目没有地方写。", do="先运行 gongkai init。")
    start = absolute("https://invalid/", url if "://" in url else f"https://{url}")
    if start is None:
        raise UsageError(f"“{url}”不是网址。", do="写成 https://www.example.invalid/ 这样。")
    site = next((one for one in config.sites if host_of(start) in one.own_hosts), None)
    found = _walk(config, folder, start, site, name, max_pages, time_budget, quiet=as_json)
    if found.start_trouble:
        from gongkai.fetch import reasons

        raise GongkaiError(f"没能看到 {start}。", do=reasons.told(found.start_trouble))
    if site is None:
        _tell(found, as_json, config, file=_write_new(config, folder, found, name))
        return
    difference = compare(site, found, _rebuilt(context, config, site))
    file = _update(folder, site, difference) if update else None
    _tell(found, as_json, config, file=file, difference=difference)


def _walk(
    config: Config,
    folder: Path,
    start: str,
    site: SiteConfig | None,
    name: str | None,
    max_pages: int,
    seconds: float,
    *,
    quiet: bool,
) -> Discovery:
    from gongkai.cli.progress import counted
    from gongkai.config import SiteConfig
    from gongkai.config.sitewriter import site_id
    from gongkai.crawl.settings import fetch_settings, needs_contact
    from gongkai.discover import Kept, Wanted, discover, known_ways
    from gongkai.fetch import Fetcher

    known_by = site.id if site else name or site_id(start, set())
    asked = (
        config
        if site
        else replace(config, sites=(*config.sites, SiteConfig(id=known_by, name=known_by, home_url=start)))
    )
    if needs_contact(asked):
        raise UsageError(
            "还没有写明怎样联系采集者，没有访问网站。", do="在 gongkai.toml 的 [operator] 里写上 contact。"
        )
    wanted = Wanted(
        start,
        max_pages,
        seconds,
        known_ways(site) if site else (),
        frozenset(site.own_hosts) if site else frozenset(),
    )
    kept = Kept(folder / "sites" / f"{known_by}.discover.jsonl", clock())
    if kept.taken_up and not quiet:
        click.echo(f"接着上次没做完的：已看过 {kept.taken_up} 页。", err=True)

    async def walk(progress: Callable[[int, int], None]) -> Discovery:
        async with Fetcher(fetch_settings(asked), clock) as fetcher:
            return await discover(fetcher, wanted, config.categories, clock, kept, progress)

    with counted("查找栏目", quiet=quiet) as progress:
        return asyncio.run(walk(progress))


def _write_new(config: Config, folder: Path, found: Discovery, name: str | None) -> Path:
    """Write the file of a site that was not configured; refuses to write over one."""
    from gongkai.config.sitewriter import site_id, site_text
    from gongkai.discover.proposal import new_site

    if not found.sections and found.cut:
        raise GongkaiError("还没有找到栏目，没有写文件。", do=CUT[found.cut])
    if not found.sections:
        raise GongkaiError(
            "没有找到可用的栏目，没有写文件。",
            do="换一个起点，如“政务公开”页的网址；或在浏览器中核对网站能否打开。",
        )
    known_by = name or site_id(found.home_url, {site.id for site in config.sites})
    file = folder / "sites" / f"{known_by}.toml"
    if file.exists():
        raise UsageError(f"已经有 {file}，没有写。", do="用 --name 另取一个编号。")
    file.parent.mkdir(parents=True, exist_ok=True)
    site = new_site(known_by, found, {unit.id for unit in config.units}, china_day(clock()))
    file.write_text(site_text(site), encoding="utf-8")
    return file


def _rebuilt(context: Context, config: Config, site: SiteConfig) -> frozenset[str]:
    """The sections of a site that the archive knows as showing another list, if there is an archive."""
    from gongkai.archive import open_archive
    from gongkai.check import check_archive, state_rules

    folder = context.archive(config)
    if not (folder / "gongkai.db").exists():
        return frozenset()
    with open_archive(folder, write=False) as archive:
        states = check_archive(archive, china_day(clock()), state_rules(config.rules)).states
    ids = (state.section.partition("/") for state in states if state.reason in ANOTHER)
    return frozenset(section for known_by, _, section in ids if known_by == site.id)


def _update(folder: Path, site: SiteConfig, difference: Difference) -> Path | None:
    """Add what is new to the site's file, and what took the place of others; None where nothing is to be."""
    import tomllib

    from gongkai.config.sitewriter import with_sections
    from gongkai.discover.proposal import additions

    sections, retired = additions(site, difference, china_day(clock()))
    if not sections:
        return None
    for file in sorted((folder / "sites").glob("*.toml")):
        text = file.read_text("utf-8")
        if tomllib.loads(text).get("id") == site.id:
            file.write_text(with_sections(text, sections, retired), encoding="utf-8")
            return file
    return None


def _tell(
    found: Discovery,
    as_json: bool,
    config: Config,
    *,
    file: Path | None,
    difference: Difference | None = None,
) -> None:
    if as_json:
        click.echo(json.dumps(_json(found, file, difference), ensure_ascii=False))
        return
    shown = found.sections if difference is None else (*difference.new, *(new for _, new in difference.moved))
    if shown:
        _print_table(shown, {category.id: category.name for category in config.categories})
    click.echo(f"看了 {len(found.looks)} 页，找到 {len(found.sections)} 个栏目。")
    if difference is not None:
        _print_difference(difference, file)
    if found.cut:
        click.echo(CUT[found.cut])
    if found.elsewhere:
        click.echo(
            f"还链接到同一域名下的 {'、'.join(found.elsewhere)}：是别的网站，要看就各自 discover 一次。"
        )
    if file is not None:
        click.echo(f"已写入 {file}。请核对其中的注释，再运行 gongkai config check 和 gongkai crawl。")


def _print_difference(difference: Difference, file: Path | None) -> None:
    click.echo(
        f"与配置相比：照旧 {difference.same}，新增 {len(difference.new)}，搬走 {len(difference.moved)}，"
        f"不见 {len(difference.gone)}，没能看清 {len(difference.unseen)}。"
    )
    for old, new in difference.moved:
        click.echo(f"  搬走  {old.name}（{old.id}）→ {new.url}")
    for section in difference.gone:
        click.echo(f"  不见  {section.name}（{section.id}）{section.url}")
    if file is None and (difference.new or difference.moved):
        click.echo("没有改动配置；加 --update 补进去。")


def _print_table(sections: tuple[Candidate, ...], categories: dict[str, str]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("栏目", "条目", "最新", "类别", "存疑"):
        table.add_column(title, overflow="fold")
    for one in sections:
        rows = str(one.rows) if one.kind == "list" else KIND_WORDS[one.kind]
        category = f"{categories[one.category]} {one.confidence:.0%}" if one.category else "—"
        path = " › ".join(one.trail[-3:-1])
        table.add_row(
            one.name + (f"（{path}）" if path else ""),
            rows,
            one.newest or "—",
            category,
            "；".join(one.doubts),
        )
    Console().print(table, markup=False)


def _json(found: Discovery, file: Path | None, difference: Difference | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "home_url": found.home_url,
        "owner": found.owner.name if found.owner else None,
        "platform": found.platform,
        "pages": len(found.looks),
        "cut": found.cut,
        "elsewhere": found.elsewhere,
        "file": str(file) if file else None,
        "sections": [candidate_json(one) for one in found.sections],
    }
    if difference is not None:
        told["new"] = [one.url for one in difference.new]
        told["moved"] = [{"id": old.id, "url": new.url} for old, new in difference.moved]
        told["gone"] = [section.id for section in difference.gone]
        told["unseen"] = [section.id for section in difference.unseen]
        told["same"] = difference.same
    return told


def candidate_json(one: Candidate) -> dict[str, Any]:
    """A proposed section as plain data."""
    names = "url name kind platform category word confidence rows newest every".split()
    told: dict[str, Any] = {name: getattr(one, name) for name in names}
    return told | {
        "trail": list(one.trail),
        "unit": one.unit.name if one.unit else None,
        "doubts": list(one.doubts),
    }
