"""Whose a number or a house is: see `base.personal` for the rules."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from gongkai.base import personal_words as words
from gongkai.base.personal_numbers import Found, is_credit_code, plain
from gongkai.base.personal_rows import Cell, Rows

_LABEL = 24
_PARTY = 160
_HOLDER = 120
_NEAR = 60
_BESIDE = 20
_FORM_LABEL = 8
_CLAUSE_END = re.compile(r"[。；;\n]")
_NUMBER = "0-9０-９"
_UNIT = "栋|幢|号楼|单元|楼|层|室|号|座|户|门"
_HOUSE = re.compile(
    rf"(?<![{_NUMBER}.*\-－第])(?:[{_NUMBER}]{{1,5}}(?:[-－][{_NUMBER}]{{1,4}})?号(?!楼|线|令|文|段|机|宗|地块)|"
    rf"[{_NUMBER}]{{1,4}}(?:栋|幢|号楼|座))"
    rf"(?:[之附]?[A-Za-z]?[{_NUMBER}]{{1,5}}(?:[-－][{_NUMBER}]{{1,5}})?(?:{_UNIT}))*"
)
_STREET = re.compile(r"[路街巷弄同里村组队社区寨湾坪屯庄苑园道城府居镇乡段家庭期号内院坊]$")
_NAMED = re.compile(rf"[（(]?[0-9]{{0,3}}[）).、．]?\s*{words.NAME}[ \t　：:，,]{{1,3}}")


class Judge:
    """`numbers`: those of the shapes that are personal data."""

    def __init__(self, text: str, shapes: list[Found]) -> None:
        self.text, self.shapes = text, shapes
        broken = [(found.start, found.end) for found in shapes if "\n" in text[found.start : found.end]]
        self.rows = Rows(text, broken)
        self._titles: dict[int, str] = {}
        identities = [found for found in shapes if found.kind == "id-number" and self._is_id(found)]
        starred = shapes and any(sign * 4 in text for sign in "*＊xX×")
        masked = [found.span() for found in words.HIDDEN_ID.finditer(text)] if starred else []
        self._ids = sorted([*((found.start, found.end) for found in identities), *masked])
        self._with_id = {self.rows.line(start) for start, _ in self._ids}
        self._seen, self._last = 0, (-1, False)
        cards = [found for found in shapes if found.kind == "bank-card" and self._is_card(found)]
        mobiles = [found for found in shapes if found.kind == "mobile" and self._is_private(found)]
        self.numbers = sorted([*identities, *cards, *mobiles], key=lambda found: found.start)
        self._marks = [found.start for found in self.numbers]
        self._marked = {self.rows.line(start) for start in self._marks}

    def homes(self) -> Iterator[Found]:
        for house in _HOUSE.finditer(self.text):
            start, end = house.span()
            if _STREET.search(self.text[max(0, start - 1) : start]) and self._is_home(start, end):
                yield Found("address", start, end, plain(house.group()))

    # ID numbers and cards

    def _label(self, start: int) -> str:
        """The words before a number in its own clause, or the cell to its left."""
        line, _ = self.rows.span(start)
        return re.split(r"[，。；;\n]", self.text[max(line, start - _LABEL) : start])[-1]

    def _is_id(self, found: Found) -> bool:
        cell = self.rows.cell(found.start)
        said = (cell.heading if cell else "") + " " + self._label(found.start)
        named, code = _last(words.ID_LABEL, said), _last(words.CODE_LABEL, said)
        if len(found.value) == 15:
            return named > code
        if code > named:
            return False
        return named >= 0 or not (found.value.isdecimal() and is_credit_code(found.value))

    def _is_card(self, found: Found) -> bool:
        cell = self.rows.cell(found.start)
        label = (cell.heading if cell else "") + " " + self._label(found.start)
        named = _last(words.CARD_LABEL, label)
        if _last(words.CODE_LABEL, label) > named:
            return False
        line, stop = self.rows.span(found.start)
        before = self.text[max(0, found.start - _HOLDER) : found.start]
        own = self.text[max(line, found.start - _HOLDER) : min(stop, found.end + _NEAR)]
        if cell:
            if words.TABLE_OFFICIAL.search(cell.headings) and not words.CARD_OF_PERSON.search(cell.headings):
                return False
        elif self._is_of_body(before, self.text[found.end : found.end + _NEAR]):
            return False
        return named >= 0 or found.value.startswith("62") or bool(words.CARD_LABEL.search(own))

    def _is_of_body(self, before: str, behind: str) -> bool:
        holders = words.CARD_HOLDER.findall(before) or words.CARD_HOLDER.findall(behind)
        if holders:
            return bool(words.ORGANISATION.search(holders[-1]))
        return bool(words.CARD_OF_BODY.search(before))

    # mobiles

    def _is_private(self, found: Found) -> bool:
        line = self.rows.line(found.start)
        cell = self.rows.cell(found.start)
        if cell:
            return self._in_table(cell, line)
        if self._before_id(found):
            return True
        said = self._party(found.start)
        return self._in_list(found, line) if said is None else said

    def _in_table(self, cell: Cell, line: int) -> bool:
        if words.NO_PHONE.search(cell.heading) and not words.PHONE.search(cell.heading):
            return False
        if words.COLUMN_PRIVATE.search(cell.heading):
            return not words.COLUMN_OFFICIAL.search(cell.heading)
        if words.COLUMN_OFFICIAL.search(cell.heading):
            return False
        if line in self._with_id:
            return True
        if words.TABLE_OFFICIAL.search(cell.headings) and not self._names_persons(cell):
            return False
        if words.TABLE_PERSONAL.search(cell.headings) or self._names_persons(cell):
            return True
        listed = words.LIST_OF_PERSONS.search(cell.title) and not words.LIST_OF_OFFICIALS.search(cell.title)
        return bool(listed) and "姓名" in cell.headings

    def _names_persons(self, cell: Cell) -> bool:
        """Whether a column of the table is of private persons."""
        headings = [each for each in cell.headings.split(" ") if words.COLUMN_PRIVATE.search(each)]
        return any(not words.TABLE_OFFICIAL.search(each) for each in headings)

    def _party(self, place: int) -> bool | None:
        """Whether the last that the text names before is a private person; None if it names nobody."""
        start, private = self._last_party(place)
        index = bisect_left(self._ids, (place, 0)) - 1
        if index >= 0 and self._ids[index][1] > max(start, place - _PARTY):
            return True
        return private if start >= max(0, place - _PARTY) else None

    def _last_party(self, place: int) -> tuple[int, bool]:
        """Where it stands and whether it is private. Asked in order of places,
        so that no text is read twice."""
        if place < self._seen:
            self._seen, self._last = 0, (-1, False)
        for party in words.PARTY.finditer(self.text, max(self._seen, place - _PARTY, 0), place + 1):
            if party.start() < place:
                self._last = (party.start(), party.lastgroup == "private")
        self._seen = place
        return self._last

    def _before_id(self, found: Found) -> bool:
        """Whether an ID number follows in the same clause."""
        index = bisect_left(self._ids, (found.end, 0))
        if index == len(self._ids) or self._ids[index][0] > found.end + _NEAR:
            return False
        return not _CLAUSE_END.search(self.text, found.end, self._ids[index][0])

    def _in_list(self, found: Found, line: int) -> bool:
        """Whether the line is a name and this number, and the title of such lines says: persons."""
        start, stop = self.rows.span(found.start)
        if not _NAMED.fullmatch(self.text[start : found.start]) or self.text[found.end : stop].strip(
            " 。；;"
        ):
            return False
        title = self._titles.get(line - 1) or next(iter(self.rows.above(line, 1)), "")
        self._titles[line] = title
        return bool(words.LIST_OF_PERSONS.search(title)) and not words.LIST_OF_OFFICIALS.search(title)

    # homes

    def _is_home(self, start: int, end: int) -> bool:
        line, stop = self.rows.span(start)
        before = self.text[max(line, start - _NEAR) : start]
        cell = self.rows.cell(start)
        if cell and cell.heading:
            return self._is_home_column(cell, self.rows.line(start), before)
        label = self.rows.left(start) or self._label_above(start)
        if words.HOME_LABEL.search(before) or words.HOME_COLUMN.search(label):
            return True
        if words.PLACE_COLUMN.search(label) and not words.NO_HOME_COLUMN.search(label):
            return self._party(start) is True
        if words.NO_HOME_LABEL.search(before):
            return False
        return self._beside_mark(start, end, stop)

    def _label_above(self, start: int) -> str:
        """The line above, if it is short enough for the label of a form."""
        above = next(iter(self.rows.above(self.rows.line(start), 1)), "").strip()
        return above if len(above) <= _FORM_LABEL else ""

    def _is_home_column(self, cell: Cell, line: int, before: str) -> bool:
        if words.NO_HOME_COLUMN.search(cell.heading):
            return False
        if words.HOME_COLUMN.search(cell.heading):
            return True
        place = words.PLACE_COLUMN.search(cell.heading)
        official = words.TABLE_OFFICIAL.search(cell.headings)
        return bool(place and line in self._marked and not official) or bool(words.HOME_LABEL.search(before))

    def _beside_mark(self, start: int, end: int, stop: int) -> bool:
        """Whether an ID number or a private mobile follows at once, as in `NAME（address，mobile）`."""
        index = bisect_left(self._marks, end)
        if index == len(self._marks) or self._marks[index] > min(stop, end + _BESIDE):
            return False
        return not _CLAUSE_END.search(self.text, end, self._marks[index])


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the pattern is found last, by its end; -1 if nowhere."""
    return max((found.end() for found in pattern.finditer(text)), default=-1)
