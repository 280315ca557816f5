"""Where an operator's values differ from the shipped ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongkai.base.proxy import without_sign_in
from gongkai.config.files import Document, read_toml, shipped, shipped_names
from gongkai.config.loading import LAYERED, PROFILES
from gongkai.config.merge import element_id


@dataclass(frozen=True, slots=True)
class Difference:
    """A key that the operator set to something else. `default` is None where nothing is shipped."""

    file: str
    key: str
    default: Any
    yours: Any


def differences(folder: Path | None) -> tuple[Difference, ...]:
    """Every differing key of files that are shipped too, in file order. The folder must be one that `load`
    takes."""
    if folder is None:
        return ()
    names = (*LAYERED, *sorted(shipped_names(PROFILES)))
    return tuple(found for name in names for found in _of_file(folder, name))


def _of_file(folder: Path, name: str) -> Iterator[Difference]:
    if not (folder / name).exists():
        return
    default = dict(_leaves(read_toml(shipped(name), name).document))
    for key, yours in _leaves(read_toml(folder / name, name).document):
        if default.get(key) != yours:
            yield Difference(name, key, default.get(key), _shown(key, yours))


def _shown(key: str, value: Any) -> Any:
    """A value without what signs in somewhere."""
    return without_sign_in(value) if key == "crawl.proxy" and isinstance(value, str) else value


def _leaves(document: Document, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that is no table, with its dotted key; elements of arrays of tables by their ids, or by
    their places."""
    for name, value in document.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict):
            yield from _leaves(value, f"{key}.")
        elif isinstance(value, list) and value and all(isinstance(element, dict) for element in value):
            for number, element in enumerate(value, 1):
                yield from _leaves(element, f"{key}[{element_id(element) or f'#{number}'}].")
        else:
            yield key, value
