"""From bytes to text: which charset a page is in, by header, BOM, meta and the bytes themselves.

gb2312 and gbk always mean gb18030: pages labelled gb2312 use characters only the larger set has.
A label is believed only if the bytes can be read by it; UTF-8 that reads strictly beats every label. Pages
cut or joined by bytes hold a few broken characters: they are still in the charset that the rest is in.

Text that came out wrong is told apart by whose doing it is (`damage`): `undecoded` bytes are ours to look
into, `stored` mojibake stands so in the page itself, whatever reads it.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice

from gongkai.base.values import Damage, Page

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
_CHINESE_RUN = re.compile(r"[\u3400-\u9fff]{8,40}")
_DOUBLE_UTF8 = re.compile(r"[\u00c3-\u00e9][\u0080-\u00bf\u0152-\u2122]")
"""A UTF-8 lead byte and one after it, each read as a character of Latin-1 or Windows-1252."""

_RUNS, _MANY, _LOOKED_AT = 6, 20, 200_000
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.I)


def read_page(url: str, body: bytes, content_type: str | None = None, *, forced: str | None = None) -> Page:
    """A page ready for the readers, with what is damaged in it."""
    text, charset = decode(body, content_type, forced=forced)
    return Page(url, text, charset, damage(text, body, charset))


def decode(body: bytes, content_type: str | None = None, *, forced: str | None = None) -> tuple[str, str]:
    """The text of a page and the name of the charset it was read by.

    Order: `forced` (the operator's word), BOM, strict UTF-8, then the labels of header and meta, then
    gb18030; a reading in which the characters are another charset's bytes does not count. Never raises:
    bytes that fit nothing become U+FFFD.
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace"), name
    for name in _candidates(body, content_type, forced):
        try:
            text = body.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if name != "gb18030" or not _misread(text):
            return text, name
    return _least_damaged(body)


def damage(text: str, body: bytes, charset: str) -> Damage | None:
    """Whose doing it is if characters are broken: ours (`undecoded`: bytes that do not fit the charset), the
    page's own (`stored`: U+FFFD, 锟斤拷 and text read by a wrong charset before it was saved), or none."""
    if "\ufffd" in text and not _strictly(body, charset):
        return "undecoded"
    stored = "\ufffd" in text or "锟斤拷" in text or _doubly_encoded(text, body) or _misread(text)
    return "stored" if stored else None


def _doubly_encoded(text: str, body: bytes) -> bool:
    """Whether UTF-8 was read as Latin-1 and saved as UTF-8 again (æ”¿åºœ); its bytes are quick to count."""
    if body.count(b"\xc3") < _MANY:
        return False
    return len(_DOUBLE_UTF8.findall(text[:_LOOKED_AT])) >= _MANY


def _strictly(body: bytes, charset: str) -> bool:
    try:
        body.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _misread(text: str) -> bool:
    """Whether most runs of Chinese characters are UTF-8 that was read as gb18030 (政府 as 鏀垮簻): written as
    gb18030 again they are UTF-8, which true Chinese text never is for long."""
    runs = [match[0] for match in islice(_CHINESE_RUN.finditer(text), _RUNS)]
    misread = true = 0
    for run in runs:
        if _is_utf8_read_as_gb(run):
            misread += 1
        else:
            true += 1
        if 2 * max(misread, true) > len(runs):  # the rest cannot turn it
            break
    return 2 * misread > len(runs)


def _is_utf8_read_as_gb(run: str) -> bool:
    try:
        raw = run.encode("gb18030")
    except UnicodeEncodeError:
        return False
    # A run may begin and end within a character: up to three bytes at both ends say nothing.
    for start in range(3):
        for cut in range(3):
            try:
                raw[start : len(raw) - cut].decode("utf-8")
            except UnicodeDecodeError:
                continue
            return True
    return False


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


def _least_damaged(body: bytes) -> tuple[str, str]:
    """Broken bytes: the reading of UTF-8 and gb18030 with fewer replacement characters."""
    utf8, gb = body.decode("utf-8", "replace"), body.decode("gb18030", "replace")
    if utf8.count("\ufffd") <= gb.count("\ufffd"):
        return utf8, "utf-8"
    return gb, "gb18030"
