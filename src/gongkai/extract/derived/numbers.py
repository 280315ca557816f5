"""What numbers a text states, as one hash: two texts with the same hash differ in words alone. Pure.

Full-width digits count as plain ones, separators between thousands as nothing; order says nothing, since a
sentence that moved changed no number.
"""

from __future__ import annotations

import hashlib
import re

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_PLAIN = str.maketrans("０１２３４５６７８９．，：", "0123456789.,:")


def numbers(title: str, body: str) -> str:
    """16 hexadecimal digits."""
    found = _NUMBER.findall(f"{title}\n{body}".translate(_PLAIN))
    text = " ".join(sorted(number.replace(",", "") for number in found))
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
