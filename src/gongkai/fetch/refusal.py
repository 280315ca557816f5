"""Telling a challenge, a firewall's page, a login or a soft 404 from a page. Pure.

A word proves nothing: notices about maintenance, captchas and logins are pages, and pages that passed a
challenge still carry its script. So a mark counts only together with a status that says the same, or on
an answer with next to no text and no navigation of its own. Marks and their sources: docs of the
transports and defences seen on government sites (加速乐, 瑞数, 网站卫士, Aliyun, cloud firewalls).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.base.charset import decode
from gongkai.base.values import FetchKind, Verdict
from gongkai.fetch import reasons

Headers = Iterable[tuple[str, str]]

FORBIDDEN = frozenset((403, 405, 412, 521))
GONE = frozenset((404, 410))
_JSL_STATUS = frozenset((512, 521))  # 加速乐 alone answers so, and writes its mark in riddles
UNDERSTOOD = frozenset((200, 203))

# Sizes in characters of visible text. An article's page has its navigation: some hundred characters and a
# dozen links before the first word of its own.
_BARE, _SCANT, _LITTLE, _TITLED = 60, 200, 400, 1000
_FEW_LINKS, _MANY_LINKS = 5, 30
_LOOKED_AT = 256 * 1024  # a longer answer is nobody's error page


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an answer is no page: `reason` for tables, `detail` in Chinese for people."""

    verdict: Verdict
    reason: str
    detail: str


class _Sight(NamedTuple):
    """What a person would see: title and visible text, how many links, whether a password is asked."""

    source: str
    title: str
    text: str
    links: int
    password: bool

    @property
    def all(self) -> str:
        return f"{self.title} {self.text}"

    def scant(self, characters: int) -> bool:
        return len(self.text) <= characters and self.links <= _FEW_LINKS


_CHALLENGES = (
    ("challenge-jsl", re.compile(r"__jsl_clearance|__jsluid")),
    ("challenge-rs", re.compile(r"\$_ts\b")),
    ("challenge-wzws", re.compile(r"wzwsquestion|WZWSREL|请开启JavaScript并刷新该页")),
    ("challenge-aliyun", re.compile(r"acw_sc__v2|\bvar\s+arg1\s*=")),
)
_COOKIE_SCRIPT = re.compile(r"document\.cookie\s*=")
_RELOAD_SCRIPT = re.compile(r"location\.(?:reload|replace|href|assign)|location\s*=")
_CAPTCHA = re.compile(
    r"(?:请|需要?)(?:先)?(?:您)?(?:正确)?(?:输入|填写|完成)(?:图片|图形|下方|下图|右侧|页面)?(?:中的|的)?"
    r"(?:验证码|安全验证|人机验证|滑动验证|滑块)"
    r"|(?:人机|滑动|滑块|安全|访问)验证|拖动滑块|captcha|verify you are human",
    re.I,
)
_WAF = re.compile(
    r"(?:访问|请求|操作|IP)[^。<>]{0,20}(?:被|已)(?:[^。<>]{0,10})?(?:拦截|阻断|拒绝|禁止|封禁)"
    r"|(?:网站|云)防火墙|web应用防火墙|云防护|安全狗|云盾|创宇盾|web application firewall"
    r"|access denied|request blocked|(?:具有|存在|包含)[^。<>]{0,10}(?:不合法|攻击|威胁|恶意)",
    re.I,
)
# 栏目正在建设中 is no maintenance: it states that a column is empty, which is for the readers to say.
_MAINTENANCE = re.compile(
    r"(?:正在|正处于)[^。<>]{0,12}(?:维护|升级|改版|改造)|(?:网站|平台|系统)正在建设"
    r"|(?:网站|系统|平台|服务器)[^。<>]{0,8}(?:维护|升级|改版|改造|建设)(?:中|期间|，|,|。|！|!|…|\.|$)"
    r"|under (?:maintenance|construction)|temporarily unavailable",
    re.I,
)
_LOGIN = re.compile(r"登录|登陆|log ?in|sign ?in|统一身份认证", re.I)
# 您申请的政府信息不存在 is the text of many an answer to a citizen: only what was visited can be missing.
_VISITED = r"(?:访问|浏览|查看|查找|打开|请求)的?[^。，,<>]{0,8}(?:信息|内容|文件|资源|栏目|地址|链接)"
_MISSING = r"(?:不存在|未找到|找不到|没有找到|已(?:经)?(?:被)?(?:删除|移除|撤下|下线))"
_MISSING_TITLE = re.compile(
    r"^\W*(?:(?:http|status|error|错误|出错|\W)*404"
    r"(?:\W*$|\W*(?:not|page|file|error|错误|页面|找不到|未找到|您|对不起|抱歉))"
    rf"|(?:您|你)?(?:要|所)?(?:{_VISITED}|(?:访问|浏览|查看|查找|打开|请求)?的?(?:页面|网页|文章)){_MISSING}"
    r"|(?:未找到|找不到)(?:页面|网页|$)|(?:page |file )?not found\b)",
    re.I,
)
_MISSING_TEXT = re.compile(
    rf"(?:(?:页面|网页|网址|链接|文章)[^。，,<>]{{0,12}}|{_VISITED}[^。，,<>]{{0,4}}){_MISSING}"
    r"|(?:找不到|未找到|没有找到)[^。，,<>]{0,12}(?:页面|网页|网址)"
    r"|404\s*[-:：]?\s*(?:not found|错误|页面)|(?:page|file|resource|url)[^.<>]{0,40}not found",
    re.I,
)


