"""What a list of findings is narrowed by, as an address says it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from gongkai.archive import FindingQuery
from gongkai.base.findings import SEVERITIES
from gongkai.judge.rules import NAMES
from gongkai.web import words
from gongkai.web.pages import PageError
from gongkai.web.queries import Catalogue

LAST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Filters:
    """Every one empty where it does not narrow. `office` is the responsible office (责任科室)."""

    unit: str = ""
    office: str = ""
    site: str = ""
    section: str = ""
    rule: str = ""
    severity: str = ""
    status: str = ""
    review: str = ""

    @property
    def given(self) -> dict[str, str]:
        """Those that narrow."""
        return {name: value for name, value in asdict(self).items() if value}

    def query(self, day: date) -> FindingQuery:
        """The findings meant, as of a day."""
        return FindingQuery(as_of=day.isoformat(), **self.given)


_TITLES = {
    "unit": "单位",
    "office": "责任科室",
    "site": "网站",
    "section": "栏目",
    "rule": "问题类型",
    "severity": "级别",
    "status": "状态",
    "review": "复核情况",
}


def read_filters(args: Mapping[str, str], known: Catalogue) -> Filters:
    """The filters of an address. PageError 400 for a value that there is not: a list that left it out would
    be taken for what was asked for."""
    allowed: dict[str, Collection[str]] = {
        "unit": known.units,
        "office": known.offices,
        "site": known.sites,
        "section": known.sections,
        "rule": NAMES,
        "severity": SEVERITIES,
        "status": words.FINDING_STATUS,
        "review": words.REVIEWS,
    }
    given = {name: (args.get(name) or "").strip() for name in allowed}
    for name, value in given.items():
        if value and value not in allowed[name]:
            raise PageError(400, f"筛选条件“{_TITLES[name]}”没有看懂。", "请从问题列表上方的选项中选择。")
    return Filters(**given)


def read_page(text: str | None) -> int:
    """The number of a page, from 1; PageError 400 for anything else."""
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and 1 <= int(text) <= LAST_PAGE):
        raise PageError(400, f"页码应在 1 到 {LAST_PAGE} 之间。", "请从列表的翻页处进入。")
    return int(text)
