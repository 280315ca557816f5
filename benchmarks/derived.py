"""How long deriving takes, and how far apart signatures of copies and of other texts are.

usage: python -m benchmarks.derived [FOLDER…] [--rounds N]

FOLDER holds pages (HTML); without one, the pages of tests/corpus are taken. Texts are those that the article
reader finds. Time: milliseconds of the process for a text, the best of N rounds. Distances, in bits of 64:
between each text and two edited copies of it, by the length of the text; and between texts that share less
than half of their 4-grams, of which the nearest are told.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path

from benchmarks.corpus import OWN
from gongkai.base.charset import read_page
from gongkai.base.values import Document
from gongkai.extract import read_article
from gongkai.extract.derived import derive, distance, signature
from gongkai.extract.derived.figures import figures
from gongkai.extract.derived.names import unit_names
from gongkai.extract.derived.signature import NEAR

LENGTHS = (0, 300, 800, 3_000, 10**9)
_DAY = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,3}(?:县|市|区|镇)")


def credited(text: str) -> str:
    """The copy that another site prints: a source line above, the editor below."""
    return f"来源：北原新闻网 作者：张三 发布时间：2026-03-01\n{text}\n（责任编辑：李四）"


def forwarded(text: str) -> str:
    """The copy that another body makes its own: sentences above, its name below, other days and place."""
    places = _PLACE.findall(text)
    changed = text.replace(max(places, key=places.count), "临溪区") if places else text
    above = "关于转发有关文件的通知\n各科室、各社区：\n现将有关文件转发给你们，请认真贯彻落实。"
    return f"{above}\n{_DAY.sub('2026年3月8日', changed)}\n临溪区人民政府办公室"


def texts(folders: Sequence[Path]) -> Iterator[Document]:
    for folder in folders:
        for file in sorted(folder.rglob("*.htm*")):
            document = read_article(read_page("http://unknown.invalid/", file.read_bytes()))
            if document.kind == "article" and document.body:
                yield document


def best(read: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        begun = time.process_time_ns()
        read()
        times.append(time.process_time_ns() - begun)
    return min(times) / 1e6


def print_times(documents: Sequence[Document], rounds: int) -> None:
    parts: dict[str, Callable[[str, str], object]] = {
        "signature": lambda _, body: signature(body),
        "names": lambda _, body: unit_names(body),
        "figures": figures,
        "all": derive,
    }
    print(f"\n| milliseconds, {len(documents)} texts | p50 | p90 | max |\n|---|---|---|---|")
    for name, part in parts.items():
        taken = sorted(best(lambda: part(text.title or "", text.body), rounds) for text in documents)  # noqa: B023
        p50, p90 = statistics.median(taken), taken[len(taken) * 9 // 10]
        print(f"| {name} | {p50:.2f} | {p90:.2f} | {taken[-1]:.2f} |")


def print_copies(bodies: Sequence[str]) -> None:
    print(f"\n| bits between a text and its copy | texts | p50 | p90 | max | within {NEAR} |")
    print("|---|---|---|---|---|---|")
    for copy in (credited, forwarded):
        for low, high in pairwise(LENGTHS):
            bits = sorted(_apart(text, copy(text)) for text in bodies if low <= len(text) < high)
            if bits:
                told = f"{statistics.median(bits):.0f} | {bits[len(bits) * 9 // 10]} | {bits[-1]}"
                near = sum(apart <= NEAR for apart in bits) / len(bits)
                span = f"from {low}" if high == LENGTHS[-1] else f"{low} to {high}"
                print(f"| {copy.__name__}, {span} characters | {len(bits)} | {told} | {near:.0%} |")


def _apart(one: str, other: str) -> int:
    a, b = signature(one), signature(other)
    return 64 if a is None or b is None else distance(a, b)


def print_others(bodies: Sequence[str]) -> None:
    """Pairs of texts that share less than half: how many are how near."""
    known = [(_grams(text), number) for text in bodies if (number := signature(text)) is not None]
    bits = sorted(
        distance(a, b)
        for (one, a), (other, b) in combinations(known, 2)
        if distance(a, b) <= 2 * NEAR and len(one & other) < len(one | other) / 2
    )
    pairs = len(known) * (len(known) - 1) // 2
    near = sum(apart <= NEAR for apart in bits)
    print(f"\nOf {pairs} pairs, {near} that share less than half are within {NEAR} bits,")
    print(f"{len(bits)} within {2 * NEAR}; the nearest: {', '.join(map(str, bits[:5])) or 'none'}.")


def _grams(text: str) -> set[str]:
    bare = "".join(char for char in text if char.isalnum())
    return {bare[at : at + 4] for at in range(len(bare) - 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    documents = list(texts(asked.folder or [OWN]))
    bodies = list(dict.fromkeys(text.body for text in documents if signature(text.body) is not None))
    print(f"{len(documents)} texts, {len(bodies)} different ones long enough for a signature")
    print_times(documents, asked.rounds)
    print_copies(bodies)
    print_others(bodies)


if __name__ == "__main__":
    main()
