"""Files of examples and of what was learned from them: read, and refused in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.base.errors import ConfigError
from gongkai.config import LikenessTable, likeness_text, load, read_examples, read_likeness

KNOWN = ("notice", "finance")
TABLE = LikenessTable(
    ("notice", "finance"), (0.5, -1.0), {"停水": ((0, 2.5),), '引"号\\': ((0, 1.0), (1, -2.0))}
)


def own(folder: Path, text: str) -> Path:
    (folder / "examples").mkdir()
    (folder / "examples" / "ours.tsv").write_text(text, encoding="utf-8")
    return folder


def problems(error: ConfigError) -> list[str]:
    return str(error).splitlines()


def test_the_shipped_ones_are_all_of_the_taxonomy_and_none_is_there_twice() -> None:
    rows = read_examples(None, _categories())
    assert len(rows) > 2000
    assert len({(row.column, row.title, row.opening) for row in rows}) == len(rows)


def test_an_operators_own_come_after_the_shipped_ones(tmp_path: Path) -> None:
    categories = _categories()
    folder = own(tmp_path, "\ufeffnotice\t通知公告\t停水公告\t\n\nfinance\t\t\t部门决算报表\n")
    rows = read_examples(folder, categories)
    assert rows[: len(rows) - 2] == read_examples(None, categories)
    assert [(row.category, row.column, row.title, row.opening) for row in rows[-2:]] == [
        ("notice", "通知公告", "停水公告", ""),
        ("finance", "", "", "部门决算报表"),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("notice\t停水公告", "应有 4 项"),
        ("notices\t\t停水公告\t", "没有编号为“notices”的类别"),
        ("notice\t通知公告\t\t", "题名和正文开头都是空的"),
    ],
)
def test_a_line_that_is_none_is_named(tmp_path: Path, line: str, told: str) -> None:
    folder = own(tmp_path, f"notice\t\t停水公告\t\n{line}\n")
    with pytest.raises(ConfigError) as raised:
        read_examples(folder, _categories())
    (problem,) = raised.value.problems
    assert (problem.file, problem.key) == (f"{folder}/examples/ours.tsv", "第 2 行")
    assert told in problem.wrong


def _categories() -> set[str]:
    return {category.id for category in load(None).categories}


def test_what_was_learned_comes_back_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "likeness.json").write_text(likeness_text(TABLE), encoding="utf-8")
    held = read_likeness(tmp_path)
    assert (held.categories, held.bias) == (TABLE.categories, TABLE.bias)
    assert {word: tuple(row) for word, row in held.weights.items()} == TABLE.weights


def test_without_an_operators_file_the_shipped_one_holds(tmp_path: Path) -> None:
    assert read_likeness(tmp_path) == read_likeness(None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"categories": ["a"], "bias": [], "weights": {}}',
        '{"categories": ["a"], "bias": [1], "weights": {"x": [[7, 1]]}}',
        '{"categories": ["a"], "bias": [1], "weights": {"x": 3}}',
        '{"categories": ["a"], "bias": ["z"], "weights": {}}',
        "[" * 100_000,
        json.dumps({"categories": None, "bias": None, "weights": None}),
    ],
)
def test_what_is_no_such_file_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "likeness.json").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="gongkai classify --train"):
        read_likeness(tmp_path)
