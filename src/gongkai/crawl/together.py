"""Several things at once, which end together."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any

from gongkai.base.errors import GongkaiError


async def together(works: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Do them all at once. One that fails ends the others; of errors of ours the first alone is raised, since
    the archive fails all alike and one sentence is enough."""
    try:
        async with asyncio.TaskGroup() as group:
            for work in works:
                group.create_task(work)
    except* GongkaiError as failed:
        raise _first(failed) from failed


def _first(failed: BaseExceptionGroup[GongkaiError]) -> GongkaiError:
    error: BaseException = failed
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    assert isinstance(error, GongkaiError)  # noqa: S101  a group of ours holds nothing else
    return error
