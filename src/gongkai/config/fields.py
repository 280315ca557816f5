"""Kinds of values in the configuration, each with its check. Messages are for operators, in Chinese.

A check that fails raises `PydanticCustomError` whose text says what is wrong and whose context holds
`right`: what would be right.
"""

from __future__ import annotations

import codecs
import json
import re
from datetime import date
from string import Formatter
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from gongkai.base import jmes
from gongkai.base.headers import RESERVED, may_be_set
from gongkai.base.hours import parse_hours
from gongkai.base.proxy import parse_proxy
from gongkai.base.terms import FORMS, MOST_CHARS, parse_term
from gongkai.base.urls import absolute

MAX_BODY = 16 * 1024
"""Bytes of what a request sends by an operator's word."""

MAX_CUE_WORD = 60
"""Characters of a word by which items are sorted."""

MIN_PERMISSION = 6
"""Characters that can say who allowed something."""

_IN_BRACES = re.compile(r"\{([^{}]*)\}")
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


def _cue_word(text: str) -> str:
    """What is looked for in a text: `*` for anything, `^` before it for the beginning, `$` after it for the
    end."""
    inner = text.strip().removeprefix("^").removesuffix("$")
    if not inner.replace("*", "").strip() or len(text) > MAX_CUE_WORD:
        raise _wrong(
            f"“{text[:MAX_CUE_WORD]}”不能用来认信息",
            "写一个词，如 部门决算；可用 * 代表任意文字，词前加 ^ 表示开头，词后加 $ 表示结尾，"
            f"最多 {MAX_CUE_WORD} 个字",
        )
    return text.strip()


def _web_address(text: str) -> str:
    if not re.match(r"https?://", text, re.I):
        raise _wrong(f"网址“{text}”不以 http:// 或 https:// 开头", "如 https://www.example.invalid/")
    url = absolute(text, text)
    if url is None:
        raise _wrong(f"网址“{text}”没有可用的主机名", "如 https://www.example.invalid/")
    return url


def _ping_address(text: str) -> str:
    """A web address, or nothing: then nobody is told."""
    return _web_address(text) if text.strip() else ""


def _authority_address(text: str) -> str:
    """A web address that can be kept and shown, or nothing: then no stamp is asked for. The address is not
    repeated in a message: it may hold a password."""
    if re.match(r"[^/]*//[^/?#]*@", text):
        raise _wrong(
            "网址里不能带用户名和密码：它会记进档案，谁都能看到", "如 http://tsa.example.invalid/tsr"
        )
    return _web_address(text) if text.strip() else ""


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


def _day(text: str) -> str:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.A):
            raise ValueError(text)
        date.fromisoformat(text)
    except ValueError:
        raise _wrong(f"“{text[:60]}”不是日期", "写成“年-月-日”，如 2027-02-06") from None
    return text


def _deadline(text: str) -> str:
    """Days of the year, separated by commas; each once, in the order of the year."""
    return ",".join(sorted({_month_day(day.strip()) for day in re.split("[,，]", text)}))


def _term(text: str) -> str:
    if parse_term(text) is None:
        raise _wrong(f"“{text.strip()[:60]}”不是认得的公开时限", FORMS)
    return text.strip()


def _office(value: object) -> object:
    """`duty` was a yes or no once; whoever wrote it then is told what to write today."""
    if isinstance(value, bool):
        raise _wrong(
            f"duty = {str(value).lower()} 是旧的写法：duty 现在是责任科室的名称",
            '没有更新义务的写 obliged = false，有的删去这一行；责任科室写成 duty = "党政办公室"',
        )
    return value


def _open_hours(text: str) -> str:
    try:
        parse_hours(text)
    except ValueError:
        raise _wrong(
            f"“{text[:60]}”不是时段",
            "写成“起-止”，如 22:00-06:00（可跨午夜），几段用逗号隔开；不限时段就写空文字",
        ) from None
    return text.strip()


