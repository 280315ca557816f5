"""`gongkai config export` and `import` as an operator calls them; sites that no crawl has verified yet."""

from __future__ import annotations

import json
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from gongkai.cli import main
from gongkai.config.starter import READY, starter_files
from tests.cli.test_bad_input import Desk
from tests.config.folders import write
from tests.config.workbooks import FILES, QS, altered


def call(folder: Path, *words: object) -> Result:
    return CliRunner().invoke(main, ["--config", str(folder), "config", *map(str, words)])


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    write(tmp_path / "config", FILES)
    file = tmp_path / "栏目表.xlsx"
    assert call(tmp_path / "config", "export", file).exit_code == 0
    return file


def fill(sheet: Path, cells: dict[str, object]) -> None:
    sheet.write_bytes(altered(sheet.read_bytes(), cells))


def told(folder: Path) -> dict[str, str]:
    return {name: (folder / "config" / name).read_text("utf-8") for name in FILES}


def test_out_and_back(tmp_path: Path, sheet: Path) -> None:
    result = call(tmp_path / "config", "import", sheet)
    assert (result.exit_code, result.output) == (0, "没有要改的。\n")
    assert told(tmp_path) == FILES


def test_a_sheet_that_somebody_filled_in_is_not_overwritten(tmp_path: Path, sheet: Path) -> None:
    before = sheet.read_bytes()
    result = call(tmp_path / "config", "export", sheet)
    assert result.exit_code == 2
    assert "没有覆盖" in result.output
    assert sheet.read_bytes() == before
    sheet.write_bytes(b"old")
    assert call(tmp_path / "config", "export", sheet, "--force").exit_code == 0
    assert load_workbook(BytesIO(sheet.read_bytes())).sheetnames[0] == "栏目"


def test_a_dry_run_says_what_would_change_and_changes_nothing(tmp_path: Path, sheet: Path) -> None:
    fill(sheet, {"栏目!L2": "经济办", "栏目!P1": "责任领导", "栏目!P2": "张三"})
    result = call(tmp_path / "config", "import", sheet, "--dry-run")
    assert result.exit_code == 0
    assert "栏目!L2 qs/gzdt 责任科室：党政办 → 经济办" in result.output
    assert "没有用到的列：责任领导" in result.output
    assert "现在没有写入" in result.output
    assert told(tmp_path) == FILES


def test_an_import_changes_the_file_and_is_told_as_json(tmp_path: Path, sheet: Path) -> None:
    fill(sheet, {"栏目!L2": "经济办", "栏目!O5": "否"})
    result = json.loads(call(tmp_path / "config", "import", sheet, "--json").output)
    assert result["written"] == ["sites/qs.toml", "sites/yl.toml"]
    assert [(change["place"], change["after"]) for change in result["changes"]] == [
        ("栏目!L2", "经济办"),
        ("栏目!O5", False),
    ]
    assert told(tmp_path)["sites/qs.toml"] == QS.replace('"党政办"  ', '"经济办"  ')
    assert call(tmp_path / "config", "import", sheet).output == "没有要改的。\n"


def test_an_address_on_a_strange_host_is_pointed_out_before_it_is_written(
    tmp_path: Path, sheet: Path
) -> None:
    fill(sheet, {"栏目!F4": "http://192.168.0.1/tz/"})
    result = call(tmp_path / "config", "import", sheet, "--dry-run")
    assert "请留意：" in result.output
    assert "主机 192.168.0.1 不是本网站的" in result.output
    assert "联系方式" not in result.output  # that was so before


def test_one_bad_cell_and_nothing_is_written(tmp_path: Path, sheet: Path) -> None:
    fill(sheet, {"栏目!L2": "经济办", "栏目!H4": "两周", "栏目!F5": "http://"})
    result = call(tmp_path / "config", "import", sheet)
    assert result.exit_code == 2
    assert "有 2 处要改，一处也没有写入" in result.output
    assert "栏目表.xlsx: 栏目!H4（更新间隔（天））: “两周”不是天数" in result.output
    assert "栏目表.xlsx: 栏目!F5（网址）: 网址“http://”不能打开" in result.output
    assert told(tmp_path) == FILES
    problems = json.loads(call(tmp_path / "config", "import", sheet, "--json").output)["problems"]
    assert [problem["key"][:5] for problem in problems] == ["栏目!H4", "栏目!F5"]


def test_sections_that_the_sheet_does_not_name_are_named(tmp_path: Path, sheet: Path) -> None:
    sheet.write_bytes(altered(sheet.read_bytes(), {}, lambda book: book["栏目"].delete_rows(5)))
    result = call(tmp_path / "config", "import", sheet)
    assert "表里没有、仍留在配置里的 1 个：yl/cz" in result.output
    assert told(tmp_path) == FILES


def test_files_that_are_none(tmp_path: Path, sheet: Path) -> None:
    result = call(tmp_path / "config", "import", tmp_path / "none.xlsx")
    assert (result.exit_code, "读不出" in result.output) == (2, True)
    sheet.write_bytes(b"PK")
    result = call(tmp_path / "config", "import", sheet)
    assert (result.exit_code, "不是 .xlsx 工作簿" in result.output) == (2, True)


# --- ready configurations -------------------------------------------------------------------------


@pytest.mark.parametrize("name", READY)
def test_a_ready_configuration_is_right_and_says_that_nobody_verified_it(name: str, tmp_path: Path) -> None:
    write(tmp_path, {name.removesuffix(".sample"): starter_files()[name]})
    summary = json.loads(call(tmp_path, "check", "--json").output)
    (warning,) = [found for found in summary["warnings"] if found["key"].endswith("verified")]
    assert warning["wrong"] == "未对照真实网站核对过"
    assert "gongkai crawl " in warning["right"]
    assert not [found for found in summary["warnings"] if "platform" in found["key"]]
    assert "2026-11-27" in starter_files()[name]


def test_ready_configurations_are_offered_and_not_crawled(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["init", str(tmp_path)])
    assert all(name in result.output for name in READY)
    assert json.loads(call(tmp_path, "check", "--json").output)["sites"] == 0


def warned(desk: Desk) -> list[str]:
    found = json.loads(desk.run("config", "check", "--json").output)["warnings"]
    return [warning["wrong"] for warning in found if warning["key"] == "demo 的 verified"]


def test_crawls_that_understood_every_section_verify_a_site(desk: Desk) -> None:
    archive = desk.archive.with_name("crawled")
    shutil.move(desk.archive, archive)
    desk.mistake('name = "演示"', 'name = "演示"\nverified = false')
    assert warned(desk) == ["未对照真实网站核对过"]
    shutil.move(archive, desk.archive)
    assert warned(desk) == []
    assert "还没有核对过的网站" not in desk.run("status").output
    desk.site.write_text(desk.site.read_text("utf-8") + '[[sections]]\nid = "x"\nname = "公告"\nurl = "x/"\n')
    assert warned(desk) == ["未对照真实网站核对过：2 个栏目，采集看清过 1 个"]
    assert "demo  未对照真实网站核对过：2 个栏目，采集看清过 1 个" in desk.run("status").output
