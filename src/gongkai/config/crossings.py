"""Checks across tables and files: ids that must exist, that must be one of a kind, addresses that must
belong somewhere.

They read documents, not models, so that a file with one mistake still shows its others. A value of the
wrong type is passed over here: the models tell of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from gongkai.base.errors import Problem
from gongkai.base.terms import parse_term
from gongkai.base.urls import absolute, host_of
from gongkai.config.files import Document
from gongkai.config.merge import element_id
from gongkai.config.mistakes import suggestion
from gongkai.config.rules import ALWAYS, PARAMS
from gongkai.config.ways import way_problems

Table = tuple[str, str, Document]
"""A table of an array: the file it stands in, its key (`units[qs]`), what it says."""


@dataclass(frozen=True, slots=True)
class Documents:
    """Everything that was read, by file; `settings`, `rules` and `taxonomy` with the defaults in them.
    `unread` are the names of files whose content is not known."""

    settings: Document
    rules: Document
    taxonomy: Document
    units: Document
    sites: Mapping[str, Document]
    calendar: Document = field(default_factory=dict)
    profiles: Mapping[str, Document] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()

    @property
    def units_known(self) -> bool:
        """Whether every file that may name a unit could be read."""
        return self.unread <= {"gongkai.toml", "rules.toml", "taxonomy.toml", "calendar.toml", *self.profiles}

    @property
    def profile_ids(self) -> set[str]:
        """A profile's file is named by its id."""
        return {PurePosixPath(file).stem for file in self.profiles}

    def all_units(self) -> list[Table]:
        found = _tables("units.toml", self.units, "units")
        for file, site in self.sites.items():
            found += _tables(file, site, "units")
        return found


def crossing_problems(documents: Documents) -> list[Problem]:
    """Every mistake that only shows between tables."""
    units = documents.all_units()
    found = [
        *_user_agent(documents.settings),
        *_rules(documents.rules, documents.profile_ids),
        *_profiles(documents),
        *_rhythm(documents.settings, documents.rules),
        *_groups(documents.taxonomy),
        *_sorted_by(documents.taxonomy),
        *_unique_units(units),
        *_parents(units, all_known=documents.units_known),
        *_unique_sites(documents.sites),
        *_unique_hosts(documents.sites),
    ]
    for file, site in documents.sites.items():
        sections = _tables(file, site, "sections")
        if "taxonomy.toml" not in documents.unread:
            found += _known_categories(sections, documents.taxonomy)
        found += [
            *_section_units(sections, site, units, all_known=documents.units_known),
            *_section_addresses(sections, site),
            *_tls_hosts(_tables(file, site, "tls"), sections, site),
        ]
        hosts = frozenset(host for _, host in _named_hosts(site))
        for place, key, section in sections:
            found += way_problems(place, key, section, _home(site), hosts)
    return found


def _tables(file: str, document: Document, name: str) -> list[Table]:
    """The tables of an array; none where it is something else."""
    array = document.get(name)
    if not isinstance(array, list):
        return []
    return [
        (file, f"{name}[{element_id(table) or f'#{number}'}]", table)
        for number, table in enumerate(array, 1)
        if isinstance(table, dict)
    ]


def _text(table: Document, *path: str) -> str | None:
    """The text at a path of keys, or None where there is none."""
    value: object = table
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) else None


def _ids(tables: list[Table]) -> set[str]:
    return {known for _, _, table in tables if (known := _text(table, "id"))}


def _user_agent(settings: Document) -> Iterator[Problem]:
    """A header is ASCII; what the template puts into it must be too."""
    template = _text(settings, "crawl", "user_agent") or ""
    texts = {"crawl.user_agent": template}
    for part in ("name", "contact"):
        if f"{{{part}}}" in template:
            texts[f"operator.{part}"] = _text(settings, "operator", part) or ""
    for key, text in texts.items():
        if not (text.isascii() and (text.isprintable() or not text)):
            wrong = f"“{text}”要放进 User-Agent，而请求头只能用 ASCII 字符"
            yield Problem("gongkai.toml", key, wrong, "用邮箱、网址、电话或拼音，如 xxgk@example.invalid")


def _rules(rules: Document, profiles: Set[str]) -> Iterator[Problem]:
    """A rule is one that the judge knows, with its own parameters only, of a profile that is there."""
    applying = rules.get("profiles")
    names = applying if isinstance(applying, list) else []
    for number, name in enumerate(names):
        if isinstance(name, str) and name not in profiles:
            right = suggestion(name, profiles)
            yield Problem("rules.toml", f"profiles[#{number + 1}]", f"没有编号为“{name}”的方案", right)
        elif name in names[:number]:
            yield Problem("rules.toml", f"profiles[#{number + 1}]", f"方案“{name}”重复", "只写一次")
    for file, key, rule in _tables("rules.toml", rules, "rules"):
        known_by, params, profile = _text(rule, "id"), rule.get("params"), _text(rule, "profile")
        if profile is not None and profile not in {ALWAYS, *profiles}:
            right = suggestion(profile, {ALWAYS, *profiles})
            yield Problem(file, f"{key}.profile", f"没有编号为“{profile}”的方案", right)
        if known_by is None or (known_by not in PARAMS and "name" not in rule):
            continue  # the model, or `mistakes.half_said`, tells of it
        if known_by not in PARAMS:
            yield Problem(file, f"{key}.id", f"没有编号为“{known_by}”的规则", suggestion(known_by, PARAMS))
        for name in params if isinstance(params, dict) and known_by in PARAMS else ():
            if name not in PARAMS[known_by]:
                right = suggestion(name, PARAMS[known_by]) if PARAMS[known_by] else "删去：这条规则没有参数"
                yield Problem(file, f"{key}.params.{name}", "没有这个参数", right)


