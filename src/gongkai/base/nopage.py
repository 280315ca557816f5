"""What is not a page: challenges, firewalls' pages, soft 404s, stubs, error pages, each by its name. Pure.

A word proves nothing: notices about maintenance, captchas and logins are pages, and pages that passed a
challenge still carry its script. So a mark counts only on an answer with next to no text and no navigation of
its own, or where the title says nothing else. What a page's frame hides, its reader tells from the page's own
lines (`of_lines`). docs/not-a-page.md lists every shape that is tried; the sentences for people stand in
`fetch.reasons`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from gongkai.base import nopage_words as words
from gongkai.base.sight import HEAD, LOOKED_AT, Sight, look, squeezed, title_of

NAMES = frozenset(
    "empty-body blank-page bare-text data-answer garbled home-page redirect-home leads-away leaving frameset "
    "alert-only needs-script old-browser directory-listing server-default server-error unregistered parked "
    "closed maintenance soft-404 forbidden login captcha too-often waf challenge-jsl challenge-rs "
    "challenge-wzws challenge-aliyun challenge-script".split()
)
"""Every name there is."""

# Sizes in characters of visible text. An article's page has its navigation: some hundred characters before
# the first word of its own.
_BARE, _SCANT, _LITTLE, _TITLED, _TRACE = 60, 200, 400, 1000, 40_000
_MANY_LINKS, _MANY_PARAGRAPHS = 12, 30
_HOME_MORE = 3
_EMPTY = "\ufeff \t\r\n\0"


def named(text: str, url: str | None = None) -> str | None:
    """The name of what an answer is if it is no page (a word of `fetch.reasons`), else None.

    `text` is the decoded answer to `url`. Never raises; linear in the length, and next to free on a page with
    links of its own.
    """
    if not text[:4096].strip(_EMPTY) and not text.strip(_EMPTY):
        return "empty-body"
    if len(text) > LOOKED_AT:
        return None
    if "<" not in text[:2048] and "<" not in text.lstrip(_EMPTY)[:2048]:
        return _of_bare_words(text)
    if _is_plainly_page(text):
        return "home-page" if _is_home(text, url) else None
    sight = look(text)
    return (
        _of_markup(sight)
        or _of_title(sight)
        or _challenge(sight, strict=True)
        or _way_out(sight, url)
        or (None if _is_notice(sight) else _of_sentence(sight))
        or _of_nothing(sight)
    )


def behind_refusal(text: str) -> str | None:
    """The same for the text of an answer whose status says no already: less has to speak for it."""
    sight = look(text)
    defence = _challenge(sight, strict=False)
    if defence:
        return defence
    if words.CAPTCHA.search(sight.all) and sight.scant(_LITTLE):
        return "captcha"
    if len(sight.text) <= _TITLED and (_is_firewall(sight) or words.WAF_NAMED.search(sight.all)):
        return "waf"
    return "maintenance" if sight.scant(_LITTLE) and words.MAINTENANCE.search(sight.all) else None


def of_lines(lines: Iterable[str]) -> str | None:
    """The name of what a page's own lines say, whatever frame stands around them: one line must say it, and
    nothing else."""
    for line in lines:
        if len(line) <= _SCANT:
            for reason, pattern in words.FRAMED:
                if pattern.match(line):
                    return reason
    return None


# --- the judgements, in their order ---------------------------------------------------------------


def _is_plainly_page(text: str) -> bool:
    """Spares ordinary pages the close look, which costs more than fetching them: a page of many links or
    paragraphs whose title does not say that something is wrong, and which can be read."""
    if not (_is_full(text, HEAD) or _is_full(text, len(text))) or _is_broken(text):
        return False
    title = title_of(text)
    wrong = (words.MISSING_TITLE, words.LISTING_TITLE, words.PARKED)
    return not (" - /" in title or any(pattern.search(title) for pattern in wrong))


def _is_full(text: str, end: int) -> bool:
    return text.count("<a ", 0, end) > _MANY_LINKS or text.count("<p", 0, end) > _MANY_PARAGRAPHS


def _is_broken(text: str) -> bool:
    return text.count("\ufffd", 0, HEAD) * 50 > min(len(text), HEAD)


def _of_bare_words(text: str) -> str | None:
    """An answer without markup: data, a script, or a few words."""
    shown = text.strip(_EMPTY)
    if (shown[0] + shown[-1] in ("{}", "[]")) or _SCRIPT_START.match(shown) or _CALLBACK.match(shown[:200]):
        return "data-answer"
    if len(shown) > _LITTLE:
        return None
    sight = Sight(shown, "", squeezed(shown), 0, False)
    if words.MISSING_TITLE.search(sight.text):
        return "soft-404"
    return _of_sentence(sight) or _garbled(sight) or "bare-text"


def _of_markup(sight: Sight) -> str:
    """Answers known by their kind of markup: XML that is no page, framesets."""
    start = sight.source[:2048].lstrip(_EMPTY).lower()
    if start.startswith("<?xml") or _XML_ROOT.match(start):
        return "" if _PAGE_PARTS.search(sight.source) else "data-answer"
    frames = sight.scant(_SCANT) and _FRAMESET.search(sight.source)
    return "frameset" if frames else ""


def _of_title(sight: Sight) -> str:
    """Pages whose title says it, with a text that is not much longer."""
    if words.LISTING_TITLE.search(sight.title) or (
        " - /" in sight.title and words.IIS_LISTING.search(sight.text)
    ):
        return "directory-listing"
    if words.MISSING_TITLE.search(sight.title) and len(sight.text) <= _TITLED:
        return "soft-404"
    return ""


def _challenge(sight: Sight, *, strict: bool) -> str:
    """A script that must run before there is a page. `strict`: nothing but the mark speaks for it."""
    if not sight.scant(_SCANT if strict else _TITLED) or (strict and _can_be_read(sight)):
        return ""
    for reason, mark in words.CHALLENGES:
        if mark.search(sight.source):
            return reason
    if strict and (len(sight.text) > _BARE or _APPLICATION.search(sight.source)):
        return ""
    script = words.COOKIE_SCRIPT.search(sight.source) and words.RELOAD_SCRIPT.search(sight.source)
    return "challenge-script" if script else ""


def _can_be_read(sight: Sight) -> bool:
    """Whether there is something to read, however little: a text under a title, a text, a picture."""
    if words.NEEDS_SCRIPT.search(sight.all) or words.CAPTCHA.search(sight.all):
        return False
    titled = bool(sight.title and (sight.text or _PICTURE.search(sight.source)))
    return titled or len(sight.text) > _BARE


def _way_out(sight: Sight, url: str | None) -> str:
    """A stub that says something in a box and goes back, or that leads elsewhere at once."""
    if not sight.scant(_BARE, 2) or (sight.text and not words.HURRIES.search(sight.text)):
        return ""
    if _PICTURE.search(sight.source):
        return ""
    alert = words.ALERT.search(sight.source)
    if alert and words.GOES_BACK.search(sight.source) and _at_once(sight, alert):
        return _of_alert(alert[1])
    target = _REFRESH.search(sight.source) or _LOCATION.search(sight.source)
    if target is None or not _at_once(sight, target):
        return ""
    return "redirect-home" if _ROOT.fullmatch(target[1]) and not _is_root(url) else "leads-away"


def _of_alert(said: str) -> str:
    return "captcha" if "验证码" in said else _of_sentence(Sight(said, "", said, 0, False)) or "alert-only"


def _at_once(sight: Sight, match: re.Match[str]) -> bool:
    """Whether nothing stands before it that decides when it happens: many a page leads telephones away. A
    page of nothing else leads away whatever decides."""
    nothing = not (sight.title or sight.text or _APPLICATION.search(sight.source))
    return nothing or not words.CONDITION.search(sight.source[: match.start()])


def _of_sentence(sight: Sight) -> str:
    """A page with hardly a word that says something other than what was asked for."""
    return _of_server(sight) or _of_defence(sight) or _of_login(sight) or _of_host(sight) or _of_site(sight)


def _of_server(sight: Sight) -> str:
    """The web server's own pages, and what programs say when they break."""
    forbidden = sight.scant(_LITTLE) and sight.begins(words.FORBIDDEN)
    if forbidden and not (_is_firewall(sight) and words.ATTACK.search(sight.all)):
        return "forbidden"
    if sight.scant(_TRACE) and sight.begins(words.SERVER_ERROR):
        return "server-error"
    default = sight.scant(_TITLED, _MANY_LINKS) and sight.begins(words.SERVER_DEFAULT)
    return "server-default" if default else ""


