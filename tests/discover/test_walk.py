"""A walk on a small site: bounds, taking up what was cut off, a district's bodies, what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawl.pages import list_page
from tests.discover.desk import Desk
from tests.loopback import LoopbackSite, loopback_site

ROWS = [(f"./{n}.html", f"云岭区第{n}号事项的办理情况通报", f"2026-02-{10 + n}") for n in range(8)]


def page(title: str, links: str, crumbs: str = "") -> str:
    return (
        f"<html><head><meta charset='utf-8'><title>{title}</title></head><body>"
        f"<div class='position'>{crumbs}</div><div class='main'>{links}</div></body></html>"
    )


def anchors(links: dict[str, str]) -> str:
    return "".join(f"<div><a href='{address}'>{name}</a></div>" for address, name in links.items())


@pytest.fixture
def district() -> Iterator[LoopbackSite]:
    """A district's portal with two columns of its own and one of a subdistrict."""
    with loopback_site() as site:
        home = {"/zwgk/": "政务公开", "/zwgk/jd/": "街道乡镇", "/a.pdf": "公开指南", "/login/": "登录"}
        site.put("/", page("云岭区人民政府", anchors(home)))
        site.put(
            "/zwgk/",
            page("政务公开-云岭区人民政府", anchors({"/zwgk/tzgg/": "通知公告", "/zwgk/zfcg/": "政府采购"})),
        )
        site.put("/zwgk/jd/", page("街道乡镇-云岭区人民政府", anchors({"/qs/": "青石街道"})))
        site.put("/qs/", page("青石街道-云岭区人民政府", anchors({"/qs/gzdt/": "工作动态"})))
        for path, name in {
            "/zwgk/tzgg/": "通知公告",
            "/zwgk/zfcg/": "政府采购",
            "/qs/gzdt/": "工作动态",
        }.items():
            site.put(path, list_page(name, [(f"{path}{at}", title, day) for at, title, day in ROWS]))
        yield site


def test_a_district_and_the_bodies_below_it(district: LoopbackSite, tmp_path: Path):
    desk = Desk(tmp_path)
    told = desk.discover(district.base, "--name", "yunling")
    found = {one["name"]: (one["category"], one["unit"], one["rows"]) for one in told["sections"]}
    assert found == {
        "通知公告": ("notice", None, 8),
        "政府采购": ("procurement", None, 8),
        "工作动态": ("business", "青石街道", 8),
    }
    text = desk.file.read_text("utf-8")
    assert 'name = "青石街道"\nlevel = "subdistrict"\nparent = "yunling"\n' in text
    assert "/login/" not in district.asked
    assert "/a.pdf" not in district.asked
    desk.well("crawl")
    assert desk.rows("SELECT unit FROM sections WHERE name = '工作动态'") == [("yunling-1",)]


def test_a_walk_that_was_cut_off_is_taken_up(district: LoopbackSite, tmp_path: Path):
    desk, told = Desk(tmp_path), {"cut": "pages"}
    for _ in range(20):
        words = (district.base, "--max-pages", "1", "--name", "yunling", "--update", "--json")
        done = desk.run("discover", *words)
        assert done.exit_code == 0 or "再运行一次" in done.output, done.output
        told = json.loads(done.stdout) if done.exit_code == 0 else told
        if not told["cut"]:
            break
    assert told["cut"] == ""
    assert desk.file.read_text("utf-8").count("[[sections]]") == 3
    asked = {path: count for path, count in district.asked.items() if path != "/robots.txt"}
    assert set(asked.values()) == {1}, "what was seen is not asked for again"
    assert list((desk.config / "sites").glob("*.jsonl")) == []


def test_the_hosts_wish_not_to_be_crawled_is_respected(district: LoopbackSite, tmp_path: Path):
    district.put("/robots.txt", "User-agent: *\nDisallow: /zwgk/zfcg/\n")
    told = Desk(tmp_path).discover(district.base)
    assert {one["name"] for one in told["sections"]} == {"通知公告", "工作动态"}
    assert "/zwgk/zfcg/" not in district.asked


def test_a_site_that_cannot_be_seen_is_no_file(district: LoopbackSite, tmp_path: Path):
    desk = Desk(tmp_path)
    district.put("/", "", 503)
    done = desk.run("discover", district.base)
    assert done.exit_code == 1
    assert "没能看到" in done.output
    assert list((desk.config / "sites").glob("*.toml")) == []


def test_nothing_found_is_told(tmp_path: Path, district: LoopbackSite):
    district.put("/", page("云岭区人民政府", "<p>网站建设中，请从别处进入。</p>" * 20))
    done = Desk(tmp_path).run("discover", district.base)
    assert done.exit_code == 1
    assert "没有找到可用的栏目" in done.output


def test_a_file_of_that_name_is_not_written_over(district: LoopbackSite, tmp_path: Path):
    desk = Desk(tmp_path)
    desk.discover(district.base, "--name", "yunling")
    text = desk.file.read_bytes()
    with loopback_site() as other:
        other.put("/", page("红旗街道办事处", anchors({"/tzgg/": "通知公告"})))
        other.put("/tzgg/", list_page("通知公告", ROWS))
        done = desk.run("discover", other.base, "--name", "yunling")
    assert done.exit_code == 2
    assert desk.file.read_bytes() == text


def test_what_is_gone_is_told_and_nothing_is_changed(district: LoopbackSite, tmp_path: Path):
    desk = Desk(tmp_path)
    desk.discover(district.base, "--name", "yunling")
    text = desk.file.read_bytes()
    district.put("/zwgk/zfcg/", "", 404)
    district.put("/zwgk/tzgg/", "", 503)
    shown = desk.well("discover", district.base)
    assert "不见  政府采购" in shown
    assert "照旧 1，新增 0，搬走 0，不见 1，没能看清 1" in shown
    assert desk.file.read_bytes() == text


@pytest.mark.parametrize("url", ["ftp://x.invalid/", "javascript:alert(1)", ""])
def test_what_is_no_address(url: str, tmp_path: Path):
    done = Desk(tmp_path).run("discover", url)
    assert done.exit_code == 2
    assert "不是网址" in done.output
