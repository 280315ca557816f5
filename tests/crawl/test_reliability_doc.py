"""docs/reliability.md lists the faults of the catalogue, no more and no fewer."""

from __future__ import annotations

from pathlib import Path

from gongkai.fetch import reasons
from tests.crawl.fault_nights import cases
from tests.crawl.fault_stage import Place
from tests.crawl.faults import FAULTS, READ, SAME, WELL, Fault, Told
from tests.crawl.test_kill import KILLS
from tests.disturbed import test_full_disk, test_killed

DOC = Path(__file__).parents[2] / "docs" / "reliability.md"

WHERE: dict[Place, str] = {
    "list": "list",
    "article": "article",
    "file": "file",
    "home": "home page",
    "robots": "robots.txt",
    "site": "all of a site",
    "column": "column",
}
NEVER: dict[Place, tuple[str, ...]] = {
    "list": ("late", "empty", "delisted"),
    "article": ("changed", "removed"),
    "file": ("changed",),
    "home": ("removed",),
    "robots": ("late", "empty", "delisted", "changed", "removed"),
    "site": ("late", "empty", "delisted", "changed", "removed"),
    "column": ("late", "empty", "delisted", "changed", "removed"),
}


def table() -> str:
    lines = ["| fault | where | what is recorded | what is never concluded |", "|---|---|---|---|"]
    for fault in FAULTS:
        where = ", ".join(WHERE[place] for place in fault.recorded)
        words = dict.fromkeys(word for place in fault.recorded for word in NEVER[place])
        never = ", ".join(word for word in words if word not in fault.allowed)
        lines.append(f"| {fault.name} | {where} | {_recorded(fault)} | {never} |")
    return "\n".join(lines)


def _recorded(fault: Fault) -> str:
    """By place, those told alike together; of a home page nothing is, beyond its capture."""
    told: dict[str, list[str]] = {}
    for place, recorded in fault.recorded.items():
        same = next((words for words in told if words.endswith(f" {recorded}`")), _words(recorded))
        if place != "home":
            told.setdefault(same, []).append(WHERE[place])
    if len(told) == 1:
        return next(iter(told))
    return "; ".join(f"{', '.join(places)}: {words}" for words, places in told.items())


def _words(recorded: Told) -> str:
    if recorded in (WELL, SAME, READ):
        return "as if nothing were the matter"
    nights = (recorded,) if isinstance(recorded, str) else recorded
    if len(set(nights)) == 1:
        nights = nights[:1]
    return ", then ".join(f"`{night}`" for night in nights)


def test_the_table_is_the_catalogue():
    assert table() in DOC.read_text("utf-8"), "\n" + table()


def test_the_figures_are_those_of_the_catalogue():
    text = DOC.read_text("utf-8")
    assert f"{len(FAULTS)} faults in {len(cases())} places" in text
    assert f"{KILLS} random moments" in text


def test_the_kills_and_full_disks_are_those_that_are_made():
    text = DOC.read_text("utf-8")
    for name, kills in test_killed.KILLS.items():
        assert f"\n| {name} | {kills} | " in text
    for name, (full, _) in test_full_disk.FULL.items():
        assert f"\n| {name} | {full} | " in text


def test_no_two_faults_have_one_name():
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    assert len({case.name for case in cases()}) == len(cases())


def test_each_reason_has_its_sentence():
    """`page-2: ` says where, not what."""
    told = {
        night
        for fault in FAULTS
        for place, recorded in fault.recorded.items()
        if place in ("list", "article", "column", "robots", "site")
        for night in ((recorded,) if isinstance(recorded, str) else recorded)
    }
    for reason in (words.partition(" ")[2].rpartition("page-2: ")[2] for words in told):
        assert not reason or reason in reasons.REASONS or reason.removeprefix("http-").isdigit(), reason
