"""What is configured, as an import compares it with a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.config.files import Document, parse_toml
from gongkai.config.loading import SITES, Config
from gongkai.config.merge import element_id
from gongkai.config.sheets.columns import Labels, Shown, section_cells, unit_cells


@dataclass(frozen=True, slots=True)
class Known:
    """A section or unit that is configured: its file, its cells as the export writes them, its values, and
    the keys that its file really says."""

    file: str
    cells: Mapping[str, Shown]
    values: Mapping[str, object]
    said: frozenset[str]


@dataclass(frozen=True, slots=True)
class Configured:
    """Sections by `SITE/SECTION`, units by id, the file of every site."""

    sections: Mapping[str, Known]
    units: Mapping[str, Known]
    files: Mapping[str, str]


def configured(config: Config, texts: Mapping[str, bytes]) -> Configured:
    """`texts` are the operator's files that `config` was loaded from."""
    documents = {name: parse_toml(data, name).document for name, data in texts.items()}
    files = {document["id"]: name for name, document in documents.items() if name.startswith(f"{SITES}/")}
    labels = Labels.of(config)
    said = {
        (array, name, element_id(table)): frozenset(table)
        for name, document in documents.items()
        for array in ("sections", "units")
        for table in _tables(document, array)
    }
    homes = {known_by: name for array, name, known_by in said if array == "units"}
    sections = {}
    for site in config.sites:
        for section in site.sections:
            file, cells = files[site.id], section_cells(site, section, labels)
            values = section.model_dump() | {"unit": site.unit_of(section)}
            keys = said["sections", file, section.id]
            sections[f"{site.id}/{section.id}"] = Known(file, cells, values, keys)
    units = {}
    for unit in config.units:
        file = homes[unit.id]
        units[unit.id] = Known(file, unit_cells(unit), unit.model_dump(), said["units", file, unit.id])
    return Configured(sections, units, files)


def _tables(document: Document, array: str) -> list[Document]:
    """The tables of an array in a file that `load` took; taxonomy and rules have none of these names."""
    return list(document.get(array, ()))
