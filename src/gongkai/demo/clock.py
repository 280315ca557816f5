"""The make-believe present."""

from __future__ import annotations

import threading
from datetime import datetime


class DemoClock:
    """A clock that stands where it was put; safe to read and set from any thread."""

    def __init__(self, moment: datetime | None = None) -> None:
        self._guard = threading.Lock()
        self._moment = moment

    def set(self, moment: datetime) -> None:
        """Put the clock to an aware moment; ValueError for one that is not."""
        if moment.tzinfo is None:
            raise ValueError("the demo clock needs an aware moment")
        with self._guard:
            self._moment = moment

    @property
    def is_set(self) -> bool:
        return self._moment is not None

    def now(self) -> datetime:
        """The moment it was last put to; LookupError if it never was."""
        with self._guard:
            if self._moment is None:
                raise LookupError("the demo clock was never set")
            return self._moment
