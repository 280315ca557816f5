"""From the configuration to the fetcher: whose word allows a private address, and who can be reached."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import trustme

from gongkai.base.hours import ALWAYS, parse_hours
from gongkai.base.proxy import Proxy
from gongkai.base.values import Answer, Request
from gongkai.config import Config, load
from gongkai.crawl.settings import fetch_settings, needs_contact
from gongkai.fetch import Fetcher
from gongkai.fetch.tls import TlsRule
from tests.fetch.authority import served, trusted
from tests.fetch.wire import clock, reply, serving

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


def configured(folder: Path, home: str, settings: str = "", sections: str = "") -> Config:
    (folder / "sites").mkdir()
    (folder / "sites" / "demo.toml").write_text(SITE.format(home=home) + sections, encoding="utf-8")
    if settings:
        (folder / "gongkai.toml").write_text(settings, encoding="utf-8")
    return load(folder)


def test_a_site_file_opens_the_way_to_a_host_with_an_incomplete_chain(tmp_path: Path):
    """From the file to the page: robots.txt and the page, over the certificate that was missing."""
    root = trustme.CA()
    middle = root.create_child_ca()
    server = served(middle.issue_cert("localhost"), whole=False)
    entry = '[[tls]]\nhost = "localhost:{0}"\nchain = "m.pem"\nbecause = "2026-11-20 李四：缺中间证书"\n'

    async def go() -> Answer:
        async with serving({"/": reply()}, tls=server) as wire:
            url = wire.url("/", "localhost")
            files = {"sites/demo.toml": SITE.format(home=url) + entry.format(wire.port)}
            config = with_files(tmp_path, {**files, "m.pem": middle.cert_pem.bytes().decode()})
            async with Fetcher(fetch_settings(config), clock) as client:
                return await client.get(Request(url, "list"))

    with trusted(root, tmp_path):
        assert asyncio.run(go()).verdict == "page"


SECTION = """
[[sections]]
id = "{id}"
name = "工作动态"
url = "{url}"
"""
PEM = trustme.CA().cert_pem.bytes().decode()
FOLLOWED = """
id = "demo"
name = "演示"
home_url = "https://www.yunling.example/"
hosts = ["yunling.example"]
follow = ["zyk.yunling.example", "10.0.0.7:8080"]
pause_seconds = 0.5
encoding = "gb18030"
[headers]
X-Requested-With = "XMLHttpRequest"
[[units]]
id = "yunling"
name = "云岭区"
level = "district"
[[tls]]
host = "zyk.yunling.example"
chain = "certs/m.pem"
because = "2026-11-20 李四：缺中间证书"
"""


def with_files(folder: Path, files: dict[str, str]) -> Config:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return load(folder)


def test_what_a_site_says_holds_for_its_followed_hosts_too(tmp_path: Path):
    pem = trustme.CA().cert_pem.bytes().decode()
    told = fetch_settings(with_files(tmp_path, {"sites/demo.toml": FOLLOWED, "certs/m.pem": pem}))
    for host in ("www.yunling.example", "yunling.example", "zyk.yunling.example"):
        assert (told.pause_of(host), told.encoding_of(host)) == (0.5, "gb18030")
        assert list(told.headers_of(host)) == [("X-Requested-With", "XMLHttpRequest")]
    assert list(told.headers_of("www.other.example")) == []
    assert told.private_hosts == {"10.0.0.7:8080"}
    assert told.tls == {"zyk.yunling.example": TlsRule(chain=pem)}


@pytest.mark.parametrize(
    ("urls", "plain_hosts", "twins"),
    [
        ([], set(), {}),
        (
            ["http://www.yunling.example/x/"],
            {"www.yunling.example"},
            {"https://www.yunling.example": "http://www.yunling.example"},
        ),
        (["http://old.yunling.example/x/"], {"old.yunling.example"}, {}),
        (
            ["https://a.example:8443/", "http://a.example:8080/x/", "http://a.example:8080/y/"],
            {"a.example:8080"},
            {"https://a.example:8443": "http://a.example:8080"},
        ),
        (
            ["http://www.yunling.example:81/"],
            {"www.yunling.example:81"},
            {"https://www.yunling.example": "http://www.yunling.example:81"},
        ),
        (
            ["http://a.example:81/", "http://a.example:82/", "https://a.example/"],
            {"a.example:81", "a.example:82"},
            {},
        ),
    ],
)
def test_the_operators_own_addresses_tell_what_is_asked_without_encryption(
    tmp_path: Path, urls: list[str], plain_hosts: set[str], twins: dict[str, str]
):
    sections = "".join(SECTION.format(id=f"s{number}", url=url) for number, url in enumerate(urls))
    told = fetch_settings(configured(tmp_path, "https://www.yunling.example/", sections=sections))
    assert told.plain_hosts == frozenset(plain_hosts)
    assert told.twins == twins


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


POLITE = """
[crawl]
pause_factor = 3
open_hours = "22:00-06:00"
proxy = "http://li:s3cret%40@127.0.0.1:3128"
"""


def test_hours_proxy_and_permission_reach_the_fetcher(tmp_path: Path):
    site = 'open_hours = "12:00-13:00"\nignore_robots_because = "2026-11-20 李四：来函同意"\n' + FOLLOWED
    other = SITE.format(home="http://www.other.example/").replace("demo", "other").replace("qing", "other")
    files = {"gongkai.toml": POLITE, "sites/demo.toml": site, "sites/other.toml": other, "certs/m.pem": PEM}
    config = with_files(tmp_path, files)
    told = fetch_settings(config)
    assert told.pause_factor == 3
    assert told.hours_of("zyk.yunling.example") == parse_hours("12:00-13:00")
    assert told.hours_of("www.other.example") == parse_hours("22:00-06:00")
    assert told.unruled_hosts == {
        "www.yunling.example", "yunling.example", "zyk.yunling.example", "10.0.0.7:8080",
    }  # fmt: skip
    assert told.proxy == Proxy("127.0.0.1", 3128, ("li", "s3cret@"))
    assert "s3cret" not in repr(told) + repr(config)


def test_a_site_may_be_open_always(tmp_path: Path):
    config = with_files(
        tmp_path,
        {
            "gongkai.toml": POLITE,
            "sites/demo.toml": 'open_hours = ""\n' + SITE.format(home="http://a.example/"),
        },
    )
    assert fetch_settings(config).hours_of("a.example") == ALWAYS
    assert fetch_settings(load(None)).proxy is None
