"""Reading TOML files, and where the shipped ones lie. A mistake is a `Problem`, never an exception."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from gongkai.base.errors import Problem

Document = dict[str, Any]

_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_REASONS: Mapping[str, str] = {
    "Invalid value": "等号右边不是 TOML 的值；文字要放在半角双引号里",
    "Expected '=' after a key": "键名之后应是半角等号“=”",
    "Cannot overwrite a value": "同一个键写了两次",
    "Cannot declare": "同一个表头写了两次；若是又一个单位或栏目，表头应用双方括号，如 [[sections]]",
    "Unclosed array": "方括号没有成对",
    "Unterminated string": "引号没有成对",
    "Illegal character": "引号没有成对，或文字里有不可见的字符",
    "Invalid statement": "这一行不是“键 = 值”，也不是 [表头]；中文和带点的键名要加引号",
    "Expected newline or end of document": "值之后还有多余的字；一行只能写一个键",
    "Unescaped '\\'": "双引号里的反斜线要写成两个，或改用单引号",
}


@dataclass(frozen=True, slots=True)
class Read:
    """What came of reading a file: its document, empty where a problem hid it."""

    name: str
    document: Document
    problems: tuple[Problem, ...] = ()


def shipped(name: str) -> Traversable:
    """A file of the shipped configuration: in the installed package, or in a checkout beside `src`."""
    installed = resources.files("gongkai.config") / "defaults"
    folder = installed if installed.is_dir() else Path(__file__).resolve().parents[3] / "config"
    return folder / name


def shipped_names(folder: str) -> set[str]:
    """The TOML files in a folder of the shipped configuration, each with the folder before its name."""
    return {f"{folder}/{file.name}" for file in shipped(folder).iterdir() if file.name.endswith(".toml")}


def read_toml(file: Traversable | Path, name: str) -> Read:
    """The document of a TOML file in UTF-8, with or without a byte order mark."""
    try:
        data = file.read_bytes()
    except OSError as error:
        return _unread(name, f"读不出这个文件：{error.strerror}", "检查文件权限")
    return parse_toml(data, name)


def parse_toml(data: bytes, name: str) -> Read:
    """The document that a file of these bytes would be."""
    try:
        text = data.decode("utf-8-sig")
        return Read(name, tomllib.loads(text))
    except UnicodeDecodeError:
        return _unread(name, "不是 UTF-8 编码", "用编辑器另存为 UTF-8")
    except tomllib.TOMLDecodeError as error:
        return Read(name, {}, (_syntax_problem(name, text, str(error)),))


def _unread(name: str, wrong: str, right: str) -> Read:
    return Read(name, {}, (Problem(name, "", wrong, right),))


def _syntax_problem(name: str, text: str, message: str) -> Problem:
    """The parser's complaint as line, column, what stands there and what usually causes it."""
    place = _PLACE.search(message)
    reason = message[: place.start()] if place else message
    known = next((words for start, words in _REASONS.items() if reason.startswith(start)), reason)
    lines = text.splitlines() or [""]
    number = int(place[1]) if place and place[1] else len(lines)
    column = f"第 {place[2]} 列" if place and place[2] else "末尾"
    line = lines[min(number, len(lines)) - 1].strip()[:60]
    if re.search(r"[“”＝，［］]", line):
        known += "；这一行里有全角的引号、等号、逗号或方括号，应换成半角"
    return Problem(name, f"第 {number} 行{column}", f"不合 TOML 写法：{line}", known)
