"""Whether to ask again, and after how long. Pure but for the jitter handed in."""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime
from random import Random

from gongkai.fetch.exchange import Received, Trouble
from gongkai.fetch.refusal import recognise
from gongkai.fetch.settings import FetchSettings

LONGEST_WAIT = 60.0  # a Retry-After beyond this is left to the next run

_PASSING_TROUBLE = frozenset(("dns", "connect", "timeout", "disconnected", "protocol"))
_PASSING_FLAWS = frozenset(("truncated", "timeout"))
_PASSING_STATUS = frozenset((500, 502, 503, 504))


def retry_after(got: Received | Trouble, now: datetime) -> float | None:
    """Seconds that a 429 or 503 asks us to wait; None if it does not say."""
    if isinstance(got, Trouble) or got.status not in (429, 503):
        return None
    stated = (got.header("retry-after") or "").strip()
    if stated.isdecimal() and len(stated) < 10:
        return float(stated)
    try:
        moment = parsedate_to_datetime(stated)
        return max(0.0, (moment - now).total_seconds())
    except (TypeError, ValueError):  # no date, or one without a zone
        return None


def passing(got: Received | Trouble) -> bool:
    """Whether the trouble may be over in a moment. Refusals and statements of the site are not."""
    if isinstance(got, Trouble):
        return got.reason in _PASSING_TROUBLE
    if got.flaw in _PASSING_FLAWS and not 300 <= got.status < 400:
        return True
    if got.status not in _PASSING_STATUS:
        return False
    refusal = recognise(got.status, got.headers, got.body, kind="list")
    return refusal is not None and refusal.reason == f"http-{got.status}"


def backoff(attempt: int, settings: FetchSettings, random: Random) -> float:
    """Seconds before attempt `attempt` + 1: doubling, half of it by chance."""
    return settings.retry_base_seconds * 2.0**attempt * random.uniform(0.5, 1.0)


def wait_before_retry(
    got: Received | Trouble,
    attempt: int,
    waited: bool,
    settings: FetchSettings,
    now: datetime,
    random: Random,
) -> float | None:
    """Seconds to leave the host alone before asking again, or None to take the answer as it is.
    `waited`: a Retry-After was obeyed once already. A POST is asked again as a GET is: ours are queries of
    lists and change nothing."""
    asked = retry_after(got, now)
    if asked is not None:
        return asked if asked <= LONGEST_WAIT and not waited else None
    if attempt < settings.retries and passing(got):
        return backoff(attempt, settings, random)
    return None
