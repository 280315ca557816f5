"""From values to a response: templates of our own, headers, and the errors a page may end in.

Datasette's templates are left alone: ours stand in a folder and an environment of their own, with
everything escaped and unknown names refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode, urlsplit

from datasette import Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from gongkai.base.times import china_time, day_end, utc_text
from gongkai.fetch import reasons
from gongkai.judge import STATE_WORDS
from gongkai.web import board, words

_HERE = Path(__file__).parent
STYLE = (_HERE / "static" / "gongkai.css").read_text(encoding="utf-8")
STYLE_PATH = f"/-/gongkai/{hashlib.sha256(STYLE.encode()).hexdigest()[:12]}.css"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


class PageError(Exception):
    """A page that cannot be shown: HTTP status, what is the matter, what to do."""

    def __init__(self, status: int, what: str, do: str = "") -> None:
        super().__init__(what)
        self.status = status
        self.what = what
        self.do = do


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page needs: where the site is mounted, which database, the day, whether it was asked
    for (then links keep it), the latest day that may be asked for, and when the backup was made that is
    shown, if one is."""

    base: str
    database: str
    day: date
    asked: bool
    today: date
    snapshot: str | None = None

    @property
    def before(self) -> str:
        """24:00 of the day, as our UTC text: what was recorded before it is shown."""
        return utc_text(day_end(self.day))

    def link(self, path: str, **query: object) -> str:
        """A path of ours, each step quoted, with the day carried on if the reader chose one."""
        path, _, anchor = path.partition("#")
        given = {key: value for key, value in query.items() if value not in (None, "")}
        if self.asked and "as_of" not in given:
            given["as_of"] = self.day.isoformat()
        tail = f"?{urlencode(given)}" if given else ""
        return self.base + quote(path, safe="/") + tail + (f"#{quote(anchor)}" if anchor else "")

    def tables(self, table: str = "", **query: object) -> str:
        """A page of Datasette's own."""
        path = f"{self.base}/{self.database}" + (f"/{table}" if table else "")
        return path + (f"?{urlencode(query)}" if query else "")


def html(frame: Frame, template: str, values: Mapping[str, Any], status: int = 200) -> Response:
    """A page of ours, rendered."""
    text = _environment.get_template(f"gongkai/{template}").render(frame=frame, **values)
    return Response.html(text, status=status, headers=HEADERS)


def error_page(frame: Frame, error: PageError) -> Response:
    return html(frame, "error.html", {"error": error, "title": error.what}, error.status)


def step(request: Any, name: str) -> str:
    """A step of the path as somebody wrote it, bounded."""
    return unquote(str(request.url_vars[name]))[:200]


def outside(url: str | None) -> str | None:
    """The address if it may be linked to: http or https with a host. Others are shown as text."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _environment_made() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.filters |= {
        "china_time": lambda text: china_time(text) if text else "",
        "day": lambda text: (text or "")[:10],
        "stated": lambda text: (text or "").replace("T", " "),
        "outside": outside,
        "sized": words.sized,
        "sureness": words.sureness,
        "tone": board.tone,
        "word": board.word,
        "outcome_tone": lambda outcome: words.OUTCOME_TONES[outcome],
        "reason": reasons.told,
        "mending": lambda state, home: reasons.mending(state.state, state.reason, home),
    }
    made.globals |= {"words": words, "style_path": STYLE_PATH, "STATE_WORDS": STATE_WORDS}
    return made


_environment = _environment_made()
