"""The files of certificates that the configuration names: found, and readable, before anything is asked."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

from gongkai.base.errors import Problem
from gongkai.config.crossings import Documents

MAX_BYTES = 256 * 1024  # a chain has a few certificates of 2 KiB


def read_certificates(folder: Path | None, documents: Documents) -> tuple[dict[str, str], list[Problem]]:
    """The text of every PEM file, by its path as it is written, and what is wrong with the others."""
    found: dict[str, str] = {}
    problems = []
    for file, key, named in _named(documents):
        if folder is None or not isinstance(named, str) or not named.strip():
            continue
        try:
            found[named.strip()] = _read(folder / named.strip())
        except ValueError as error:
            right = "写相对于配置目录的路径，文件里是 -----BEGIN CERTIFICATE----- 开头的证书"
            problems.append(Problem(file, key, f"“{named}”{error}", right))
    return found, problems


def _named(documents: Documents) -> Iterator[tuple[str, str, object]]:
    """Every place where a file may be named: file, key, and what stands there."""
    stamp = documents.settings.get("stamp")
    if isinstance(stamp, dict):
        yield "gongkai.toml", "stamp.roots", stamp.get("roots")
    for file, site in documents.sites.items():
        tables = site.get("tls")
        for number, table in enumerate(tables if isinstance(tables, list) else (), 1):
            if isinstance(table, dict):
                yield file, f"tls[#{number}].chain", table.get("chain")


def _read(file: Path) -> str:
    """The certificates in a file. Raises ValueError whose text says what is wrong with it."""
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise ValueError(f"读不出：{error.strerror}") from None
    if len(data) > MAX_BYTES:
        raise ValueError("太大，不像证书文件")
    try:
        text = data.decode("utf-8-sig")
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=text)
    except (ValueError, ssl.SSLError):
        raise ValueError("不是可用的 PEM 证书") from None
    return text
