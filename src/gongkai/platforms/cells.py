"""Tables: which column the heads say holds the day of publishing, and lines that hold several rows."""

from __future__ import annotations

import re

from gongkai.platforms.groups import Group, Record
from gongkai.platforms.links import Link, article_like
from gongkai.platforms.tree import El, Tree

_PUBLISHED = re.compile(r"^(?:发布|公开|上网|公布)(?:日期|时间)$")
_OTHER = re.compile(
    r"^(?:成文|发文|印发|生成|形成|签发|制发|制定|实施|生效|施行|废止|失效|截止)(?:日期|时间)$"
)
_HEADS = frozenset(("thead", "tr", "div", "ul", "dl", "li"))
_LONGEST = 120
"""Characters of all labels of a head; more is a row."""
_FEWEST = 4
"""Characters of a link that is a row's title and no mark or button."""


def published_column(tree: Tree, group: Group) -> int | None:
    """The place among a record's cells of the day of publishing, where a head tells it from another day."""
    for head in _heads(group):
        if tree.chars(head.start, head.end) > _LONGEST:
            continue
        labels = [tree.text(cell) for cell in head.children]
        found = [i for i, label in enumerate(labels) if _PUBLISHED.match(label)]
        if found and any(map(_OTHER.match, labels)):
            return found[0] - len(labels)
    return None


def cell_texts(tree: Tree, record: Record, column: int) -> list[str]:
    """The texts of a record's cell; none where the record has too few. The column counts from the end, for
    heads may lack the cell of a bullet."""
    cells = record.el.children
    if len(cells) < -column:
        return []
    low, high = tree.span(cells[column].start, cells[column].end)
    return tree.folded[low:high]


def _heads(group: Group) -> list[El]:
    """The elements that could be the head of the records' columns: those before the first record."""
    above = group.holder.parent.children if group.tag == "tr" and group.holder.parent else []
    near = [el for el in (*above[:2], *group.holder.children[:2]) if el.tag in _HEADS]
    inner = [row for el in near if el.tag == "thead" for row in el.children[:2]]
    return [el for el in (*inner, *near) if 2 <= len(el.children) <= 12]


def one_row_each(tree: Tree, group: Group) -> list[Record]:
    """The records, those of a table without a head whose lines hold several rows each cut at their cells."""
    if group.tag != "tr":
        return group.records
    cut = [_cut(tree, record) for record in group.records]
    several = sum(len(records) > 1 for records in cut)
    if several * 2 <= len(cut) or len(cut[0]) < 2:
        return group.records
    return [record for records in cut for record in records]


def _cut(tree: Tree, record: Record) -> list[Record]:
    """A line's stretches, each from a cell with a title on; the line itself where it holds but one."""
    if len(record.links) < 2:
        return [record]
    begins: list[El] = []
    for cell in record.el.children:
        own = [link for link in record.links if cell.start <= link.start < cell.end]
        if any(_titled(tree, link) for link in own):
            begins.append(cell)
    if len(begins) < 2 or len({link.url for link in record.links}) < len(begins):
        return [record]
    ends = [cell.start for cell in begins[1:]] + [record.end]
    return [
        Record(cell, cell.start, end, [link for link in record.links if cell.start <= link.start < end])
        for cell, end in zip(begins, ends, strict=True)
    ]


def _titled(tree: Tree, link: Link) -> bool:
    return bool(link.url and article_like(link.url)) and len(tree.text(link.el)) >= _FEWEST
