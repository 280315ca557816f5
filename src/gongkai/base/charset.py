"""From bytes to text: which charset a page is in, by header, BOM, meta and the bytes themselves.

gb2312 and gbk always mean gb18030: pages labelled gb2312 use characters only the larger set has.
A label is believed only if the bytes can be read by it; UTF-8 that reads strictly beats every label.
"""

from __future__ import annotations

import codecs
import re

_FOLD = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
}
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.I)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9_-]{2,20})""", re.I)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.I)


def decode(body: bytes, content_type: str | None = None, *, forced: str | None = None) -> tuple[str, str]:
    """The text of a page and the name of the charset it was read by.

    Order: `forced` (the operator's word), BOM, strict UTF-8, then the labels of header and meta, then
    gb18030. Never raises: bytes that fit nothing become U+FFFD.
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace"), name
    for name in _candidates(body, content_type, forced):
        try:
            return body.decode(name), name
        except (UnicodeDecodeError, LookupError):
            continue
    return _least_damaged(body, content_type)


def _candidates(body: bytes, content_type: str | None, forced: str | None) -> list[str]:
    labels = [forced, "utf-8", *_labels(body, content_type), "gb18030"]
    names = [_canonical(label) for label in labels if label]
    return [
        name for name in dict.fromkeys(names) if name and not name.startswith(("latin", "iso8859", "cp125"))
    ]


def _labels(body: bytes, content_type: str | None) -> list[str]:
    """The charsets named by header and page, in that order."""
    found = []
    header = _HEADER.search(content_type or "")
    if header:
        found.append(header[1])
    for pattern in (_XML, _META):
        match = pattern.search(body[:4096])
        if match:
            found.append(match[1].decode("ascii"))
    return found


def _canonical(label: str) -> str | None:
    label = label.strip().lower()
    try:
        return codecs.lookup(_FOLD.get(label, label)).name
    except LookupError:
        return None


def _least_damaged(body: bytes, content_type: str | None) -> tuple[str, str]:
    """Broken bytes: the reading of UTF-8 and gb18030 with fewer replacement characters."""
    utf8, gb = body.decode("utf-8", "replace"), body.decode("gb18030", "replace")
    if utf8.count("\ufffd") <= gb.count("\ufffd"):
        return utf8, "utf-8"
    return gb, "gb18030"
