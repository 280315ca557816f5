"""`load`: from a folder of TOML files over the shipped defaults to one checked `Config`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gongkai.base.errors import ConfigError, Problem
from gongkai.config.calendar import CALENDAR, CalendarFile, YearConfig
from gongkai.config.certificates import read_certificates
from gongkai.config.crossings import Documents, crossing_problems
from gongkai.config.files import Document, parse_toml, read_toml, shipped, shipped_names
from gongkai.config.merge import merged
from gongkai.config.mistakes import MISSING, duplicates, half_said, nearest, problems_of
from gongkai.config.models import Model, Settings, SiteConfig, UnitConfig, UnitsFile
from gongkai.config.rules import ProfileConfig, Rules
from gongkai.config.taxonomy import CategoryConfig, Taxonomy

LAYERED = ("gongkai.toml", "taxonomy.toml", "rules.toml")
"""Files that are shipped and that an operator's files of the same names are laid over."""

UNITS = "units.toml"
SITES = "sites"
PROFILES = "profiles"
"""Its files are shipped too; an operator's file takes the place of the shipped one of the same name."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that was configured, checked. `folder` is the operator's, None where the defaults
    stand alone; `profiles` are all there are, `active_profiles` those that apply; `files` are the operator's
    TOML files that were read, relative to it; `certificates` are the PEM texts that sites and `[stamp]` name,
    by path; `calendar` are the years of the operator's own calendar, which `holidays.calendar_of` lays over
    the one that comes with the program; `sha256` is of all values and certificates, canonically written:
    comments, order of sites and spelling of TOML do not change it."""

    settings: Settings
    rules: Rules
    taxonomy: Taxonomy
    units: tuple[UnitConfig, ...]
    sites: tuple[SiteConfig, ...]
    profiles: tuple[ProfileConfig, ...]
    folder: Path | None
    files: tuple[str, ...]
    sha256: str
    certificates: Mapping[str, str] = field(default_factory=dict)
    calendar: tuple[YearConfig, ...] = ()

    @property
    def categories(self) -> tuple[CategoryConfig, ...]:
        """The categories, in the taxonomy's order."""
        return self.taxonomy.categories

    @property
    def active_profiles(self) -> tuple[ProfileConfig, ...]:
        """The profiles that apply, the first word first."""
        by_id = {profile.id: profile for profile in self.profiles}
        return tuple(by_id[known_by] for known_by in self.rules.profiles)


def load(folder: Path | None, instead: Mapping[str, bytes] | None = None) -> Config:
    """The shipped defaults with the operator's folder over them. `instead` are files, by their name within
    the folder, as they would be: they count in place of those that are there, or beside them.

    Raises ConfigError with every mistake in every file at once.
    """
    reader = Reader(folder, instead or {})
    documents = reader.documents()
    certificates, unreadable = read_certificates(folder, documents)
    problems = [*reader.problems, *crossing_problems(documents), *unreadable, *_unknown_files(folder)]
    if problems:
        raise ConfigError(tuple(sorted(problems, key=lambda problem: problem.file)))
    settings = Settings.model_validate(documents.settings)
    rules = Rules.model_validate(documents.rules)
    taxonomy = Taxonomy.model_validate(documents.taxonomy)
    sites = tuple(SiteConfig.model_validate(site) for site in documents.sites.values())
    profiles = tuple(ProfileConfig.model_validate(profile) for profile in documents.profiles.values())
    units = UnitsFile.model_validate(documents.units).units
    calendar = tuple(
        sorted(CalendarFile.model_validate(documents.calendar).years, key=lambda entry: entry.year)
    )
    return Config(
        settings=settings,
        rules=rules,
        taxonomy=taxonomy,
        units=(*units, *(unit for site in sites for unit in site.units)),
        sites=sites,
        profiles=profiles,
        folder=folder,
        files=tuple(reader.files),
        sha256=_sha256(
            (
                settings,
                rules,
                taxonomy,
                *profiles,
                *units,
                *sorted(sites, key=lambda site: site.id),
                *calendar,
            ),
            certificates,
        ),
        certificates=certificates,
        calendar=calendar,
    )


