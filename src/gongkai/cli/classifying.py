"""`gongkai classify`: sorting lines, sorting the archive anew, and learning from examples."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, get_args

import click

from gongkai.base.errors import UsageError
from gongkai.base.times import utc_text
from gongkai.base.values import Level
from gongkai.cli.context import Context, clock, json_option, sorter_of
from gongkai.cli.progress import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.classify import Sorter
    from gongkai.config import Config
    from gongkai.resort import Resorted

LEVELS = get_args(Level)
TEXTS = ("title", "section", "body")
SHOWN_CHARS = 40
"""So much of a wrong value is told in a line."""

TITLE_CHARS = 36
"""So much of a title is told in a line."""


@click.command("classify")
@click.option("--batch", "what", flag_value="batch", help="从标准输入逐行读 JSON，逐行写出类别。")
@click.option("--again", "what", flag_value="again", help="把档案里的条目重新归类。")
@click.option("--train", "what", flag_value="train", help="从示例学习，写出配置目录里的 likeness.json。")
@click.option("--dry-run", is_flag=True, help="与 --again 合用：只看会怎样，不改动。")
@click.option("--yes", is_flag=True, help="与 --again 合用：不再询问。")
@json_option
@click.pass_obj
def classify_command(context: Context, what: str | None, dry_run: bool, yes: bool, as_json: bool) -> None:
    """归类：按 taxonomy.toml 的依据和示例，给信息分类。

    --batch 每行读一个 {"id","title","section","body","level"}，写出 {"id","category","confidence","reason"}；
    section 可以是“政务公开/财政”这样的路径，缺的项可以不写。

    改过 taxonomy.toml 之后用 --again：先列出哪些条目会从哪一类移到哪一类，同意了才改。人工改正过的不动。

    \b
    例：
      gongkai classify --batch < 题名.jsonl > 类别.jsonl
      gongkai classify --again --dry-run
      gongkai classify --train
    """
    if what is None:
        raise UsageError(
            "没有说明做什么。", do="用 --batch、--again 或 --train，见 gongkai classify --help。"
        )
    if what == "batch":
        _batch(sorter_of(context.config()))
    elif what == "train":
        _train(context)
    else:
        _again(context, dry_run=dry_run, yes=yes, as_json=as_json)


def _batch(sorter: Sorter) -> None:
    answers = sys.stdout.buffer
    for number, text in enumerate(sys.stdin.buffer, 1):
        if text.strip():
            told = _line(text, sorter)
            if "error" in told:
                click.echo(f"第 {number} 行：{told['error']}。", err=True)
            answers.write(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
            answers.flush()


def _line(text: bytes, sorter: Sorter) -> dict[str, Any]:
    """The answer to one line; what is wrong with it stands under `error`."""
    from gongkai.classify import clues_from

    try:
        asked = json.loads(text)
    except (ValueError, RecursionError):
        return {"id": None, "error": "这一行不是 JSON"}
    if not isinstance(asked, dict):
        return {"id": None, "error": "这一行不是一个 JSON 对象"}
    wrong = [key for key in TEXTS if not isinstance(asked.get(key), str | None)]
    if wrong:
        return {"id": asked.get("id"), "error": f"{'、'.join(wrong)} 应为文字"}
    level = asked.get("level")
    if level is not None and level not in LEVELS:
        return {"id": asked.get("id"), "error": f"没有级别 {_shown(level)}；有：{'、'.join(LEVELS)}"}
    title, section, body = (asked.get(key) or "" for key in TEXTS)
    sorting = sorter.sort(clues_from(title, section, body, level))
    told = {
        "category": sorting.category,
        "confidence": round(sorting.confidence, 3),
        "reason": sorting.reason,
    }
    return {"id": asked.get("id"), **told}


def _shown(value: object) -> str:
    """What stood there, short, on one line and without what a terminal would obey."""
    said = str(value)[:SHOWN_CHARS]
    return "".join(sign if sign.isprintable() else "?" for sign in said)


def _again(context: Context, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    from gongkai.archive import must_exist, open_archive
    from gongkai.classify import catalogue
    from gongkai.crawl import crawl_lock
    from gongkai.resort import resort

    config = context.config()
    folder, sorter = context.archive(config), sorter_of(config)
    must_exist(folder)
    with crawl_lock(folder, clock()), open_archive(folder) as archive:
        watched = archive.put_catalogue(catalogue(config), utc_text(clock()))
        sections = {section.id: section for section in watched.sections}
        total = archive.count_sortables()

        def work(told: str, *, keep: bool) -> Resorted:
            with counted(told, quiet=as_json) as bar:
                return resort(archive, sections, sorter, lambda done: bar(done, total), keep=keep)

        if dry_run or not yes:
            found = work("看会怎样", keep=False)
            changes = found.moves or found.told_anew
            if dry_run or not changes:
                _tell(found, config, as_json=as_json, done=False)
                return
            _tell_people(found, config, done=False, err=as_json)  # the one document for programs comes last
            click.confirm("照此重新归类？", abort=True, err=True)
        found = work("归类", keep=True)
    _tell(found, config, as_json=as_json, done=True, moves=yes)


def _tell(found: Resorted, config: Config, *, as_json: bool, done: bool, moves: bool = True) -> None:
    if as_json:
        click.echo(json.dumps(_as_json(found, done), ensure_ascii=False))
    else:
        _tell_people(found, config, done=done, moves=moves)


def _tell_people(
    found: Resorted, config: Config, *, done: bool, moves: bool = True, err: bool = False
) -> None:
    """The counts and, unless they were shown before, the moves; `err`: on standard error."""
    moved = found.moves.total()
    click.echo(
        f"共 {found.items} 条：{'移动了' if done else '会移动'} {moved} 条，类别不变的 {found.stay} 条，"
        f"人工改正过而不动的 {found.persons} 条。",
        err=err,
    )
    click.echo(f"类别不变而依据或把握不同的：{found.told_anew} 条。", err=err)
    click.echo(
        f"没有把握的：原有 {found.doubt_before} 条，{'现有' if done else '会有'} {found.doubt_after} 条"
        f"（新增 {found.newly_doubted} 条，不再需要人看的 {found.settled} 条）。",
        err=err,
    )
    if moves:
        _tell_moves(found, config, err=err)


def _tell_moves(found: Resorted, config: Config, *, err: bool) -> None:
    names: Mapping[str, str] = {category.id: category.name for category in config.categories}
    for (before, after), count in found.moves.most_common():
        click.echo(f"\n{names.get(before, '未归类')} → {names.get(after, after)}\t{count} 条", err=err)
        for title in found.titles[before, after]:
            shown = title if len(title) <= TITLE_CHARS else f"{title[:TITLE_CHARS]}…"
            click.echo(f"  {shown or '（无标题）'}", err=err)


def _as_json(found: Resorted, done: bool) -> dict[str, Any]:
    return {
        "done": done,
        "items": found.items,
        "moved": found.moves.total(),
        "stay": found.stay,
        "told_anew": found.told_anew,
        "persons": found.persons,
        "doubt_before": found.doubt_before,
        "doubt_after": found.doubt_after,
        "newly_doubted": found.newly_doubted,
        "settled": found.settled,
        "moves": [
            {"from": before or None, "to": after, "items": count, "titles": found.titles[before, after]}
            for (before, after), count in found.moves.most_common()
        ],
    }


def _train(context: Context) -> None:
    from gongkai.classify import Sorter, clues_from
    from gongkai.classify.training import ROUNDS, train
    from gongkai.cli.writing import write_whole
    from gongkai.config import LIKENESS, LikenessTable, likeness_text, read_examples

    folder, config = context.folder(), context.config()
    if folder is None:
        raise UsageError(
            "没有配置目录，不知写到哪里。", do="用 --config 指明，或先用 gongkai init 写出一份。"
        )
    rows = read_examples(folder, {category.id for category in config.categories})
    examples = [(clues_from(row.title, row.column, row.opening), row.category) for row in rows]
    with counted("学习") as bar:
        learned = train(examples, Sorter.of(config, None), lambda number: bar(number, ROUNDS))
    table = LikenessTable(learned.categories, learned.bias, learned.weights)
    write_whole(folder / LIKENESS, likeness_text(table).encode())
    click.echo(f"从 {len(rows)} 个示例学得 {len(learned.weights)} 个词的权重，已写入 {folder / LIKENESS}。")
    click.echo("用 gongkai classify --again 按它重新归类。")
