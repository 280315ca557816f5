"""Digests as WARC files state them: `algorithm:value`, the value in base 16, 32 or 64, as tools differ."""

from __future__ import annotations

import base64
import binascii
import hashlib
from functools import lru_cache

_ALGORITHMS = {"sha1": 20, "sha256": 32, "md5": 16, "sha512": 64, "sha384": 48}
"""With the length of their digests in bytes."""


@lru_cache(maxsize=64)
def named(stated: str) -> str | None:
    """A stated digest as `algorithm:hex`; None if it is none that can be checked."""
    label, _, value = stated.strip().partition(":")
    algorithm = label.lower().replace("-", "")
    length = _ALGORITHMS.get(algorithm)
    if length is None or len(value) > 200:
        return None
    for decode in (base64.b16decode, base64.b32decode, base64.urlsafe_b64decode):
        bare = value.rstrip("=")
        if decode is not base64.urlsafe_b64decode:
            bare = bare.upper()
        if decode is not base64.b16decode:
            bare += "=" * (-len(bare) % 8)
        try:
            raw = decode(bare)
        except (binascii.Error, ValueError):
            continue
        if len(raw) == length:
            return f"{algorithm}:{raw.hex()}"
    return None


def of(data: bytes, like: str) -> str:
    """The digest of bytes by the algorithm of another one (`named`)."""
    algorithm = like.partition(":")[0]
    return f"{algorithm}:{hashlib.new(algorithm, data, usedforsecurity=False).hexdigest()}"
