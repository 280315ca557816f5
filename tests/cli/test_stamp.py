"""`gongkai stamp` over an archive of three captures and an authority on loopback, and what docs/evidence.md
tells strangers to do."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gongkai.archive import open_archive
from gongkai.archive.stamping import MAX_BYTES, verify_stamps
from gongkai.cli import authority
from gongkai.cli.stamp import roots_of
from gongkai.config import load
from tests.archive.helpers import at, response
from tests.authority import (
    STAMPING,
    AuthorityServer,
    Maker,
    asked,
    authority_server,
    openssl_answer,
    party,
    refusal,
)
from tests.cli.test_bad_input import SETTINGS, Desk
from tests.fetch.proxying import proxying

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "evidence.md").read_text("utf-8")
ROOT = party("Root of the tests", authority=True)
MIDDLE = party("Middle of the tests", ROOT, authority=True)
SIGNER = party("Authority of the tests", MIDDLE, usage=STAMPING)
HONEST = Maker(SIGNER, (SIGNER, MIDDLE))

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path, "http://127.0.0.1:9/")
    with open_archive(made.archive, create=True) as archive:
        for number in (1, 2, 3):
            archive.keep(response(f"http://x.example/页{number}", b"%d" % number, moment=at(number)), "list")
    return made


@pytest.fixture
def server() -> Iterator[AuthorityServer]:
    with authority_server(HONEST) as made:
        yield made


def configured(desk: Desk, url: str, *, roots: str | None = ROOT.pem, crawl: str = "") -> None:
    told = f'[stamp]\nurl = "{url}"\n'
    if roots is not None:
        (desk.config / "root.pem").write_text(roots)
        told += 'roots = "root.pem"\n'
    (desk.config / "gongkai.toml").write_text(SETTINGS + crawl + told, encoding="utf-8")


def asks(desk: Desk) -> Any:
    result = desk.run("stamp", "--request", "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def refused(desk: Desk) -> str:
    """The words with which a stamp was not had; nothing was kept."""
    result = desk.run("stamp", "--request")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Traceback" not in result.stderr
    assert json.loads(desk.run("stamp", "--list", "--json").stdout) == []
    return result.stderr


def test_the_head_is_printed(desk: Desk):
    told = json.loads(desk.run("stamp", "--json").stdout)
    assert (told["capture"], told["requested_at"], len(told["chain"])) == (3, at(3), 64)
    shown = desk.run("stamp").stdout
    assert "第 3 号快照，2026-01-03 08:00 取得" in shown
    assert told["chain"] in shown


def test_no_capture_yet(desk: Desk, server: AuthorityServer):
    shutil.rmtree(desk.archive)
    assert desk.run("stamp").exit_code == 1, "no archive"
    with open_archive(desk.archive, create=True):
        pass
    assert desk.run("stamp").stdout == "档案里还没有快照，没有链头。\n"
    assert desk.run("stamp", "--json").stdout == "null\n"
    configured(desk, server.url)
    assert "没有可盖的" in refused(desk)
    assert not server.requests


def test_a_stamp_is_asked_for_and_kept(desk: Desk, server: AuthorityServer):
    configured(desk, server.url + "?key=secret")
    told = asks(desk)
    assert (told["id"], told["capture"], told["trusted"]) == (1, 3, True)
    assert told["authority"] == server.url, "a query may hold a key"
    ((request, headers),) = server.requests
    assert headers["content-type"] == "application/timestamp-query"
    assert asked(request)
    (kept,) = json.loads(desk.run("stamp", "--list", "--json").stdout)
    assert kept == {name: value for name, value in told.items() if name != "trusted"}
    with open_archive(desk.archive, write=False) as archive:
        assert list(verify_stamps(archive.stamps(), roots_of(load(desk.config)))) == []
    shown = desk.run("stamp", "--list").stdout
    assert "共 1 个时间戳" in shown
    assert "第 3 号快照" in shown
    assert "第 2 个时间戳" in desk.run("stamp", "--request").stdout


def test_without_roots_the_signature_alone_is_checked_and_that_is_said(desk: Desk):
    with authority_server(replace(HONEST, carried=(SIGNER, MIDDLE, ROOT))) as server:
        configured(desk, server.url, roots=None)
        assert "没有核对是谁签的" in desk.run("stamp", "--request").stdout
        assert asks(desk)["trusted"] is False


def test_without_an_authority_nobody_is_asked(desk: Desk):
    result = desk.run("stamp", "--request")
    assert (result.exit_code, "[stamp] url" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    "words",
    [
        ("--request", "--list"),
        ("--list", "--export", "1", "-o", "x"),
        ("--export", "1"),
        ("-o", "x"),
        ("--export", "0", "-o", "x"),
        ("--export", "7", "-o", "x"),
    ],
)
def test_what_does_not_go_together(desk: Desk, words: tuple[str, ...], tmp_path: Path):
    words = tuple(str(tmp_path / "x") if word == "x" else word for word in words)
    assert desk.run("stamp", *words).exit_code == 2
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("maker", "told"),
    [
        (replace(HONEST, nonce=5), "不是这一次请求"),
        (replace(HONEST, imprint=b"\0" * 32), "不是这个链值"),
        (replace(HONEST, key=ROOT.key), "签名不对"),
        (lambda _: refusal("不受理"), "不受理"),
        (lambda _: b"<html>welcome</html>", "不是能读懂的时间戳"),
        (lambda _: b"", "不是能读懂的时间戳"),
        (lambda _: b"\0" * MAX_BYTES + b"\0", "答复超过 64 KB"),
    ],
)
def test_an_answer_that_does_not_hold(desk: Desk, maker: Any, told: str):
    with authority_server(maker) as server:
        configured(desk, server.url)
        assert told in refused(desk)


def test_an_authority_of_somebody_else(desk: Desk, server: AuthorityServer):
    configured(desk, server.url, roots=party("Another root", authority=True).pem)
    assert "不由认可的根证书签发" in refused(desk)


def test_an_answer_without_end(desk: Desk):
    sent = 0

    def flood(request: bytes) -> Iterator[bytes]:
        nonlocal sent
        for _ in range(1024):
            sent += 1
            yield b"\x30" * 1024 * 1024

    with authority_server(flood) as server:
        configured(desk, server.url)
        assert "答复超过 64 KB" in refused(desk)
    assert sent < 64, "of a gigabyte little was taken"


def test_an_answer_that_drips(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(authority, "SECONDS", 0.5)

    def drip(request: bytes) -> Iterator[bytes]:
        for _ in range(100):
            yield b"\x30"
            time.sleep(0.05)

    with authority_server(drip) as server:
        configured(desk, server.url)
        began = time.monotonic()
        assert "0.5 秒内没有答完" in refused(desk)
        assert time.monotonic() - began < 3


@pytest.mark.parametrize("status", [204, 302, 404, 500])
def test_another_status(desk: Desk, server: AuthorityServer, status: int):
    """A redirect is not followed, wherever it leads."""
    server.status = status
    with authority_server(HONEST) as elsewhere:
        server.location = elsewhere.url
        configured(desk, server.url)
        assert f"答复 {status}" in refused(desk)
        assert not elsewhere.requests


def test_nobody_is_there(desk: Desk):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    configured(desk, f"http://127.0.0.1:{port}/tsr?key=secret")
    told = refused(desk)
    assert "没有从 127.0.0.1 得到时间戳：连接失败" in told
    assert "secret" not in told


def test_through_the_proxy_that_is_configured(
    desk: Desk, server: AuthorityServer, monkeypatch: pytest.MonkeyPatch
):
    """It alone can resolve the authority's name; the environment's is not used."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    url = server.url.replace("127.0.0.1", "tsa.invalid")

    async def through() -> list[str]:
        async with proxying(frozenset({"tsa.invalid"})) as proxy:
            configured(desk, url, crawl=f'proxy = "http://127.0.0.1:{proxy.port}"\n')
            assert (await asyncio.to_thread(asks, desk))["authority"] == url
            return proxy.asked

    assert asyncio.run(through()) == [f"POST {url}"]