def recognise(status: int, headers: Headers, content: str | bytes, *, kind: FetchKind) -> Refusal | None:
    """Why an answer is no page, or None if it is one.

    `content` is the decoded body: text, or bytes of a text type; empty for a body that is no text.
    `kind` is what was asked for. 304 and redirects are not for here.
    """
    text = content if isinstance(content, str) else decode(content, _header(headers, "content-type"))[0]
    if status in UNDERSTOOD:
        if kind != "attachment" and not text.strip("\ufeff \t\r\n\0"):
            return _refusal("empty-body")
        reason = _of_page(text, kind)
    else:
        reason = _of_status(status, text)
    return _refusal(reason) if reason else None


def _of_status(status: int, text: str) -> str:
    if status in GONE:
        return f"http-{status}"
    sight = look(text)
    defence = _challenge(sight, strict=False)
    if defence:
        return "challenge-jsl" if status in _JSL_STATUS else defence
    if status in FORBIDDEN or status in (202, 512):
        if _CAPTCHA.search(sight.all) and sight.scant(_LITTLE):
            return "captcha"
        if _WAF.search(sight.all) and len(sight.text) <= _TITLED:
            return "waf"
    if status >= 500 and sight.scant(_LITTLE) and _MAINTENANCE.search(sight.all):
        return "maintenance"
    return f"http-{status}"


def _of_page(text: str, kind: FetchKind) -> str:
    """Why a 200 is no page, or an empty text."""
    if len(text) > _LOOKED_AT or "<" not in text[:2048] or _is_plainly_page(text):
        return ""
    sight = look(text)
    if len(sight.text) > _TITLED:
        return ""
    return _challenge(sight, strict=True) or _notice(sight, kind)


def _is_plainly_page(text: str) -> bool:
    """Spares ordinary pages the close look, which costs more than fetching them: a page full of links
    whose title does not say that something is missing."""
    if text.count("<a ") <= _MANY_LINKS:
        return False
    title = _TITLE.search(text)
    return not (title and _MISSING_TITLE.search(title[1]))


def _challenge(sight: _Sight, *, strict: bool) -> str:
    """A script that must run before there is a page. `strict`: nothing but the mark speaks for it."""
    if not sight.scant(_SCANT if strict else _TITLED):
        return ""
    for reason, mark in _CHALLENGES:
        if mark.search(sight.source):
            return reason
    if strict and len(sight.text) > _BARE:
        return ""
    script = _COOKIE_SCRIPT.search(sight.source) and _RELOAD_SCRIPT.search(sight.source)
    return "challenge-script" if script else ""


def _notice(sight: _Sight, kind: FetchKind) -> str:
    """A page with hardly a word that says something other than what was asked for."""
    if _MISSING_TITLE.search(sight.title) and len(sight.text) <= _TITLED:
        return "soft-404"
    if sight.password and sight.scant(_LITTLE) and _LOGIN.search(sight.all + sight.source[:4096]):
        return "login"
    if not sight.scant(_SCANT):
        return ""
    if _CAPTCHA.search(sight.all) or (len(sight.text) <= _BARE and _alerts_captcha(sight.source)):
        return "captcha"
    if _WAF.search(sight.all):
        return "waf"
    if _MISSING_TEXT.search(sight.all):
        return "soft-404"
    return "maintenance" if _MAINTENANCE.search(sight.all) else ""


def _alerts_captcha(source: str) -> bool:
    return bool(re.search(r"alert\(\s*['\"][^'\"]{0,40}验证码", source))


# --- what a person would see ----------------------------------------------------------------------

_SILENT = re.compile(r"<(?:script|style|template)\b", re.I)
_SILENT_END = re.compile(r"</(?:script|style|template)\s*>", re.I)
_TAG = re.compile(r"<[^<>]*>")
_TITLE = re.compile(r"<title[^<>]*>([^<]{0,300})", re.I)
_LINK = re.compile(r"<a\s[^<>]{0,2000}href\s*=", re.I)
_PASSWORD = re.compile(r"<input\s[^<>]{0,500}type\s*=\s*[\"']?password", re.I)
_SPACE = re.compile(r"(?:\s|&(?:nbsp|ensp|emsp);|\u3000)+")


def look(source: str) -> _Sight:
    """Title, visible text and links of a page, in time linear in its length whatever it holds."""
    source = source[:_LOOKED_AT]
    title = _TITLE.search(source)
    shown = _without_comments(_without_scripts(source))
    text = _SPACE.sub(" ", _TAG.sub(" ", _TITLE.sub("", shown))).strip()
    return _Sight(
        source,
        _SPACE.sub(" ", title[1]).strip() if title else "",
        text,
        sum(1 for _ in _LINK.finditer(shown)),
        bool(_PASSWORD.search(shown)),
    )


def _without_scripts(source: str) -> str:
    first, *others = _SILENT.split(source)
    ends = (_SILENT_END.split(part, maxsplit=1) for part in others)
    return " ".join([first, *(end[1] for end in ends if len(end) == 2)])


def _without_comments(source: str) -> str:
    first, *others = source.split("<!--")
    return " ".join([first, *(part.partition("-->")[2] for part in others)])


def _header(headers: Headers, name: str) -> str | None:
    return next((value for key, value in headers if key.lower() == name), None)


def _refusal(reason: str) -> Refusal:
    known = reasons.of(reason)
    return Refusal(known.verdict, reason, known.detail)
