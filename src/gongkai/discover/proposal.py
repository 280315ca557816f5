"""From what was found to what is written down: units, sections, and a comment on all that is unsure. Pure."""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from urllib.parse import urlsplit

from gongkai.config import SectionConfig, SiteConfig
from gongkai.config.sitewriter import CARRIED, NewSection, NewSite, NewUnit, section_id
from gongkai.discover.candidates import SURE, Candidate
from gongkai.discover.compare import Difference
from gongkai.discover.run import Discovery
from gongkai.discover.unitnames import Body

_NAMELESS = "网站名称待填"


def new_site(known_by: str, found: Discovery, units_taken: Set[str], day: date) -> NewSite:
    """The whole file of a site: its own unit, the bodies below it whose sections were found, the sections."""
    name = found.owner.name if found.owner else found.title or _NAMELESS
    main = _main_unit(known_by, found, name, units_taken)
    below = dict.fromkeys(one.unit for one in found.sections if one.unit)
    ids: dict[Body, str] = {}
    taken = {*units_taken, main.id}
    for unit in below:
        ids[unit] = next(f"{main.id}-{n}" for n in range(1, len(taken) + 2) if f"{main.id}-{n}" not in taken)
        taken.add(ids[unit])
    units = (main, *(NewUnit(ids[unit], unit.name, unit.level, main.id, _OF_UNIT) for unit in below))
    sections: list[NewSection] = []
    for one in found.sections:
        values: dict[str, object] = {"unit": ids[one.unit] if one.unit else main.id} if below else {}
        sections.append(_section(one, {section.id for section in sections}, found.home_url, values))
    return NewSite(known_by, name, found.home_url, units, tuple(sections), _head(found, day))


_OF_UNIT = ("单位是从栏目路径上的名称认出来的，编号是随手编的，请核对；定下后不要改。",)


def _main_unit(known_by: str, found: Discovery, name: str, taken: Set[str]) -> NewUnit:
    unit = known_by if known_by not in taken else f"{known_by}-unit"
    if found.owner is None:
        return NewUnit(unit, name, "other", notes=("没有认出这是哪个单位的网站：请改写 name 和 level。",))
    note = f"从页面认出的；<title> 写的是“{found.title}”。请核对 name 和 level。"
    return NewUnit(unit, name, found.owner.level, notes=(note,))


def _head(found: Discovery, day: date) -> tuple[str, ...]:
    told = [
        f"由 gongkai discover 于 {day.isoformat()} 写出："
        f"看了 {len(found.looks)} 页，找到 {len(found.sections)} 个栏目。",
        "注释里写明了拿不准的地方；改好后可以删去。再次运行 gongkai discover 会列出与此文件的不同。",
    ]
    if found.platform:
        told.append(f"建站系统看来是 {found.platform}；采集时逐页自认，不必写。")
    if found.elsewhere:
        told.append(f"还链接到 {'、'.join(found.elsewhere)}：多是下属单位自己的网站，没有去看。")
    return tuple(told)


def _section(one: Candidate, taken: Set[str], home: str, values: dict[str, object]) -> NewSection:
    if one.category:
        values = {**values, "category": one.category}
    return NewSection(section_id(one.url, taken), one.name, _shorter(one.url, home), values, _notes(one))


def _shorter(url: str, home: str) -> str:
    """An address on the home page's own origin, without that."""
    origin = f"{urlsplit(home).scheme}://{urlsplit(home).netloc}/"
    return url.removeprefix(origin[:-1]) if url.startswith(origin) else url


def _notes(one: Candidate) -> tuple[str, ...]:
    told = []
    if len(one.trail) > 1:
        told.append(f"路径：{' › '.join(one.trail)}")
    if one.confidence >= SURE:
        told.append(f"类别依据：名称含“{one.word}”，把握 {one.confidence:.0%}")
    if one.kind == "list":
        newest = f"，最新 {one.newest}" if one.newest else ""
        told.append(f"第一页 {one.rows} 条{newest}")
    if one.every:
        told.append(
            f"近来约每 {one.every} 天更新一次；类别有时限的按类别，要另定就写 interval_days = {one.every}"
        )
    return (*told, *(f"存疑：{doubt}" for doubt in one.doubts))


def additions(
    site: SiteConfig, difference: Difference, day: date
) -> tuple[tuple[NewSection, ...], dict[str, str]]:
    """What is to be added to a site's file, and the sections that others take the place of, each with why.

    A section that moved gets another id: what was seen under the old one stays with it. What the operator
    said of it holds on; how it was asked and read does not. No units are added, since that would leave the
    sections that name none without one.
    """
    taken = {section.id for section in site.sections}
    main = site.units[0].id if site.units else next((s.unit for s in site.sections if s.unit), None)
    names = {unit.name: unit.id for unit in site.units}
    added: list[NewSection] = []
    retired: dict[str, str] = {}
    for old, one in difference.moved:
        section = _section(one, taken, site.home_url, _carried(old))
        note = f"{day.isoformat()} 接替 {old.id}：网站改版后的新列表"
        added.append(NewSection(section.id, old.name, section.url, _carried(old), (note, *section.notes)))
        retired[old.id] = f"{day.isoformat()} 网站改版，由 {section.id} 接替"
        taken.add(section.id)
    for one in difference.new:
        unit = names.get(one.unit.name) if one.unit else None
        section = _section(one, taken, site.home_url, {"unit": unit or main} if unit or main else {})
        note = f"{day.isoformat()} 由 gongkai discover --update 补入"
        if one.unit and not unit:
            note += f"；看来是“{one.unit.name}”的，要分开就为它写 [[units]]"
        added.append(
            NewSection(section.id, section.name, section.url, section.values, (note, *section.notes))
        )
        taken.add(section.id)
    return tuple(added), retired


def _carried(old: SectionConfig) -> dict[str, object]:
    """What the operator said of a section that holds for the one in its place."""
    said = old.model_dump(include=set(CARRIED) & old.model_fields_set)
    return {name: said[name] for name in CARRIED if said.get(name) is not None}
