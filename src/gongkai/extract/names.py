"""What ids and class names say about an element. Names repeat from element to element and from page to
page of a site, so that each is looked at once."""

from __future__ import annotations

import re
from functools import lru_cache


class Mark:
    """Meanings of a name, bits of a number; one name may have several."""

    SURE = 1  # editors themselves put this name around the text
    CONTAINER = 2  # the common systems give this name to the text
    CHROME = 4  # switches, shares, menus
    POSITION = 8  # the breadcrumb
    TITLE = 16  # a heading


_SURE = re.compile(
    r" (?:zoom|zoomcon|fontzoom|trs_editor|trs_ueditor|trs_editor_view|ucap-content|vsb_content\w*|"
    r"v_news_content|"
    r"j-fontcontent|ivs_content|vf_detail_content) "
)
_CONTAINER = re.compile(
    r" (?:js_content|maintext|newscontent|news_content|div_zhengwen|article-content|article_content|"
    r"articlecontent|"
    r"art_con|nrcontent|xl_cont|xl-xqnr|xl_con1?|wh_x_c|bt_content|bt-content|artile_zw|zwxl-main|"
    r"pages_content|"
    r"tys-main-zt|news_cont_d_wrap|artcontent|newscontainer_text|zc_article_con|three_xilan_07|view|"
    r"content_text|"
    r"contxt|detail-content|news-content|articlebody|article-body|xxgk_content|con_con|wzcon|main-txt|"
    r"content-txt|"
    r"txt_con|infocontent|gkml_content|ewb-article-con|ewb-info-con) "
)
_CHROME_WORDS = frozenset(
    "share bdshare bdsharebuttonbox jiathis social qrcode qr ewm erweima copyright footer foot print "
    "printer dayin "
    "fontsize toolbar tool tools prev next prevnext updown pagination related xgxx xgyd xgnr recommend "
    "rdtj search login "
    "banner header nav navbar menu topbar top side sidebar aside gwds wechat weixin jiucuo counter hits "
    "pinglun comment "
    "digg newdigg diggbox boxoff keyslist sweep operate scan zoomtool close right_nav leftnav".split()
)
_TEXT_WORDS = frozenset(
    "content con cont article main text txt body detail nr zw neirong wenzhang zhengwen area wrap box".split()
)
"""Beside one of these a word like `print` names what is printed, not the button."""

_POSITION = re.compile(
    r"crumb|bread|dqwz|weizhi|lujing|position|location|[ _-]mbx|[ _-](?:pos|loc|place)[ _-]|curpath|sitepath|"
    r"site-path|navpath|dangqian|curmb|[ _-]path[ _-]"
)
_TITLE = re.compile(r"[ _-](?:[a-z]{0,12}(?:title|tit|headline|biaoti)|bt|wzbt|tt|hd|h1)(?:[ _\d-]|$)")
_PATTERNS = (
    (Mark.SURE, _SURE),
    (Mark.CONTAINER, _CONTAINER),
    (Mark.POSITION, _POSITION),
    (Mark.TITLE, _TITLE),
)
_WORD = re.compile(r"[a-z]+")
MAX_NAME_CHARS = 200


@lru_cache(maxsize=8192)
def meaning(names: str) -> int:
    """The `Mark`s of an element's id and classes, written as they stand in the page with blanks between."""
    spaced = f" {'  '.join(names[:MAX_NAME_CHARS].lower().split())} "
    meant = sum(mark for mark, pattern in _PATTERNS if pattern.search(spaced))
    words = set(_WORD.findall(spaced))
    return meant + (Mark.CHROME if words & _CHROME_WORDS and not words & _TEXT_WORDS else 0)
