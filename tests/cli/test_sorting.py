"""`classify` and `category` on the command line: lines in and out, what would move, and a person's word."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gongkai.archive import open_archive
from gongkai.cli import main
from gongkai.cli.context import clock
from gongkai.crawl import crawl_lock
from tests.cli.conftest import TITLE
from tests.cli.test_bad_input import Desk
from tests.crawl.pages import article, list_page, text
from tests.loopback import LoopbackSite

LINES = (
    {
        "id": "a",
        "title": "青石街道2025年度部门决算",
        "section": "政务公开/财政信息",
        "body": None,
        "level": "subdistrict",
    },
    {"id": 7, "title": "", "section": None, "body": "现将房屋征收决定予以公布，被征收人可以申请行政复议。"},
    {"id": "c"},
)


def batch(*lines: str | bytes) -> Result:
    given = b"".join((line.encode() if isinstance(line, str) else line) + b"\n" for line in lines)
    return CliRunner().invoke(main, ["classify", "--batch"], input=given)


def answers(done: Result) -> list[dict[str, Any]]:
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_each_line_has_its_answer_in_order() -> None:
    found = answers(batch(*(json.dumps(line, ensure_ascii=False) for line in LINES)))
    assert [line["id"] for line in found] == ["a", 7, "c"]
    assert [line["category"] for line in found[:2]] == ["finance", "land"]
    assert all(set(line) == {"id", "category", "confidence", "reason"} for line in found)
    assert found[0]["reason"].startswith("题名含“决算”")
    assert found[2]["confidence"] < 0.8


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("not json", "不是 JSON"),
        (b"\xff\xfe\x00", "不是 JSON"),
        ("[" * 100_000, "不是 JSON"),
        ("[1]", "不是一个 JSON 对象"),
        ('{"id": 1, "title": 3}', "title 应为文字"),
        ('{"id": 1, "title": "", "section": 0, "body": false}', "section、body 应为文字"),
        ('{"id": 1, "level": "village"}', "没有级别 village"),
        ('{"id": 1, "level": ["city"]}', "没有级别"),
        ('{"id": 1, "level": "\\u001b[2J"}', "没有级别 ?[2J"),
    ],
)
def test_a_bad_line_costs_no_other_its_answer(line: str | bytes, told: str) -> None:
    good = json.dumps(LINES[0])
    done = batch(good, line, "", good)
    found = answers(done)
    assert [one.get("category") for one in found] == ["finance", None, "finance"]
    assert told in found[1]["error"]
    (said,) = done.stderr.splitlines()
    assert said == f"第 2 行：{found[1]['error']}。"


def test_the_archive_is_sorted_anew_after_the_taxonomy_changed(desk: Desk) -> None:
    taxonomy = desk.config / "taxonomy.toml"
    taxonomy.write_text(
        '[[cues]]\nid = "ours"\ncategory = "plan"\nweight = 20.0\nwords = ["安全生产检查"]\n',
        encoding="utf-8",
    )
    shown = desk.run("classify", "--again", "--dry-run")
    assert "会移动 1 条" in shown.output
    assert f"→ 规划计划\t1 条\n  {TITLE}" in shown.output
    assert category_of(desk) != "plan"
    refused = CliRunner().invoke(main, given(desk, "classify", "--again"), input="n\n")
    assert refused.exit_code == 1
    assert category_of(desk) != "plan"
    refused = CliRunner().invoke(main, given(desk, "classify", "--again", "--json"), input="n\n")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert f"→ 规划计划\t1 条\n  {TITLE}" in refused.stderr
    done = desk.run("classify", "--again", "--yes", "--json")
    told = json.loads(done.output)
    assert (told["moved"], told["stay"], told["newly_doubted"]) == (1, 0, 0)
    assert category_of(desk) == "plan"
    assert "会移动 0 条" in desk.run("classify", "--again", "--dry-run").output


def test_beside_a_crawl_the_archive_is_not_sorted(desk: Desk) -> None:
    with crawl_lock(desk.archive, clock()):
        refused = desk.run("classify", "--again", "--yes")
    assert refused.exit_code not in (0, 2)
    assert "Traceback" not in refused.output
    assert desk.run("classify", "--again", "--yes").exit_code == 0


def given(desk: Desk, *words: str) -> list[str]:
    return ["--config", str(desk.config), "--archive", str(desk.archive), *words]


def category_of(desk: Desk, title: str = TITLE) -> str:
    with open_archive(desk.archive, write=False) as archive:
        (found,) = archive.db.execute("SELECT category FROM items WHERE title = ?", (title,)).fetchone()
    return str(found)


def uid_of(desk: Desk, title: str = TITLE) -> str:
    with open_archive(desk.archive, write=False) as archive:
        (found,) = archive.db.execute("SELECT uid FROM items WHERE title = ?", (title,)).fetchone()
    return str(found)


def test_a_category_is_shown_corrected_and_released(desk: Desk) -> None:
    uid = uid_of(desk)
    before = category_of(desk)
    shown = desk.run("category", uid)
    assert TITLE in shown.output
    assert "由来：规则，把握" in shown.output
    assert "（把握 " in desk.run("show", uid).output
    done = desk.run("category", uid, "规划计划", "--because", "是计划", "--by", "王某")
    assert done.exit_code == 0, done.output
    assert "已改为“规划计划”" in done.output
    assert category_of(desk) == "plan"
    desk.run("classify", "--again", "--yes")
    desk.run("reextract", "--all")
    assert category_of(desk) == "plan"
    shown = desk.run("category", uid)
    assert "由来：人工改正" in shown.output
    assert "王某  改为“规划计划”" in shown.output
    told = json.loads(desk.run("category", uid, "--json").output)
    assert (told["by"], told["log"][0]["because"]) == ("person", "是计划")
    assert "类别：规划计划（人工改正：是计划）" in desk.run("show", uid).output
    assert json.loads(desk.run("show", uid, "--json").output)["item"]["category_by"] == "person"
    done = desk.run("category", uid, "--undo", "--because", "改错了", "--by", "王某")
    assert "已撤回" in done.output
    assert category_of(desk) == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("NOSUCHITEM",), "档案中没有条目 NOSUCHITEM"),
        ((), "没有指明条目"),
        (("UID", "finance"), "没有写明理由"),
        (("UID", "finance", "--because", " "), "没有写明理由"),
        (("UID", "nonsense", "--because", "x"), "没有类别“nonsense”"),
        (("UID", "--undo", "--because", "x"), "没有人改正过"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(desk: Desk, words: tuple[str, ...], told: str) -> None:
    done = desk.run("category", *(uid_of(desk) if word == "UID" else word for word in words))
    assert done.exit_code == 2
    assert told in done.output
    assert "Traceback" not in done.output


def test_what_is_not_said_is_asked_for() -> None:
    done = CliRunner().invoke(main, ["classify"])
    assert (done.exit_code, "没有说明做什么" in done.output) == (2, True)


def test_categories_are_listed() -> None:
    done = CliRunner().invoke(main, ["category", "--list"])
    assert "finance\t财政资金" in done.output.splitlines()
    assert len(json.loads(CliRunner().invoke(main, ["category", "--list", "--json"]).output)) == 35


def test_similar_items_are_offered_and_corrected_together(desk: Desk, site: LoopbackSite) -> None:
    titles = [f"青石街道2026年{month}月工作简讯汇编" for month in range(1, 5)]
    rows = [(f"./n{n}.html", title, f"2026-0{n + 1}-28") for n, title in enumerate(titles)]
    site.put("/gzdt/", list_page("工作动态", [*rows, ("./1.html", TITLE, "2026-02-01")]))
    for n, title in enumerate(titles):
        site.put(f"/gzdt/n{n}.html", article(title, f"2026-0{n + 1}-28 09:30", text(title)))
    assert desk.run("crawl", "--all").exit_code == 0
    before = category_of(desk)
    first, *others = titles
    done = desk.run("category", uid_of(desk, first), "statistics", "--because", "是统计", "--by", "王某")
    assert f"相似的条目有 {len(others)} 条" in done.output
    assert all(uid_of(desk, title) in done.output for title in others)
    assert all(title in done.output for title in others)
    assert TITLE not in done.output
    assert "--similar" in done.output
    assert category_of(desk, others[0]) != "statistics"
    done = desk.run(
        "category",
        uid_of(desk, first),
        "statistics",
        "--because",
        "是统计",
        "--by",
        "王某",
        "--similar",
        "--yes",
    )
    assert "也已改正" in done.output
    assert {category_of(desk, title) for title in titles} == {"statistics"}
    assert category_of(desk) == before
    for title in titles:  # the first one's word is not kept twice
        (entry,) = json.loads(desk.run("category", uid_of(desk, title), "--json").output)["log"]
        assert (entry["who"], entry["because"]) == ("王某", "是统计")


def test_an_operators_examples_are_learned_from(desk: Desk) -> None:
    (desk.config / "examples").mkdir()
    lines = "".join(f"elderly\t\t{n}号银龄茶话\t\n" for n in range(6))
    (desk.config / "examples" / "ours.tsv").write_text(lines, encoding="utf-8")
    done = desk.run("classify", "--train")
    assert done.exit_code == 0, done.output
    assert f"已写入 {desk.config / 'likeness.json'}" in done.output
    asked = json.dumps({"id": 1, "title": "9号银龄茶话"})
    done = CliRunner().invoke(main, given(desk, "classify", "--batch"), input=asked)
    assert json.loads(done.stdout)["category"] == "elderly"