def _of_defence(sight: Sight) -> str:
    if sight.scant(_SCANT) and words.CAPTCHA.search(sight.all) and not _FORM.search(sight.source):
        return "captcha"
    if sight.scant(_LITTLE) and sight.begins(words.TOO_OFTEN):
        return "too-often"
    return "waf" if sight.scant(_TITLED) and _is_firewall(sight) else ""


def _is_firewall(sight: Sight) -> bool:
    return sight.begins(words.WAF_SAID) or bool(words.WAF_TITLE.search(sight.title))


def _of_login(sight: Sight) -> str:
    if sight.password and sight.scant(_LITTLE) and words.LOGIN.search(sight.all + sight.source[:4096]):
        return "login"
    titled = sight.scant(_SCANT) and words.LOGIN_TITLE.search(sight.title)
    return "login" if titled or (sight.scant(_BARE) and words.LOGIN_SAID.search(sight.text)) else ""


def _of_host(sight: Sight) -> str:
    """What the host, the registrar or the template shows in place of the site."""
    if sight.scant(_LITTLE) and sight.begins(words.UNREGISTERED) and words.UNREACHABLE.search(sight.all):
        return "unregistered"
    if sight.scant(_LITTLE, _MANY_LINKS) and sight.begins(words.PARKED):
        return "parked"
    if not sight.scant(_SCANT, _MANY_LINKS) or _APPLICATION.search(sight.source):
        return ""
    if sight.begins(words.BROWSER):
        return "old-browser"
    return "needs-script" if sight.scant(_SCANT) and words.NEEDS_SCRIPT.search(sight.all) else ""


