"""Request headers that nobody may set by hand. Pure."""

from __future__ import annotations

import re

_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}")  # a token: RFC 9110, 5.1
_FRAMING = "host content-length transfer-encoding connection te trailer upgrade expect keep-alive"
_IDENTITY = "cookie authorization proxy-authorization user-agent"  # we say who asks, and carry no sign-in
_OURS = "accept-encoding range if-none-match if-modified-since if-match if-unmodified-since if-range"

RESERVED = frozenset(f"{_FRAMING} {_IDENTITY} {_OURS}".split())
"""In lower case: what frames a message, says who asks, or changes what an answer means."""


def may_be_set(name: str) -> bool:
    """Whether a header of this name may come from a configuration."""
    return bool(_NAME.fullmatch(name)) and name.lower() not in RESERVED


def may_be_wanted(name: str) -> bool:
    """Whether a list's own service may want it: the token that some give to anybody besides."""
    return may_be_set(name) or name.lower() == "authorization"
