"""The commands, over a small site on loopback: what they print, for people and for programs."""

from __future__ import annotations

import json

import pytest

from gongkai.cli import COMMANDS
from tests.cli.conftest import TITLE
from tests.cli.test_bad_input import Desk
from tests.crawl.pages import article, list_page, text
from tests.loopback import LoopbackSite


def test_crawl_says_when_nothing_is_new(desk: Desk):
    assert "没有发现任何新增或改动" in desk.run("crawl").output


def test_crawl_as_json(desk: Desk):
    told = json.loads(desk.run("crawl", "--json").stdout)
    assert (told["outcome"], told["sections"]) == ("done", {"unchanged": 1})


def test_check_as_json_names_state_date_and_basis(desk: Desk):
    told = json.loads(desk.run("check", "--as-of", "2026-02-05", "--json").stdout)
    assert told["as_of"] == "2026-02-05"
    (section,) = told["sections"]
    assert (section["id"], section["state"]) == ("demo/gzdt", "unseen")


def test_status_shows_the_matrix(desk: Desk):
    told = desk.run("status").stdout
    assert "工作动态" in told
    assert "青石街道" in told


def test_search_and_show(desk: Desk):
    found = json.loads(desk.run("search", "安全生产", "--json").stdout)
    assert found["total"] == 1
    uid = found["hits"][0]["uid"]
    shown = desk.run("show", uid.lower()).stdout
    assert TITLE in shown
    assert "2026-02-01T09:30" in shown
    assert "\n类别：" in shown
    assert json.loads(desk.run("show", uid, "--json").stdout)["item"]["uid"] == uid
    assert "共 0 条" in desk.run("search", "没有的词").stdout


def test_show_tells_the_difference_of_two_versions(desk: Desk, site: LoopbackSite):
    changed = TITLE.replace("通知", "公告")
    site.put("/gzdt/", list_page("工作动态", [("./1.html", changed, "2026-02-01")]))
    site.put("/gzdt/1.html", article(changed, "2026-02-01 09:30", text("安全生产").replace("各社区", "各村")))
    desk.run("crawl")
    told = desk.run("show", site.base + "gzdt/1.html", "--diff", "1", "2").stdout
    assert "[-通知-]" in told
    assert "{+公告+}" in told
    assert "{+村+}" in told or "{+各村+}" in told


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(desk: Desk, command: str):
    result = desk.run(command, "--help")
    assert result.exit_code == 0
    assert "例" in result.output or command == "config"
    assert f"gongkai {command}" in result.output