@dataclass(slots=True)
class Reader:
    """Reads the files of an operator's folder, and gathers what is wrong within each.

    `files` are those that were there, `unread` those whose content stays unknown.
    """

    folder: Path | None
    instead: Mapping[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def documents(self) -> Documents:
        """Every file, each checked by its model."""
        return Documents(
            settings=self.layered("gongkai.toml", Settings),
            rules=self.layered("rules.toml", Rules),
            taxonomy=self.layered("taxonomy.toml", Taxonomy),
            units=self.alone(UNITS, UnitsFile),
            calendar=self.alone(CALENDAR, CalendarFile),
            sites={name: self.alone(name, SiteConfig) for name in self._own_files(SITES)},
            profiles=self.profiles(),
            unread=frozenset(self.unread),
        )

    def layered(self, name: str, model: type[Model]) -> Document:
        """A shipped file with the operator's over it."""
        base = read_toml(shipped(name), name)
        self.problems += base.problems
        own = self.own(name)
        document = merged(base.document, own)
        self._check(name, model, document, own, base.document)
        return document

    def own(self, name: str) -> Document:
        """The operator's file of that name; an empty document where there is none or it cannot be read."""
        would_be = self.instead.get(name)
        if self.folder is None or not (would_be is not None or (self.folder / name).exists()):
            return {}
        self.files.append(name)
        file = self.folder / name
        read = read_toml(file, name) if would_be is None else parse_toml(would_be, name)
        self.problems += read.problems
        if read.problems:
            self.unread.add(name)
        return read.document

    def alone(self, name: str, model: type[Model]) -> Document:
        """A file that only the operator has."""
        own = self.own(name)
        self._check(name, model, own, own)
        return own

    def profiles(self) -> dict[str, Document]:
        """Every profile by its file: the operator's, and the shipped ones whose names they do not have."""
        own = self._own_files(PROFILES)
        found = {name: self.alone(name, ProfileConfig) for name in own}
        for name in sorted(shipped_names(PROFILES) - found.keys()):
            found[name] = read_toml(shipped(name), name).document
        return dict(sorted(found.items()))

    def _check(
        self, name: str, model: type[Model], document: Document, own: Document, base: Document | None = None
    ) -> None:
        if name in self.unread:
            return
        strangers = half_said(name, own, base or {})
        self.problems += duplicates(name, own) + tuple(strangers.values())
        for problem in problems_of(name, model, document, own):
            if not (problem.wrong == MISSING and problem.key.rpartition(".")[0] in strangers):
                self.problems.append(problem)

    def _own_files(self, folder: str) -> list[str]:
        """The operator's TOML files in a folder of theirs."""
        if self.folder is None:
            return []
        there = {f"{folder}/{file.name}" for file in (self.folder / folder).glob("*.toml")}
        return sorted(there | {name for name in self.instead if name.startswith(f"{folder}/")})


def _unknown_files(folder: Path | None) -> list[Problem]:
    """TOML files that would silently not be read: a misspelt name, a site beside `sites/`."""
    if folder is None:
        return []
    known = (*LAYERED, UNITS, CALENDAR)
    found = []
    for file in sorted(folder.glob("*.toml")):
        if file.name not in known:
            near = nearest(file.stem, (name.removesuffix(".toml") for name in known))
            right = (
                f"是不是“{near}.toml”？" if near else f"网站的配置放在 {SITES}/ 下，如 {SITES}/{file.name}"
            )
            found.append(Problem(file.name, "", "不认识这个文件，其中内容不会生效", right))
    return found


def _sha256(parts: tuple[Model, ...], certificates: Mapping[str, str]) -> str:
    values: list[object] = [part.model_dump(mode="json") for part in parts]
    values += [certificates] if certificates else []
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
