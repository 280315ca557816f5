"""From configuration to catalogue: category, interval, deadline and basis of each section."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.base.values import Catalogue, Section
from gongkai.base.wanted import Selectors
from gongkai.classify import catalogue
from gongkai.config import load
from tests.config.folders import SITE, write

TAXONOMY = """
[[categories]]
id = "rule_of_law"
deadline = "04-01"
basis = "督察工作规定"
[[categories]]
id = "policy"
interval_days = 0
"""


def built(folder: Path, **files: str) -> Catalogue:
    named = {name.replace("__", "/") + ".toml": text for name, text in files.items()}
    return catalogue(load(write(folder, named)))


def section(folder: Path, lines: str, *, name: str = "工作动态", level: str = "subdistrict") -> Section:
    """The one section of a site, with more lines in its table."""
    text = SITE.replace("工作动态", name).replace('"subdistrict"', f'"{level}"') + lines
    return built(folder, sites__qs=text, taxonomy=TAXONOMY).sections[0]


def test_a_section_is_found_by_its_name_and_owes_what_its_category_owes(tmp_path: Path) -> None:
    found = section(tmp_path, "")
    assert (found.id, found.site, found.unit) == ("qs/gzdt", "qs", "qs")
    assert found.url == "https://qs.example.invalid/gzdt/"
    assert (found.category, found.category_reason) == ("business", "名称含“工作动态”")
    assert (found.interval_days, found.deadline) == (14, None)
    assert found.basis.startswith("类别“工作动态”：国办秘函〔2019〕19号")


def test_the_operators_category_wins(tmp_path: Path) -> None:
    found = section(tmp_path, 'category = "notice"\n')
    assert (found.category, found.category_reason, found.interval_days) == ("notice", "configured", 183)


def test_the_operators_limits_win_and_name_their_source(tmp_path: Path) -> None:
    found = section(tmp_path, 'interval_days = 30\ndeadline = "06-30"\nbasis = "区工作要点"\n')
    assert (found.interval_days, found.deadline) == (30, "06-30")
    assert found.basis == "栏目配置：30 天内应有更新（区工作要点）；栏目配置：每年 06-30 前（区工作要点）"


def test_a_limit_of_each_kind_keeps_its_own_basis(tmp_path: Path) -> None:
    found = section(tmp_path, "interval_days = 400\n", name="法治政府建设")
    assert (found.interval_days, found.deadline) == (400, "04-01")
    assert found.basis == "栏目配置：400 天内应有更新；类别“法治政府建设年度报告”：督察工作规定"


def test_what_is_not_obliged_has_no_limit_from_the_category(tmp_path: Path) -> None:
    found = section(tmp_path, "obliged = false\n")
    assert (found.category, found.interval_days, found.deadline, found.basis) == ("business", None, None, "")
    assert not found.obliged
    assert section(tmp_path, "obliged = false\ninterval_days = 60\n").interval_days == 60


def test_whose_it_is_and_how_high_it_stands(tmp_path: Path) -> None:
    found = section(tmp_path, 'duty = "党政办公室"\nfirst_level = true\n')
    assert (found.obliged, found.duty, found.first_level) == (True, "党政办公室", True)
    found = section(tmp_path, "")
    assert (found.obliged, found.duty, found.first_level, found.time_limit) == (True, "", False, None)


def test_the_office_of_a_category(tmp_path: Path) -> None:
    own = '[[categories]]\nid = "business"\nduty = "宣传科"\n'
    made = {category.id: category.duty for category in built(tmp_path, taxonomy=own).categories}
    assert (made["business"], made["notice"]) == ("宣传科", "")


@pytest.mark.parametrize(
    ("wording", "interval", "deadline", "items"),
    [
        ("每季度更新", 92, None, None),
        ("每季度首月20日前", 14, "01-20,04-20,07-20,10-20", None),
        ("7个工作日内", 14, None, "7个工作日内"),
        ("批准后20日内", 14, None, "批准后20日内"),
        ("及时公开", 14, None, None),
    ],
)
def test_a_time_limit_in_words(
    tmp_path: Path, wording: str, interval: int, deadline: str | None, items: str | None
) -> None:
    found = section(tmp_path, f'time_limit = "{wording}"\nbasis = "区目录"\n')
    assert (found.interval_days, found.deadline, found.time_limit) == (interval, deadline, items)
    assert (f"栏目配置：{wording}（区目录）" in found.basis) == (wording != "及时公开")
    assert ("国办秘函〔2019〕19号" in found.basis) == (interval == 14)


def test_numbers_win_over_words(tmp_path: Path) -> None:
    lines = 'interval_days = 60\ntime_limit = "每季度更新"\n'
    assert section(tmp_path, lines).interval_days == 60
    found = section(tmp_path, 'deadline = "06-30"\ntime_limit = "每年1月31日前"\n')
    assert (found.deadline, found.basis.partition("；")[2]) == ("06-30", "栏目配置：每年 06-30 前")


def test_several_days_of_the_year_in_their_order(tmp_path: Path) -> None:
    found = section(tmp_path, 'interval_days = 0\ndeadline = "07-20, 01-20，07-20"\n')
    assert (found.deadline, found.basis) == ("01-20,07-20", "栏目配置：每年 01-20、07-20 前")


def test_a_category_limit_without_a_source_says_whose_word_it_is(tmp_path: Path) -> None:
    own = '[[categories]]\nid = "business"\ninterval_days = 7\n'
    found = built(tmp_path, sites__qs=SITE, taxonomy=own).sections[0]
    assert (found.interval_days, found.basis) == (7, "类别“工作动态”：类别配置")


def test_zero_says_no_interval(tmp_path: Path) -> None:
    found = section(tmp_path, "interval_days = 0\n")
    assert (found.interval_days, found.basis) == (None, "")
    assert section(tmp_path, "", name="政策文件").interval_days is None


PROFILE = """
id = "ours"
name = "本区目录"
source = "区主动公开基本目录"
[[limits]]
category = "business"
wording = "每周更新"
[[limits]]
category = "business"
levels = ["subdistrict"]
wording = "每10天更新"
basis = "区目录第三条"
[[limits]]
category = "business"
wording = "7个工作日内"
[[limits]]
category = "notice"
wording = "及时公开"
"""


def with_profile(folder: Path, profiles: str, site: str = SITE, taxonomy: str = "") -> Catalogue:
    rules = f"profiles = {profiles}\n"
    return built(folder, sites__qs=site, taxonomy=taxonomy, rules=rules, profiles__ours=PROFILE)


def test_the_first_profile_that_has_a_limit_holds(tmp_path: Path) -> None:
    (found,) = with_profile(tmp_path, '["ours", "inspection"]').sections
    assert (found.interval_days, found.time_limit) == (10, "7个工作日内")
    assert found.basis == (
        "类别“工作动态”：区目录第三条（方案“本区目录”）；类别“工作动态”：区主动公开基本目录（方案“本区目录”）"
    )
    (found,) = with_profile(tmp_path, '["inspection", "ours"]').sections
    assert (found.interval_days, found.time_limit) == (14, "7个工作日内")
    (found,) = with_profile(tmp_path, "[]").sections
    assert (found.interval_days, found.time_limit, found.basis) == (None, None, "")


def test_a_profile_speaks_to_levels(tmp_path: Path) -> None:
    site = SITE.replace('"subdistrict"', '"township"')
    made = with_profile(tmp_path, '["ours"]', site)
    assert made.sections[0].interval_days == 7
    business = next(category for category in made.categories if category.id == "business")
    assert business.interval_days == 7
    assert "街道 10 天（区目录第三条（方案“本区目录”））" in business.basis


def test_what_cannot_be_timed_leaves_the_next_profile_its_word(tmp_path: Path) -> None:
    site = SITE + 'category = "notice"\n'
    (found,) = with_profile(tmp_path, '["ours", "inspection"]', site).sections
    assert (found.interval_days, found.time_limit) == (183, None)
    assert found.basis.endswith("（方案“全国政府网站检查”）")


def test_the_operators_taxonomy_goes_before_profiles(tmp_path: Path) -> None:
    own = '[[categories]]\nid = "business"\ninterval_days = 21\nbasis = "区要点"\n'
    (found,) = with_profile(tmp_path, '["ours"]', taxonomy=own).sections
    assert (found.interval_days, found.time_limit) == (21, "7个工作日内")
    assert found.basis.startswith("类别“工作动态”：区要点；")


def test_what_is_not_obliged_has_nothing_from_profiles(tmp_path: Path) -> None:
    (found,) = with_profile(tmp_path, '["ours"]', SITE + "obliged = false\n").sections
    assert (found.interval_days, found.time_limit, found.basis) == (None, None, "")


def test_an_own_deadline_of_one_level_leaves_the_others_to_the_profile(tmp_path: Path) -> None:
    own = '[[categories]]\nid = "annual_report"\ndeadlines.township = {day = "02-28", basis = "县目录"}\n'
    report = next(c for c in built(tmp_path, taxonomy=own).categories if c.id == "annual_report")
    assert "乡镇 02-28（县目录）" in report.basis
    assert "街道 01-31（乡镇、街道的主动公开目录" in report.basis


@pytest.mark.parametrize(
    ("level", "day"),
    [
        ("city", "03-31"),
        ("district", "03-31"),
        ("department", "01-31"),
        ("subdistrict", "01-31"),
        ("township", "01-31"),
        ("community", None),
    ],
)
def test_deadlines_of_annual_reports_are_by_level(tmp_path: Path, level: str, day: str | None) -> None:
    found = section(tmp_path, "", name="政府信息公开年报", level=level)
    assert found.deadline == day
    assert ("第四十九条" in found.basis) == (day is not None)


def test_a_name_that_says_nothing_leaves_all_open(tmp_path: Path) -> None:
    found = section(tmp_path, "", name="云岭风光")
    assert (found.category, found.category_reason, found.interval_days, found.basis) == (None, "", None, "")


def test_what_the_site_says_holds_for_its_sections(tmp_path: Path) -> None:
    text = SITE.replace("[[units]]", 'platform = "trs_wcm"\nhosts = ["b.example"]\n[[units]]')
    made = built(tmp_path, sites__qs=text + '[sections.selectors]\nrows = "li"\n')
    assert made.sections[0].platform == "trs_wcm"
    assert made.sections[0].selectors == Selectors(rows="li")
    assert made.sites[0].hosts == ("qs.example.invalid", "b.example")
    assert made.units[0].level == "subdistrict"


def test_categories_as_the_archive_keeps_them() -> None:
    made = {category.id: category for category in catalogue(load(None)).categories}
    assert len(made) == 35
    assert made["business"].interval_days == 14
    assert made["business"].parent == "news"
    assert "工作动态" in made["business"].words
    report = made["annual_report"]
    assert report.deadline is None
    assert "区县 03-31（" in report.basis
    assert "街道 01-31（" in report.basis
