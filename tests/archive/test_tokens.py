from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.archive import tokens

WORDS = (
    "2024",
    "年度",
    "公示",
    "a",
    "Covid19",
    "号",
    "〔",
    "〕",
    "，",
    " ",
    "\n",
    "𠮷",
    "々",
    "б",
    "５",
    "é",
    '"',
    "*",
    "AND",
)
TEXT = st.lists(st.sampled_from(WORDS) | st.characters(), max_size=12).map("".join)


def index(*texts: str) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute(
        """CREATE VIRTUAL TABLE f USING fts5(body, content='', detail=full, prefix='1',
           tokenize="unicode61 remove_diacritics 0")"""
    )
    db.executemany("INSERT INTO f(rowid, body) VALUES (?, ?)", enumerate(map(tokens.index_text, texts)))
    return db


def found(db: sqlite3.Connection, query: str) -> list[int]:
    sql = "SELECT rowid FROM f WHERE f MATCH ? ORDER BY rowid"
    return [r[0] for r in db.execute(sql, (tokens.match_query(query),))]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("2024年", "2024年度报告"),
        ("年度", "2024年度报告"),
        ("度", "2024年度"),
        ("2024年度报告", "见2024年度报告。"),
        ("A栋", "幸福里A栋3单元"),
        ("栋3", "幸福里A栋3单元"),
        ("〔2024〕5号", "青政〔2024〕5号"),
        ("[2024]5号", "青政〔2024〕5号"),
        ("（2024）", "青政(2024)5号"),
        ("号、", "5号、6号"),
        ("。第", "完。第二条"),
        ("２０２４", "2024年"),
        ("COVID19", "covid19防控"),
        ("𠮷野", "𠮷野家"),
        ("〇二", "二〇二四"),
        ("通知 街道", "街道办关于放假的通知"),
    ],
)
def test_substring_of_whole_units_is_found(query: str, text: str) -> None:
    assert found(index("别的", text), query) == [1]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("024年", "2024年"),  # starts within a word
        ("度报", "年度 报告"),  # white space stands between
        ("年,度", "年度"),
        ("年度", "年，度"),
        ("通知 街道", "关于放假的通知"),
        ("号5", "5号"),
    ],
)
def test_what_does_not_stand_there_is_not_found(query: str, text: str) -> None:
    assert found(index(text), query) == []


@pytest.mark.parametrize("query", ["", "  ", "\n\u3000"])
def test_empty_query_matches_nothing(query: str) -> None:
    assert found(index("年度", "a"), query) == []


@pytest.mark.parametrize(
    "query", ['"', "a OR b", "title:年", "NEAR(a b)", "*", "年*", "^a", "{", "\0", "'--"]
)
def test_no_query_reaches_the_syntax(query: str) -> None:
    assert found(index("无关"), query) == []


def cut_at_units(text: str, start: int, end: int) -> bool:
    """Whether a substring of a folded text starts and ends between units."""
    places = {0, len(text)}
    for unit in tokens._UNITS.finditer(text):
        single = tokens._IS_CHINESE.match(unit[0])
        places.update(range(unit.start(), unit.end() + 1) if single else (unit.start(), unit.end()))
    return start in places and end in places


@given(st.lists(TEXT, min_size=1, max_size=6), st.data())
@settings(max_examples=300, deadline=None)
def test_same_answers_as_a_substring_scan(texts: list[str], data: st.DataObject) -> None:
    """For every substring without white space that starts and ends at a unit. A text that holds it only
    within a word is the one thing a scan finds and the index must not."""
    folded = [tokens.fold(text) for text in texts]
    source = folded[data.draw(st.integers(0, len(folded) - 1))]
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    query = source[start:end]
    if len(query.split()) != 1 or query != query.strip() or tokens.fold(query) != query:
        return
    if not cut_at_units(source, start, end):
        return
    expected = [
        number
        for number, text in enumerate(folded)
        if any(text.startswith(query, i) and cut_at_units(text, i, i + len(query)) for i in range(len(text)))
    ]
    assert found(index(*texts), query) == expected


def test_tokens_pass_through_sqlite_in_one_piece() -> None:
    """Any character at all, known or not to this SQLite's Unicode."""
    codes = [*range(0x21, 0x2FF), *range(0x2000, 0x3400, 7), 0x4DBF, 0x9FFF, 0xE000, 0xE80B, 0xF8FF]
    codes += [0x1F600, 0x20000, 0x2A6DD, 0x30000, 0xE0100, 0x10FFFF, 0]
    characters = [c for c in map(chr, codes) if tokens.fold(c) == c and not c.isspace()]
    db = index(*[f"年{c}月" for c in characters])
    for number, character in enumerate(characters):
        assert found(db, f"年{character}月") == [number]
