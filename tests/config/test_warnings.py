"""What is allowed but worth a second look."""

from __future__ import annotations

from pathlib import Path

from gongkai.config import load
from gongkai.config.warnings import warnings
from tests.config.folders import SITE, write

OPERATOR = '[operator]\ncontact = "xxgk@example.invalid"\n'


def keys(folder: Path, files: dict[str, str]) -> list[tuple[str, str]]:
    return [(found.file, found.key) for found in warnings(load(write(folder, files)))]


def test_a_finished_configuration_has_none(tmp_path: Path) -> None:
    assert keys(tmp_path, {"gongkai.toml": OPERATOR, "sites/qs.toml": SITE}) == []


def test_no_contact_and_no_site(tmp_path: Path) -> None:
    assert keys(tmp_path, {}) == [("gongkai.toml", "operator.contact"), ("sites/", "")]


def test_a_user_agent_that_hides_the_contact(tmp_path: Path) -> None:
    text = OPERATOR + '[crawl]\nuser_agent = "x/{version}"\nprivate_hosts = ["*"]\n'
    assert keys(tmp_path, {"gongkai.toml": text, "sites/qs.toml": SITE}) == [
        ("gongkai.toml", "crawl.user_agent"),
        ("gongkai.toml", "crawl.private_hosts"),
    ]


def test_a_unit_without_sections_unless_others_belong_to_it(tmp_path: Path) -> None:
    unit = '[[units]]\nid = "{}"\nname = "x"\nlevel = "district"\n'
    site = SITE.replace('level = "subdistrict"', 'level = "subdistrict"\nparent = "yl"')
    files = {"gongkai.toml": OPERATOR, "units.toml": unit.format("yl") + unit.format("cz")}
    assert keys(tmp_path, {**files, "sites/qs.toml": site}) == [("", "units[cz]")]


def test_a_section_on_a_host_that_the_site_does_not_name(tmp_path: Path) -> None:
    files = {"gongkai.toml": OPERATOR, "sites/qs.toml": SITE.replace('"gzdt/"', '"https://b.example/gzdt/"')}
    assert keys(tmp_path, files) == [("sites/", "qs 的 sections[gzdt].url")]
    twin = SITE.replace('"gzdt/"', '"https://b.example/gzdt/"').replace(
        "[[units]]", 'hosts = ["b.example"]\n[[units]]'
    )
    assert keys(tmp_path, {**files, "sites/qs.toml": twin}) == []
