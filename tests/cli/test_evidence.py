"""`gongkai evidence`: a stranger verifies the package with its own program, with sha256sum and with openssl,
and whatever is changed in it is named."""

from __future__ import annotations

import ast
import csv
import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gongkai.archive import Judgement
from gongkai.base.findings import Found
from gongkai.base.times import china_day
from gongkai.report import package, spans
from tests.cli.proving import ROOT, packed, resum, run, stale_world, unpack, verified
from tests.crawl.world import World

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with stale_world(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def zipped(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The package of a stale column."""
    folder = tmp_path_factory.mktemp("stale")
    with stale_world(folder) as made:
        return packed(made, folder / "问题1.zip")


@pytest.fixture
def stranger(zipped: bytes, tmp_path: Path) -> Path:
    """A folder with the package and nothing of ours."""
    return unpack(zipped, tmp_path / "stranger")


def told(folder: Path, name: str = "finding.json") -> Any:
    return json.loads((folder / name).read_text("utf-8"))


def test_a_stranger_verifies_it(stranger: Path):
    status, words = verified(stranger)
    assert (status, "全部相符" in words) == (0, True), words
    (stamp,) = (stranger / "stamps").glob("*.json")
    assert words.count(f"链通到第 {stamp.stem} 个时间戳") == len(told(stranger)["captures"]) == 2


def test_sha256sum_verifies_it(stranger: Path):
    command = ["sha256sum", "--strict", "-c", "SHA256SUMS"]
    done = subprocess.run(command, cwd=stranger, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    listed = {line.split("  ")[1] for line in (stranger / "SHA256SUMS").read_text("utf-8").splitlines()}
    there = {p.relative_to(stranger).as_posix() for p in stranger.rglob("*") if p.is_file()}
    assert there - listed == {"SHA256SUMS"}


@needs_openssl
def test_openssl_verifies_the_stamp_as_the_readme_says(stranger: Path):
    (stranger / "root.pem").write_text(ROOT.pem)
    lines = (stranger / "README.txt").read_text("utf-8").splitlines()
    commands = [line.strip() for line in lines if line.strip().startswith("openssl ")]
    assert len(commands) == 2
    for command in commands:
        done = subprocess.run(command, shell=True, cwd=stranger, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert "Verification: OK" in done.stdout


def test_what_it_holds(stranger: Path):
    finding = told(stranger)
    assert (finding["finding"]["rule"], finding["finding"]["since"]) == ("stale-section", "2026-03-07")
    assert finding["finding"]["id"] == 1
    rows = list(
        csv.reader(io.StringIO((stranger / "visits.csv").read_bytes().decode("utf-8-sig"), newline=""))
    )
    seen, proving = rows[0].index("是否看清"), rows[0].index("是否作证")
    assert [row[seen] for row in rows[1:]].count("否") == 1, "the night on which we saw nothing"
    assert [row[proving] for row in rows[1:]].count("是") == 2
    statement = (stranger / "陈述.html").read_text("utf-8")
    assert finding["finding"]["statement"] in statement
    assert "未看清 1 次" in statement
    for capture in finding["captures"]:
        assert "青石街道开展" in (stranger / f"captures/{capture}.bin").read_text("utf-8")
    numbers = [
        json.loads(line)["capture"] for line in (stranger / "chain.jsonl").read_text("utf-8").splitlines()
    ]
    stamped = told(stranger, f"stamps/{finding['stamps'][0]}.json")["capture"]
    assert numbers == list(range(finding["captures"][0], stamped + 1))


@pytest.mark.parametrize(
    "kind",
    ["陈述.html", "finding.json", "visits.csv", "captures/*.json", "captures/*.bin", "chain.jsonl",
     "stamps/*.tsr", "stamps/*.txt", "stamps/*.json", "README.txt"],
)  # fmt: skip
def test_a_flipped_byte_is_named(stranger: Path, kind: str):
    path = sorted(stranger.glob(kind))[0]
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    status, words = verified(stranger)
    assert (status, f"不符  {path.relative_to(stranger).as_posix()}：" in words) == (1, True), words


def test_a_file_taken_out_or_put_in_is_named(stranger: Path):
    path = sorted(stranger.glob("captures/*.bin"))[0]
    path.unlink()
    (stranger / "captures" / "new.txt").write_text("x")
    status, words = verified(stranger)
    assert status == 1
    assert f"captures/{path.name}：包里没有这个文件" in words
    assert "captures/new.txt：不在 SHA256SUMS 里" in words


def test_bytes_changed_and_the_sums_made_to_fit(stranger: Path):
    path = sorted(stranger.glob("captures/*.bin"))[0]
    path.write_bytes(path.read_bytes() + b" ")
    resum(stranger)
    status, words = verified(stranger)
    assert (status, f"captures/{path.name}：内容与快照的哈希不符" in words) == (1, True), words


@pytest.mark.parametrize("key", ["requested_at", "url", "sha256"])
def test_a_capture_told_otherwise_and_the_sums_made_to_fit(stranger: Path, key: str):
    path = sorted(stranger.glob("captures/*.json"))[0]
    capture = told(path.parent, path.name)
    capture["stated"][key] = capture["stated"][key][:-1] + "x"
    path.write_text(json.dumps(capture), encoding="utf-8")
    resum(stranger)
    status, words = verified(stranger)
    assert (status, f"captures/{path.name}：所问所答与证据链上的值不符" in words) == (1, True), words


def test_a_link_tampered_and_the_sums_made_to_fit(stranger: Path):
    path = stranger / "chain.jsonl"
    lines = path.read_text("utf-8").splitlines()
    link = json.loads(lines[1])
    link["stated"]["status"] = 404
    path.write_text("\n".join([lines[0], json.dumps(link), *lines[2:]]) + "\n", encoding="utf-8")
    resum(stranger)
    status, words = verified(stranger)
    assert (status, f"第 {link['capture']} 号快照的一环算不出" in words) == (1, True), words


def test_a_link_taken_out_and_the_sums_made_to_fit(stranger: Path):
    path = stranger / "chain.jsonl"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines[:-2], lines[-1]]) + "\n", encoding="utf-8")
    resum(stranger)
    status, words = verified(stranger)
    assert (status, "链通不到时间戳或链头" in words) == (1, True), words


def test_a_stamp_of_something_else(stranger: Path):
    (path,) = (stranger / "stamps").glob("*.json")
    stamp = told(path.parent, path.name)
    path.write_text(json.dumps(stamp | {"chain": "0" * 64}), encoding="utf-8")
    resum(stranger)
    status, words = verified(stranger)
    assert (status, f"stamps/{path.stem}.tsr：盖的不是所说的链值" in words) == (1, True), words


@pytest.mark.parametrize("name", ["finding.json", "chain.jsonl", "SHA256SUMS"])
def test_what_cannot_be_read_is_told_without_a_traceback(stranger: Path, name: str):
    (stranger / name).write_bytes(b"\xff{")
    status, words = verified(stranger)
    assert (status, "读不了或读不懂" in words) == (1, True), words


def test_its_program_is_for_old_pythons_and_needs_nothing(stranger: Path):
    tree = ast.parse((stranger / "verify.py").read_text("utf-8"), feature_version=(3, 8))
    names = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= {"__future__", "hashlib", "io", "json", "sys", "pathlib", "typing"}


# --- what the command does ----------------------------------------------------------------------------


def test_the_same_archive_gives_the_same_bytes(world: World, tmp_path: Path):
    assert packed(world, tmp_path / "a.zip") == packed(world, tmp_path / "b.zip")


def test_it_overwrites_only_when_told(world: World, tmp_path: Path):
    output = tmp_path / "a.zip"
    output.write_text("mine")
    result = run(world, "evidence", "1", "-o", str(output))
    assert (result.exit_code, output.read_text()) == (2, "mine")
    assert "--force" in result.stderr
    packed(world, output, "--force")
    assert output.read_bytes()[:2] == b"PK"
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".part")] == []


def test_no_such_finding_or_folder(world: World, tmp_path: Path):
    unknown = run(world, "evidence", "99", "-o", str(tmp_path / "a.zip"))
    assert (unknown.exit_code, "没有编号为 99 的问题" in unknown.stderr) == (2, True)
    nowhere = run(world, "evidence", "1", "-o", str(tmp_path / "missing" / "a.zip"))
    assert (nowhere.exit_code, "写不了" in nowhere.stderr) == (2, True)
    assert not (tmp_path / "a.zip").exists()


def test_purged_bytes_leave_their_tombstone(world: World, tmp_path: Path):
    capture = told_of(world, 1).evidence["captures"][0]
    world.archive.purge(capture, "误采", "王某", "2026-03-20T00:00:00Z")
    folder = unpack(packed(world, tmp_path / "a.zip"), tmp_path / "purged")
    assert not (folder / f"captures/{capture}.bin").exists()
    kept = told(folder, f"captures/{capture}.json")
    assert (kept["purged"], kept["body"]) == ("2026-03-20T00:00:00Z", None)
    status, words = verified(folder)
    assert (status, "已于 2026-03-20 08:00（中国时间）清除" in words) == (0, True), words


def test_without_a_stamp_the_chain_leads_to_the_head(world: World, tmp_path: Path):
    world.archive.db.execute("DELETE FROM stamps")
    folder = unpack(packed(world, tmp_path / "a.zip"), tmp_path / "unstamped")
    head = world.archive.chain_head()
    assert head is not None
    status, words = verified(folder)
    assert (status, words.count(f"链头（第 {head.capture} 号快照，{head.chain}）")) == (0, 2), words
    assert "还没有盖过时间戳" in (folder / "README.txt").read_text("utf-8")


def test_too_much_is_told(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(package, "MOST_BYTES", 100)
    result = run(world, "evidence", "1", "-o", str(tmp_path / "a.zip"))
    assert (result.exit_code, "--without-files" in result.stderr) == (1, True)
    assert not (tmp_path / "a.zip").exists()


def test_a_chain_too_long_is_left_out_and_told(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(spans, "MOST_LINKS", 5)
    folder = unpack(packed(world, tmp_path / "a.zip"), tmp_path / "short")
    assert (folder / "chain.jsonl").read_text("utf-8") == ""
    for name in ("README.txt", "陈述.html"):
        assert "超过一个包的上限，没有放入" in (folder / name).read_text("utf-8")
    status, words = verified(folder)
    assert (status, words.count("此后的链没有放入")) == (0, 2), words


def test_a_finding_of_a_site_brings_the_proof_of_its_members(world: World, tmp_path: Path):
    member = told_of(world, 1)
    found = Found(
        rule="site-stale-core", subject="demo", since="2026-03-08", opened="2026-03-08",
        last_confirmed="2026-03-10", severity="单项否决", statement="该站多个栏目不更新。", basis="19号",
        site="demo", evidence={"members": [member.key]},
    )  # fmt: skip
    world.archive.keep_judgement(
        Judgement(china_day(world.now), [found], frozenset(), frozenset()), "2026-03-10T00:00:00Z"
    )
    folder = package_of(world, tmp_path / "site")
    assert told(folder)["captures"] == member.evidence["captures"]
    assert [one["id"] for one in told(folder)["members"]] == [1]
    statement = (folder / "陈述.html").read_text("utf-8")
    assert member.statement in statement
    assert verified(folder)[0] == 0


# --- of an item ---------------------------------------------------------------------------------------


def told_of(world: World, number: int) -> Found:
    finding = world.archive.finding(number)
    assert finding is not None
    return finding.found


HOSTILE = '=HYPERLINK("http://x")<script>alert(1)</script>\'\u2028&amp;'


def of_an_item(world: World) -> str:
    """Finding 2, about an item and a file, by hand; the uid of the item."""
    uid, item = world.rows("SELECT uid, id FROM items ORDER BY id LIMIT 1")[0]
    capture = world.one("SELECT capture FROM versions WHERE item = ?", item)
    found = Found(
        rule="late-item", subject=uid, since="2026-03-05", opened="2026-03-06", last_confirmed="2026-03-06",
        severity="提示", statement=f"《{HOSTILE}》迟了。", basis="条例第二十六条", site="demo",
        unit="qingshi", section="demo/gzdt", item=uid, about=True, repeats=True, params={"working_days": 20},
        evidence={
            "captures": [capture],
            "dates": [{"what": "形成日期", "value": "2026-02-02"}],
            "working_days": {
                "from": "2026-02-02", "first_counts": False, "count": 1, "about": True,
                "days": [["2026-02-02", None, "起算日"], ["2026-02-03", 1, ""], ["2026-02-07", None, "周六"]],
            },
        },
    )  # fmt: skip
    world.archive.keep_judgement(
        Judgement(china_day(world.now), [found], frozenset(), frozenset()), "2026-03-06T00:00:00Z"
    )
    return str(uid)


def package_of(world: World, folder: Path, *words: str) -> Path:
    result = run(world, "evidence", "2", "-o", str(folder.with_suffix(".zip")), *words)
    assert result.exit_code == 0, result.output
    return unpack(folder.with_suffix(".zip").read_bytes(), folder)


def test_hostile_words_stay_words(world: World, tmp_path: Path):
    of_an_item(world)
    run(world, "finding", "2", "confirm", "--by", HOSTILE, "--note", HOSTILE)
    folder = package_of(world, tmp_path / "item")
    statement = (folder / "陈述.html").read_text("utf-8")
    assert "<script" not in statement
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in statement
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    assert all(name.isascii() or name == "陈述.html" for name in names)
    assert verified(folder)[0] == 0


def test_every_working_day_stands_in_a_table(world: World, tmp_path: Path):
    of_an_item(world)
    folder = package_of(world, tmp_path / "item")
    rows = (folder / "days.csv").read_bytes().decode("utf-8-sig").split("\r\n")
    assert rows[1:] == ["2026-02-02,不计,起算日", "2026-02-03,1,", "2026-02-07,不计,周六", ""]
    assert "尚无放假安排" in (folder / "陈述.html").read_text("utf-8")


def test_a_withheld_item_says_nothing_unless_asked(world: World, tmp_path: Path):
    uid = of_an_item(world)
    title = world.one("SELECT title FROM items WHERE uid = ?", uid)
    world.archive.withhold(uid, "含有病情", "王某", "2026-03-20T00:00:00Z")
    folder = package_of(world, tmp_path / "withheld")
    everything = b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    assert not [word for word in (title, HOSTILE, "script") if word.encode() in everything]
    assert "已按规定隐去" in (folder / "陈述.html").read_text("utf-8")
    assert "属于已隐去的条目" in (folder / "README.txt").read_text("utf-8")
    assert verified(folder)[0] == 0
    whole = package_of(world, tmp_path / "whole", "--with-withheld")
    assert any(title.encode() in p.read_bytes() for p in whole.glob("captures/*.bin"))


def test_files_may_be_left_out(world: World, tmp_path: Path):
    of_an_item(world)
    world.archive.db.execute("UPDATE captures SET kind = 'attachment' WHERE kind = 'article'")
    folder = package_of(world, tmp_path / "without", "--without-files")
    assert list(folder.glob("captures/*.bin")) == []
    status, words = verified(folder)
    assert (status, "附件按要求没有放入" in words) == (0, True), words
    assert list(package_of(world, tmp_path / "with").glob("captures/*.bin"))
