"""`gongkai search` and `gongkai show`: finding items, and reading one with its versions."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from gongkai.base.errors import UsageError
from gongkai.base.times import china_time
from gongkai.cli.context import Context, json_option

if TYPE_CHECKING:
    from gongkai.archive import Archive, ItemView, VersionView
    from gongkai.web.diff import Line, Piece


@click.command("search")
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--offset", type=click.IntRange(0), default=0)
@click.option("--unit", help="只找一个单位（编号）。")
@click.option("--category", help="只找一个类别（编号）。")
@click.option("--best", is_flag=True, help="按相关程度排，而不是最新的在前。")
@json_option
@click.pass_obj
def search_command(
    context: Context,
    query: tuple[str, ...],
    limit: int,
    offset: int,
    unit: str | None,
    category: str | None,
    best: bool,
    as_json: bool,
) -> None:
    """检索：任意中文词句，一个字也行；几个词之间是“并且”。

    \b
    例：
      gongkai search 高龄津贴
      gongkai search 2026年 预算 --unit qingshi
      gongkai search 〔2026〕5号
    """
    from gongkai.archive import open_archive

    with open_archive(context.archive(), write=False) as archive:
        found = archive.search(
            " ".join(query),
            limit=limit,
            offset=offset,
            unit=unit,
            category=category,
            order="best" if best else "newest",
        )
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False))
        return
    click.echo(f"共 {found.total}{' 条以上' if found.capped else ' 条'}")
    for hit in found.hits:
        gone = "（已撤下）" if hit.status == "removed" else ""
        click.echo(f"{(hit.published or '无日期')[:10]}  {hit.uid}  {hit.title}{gone}")
        if hit.snippet:
            click.echo(f"            {hit.snippet}")


@click.command("show")
@click.argument("item")
@click.option("--version", "number", type=click.IntRange(1), help="看第几版，默认最新。")
@click.option("--diff", nargs=2, type=click.IntRange(1), metavar="A B", help="两版之间改了什么。")
@json_option
@click.pass_obj
def show_command(
    context: Context, item: str, number: int | None, diff: tuple[int, int] | None, as_json: bool
) -> None:
    """查看一个条目：ITEM 是检索结果中的编号，或它的网址。

    \b
    例：
      gongkai show 7Q2KX3M5A6BCDEFG
      gongkai show 7Q2KX3M5A6BCDEFG --diff 1 2
    """
    from gongkai.archive import open_archive

    with open_archive(context.archive(), write=False) as archive:
        view, versions = _found(archive, item)
        category = archive.names("categories").get(view.category or "", "未归类")
    if view.withheld:
        raise UsageError(f"条目 {view.uid} 已按规定隐去：{view.withheld}", do="证据仍保存在档案中。")
    if diff:
        _tell_diff(_numbered(versions, diff[0]), _numbered(versions, diff[1]), as_json)
        return
    shown = _numbered(versions, number or view.version) if versions else None
    if as_json:
        told = {"item": asdict(view), "version": asdict(shown) if shown else None, "versions": len(versions)}
        click.echo(json.dumps(told, ensure_ascii=False, default=dict))
        return
    _tell_item(view, versions, shown, category)


def _found(archive: Archive, name: str) -> tuple[ItemView, tuple[VersionView, ...]]:
    uid = archive.uid_of(name)
    view = archive.item(uid) if uid else None
    if view is None:
        raise UsageError(f"档案中没有条目 {name}。", do="用 gongkai search 找到它的编号。")
    return view, archive.versions(view.uid)


def _numbered(versions: tuple[VersionView, ...], number: int) -> VersionView:
    for version in versions:
        if version.version == number:
            return version
    raise UsageError(f"没有第 {number} 版。", do=f"该条目共有 {len(versions)} 版。")


_LABELS = {
    "formed": "成文日期", "effective": "有效性", "source": "来源", "issuer": "发布机构", "index_no": "索引号",
    "doc_no": "发文字号",
}  # fmt: skip


def _tell_item(
    view: ItemView, versions: tuple[VersionView, ...], shown: VersionView | None, category: str
) -> None:
    click.echo(shown.title if shown else view.title)
    click.echo(f"{view.uid}  {view.url}")
    facts = [("发布日期", shown.published if shown else view.published)]
    facts += [(label, shown.metadata.get(name) if shown else None) for name, label in _LABELS.items()]
    click.echo("；".join(f"{label}：{value}" for label, value in facts if value))
    click.echo(f"类别：{category}{_sorted_as(view)}")
    click.echo("栏目：" + "、".join(f"{place.name}（{place.section}）" for place in view.sections))
    if view.status == "removed" and view.removed_at:
        click.echo(f"自 {china_time(view.removed_at)} 起已不在原址；以下是此前所见。")
    click.echo("")
    click.echo(shown.body if shown and shown.body else "（没有正文）")
    for file in shown.attachments if shown else ():
        click.echo(f"附件：{file.name}  {file.url}  {file.sha256 or file.status}")
    click.echo("")
    for version in versions:
        changed = f"，改动：{'、'.join(version.changed)}" if version.changed else ""
        cause = "" if version.cause == "published" else "（重新读取所存页面，不是网站改动）"
        click.echo(
            f"第 {version.version} 版  {china_time(version.seen_at)} 起{changed}{cause}，"
            f"快照 {version.capture}{_sure(version)}"
        )


def _sorted_as(view: ItemView) -> str:
    """Why an item has its category and, where no person said it, how sure that is."""
    sure = f"把握 {view.category_confidence or 0:.0%}" if view.category_by == "rules" else ""
    told = "；".join(part for part in (sure, view.category_reason) if part)
    return f"（{told}）" if told else ""


def _sure(version: VersionView) -> str:
    """How sure it is that the text stood there."""
    if version.flips:
        return "，两种内容之一，来回出现，不作为改动"
    if version.confirmed_at:
        return f"，{china_time(version.confirmed_at)} 再次看到"
    return "，只看到过一次" if version.version > 1 and version.cause == "published" else ""


def _tell_diff(old: VersionView, new: VersionView, as_json: bool) -> None:
    from gongkai.web.diff import diff_lines, diff_pieces

    title, body = diff_pieces(old.title, new.title), diff_lines(old.body, new.body)
    if as_json:
        told = {"old": old.version, "new": new.version, "title": [asdict(p) for p in title]}
        click.echo(json.dumps(told | {"body": [asdict(line) for line in body]}, ensure_ascii=False))
        return
    click.echo(
        f"第 {old.version} 版（{china_time(old.seen_at)}）→ 第 {new.version} 版（{china_time(new.seen_at)}）"
    )
    click.echo("标题：" + "".join(map(_piece, title)))
    for line in body:
        click.echo(_line(line))
    if not body:
        click.echo("正文没有不同。")


def _line(line: Line) -> str:
    if line.skipped:
        return f"  …（{line.skipped} 段未变）"
    return ("± " if line.changed else "  ") + "".join(map(_piece, line.pieces))


def _piece(piece: Piece) -> str:
    """Colour on a terminal, signs everywhere, so that a copied text still tells."""
    if piece.change == "same":
        return piece.text
    if piece.change == "del":
        return click.style(f"[-{piece.text}-]", fg="red")
    return click.style(f"{{+{piece.text}+}}", fg="green")
