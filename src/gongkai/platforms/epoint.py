"""Epoint (新点 WebBuilder): `/xwzx/002008/002008040/moreinfo.html`, articles `…/20260102/<uuid>.html`.

Recognised by its list services, its site number, or its class names. Lists are pages, which the general
reader pages through, or are filled by one of two services that the page's script calls:

* `getPageInfoListNew`: a form field `params` with JSON; `pageIndex` counts from 0; answers `custom.count` and
  `custom.infodata`. Some sites first give anybody a token (`getNoUserAccessToken`), to be sent as bearer.
* `getFullTextDataNew`: raw JSON, in which `pn` counts rows; answers `result.totalcount` and `result.records`,
  on some sites as a text in `content`. Variants that want a captcha (`…NewYzm`) are not asked.

The category is the number in the column's address where the script does not state it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from gongkai.base.values import Ask, BodyType, Listing, Page
from gongkai.platforms import answers, generic
from gongkai.platforms.calls import REACH, Call, calls

NAME = "epoint"

_BY_COLUMN, _BY_TEXT = "/frontAppCustomAction/getPageInfoListNew", "/esinteligentsearch/getFullTextDataNew"
_TOKEN = "/getOauthInfoAction/getNoUserAccessToken"  # noqa: S105  an address
_MARKS = (_BY_COLUMN, _BY_TEXT, "EpointWebBuilder", 'class="ewb-', "wb-data-list", "siteGuid")
_CATEGORY = re.compile(r"/(\d{6,18})(?=/)")
_CONDITION = re.compile(r"""["']?condition["']?\s*:\s*(\[[^\[\]]{1,2000}\])""")
_AS_FORM = re.compile(r"""["']?contentType["']?\s*:\s*["'][\w/-]{0,40}urlencoded""")
_COLUMN_SIZE, _TEXT_SIZE = 12, 10
_LONGEST_TOKEN = 4_000
_TITLE, _URL, _DATE = "title customtitle", "linkurl infourl", "webdate infodate infodatepx"
_KEPT = ("cnum", "fields")


def recognise(page: Page) -> bool:
    """By its services and names."""
    return any(mark in page.text for mark in _MARKS) or _BY_COLUMN in page.url or _BY_TEXT in page.url


def read(page: Page, seen: date | None = None) -> Listing:
    answer = answers.value(page.text)
    if page.asked and page.asked.reader and _TOKEN in page.url:
        return _with_token(page, answer)
    if answer is not None or (page.asked and page.asked.reader):
        return _answered(page, answer)
    listing = generic.read_as(NAME, page, seen, None)
    if listing.shape in ("unknown", "empty"):
        named = _BY_COLUMN in page.text or _BY_TEXT in page.text
        return answers.shell(listing, _first(page), "列表接口", named=named)
    return listing


# --- asking ---------------------------------------------------------------------------------------


def _first(page: Page) -> Ask | None:
    """The first page, where the page says which column's."""
    by_column, by_text = next(calls(page.text, _BY_COLUMN), None), next(calls(page.text, _BY_TEXT), None)
    either = by_column or by_text
    if either is None or not _category(page, either):
        return None
    if by_column and not by_column.address.endswith("Yzm"):
        question = answers.ask(page, NAME, by_column.address, body=_params(page, by_column))
    elif by_text:
        at = page.text.find(_BY_TEXT)
        question = answers.ask(
            page,
            NAME,
            by_text.address,
            body=_condition(page, by_text),
            body_type="form" if _AS_FORM.search(page.text, at, at + REACH) else "json",
        )
    else:
        return None
    token = next(calls(page.text, _TOKEN), None)
    return _token(page, token, question) if token and question else question


def _category(page: Page, call: Call) -> str:
    numbers = _CATEGORY.findall(urlsplit(page.url).path)
    return call.get("categoryNum") or call.get("categorynum") or (numbers[-1] if numbers else "")


def _params(page: Page, call: Call) -> str:
    asked = {
        "siteGuid": call.get("siteGuid"),
        "categoryNum": _category(page, call),
        "kw": "",
        "startDate": "",
        "endDate": "",
        "pageIndex": 0,
        "pageSize": answers.number(call.get("pageSize")) or _COLUMN_SIZE,
        "area": call.get("area"),
    }
    return urlencode({"params": json.dumps(asked, ensure_ascii=False)})


def _condition(page: Page, call: Call) -> str:
    """The question to the search service: the page's own condition, else the column's category."""
    category = {"fieldName": "categorynum", "equal": _category(page, call), "isLike": True, "likeType": 2}
    asked: dict[str, Any] = {"token": "", "pn": 0, "rn": answers.number(call.get("rn")) or _TEXT_SIZE}
    asked |= {"sdt": "", "edt": "", "wd": "", "sort": '{"webdate":"0"}', "fields": "title", "cnum": "001"}
    asked |= {name: call.get(name) for name in _KEPT if call.get(name)}
    asked |= {"cl": 500, "condition": _stated_condition(page) or [category], "time": []}
    return json.dumps(asked, ensure_ascii=False)


def _stated_condition(page: Page) -> Any:
    """The condition as the page's script states it, None where it is not plain."""
    found = _CONDITION.search(page.text, max(0, page.text.find(_BY_TEXT)))
    return answers.value(found[1]) if found else None


def _token(page: Page, call: Call, question: Ask) -> Ask | None:
    """First the token; what is asked with it is remembered."""
    memo = json.dumps([question.url, question.body, question.body_type])
    return answers.ask(page, NAME, call.address, body="", memo=memo)


def _with_token(page: Page, answer: Any) -> Listing:
    token = answers.at(answer, "custom.access_token")
    memo = answers.value(page.asked.memo) if page.asked else None
    kept = memo if isinstance(memo, list) and all(isinstance(one, str) for one in memo) else []
    sound = isinstance(token, str) and token.isascii() and token.isprintable() and len(token) < _LONGEST_TOKEN
    if not sound or len(kept) != 3:
        return answers.listing(NAME, None, None, None)
    url, body, stated = kept
    body_type: BodyType = "json" if stated == "json" else "form"
    headers = (("Authorization", f"Bearer {token}"),)
    following = answers.ask(page, NAME, url, body=body, body_type=body_type, headers=headers)
    return answers.shell(Listing(NAME, "unknown"), following, "令牌接口")


# --- answers --------------------------------------------------------------------------------------


def _answered(page: Page, answer: Any) -> Listing:
    wrapped = answers.at(answer, "content")
    if isinstance(wrapped, str):
        answer = answers.value(wrapped)
    by_text = _BY_TEXT in page.url
    found = answers.records(answers.at(answer, "result.records" if by_text else "custom.infodata"))
    if found is None:
        return answers.listing(NAME, None, None, None)
    total = answers.number(answers.at(answer, "result.totalcount" if by_text else "custom.count"))
    rows = [answers.row(page, one, _TITLE, _URL, _DATE) for one in found]
    asked = _question(page)
    size = answers.number(asked.get("rn" if by_text else "pageSize")) or _TEXT_SIZE
    met = answers.more(page, found, total, size)
    return answers.listing(NAME, rows, total, _further(page, asked, met), seen=answers.before(page))


def _question(page: Page) -> Mapping[str, Any]:
    """What was asked for."""
    body = (page.asked.body if page.asked else None) or ""
    asked = answers.value(body if _BY_TEXT in page.url else parse_qs(body).get("params", [""])[0])
    return asked if isinstance(asked, dict) else {}


def _further(page: Page, asked: Mapping[str, Any], met: int | None) -> Ask | None:
    if met is None or not asked or page.asked is None:
        return None
    if _BY_TEXT in page.url:
        body = json.dumps({**asked, "pn": met}, ensure_ascii=False)
    else:
        index = (answers.number(asked.get("pageIndex")) or 0) + 1
        body = urlencode({"params": json.dumps({**asked, "pageIndex": index}, ensure_ascii=False)})
    own = tuple(pair for pair in page.asked.headers if pair[0] == "Authorization")
    return answers.ask(
        page, NAME, page.url, body=body, body_type=page.asked.body_type, headers=own, memo=str(met)
    )
