"""Bytes packed with zstd, alone or against another page that serves as the dictionary, and unpacked.

Against another page of its template a page comes to a small part of what it comes to alone, against an
earlier version of itself to some hundred bytes (docs/performance.md).
"""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

import zstandard

ALONE_LEVEL = 6
"""Half the time of 9 and within one percent of its size, for pages of 40 KB."""

AGAINST_LEVEL = 9
"""Two percent smaller than 6 for a tenth of a millisecond; 12 takes four times as long for half a percent."""

LEAST, LARGEST = 256, 8 << 20
"""Bodies of other lengths are packed alone, and none against them."""

MARKS = 48
_FEW = 8
_MOST_OF_A_BLOCK, _LEAST_BLOCK = 128 << 10, 4
"""A zstd block gives so much at most, and takes so many bytes at least."""

_alone = zstandard.ZstdCompressor(level=ALONE_LEVEL)


def pack(body: bytes) -> bytes:
    """Packed alone."""
    return _alone.compress(body)


def pack_against(body: bytes, page: bytes) -> bytes:
    """Packed so that unpacking needs `page`; the window spans both."""
    sized = zstandard.ZstdCompressionParameters.from_level(AGAINST_LEVEL, source_size=len(body) + len(page))
    return zstandard.ZstdCompressor(compression_params=sized, dict_data=_dictionary(page)).compress(body)


def unpack(data: bytes, size: int, page: bytes | None = None) -> bytes | None:
    """The `size` bytes that were packed, None if that is not what the data holds. A frame states its own
    size, which is where memory would be taken: it has to agree, and to be one that so much data can give."""
    if size > (len(data) // _LEAST_BLOCK + 1) * _MOST_OF_A_BLOCK:
        return None
    opener = zstandard.ZstdDecompressor(dict_data=_dictionary(page)) if page else zstandard.ZstdDecompressor()
    try:
        if zstandard.frame_content_size(data) not in (size, -1):
            return None
        body = opener.decompress(data, max_output_size=size)
    except zstandard.ZstdError:
        return None
    return body if len(body) == size else None


def fits(length: int) -> bool:
    """Whether a body of that length is packed against others, and others against it."""
    return LEAST <= length <= LARGEST


@lru_cache(maxsize=1)
def marks(body: bytes) -> frozenset[int]:
    """What two pages have in common the more of, the better one packs against the other: checksums of the
    pieces between their links, or between quotation marks where links are few; the least of them, so that
    they are the same pieces in every page."""
    between = b"<a " if body.count(b"<a ") >= _FEW else b'"'
    return frozenset(sorted(set(map(crc32, body.split(between))))[:MARKS])


def _dictionary(page: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(page, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
