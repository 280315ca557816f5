"""Who is late with what, since when: visits and dates in, states out. Pure; no clock, file or socket.

A failed visit is never evidence: the states in `base.values.OURS` say that we could not see, and are
never counted against a unit.
"""

from gongkai.judge.matrix import Cell, matrix
from gongkai.judge.state import StateRules, section_state
from gongkai.judge.wording import STATE_WORDS

__all__ = ["STATE_WORDS", "Cell", "StateRules", "matrix", "section_state"]
