"""The examples by which sorting learns, and what it learned: `examples/*.tsv` and `likeness.json`.

A line of an example file is `category<TAB>column<TAB>title<TAB>opening`, in UTF-8; column, title and opening
may be empty, not both of the last two. An operator's own files are read beside those that are shipped, and an
operator's own `likeness.json` in place of the shipped one.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from gongkai.base.errors import ConfigError, Problem
from gongkai.config.files import shipped

EXAMPLES = "examples"
LIKENESS = "likeness.json"
FIELDS = 4
"""Of a line of examples."""

MAX_BYTES = 32 * 1024 * 1024
"""Of a file of this kind."""


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """An example as it is written down."""

    category: str
    column: str
    title: str
    opening: str


@dataclass(frozen=True, slots=True)
class LikenessTable:
    """`likeness.json`: categories, the points each has without any word, and by word the pairs of a
    category's number and the points that the word speaks for it."""

    categories: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, Sequence[tuple[int, float]]]


def read_examples(folder: Path | None, categories: Collection[str]) -> tuple[ExampleRow, ...]:
    """The shipped examples and the operator's, each file in its order. ConfigError with every line that is
    none."""
    rows: list[ExampleRow] = []
    problems: list[Problem] = []
    for name, file in _files(folder):
        for number, line in enumerate(_text(file, name).splitlines(), 1):
            fields = [field.strip() for field in line.split("\t")]
            wrong = _wrong(fields, categories)
            if line.strip() and wrong:
                problems.append(Problem(name, f"第 {number} 行", *wrong))
            elif line.strip():
                rows.append(ExampleRow(*fields))
    if problems:
        raise ConfigError(tuple(problems))
    return tuple(rows)


def _wrong(fields: Sequence[str], categories: Collection[str]) -> tuple[str, str] | None:
    if len(fields) != FIELDS:
        return (
            f"应有 {FIELDS} 项，用制表符隔开，实有 {len(fields)} 项",
            "依次写类别编号、栏目、题名、正文开头",
        )
    if fields[0] not in categories:
        return f"没有编号为“{fields[0]}”的类别", "写 taxonomy.toml 里有的编号"
    if not (fields[2] or fields[3]):
        return "题名和正文开头都是空的", "至少写一项"
    return None


def _files(folder: Path | None) -> Iterator[tuple[str, Traversable]]:
    """The example files, by the names that a message gives them; an operator's last."""
    places: list[tuple[str, Traversable]] = [("", shipped(EXAMPLES))]
    own = folder / EXAMPLES if folder is not None else None
    if own is not None and own.is_dir() and own.resolve() != Path(str(shipped(EXAMPLES))).resolve():
        places.append((f"{folder}/", own))
    for before, place in places:
        for file in sorted(place.iterdir(), key=lambda file: file.name):
            if file.name.endswith(".tsv"):
                yield f"{before}{EXAMPLES}/{file.name}", file


def _text(file: Traversable, name: str) -> str:
    try:
        data = file.read_bytes()
        if len(data) > MAX_BYTES:
            raise ConfigError((Problem(name, "", "文件太大", f"不超过 {MAX_BYTES // 1024**2} MB"),))
        return data.decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(
            (Problem(name, "", f"读不出这个文件：{error.strerror}", "检查文件权限"),)
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError((Problem(name, "", "不是 UTF-8 编码", "用编辑器另存为 UTF-8"),)) from error


def read_likeness(folder: Path | None) -> LikenessTable:
    """What sorting learned: the operator's, else what is shipped. ConfigError where it cannot be read."""
    own = folder / LIKENESS if folder is not None else None
    name = str(own) if own is not None and own.is_file() else LIKENESS
    text = _text(own if own is not None and own.is_file() else shipped(LIKENESS), name)
    try:
        held = json.loads(text)
        categories, bias = tuple(map(str, held["categories"])), tuple(map(float, held["bias"]))
        weights = {
            str(word): [(int(category), float(points)) for category, points in row]
            for word, row in held["weights"].items()
        }
        if len(bias) != len(categories) or any(
            not 0 <= category < len(bias) for row in weights.values() for category, _ in row
        ):
            raise ValueError(name)
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        right = "用 gongkai classify --train 重新写出，或删去它"
        raise ConfigError((Problem(name, "", "不是归类学得的权重", right),)) from error
    return LikenessTable(categories, bias, weights)


def likeness_text(table: LikenessTable) -> str:
    """The file that says it, one word a line."""
    lines = (
        f"  {json.dumps(word, ensure_ascii=False)}: {json.dumps(row, separators=(',', ':'))}"
        for word, row in table.weights.items()
    )
    head = f' "categories": {json.dumps(table.categories)},\n "bias": {json.dumps(table.bias)},\n'
    return "{\n" + head + ' "weights": {\n' + ",\n".join(lines) + "\n }\n}\n"
