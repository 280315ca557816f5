"""Addresses: joining, identity, kinds. Pure; nothing is resolved or opened."""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
from functools import lru_cache
from typing import Literal
from urllib.parse import parse_qsl, quote, urldefrag, urlencode, urljoin, urlsplit, urlunsplit

FILE_SUFFIXES = frozenset(
    ".pdf .doc .docx .xls .xlsx .ppt .pptx .wps .et .dps .ofd .zip .rar .7z .txt .csv .rtf .tif .tiff "
    ".jpg .jpeg .png .gif .bmp .mp3 .mp4 .ceb .xml .json".split()
)
DOCUMENT_SUFFIXES = FILE_SUFFIXES - frozenset(".jpg .jpeg .png .gif .bmp .mp3 .mp4 .xml .json".split())
ENDINGS = "|".join(sorted(suffix[1:] for suffix in DOCUMENT_SUFFIXES))
"""The same without dots, for patterns."""

IGNORED_PARAMETERS = frozenset("xxgkhide jsessionid _ from isappinstalled spm timestamp nsukey".split())
"""Parameters that never name another text: view switches, session ids, cache breakers, share marks.
`xxgkhide` is Hanweb's: the same article stands under both addresses."""

_NOT_AN_ADDRESS = re.compile(
    r"^\s*(?:#|https?:(?:/*\s*$|///)|javascript:|mailto:|tel:|data:|about:|vbscript:|void\(|$)", re.I
)

_PLAIN_PATH = r"[\w%~=-][\w%~=.-]*+(?:/[\w%~=-][\w%~=.-]*+)*+/?(?:\?[\w%~=&./:+,-]++)?"
_PLAIN_WHOLE = re.compile(rf"https?://[a-z\d.-]++(?::\d{{1,4}})?/(?:{_PLAIN_PATH})?", re.A)
_PLAIN_BELOW = re.compile(rf"(/|(?:\./)?(?:\.\./)*){_PLAIN_PATH}", re.A)

_IN_FRAGMENT = "/%:@!$&'()*+,;=~-._?"

RowKind = Literal["page", "file", "external"]


def absolute(base: str, href: str | None) -> str | None:
    """The http or https address that `href` means on the page `base`, without fragment; None if it is
    none: script, mail, an anchor, a local path, a host that is no host. A link within the page's own host
    keeps it as it is, whatever it is: only `fetch` decides where a request may go."""
    if not href:
        return None
    return _plainly(base, href) or _resolved(base, href)


def _plainly(base: str, href: str) -> str | None:
    """The same for addresses in which nothing is to be quoted or left out, which most are: they follow
    what all of their kind on a page have in common. None for others."""
    if _PLAIN_WHOLE.fullmatch(href):
        return href if _common(base, "/") else None
    below = _PLAIN_BELOW.fullmatch(href)
    before = _common(base, below[1]) if below else None
    return before + href[below.end(1) :] if below and before else None


@lru_cache(maxsize=64)
def _common(base: str, href: str) -> str | None:
    return _resolved(base, href or "./")


def _resolved(base: str, href: str) -> str | None:
    if _NOT_AN_ADDRESS.match(href):
        return None
    try:
        href = re.sub(r"[\r\n\t]", "", href.strip())
        parts, own = urlsplit(urljoin(base, href)), not urlsplit(href).netloc
        host, _ = parts.hostname, parts.port
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?{}[]\"|")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    if not own and not re.match(r"^[\w.:-]+$", host):
        return None
    return urlunsplit((parts.scheme, parts.netloc.lower(), path, query, ""))


def readable(url: str) -> bool:
    """Whether an address has the parts of one: what stands in brackets as its host may be none."""
    try:
        return urlsplit(url) is not None
    except ValueError:
        return False


def section_address(home_url: str, url: str) -> str | None:
    """A column's address, absolute and with its fragment: applications name their columns by it
    (`/gkmlpt/index#20765`)."""
    plain, fragment = urldefrag(url.strip())
    found = absolute(home_url, plain)
    return f"{found}#{quote(fragment, safe=_IN_FRAGMENT)}" if found and fragment else found


def host_of(url: str) -> str:
    """Host and, unless it is the scheme's own, port, in lower case; empty where there is none."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        return ""
    host = (parts.hostname or "").rstrip(".")
    standard = {"http": 80, "https": 443}.get(parts.scheme)
    return host if port in (None, standard) else f"{host}:{port}"


def identity(url: str, hosts: tuple[str, ...] = ()) -> str:
    """What makes two addresses one item: host (twins in `hosts` fold into the first) and path and the
    parameters that matter, sorted; no scheme, default port, fragment or index page."""
    parts = urlsplit(url)
    host = host_of(url)
    if host in hosts:
        host = hosts[0]
    path = re.sub(r";jsessionid=[^/?]*", "", parts.path or "/", flags=re.I)
    path = re.sub(r"/(?:index|default)\.(?:s?html?|jsp|aspx?|php)$", "/", path, flags=re.I)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = sorted((k, v) for k, v in pairs if k.lower() not in IGNORED_PARAMETERS)
    return host + path + (f"?{urlencode(kept)}" if kept else "")


def uid(identity_text: str) -> str:
    """An item's public name: the first 16 base32 characters of the SHA-256 of its identity."""
    return base64.b32encode(hashlib.sha256(identity_text.encode()).digest())[:16].decode("ascii")


def suffix(url: str) -> str:
    """The file ending of an address in lower case with its dot, or empty."""
    return posixpath.splitext(urlsplit(url).path)[1].lower()


def is_file(url: str) -> bool:
    """Whether the address leads straight to a document file (PDF, DOC, …), by its ending."""
    return suffix(url) in DOCUMENT_SUFFIXES


def row_kind(url: str, hosts: tuple[str, ...]) -> RowKind:
    """What a list row leads to: a page of the site, a file, or somebody else's page."""
    if is_file(url):
        return "file" if host_of(url) in hosts else "external"
    return "page" if host_of(url) in hosts else "external"
