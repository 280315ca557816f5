"""What a line of a page is, when it is no text of the document: tools, neighbours, footer, breadcrumb."""

from __future__ import annotations

import re
from functools import lru_cache

_TOOLS = (
    "点击右上角|选择在浏览器中打开|请在浏览器中打开|打开微信|点击底部的|发现|使用|即可将网页分享至朋友圈|即可将网页分享至我的朋友圈|"
    "微信里点|扫一下二维码便可将本文分享至朋友圈|扫一下|"
    "打印本页|打印此页|打印文章|打印页面|打印本文|打印文本|我要打印|打印内容|打印|关闭窗口|关闭本页|关闭页面|关闭此页|窗口关闭|"
    "关闭本文|关闭|收藏本页|加入收藏|收藏|我要纠错|网站纠错|内容纠错|页面纠错|纠错|我要推荐|推荐给朋友|推荐|我要分享|一键分享|"
    "分享按钮|分享到微信朋友圈|分享至|分享到|分享|微信朋友圈|微信好友|微信扫一扫|微信|新浪微博|腾讯微博|微博|人人网|豆瓣网|"
    "豆瓣|QQ空间|QQ好友|QQ|朋友圈|更多|字体大小|字体放大|字体缩小|字体复位|字体|字号大小|字号|文字大小|选择|默认|超大|特大|放大|缩小|"
    "恢复|正常|标准|大号|中号|小号|大|中|小|A\\+|A-|A|T|\\+|-|视力保护色|保护视力色|视力保护|背景色|白色|繁體版|繁体版|繁体|简体|无障碍浏览|"
    "无障碍阅读|无障碍|扫一扫在手机打开当前页面|扫一扫在手机打开当前页|扫一扫手机打开当前页|在手机上打开当前页|手机扫一扫打开当前页|"
    "扫一扫在手机上浏览|扫一扫分享本页|扫码浏览|扫描二维码|手机扫码查看|手机扫一扫|扫一扫|二维码|"
    "用微信扫描二维码|分享至好友和朋友圈|返回顶部|返回列表|返回首页|返回上一页|返回上级|返回|回到顶部|顶部|TOP|首页|下载|保存|"
    "语音播报|语音朗读|语音阅读|语音|朗读|播放|暂停|停止|阅读|浏览次数|浏览量|浏览|点击数|点击量|点击率|点击次数|点击|访问量|访问次数|"
    "人气|阅读次数|阅读量|阅读数|次浏览|次阅读|次|人次|有用|无用|点赞|赞|本文|文章|文件|正文|全文|页面|稿件|来源|作者|时间|日期|责任编辑|编辑|信息来源|"
    "发布时间|发布日期|文章来源|审核|导出|原文|转载|评论|我要评论|网友评论|发表评论|相关文档|已阅|已有|共享|"
    "发布人|网络"
)
_TOOL_LINE = re.compile(
    rf"(?:{_TOOLS}|[\d\s【】\[\]()（）〔〕{{}}<>|｜/／\\:：,，、。;；.…>»·•*_—–＋=“”\"'])++", re.I
)
_TOOL_STARTS = frozenset(word.strip("\\")[:1] for word in _TOOLS.split("|")) | frozenset(
    "0123456789【】[]()（）〔〕{}<>|｜/／\\：:,，、。;；.…»·•*_—–＋=“”\"'+-aqt"
)
"""What a line of tools can begin with; most lines are told apart by their first character."""

_REAL = re.compile(r"[A-Za-z\u4e00-\u9fff]")

_NEIGHBOUR = re.compile(
    r"^[\s【\[<«‹(（·•▲▼◆↑↓←→|]*(?:上|下|前|后)[一1]?(?:篇|条|则|页|个)(?:文章|新闻|信息|内容|公告|"
    r"稿件)?\s*(?:[：:】\]>»)）]|$|没有|无|暂无)"
    r"|^[\s【\[<«]*(?:上|下)一(?:篇|条)"
    r"|^[\s【\[■●◆*·•>|]*(?:本文|网友|最新|发表|全部|热门|精彩|我要)评论[\s：:（(\d）)】\]]*$"
)
_PAGER = re.compile(
    r"(?:\d|首页|末页|尾页|上一?页|下一?页|[前后]一页|第|共|页|条|到|转|跳转|GO|[\s\[\]()（）【】<>«»‹›.…/|:：,，])+",
    re.I,
)
_RELATED = re.compile(
    r"^[\s【\[■●◆*·•>|]*(?:相关|关联|延伸|推荐|热点|热门|最新|往期|类似|更多|精彩|猜你|大家|图文)"
    r"(?:信息|阅读|链接|新闻|文章|稿件|报道|推荐|内容|公告|政策|解读|文件|文档|资讯|动态|专题|发布|公开|"
    r"您?喜欢|都在看|"
    r"政策文件|政策解读|信息推荐|图解|稿件推荐|热词|搜索|关注|排行|主题|问答|栏目|视频|法规|资料|"
    r"附件)*[\s：:】\]■●◆*·•<|]*$"
)
_NOT_RELATED = re.compile(r"附件")
_FOOTER = re.compile(
    "[Ii公网版CcAa©建主技备联关](?i:"
    r"(?<=i)cp[备证]|(?<=公)网安备|(?<=网)安备\d|(?<=网)站标识码|(?<=版)权所有|(?<=c)opyright|"
    r"(?<=a)ll\s?Rights?\s?Reserved|(?<=©)|(?<=建)议使用.{0,12}(?:浏览器|分辨率)|"
    r"(?<=主)[办管].{0,40}技术支持|(?<=技)术支持.{0,40}主办|(?<=备)案(?:编|序)?号[：:]|"
    r"(?<=网)站(?:主办|承办|维护|管理)(?:单位)?[：:]|(?<=网)站地图.{0,20}(?:联系我们|网站声明|关于我们)|"
    r"(?:(?<=联)系我们|(?<=网)站声明|(?<=关)于(?:我们|本站)).{0,20}网站地图)"
)
"""Begins with a set of signs: that is searched several times faster than many words in either case."""

