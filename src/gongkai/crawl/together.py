"""Several pieces of work side by side: where one fails, all end, and one error is told."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any

from gongkai.base.errors import GongkaiError


async def together(works: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Do all of it. One sentence is enough where the archive fails them all alike: the first of our errors is
    raised by itself."""
    try:
        async with asyncio.TaskGroup() as group:
            for work in works:
                group.create_task(work)
    except BaseExceptionGroup as failed:
        ours, others = failed.split(GongkaiError)
        if ours is None or others is not None:
            raise
        raise _first(ours) from failed


def _first(failed: BaseExceptionGroup[GongkaiError]) -> GongkaiError:
    error: GongkaiError | BaseExceptionGroup[GongkaiError] = failed
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