def _profiles(documents: Documents) -> Iterator[Problem]:
    """A profile is named as its file is, and says one thing of each category."""
    for file, profile in documents.profiles.items():
        stem, known_by = PurePosixPath(file).stem, _text(profile, "id")
        if known_by is not None and known_by != stem:
            wrong = f"编号“{known_by}”与文件名不同"
            yield Problem(file, "id", wrong, f"文件名写成 {known_by}.toml，或编号写成 {stem}")
        elif known_by == ALWAYS:
            yield Problem(file, "id", f"“{ALWAYS}”不能作方案的编号", "换一个编号，文件名也换")
        limits = _tables(file, profile, "limits")
        if "taxonomy.toml" not in documents.unread:
            yield from _known_categories(limits, documents.taxonomy)
        yield from _said_twice(limits)


def _said_twice(limits: list[Table]) -> Iterator[Problem]:
    """Two limits of one kind for one category and level: the second would never hold."""
    seen: set[tuple[str, str, str]] = set()
    for file, key, limit in limits:
        category, term = _text(limit, "category") or "", parse_term(_text(limit, "wording") or "")
        levels = limit.get("levels") or ["各级"]
        if term is None or not isinstance(levels, list):
            continue
        kind = {"working-days": "items", "days": "items"}.get(term.kind, term.kind)
        for level in (level for level in levels if isinstance(level, str)):
            if (category, level, kind) in seen:
                yield Problem(file, key, f"类别“{category}”（{level}）前面已有同一种时限", "只留一处")
            seen.add((category, level, kind))


def _rhythm(settings: Document, rules: Document) -> Iterator[Problem]:
    """A section must be looked at again before it counts as out of sight."""
    crawl = settings.get("crawl")
    most = crawl.get("rhythm_hours_most") if isinstance(crawl, dict) else None
    least = crawl.get("rhythm_hours_least") if isinstance(crawl, dict) else None
    sight = rules.get("sight_days")
    if isinstance(most, int | float) and isinstance(sight, int) and most > max(sight - 1, 1) * 24:
        right = f"写 {max(sight - 1, 1) * 24} 或更小，或加大 rules.toml 的 sight_days（现为 {sight}）"
        yield Problem("gongkai.toml", "crawl.rhythm_hours_most", "间隔太长，栏目会因久未看而成“未见”", right)
    if isinstance(most, int | float) and isinstance(least, int | float) and least > most:
        yield Problem("gongkai.toml", "crawl.rhythm_hours_least", f"最短间隔比最长的 {most} 还长", "改小")


def _groups(taxonomy: Document) -> Iterator[Problem]:
    known = _ids(_tables("taxonomy.toml", taxonomy, "groups"))
    for file, key, category in _tables("taxonomy.toml", taxonomy, "categories"):
        group = _text(category, "parent")
        if group is not None and group not in known:
            yield Problem(file, f"{key}.parent", f"没有编号为“{group}”的分组", suggestion(group, known))


def _sorted_by(taxonomy: Document) -> Iterator[Problem]:
    """Cues and topics name categories and orders that there are."""
    for name in ("cues", "topics"):
        yield from _known_categories(_tables("taxonomy.toml", taxonomy, name), taxonomy)
    categories = _ids(_tables("taxonomy.toml", taxonomy, "categories"))
    dimensions = _ids(_tables("taxonomy.toml", taxonomy, "dimensions"))
    for file, key, topic in _tables("taxonomy.toml", taxonomy, "topics"):
        dimension = _text(topic, "dimension")
        if dimension is not None and dimension not in dimensions:
            right = suggestion(dimension, dimensions)
            yield Problem(file, f"{key}.dimension", f"没有编号为“{dimension}”的分法", right)
        named = topic.get("categories")
        for category in named if isinstance(named, list) else ():
            if isinstance(category, str) and category not in categories:
                right = suggestion(category, categories)
                yield Problem(file, f"{key}.categories", f"没有编号为“{category}”的类别", right)


def _unique_units(units: list[Table]) -> Iterator[Problem]:
    """A unit stands in one file; twice in one file is told of by `mistakes.duplicates`."""
    first: dict[str, str] = {}
    for file, key, unit in units:
        known_by = _text(unit, "id")
        if known_by is not None and first.setdefault(known_by, file) != file:
            wrong = f"编号“{known_by}”重复：{first[known_by]} 的 {key} 已用"
            yield Problem(file, f"{key}.id", wrong, "换一个编号，或只留一处，别处直接引用")


