"""`gongkai export warc` and `gongkai import`: what they say, and with which exit status they end."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongkai.archive import open_archive
from gongkai.cli.importing import REASONS
from gongkai.crawl import crawl_lock
from tests.cli.test_bad_input import Desk
from tests.export.stranger import chain_holds, read, statements
from tests.intake.warcs import packed, response, revisit, sha1, write
from tests.loopback import LoopbackSite


def test_export_tells_what_it_wrote_and_overwrites_nothing(desk: Desk, tmp_path: Path):
    out = tmp_path / "warc"
    told = desk.run("export", "warc", "-o", str(out))
    assert told.exit_code == 0
    (file,) = out.iterdir()
    assert str(file) in told.stdout
    assert "未作遮盖" in told.stderr
    assert chain_holds(statements(read(file)))
    before = file.read_bytes()
    again = desk.run("export", "warc", "-o", str(out))
    assert (again.exit_code, file.read_bytes()) == (2, before)
    assert "没有覆盖" in again.stderr


def test_export_as_json(desk: Desk, site: LoopbackSite, tmp_path: Path):
    where = ("-o", str(tmp_path / "one.warc.gz"), "--item", site.base + "gzdt/1.html", "--json")
    told = json.loads(desk.run("export", "warc", *where).stdout)
    assert (told["files"], told["captures"], told["withheld"]) == ([str(tmp_path / "one.warc.gz")], 1, 0)
    assert len(told["chain_head"]["chain"]) == 64


def test_export_says_how_much_is_withheld(desk: Desk, tmp_path: Path):
    with open_archive(desk.archive) as archive:
        archive.db.execute("UPDATE items SET withheld = '个人信息'")
    told = desk.run("export", "warc", "-o", str(tmp_path / "w"))
    assert "已隐去条目的 1 个快照没有导出" in told.stderr
    with_all = desk.run("export", "warc", "-o", str(tmp_path / "all"), "--with-withheld")
    assert "没有导出" not in with_all.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        ("--site", "nowhere"),
        ("--item", "NONE"),
        ("--since", "2099-01-01"),
        ("--since", "soon"),
        ("--max-size", "0"),
    ],
)
def test_export_of_what_is_not_there(desk: Desk, tmp_path: Path, wrong: tuple[str, str]):
    result = desk.run("export", "warc", "-o", str(tmp_path / "w"), *wrong)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert not list((tmp_path / "w").glob("*"))


def test_import_of_an_export(desk: Desk, tmp_path: Path):
    desk.run("export", "warc", "-o", str(tmp_path / "w.warc.gz"))
    other = Desk(tmp_path / "other", "http://x.example/")
    told = other.run("import", str(tmp_path / "w.warc.gz"))
    assert told.exit_code == 0
    with (
        open_archive(desk.archive, write=False) as archive,
        open_archive(other.archive, write=False) as theirs,
    ):
        sql = "SELECT DISTINCT sha256 FROM captures WHERE bytes ORDER BY 1"
        ours = [tuple(row) for row in archive.db.execute(sql)]
        assert [tuple(row) for row in theirs.db.execute(sql)] == ours
        assert f"导入 {len(ours)} 个快照（第 1 次导入）" in told.stdout
    again = other.run("import", str(tmp_path / "w.warc.gz"))
    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr.strip().count("\n") == 0
    assert "导入过" in again.stderr


def test_import_as_json_counts_what_it_skipped(desk: Desk, tmp_path: Path):
    digest = sha1(b"one")
    first = write(tmp_path, packed(response(b"one", WARC_Payload_Digest=digest)), "1.warc.gz")
    bad = response(b"two", WARC_Payload_Digest=digest)
    second = write(
        tmp_path, packed(revisit(digest, WARC_Date="2020-01-01T00:00:00Z"), bad) + b"GARBAGE", "2.warc.gz"
    )
    result = desk.run("import", str(first), str(second), "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)["files"]
    assert [one["captures"] for one in told] == [1, 1]
    assert told[1]["skipped"] == {"digest": 1, "damaged": 1}
    assert "已损坏或不完整" in result.stderr


def test_import_of_what_is_no_warc_takes_in_nothing(desk: Desk, tmp_path: Path):
    good = write(tmp_path, packed(response(b"one")), "1.warc.gz")
    for name, content in (("no.html", b"<html>"), ("empty.warc", b"")):
        result = desk.run("import", str(good), str(write(tmp_path, content, name)))
        assert result.exit_code == 2
        assert result.stderr.strip().count("\n") == 0
        assert "不是 WARC 文件" in result.stderr
    assert desk.run("import", str(tmp_path / "nowhere.warc")).exit_code == 1
    with open_archive(desk.archive, write=False) as archive:
        assert archive.db.execute("SELECT count(*) FROM imports").fetchone()[0] == 0


def test_import_waits_for_no_crawl(desk: Desk, tmp_path: Path):
    path = write(tmp_path, packed(response(b"one")))
    with crawl_lock(desk.archive, datetime.now(UTC)):
        assert desk.run("import", str(path)).exit_code == 75
    assert desk.run("import", str(path)).exit_code == 0


def test_every_reason_has_its_words(desk: Desk, tmp_path: Path):
    """What is printed for people names what was skipped, and no reason is without words."""
    bad = [
        response(b""),
        response(b"x", WARC_Date="soon"),
        response(b"x", WARC_Target_URI="ftp://x/"),
        response(b"x", "Content-Encoding: x-unknown"),
        response(b"x", "Content-Length: 9"),
        revisit("sha1:" + "A" * 32),
    ]
    told = desk.run("import", str(write(tmp_path, packed(*bad)))).stdout
    for reason in ("no-payload", "date", "no-http", "encoding", "length", "unresolved"):
        assert f"跳过 1：{REASONS[reason]}" in told
