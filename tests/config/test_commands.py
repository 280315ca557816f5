"""`gongkai init`, `config check`, `config diff` as an operator calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongkai.cli import main
from tests.config.folders import SITE, write


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Away from the checkout, whose own config/ would be found."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.delenv("GONGKAI_CONFIG", raising=False)


def test_init_writes_beside_you_and_says_what_comes_next(tmp_path: Path) -> None:
    result = call("init")
    assert result.exit_code == 0
    assert "[operator]" in result.output
    assert (tmp_path / "here" / "config" / "sites" / "example.toml.sample").is_file()
    assert call("config", "check").exit_code == 0


def test_init_takes_a_folder(tmp_path: Path) -> None:
    assert call("init", tmp_path / "a").exit_code == 0
    assert call("--config", tmp_path / "b", "init").exit_code == 0
    assert (tmp_path / "a" / "gongkai.toml").is_file()
    assert (tmp_path / "b" / "gongkai.toml").is_file()


def test_init_overwrites_nothing_and_then_writes_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path / "a", {"rules.toml": "sight_days = 9\n"})
    result = call("init", folder)
    assert result.exit_code == 2
    assert "rules.toml" in result.output
    assert [file.name for file in folder.iterdir()] == ["rules.toml"]
    assert (folder / "rules.toml").read_text() == "sight_days = 9\n"


def test_init_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = call("init", tmp_path / "file" / "config")
    assert result.exit_code == 1
    assert "不能写入" in result.output


def test_check_tells_every_problem_and_ends_with_2(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "c", {"rules.toml": "sight_day = 1\n", "gongkai.toml": "[crawl]\nretries = 99\n"}
    )
    result = call("--config", folder, "config", "check")
    assert result.exit_code == 2
    assert "配置有 2 处错误" in result.output
    assert "rules.toml: sight_day: 没有这个键（是不是“sight_days”？）" in result.output
    assert "gongkai.toml: crawl.retries: 99 超出范围（应不大于 10）" in result.output


def test_check_as_json(tmp_path: Path) -> None:
    folder = write(tmp_path / "c", {"rules.toml": "sight_day = 1\n"})
    result = call("--config", folder, "config", "check", "--json")
    assert result.exit_code == 2
    assert json.loads(result.output) == {
        "ok": False,
        "problems": [
            {"file": "rules.toml", "key": "sight_day", "wrong": "没有这个键", "right": "是不是“sight_days”？"}
        ],
    }


def test_check_of_a_folder_that_is_not_there(tmp_path: Path) -> None:
    result = call("--config", tmp_path / "none", "config", "check")
    assert result.exit_code == 2
    assert "没有这个配置目录" in result.output


def test_check_sums_up(tmp_path: Path) -> None:
    more = '[[sections]]\nid = "zt"\nname = "专题"\nurl = "zt/"\nplatform = "nonesuch"\n'
    folder = write(tmp_path / "c", {"sites/qs.toml": SITE + more})
    summary = json.loads(call("--config", folder, "config", "check", "--json").output)
    counts = {key: summary[key] for key in ("ok", "sites", "units", "sections", "without_limit", "files")}
    assert counts == {
        "ok": True, "sites": 1, "units": 1, "sections": 2, "without_limit": 1, "files": ["sites/qs.toml"],
    }  # fmt: skip
    assert summary["without_category"] == ["qs/zt"]
    assert summary["profiles"] == ["inspection", "regulation"]
    assert [warning["key"] for warning in summary["warnings"]] == [
        "operator.contact",
        "qs 的 sections[zt].platform",
    ]
    text = call("--config", folder, "config", "check").output
    assert "网站 1，单位 1，栏目 2" in text
    assert "采用的方案：全国政府网站检查、政府信息公开条例" in text
    assert "qs/zt  专题" in text
    assert "不认识建站系统“nonesuch”" in text


def test_check_without_any_folder() -> None:
    result = call("config", "check")
    assert result.exit_code == 0
    assert "全用默认值" in result.output
    assert "还没有配置任何网站" in result.output


def test_diff(tmp_path: Path) -> None:
    folder = write(tmp_path / "c", {"gongkai.toml": "[crawl]\nretries = 4\npause_seconds = 2.0\n"})
    result = call("--config", folder, "config", "diff")
    assert result.output == "gongkai.toml: crawl.retries: 2 → 4\n"
    as_json = json.loads(call("--config", folder, "config", "diff", "--json").output)
    assert as_json == [{"file": "gongkai.toml", "key": "crawl.retries", "default": 2, "yours": 4}]


def test_diff_where_nothing_differs() -> None:
    assert call("config", "diff").output == "没有与默认值不同的键。\n"
