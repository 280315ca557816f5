"""The statement (陈述) of a finding, fit to print, and how to verify its package. Everything is escaped;
there is no script and nothing is fetched."""

from __future__ import annotations

from importlib import resources
from typing import Any

from jinja2 import Environment, StrictUndefined

from gongkai.archive import VisitTold
from gongkai.base.times import china_time
from gongkai.fetch import reasons
from gongkai.report.package import Package, Packed
from gongkai.report.words import CAPTURE_KINDS, CLOSE_TOLD, LOG, OUTCOMES, REVIEWS, param, status

UNCLEAR_SHOWN = 20
"""Visits that did not see the section are told one by one up to so many, the last ones; all in visits.csv."""


def statement(package: Package) -> str:
    """The statement as one page of HTML."""
    found = package.proof.finding.found
    return _render(
        "statement.html",
        p=package.proof,
        number=package.proof.finding.id,
        as_of=package.as_of.isoformat(),
        found=found,
        status=status(package.proof.finding),
        closing=CLOSE_TOLD.get(found.close_reason or "", ""),
        withheld=package.withheld,
        facts=_facts(package),
        params=[param(name, value) for name, value in found.params.items()],
        dates=found.evidence.get("dates", ()),
        days=found.evidence.get("working_days"),
        members=package.members,
        captures=[_capture(one) for one in package.captures],
        stamps=[
            {"id": s.id, "authority": s.authority, "at": china_time(s.stated_at), "capture": s.capture,
             "chain": s.chain} for s in package.stamps
        ],
        head=package.head,
        missing=package.missing(),
        log=[
            {"at": china_time(e.at), "who": e.who, "what": LOG.get(e.what, e.what), "note": e.note}
            for e in package.proof.log
        ],
        **_visits(package),
    )  # fmt: skip


def readme(package: Package) -> str:
    """README.txt: what is in the package, and how to verify it. Holds no word from the network."""
    return _render(
        "README.txt",
        number=package.proof.finding.id,
        has_days="working_days" in package.proof.finding.found.evidence,
        stamps=package.stamps,
        head=package.head,
        missing=package.missing(),
    )


def _render(name: str, **values: Any) -> str:
    template = resources.files("gongkai.report").joinpath("templates", name).read_text("utf-8")
    environment = Environment(
        autoescape=name.endswith(".html"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.from_string(template).render(**values)


def _facts(package: Package) -> list[tuple[str, str]]:
    proof, finding = package.proof, package.proof.finding
    found = finding.found
    told = [
        ("规则", f"{proof.rule}（{found.rule}）"),
        ("级别", found.severity),
        ("责任单位", proof.names.get("unit", "")),
        ("责任科室", finding.office),
        ("网站", proof.names.get("site", "")),
        ("栏目", proof.names.get("section", "")),
        ("栏目网址", proof.section_url or ""),
        ("条目", package.item or ""),
        ("条目网址", proof.item_url or ""),
        ("起始", found.since),
        ("可以证实", f"{found.opened} 起"),
        ("最近核实", found.last_confirmed),
        ("状态", status(finding)),
        ("复核", _review(package)),
        ("约数", "其间有的年份尚无放假安排，按约数判断" if found.about else ""),
        ("重复", "整改不彻底：同一问题以前出现过并已整改" if found.repeats else ""),
    ]
    return [(label, value) for label, value in told if value]


def _review(package: Package) -> str:
    finding = package.proof.finding
    if not finding.reviewed_at:
        return REVIEWS[finding.review]
    return f"{REVIEWS[finding.review]}（{finding.reviewed_by}，{china_time(finding.reviewed_at)}）"


def _visits(package: Package) -> dict[str, Any]:
    visits, proof = package.visits, package.proof
    unclear = [visit for visit in visits if not visit.understood]
    seen = f"问题存续的 {proof.of_days} 天中，有 {proof.seen_days} 天看清了该栏目。"
    return {
        "visits": visits,
        "clear": len(visits) - len(unclear),
        "seen": seen if proof.finding.found.section and not proof.finding.found.item else "",
        "proving": [_visit(visit, package) for visit in visits if visit.id in package.proving],
        "unclear": [_visit(visit, package) for visit in unclear[-UNCLEAR_SHOWN:]],
    }


def _visit(visit: VisitTold, package: Package) -> dict[str, Any]:
    return {
        "at": china_time(visit.started),
        "section": package.sections.get(visit.section, visit.section),
        "outcome": OUTCOMES.get(visit.outcome, visit.outcome),
        "reason": reasons.told(visit.reason) if visit.reason else "",
        "conditional": visit.conditional,
        "listed": "" if visit.listed is None else f"{visit.listed} 条",
        "newest": (visit.newest or "")[:10],
        "capture": visit.capture or "",
    }


def _capture(one: Packed) -> dict[str, Any]:
    told = one.told
    return {
        "told": told,
        "kind": CAPTURE_KINDS.get(told.kind, told.kind),
        "at": china_time(told.requested_at),
        "name": one.name,
        "why": one.why,
    }