def test_the_environments_proxy_is_not_used(
    desk: Desk, server: AuthorityServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    configured(desk, server.url)
    assert asks(desk)["trusted"]


def test_a_crawl_asks_no_authority(desk: Desk, server: AuthorityServer):
    configured(desk, server.url)
    desk.run("crawl")
    assert not server.requests


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ('url = "tsa.invalid"', "stamp.url"),
        ('url = "http://me:secret@tsa.invalid/"', "用户名和密码"),
        ('url = "http://[tsa/"', "stamp.url"),
        ('roots = "missing.pem"', "stamp.roots"),
        ('roots = "gongkai.toml"', "不是可用的 PEM 证书"),
    ],
)
def test_a_setting_that_is_wrong(desk: Desk, told: str, words: str):
    (desk.config / "gongkai.toml").write_text(f"{SETTINGS}[stamp]\n{told}\n", encoding="utf-8")
    result = desk.run("config", "check")
    assert (result.exit_code, words in result.output) == (2, True)
    assert "secret" not in result.output


# --- what the docs tell strangers ---------------------------------------------------------------------


@pytest.fixture
def stranger(desk: Desk, tmp_path: Path) -> Path:
    """A folder with nothing of ours but gongkai.db and the script of the docs."""
    folder = tmp_path / "stranger"
    folder.mkdir()
    with open_archive(desk.archive):
        """Closing it puts all of it into the one file."""
    shutil.copy(desk.archive / "gongkai.db", folder)
    (script,) = re.findall(r"(?s)```python\n(.*?)```", DOCS)
    assert len(script.strip().splitlines()) <= 15
    (folder / "chain.py").write_text(script)
    return folder


