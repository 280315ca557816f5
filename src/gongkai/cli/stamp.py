"""`gongkai stamp`: the head of the chain, printed and stamped by an RFC 3161 authority."""

from __future__ import annotations

import json
import shlex
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongkai.base.errors import NoStamp, UsageError
from gongkai.base.times import china_time, utc_text
from gongkai.cli.context import Context, clock, json_option

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from gongkai.archive import ChainHead, KeptStamp
    from gongkai.config import Config


@click.command("stamp")
@click.option("--request", "asks", is_flag=True, help="请配置的时间戳服务给链头盖上时间，并存入档案。")
@click.option("--list", "lists", is_flag=True, help="列出已有的时间戳。")
@click.option("--export", "number", type=click.IntRange(1), metavar="N", help="导出第 N 个时间戳，配合 -o。")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="导出到这个文件。")
@json_option
@click.pass_obj
def stamp_command(
    context: Context, asks: bool, lists: bool, number: int | None, output: Path | None, as_json: bool
) -> None:
    """证据链：印出链头，即最新一份快照的链值；它一旦公布或盖上时间，此前的快照就都改不得了。

    \b
    例：
      gongkai stamp
      gongkai stamp --request              时间戳服务写在 gongkai.toml 的 [stamp] url
      gongkai stamp --list
      gongkai stamp --export 3 -o 3.tsr    写成文件，任何人都能用 openssl ts 核对
    """
    if asks + lists + (number is not None) > 1 or (number is None) != (output is None):
        raise UsageError(
            "--request、--list、--export 只能用一个，--export 要和 -o 同用。", do="如 --export 3 -o 3.tsr"
        )
    if asks:
        _request(context, as_json)
    elif lists:
        _list(context, as_json)
    elif number is not None and output is not None:
        _export(context, number, output)
    else:
        _show(context, as_json)


def roots_of(config: Config) -> tuple[Certificate, ...]:
    """The certificates that stamps must lead to; none where the operator named none."""
    from gongkai.archive.stamping import read_roots

    named = config.settings.stamp.roots
    return read_roots(config.certificates[named]) if named else ()


def _show(context: Context, as_json: bool) -> None:
    from gongkai.archive import open_archive

    with open_archive(context.archive(), write=False) as archive:
        head = archive.chain_head()
    if as_json:
        click.echo(json.dumps(asdict(head) if head else None))
    else:
        click.echo(_told(head) if head else "档案里还没有快照，没有链头。")


def _told(head: ChainHead) -> str:
    return f"第 {head.capture} 号快照，{china_time(head.requested_at)} 取得\n链值 {head.chain}"


def _request(context: Context, as_json: bool) -> None:
    from gongkai.archive import open_archive
    from gongkai.archive.stamping import check_answer, make_request
    from gongkai.cli.authority import ask

    config = context.config()
    url = config.settings.stamp.url
    if not url:
        raise UsageError("没有配置时间戳服务。", do="在 gongkai.toml 的 [stamp] url 写上它的网址。")
    roots = roots_of(config)
    with open_archive(context.archive(config)) as archive:
        head = archive.chain_head()
        if head is None:
            raise NoStamp("档案里还没有快照，没有可盖的。", do="先运行 gongkai crawl。")
        at, asked = utc_text(clock()), make_request(head.chain)
        answer = ask(url, asked.as_bytes(), config.settings.crawl.proxy)
        stamped = check_answer(answer, head.chain, roots, asked.nonce)
        authority = url.partition("?")[0]  # a query may hold a key; what is kept is for everybody
        number = archive.put_stamp(head, at, authority, stamped.stated_at, answer)
    if as_json:
        told = {"id": number, "at": at, "capture": head.capture, "chain": head.chain, "authority": authority}
        click.echo(json.dumps({**told, "stated_at": stamped.stated_at, "trusted": stamped.trusted}))
        return
    click.echo(_told(head))
    click.echo(f"第 {number} 个时间戳：{authority} 声明的时间是 {china_time(stamped.stated_at)}")
    if not stamped.trusted:
        click.echo("没有配置根证书（[stamp] roots），只核对了签名，没有核对是谁签的。")


def _list(context: Context, as_json: bool) -> None:
    from gongkai.archive import open_archive

    with open_archive(context.archive(), write=False) as archive:
        kept = archive.stamps()
    if as_json:
        click.echo(json.dumps([_row(stamp) for stamp in kept], ensure_ascii=False))
        return
    click.echo(f"共 {len(kept)} 个时间戳")
    for stamp in kept:
        when = china_time(stamp.stated_at)
        click.echo(
            f"{stamp.id:>4}  {when}  第 {stamp.capture} 号快照  {stamp.chain[:12]}…  {stamp.authority}"
        )


def _row(stamp: KeptStamp) -> dict[str, Any]:
    names = ("id", "at", "capture", "chain", "authority", "stated_at")
    return {name: getattr(stamp, name) for name in names}


def _export(context: Context, number: int, output: Path) -> None:
    from gongkai.archive import open_archive
    from gongkai.archive.stamping import stamped_hash

    with open_archive(context.archive(), write=False) as archive:
        found = next((stamp for stamp in archive.stamps() if stamp.id == number), None)
    if found is None:
        raise UsageError(f"档案里没有第 {number} 个时间戳。", do="用 gongkai stamp --list 查看。")
    try:
        output.write_bytes(found.token)
    except OSError as error:
        raise UsageError(f"写不了 {output}：{error.strerror}。", do="请换一个位置。") from None
    digest = stamped_hash(found.chain).hex()
    click.echo(f"时间戳已写入 {output}，盖的是第 {found.capture} 号快照的链值 {found.chain}。")
    click.echo("核对（根证书向时间戳服务索取）：")
    click.echo(f"  openssl ts -verify -digest {digest} -in {shlex.quote(str(output))} -CAfile root.pem")
