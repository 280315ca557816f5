"""What bytes are, whatever the header says."""

from __future__ import annotations

import pytest

from gongkai.fetch.media import is_html, is_stray_page, is_text, media_type

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(8)
ZIP = b"PK\x03\x04" + bytes(8)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OFFICE_HTML = (
    b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>1</td></tr></table></html>'
)


@pytest.mark.parametrize(
    ("stated", "body", "url", "media"),
    [
        ("text/html;charset=utf-8", b"<p>x", "/a.html", "text/html"),
        ("TEXT/HTML", b"<p>x", "/a", "text/html"),
        ("", b"\xef\xbb\xbf \r\n<!DOCTYPE html>", "/a", "text/html"),
        ("application/octet-stream", b"<!-- x --><html>", "/a", "text/html"),
        ("text/plain", b"<html><body>", "/a", "text/html"),
        ("text/plain", "通知".encode(), "/a.txt", "text/plain"),
        ("text/html", b'{"rows": []}', "/list", "text/html"),
        ("", b'{"rows": []}', "/list", "application/json"),
        ("", b"\x00\x01", "/a", "application/octet-stream"),
        ("nonsense", b"<?xml version='1.0'?><rss/>", "/a", "application/xml"),
        ("text/html", b"%PDF-1.7", "/a.html", "application/pdf"),
        ("application/octet-stream", ZIP, "/a.ofd", "application/ofd"),
        ("application/zip", ZIP, "/a.docx", DOCX),
        ("application/ofd", ZIP, "/download?id=1", "application/ofd"),
        ("text/html", ZIP, "/download?id=1", "application/zip"),
        ("", OLE, "/a.xls", "application/vnd.ms-excel"),
        ("application/vnd.ms-excel", OLE, "/download?id=1", "application/vnd.ms-excel"),
        ("application/octet-stream", OLE, "/a.wps", "application/msword"),
        ("image/jpeg", b"\x89PNG\r\n\x1a\n", "/a.jpg", "image/png"),
    ],
)  # fmt: skip
def test_media_types(stated: str, body: bytes, url: str, media: str) -> None:
    assert media_type(stated, body, "http://a.cn" + url) == media


@pytest.mark.parametrize("media", ["text/html", "text/plain", "application/json", "application/xhtml+xml"])
def test_text(media: str) -> None:
    assert is_text(media)


@pytest.mark.parametrize(
    "media", ["application/pdf", "image/png", "application/vnd.ms-excel", "application/ofd"]
)
def test_no_text(media: str) -> None:
    assert not is_text(media)


@pytest.mark.parametrize(
    ("body", "url", "disposition", "stray"),
    [
        (b"<!doctype html><html>", "/a.pdf", "", True),
        (b"<script>location.href='/login'</script>", "/a.doc", "", True),
        (b"<html>", "/a.htm", "", False),
        (OFFICE_HTML, "/a.xls", "", False),
        (b"<table><tr><td>1</td></tr></table>", "/down?id=1", "attachment; filename=a.xls", False),
        (b"%PDF-1.4", "/a.pdf", "", False),
        (b"plain words", "/a.txt", "", False),
    ],
)
def test_stray_pages(body: bytes, url: str, disposition: str, stray: bool) -> None:
    assert is_stray_page(body, "http://a.cn" + url, disposition) is stray


def test_comments_before_a_page_are_passed_over() -> None:
    assert is_html(b"<!-- a --> <!---->\n<!-- > --><HTML lang=zh>")
    assert not is_html(b"<!---->" * 500 + b"words")
    assert not is_html(b"<!-- never closed <html>")


def test_text_that_speaks_of_html_is_none() -> None:
    assert not is_html(b"see <html> for more")
    assert not is_html(b"<rss><channel>")