def _proxy(text: str) -> str:
    """The address is not repeated in a message: it may hold a password."""
    try:
        if text.strip():
            parse_proxy(text)
    except ValueError:
        raise _wrong(
            "不是可用的 HTTP 代理地址",
            "写成 http://主机:端口 或 http://用户名:密码@主机:端口，用户名和密码里的特殊字符写成 %XX",
        ) from None
    return text.strip()


def _permission(text: str) -> str:
    if len(text.strip()) < MIN_PERMISSION:
        raise _wrong(
            "没有写明是谁允许的", "写明何时由谁允许，如 2026-11-20 李四：网站主管单位区政务办来函同意"
        )
    return text.strip()


def _css(text: str) -> str:
    try:
        _EMPTY_PAGE.css(text)
    except SelectolaxError:
        raise _wrong(f"“{text}”不是有效的 CSS 选择器", "如 ul.list > li，或 div#zoom") from None
    return text


def _path(text: str, *, whole: bool = False) -> str:
    """A path into JSON. `whole`: it leaves nothing out."""
    try:
        jmes.check(text, whole=whole)
    except jmes.BadPath as bad:
        what, right = _BAD_PATHS[bad.what]
        place = f"第 {bad.at} 个字符处" if bad.at else ""
        raise _wrong(f"路径“{text[:60]}”{place}{what}", right) from None
    return text


_LIKE = "如 data.list、pubDate || createTime"
_BAD_PATHS = {
    "syntax": ("不合写法", f"{_LIKE}；键名里有中文、“-”等时要加双引号，如 '\"标题\"'"),
    "long": ("太长", f"最多 {jmes.MAX_CHARS} 个字符"),
    "deep": ("层数太多", f"最多 {jmes.MAX_DEPTH} 层"),
    "costly": ("用了函数，或一次取几个值", f"只用键名、[编号]、[]、筛选和 ||，{_LIKE}"),
    "choosing": ("筛掉了一部分条目，页数和总数就对不上", "只用键名、[编号]、[] 和 ||，如 data.list"),
}


def _rows_path(text: str) -> str:
    return _path(text, whole=True)


def _link_template(text: str) -> str:
    """An address with at least one path in braces."""
    paths = _IN_BRACES.findall(text)
    if not paths or len(text) > jmes.MAX_CHARS or re.search(r"[{}]", _IN_BRACES.sub("", text)):
        raise _wrong(f"“{text[:60]}”不是带花括号的网址", "如 /detail?id={id}，花括号里是条目中的键")
    for path in paths:
        _path(path)
    return text


def _body(table: dict[str, Any]) -> dict[str, Any]:
    """What a form or a JSON body says: nothing but what JSON has."""
    try:
        text = json.dumps(table, ensure_ascii=False, allow_nan=False)
    except TypeError:
        raise _wrong("其中有日期或时间", '写成文字，如 "2026-01-01"') from None
    except (ValueError, RecursionError):
        raise _wrong(
            "其中有 nan、inf，或层数太多", "只写文字、整数、小数、true、false 和它们组成的表、列"
        ) from None
    if len(text.encode()) > MAX_BODY:
        raise _wrong("太长", f"最多 {MAX_BODY} 字节")
    return table


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


def _like(pattern: str, *examples: str, **more: Any) -> WithJsonSchema:
    """What an editor is told of a text (`config.schema`): the check beside it says it exactly."""
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": list(examples), **more})


def _spellings(names: frozenset[str]) -> list[str]:
    """Header names as people write them: editors do not compare without regard to case."""
    return sorted({spelt for name in names for spelt in (name, name.title(), name.upper())})


