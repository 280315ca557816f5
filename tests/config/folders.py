"""Operator's folders for tests."""

from __future__ import annotations

from pathlib import Path

from gongkai.base.errors import ConfigError, Problem
from gongkai.config import load

SITE = """
id = "qs"
name = "青石街道"
home_url = "https://qs.example.invalid/"
[[units]]
id = "qs"
name = "青石街道办事处"
level = "subdistrict"
[[sections]]
id = "gzdt"
name = "工作动态"
url = "gzdt/"
"""
"""The smallest site file that is right."""


OURS = """
id = "ours"
name = "本区目录"
source = "区主动公开基本目录"
[[limits]]
category = "finance"
wording = "批准后20日内"
"""
"""A profile of an operator's."""


def write(folder: Path, files: dict[str, str]) -> Path:
    """Lay the files down in a folder and name it."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def problems(folder: Path, files: dict[str, str]) -> tuple[Problem, ...]:
    """What `load` finds wrong with the files; nothing where it takes them."""
    try:
        load(write(folder, files))
    except ConfigError as error:
        return error.problems
    return ()


UNIT = '[[units]]\nid = "qs"\nname = "青石街道办事处"\nlevel = "subdistrict"\n'
SECTION = '[[sections]]\nid = "zcwj"\nname = "政策文件"\nurl = "zcwj/"\n'
SITE_FILE = "sites/qs.toml"

Mistake = tuple[dict[str, str], str, str, str, str]
"""Files, then file and key that must be named, and words of what is wrong and of what would be right."""


def changed(old: str, new: str) -> dict[str, str]:
    """The smallest site with something in another's place."""
    assert old in SITE
    return {SITE_FILE: SITE.replace(old, new)}


def added(text: str) -> dict[str, str]:
    """The smallest site with more lines in its section."""
    return {SITE_FILE: SITE + text}


def expect_one(mistake: Mistake, folder: Path) -> None:
    """That the mistake is told of once, with its place, and nothing else is."""
    files, file, key, wrong, right = mistake
    found = problems(folder, files)
    assert [(problem.file, problem.key) for problem in found] == [(file, key)]
    assert wrong in found[0].wrong
    assert right in found[0].right
