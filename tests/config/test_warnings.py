"""What is allowed but worth a second look."""

from __future__ import annotations

from pathlib import Path

import trustme

from gongkai.config import load
from gongkai.config.warnings import warnings
from tests.config.folders import OURS, SITE, write

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


def test_a_profile_that_nobody_applies(tmp_path: Path) -> None:
    files = {"gongkai.toml": OPERATOR, "sites/qs.toml": SITE, "profiles/ours.toml": OURS}
    assert keys(tmp_path, files) == [("profiles/ours.toml", "")]
    assert keys(tmp_path, {**files, "rules.toml": 'profiles = ["ours"]\n'}) == []


def test_a_basis_of_no_limit(tmp_path: Path) -> None:
    own = '[[categories]]\nid = "business"\nbasis = "区要点"\n'
    files = {"gongkai.toml": OPERATOR, "sites/qs.toml": SITE, "taxonomy.toml": own}
    assert keys(tmp_path, files) == [("taxonomy.toml", "categories[business].basis")]
    assert keys(tmp_path, {**files, "taxonomy.toml": own + "interval_days = 0\n"}) == []


def test_a_section_on_a_host_that_the_site_does_not_name(tmp_path: Path) -> None:
    files = {"gongkai.toml": OPERATOR, "sites/qs.toml": SITE.replace('"gzdt/"', '"https://b.example/gzdt/"')}
    assert keys(tmp_path, files) == [("sites/", "qs 的 sections[gzdt].url")]
    twin = SITE.replace('"gzdt/"', '"https://b.example/gzdt/"').replace(
        "[[units]]", 'hosts = ["b.example"]\n[[units]]'
    )
    assert keys(tmp_path, {**files, "sites/qs.toml": twin}) == []
    assert keys(tmp_path, {**files, "sites/qs.toml": twin.replace("hosts = ", "follow = ")}) == []


def test_hosts_that_are_asked_less_strictly_are_listed_with_their_cause(tmp_path: Path) -> None:
    middle = trustme.CA().create_child_ca().cert_pem.bytes().decode()
    entry = '[[tls]]\nhost = "{}"\nbecause = "2026-11-20 李四：{}"\n{}\n'
    site = SITE.replace('invalid/"', 'invalid/"\nhosts = ["a.example"]')
    site += entry.format("qs.example.invalid", "缺中间证书", 'legacy = true\nchain = "certs/m.pem"')
    site += entry.format("a.example", "证书过期", "unverified = true")
    files = {"gongkai.toml": OPERATOR, "sites/qs.toml": site, "certs/m.pem": middle}
    config = load(write(tmp_path, files))
    first, second = warnings(config)
    assert (first.key, second.key) == ("qs 的 tls[qs.example.invalid]", "qs 的 tls[a.example]")
    assert first.wrong == "接受旧式握手、补上中间证书 certs/m.pem（2026-11-20 李四：缺中间证书）"
    assert second.wrong == "不校验证书（2026-11-20 李四：证书过期）"
    assert config.certificates == {"certs/m.pem": middle}


def test_another_certificate_is_another_configuration(tmp_path: Path) -> None:
    site = SITE + '[[tls]]\nhost = "qs.example.invalid"\nbecause = "x"\nchain = "m.pem"\n'
    found = set()
    for _ in range(2):
        pem = trustme.CA().cert_pem.bytes().decode()
        found.add(load(write(tmp_path, {"sites/qs.toml": site, "m.pem": pem})).sha256)
    assert len(found) == 2


def test_sites_whose_robots_txt_is_not_asked_are_listed_with_who_allowed_it(tmp_path: Path) -> None:
    site = 'ignore_robots_because = "2026-11-20 李四：区政务办来函同意"\n' + SITE
    (found,) = warnings(load(write(tmp_path, {"gongkai.toml": OPERATOR, "sites/qs.toml": site})))
    assert found.key == "qs 的 ignore_robots_because"
    assert "robots.txt" in found.wrong
    assert "区政务办来函同意" in found.wrong
