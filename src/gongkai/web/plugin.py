"""The plugin's hooks. Harmless where no archive of ours is among the databases: nothing is added then.

The only place of the room that reads a clock.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import datasette as datasette_package

from gongkai.archive.sqlite import Connection
from gongkai.archive.tokens import match_query
from gongkai.web.metadata import metadata
from gongkai.web.routes import View, routes
from gongkai.web.source import find_source, known_source

Hook = TypeVar("Hook", bound=Callable[..., Any])


def _hook(function: Hook) -> Hook:
    marked: Hook = datasette_package.hookimpl(function)
    return marked


def _last_hook(function: Hook) -> Hook:
    marked: Hook = datasette_package.hookimpl(trylast=True)(function)
    return marked


def _now() -> datetime:
    return datetime.now(UTC)


@_hook
def register_routes(datasette: Any) -> list[tuple[str, View]]:
    return routes(_now) if find_source(datasette) else []


@_last_hook
def prepare_connection(conn: Connection, database: str, datasette: Any) -> None:
    """Datasette's `?_search=` calls the SQL function `escape_fts`, an internal name: ours, registered
    after Datasette's own, turns what was typed into the tokens of our index."""
    source = find_source(datasette)
    if source and source.database == database:
        conn.create_function("escape_fts", 1, match_query, deterministic=True)


@_hook
def get_metadata(datasette: Any, key: str | None, database: str | None, table: str | None) -> dict[str, Any]:
    source = known_source(datasette)
    return metadata(source.database) if source else {}


@_hook
def menu_links(datasette: Any, actor: Any, request: Any) -> list[dict[str, str]]:
    if not known_source(datasette):
        return []
    return [
        {"href": datasette.urls.path(path), "label": label}
        for path, label in (
            ("/", "公开情况总览"),
            ("/findings", "问题"),
            ("/search", "检索"),
            ("/status", "运行情况"),
        )
    ]
