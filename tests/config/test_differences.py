"""What `config diff` lists."""

from __future__ import annotations

from pathlib import Path

from gongkai.config.differences import Difference, differences
from gongkai.config.files import shipped
from tests.config.folders import SITE, write


def test_nothing_differs_without_a_folder() -> None:
    assert differences(None) == ()


def test_values_that_equal_the_default_are_no_difference(tmp_path: Path) -> None:
    files = {"gongkai.toml": "[crawl]\nretries = 2\npause_seconds = 5.0\n", "sites/qs.toml": SITE}
    assert differences(write(tmp_path, files)) == (
        Difference("gongkai.toml", "crawl.pause_seconds", 2.0, 5.0),
    )


def test_elements_are_named_by_their_ids(tmp_path: Path) -> None:
    text = """
    [[categories]]
    id = "annual_report"
    more_words = ["年度公开报告"]
    [categories.deadlines.township]
    day = "02-28"
    """
    assert differences(write(tmp_path, {"taxonomy.toml": text})) == (
        Difference("taxonomy.toml", "categories[annual_report].more_words", None, ["年度公开报告"]),
        Difference("taxonomy.toml", "categories[annual_report].deadlines.township.day", None, "02-28"),
    )


def test_limits_of_a_profile_are_named_by_their_places(tmp_path: Path) -> None:
    text = shipped("profiles/regulation.toml").read_text(encoding="utf-8").replace("3月31日", "4月1日", 1)
    files = {"profiles/regulation.toml": text, "profiles/ours.toml": text}
    assert differences(write(tmp_path, files)) == (
        Difference("profiles/regulation.toml", "limits[#1].wording", "每年3月31日前", "每年4月1日前"),
    )


def test_the_sign_in_of_a_proxy_is_not_shown(tmp_path: Path) -> None:
    text = '[crawl]\nproxy = "http://li:s3cret@proxy.example:3128"\n'
    (found,) = differences(write(tmp_path, {"gongkai.toml": text}))
    assert found == Difference("gongkai.toml", "crawl.proxy", "", "http://***@proxy.example:3128")
