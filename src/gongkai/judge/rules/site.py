"""What fails a whole site: so many of its columns at fault at once (国办秘函〔2019〕19号, 单项否决 ·
栏目不更新).

Counted are the columns with an open finding of their own, so what was never proved of a column is not
counted.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.base.findings import Found
from gongkai.base.values import Section

NEWS = frozenset(("business",))
NOTICES = frozenset(("notice", "policy"))
"""The categories 动态要闻, and 通知公告 and 政策文件, of which first-level columns count."""


@dataclass(frozen=True, slots=True)
class SiteRule:
    """`what` are the rules whose findings are counted; `core`: of the core columns only."""

    ID: str
    NAME: str
    what: frozenset[str]
    words: str
    core: bool = False

    def counts(self, finding: Found, section: Section) -> bool:
        """Whether a column's finding counts toward the site's."""
        if finding.rule not in self.what or not section.obliged:
            return False
        return not self.core or is_core(section)


SITE_STALE_CORE = SiteRule(
    "site-stale-core",
    "动态要闻、通知公告、政策文件类栏目不更新",
    frozenset(("stale-section",)),
    "动态要闻类栏目和通知公告、政策文件类一级栏目超期未更新",
    core=True,
)
SITE_STALE_COLUMNS = SiteRule(
    "site-stale-columns",
    "应更新的栏目长期未更新",
    frozenset(("stale-section", "deadline-missed")),
    "应更新栏目长期未更新",
)
SITE_EMPTY_COLUMNS = SiteRule("site-empty-columns", "空白栏目过多", frozenset(("empty-section",)), "空白栏目")
SITE_RULES = (SITE_STALE_CORE, SITE_STALE_COLUMNS, SITE_EMPTY_COLUMNS)


def is_core(section: Section) -> bool:
    """Whether a column is one of those of which five fail a site."""
    return section.category in NEWS or (section.category in NOTICES and section.first_level)
