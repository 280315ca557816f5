"""`extract` and `listing`: one saved page, or many as JSON lines, read and printed as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from gongkai.base.charset import read_page
from gongkai.base.choice import Origin
from gongkai.base.values import Ask, Document, Listing, Page
from gongkai.cli.context import ChinaDate

Reading = Callable[[Page, date | None, bool], dict[str, Any]]
"""Page, China day it was seen, whether to explain → what is printed."""

UNKNOWN_URL = "http://unknown.invalid/"


def _article(page: Page, seen: date | None, explain: bool) -> dict[str, Any]:
    from gongkai.extract import explain_article

    explained = explain_article(page)
    printed = article_json(explained.document)
    return {**printed, "explain": _origins(explained.origins)} if explain else printed


def _list(page: Page, seen: date | None, explain: bool) -> dict[str, Any]:
    from gongkai.platforms import read_list

    listing = read_list(page, seen=seen)
    printed = listing_json(listing)
    return {**printed, "explain": _origins(listing.origins)} if explain else printed


def _origins(origins: Iterable[Origin]) -> dict[str, Any]:
    """For each field where it came from, and the other candidates with the reason against each."""
    return {
        origin.field: {
            "value": origin.value,
            "from": origin.place or None,
            "rejected": [
                {"value": other.value, "from": other.place, "why": other.against} for other in origin.rejected
            ],
        }
        for origin in origins
    }


def article_json(document: Document) -> dict[str, Any]:
    """A document as `gongkai extract` prints it."""
    return {
        "title": document.title,
        "published": document.published,
        "published_from": document.published_from,
        "formed": document.formed,
        "effective": document.effective,
        "source": document.source,
        "issuer": document.issuer,
        "index_no": document.index_no,
        "doc_no": document.doc_no,
        "body": document.body,
        "attachments": [{"url": file.url, "name": file.name} for file in document.attachments],
        "body_file": document.body_file,
        "parts": list(document.parts),
        "section_path": list(document.section_path),
        "charset": document.charset,
        "damage": document.damage,
        "kind": document.kind,
        "metadata": [list(pair) for pair in document.metadata],
    }


def listing_json(listing: Listing) -> dict[str, Any]:
    """A listing as `gongkai listing` prints it. `next_url` is a page that a GET reaches; a list's service,
    and what is to be sent to it, stands under `ask`."""
    by_post = listing.next is not None and listing.next.body is not None
    service = listing.next if listing.next and (by_post or listing.shape == "shell") else None
    return {
        "platform": listing.platform,
        "section": listing.section,
        "items": [{"title": row.title, "url": row.url, "date": row.date} for row in listing.rows],
        "next_url": listing.next_url if listing.understood and not by_post else None,
        "more": listing.more,
        "total_pages": listing.total_pages,
        "total_items": listing.total_items,
        "shape": listing.shape,
        "why": listing.why,
        "ask": {"url": service.url, "body": service.body} if service else None,
    }


def _page(file: Path, url: str) -> Page:
    return read_page(url, file.read_bytes())


def asked_of(told: Any) -> Ask | None:
    """What a page answers, as the `asked` of a line tells where its address alone does not: that of a list's
    service, and what its reader has to know. TypeError for what is no such table."""
    if not told:
        return None
    if not isinstance(told, dict):
        raise TypeError("asked")
    known = {field.name for field in fields(Ask)} - {"headers"}
    return Ask(**{key: value for key, value in told.items() if key in known})


def _line(text: str, reading: Reading, explain: bool) -> dict[str, Any]:
    """The answer to one line of a batch; what is wrong with it stands under `error`."""
    try:
        asked = json.loads(text)
    except ValueError:
        return {"id": None, "error": "这一行不是 JSON"}
    if not isinstance(asked, dict) or not isinstance(asked.get("file"), str):
        return {"id": asked.get("id") if isinstance(asked, dict) else None, "error": "这一行没有 file"}
    try:
        seen = date.fromisoformat(asked["seen"]) if asked.get("seen") else None
        page = _page(Path(asked["file"]), str(asked.get("url") or UNKNOWN_URL))
        page = replace(page, asked=asked_of(asked.get("asked")))
    except (OSError, ValueError, TypeError) as error:
        return {"id": asked.get("id"), "error": f"读不了 {asked['file']}：{error}"}
    try:
        return {"id": asked.get("id"), **reading(page, seen, explain)}
    except Exception as error:  # a fault of ours on one page must not cost the answers to all the others
        return {"id": asked.get("id"), "error": f"读 {asked['file']} 时出错：{type(error).__name__}: {error}"}


def _batch(lines: Iterable[str], reading: Reading, explain: bool) -> None:
    for text in lines:
        if text.strip():
            _print(_line(text, reading, explain))


def _print(value: dict[str, Any], *, indent: int | None = None) -> None:
    """UTF-8 JSON whatever the terminal's encoding, on one line unless indented, flushed."""
    stream = sys.stdout.buffer
    stream.write(json.dumps(value, ensure_ascii=False, indent=indent).encode("utf-8", "replace") + b"\n")
    stream.flush()


def _run(
    file: Path | None, url: str | None, seen: date | None, batch: bool, explain: bool, reading: Reading
) -> None:
    if batch:
        if file is not None:
            raise click.UsageError("--batch 从标准输入读取，不要再给出文件。")
        _batch((line.decode("utf-8", "replace") for line in sys.stdin.buffer), reading, explain)
        return
    if file is None or url is None:
        raise click.UsageError("请给出一个文件和它的地址（--url），或用 --batch 从标准输入读取。")
    try:
        page = _page(file, url)
    except OSError as error:
        raise click.ClickException(f"读不了 {file}：{error.strerror}。请检查路径和权限。") from error
    read_by_a_person = sys.stdout.isatty()
    _print(reading(page, seen, explain), indent=2 if read_by_a_person else None)


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """The arguments that both commands take."""
    for decorate in (
        click.option("--explain", is_flag=True, help="另外说明每一项出自何处、排除了什么、为什么。"),
        click.option("--json", "_json", is_flag=True, help="输出 JSON（默认即是）。"),
        click.option(
            "--batch", is_flag=True, help='从标准输入逐行读取 {"id","file","url","seen"}，逐行输出。'
        ),
        click.option("--seen", type=ChinaDate(), help="看到该页的日期，用来补全没有年份的日期。"),
        click.option("--url", help="页面的地址，用来补全相对链接。"),
        click.argument("file", type=click.Path(path_type=Path), required=False),
    ):
        command = decorate(command)
    return command


@click.command("extract")
@_options
def extract_command(
    file: Path | None, url: str | None, seen: date | None, batch: bool, explain: bool, _json: bool
) -> None:
    """读一个正文页，输出标题、日期、来源、文号、正文、附件等。

    \b
    例：
      gongkai extract page.html --url https://www.example.gov.cn/zwgk/t20260102_1.html
      gongkai extract page.html --url https://www.example.gov.cn/a/ --explain
      gongkai extract --batch < pages.jsonl > documents.jsonl
    """
    _run(file, url, seen, batch, explain, _article)


@click.command("listing")
@_options
def listing_command(
    file: Path | None, url: str | None, seen: date | None, batch: bool, explain: bool, _json: bool
) -> None:
    """读一个列表页，输出各条目的标题、地址、日期和下一页。

    \b
    例：
      gongkai listing list.html --url https://www.example.gov.cn/zwgk/ --seen 2026-11-23
      gongkai listing --batch < pages.jsonl > listings.jsonl
    """
    _run(file, url, seen, batch, explain, _list)
