"""The files that belong to a document: links, viewers and script variables in and near its text."""

from __future__ import annotations

import re
from bisect import bisect_right
from urllib.parse import parse_qs, unquote, urlsplit

from gongkai.base.urls import DOCUMENT_SUFFIXES, ENDINGS, absolute, is_file, suffix
from gongkai.base.values import Attachment
from gongkai.extract.body import Body
from gongkai.extract.outline import MAX_ADDRESS, Outline
from gongkai.extract.scripts import named_files, written_links
from gongkai.extract.text import ELLIPSIS, squeeze
from gongkai.extract.zone import DOWNLOAD, MAY_BE_FILE

MAX_ATTACHMENTS = 500
MAX_NAME_CHARS = 80
ANNOUNCED_WITHIN = 8
_ANNOUNCES = re.compile(
    r"[【\[（(●■◆·*]*(?:相关)?(?:附件|附表|附：|附:|文件下载|下载(?:文件|附件)|下载[：:]?$)"
)
_SUFFIX = re.compile(rf"\.(?:{ENDINGS}|jpe?g|png|mp[34])$", re.I)
_PAGES = frozenset(".html .htm .shtml".split())
_MEDIA = frozenset(".jpg .jpeg .png .gif .bmp .tif .tiff .mp3 .mp4".split())
_EMPTY_NAME = re.compile(
    r"^(?:点击|点此|请点击|我要|立即|本地|附件|文件|查看|在线|pdf|word)*(?:下载|浏览|查看|打开|"
    r"预览)?(?:附件|文件|此处|这里)?$",
    re.I,
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NAME_PREFIX = re.compile(r"^(?:附\s*件\s*(?:下载)?\s*[：:]\s*)+")
_VIEWER = re.compile(r"[?&#](?:file|url|src|pdf|path)=([^&#]+)", re.I)
_VIEWERS = frozenset(("iframe", "embed", "object"))
_FILE_TAGS = _VIEWERS | {"a", "file", "img"}
_OPENED = re.compile(r"""['"]([^'"\s]{1,400})['"]""")


def find_attachments(page: Outline, body: Body, base: str) -> tuple[Attachment, ...]:
    """Files in the text and, after it, until the document ends; in page order, each address once.

    Addresses are absolute; a name is what is printed, else the link's title, else the file's own.
    """
    found: dict[str, str] = {}
    scope = _scope(page, body)
    for index in page.elements(_FILE_TAGS, min(body.start, body.zone_start), max(body.end, body.zone_end)):
        address, name = _file_at(page, index, base)
        if address and index >= scope and not _announced(page, index, name):
            continue
        if address and (address not in found or not found[address]) and len(found) < MAX_ATTACHMENTS:
            found[address] = name
    for named, name in written_links(page.scripts):
        address = absolute(base, named)
        if address and not found.get(address):
            found[address] = squeeze(name)
    for named in named_files(page.scripts):
        address = absolute(base, named)
        if address and address not in found:
            found[address] = ""
    return tuple(Attachment(address, _best_name(name, address)) for address, name in found.items())


def _scope(page: Outline, body: Body) -> int:
    """Where the element ends that holds both title and text: files behind it stand in a side column or a box
    of the site's, unless they are called attachments."""
    for index in page.ancestors(min(body.start, len(page.tags) - 1)):
        if index < body.anchor and page.tags[index] not in ("td", "tr"):
            return max(page.ends[index], body.end)
    return len(page.tags)


def _announced(page: Outline, index: int, name: str) -> bool:
    """Whether a link's own name, or one of the few lines before it, calls it an attachment."""
    number = bisect_right(page.starts, index)
    before = page.lines[max(0, number - ANNOUNCED_WITHIN) : number]
    return "附" in name[:2] or any(_ANNOUNCES.match(line.solid) for line in before)


def viewed_file(page: Outline, body: Body, base: str) -> str | None:
    """The document that a viewer in the body shows (`iframe`, `embed`, `object`)."""
    for index in page.elements(_VIEWERS, min(body.start, body.zone_start), max(body.end, body.zone_end)):
        address = _shown_file(page.attributes(index), base)
        if address:
            return address
    return None


def shown_file(page: Outline, body: Body, base: str) -> str | None:
    """The document that a viewer in the body shows, or that a script names."""
    viewed = viewed_file(page, body, base)
    if viewed:
        return viewed
    named = (absolute(base, file) for file in named_files(page.scripts))
    return next((address for address in named if address), None)


def _file_at(page: Outline, index: int, base: str) -> tuple[str | None, str]:
    """The file that a node leads to, and its printed name."""
    tag = page.tags[index]
    if tag in ("a", "file"):
        return _linked_file(page, index, base)
    if tag in _VIEWERS:
        return _shown_file(page.attributes(index), base), ""
    if tag == "img":
        address = absolute(base, page.attributes(index).get("data-powerurl"))
        return (address if address and is_file(address) else None), ""
    return None, ""


def _linked_file(page: Outline, index: int, base: str) -> tuple[str | None, str]:
    attributes = page.attributes(index)
    if not MAY_BE_FILE.search("\n".join(value[:MAX_ADDRESS] for value in attributes.values() if value)):
        return None, ""
    name = _printed_name(page, index, attributes)
    for key in ("href", "oldsrc", "data-href", "filepath"):
        stated = attributes.get(key)
        address = absolute(base, stated) if stated and MAY_BE_FILE.search(stated, 0, MAX_ADDRESS) else None
        if address and _is_file(address, name) and not _enlarges(page, index, address, name):
            return _inner_file(address) or address, name
    for opened in _OPENED.findall(attributes.get("onclick") or ""):
        address = absolute(base, opened)
        if address and (is_file(address) or _is_file(address, name)):
            return address, name
    return None, name


def _enlarges(page: Outline, index: int, address: str, name: str) -> bool:
    """Whether a link opens a picture of the text in full size: it has the picture's name, and no text."""
    bare = not page.text_in(index, page.ends[index])
    return bare and suffix(address) in _MEDIA and name == _icon_name(page, index)


def _is_file(address: str, name: str) -> bool:
    ending = suffix(address)
    if ending in _MEDIA:
        return _SUFFIX.search(name) is not None or "附件" in name
    if _SUFFIX.search(name) and ending not in _PAGES:
        return True
    return ending in DOCUMENT_SUFFIXES or DOWNLOAD.search(address) is not None or _viewed(address) is not None


def _viewed(address: str) -> str | None:
    """The file that a viewer's address (`viewer.html?file=…`) names."""
    for match in _VIEWER.finditer(address):
        file = unquote(unquote(match[1]))
        if suffix(file) in DOCUMENT_SUFFIXES:
            return file
    return None


def _inner_file(address: str) -> str | None:
    if suffix(address) in DOCUMENT_SUFFIXES or "viewer" not in address.lower():
        return None
    file = _viewed(address)
    return absolute(address, file) if file else None


def _shown_file(attributes: dict[str, str | None], base: str) -> str | None:
    for key in ("src", "data", "data-src"):
        address = absolute(base, attributes.get(key))
        if address:
            file = _viewed(address)
            if file:
                return absolute(address, file)
            if suffix(address) in DOCUMENT_SUFFIXES - _MEDIA:
                return address
    return None


def _printed_name(page: Outline, index: int, attributes: dict[str, str | None]) -> str:
    text = page.text_in(index, page.ends[index])
    text = _NAME_PREFIX.sub("", text).strip("[]【】 ")
    whole = squeeze(attributes.get("title") or "")
    if text.endswith(ELLIPSIS) and whole.startswith(text.rstrip(".…")):
        return whole
    if not text or _EMPTY_NAME.match(text):
        beside = _name_beside(page, index)
        if beside:
            return beside
        for key in ("title", "download", "textvalue", "alt"):
            given = squeeze(attributes.get(key) or "")
            if given and not _EMPTY_NAME.match(given):
                return given
        return text or _icon_name(page, index)
    return text


def _icon_name(page: Outline, index: int) -> str:
    """What the picture in a link without text is called."""
    for image in page.elements(("img",), index, page.ends[index]):
        attributes = page.attributes(image)
        called = squeeze(attributes.get("title") or attributes.get("alt") or "")
        if _CHINESE.search(called):
            return called
    return ""


def _name_beside(page: Outline, index: int) -> str:
    """What stands before a link that only says 下载, on the same line: `附件1：名单 [点击下载]`."""
    number = bisect_right(page.starts, index) - 1
    line = page.lines[number] if number >= 0 else None
    if line is None or line.end <= index:
        return _name_behind(page, index)
    start = line.start
    cell = next((cell for cell in line.cells if _SUFFIX.search(cell.strip())), None)
    name = _NAME_PREFIX.sub("", cell or page.text_in(start, index)).strip("[]【】（(：: ")
    alone = not page.elements("a", start, index)
    return name if alone and 2 <= len(name) <= MAX_NAME_CHARS else ""


def _name_behind(page: Outline, index: int) -> str:
    """The file's name behind a link that is an icon, in the same element."""
    around = page.lines_in(page.ends[index], page.ends[page.parents[index]])
    line = page.lines[around[0]] if len(around) == 1 else None
    name = line.text if line is not None and not line.linked else ""
    return name if len(name) <= MAX_NAME_CHARS and _SUFFIX.search(name) else ""


def _best_name(printed: str, address: str) -> str:
    """The printed name; the file's own where nothing is printed, or only 下载 beside a telling one."""
    own = _own_name(address)
    return own if not printed or (_EMPTY_NAME.match(printed) and _CHINESE.search(own)) else printed


def _own_name(address: str) -> str:
    parts = urlsplit(address)
    given = parse_qs(parts.query).get("filename")
    return given[0] if given else unquote(parts.path.rsplit("/", 1)[-1])
