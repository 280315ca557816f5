"""`gongkai category`: what category an item has and why, and a person's word against it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import click

from gongkai.base.errors import UsageError
from gongkai.base.times import china_time, utc_text
from gongkai.cli.context import Context, clock, json_option, login_name, sorter_of

if TYPE_CHECKING:
    from gongkai.archive import Archive, Correction, Sortable
    from gongkai.classify import Sorter
    from gongkai.config import Config

LOOKED_AT = 5000
"""So many items of the same category are looked at for similar ones."""

SHOWN = 20
"""So many similar items are told."""


@dataclass(frozen=True, slots=True)
class Act:
    """Why somebody says a category, who does, and when (UTC text)."""

    because: str
    who: str
    at: str


WORDS = {"corrected": "改为", "released": "撤回改正，改为"}


@click.command("category")
@click.argument("item", metavar="条目", required=False)
@click.argument("category", metavar="类别", required=False)
@click.option("--because", metavar="理由", help="理由，记入改正记录；改正和撤回都要写明。")
@click.option("--by", "who", metavar="姓名", help="何人所为；默认为登录名。")
@click.option("--undo", is_flag=True, help="撤回改正，仍由规则归类。")
@click.option("--similar", is_flag=True, help="相似的条目也一并改正。")
@click.option("--yes", is_flag=True, help="与 --similar 合用：不再询问。")
@click.option("--list", "listing", is_flag=True, help="列出所有类别的编号和名称。")
@json_option
@click.pass_obj
def category_command(
    context: Context,
    item: str | None,
    category: str | None,
    because: str | None,
    who: str | None,
    undo: bool,
    similar: bool,
    yes: bool,
    listing: bool,
    as_json: bool,
) -> None:
    """类别：查看一个条目归在哪一类、凭什么，或改正它。

    条目写编号或网址，类别写编号或名称。改正之后，重读、再次采集、重新归类都不会改掉它；都记入改正记录。
    改正后会列出相似的条目，加 --similar 可以一并改正。

    \b
    例：
      gongkai category --list
      gongkai category JBSWY3DPEHPK3PXP
      gongkai category JBSWY3DPEHPK3PXP finance --because "是部门决算" --by 王某
      gongkai category JBSWY3DPEHPK3PXP --undo --because "改错了"
    """
    config = context.config()
    if listing:
        _list(config, as_json=as_json)
    elif item is None:
        raise UsageError("没有指明条目。", do="写上它的编号或网址；用 gongkai search 查找。")
    elif category is None and not undo:
        _show(context, config, item, as_json=as_json)
    elif not (because or "").strip():
        raise UsageError("没有写明理由。", do='请用 --because "…" 写上，它会记入改正记录。')
    else:
        act = Act(because or "", who or login_name(), utc_text(clock()))
        with _writing(context, config) as archive:
            uid = _uid(archive, item)
            if undo or category is None:
                _release(archive, config, sorter_of(config), uid, act)
            else:
                _correct(archive, config, uid, _category(config, category), act, again=similar)
                _offer(archive, config, uid, act, similar=similar, yes=yes)


@contextmanager
def _writing(context: Context, config: Config) -> Iterator[Archive]:
    from gongkai.archive import must_exist, open_archive

    folder = context.archive(config)
    must_exist(folder)
    with open_archive(folder) as archive:
        yield archive


def _list(config: Config, *, as_json: bool) -> None:
    if as_json:
        known = [{"id": category.id, "name": category.name} for category in config.categories]
        click.echo(json.dumps(known, ensure_ascii=False))
        return
    for category in config.categories:
        click.echo(f"{category.id}\t{category.name}")


def _uid(archive: Archive, item: str) -> str:
    uid = archive.uid_of(item)
    if uid is None:
        raise UsageError(
            f"档案中没有条目 {item}。", do="请检查编号，或给出它的网址；用 gongkai search 查找。"
        )
    return uid


def _category(config: Config, said: str) -> str:
    """The id of a category, by its id or its name."""
    for category in config.categories:
        if said in (category.id, category.name):
            return category.id
    raise UsageError(f"没有类别“{said}”。", do="用 gongkai category --list 查看有哪些。")


def _show(context: Context, config: Config, item: str, *, as_json: bool) -> None:
    from gongkai.archive import open_archive

    with open_archive(context.archive(config), write=False) as archive:
        uid = _uid(archive, item)
        found = archive.sortable(uid)
        if found is None:
            raise UsageError(f"条目 {uid} 已隐去，不再归类。", do="如要恢复，用 gongkai withhold --undo。")
        log = archive.corrections(uid)
    names = {category.id: category.name for category in config.categories}
    if as_json:
        click.echo(json.dumps(_as_json(found, log), ensure_ascii=False))
        return
    sorting = found.sorting
    click.echo(f"{found.title or '（无标题）'}\n")
    click.echo(f"类别：{names.get(sorting.category or '', '未归类')}（{sorting.category or '—'}）")
    who = "人工改正" if found.by == "person" else f"规则，把握 {sorting.confidence:.0%}"
    click.echo(f"由来：{who}\n依据：{sorting.reason or '—'}")
    for told in _topics(config, found):
        click.echo(told)
    if log:
        click.echo("\n改正记录：")
    for entry in log:
        told = f"{WORDS[entry.what]}“{names.get(entry.category or '', '未归类')}”"
        before = names.get(entry.previous or "", "未归类")
        click.echo(f"  {china_time(entry.at)}  {entry.who}  {told}（原为“{before}”）  {entry.because}")


def _topics(config: Config, found: Sortable) -> Iterator[str]:
    """The topics that an item belongs to, by its category or by a word, a line each."""
    orders = {dimension.id: dimension.name for dimension in config.taxonomy.dimensions}
    words = dict(found.sorting.topics)
    for topic in config.taxonomy.topics:
        by_category = found.sorting.category in topic.categories
        if by_category or topic.id in words:
            how = "类别对应" if by_category else f"写有“{words[topic.id]}”"
            yield f"{orders[topic.dimension]}：{topic.name}（{how}）"


def _as_json(found: Sortable, log: Sequence[Correction]) -> dict[str, Any]:
    sorting = found.sorting
    return {
        "uid": found.uid,
        "title": found.title,
        "category": sorting.category,
        "by": found.by,
        "confidence": sorting.confidence,
        "reason": sorting.reason,
        "named_topics": [{"topic": topic, "word": word} for topic, word in sorting.topics],
        "log": [asdict(entry) for entry in log],
    }


def _correct(archive: Archive, config: Config, uid: str, category: str, act: Act, *, again: bool) -> None:
    """Keep the word; `again`: not a second time where it stands already, as when similar items follow."""
    found = archive.sortable(uid) if again else None
    if found and (found.by, found.sorting.category) == ("person", category):
        return
    archive.correct_category(uid, category, act.because, act.who, act.at)
    name = next(known.name for known in config.categories if known.id == category)
    click.echo(f"条目 {uid} 已改为“{name}”；已记入改正记录。")


def _release(archive: Archive, config: Config, sorter: Sorter, uid: str, act: Act) -> None:
    from gongkai.classify import catalogue
    from gongkai.resort import sorted_anew

    found = archive.sortable(uid)
    if found is None:
        raise UsageError(f"条目 {uid} 已隐去，不再归类。", do="如要恢复，用 gongkai withhold --undo。")
    sections = {section.id: section for section in catalogue(config).sections}
    sorting = sorted_anew(found, sections, sorter)
    archive.release_category(uid, sorting, act.because, act.who, act.at)
    names = {category.id: category.name for category in config.categories}
    click.echo(f"条目 {uid} 的改正已撤回，按规则归入“{names.get(sorting.category or '', '未归类')}”。")


def _offer(archive: Archive, config: Config, uid: str, act: Act, *, similar: bool, yes: bool) -> None:
    """Tell the items that look as wrong as this one did, and correct them too where that is wanted."""
    from gongkai.classify.alike import ALIKE, likeness

    item = archive.sortable(uid)
    if item is None or item.sorting.category is None:
        return
    ranked = ((likeness(item.title, other.title), other) for other in archive.neighbours(uid, LOOKED_AT))
    found = sorted((pair for pair in ranked if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    found = [pair for pair in found if pair[1].sorting.category != item.sorting.category]
    if not found:
        return
    click.echo(f"\n相似的条目有 {len(found)} 条，仍在原来的类别：")
    for _, other in found[:SHOWN]:
        click.echo(f"  {other.uid}  {other.title}")
    if len(found) > SHOWN:
        click.echo(f"  ……另有 {len(found) - SHOWN} 条")
    if not similar:
        click.echo("如果也该改正，再运行一次并加上 --similar。")
        return
    if not yes:
        click.confirm(f"这 {len(found)} 条也改正？", abort=True, err=True)
    for _, other in found:
        archive.correct_category(other.uid, item.sorting.category, act.because, act.who, act.at)
    click.echo(f"相似的 {len(found)} 条也已改正。")
