"""From the configuration to the fetcher: whose word allows a private address, and who can be reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.config import Config, load
from gongkai.crawl.settings import fetch_settings, needs_contact

SITE = """
id = "demo"
name = "演示"
home_url = "{home}"
pause_seconds = 0.5
encoding = "gb18030"
[[units]]
id = "qingshi"
name = "青石街道"
level = "subdistrict"
"""


def configured(folder: Path, home: str, settings: str = "") -> Config:
    (folder / "sites").mkdir()
    (folder / "sites" / "demo.toml").write_text(SITE.format(home=home), encoding="utf-8")
    if settings:
        (folder / "gongkai.toml").write_text(settings, encoding="utf-8")
    return load(folder)


@pytest.mark.parametrize("home", ["http://127.0.0.1:8000/", "http://localhost:8000/", "http://10.1.2.3/"])
def test_a_private_address_written_in_a_site_file_is_the_operators_word(tmp_path: Path, home: str):
    config = configured(tmp_path, home)
    host = home.removeprefix("http://").rstrip("/")
    assert fetch_settings(config).private_hosts == {host}
    assert not needs_contact(config)


def test_a_name_needs_private_hosts_and_a_contact(tmp_path: Path):
    config = configured(tmp_path, "http://www.yunling.example/")
    assert fetch_settings(config).private_hosts == frozenset()
    assert needs_contact(config)


def test_what_a_site_says_holds_for_its_hosts_alone(tmp_path: Path):
    settings = '[operator]\nname = "t"\ncontact = "t@example.invalid"\n'
    config = configured(tmp_path, "http://www.yunling.example/", settings)
    told = fetch_settings(config)
    assert (told.pause_of("www.yunling.example"), told.pause_of("www.other.example")) == (0.5, 2.0)
    assert told.encoding_of("www.yunling.example") == "gb18030"
    assert told.user_agent.startswith("gongkai/")
    assert "t@example.invalid" in told.user_agent
    assert not needs_contact(config)
