"""`gongkai import`: what others saved, taken in as captures."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongkai.base.errors import UsageError
from gongkai.base.times import utc_text
from gongkai.cli.context import Context, clock, json_option
from gongkai.cli.progress import counted

if TYPE_CHECKING:
    from gongkai.archive import Archive, Imported, SavedFile

REASONS = {
    "had": "以前已导入",
    "unresolved": "revisit，所指内容不在这些文件和档案中",
    "purged": "内容已在本档案中按规定清除",
    "damaged": "文件损坏或不完整，读到此处为止",
    "too-large": "超过大小上限",
    "truncated": "内容不完整",
    "length": "长度与所称不符",
    "digest": "内容与所附摘要不符",
    "encoding": "解不开压缩",
    "no-http": "不是 http(s) 响应",
    "no-payload": "没有内容",
    "date": "没有可用的时间",
    "other-record": "其他种类的记录",
}


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@json_option
@click.pass_obj
def import_command(context: Context, files: tuple[Path, ...], as_json: bool) -> None:
    """导入他人保存的网页（WARC 文件，是否压缩均可），作为快照存入档案。

    导入的快照时间以文件所称为准，只供查阅：任何栏目状态、条目、版本和问题都不会以它们为依据。每个文件要么
    整个导入，要么不导入；同一个文件不会导入两次。多个文件之间的 revisit 按所写次序互相查找。

    \b
    例：
      gongkai import saved.warc.gz
      gongkai import --json part-00001.warc.gz part-00002.warc.gz
    """
    from gongkai.archive import open_archive
    from gongkai.crawl import crawl_lock, make_folder

    folder = context.archive()
    told: list[dict[str, Any]] = []
    with ExitStack() as stack:
        described = [_described(path) for path in files]
        make_folder(folder)
        stack.enter_context(crawl_lock(folder, clock()))
        archive = stack.enter_context(open_archive(folder, create=True))
        for path, file in zip(files, described, strict=True):
            told.append(_import(archive, path, file, as_json))
    if as_json:
        click.echo(json.dumps({"files": told}, ensure_ascii=False))
    if any("refused" in one for one in told):
        raise click.exceptions.Exit(1)


def _described(path: Path) -> SavedFile:
    from gongkai.intake import describe

    return describe(path)


def _import(archive: Archive, path: Path, file: SavedFile, as_json: bool) -> dict[str, Any]:
    """Take in one file; what is told of it."""
    from gongkai.intake import WarcFile

    try:
        with counted(f"导入 {file.name}", quiet=as_json) as progress:
            answers = WarcFile(path, lambda read: progress(read, file.bytes))
            done = archive.import_captures(file, answers, utc_text(clock()))
    except UsageError as error:
        click.echo(str(error), err=True)
        return {"file": str(path), "sha256": file.sha256, "refused": error.what}
    if not as_json:
        _tell(file, done)
    if answers.damaged:
        click.echo(f"{file.name} 已损坏或不完整，此前读到的都已导入；请向提供者要一份完整的。", err=True)
    skipped = dict(done.skipped)
    return {
        "file": str(path),
        "sha256": file.sha256,
        "import": done.number,
        "captures": done.captures,
        "skipped": skipped,
    }


def _tell(file: SavedFile, done: Imported) -> None:
    click.echo(f"{file.name}：导入 {done.captures} 个快照（第 {done.number} 次导入）。")
    for reason, count in sorted(done.skipped.items()):
        click.echo(f"  跳过 {count}：{REASONS[reason]}")
