"""robots.txt, asked once for each origin and obeyed (RFC 9309).

2xx is parsed; 4xx, or a chain of redirects without end, means that there are no rules; anything else
means that nothing of this origin is fetched for the life of the client.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from protego import Protego

from gongkai.base.values import Answer
from gongkai.fetch import reasons
from gongkai.fetch.conclude import troubled
from gongkai.fetch.exchange import Received, Trouble
from gongkai.fetch.refusal import recognise
from gongkai.fetch.standing import CLOSED

MAX_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB are to be read
MAX_DELAY = 30.0  # a longer Crawl-delay would stop the crawl; hosts that mean so disallow


@dataclass(frozen=True, slots=True)
class Rules:
    """What an origin says. `refusal` answers for everything of it, and `trouble` is then the reason why
    robots.txt did not come; without `parser` all is allowed."""

    parser: Protego | None = None
    refusal: Answer | None = None
    trouble: str = ""

    def check(self, url: str, robot: str) -> Answer | None:
        """The answer for an address that must not be fetched, else None."""
        if self.refusal:
            return self.refusal
        if self.parser and not self.parser.can_fetch(url, robot):
            return reasons.answer("robots")
        return None

    def delay(self, robot: str) -> float:
        """Seconds asked for between two requests, 0 if none are."""
        asked = self.parser.crawl_delay(robot) if self.parser else None
        return min(float(asked or 0), MAX_DELAY)


class Origin:
    """An origin's rules once known. Whoever holds the lock asks; the others wait for what it learns."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.rules: Rules | None = None


def read_rules(got: Received | Trouble) -> Rules:
    """The rules that an answer to /robots.txt states, redirects already followed."""
    if isinstance(got, Trouble):
        return Rules(refusal=_unreached(got), trouble=got.reason)
    if 300 <= got.status < 500:
        return Rules()
    if got.status >= 500:
        return Rules(refusal=_server_error(got))
    if got.flaw and got.flaw != "too-large":
        return Rules(refusal=reasons.answer("robots-unavailable", note=f"robots.txt：{got.flaw}"))
    text = got.body[:MAX_BYTES].decode("utf-8-sig", "replace")
    return Rules(Protego.parse(text))


def _unreached(got: Trouble) -> Answer:
    """What stands between us and every page of the origin says so itself."""
    if got.reason in ("private-address", "bad-address", "tls", "proxy") or got.reason in CLOSED:
        return troubled(got)
    note = f"robots.txt：{reasons.of(got.reason).detail.partition('。')[0]}"
    return reasons.answer("robots-unavailable", note=note)


def _server_error(got: Received) -> Answer:
    """A challenge says so itself; it is more use to the operator than that robots.txt is not to be had."""
    refusal = recognise(got.status, got.headers, got.body, kind="robots")
    if refusal and refusal.verdict == "blocked":
        return Answer("blocked", None, refusal.reason, refusal.detail)
    return reasons.answer("robots-unavailable", note=f"robots.txt：HTTP {got.status}")