def _of_site(sight: Sight) -> str:
    if not sight.scant(_SCANT):
        return ""
    if words.MISSING_TEXT.search(sight.all):
        return "soft-404"
    said = (("maintenance", words.MAINTENANCE), ("closed", words.CLOSED), ("leaving", words.LEAVING))
    return next((reason for reason, pattern in said if sight.begins(pattern)), "")


def _of_nothing(sight: Sight) -> str | None:
    """Markup around nothing, or around letters that mean nothing."""
    if not sight.text and not _SHOWS.search(sight.source):
        return "blank-page"
    return _garbled(sight)


def _garbled(sight: Sight) -> str | None:
    shown = sight.all
    total = len(_SOLID.sub("", shown))
    broken = len(_BROKEN.findall(shown))
    twice = len(_READ_TWICE.findall(shown))
    return "garbled" if total >= 10 and (broken * 10 > total * 3 or twice * 4 > total) else None


def _is_notice(sight: Sight) -> bool:
    """Whether the page has the title of a document or says when and by whom it was published."""
    return bool(words.NOTICE_TITLE.fullmatch(sight.title) or words.PUBLISHED.search(sight.text))


def _is_home(text: str, url: str | None) -> bool:
    """Whether the home page stands under an article's address: it is titled so, leads to more of several
    columns, and has neither a path of columns nor an article's particulars."""
    if not _is_of_article(url):
        return False
    head = text[:HEAD]
    title = title_of(head)
    site = _SITE_NAME.search(head)
    if not (words.HOME_TITLE.search(title) or (site and title and site[1].strip() == title)):
        return False
    if _OWN_META.search(head) or words.CRUMB.search(text) or words.PUBLISHED.search(text):
        return False
    return len(_MORE.findall(text)) >= _HOME_MORE


def _is_of_article(url: str | None) -> bool:
    """Whether an address names one text: a number in its last part or in its query."""
    path, query = _parts(url)
    return any(map(str.isdigit, path.rpartition("/")[2])) or any(map(str.isdigit, query))


def _is_root(url: str | None) -> bool:
    return bool(_ROOT.fullmatch(_parts(url)[0] or "/"))


def _parts(url: str | None) -> tuple[str, str]:
    """Path and query of an address; empty for none and for one that cannot be read."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return "", ""
    return parts.path, parts.query


# --- marks of markup and addresses ------------------------------------------------------------------

_SOLID = re.compile(r"\s+")
_BROKEN = re.compile("[\ufffd\u0080-\u00ff锟斤拷]")
# The letters that the commonest UTF-8 sequences of Chinese become when they are read as GBK.
_READ_TWICE = re.compile("[鐨勬槸涓锛銆鍏浜鍦鏀鎭缃戠珯鍖鍙戝竷淇℃伅鏈夐檺]")
_SCRIPT_START = re.compile(
    r"(?:(?:var|let|const|function)[\s(]|window\.|document\.|\(function|alert\s*\(|/\*|//)"
)
_CALLBACK = re.compile(r"[\w$.]{1,60}\(\s*[\[{]")
_XML_ROOT = re.compile(r"<(?:error|map|response|result|soap[\w-]*:envelope|\w{1,20}:\w{1,30})[\s>]")
_PAGE_PARTS = re.compile(r"<(?:html|body|record|item|entry|url|rss|feed|a|li|table|p|div)[\s>/]", re.I)
_FRAMESET = re.compile(r"<frameset[\s>]", re.I)
_SHOWS = re.compile(r"<(?:img|iframe|embed|object|video|canvas|svg|script|input|frame)\b", re.I)
_PICTURE = re.compile(r"<(?:img|embed|object|video)\b", re.I)
_FORM = re.compile(r"<textarea\b", re.I)
_APPLICATION = re.compile(r"id\s*=\s*[\"']?(?:app|root|__next|__nuxt|main-app)\b", re.I)
_REFRESH = re.compile(
    r"http-equiv\s*=\s*[\"']?\s*refresh\b[^>]{0,200}?content\s*=\s*[\"']?\s*\d{0,2}(?:\.\d)?\s*[;,]\s*(?:url\s*=)?\s*['\"]?([^\"'>\s]{1,400})",
    re.I,
)
_LOCATION = re.compile(
    r"\blocation(?:\s*\.\s*(?:href|replace|assign))?\s*(?:=|\()\s*[\"']([^\"']{1,400})[\"']"
)
_ROOT = re.compile(r"/(?:(?:index|default|home|main)\.(?:s?html?|jsp|aspx?|php|do))?", re.I)
_SITE_NAME = re.compile(
    r"<meta\s[^<>]{0,80}SiteName[\"']?\s[^<>]{0,20}content\s*=\s*[\"']([^\"'<>]{2,60})", re.I
)
_OWN_META = re.compile(
    r"<meta\s[^<>]{0,80}(?:ArticleTitle|PubDate)[\"']?\s[^<>]{0,20}content\s*=\s*[\"'][^\"']", re.I
)
_MORE = re.compile(r">\s*(?:更多|more)\b", re.I)
