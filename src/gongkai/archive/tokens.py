"""Text to search tokens and queries to FTS5 phrases of the same tokens. Pure.

A text is folded (NFKC, case, brackets) and cut into units: one Chinese character, one whole word of
letters and digits, one other character, one run of white space. Every unit is one token, in order; a
Chinese character directly followed by another is the token of both. So a phrase of tokens stands
exactly where the text stands that it was made of, and every substring that starts and ends at a unit
is found: by its phrase, whose last token is a prefix where the substring ends in a lone character.

FTS5's own tokenizer must pass the tokens through as they are, whatever Unicode its SQLite knows: only
ASCII letters and digits and the old Chinese blocks are written plainly, any other character as two
private-use letters, which are token characters in every version.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from operator import add

VERSION = f"1/{unicodedata.unidata_version}"
"""Of the tokens, as an index is built with them: another one means building it anew."""

_CHINESE = (
    "\u3005-\u3007\u3021-\u3029\u3038-\u303b"  # 々〆〇 and numerals
    "\u3041-\u30ff\u31f0-\u31ff"  # kana: no spaces between words there either
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_UNITS = re.compile(rf"[{_CHINESE}]+|[^\W_{_CHINESE}]+|\s+|.", re.DOTALL)
_IS_CHINESE = re.compile(rf"[{_CHINESE}]")
_PLAIN = re.compile(r"[0-9a-z\u3400-\u4db5\u4e00-\u9fa5]*")
_BRACKETS = str.maketrans("〔〕【】〈〉", "[][]<>")  # 〔2024〕5号 is as often printed [2024]5号

NOTHING = '""'
"""An FTS5 query that no row matches."""


def fold(text: str) -> str:
    """The text as search sees it: width, case and style of brackets make no difference."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_BRACKETS)


def index_text(text: str) -> str:
    """The tokens of a text, as FTS5 is given them."""
    return " ".join(_tokens(fold(text)))


def match_query(text: str) -> str:
    """The FTS5 query for what somebody typed: all terms between white space must be there, each as it
    stands. Empty text matches nothing. No character of the text reaches FTS5's syntax."""
    phrases = [_phrase(term) for term in terms(text)]
    return " AND ".join(phrases) or NOTHING


def terms(text: str) -> list[str]:
    """The folded terms of a query."""
    return fold(text).split()


def pattern(term: str) -> re.Pattern[str]:
    """Where a folded term stands in a folded text, as the index finds it: never within a word."""
    word = rf"[^\W_{_CHINESE}]"
    before = rf"(?<!{word})" if re.match(word, term[0]) else ""
    after = rf"(?!{word})" if re.match(word, term[-1]) else ""
    return re.compile(before + re.escape(term) + after)


def _tokens(folded: str) -> list[str]:
    tokens: list[str] = []
    for unit in _UNITS.findall(folded):
        if _IS_CHINESE.match(unit):
            letters = unit if _PLAIN.fullmatch(unit) else [_written(c) for c in unit]
            tokens.extend(map(add, letters, letters[1:]))
            tokens.append(letters[-1])
        else:
            tokens.append(_written(" " if unit.isspace() else unit))
    return tokens


def _phrase(term: str) -> str:
    tokens = _tokens(term)
    if not _IS_CHINESE.match(term[-1]):
        return f'"{" ".join(tokens)}"'
    if len(term) > 1 and _IS_CHINESE.match(term[-2]):
        return f'"{" ".join(tokens[:-1])}"'  # the last pair already says that the character is there
    return f'"{" ".join(tokens)}" *'


@lru_cache(maxsize=4096)
def _written(unit: str) -> str:
    """The unit in characters that every unicode61 keeps, as it is and in one piece."""
    if _PLAIN.fullmatch(unit):
        return unit
    return "".join(c if _PLAIN.fullmatch(c) else _private(ord(c)) for c in unit)


def _private(code: int) -> str:
    """Two private-use letters for a code point: its upper 9 and its lower 12 bits."""
    return chr(0xE000 + (code >> 12)) + chr(0xE800 + (code & 0xFFF))