def recomputed(stranger: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "chain.py", "gongkai.db", *words]
    return subprocess.run(command, cwd=stranger, capture_output=True, text=True, check=False)


def test_a_stranger_recomputes_the_chain(desk: Desk, stranger: Path):
    head = json.loads(desk.run("stamp", "--json").stdout)
    assert recomputed(stranger).stdout == head["chain"]
    assert recomputed(stranger, "3").stdout == head["chain"]
    assert recomputed(stranger, "2").stdout not in (head["chain"], "")


def test_a_stranger_finds_what_was_changed(desk: Desk, stranger: Path):
    with open_archive(desk.archive) as archive:
        archive.db.execute("UPDATE captures SET status = 404 WHERE id = 2")
    shutil.copy(desk.archive / "gongkai.db", stranger)
    told = recomputed(stranger)
    assert (told.returncode, told.stderr) == (1, "the chain breaks at capture 2\n")


@needs_openssl
@pytest.mark.parametrize("by_openssl", [False, True], ids=["our answer", "openssl's answer"])
def test_a_stranger_checks_a_stamp(desk: Desk, stranger: Path, tmp_path: Path, by_openssl: bool):
    """The very commands of the docs, and the one that --export prints."""

    def openssl(request: bytes) -> bytes:
        return openssl_answer(tmp_path, SIGNER, (MIDDLE,), request)

    with authority_server(openssl if by_openssl else HONEST) as server:
        configured(desk, server.url)
        assert asks(desk)["trusted"]
    (commands,) = re.findall(r"(?s)```sh\n(.*?)```", DOCS)
    export, *others = commands.splitlines()
    assert export == "gongkai stamp --export 1 -o 1.tsr"
    printed = desk.run("stamp", "--export", "1", "-o", str(stranger / "1.tsr")).stdout.splitlines()[-1]
    (stranger / "root.pem").write_text(ROOT.pem)
    for command in (*others, printed.strip()):
        done = subprocess.run(command, shell=True, cwd=stranger, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (command, done.stderr)
    assert "Verification: OK" in done.stdout
    (stranger / "link.txt").write_text("0" * 64)
    wrong = subprocess.run(others[-1], shell=True, cwd=stranger, capture_output=True, text=True, check=False)
    assert (wrong.returncode, "Verification: FAILED" in wrong.stdout + wrong.stderr) == (1, True)


def test_a_file_that_cannot_be_written(desk: Desk, server: AuthorityServer, tmp_path: Path):
    configured(desk, server.url)
    asks(desk)
    result = desk.run("stamp", "--export", "1", "-o", str(tmp_path / "missing" / "1.tsr"))
    assert (result.exit_code, "写不了" in result.stderr) == (2, True)
