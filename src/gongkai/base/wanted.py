"""What an operator says of a list that the readers do not understand by themselves: CSS, columns of a table,
paths into JSON, and how its pages are counted."""

from __future__ import annotations

from dataclasses import dataclass

BY_PATHS = "paths"
"""The reader of answers in JSON that the operator's paths are for."""


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS, and columns of a table counted from 1; each wins over what the readers would find. Of a field's
    CSS and its column only one is given."""

    rows: str | None = None
    title: str | None = None
    link: str | None = None
    date: str | None = None
    next: str | None = None
    body: str | None = None
    title_column: int | None = None
    link_column: int | None = None
    date_column: int | None = None

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns that are named."""
        named = (self.title_column, self.link_column, self.date_column)
        return tuple(column for column in named if column is not None)


NOTHING = Selectors()
"""Nothing said: the readers find all by themselves."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Where an answer in JSON holds a list (`base.jmes`). `rows`, `total` and `ok` are looked for in the
    answer, the others in each row. `link_template` is an address with paths in braces. `ok` must be true of
    an answer that is none of an error."""

    rows: str
    title: str
    link: str | None = None
    link_template: str | None = None
    date: str | None = None
    total: str | None = None
    ok: str | None = None


@dataclass(frozen=True, slots=True)
class Paging:
    """How the pages of a list are asked for: `field` of the query, the form or the JSON body says `first` on
    the first page and `step` more on each that follows. `size`: so many rows stand on each but the last."""

    field: str
    first: int = 1
    step: int = 1
    size: int | None = None
