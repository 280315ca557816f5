"""`gongkai try` and `gongkai record` over a site on loopback: what is told, what is kept, how they end."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from benchmarks import floors
from benchmarks.corpus import load, reading
from benchmarks.scoring import score
from gongkai.archive import open_archive
from gongkai.base.hosts import HostMemory
from gongkai.cli import main
from gongkai.cli.wrapping import wrapped
from tests.cli.test_bad_input import Desk
from tests.crawl.pages import article, list_page, text
from tests.loopback import LoopbackSite, loopback_site

TITLE = "青石街道关于开展2026年安全生产检查的通知"
PERSON = "低保人员名单：王某，身份证号 110101199003070038，住址 青石街道人民路12号3单元402室。"
MORE = """
[[sections]]
id = "tzgg"
name = "通知公告"
url = "tzgg/"
[[sections]]
id = "cwgk"
name = "财政预决算"
url = "cwgk/"
active = false
"""


@pytest.fixture
def site() -> Iterator[LoopbackSite]:
    with loopback_site() as made:
        tail = "<div class='page'><a href='index_1.html'>下一页</a></div>"
        first = [(f"./{n}.html", f"{TITLE}（第{n}号）", f"2026-01-{n:02}") for n in range(20, 8, -1)]
        second = [(f"./{n}.html", f"{TITLE}（第{n}号）", f"2026-01-{n:02}") for n in range(8, 0, -1)]
        made.put("/gzdt/", list_page("工作动态", first, tail=tail))
        made.put("/gzdt/index_1.html", list_page("工作动态", second))
        body = text("安全生产") + "\n" + PERSON
        made.put(
            "/gzdt/20.html",
            article(first[0][1], "2026-01-20 09:30", body, files=(("./a.docx", "附表.docx"),)),
        )
        made.put("/tzgg/", list_page("通知公告", [], empty="暂无信息"))
        yield made


@pytest.fixture
def desk(tmp_path: Path, site: LoopbackSite) -> Desk:
    made = Desk(tmp_path, site.base)
    made.site.write_text(made.site.read_text("utf-8") + MORE, encoding="utf-8")
    return made


def told(desk: Desk, *words: str) -> Any:
    return json.loads(desk.run("try", *words, "--json").stdout)


# --- try ----------------------------------------------------------------------------------------------


def test_one_section_is_shown_whole(desk: Desk, site: LoopbackSite):
    result = desk.run("try", "demo", "gzdt")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0] == "能采集  工作动态（demo/gzdt）"
    shown = [at for at, line in enumerate(lines) if line.startswith("2026-01-")]
    assert len(shown) == 10
    assert lines[shown[0]] == f"2026-01-20  {TITLE}（第20号）"
    assert lines[shown[0] + 1].strip() == f"{site.base}gzdt/20.html"
    assert "这一页共 12 条" in result.stdout
    assert f"下一页      {site.base}gzdt/index_1.html" in result.stdout
    assert "附件 附表.docx" in result.stdout
    assert "  正常  第二页有 8 条，其中 8 条第一页没有。" in result.stdout


def test_a_site_is_told_section_by_section(desk: Desk):
    result = desk.run("try", "demo")
    assert result.exit_code == 0
    assert "能采集  工作动态（demo/gzdt）  12 条，最新 2026-01-20" in result.stdout
    assert "留意  列表里一条也没有" in result.stdout
    assert "试了 2 个栏目：能采集 2，不能用 0" in result.stdout
    assert "cwgk" not in result.stdout  # not active


def test_a_section_that_is_not_active_can_be_tried_by_name(desk: Desk):
    result = desk.run("try", "demo", "demo/cwgk")
    assert result.exit_code == 1
    assert "404" in result.stdout


def test_one_section_that_cannot_be_read_ends_with_1(desk: Desk, site: LoopbackSite):
    site.put("/tzgg/", "<html>no</html>", 403)
    result = desk.run("try", "demo")
    assert result.exit_code == 1
    assert "不能用  通知公告（demo/tzgg）" in result.stdout
    assert "不行  网站拒绝访问（403）" in result.stdout
    assert "能采集 1，不能用 1" in result.stdout


def test_a_limit_leaves_sections_out_and_says_so(desk: Desk, site: LoopbackSite):
    result = desk.run("try", "demo", "--limit", "1")
    assert "另有 1 个栏目没有试，要试加 --limit 2" in result.stdout
    assert site.asked["/tzgg/"] == 0


def test_json_has_all_of_it(desk: Desk, site: LoopbackSite):
    printed = told(desk, "demo")
    assert (printed["readable"], printed["left_out"]) == (2, 0)
    first = printed["sections"][0]
    assert first["section"] == "demo/gzdt"
    assert first["readable"] is True
    assert len(first["rows"]) == len(first["again"]) == 12
    assert first["rows"][0]["url"] == f"{site.base}gzdt/20.html"
    assert first["next"]["url"] == f"{site.base}gzdt/index_1.html"
    assert len(first["next_rows"]) == 8
    assert first["article"]["published"] == "2026-01-20T09:30"
    assert first["article"]["attachments"][0]["name"] == "附表.docx"
    assert {check["id"] for check in first["checks"]} == {
        "answered", "agree", "rows", "name", "titles", "addresses", "dates", "future", "page-2", "article",
    }  # fmt: skip


def test_personal_data_are_masked_on_the_screen(desk: Desk, site: LoopbackSite):
    page = article(f"{TITLE}（第20号）", "2026-01-20", PERSON)
    site.put("/gzdt/20.html", page)
    output = desk.run("try", "demo", "gzdt").stdout
    assert "110101********" in output
    assert "0307" not in output


def test_nothing_is_stored(desk: Desk, tmp_path: Path):
    before = sorted(tmp_path.rglob("*"))
    assert desk.run("try", "demo").exit_code == 0
    assert sorted(tmp_path.rglob("*")) == before


def test_an_archive_is_read_and_not_written(desk: Desk, site: LoopbackSite):
    desk.run("crawl")
    before = {path: path.read_bytes() for path in desk.archive.rglob("*") if path.is_file()}
    site.put("/gzdt/", list_page("工作动态", []))
    result = desk.run("try", "demo", "gzdt")
    assert result.exit_code == 1
    assert "档案里该栏目有 20 条" in result.stdout
    after = {path: path.read_bytes() for path in desk.archive.rglob("*") if path.is_file()}
    assert {path for path in before if before[path] != after[path]} == set()


def test_a_host_that_is_left_alone_stays_so(desk: Desk, site: LoopbackSite):
    desk.run("crawl")
    with open_archive(desk.archive) as archive:
        closed = HostMemory(site.host, 1, "2999-01-01T00:00:00Z", "breaker")
        archive.put_host(closed, "2026-03-01T00:00:00Z")
    site.asked.clear()
    result = desk.run("try", "demo", "gzdt")
    assert result.exit_code == 1
    assert "暂不再访问" in result.stdout
    assert not site.asked


def test_ctrl_c_keeps_nothing_and_says_so(desk: Desk, site: LoopbackSite):
    """As a person would: the command in a process of its own, interrupted while it waits for its turn."""
    settings = desk.config / "gongkai.toml"
    settings.write_text(
        settings.read_text("utf-8").replace("pause_seconds = 0", "pause_seconds = 30"), "utf-8"
    )
    words = ["--config", str(desk.config), "--archive", str(desk.archive), "try", "demo"]
    command = [sys.executable, "-m", "gongkai", *words]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as running:
        for _ in range(600):
            if site.asked["/robots.txt"]:
                break
            time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=30)
    assert running.returncode == 1
    assert told == "已中止；什么也没有存。\n"
    assert not desk.archive.exists()


def test_an_archive_that_is_none_is_told_and_does_no_harm(desk: Desk):
    desk.archive.mkdir()
    (desk.archive / "gongkai.db").write_text("nothing of ours")
    result = desk.run("try", "demo", "gzdt")
    assert result.exit_code == 0
    assert "不与从前所见比较" in result.stderr


@pytest.mark.parametrize("command", ["try", "record"])
@pytest.mark.parametrize(
    ("words", "names"),
    [(("nowhere", "gzdt"), "没有网站 nowhere"), (("demo", "gzd"), "没有栏目 gzd")],
)
def test_what_is_not_configured(desk: Desk, tmp_path: Path, command: str, words: tuple[str, ...], names: str):
    more = ("-o", str(tmp_path / "case")) if command == "record" else ()
    result = desk.run(command, *words, *more)
    assert result.exit_code == 2
    assert names in result.output
    assert "已配置的" in result.output


# --- lines of a terminal ------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [40, 80, 100])
def test_no_line_is_wider_than_the_terminal(columns: int):
    sentence = (
        "网站背后可能有几台不同步的服务器（见 docs/configuration.md）。再试：“总是如此”的，请联系网站方！" * 3
    )
    lines = wrapped(sentence, columns, head="  正常  ").split("\n")
    assert max(map(cell_len, lines)) <= columns
    assert all(line.startswith(" " * 8) for line in lines[1:])
    assert not any(line.strip()[0] in "。，：”）！" for line in lines)
    assert "".join(line.strip() for line in lines).replace(" ", "") == f"正常{sentence}".replace(" ", "")


def test_an_address_stays_whole():
    address = "https://www.example.gov.cn/zwgk/fdzdgknr/202601/t20260120_1234567.html"
    assert address in wrapped(f"附件 {address}", 40, head="  ").split("\n  ")


# --- record -------------------------------------------------------------------------------------------


def test_a_case_is_what_the_corpus_tests_read(desk: Desk, site: LoopbackSite, tmp_path: Path):
    folder = tmp_path / "corpus" / "qingshi-gzdt"
    result = desk.run("record", "demo", "gzdt", "-o", str(folder))
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (folder / "pages").iterdir()) == [
        "article-1.html", "list-1.html", "list-2.html",
    ]  # fmt: skip
    assert (folder / "pages/list-1.html").read_bytes() == site.pages["/gzdt/"].bytes()
    assert (folder / "pages/article-1.html").read_bytes() == site.pages["/gzdt/20.html"].bytes()
    pages = load(folder)
    assert [page.kind for page in pages] == ["list", "list", "article"]
    for page in pages:
        scores = score(page, reading(page))
        assert scores
        assert set(scores.values()) == {1.0}, (page.id, scores)
    assert pages[0].label["n_items"] == 12
    assert pages[0].label["next_page"] == f"{site.base}gzdt/index_1.html"
    assert pages[0].label["column"] == "工作动态"
    assert pages[2].label["attachments"] == [{"url": f"{site.base}gzdt/a.docx", "name": "附表.docx"}]
    about = (folder / "README.md").read_text("utf-8")
    assert "`tests/corpus/qingshi-gzdt/` it is read by `tests/test_corpus.py`" in about


def test_personal_data_are_masked_in_what_is_expected(desk: Desk, tmp_path: Path):
    folder = tmp_path / "case"
    desk.run("record", "demo", "gzdt", "-o", str(folder))
    labels = (folder / "labels.jsonl").read_text("utf-8")
    assert "110101199003070038" not in labels
    assert "110101************" in labels
    assert b"110101199003070038" in (folder / "pages/article-1.html").read_bytes()


def test_a_case_whose_reading_got_worse_is_found(desk: Desk, tmp_path: Path):
    folder = tmp_path / "corpora" / "case"
    desk.run("record", "demo", "gzdt", "-o", str(folder))
    file = tmp_path / "floors.json"
    wanted = ["--corpora", str(folder.parent), "--file", str(file)]
    assert floors.main(wanted) == 0
    kept = floors.read_floors(file)
    assert not floors.faults("case", kept, floors.measure(folder))
    labels = (folder / "labels.jsonl").read_text("utf-8").replace('"n_items": 12', '"n_items": 13')
    (folder / "labels.jsonl").write_text(labels, encoding="utf-8")
    page = next(page for page in floors.measure(folder).pages if page.id == "case-list-1")
    assert floors.worse(kept["case"], page) == {"count": (0.0, 1.0)}


def test_a_case_is_read_by_batch(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "case"
    desk.run("record", "demo", "gzdt", "-o", str(folder))
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, ["listing", "--batch"], input=(folder / "labels.jsonl").read_bytes())
    first = json.loads(result.stdout.splitlines()[0])
    assert first["id"] == "case-list-1"
    assert len(first["items"]) == 12


def test_nothing_is_overwritten(desk: Desk, site: LoopbackSite, tmp_path: Path):
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    result = desk.run("record", "demo", "gzdt", "-o", str(folder))
    assert result.exit_code == 2
    assert "没有覆盖" in result.output
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
    assert not site.asked


def test_an_empty_folder_is_filled(desk: Desk, tmp_path: Path):
    folder = tmp_path / "case"
    folder.mkdir()
    assert desk.run("record", "demo", "gzdt", "-o", str(folder)).exit_code == 0
    assert len(load(folder)) == 3


def test_a_column_that_cannot_be_had_leaves_nothing(desk: Desk, site: LoopbackSite, tmp_path: Path):
    site.put("/gzdt/", "<html>no</html>", 403)
    result = desk.run("record", "demo", "gzdt", "-o", str(tmp_path / "case"))
    assert result.exit_code == 1
    assert "什么也没有写" in result.stderr
    assert not (tmp_path / "case").exists()


def test_a_list_that_nobody_understands_is_recorded_all_the_more(
    desk: Desk, site: LoopbackSite, tmp_path: Path
):
    site.put("/gzdt/", "<html><body><div id='app'></div><script src='/app.js'></script></body></html>")
    result = desk.run("record", "demo", "gzdt", "-o", str(tmp_path / "case"))
    assert result.exit_code == 0
    assert "列表没有看懂" in result.stdout
    (page,) = load(tmp_path / "case")
    assert page.label["shape"] == "unknown"
    assert "没有存正文" in result.stdout


def test_a_case_that_a_crawl_reads_otherwise_says_so(desk: Desk, tmp_path: Path):
    desk.mistake('url = "gzdt/"', 'url = "gzdt/"\n[sections.selectors]\nrows = "ul.list li:nth-child(2)"')
    result = desk.run("record", "demo", "gzdt", "-o", str(tmp_path / "case"))
    assert "测试不知道这些写法" in result.stdout
    assert "a crawl reads this page otherwise" in (tmp_path / "case/labels.jsonl").read_text("utf-8")
