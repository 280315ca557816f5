"""`gongkai extract`: one page, many pages, bad lines."""

# ruff: noqa: E501 (pages are easier to read unbroken)
from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongkai.cli.read import extract_command
from tests.extract.pages import BASE, PROSE, page

KEYS = set(
    "title published published_from formed effective source issuer index_no doc_no body attachments section_path "
    "charset kind".split()
)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    file = tmp_path / "页.html"
    text = page(
        f"<h1>关于做好冬季清雪工作的通知</h1><div>发布时间：2026-01-05</div>{PROSE}<a href='a.pdf'>附件.pdf</a>"
    )
    file.write_bytes(text.replace("utf-8", "gb2312").encode("gb18030"))
    return file


def test_one_page(saved: Path):
    result = CliRunner().invoke(extract_command, [str(saved), "--url", BASE])
    assert result.exit_code == 0
    document = json.loads(result.stdout_bytes.decode("utf-8"))
    assert set(document) >= KEYS
    assert document["title"] == "关于做好冬季清雪工作的通知"
    assert "冬季清雪" in result.stdout_bytes.decode("utf-8")
    assert (document["charset"], document["kind"]) == ("gb18030", "article")
    assert document["attachments"] == [{"url": BASE.rsplit("/", 1)[0] + "/a.pdf", "name": "附件.pdf"}]


def test_batch_answers_every_line_in_order(saved: Path):
    lines = [
        json.dumps({"id": "1", "file": str(saved), "url": BASE, "seen": "2026-01-06"}),
        json.dumps({"id": "2", "file": str(saved) + ".gone", "url": BASE}),
        "not json",
        json.dumps(["a list"]),
        json.dumps({"id": "4", "url": BASE}),
        json.dumps({"id": "5", "file": str(saved), "url": BASE, "seen": "yesterday"}),
        "",
        json.dumps({"id": "6", "file": str(saved)}),
    ]
    result = CliRunner().invoke(extract_command, ["--batch"], input="\n".join(lines))
    assert result.exit_code == 0
    answers = [json.loads(line) for line in result.stdout_bytes.decode("utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == ["1", "2", None, None, "4", "5", "6"]
    assert ["error" in answer for answer in answers] == [False, True, True, True, True, True, False]


@pytest.mark.parametrize("arguments", [[], ["page.html"], ["page.html", "--url", BASE, "--batch"]])
def test_wrong_use(arguments: list[str]):
    result = CliRunner().invoke(extract_command, arguments)
    assert result.exit_code == 2
    assert "--batch" in result.output


def test_a_file_that_is_not_there(tmp_path: Path):
    result = CliRunner().invoke(extract_command, [str(tmp_path / "无.html"), "--url", BASE])
    assert result.exit_code == 1
    assert "读不了" in result.output


def test_help_shows_an_example():
    assert "gongkai extract page.html --url" in CliRunner().invoke(extract_command, ["--help"]).output
