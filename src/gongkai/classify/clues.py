"""What an item is sorted by: its title, the columns it stands in, the opening of its text, what it states."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from gongkai.base.values import Document, Level, Section

OPENING_CHARS = 160
"""So much of a text says what kind of document it is; the rest is its subject."""

TITLE_CHARS = 160
"""Longer titles are texts that a page shows in the title's place."""

COLUMNS = 4
"""So many names of a breadcrumb count, from the column up."""

CONFIGURED = "configured"
"""The reason of a column's category that the site's file names."""

_BREAKS = re.compile(r"\s*(?:>+|》+|»|/|;|；|\||›|→|＞|::|┊)\s*")
_BEFORE = re.compile(r"^(?:(?:当前|您的|您现在的|您所在的)?位置[:：]?|(?:网站)?首页)+")
_ICON = re.compile(r"&#?\w+;|[\ue000-\uf8ff]")
_SPACE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_STATED = ("ColumnType", "ColumnName", "主题分类", "信息分类", "体裁分类", "公文种类", "栏目")
"""Labels of pages whose values name a kind or a subject (国办发〔2017〕47号, 政府信息公开目录)."""


@dataclass(frozen=True, slots=True)
class Clues:
    """All texts are `plain`. `columns` are the names of the column and those above it, the column last;
    `configured` is the category of the column, `named` whether an operator named it; `opening` is the
    beginning of the text; `stated` what the page says of its kind; `level` the level of the unit."""

    title: str
    columns: tuple[str, ...] = ()
    configured: str | None = None
    named: bool = False
    opening: str = ""
    stated: tuple[str, ...] = ()
    doc_no: str = ""
    level: Level | None = None


def plain(text: str) -> str:
    """A text without white space, with full-width letters, digits and brackets as ASCII."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def columns_of(section: str) -> tuple[str, ...]:
    """The names in a column's breadcrumb, the outermost first, without the words around them."""
    said = _ICON.sub("", section).strip()
    parts = _BREAKS.split(said)
    if len(parts) == 1 and _BEFORE.match(said):  # a trail whose names are apart by blanks alone
        parts = said.split()
    names = (_BEFORE.sub("", plain(name)) for name in parts)
    return tuple(name for name in names if name)


def clues_of(section: Section | None, title: str, document: Document | None, level: Level | None) -> Clues:
    """What is known of an item listed in a section, by its page where that was read."""
    said = document or Document("article")
    above = tuple(name for step in said.section_path for name in columns_of(step))
    own = columns_of(section.name) if section else ()
    columns = (*(name for name in above if name not in own), *own)
    return Clues(
        title=plain(said.title or title)[:TITLE_CHARS],
        columns=columns[-COLUMNS:],
        configured=section.category if section else None,
        named=bool(section and section.category_reason == CONFIGURED),
        opening=plain(said.body[: OPENING_CHARS * 2])[:OPENING_CHARS],
        stated=tuple(plain(value) for label, value in said.metadata if plain(label) in _STATED),
        doc_no=plain(said.doc_no or ""),
        level=level,
    )


def clues_from(title: str, section: str, body: str, level: Level | None = None) -> Clues:
    """What is known of an item that no archive holds: its column as a name or a breadcrumb, the beginning of
    its text."""
    return Clues(
        title=plain(title)[:TITLE_CHARS],
        columns=columns_of(section)[-COLUMNS:],
        opening=plain(body[: OPENING_CHARS * 2])[:OPENING_CHARS],
        level=level,
    )
