"""What the annual report of a body on disclosure states: the values. `figures` reads them.

The tables are those of the form (国办公开办函〔2021〕30号). A figure is None where the report does not
state it or where it could not be read for sure; 0 is a figure like any other. `/` and `—` state nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Form = Literal["2021", "2019"]
"""The form in force (30号), and the one before (国办公开办函〔2019〕60号), told apart by the heads of table
A."""

Subject = Literal["disclosed", "applications", "reviews", "suits", "permits", "penalties", "coercion", "fees"]

ROWS = tuple(
    "new carried_in granted partial "
    "refused_secret refused_law refused_stability refused_third_party refused_internal refused_process "
    "refused_case_file refused_query "
    "unavailable_not_held unavailable_not_made unavailable_unclear "
    "unprocessed_complaint unprocessed_repeat unprocessed_publication unprocessed_mass unprocessed_confirm "
    "other other_not_corrected other_not_paid other_rest "
    "processed carried_out".split()
)
"""The rows of table B in the order of the form. `other` (其他处理) has figures of its own in the form of 2019
alone, the three below it in that of 2021."""

LEAVES = tuple(row for row in ROWS if row not in {"new", "carried_in", "processed", "carried_out"})
"""The rows whose sum `processed` is."""

COLUMNS = ("natural", "business", "research", "public_benefit", "legal_service", "other", "total")


@dataclass(frozen=True, slots=True)
class Documents:
    """A row of 第二十条第（一）项: issued in the year, repealed in the year, in force."""

    issued: int | None = None
    repealed: int | None = None
    in_force: int | None = None


@dataclass(frozen=True, slots=True)
class Disclosed:
    """Table A: rows of documents, numbers of decisions, `fees` in 万元. In a report of the form of 2019
    documents and fees stay None: its columns mean something else."""

    regulations: Documents = Documents()
    normative_docs: Documents = Documents()
    permits: int | None = None
    penalties: int | None = None
    coercion: int | None = None
    fees: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of table B: `key` of `ROWS`, and a figure for each of `COLUMNS`."""

    key: str
    natural: int | None
    business: int | None
    research: int | None
    public_benefit: int | None
    legal_service: int | None
    other: int | None
    total: int | None

    @property
    def figures(self) -> tuple[int | None, ...]:
        """In the order of `COLUMNS`."""
        return tuple(getattr(self, column) for column in COLUMNS)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Five columns of table C: 结果维持, 结果纠正, 其他结果, 尚未审结, 总计."""

    upheld: int | None
    corrected: int | None
    other: int | None
    pending: int | None
    total: int | None


@dataclass(frozen=True, slots=True)
class Disputes:
    """Table C: reviews, suits without a review before them, suits after one."""

    reviews: Outcomes
    suits: Outcomes
    suits_after_review: Outcomes


@dataclass(frozen=True, slots=True)
class Stated:
    """A number in the prose of a report: of what, counted in what (条, 件, 万元 …), whether it is said to
    be about so many (余, 多, 约, 近), and the words it stands in."""

    subject: Subject
    number: float
    unit: str
    about: bool
    words: str


@dataclass(frozen=True, slots=True)
class Figures:
    """A report. `year` is the one that its title or first words name, `period` that of 统计期限; `form` is
    None where table A has neither form's heads. Rows of table B that were not read are not among
    `requests`; table C is None if it was not read."""

    year: int | None = None
    period: int | None = None
    form: Form | None = None
    disclosed: Disclosed = Disclosed()
    requests: tuple[Row, ...] = ()
    disputes: Disputes | None = None
    stated: tuple[Stated, ...] = ()

    def row(self, key: str) -> Row | None:
        """The row of table B with this key of `ROWS`."""
        return next((row for row in self.requests if row.key == key), None)


def figures_of(told: Mapping[str, Any]) -> Figures:
    """The figures that `dataclasses.asdict` told, also after JSON."""
    disclosed, disputes = told["disclosed"], told["disputes"]
    documents = {key: Documents(**disclosed[key]) for key in ("regulations", "normative_docs")}
    return Figures(
        year=told["year"],
        period=told["period"],
        form=told["form"],
        disclosed=Disclosed(**{**disclosed, **documents}),
        requests=tuple(Row(**row) for row in told["requests"]),
        disputes=disputes and Disputes(**{key: Outcomes(**part) for key, part in disputes.items()}),
        stated=tuple(Stated(**number) for number in told["stated"]),
    )
