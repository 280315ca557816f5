"""Kinds of values in the configuration, each with its check. Messages are for operators, in Chinese.

A check that fails raises `PydanticCustomError` whose text says what is wrong and whose context holds
`right`: what would be right.
"""

from __future__ import annotations

import codecs
import re
from datetime import date
from string import Formatter
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from gongkai.base.headers import RESERVED, may_be_set
from gongkai.base.urls import absolute

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_HOST = re.compile(
    r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?::\d{1,5})?"
)
_EMPTY_PAGE = LexborHTMLParser("<html></html>")
USER_AGENT_PARTS = ("version", "name", "contact")


def _wrong(what: str, right: str) -> PydanticCustomError:
    return PydanticCustomError("gongkai", "{what}", {"what": what, "right": right})


def _id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise _wrong(
            f"编号“{text}”不合规", "用小写字母、数字、“-”和“_”，以字母或数字开头，最多 64 个，如 gzdt"
        )
    return text


def _text(text: str) -> str:
    if not text.strip():
        raise _wrong("不能为空", "写上文字，或删去这一行")
    return text.strip()


def _web_address(text: str) -> str:
    if not re.match(r"https?://", text, re.I):
        raise _wrong(f"网址“{text}”不以 http:// 或 https:// 开头", "如 https://www.example.invalid/")
    url = absolute(text, text)
    if url is None:
        raise _wrong(f"网址“{text}”没有可用的主机名", "如 https://www.example.invalid/")
    return url


def _host(text: str) -> str:
    if not _HOST.fullmatch(text.lower()):
        raise _wrong(f"“{text}”不是主机名", "只写主机名，不带 http:// 和路径，如 zwgk.example.invalid")
    return text.lower()


def _allowed_host(text: str) -> str:
    return text if text == "*" else _host(text)


def _header_name(text: str) -> str:
    if text.lower() in RESERVED:
        raise _wrong(
            f"请求头 {text} 由程序自己写，不能在这里指定", "可写 Referer、Accept、X-Requested-With 等"
        )
    if not may_be_set(text):
        raise _wrong(f"“{text}”不是请求头的名称", "只用字母、数字和“-”，如 X-Requested-With")
    return text


def _header_value(text: str) -> str:
    if not text.strip() or not (text.isascii() and text.isprintable()):
        raise _wrong(f"“{text}”不能作请求头的值", "只用 ASCII 字符，写在一行里，不能为空")
    return text.strip()


def _month_day(text: str) -> str:
    """A day that every year has: 02-29 is none."""
    try:
        if not re.fullmatch(r"\d\d-\d\d", text):
            raise ValueError(text)
        date(2001, int(text[:2]), int(text[3:]))
    except ValueError:
        raise _wrong(f"“{text}”不是每年都有的一天", "写成“月-日”各两位，如 03-31") from None
    return text


def _css(text: str) -> str:
    try:
        _EMPTY_PAGE.css(text)
    except SelectolaxError:
        raise _wrong(f"“{text}”不是有效的 CSS 选择器", "如 ul.list > li，或 div#zoom") from None
    return text


def _encoding(text: str) -> str:
    try:
        codecs.lookup(text)
    except LookupError:
        raise _wrong(f"不认识字符编码“{text}”", "如 utf-8、gb18030") from None
    return text


def _user_agent(text: str) -> str:
    right = "只可含 {version}、{name}、{contact} 三处替换，如 gongkai/{version} (+{contact})"
    try:
        parts = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        raise _wrong("花括号不成对", right) from None
    for part in sorted(parts - set(USER_AGENT_PARTS)):
        raise _wrong(f"不认识替换名 {{{part}}}", right)
    return text


Id = Annotated[str, AfterValidator(_id)]
Text = Annotated[str, AfterValidator(_text)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Host = Annotated[str, AfterValidator(_host)]
AllowedHost = Annotated[str, AfterValidator(_allowed_host)]
HeaderName = Annotated[str, AfterValidator(_header_name)]
HeaderValue = Annotated[str, AfterValidator(_header_value)]
MonthDay = Annotated[str, AfterValidator(_month_day)]
Css = Annotated[str, AfterValidator(_css)]
Encoding = Annotated[str, AfterValidator(_encoding)]
UserAgent = Annotated[str, AfterValidator(_user_agent)]
