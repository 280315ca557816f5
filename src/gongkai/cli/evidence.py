"""`gongkai evidence`: the package that proves a finding to anybody, offline and without gongkai."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.filesize import decimal

from gongkai.base.errors import GongkaiError, UsageError
from gongkai.base.times import china_day, china_time
from gongkai.cli.context import Context, json_option
from gongkai.cli.exporting import UNMASKED
from gongkai.cli.writing import write_whole

if TYPE_CHECKING:
    from gongkai.archive import Archive, CaptureTold
    from gongkai.report.package import Package, Packed

WITHHELD = "属于已隐去的条目，内容没有放入；哈希和链仍可核对。"
WITHOUT_FILES = "附件按要求没有放入；哈希和链仍可核对。"


@click.command("evidence")
@click.argument("number", type=click.IntRange(1), metavar="N")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, metavar="FILE.zip",
    help="写到这个文件。",
)  # fmt: skip
@click.option("--force", is_flag=True, help="已有这个文件时覆盖它。")
@click.option("--without-files", is_flag=True, help="不放附件的内容，只放它们的哈希和记录。")
@click.option("--with-withheld", is_flag=True, help="连同已隐去条目的快照内容；请先确认收件人有权看。")
@json_option
@click.pass_obj
def evidence_command(
    context: Context,
    number: int,
    output: Path,
    force: bool,
    without_files: bool,
    with_withheld: bool,
    as_json: bool,
) -> None:
    """证据包：把问题 N 的陈述、采集记录、快照和证据链装成一个压缩包，任何人不装 gongkai、不联网就能核对。

    包里的 README.txt 写着怎样核对：运行 verify.py，或用 sha256sum 和 openssl。已隐去条目的内容不放入，除非加
    --with-withheld。快照是网页的原始字节，其中的个人信息未作遮盖。

    \b
    例：
      gongkai evidence 12 -o 问题12.zip
      gongkai evidence 12 -o 问题12.zip --without-files   附件太大时
    """
    from gongkai.archive import open_archive
    from gongkai.report.evidence import zip_bytes

    if output.exists() and not force:
        raise UsageError(f"{output} 已存在，没有覆盖。", do="请换一个名字，或加 --force。")
    click.echo(UNMASKED, err=True)
    with open_archive(context.archive(), write=False) as archive:
        package = _package(archive, number, without_files=without_files, with_withheld=with_withheld)
    data = zip_bytes(package)
    write_whole(output, data)
    _tell(package, output, data, as_json)


def _package(archive: Archive, number: int, *, without_files: bool, with_withheld: bool) -> Package:
    """The package of a finding, as of the day of the newest capture: the same archive gives the same."""
    from gongkai.proof import proof_of
    from gongkai.report import spans
    from gongkai.report.package import Package

    head = archive.chain_head()
    as_of = china_day(head.requested_at) if head else date.min
    proof = proof_of(archive, number, as_of)
    if proof is None:
        raise UsageError(f"没有编号为 {number} 的问题。", do="用 gongkai finding list 查看现有的问题。")
    proofs = [proof_of(archive, member.id, as_of) for member in proof.members]
    members = tuple(one for one in proofs if one is not None)
    told = {capture.id: capture for one in (proof, *members) for capture in one.captures}
    stamps = [stamp for stamp in archive.stamps() if stamp.chain_now == stamp.chain]
    wanted = spans.spans(told, [stamp.capture for stamp in stamps], head.capture) if head else []
    packed, left_out = spans.within(wanted, spans.MOST_LINKS)
    ends = {last for _, last in packed}
    by_end = {stamp.capture: stamp for stamp in stamps if stamp.capture in ends}
    item = archive.item(proof.finding.found.item) if proof.finding.found.item else None
    return Package(
        as_of=as_of,
        proof=proof,
        members=members,
        captures=_captures(archive, told.values(), without_files=without_files, with_withheld=with_withheld),
        links=[link for first, last in packed for link in archive.links_between(first, last)],
        left_out=tuple(left_out),
        stamps=tuple(by_end[capture] for capture in sorted(by_end)),
        head=head,
        sections=archive.names("sections"),
        item=item.title if item else None,
        withheld=bool(item and item.withheld),
    )


def _captures(
    archive: Archive, told: Iterable[CaptureTold], *, without_files: bool, with_withheld: bool
) -> tuple[Packed, ...]:
    from gongkai.export.selection import withheld_captures
    from gongkai.report.package import MOST_BYTES, Packed

    wanted = sorted(told, key=lambda capture: capture.id)
    withheld = frozenset[int]() if with_withheld else withheld_captures(archive.db)

    def why(capture: CaptureTold) -> str:
        if capture.purged:
            return f"内容已于 {china_time(capture.purged)}（中国时间）清除，只有哈希和链。"
        if capture.id in withheld:
            return WITHHELD
        return WITHOUT_FILES if without_files and capture.kind == "attachment" else ""

    reasons = {capture.id: why(capture) for capture in wanted}
    size = sum(capture.bytes for capture in wanted if not reasons[capture.id])
    if size > MOST_BYTES:
        raise GongkaiError(
            f"快照内容共 {decimal(size)}，超过一个证据包的上限 {decimal(MOST_BYTES)}，没有写出。",
            do="加 --without-files：附件只放哈希，内容可用 gongkai export warc --item 另行导出。",
        )
    return tuple(
        Packed(one, None if reasons[one.id] else archive.capture_body(one.id), reasons[one.id])
        for one in wanted
    )


def _tell(package: Package, output: Path, data: bytes, as_json: bool) -> None:
    digest = hashlib.sha256(data).hexdigest()
    if as_json:
        told = {
            "file": str(output),
            "bytes": len(data),
            "sha256": digest,
            "captures": [one.told.id for one in package.captures],
            "links": len(package.links),
            "stamps": [stamp.id for stamp in package.stamps],
            "left_out": package.missing(),
        }
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"证据包已写入 {output}（{decimal(len(data))}）")
    click.echo(f"  SHA-256  {digest}")
    click.echo(f"  快照 {len(package.captures)} 个，证据链 {len(package.links)} 环，{_stamped(package)}")
    for line in package.missing():
        click.echo(f"  {line}")
    click.echo("  核对：解开后运行 python3 verify.py，详见包里的 README.txt。")


def _stamped(package: Package) -> str:
    if package.stamps:
        return f"时间戳 {len(package.stamps)} 个"
    return "没有时间戳（gongkai stamp --request 可为链头盖上时间，之后再出证据包）"
