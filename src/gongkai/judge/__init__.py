"""Who is late with what, since when: visits, items and dates in, states and findings out. Pure; no clock,
file or socket.

A failed visit is never evidence: the states in `base.values.OURS` say that we could not see, and are
never counted against a unit.
"""

from gongkai.judge.items import judge_item
from gongkai.judge.matrix import Cell, matrix
from gongkai.judge.sections import SectionJudge, judge_section
from gongkai.judge.settings import Judging, RuleSetting, StateRules
from gongkai.judge.sites import judge_sites
from gongkai.judge.state import section_state
from gongkai.judge.wording import STATE_WORDS

__all__ = [
    "STATE_WORDS",
    "Cell",
    "Judging",
    "RuleSetting",
    "SectionJudge",
    "StateRules",
    "judge_item",
    "judge_section",
    "judge_sites",
    "matrix",
    "section_state",
]
