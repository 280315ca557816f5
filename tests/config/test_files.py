"""Files that cannot be read as TOML: the line, what stands there, what usually causes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.config.files import read_toml

SYNTAX = {
    "no value": ("a = 1\nsight_days =\n", "第 2 行第 13 列", "sight_days =", "等号右边"),
    "bare words": ("name = 青石街道\n", "第 1 行第 8 列", "name = 青石街道", "半角双引号"),
    "Chinese quotes": ("name = “青石”\n", "第 1 行第 8 列", "name = “青石”", "全角的引号"),
    "Chinese equals": ('name ＝ "青石"\n', "第 1 行第 6 列", "name ＝", "全角"),
    "no equals": ("name\n", "第 1 行第 5 列", "name", "半角等号"),
    "key twice": ("a = 1\na = 2\n", "第 2 行第 6 列", "a = 2", "写了两次"),
    "table twice": ("[a]\n[a]\n", "第 2 行第 3 列", "[a]", "[[sections]]"),
    "open array": ("a = [1,\n", "第 1 行末尾", "a = [1,", ""),
    "open string": ('a = "x\nb = 1\n', "第 1 行第 7 列", 'a = "x', "引号没有成对"),
    "backslash": ('a = "C:\\q"\n', "第 1 行第 10 列", "C:", "反斜线"),
    "two on a line": ("a = 1 b = 2\n", "第 1 行第 7 列", "a = 1 b = 2", "多余的字"),
}


@pytest.mark.parametrize("case", SYNTAX.values(), ids=SYNTAX.keys())
def test_syntax_errors_name_line_column_and_cause(case: tuple[str, str, str, str], tmp_path: Path) -> None:
    text, place, shown, cause = case
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    (problem,) = read_toml(tmp_path / "x.toml", "x.toml").problems
    assert (problem.file, problem.key) == ("x.toml", place)
    assert shown in problem.wrong
    assert cause in problem.right


def test_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes('name = "青石街道"\n'.encode("gb18030"))
    (problem,) = read_toml(tmp_path / "x.toml", "x.toml").problems
    assert "UTF-8" in problem.wrong


def test_a_folder_in_place_of_a_file_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "x.toml").mkdir()
    (problem,) = read_toml(tmp_path / "x.toml", "x.toml").problems
    assert "读不出" in problem.wrong
