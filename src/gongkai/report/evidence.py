"""The package (证据包) that proves a finding to anybody, offline and without gongkai. Values in, bytes out.

Names in it are ours alone and its times are fixed, so that the same archive gives the same bytes. What each
file holds, and what a stranger can check, stands in docs/evidence.md.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from importlib import resources
from typing import Any

from gongkai.archive import CaptureTold
from gongkai.base.times import china_time
from gongkai.fetch import reasons
from gongkai.report.csv_text import csv_bytes
from gongkai.report.package import Package, Packed
from gongkai.report.plain import finding_json
from gongkai.report.statement import readme, statement
from gongkai.report.words import OUTCOMES

_WHEN = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip can tell: the same archive gives the same bytes."""


def zip_bytes(package: Package) -> bytes:
    """The package as the bytes of a zip."""
    files = dict(_files(package))
    files["陈述.html"] = statement(package).encode()
    files["README.txt"] = readme(package).encode()
    files["verify.py"] = resources.files("gongkai.report").joinpath("packaged/verify.py").read_bytes()
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    files["SHA256SUMS"] = sums.encode()
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            packed.writestr(entry, files[name])
    return whole.getvalue()


def _files(package: Package) -> Iterator[tuple[str, bytes]]:
    yield "finding.json", _json(_told(package))
    yield "visits.csv", _visits(package)
    days = package.proof.finding.found.evidence.get("working_days")
    if days:
        rows = [(day, number or "不计", why) for day, number, why in days["days"]]
        yield "days.csv", csv_bytes(("日期", "第几个工作日", "说明"), rows)
    for one in package.captures:
        yield f"captures/{one.told.id}.json", _json(_capture(one))
        if one.name and one.body is not None:
            yield one.name, one.body
    yield "chain.jsonl", "".join(_line(_link(link)) for link in package.links).encode()
    for stamp in package.stamps:
        names = ("id", "at", "capture", "chain", "authority", "stated_at")
        yield f"stamps/{stamp.id}.json", _json({name: getattr(stamp, name) for name in names})
        yield f"stamps/{stamp.id}.tsr", stamp.token
        yield f"stamps/{stamp.id}.txt", stamp.chain.encode("ascii")


def _told(package: Package) -> dict[str, Any]:
    proof = package.proof
    return {
        "as_of": package.as_of.isoformat(),
        "finding": {**finding_json(proof.finding), "rule_name": proof.rule},
        "names": dict(proof.names),
        "section_url": proof.section_url,
        "item": {"title": package.item, "url": proof.item_url, "withheld": package.withheld}
        if package.item is not None
        else None,
        "seen_days": proof.seen_days,
        "of_days": proof.of_days,
        "log": [
            {"at": entry.at, "who": entry.who, "what": entry.what, "note": entry.note} for entry in proof.log
        ],
        "members": [finding_json(one.finding) for one in package.members],
        "captures": [one.told.id for one in package.captures],
        "head": {"capture": package.head.capture, "chain": package.head.chain}
        if package.head
        else {"capture": None, "chain": ""},
        "chain": {"links": len(package.links), "left_out": package.left_out},
        "stamps": [stamp.id for stamp in package.stamps],
    }


def _visits(package: Package) -> bytes:
    columns = (
        "采集编号", "栏目", "栏目编号", "开始（中国时间）", "结束（中国时间）", "是否看清", "结果", "原因",
        "是否作证", "完整取回", "列出条数", "最新标注日期", "快照编号",
    )  # fmt: skip
    rows = [
        (
            visit.id,
            package.sections.get(visit.section, visit.section),
            visit.section,
            china_time(visit.started),
            china_time(visit.finished),
            "是" if visit.understood else "否",
            OUTCOMES.get(visit.outcome, visit.outcome),
            reasons.told(visit.reason) if visit.reason else "",
            "是" if visit.id in package.proving else "",
            "否" if visit.conditional else "是",
            visit.listed,
            visit.newest,
            visit.capture,
        )
        for visit in package.visits
    ]
    return csv_bytes(columns, rows)


def _capture(one: Packed) -> dict[str, Any]:
    told = one.told
    return {
        **_link(told),
        "kind": told.kind,
        "received_at": told.received_at,
        "final_url": told.final_url,
        "media_type": told.media_type,
        "bytes": told.bytes,
        "purged": told.purged,
        "body": one.name,
        "left_out": one.why,
    }


def _link(told: CaptureTold) -> dict[str, Any]:
    """A link of the chain in the form that docs/warc.md tells."""
    return {
        "capture": told.id,
        "stated": {
            "headers": told.headers,
            "method": told.method,
            "request_body": told.request_body,
            "requested_at": told.requested_at,
            "sha256": told.sha256,
            "status": told.status,
            "url": told.url,
        },
        "previous": told.previous,
        "chain": told.chain,
    }


def _json(told: object) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _line(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"
