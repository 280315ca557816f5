"""Search gives the same answers as a plain scan of the texts, for phrases taken from the texts.

The scan is written here anew: both sides are folded alike (width, case, brackets), and a phrase that
begins or ends within a word or number is none that search promises to find.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.archive import Archive, open_archive
from gongkai.archive.tokens import fold
from tests.real_site import RealSite

PHRASES = 500
LONGEST = 10
ALL = 100_000


def texts(archive: Archive) -> dict[str, tuple[str, ...]]:
    """Title, body and the texts of the files of every item by uid, folded."""
    kept = archive.db.execute("SELECT sha256, text, names FROM attachment_texts")
    of_files = {row[0]: row[1] or "\n".join(json.loads(row[2])) for row in kept}
    rows = archive.db.execute(
        """SELECT uid, items.title, coalesce(body, ''), coalesce(versions.attachments, '[]') FROM items
           LEFT JOIN versions ON versions.item = items.id AND versions.version = items.version"""
    )
    return {
        row[0]: (
            fold(row[1]),
            fold(row[2]),
            *(fold(of_files.get(f["sha256"], "")) for f in json.loads(row[3])),
        )
        for row in rows
    }


def is_word(character: str) -> bool:
    return character.isalnum() and not character >= "\u2e80"


def cut_clean(text: str, start: int, end: int) -> bool:
    """Whether a stretch neither begins nor ends within a word."""
    before = start > 0 and is_word(text[start - 1]) and is_word(text[start])
    after = end < len(text) and is_word(text[end - 1]) and is_word(text[end])
    return not before and not after


def scan(found: dict[str, tuple[str, ...]], phrase: str) -> set[str]:
    return {uid for uid, all_of_it in found.items() if any(stands(text, phrase) for text in all_of_it)}


def stands(text: str, phrase: str) -> bool:
    start = text.find(phrase)
    while start >= 0:
        if cut_clean(text, start, start + len(phrase)):
            return True
        start = text.find(phrase, start + 1)
    return False


def phrases(found: dict[str, tuple[str, ...]], dice: random.Random) -> Iterator[str]:
    """Random stretches of one to ten characters, every third from around a number or Latin word."""
    places = [text for all_of_it in found.values() for text in all_of_it if text]
    mixed = [(text, n) for text in places for n, c in enumerate(text) if is_word(c)]
    while True:
        length = dice.randint(1, LONGEST)
        if dice.random() < 1 / 3:
            text, near = dice.choice(mixed)
            start = max(0, near - dice.randrange(length))
        else:
            text = dice.choice(places)
            start = dice.randrange(len(text))
        phrase = text[start : start + length]
        if phrase and not any(map(str.isspace, phrase)) and cut_clean(text, start, start + len(phrase)):
            yield phrase


def compare(archive: Archive) -> None:
    dice = random.Random(1)
    found = texts(archive)
    source = phrases(found, dice)
    mixed = 0
    for _ in range(PHRASES):
        phrase = next(source)
        mixed += any(map(is_word, phrase)) and not all(map(is_word, phrase))
        got = {hit.uid for hit in archive.search(phrase, limit=ALL).hits}
        assert got == scan(found, phrase), phrase
    assert mixed > PHRASES / 10


def test_over_the_demo_district(demo_archive: Path):
    with open_archive(demo_archive, write=False) as archive:
        assert sum(len(text) > 2 for text in texts(archive).values()) > 20, "items with files"
        compare(archive)


def test_over_the_saved_real_site(real_site: RealSite):
    compare(real_site.archive)


@pytest.mark.parametrize("query", ["", " ", '"', "*", "a AND", "NEAR(", "标题:", "-", "(((", "\x00"])
def test_no_query_is_an_error(demo_archive: Path, query: str):
    with open_archive(demo_archive, write=False) as archive:
        archive.search(query)
