"""The defaults, an operator's values over them, and what they come to."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from gongkai.base.errors import ConfigError
from gongkai.config import load
from gongkai.config.files import shipped
from gongkai.config.loading import LAYERED
from tests.config.folders import OURS, SITE, problems, write

ROOT = Path(__file__).resolve().parents[2]


def test_the_defaults_stand_alone() -> None:
    config = load(None)
    assert config.settings.crawl.recheck_days == (1, 3, 7, 30, 90)
    assert config.settings.crawl.private_hosts == ()
    assert (config.rules.sight_days, config.rules.proof_hours) == (3, 6)
    assert (len(config.sites), len(config.units), len(config.files)) == (0, 0, 0)
    assert config.folder is None


def test_only_intervals_with_a_national_source_are_on_by_default() -> None:
    config = load(None)
    assert [profile.id for profile in config.active_profiles] == ["inspection", "regulation"]
    said = {
        (limit.category, limit.wording, limit.levels)
        for profile in config.active_profiles
        for limit in profile.limits
    }
    assert said == {
        ("business", "每2周更新", ()),
        ("notice", "每6个月更新", ()),
        ("policy", "每6个月更新", ()),
        ("annual_report", "每年3月31日前", ("province", "city", "district")),
        ("annual_report", "每年1月31日前", ("department",)),
        ("annual_report", "每年1月31日前", ("subdistrict", "township")),
    }
    assert not any(c.interval_days or c.deadline or c.deadlines for c in config.categories)


def test_every_limit_names_its_source() -> None:
    for profile in load(None).active_profiles:
        assert all(limit.basis for limit in profile.limits)


def test_the_example_of_a_catalogue_is_off_and_claims_nothing() -> None:
    config = load(None)
    (example,) = (profile for profile in config.profiles if profile not in config.active_profiles)
    assert example.id == "catalogue-example"
    assert all((limit.basis or "").startswith("示例") for limit in example.limits)


def test_no_word_belongs_to_two_categories() -> None:
    words = [word for category in load(None).categories for word in category.all_words]
    assert len(words) == len(set(words))


def test_category_ids_are_the_contract(evaluation: Path) -> None:
    contract = json.loads((evaluation / "domain" / "taxonomy.json").read_text(encoding="utf-8"))
    wanted = {category["id"]: category for category in contract["categories"]}
    ours = {category.id: category for category in load(None).categories}
    assert ours.keys() == wanted.keys()
    for known_by, category in wanted.items():
        assert set(category["synonyms"]) <= set(ours[known_by].all_words), known_by


def test_the_wheel_carries_the_defaults(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="building a wheel needs the development requirements")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    program = (
        "from gongkai.config import load; from gongkai.config.files import shipped;"
        "from gongkai.config.starter import schema_files, starter_files;"
        "print(shipped('rules.toml'), len(starter_files()), len(schema_files()), load(None).sha256)"
    )
    environment = {"PYTHONPATH": str(tmp_path / "installed")}
    called = [sys.executable, "-c", program]
    told = subprocess.run(called, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
    place = tmp_path / "installed" / "gongkai" / "config" / "defaults" / "rules.toml"
    assert told.stdout.split() == [str(place), "7", "7", load(None).sha256]


def test_values_are_laid_over_key_by_key(tmp_path: Path) -> None:
    config = load(write(tmp_path, {"gongkai.toml": "[crawl]\npause_seconds = 5\n"}))
    assert config.settings.crawl.pause_seconds == 5.0
    assert config.settings.crawl.retries == load(None).settings.crawl.retries
    assert config.settings.serve == load(None).settings.serve
    assert config.files == ("gongkai.toml",)


def test_arrays_of_tables_are_merged_by_id(tmp_path: Path) -> None:
    text = """
    [[categories]]
    id = "notice"
    interval_days = 90
    more_words = ["便民公告"]
    [[categories]]
    id = "annual_report"
    [categories.deadlines.township]
    day = "02-28"
    basis = "县目录"
    [[groups]]
    id = "ours"
    name = "本区"
    [[categories]]
    id = "volunteers"
    name = "志愿服务"
    english = "Volunteers"
    parent = "ours"
    words = ["志愿者"]
    """
    before = {category.id: category for category in load(None).categories}
    after = {category.id: category for category in load(write(tmp_path, {"taxonomy.toml": text})).categories}
    assert after["notice"].interval_days == 90
    assert after["notice"].words == before["notice"].words
    assert after["notice"].all_words[-1] == "便民公告"
    assert after["annual_report"].deadlines["township"].day == "02-28"
    assert [*after] == [*before, "volunteers"]
    assert after["guide"] == before["guide"]


def test_an_operators_profile_comes_beside_the_shipped_ones(tmp_path: Path) -> None:
    rules = 'profiles = ["ours", "regulation"]\n'
    config = load(write(tmp_path, {"profiles/ours.toml": OURS, "rules.toml": rules}))
    assert [profile.id for profile in config.active_profiles] == ["ours", "regulation"]
    assert {profile.id for profile in config.profiles} == {
        "catalogue-example", "inspection", "ours", "regulation",
    }  # fmt: skip
    assert config.files == ("rules.toml", "profiles/ours.toml")
    assert config.sha256 != load(None).sha256


def test_a_profile_of_a_shipped_name_takes_its_place_whole(tmp_path: Path) -> None:
    text = OURS.replace('"ours"', '"inspection"')
    config = load(write(tmp_path, {"profiles/inspection.toml": text}))
    (found,) = (profile for profile in config.profiles if profile.id == "inspection")
    assert [(limit.category, limit.wording) for limit in found.limits] == [("finance", "批准后20日内")]


def test_a_list_of_values_is_replaced_whole(tmp_path: Path) -> None:
    config = load(write(tmp_path, {"gongkai.toml": "[crawl]\nrecheck_days = [2]\n"}))
    assert config.settings.crawl.recheck_days == (2,)


def test_sites_and_units(tmp_path: Path) -> None:
    units = '[[units]]\nid = "yl"\nname = "云岭区"\nlevel = "district"\n'
    site = SITE.replace('level = "subdistrict"', 'level = "subdistrict"\nparent = "yl"')
    config = load(write(tmp_path, {"units.toml": units, "sites/qs.toml": site}))
    assert [unit.id for unit in config.units] == ["yl", "qs"]
    (only,) = config.sites
    assert only.unit_of(only.sections[0]) == "qs"
    assert config.files == ("units.toml", "sites/qs.toml")


def test_the_operators_folder_may_be_the_defaults_themselves() -> None:
    assert load(ROOT / "config").sha256 == load(None).sha256


def test_sha256_is_of_values_not_of_spelling(tmp_path: Path) -> None:
    plain = load(write(tmp_path / "a", {"gongkai.toml": "[crawl]\nretries = 4\n"})).sha256
    other = load(write(tmp_path / "b", {"gongkai.toml": "# 注\ncrawl = { retries = 4 }\n"})).sha256
    third = load(write(tmp_path / "c", {"gongkai.toml": "[crawl]\nretries = 5\n"})).sha256
    assert plain == other
    assert len({plain, third, load(None).sha256}) == 3


def test_sha256_covers_sites(tmp_path: Path) -> None:
    before = load(write(tmp_path / "a", {"sites/qs.toml": SITE})).sha256
    after = load(write(tmp_path / "b", {"sites/qs.toml": SITE + "interval_days = 7\n"})).sha256
    assert before != after


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "gongkai.toml").write_bytes(b"\xef\xbb\xbf[crawl]\nretries = 4\n")
    assert load(tmp_path).settings.crawl.retries == 4


def test_an_empty_folder_is_fine(tmp_path: Path) -> None:
    assert problems(tmp_path, {}) == ()


def test_every_mistake_of_every_file_at_once(tmp_path: Path) -> None:
    files = {
        "gongkai.toml": "[crawl]\npause_second = 3\nretries = '2'\n",
        "rules.toml": "sight_days = \n",
        "taxonomy.toml": "[[categories]]\nid = 'notice'\nparent = 'new'\n",
        "rule.toml": "",
        "units.toml": "[[units]]\nid = 'a'\nname = 'A'\nlevel = 'street'\n",
        "sites/qs.toml": SITE + "category = 'busines'\nobliged = 1\n",
        "sites/zz.toml": "id = 'zz'\n",
    }
    found = {(problem.file, problem.key) for problem in problems(tmp_path, files)}
    assert found == {
        ("gongkai.toml", "crawl.pause_second"),
        ("gongkai.toml", "crawl.retries"),
        ("rules.toml", "第 1 行第 14 列"),
        ("taxonomy.toml", "categories[notice].parent"),
        ("rule.toml", ""),
        ("units.toml", "units[a].level"),
        ("sites/qs.toml", "sections[gzdt].category"),
        ("sites/qs.toml", "sections[gzdt].obliged"),
        ("sites/zz.toml", "name"),
        ("sites/zz.toml", "home_url"),
    }


def test_the_error_says_all_of_it_in_words(tmp_path: Path) -> None:
    folder = write(tmp_path, {"gongkai.toml": "[crawl]\npause_second = 3\n"})
    with pytest.raises(ConfigError) as caught:
        load(folder)
    assert str(caught.value) == "gongkai.toml: crawl.pause_second: 没有这个键（是不是“pause_seconds”？）"
    assert caught.value.exit_status == 2


def test_shipped_files_are_plain_toml_without_anything_to_run_over() -> None:
    for name in LAYERED:
        assert tomllib.loads(shipped(name).read_text(encoding="utf-8"))
