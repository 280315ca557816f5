"""`gongkai record`: a section's pages as a test case, for those who write code."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.base.errors import UsageError
from gongkai.cli.context import Context, clock
from gongkai.cli.progress import counted

if TYPE_CHECKING:
    from gongkai.crawl.trial import Trial


@click.command("record")
@click.argument("site")
@click.argument("section")
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="FOLDER",
    help="写到哪个文件夹；已有内容的不覆盖。",
)
@click.pass_obj
def record_command(context: Context, site: str, section: str, target: Path) -> None:
    """把一个栏目存成测试用例：列表的前两页、一篇正文，和现在读出的结果。

    供改程序的人用。pages/ 里是网页原样的字节（也含其中的个人信息）；labels.jsonl 是现在的读法读出的结果，
    个人信息已遮蔽，读错的请照网页改正，再改程序。README.md 写明哪个测试会读它。档案里什么也不存。

    \b
    例：
      gongkai record qingshi gzdt -o tests/corpus/qingshi-gzdt
      gongkai listing --batch < labels.jsonl     在该文件夹里，看现在怎么读
    """
    from gongkai.cli.testcase import case_files
    from gongkai.cli.trying import stoppable, try_sections, wanted_sections

    _must_be_new(target)
    config = context.config()
    wanted = wanted_sections(config, site, section)
    with stoppable(), counted("取栏目") as step:
        (trial,) = try_sections(config, wanted, context.archive(config), clock, step, twice=False)
    files = case_files(trial, target.resolve().name)
    if not files:
        click.echo(f"没有取到栏目页，什么也没有写：{trial.shown.detail}", err=True)
        raise click.exceptions.Exit(1)
    _write(target, files)
    _tell(target, files, trial)


def _must_be_new(target: Path) -> None:
    if target.exists() and any(target.iterdir()):
        raise UsageError(f"{target} 里已有内容，没有覆盖。", do="请换一个文件夹，或先移走它。")


def _write(target: Path, files: Mapping[str, bytes]) -> None:
    """The folder, whole or not at all; UsageError if it cannot be written."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as half:
            made = Path(half) / "case"
            for path, data in files.items():
                (made / path).parent.mkdir(parents=True, exist_ok=True)
                (made / path).write_bytes(data)
            if target.exists():
                target.rmdir()  # empty, or this fails
            shutil.move(made, target)
    except OSError as error:
        raise UsageError(
            f"写不了 {target}：{error.strerror}。", do="请换一个位置，或检查权限和磁盘空间。"
        ) from None


def _tell(target: Path, files: Mapping[str, bytes], trial: Trial) -> None:
    from gongkai.cli.testcase import OTHERWISE

    click.echo(f"已写入 {target}：")
    for path, data in sorted(files.items()):
        click.echo(f"  {path}  {len(data)} 字节")
    if not any(path.startswith("pages/article") for path in files):
        click.echo("没有存正文：没有取到一篇网页。")
    if not trial.shown.understood:
        click.echo(
            f"列表没有看懂（{trial.shown.detail.partition('。')[0]}）：请把 labels.jsonl 改成应有的结果。"
        )
    if OTHERWISE in files["labels.jsonl"].decode():
        click.echo("采集按站点文件里的写法读这个栏目，测试不知道这些写法：labels.jsonl 里注明了哪些页。")
    click.echo("结果没有人核对过：请对照网页改正 labels.jsonl。哪个测试会读它，见其中的 README.md。")