def _parents(units: list[Table], *, all_known: bool) -> Iterator[Problem]:
    above = {known: _text(unit, "parent") for _, _, unit in units if (known := _text(unit, "id"))}
    for file, key, unit in units:
        known_by, parent = _text(unit, "id"), _text(unit, "parent")
        if parent is not None and parent not in above and all_known:
            others = above.keys() - {known_by}
            yield Problem(file, f"{key}.parent", f"没有编号为“{parent}”的单位", suggestion(parent, others))
        elif known_by is not None and _is_own_ancestor(known_by, above):
            yield Problem(file, f"{key}.parent", "沿上级往上又回到了自己", "改正上级单位，使其不成环")


def _is_own_ancestor(unit: str, above: Mapping[str, str | None]) -> bool:
    seen: set[str] = set()
    here = above.get(unit)
    while here is not None and here not in seen:
        if here == unit:
            return True
        seen.add(here)
        here = above.get(here)
    return False


def _unique_sites(sites: Mapping[str, Document]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for file, site in sites.items():
        known_by = _text(site, "id")
        if known_by is not None and first.setdefault(known_by, file) != file:
            yield Problem(file, "id", f"网站编号“{known_by}”重复：{first[known_by]} 已用", "换一个编号")


def _unique_hosts(sites: Mapping[str, Document]) -> Iterator[Problem]:
    """A host is one site's alone, and named once."""
    first: dict[str, str] = {}
    for file, site in sites.items():
        for key, host in _named_hosts(site):
            again = key.startswith("hosts") and first.get(host) == f"{file} 的 home_url"
            if host in first and not again:
                right = "一个主机只属于一个网站，只写一次"
                yield Problem(file, key, f"主机 {host} 重复：{first[host]} 已写", right)
            first.setdefault(host, f"{file} 的 {key}")


def _named_hosts(site: Document) -> Iterator[tuple[str, str]]:
    home = _home(site)
    if home:
        yield "home_url", host_of(home)
    for name in ("hosts", "follow"):
        hosts = site.get(name)
        for number, host in enumerate(hosts if isinstance(hosts, list) else (), 1):
            if isinstance(host, str):
                yield f"{name}[#{number}]", host.lower()


def _home(site: Document) -> str | None:
    home = _text(site, "home_url")
    return absolute(home, home) if home else None


def _known_categories(sections: list[Table], taxonomy: Document) -> Iterator[Problem]:
    categories = _tables("taxonomy.toml", taxonomy, "categories")
    known = _ids(categories)
    by_name = {_text(category, "name"): _text(category, "id") for _, _, category in categories}
    for file, key, section in sections:
        wanted = _text(section, "category")
        if wanted is not None and wanted not in known:
            by_words = by_name.get(wanted)
            right = f"“{wanted}”的编号是“{by_words}”" if by_words else suggestion(wanted, known)
            yield Problem(file, f"{key}.category", f"没有编号为“{wanted}”的类别", right)


def _section_units(
    sections: list[Table], site: Document, units: list[Table], *, all_known: bool
) -> Iterator[Problem]:
    known, own = _ids(units), site.get("units")
    only_one = isinstance(own, list) and len(own) == 1
    for file, key, section in sections:
        unit = _text(section, "unit")
        if "unit" not in section and not only_one:
            right = "网站文件里恰有一个 [[units]] 时才可省略"
            yield Problem(file, f"{key}.unit", "缺少这个键", right)
        elif unit is not None and unit not in known and all_known:
            yield Problem(file, f"{key}.unit", f"没有编号为“{unit}”的单位", suggestion(unit, known))


def _section_addresses(sections: list[Table], site: Document) -> Iterator[Problem]:
    home = _home(site)
    for file, key, section in sections:
        url = _text(section, "url")
        if home and url is not None and absolute(home, url) is None:
            right = "写 http(s):// 开头的网址，或相对于 home_url 的路径，如 zwgk/tzgg/"
            yield Problem(file, f"{key}.url", f"网址“{url}”不能打开", right)


def _tls_hosts(tables: list[Table], sections: list[Table], site: Document) -> Iterator[Problem]:
    """An exception is for a host that this site's file asks, and said once."""
    known = {host for _, host in _named_hosts(site)}
    if home := _home(site):
        known |= {host_of(absolute(home, _text(section, "url") or "") or "") for _, _, section in sections}
    seen: set[str] = set()
    for file, key, table in tables:
        host = (_text(table, "host") or "").lower()
        if host and host not in known:
            right = f"{suggestion(host, known - {''})}主机要写在 home_url、hosts、follow 或栏目的网址里"
            yield Problem(file, f"{key}.host", f"主机 {host} 不是本网站的", right)
        if host and host in seen:
            yield Problem(file, f"{key}.host", f"主机 {host} 重复：前面的 [[tls]] 已写", "合成一个 [[tls]]")
        seen.add(host)
