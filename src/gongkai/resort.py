"""Sorting the whole archive anew, after the taxonomy or the rules changed. Nothing is fetched or read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from gongkai.archive import Archive, Sortable
from gongkai.base.sorting import Sorting
from gongkai.base.values import Document, Section
from gongkai.classify import Sorter

PAGE = 500
"""So many items are taken and kept at once."""

EXAMPLES = 3
"""So many titles are told of each kind of move."""


@dataclass(slots=True)
class Resorted:
    """What sorting anew came to: `moves` counts by (from, to), with some titles of each; `told_anew` have
    another reason, confidence or topic only; of `persons` a person said the category; `doubt_before` were and
    `doubt_after` are in doubt (`Sorter.sure`), of these `newly_doubted`, and `settled` no longer."""

    items: int = 0
    moves: Counter[tuple[str, str]] = field(default_factory=Counter)
    titles: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    told_anew: int = 0
    persons: int = 0
    doubt_before: int = 0
    doubt_after: int = 0
    newly_doubted: int = 0
    settled: int = 0

    @property
    def stay(self) -> int:
        """Items that keep their category, those that a person corrected left out."""
        return self.items - self.persons - self.moves.total()


def resort(
    archive: Archive,
    sections: Mapping[str, Section],
    sorter: Sorter,
    told: Callable[[int], None],
    *,
    keep: bool,
) -> Resorted:
    """Sort every item by what the archive holds of it; `keep` writes it down, else it is only counted. `told`
    hears how many are done. Cut off and begun again it comes to the same."""
    result = Resorted()
    for page in _pages(archive):
        changed: list[tuple[int, Sorting]] = []
        for item in page:
            sorting = sorted_anew(item, sections, sorter)
            _count(result, item, sorting, sorter)
            if not _same(item.sorting, sorting):
                changed.append((item.item, sorting))
        if keep and changed:
            archive.put_sortings(changed)
        told(result.items)
    return result


def _pages(archive: Archive) -> Iterator[list[Sortable]]:
    after = 0
    while page := archive.sortables(after=after, limit=PAGE):
        after = page[-1].item
        yield page


def sorted_anew(item: Sortable, sections: Mapping[str, Section], sorter: Sorter) -> Sorting:
    """How an item is sorted by what the archive holds of it, as a crawl that read just that would."""
    document = Document(
        "article", body=item.opening, section_path=item.path, metadata=item.stated, doc_no=item.doc_no or None
    )
    return sorter.sort_item(sections.get(item.column or ""), item.title, document, unit=item.unit)


def _count(result: Resorted, item: Sortable, sorting: Sorting, sorter: Sorter) -> None:
    result.items += 1
    if item.by == "person":
        result.persons += 1
        return
    _count_doubt(result, item.sorting.confidence < sorter.sure, sorting.confidence < sorter.sure)
    if item.sorting.category == sorting.category:
        result.told_anew += not _same(item.sorting, sorting)
        return
    move = (item.sorting.category or "", sorting.category or "")
    result.moves[move] += 1
    titles = result.titles.setdefault(move, [])
    if len(titles) < EXAMPLES:
        titles.append(item.title)


def _count_doubt(result: Resorted, before: bool, after: bool) -> None:
    result.doubt_before += before
    result.doubt_after += after
    result.newly_doubted += after and not before
    result.settled += before and not after


def _same(before: Sorting, after: Sorting) -> bool:
    return (before.category, before.reason, before.topics) == (
        after.category,
        after.reason,
        after.topics,
    ) and (abs(before.confidence - after.confidence) < 0.0005)