_NOT_BLANK = r"\S"
_HOST_LIKE = r"^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?(?::[0-9]{1,5})?$"
_MONTH_DAY_LIKE = (
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
_DAY_LIKE = "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$"
_DEADLINE_LIKE = rf"^{_MONTH_DAY_LIKE}(?:\s*[,，]\s*{_MONTH_DAY_LIKE})*$"
_SPAN_LIKE = r"\s*[0-9]{1,2}:[0-5][0-9]\s*-\s*[0-9]{1,2}:[0-5][0-9]\s*"
_HOURS_LIKE = rf"^(?:\s*|{_SPAN_LIKE}(?:[,，]{_SPAN_LIKE})*)$"
_PROXY_LIKE = r"^(?:|http://(?:[^/@]*@)?[^/@]+:[0-9]{1,5}/?)$"
_HEADER_LIKE = {
    "allOf": [{"pattern": "^[!#-'*+.0-9A-Z^_`a-z|~-]{1,64}$"}],
    "not": {"enum": _spellings(RESERVED)},
}

Id = Annotated[str, AfterValidator(_id), _like("^[a-z0-9][a-z0-9_-]{0,63}$", "gzdt")]
Text = Annotated[str, AfterValidator(_text), _like(_NOT_BLANK)]
CueWord = Annotated[
    str, AfterValidator(_cue_word), _like(r"[^*^$\s]", "部门决算", "关于*的公示$", maxLength=MAX_CUE_WORD)
]
WebAddress = Annotated[
    str,
    AfterValidator(_web_address),
    _like("^[Hh][Tt][Tt][Pp][Ss]?://[^/]", "https://www.example.invalid/", format="uri"),
]
PingAddress = Annotated[
    str,
    AfterValidator(_ping_address),
    _like(r"^$|^[Hh][Tt][Tt][Pp][Ss]?://[^/]", "https://hc.example.invalid/ping/UUID"),
]
AuthorityAddress = Annotated[
    str,
    AfterValidator(_authority_address),
    _like(r"^$|^[Hh][Tt][Tt][Pp][Ss]?://[^/?#@]+(?:[/?#]|$)", "http://tsa.example.invalid/tsr"),
]
Host = Annotated[str, AfterValidator(_host), _like(_HOST_LIKE, "zwgk.example.invalid")]
AllowedHost = Annotated[str, AfterValidator(_allowed_host), _like(rf"^\*$|{_HOST_LIKE}", "127.0.0.1:8080")]
HeaderName = Annotated[str, AfterValidator(_header_name), WithJsonSchema({"type": "string", **_HEADER_LIKE})]
HeaderValue = Annotated[str, AfterValidator(_header_value), _like(r"^[ -~]*[!-~][ -~]*$")]
Day = Annotated[str, AfterValidator(_day), _like(_DAY_LIKE, "2027-02-06")]
Deadline = Annotated[
    str, AfterValidator(_deadline), _like(_DEADLINE_LIKE, "03-31", "01-20,04-20,07-20,10-20")
]
TermText = Annotated[
    str, AfterValidator(_term), _like(_NOT_BLANK, "20个工作日", "每年1月31日前", maxLength=MOST_CHARS)
]
Office = Annotated[str, AfterValidator(_text), BeforeValidator(_office), _like(_NOT_BLANK, "党政办公室")]
OpenHoursText = Annotated[str, AfterValidator(_open_hours), _like(_HOURS_LIKE, "22:00-06:00")]
ProxyAddress = Annotated[str, AfterValidator(_proxy), _like(_PROXY_LIKE, "http://127.0.0.1:3128")]
Permission = Annotated[str, AfterValidator(_permission), _like(_NOT_BLANK, minLength=MIN_PERMISSION)]
Css = Annotated[str, AfterValidator(_css), _like(_NOT_BLANK, "ul.list > li", **{"not": {"pattern": "^//"}})]
RowsPath = Annotated[
    str, AfterValidator(_rows_path), _like(_NOT_BLANK, "data.list", maxLength=jmes.MAX_CHARS)
]
JsonPath = Annotated[
    str, AfterValidator(_path), _like(_NOT_BLANK, "title", "pubDate || createTime", maxLength=jmes.MAX_CHARS)
]
LinkTemplate = Annotated[
    str, AfterValidator(_link_template), _like(r"\{[^{}]+\}", "/detail?id={id}", maxLength=jmes.MAX_CHARS)
]
Body = Annotated[dict[str, Any], AfterValidator(_body), WithJsonSchema({"type": "object"})]
Encoding = Annotated[str, AfterValidator(_encoding), _like(_NOT_BLANK, "gb18030", "utf-8")]
UserAgent = Annotated[str, AfterValidator(_user_agent), _like("^[ -~]*$", "gongkai/{version} (+{contact})")]
