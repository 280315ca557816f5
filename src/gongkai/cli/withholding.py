"""`gongkai withhold` and `gongkai purge`: hiding an item, and taking bytes out for good."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from gongkai.base.errors import UsageError
from gongkai.base.times import utc_text
from gongkai.cli.context import Context, clock, login_name

if TYPE_CHECKING:
    from gongkai.archive import Archive

_BECAUSE = click.option("--because", required=True, metavar="理由", help="理由，记入处置记录。")
_BY = click.option("--by", "who", metavar="姓名", help="何人所为；默认为登录名。")


@click.command("withhold")
@click.argument("item", metavar="条目")
@_BECAUSE
@_BY
@click.option("--undo", is_flag=True, help="恢复显示。")
@click.pass_obj
def withhold_command(context: Context, item: str, because: str, who: str | None, undo: bool) -> None:
    """隐去一个条目：标题、正文、附件文字在各页面、检索、导出和数据表中都不再出现；证据仍保存，可以恢复。

    条目可写编号或网址。隐去期间不再读取它。

    \b
    例：
      gongkai withhold JBSWY3DPEHPK3PXP --because "含有未脱敏的救助对象信息" --by 王某
      gongkai withhold JBSWY3DPEHPK3PXP --because "原文已更正" --undo
    """
    with _alone(context) as archive:
        uid = archive.uid_of(item)
        if uid is None:
            raise UsageError(f"档案中没有条目 {item}。", do="请检查编号，或给出它的网址。")
        act = archive.show_again if undo else archive.withhold
        act(uid, because, who or login_name(), utc_text(clock()))
    click.echo(f"条目 {uid} 已{'恢复显示，下次采集会再读它' if undo else '隐去'}；已记入处置记录。")


@click.command("purge")
@click.argument("capture", type=click.IntRange(1), metavar="快照编号")
@_BECAUSE
@_BY
@click.option("--yes", is_flag=True, help="不再询问。")
@click.pass_obj
def purge_command(context: Context, capture: int, because: str, who: str | None, yes: bool) -> None:
    """清除一个快照的内容，不可恢复；只留下哈希、时间和证据链，gongkai verify 认可这一清除。

    内容相同的其他快照一并清除。已有的备份不受影响，需另行处理。

    \b
    例：
      gongkai purge 1234 --because "依某某决定删除" --by 王某
    """
    if not yes:
        click.confirm(f"第 {capture} 号快照的内容清除后不可恢复。确定吗？", abort=True, err=True)
    with _alone(context) as archive:
        done = archive.purge(capture, because, who or login_name(), utc_text(clock()))
    click.echo(f"已清除 {done.captures} 个快照的内容（{done.bytes} 字节），已记入处置记录。")
    if done.said_by:
        shown = "、".join(done.said_by)
        click.echo(f"由它读出的文字仍在这些条目中（{shown}）；如也要隐去，用 gongkai withhold。", err=True)


@contextmanager
def _alone(context: Context) -> Iterator[Archive]:
    """The archive, with nobody crawling or copying it: either might bring back what is to go."""
    from gongkai.archive import must_exist, open_archive
    from gongkai.archive.locking import keeping_lock
    from gongkai.crawl import crawl_lock

    folder = context.archive()
    must_exist(folder)
    with crawl_lock(folder, clock()), keeping_lock(folder), open_archive(folder) as archive:
        yield archive