FOOTER_WORDS = tuple(
    "ICP icp 安备 标识码 版权 opyright OPYRIGHT ights RIGHTS 主办 承办 主管 © 建议使用 网站 本站 技术支持 "
    "备案".split()
)
NEIGHBOUR_WORDS = (
    *(a + b for a in "上下前后" for b in ("一", "1", "篇", "条", "则", "页", "个")),
    "评论",
)
RELATED_WORDS = tuple("相关 关联 延伸 推荐 热点 热门 最新 往期 类似 更多 精彩 猜你 大家 图文".split())
POSITION_WORDS = tuple("位置 栏目 页面 路径 您在 你在 您现在 你现在 您所在 你所在".split())
"""What a footer, a neighbour, a breadcrumb holds for certain: other lines need no closer look."""

_POSITION = re.compile(
    r"(?:(?:您|你)?(?:当前|现在|目前)?(?:的)?(?:所在|所处)?(?:的)?(?:位置|栏目)(?:是|为|在)?|当前页面|"
    r"(?:当前)?所在页面|(?:您|你)(?:现在)?(?:所)?在(?:的位置)?|现在位置|当前路径|导航路径)\s*[：:]"
)
MAX_TOOL_CHARS = 120
_SPONSOR = re.compile(r"[\u4e00-\u9fff、 ]{4,40}(?:主办|承办|主管)|(?:主办|承办|主管)(?:单位)?[：:].{4,40}")
MAX_REMEMBERED = 30
MAX_FOOTER_CHARS = 400
CHROME_TAGS = frozenset(("nav", "footer", "aside"))


def is_tool(solid: str) -> bool:
    """Nothing but switches of the page: font sizes, print, close, share, counters."""
    if len(solid) > MAX_TOOL_CHARS or solid[:1] not in _TOOL_STARTS:
        return False
    return _is_short_tool(solid) if len(solid) <= MAX_REMEMBERED else _is_tools(solid)


def _is_tools(solid: str) -> bool:
    return _TOOL_LINE.fullmatch(solid) is not None and is_plain(solid)


_is_short_tool = lru_cache(maxsize=4096)(_is_tools)
"""Templates print the same lines on every page of a site."""


def is_neighbour(text: str) -> bool:
    """`上一篇：…`, `下一条：…`: from here on the page talks of other documents."""
    return _NEIGHBOUR.match(text) is not None


def is_pager(solid: str) -> bool:
    """`1 2 3 下一页`: what leads to the other pages of a numbered text."""
    return len(solid) <= MAX_TOOL_CHARS and _PAGER.fullmatch(solid) is not None


def is_related(solid: str) -> bool:
    """A heading over links to other documents."""
    return 3 < len(solid) <= 24 and _RELATED.match(solid) is not None and not _NOT_RELATED.search(solid)


def is_footer(text: str) -> bool:
    """The mark of a page's foot: registration numbers, copyright."""
    return len(text) <= MAX_FOOTER_CHARS and _FOOTER.search(text) is not None


def is_sponsor(text: str) -> bool:
    """`某区人民政府主办` and nothing else: the foot, if it is one of the last lines of a page."""
    return _SPONSOR.fullmatch(text) is not None


def position_mark(text: str) -> re.Match[str] | None:
    """`当前位置：` and its like, near the beginning of a line."""
    start = text[:40]
    return _POSITION.search(start) if "：" in start or ":" in start else None


def is_plain(solid: str) -> bool:
    """Whether there is anything to read: a letter or a character."""
    return _REAL.search(solid) is not None
