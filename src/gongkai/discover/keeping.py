"""What was looked at in a run that was cut off, kept for the next one: one JSON line for each page."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from gongkai.base.times import parse_utc, utc_text
from gongkai.discover.candidates import Look

LASTS = timedelta(days=1)
"""What was seen longer ago is looked at anew."""

_LOOK = TypeAdapter(Look)


class Kept:
    """The looks of a run, by what was asked. Without a file nothing outlives it."""

    def __init__(self, file: Path | None, now: datetime) -> None:
        self.looks: dict[str, Look] = {}
        self._file = file
        self._at = utc_text(now)
        for line in file.read_text("utf-8").splitlines() if file and file.exists() else ():
            self._take(line, now)
        self.taken_up = len(self.looks)

    def _take(self, line: str, now: datetime) -> None:
        """A line that a kill cut short is passed over, as is one of another release."""
        try:
            told = json.loads(line)
            if now - parse_utc(told["at"]) < LASTS:
                self.looks[told["asked"]] = _LOOK.validate_python(_tupled(told["look"]))
        except (ValueError, KeyError, TypeError, ValidationError):
            return

    def add(self, asked: str, look: Look) -> None:
        self.looks[asked] = look
        if self._file is not None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            told = {"asked": asked, "at": self._at, "look": _LOOK.dump_python(look, mode="json")}
            with self._file.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(told, ensure_ascii=False) + "\n")

    def done(self) -> None:
        """The walk came to its end: nothing is left to be taken up."""
        if self._file is not None:
            self._file.unlink(missing_ok=True)


def _tupled(told: object) -> object:
    """Lists as tuples, as the values have them."""
    if isinstance(told, dict):
        return {name: _tupled(value) for name, value in told.items()}
    return tuple(map(_tupled, told)) if isinstance(told, list) else told
