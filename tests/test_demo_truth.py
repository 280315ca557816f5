"""The demo district, crawled: every section has the state that the district's own timeline says."""

from __future__ import annotations

from pathlib import Path

from gongkai.archive import open_archive
from gongkai.check import check_archive
from gongkai.demo import DemoClock, District
from gongkai.judge import StateRules
from tests.conftest import DEMO_END


def test_every_section_at_three_dates(demo_archive: Path):
    district = District(DEMO_END, DemoClock())
    with open_archive(demo_archive, write=False) as archive:
        for day in district.check_dates():
            told = {state.section: state.state for state in check_archive(archive, day, StateRules()).states}
            assert told == district.truth(day), day


def test_what_happened_is_what_the_archive_holds(demo_archive: Path):
    """Edits are versions, removals are removals, and nothing else is either."""
    with open_archive(demo_archive, write=False) as archive:
        assert archive.verify_chain() is None
        changed = archive.db.execute("SELECT count(*) FROM item_events WHERE kind = 'changed'").fetchone()[0]
        removed = archive.db.execute("SELECT count(*) FROM items WHERE status = 'removed'").fetchone()[0]
    assert (changed, removed) == (3, 2)
