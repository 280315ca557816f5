"""The demo district, crawled: every section has the state that the district's own timeline says."""

from __future__ import annotations

from pathlib import Path

from gongkai.archive import open_archive
from gongkai.base.states import OURS
from gongkai.check import check_archive, find_archive, judging
from gongkai.config import load
from gongkai.demo import DemoClock, District
from gongkai.judge import StateRules
from tests.conftest import DEMO_END


def test_every_section_at_three_dates(demo_archive: Path):
    district = District(DEMO_END, DemoClock())
    with open_archive(demo_archive, write=False) as archive:
        for day in district.check_dates():
            told = {state.section: state.state for state in check_archive(archive, day, StateRules()).states}
            assert told == district.truth(day), day


ACCUSED = {"stale-section": "stale", "deadline-missed": "stale", "empty-section": "empty"}


def test_what_is_found_is_what_the_states_say(demo_archive: Path):
    """A column is accused where it is late or empty, or was when it was last in sight; never otherwise."""
    district = District(DEMO_END, DemoClock())
    with open_archive(demo_archive, write=False) as archive:
        for day in district.check_dates():
            truth = district.truth(day)
            found = [
                one for one in find_archive(archive, day, judging(load(None))).found if one.closed is None
            ]
            accused = {one.subject: ACCUSED[one.rule] for one in found if one.rule in ACCUSED}
            late = {section: state for section, state in truth.items() if state in ("stale", "empty")}
            assert late.items() <= accused.items(), day
            assert {truth[section] for section in accused.keys() - late.keys()} <= set[str](OURS), day
        about_items = sorted(one.rule for one in found if one.rule not in ACCUSED)
    # of the two items that were taken down one was a 公示, up for its seven working days
    assert about_items == ["altered-item", "removed-item"]


def test_what_happened_is_what_the_archive_holds(demo_archive: Path):
    """Edits are versions, removals are removals, and nothing else is either."""
    with open_archive(demo_archive, write=False) as archive:
        assert archive.verify_chain() is None
        changed = archive.db.execute("SELECT count(*) FROM item_events WHERE kind = 'changed'").fetchone()[0]
        removed = archive.db.execute("SELECT count(*) FROM items WHERE status = 'removed'").fetchone()[0]
    assert (changed, removed) == (3, 2)
