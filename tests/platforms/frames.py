# ruff: noqa: E501 (markup reads best unbroken)
"""The invented site in other templates: with names that tell nothing, in tables, beside other dated lists."""

from __future__ import annotations

from gongkai.base.values import Page
from tests.platforms.pages import FOOT, HEAD, HOT, URL

TOPICS = "防汛 环保 综治 党建 农业 林业 水利 民政 教育 卫生 统计 交通".split()
OTHER = "".join(
    f'<li><a href="/xwzx/202603/t202603{28 - i}_{9000 + i}.html">兰溪镇{topic}工作有序推进成效明显群众点赞</a>'
    f"<span>2026-03-{28 - i}</span></li>"
    for i, topic in enumerate(TOPICS)
)
_CRUMB = '<div class="{}">您现在的位置：<a href="/">首页</a>&gt;<a href="/zwgk/">政务公开</a>&gt;<span>通知公告</span></div>'
_TITLE = "<html><head><title>兰溪镇人民政府-通知公告</title></head><body>"

_FRAMES = {
    "telling-nothing": '<div class="a1"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>'
    '<li><a href="/lxgk/">走进兰溪</a></li></ul></div><div class="b2">{crumb}<div class="fl w240"><div class="t1">栏目导航</div>'
    '<ul><li><a href="/zwgk/jgzn/">机构职能</a></li><li><a href="/zwgk/zcwj/">政策文件</a></li></ul></div>'
    '<div class="fr w700"><div class="t2">通知公告</div>{body}</div></div><div class="c3">主办单位：兰溪镇人民政府</div>',
    "longer-list-before": '{head}<div class="main">{crumb}<div class="left"><div class="tt">最新发布</div><ul>{other}</ul></div>'
    '<div class="right"><div class="tt">通知公告</div>{body}<div class="page">共1页</div></div></div>{foot}',
    "longer-list-after": '{head}<div class="main">{crumb}<div class="l"><div class="tt">通知公告</div>{body}</div>'
    '<div class="r"><div class="tt">要闻动态</div><ul>{other}</ul></div></div>{foot}',
    "no-heading": '{head}<div class="main"><div class="l">{body}</div></div>{foot}',
    "breadcrumb-alone": '{head}<div class="main">{crumb}{body}</div>{hot}{foot}',
    "tables-all-over": '<table width=1000><tr><td><table><tr><td><a href="/">首页</a></td><td><a href="/zwgk/">政务公开</a></td>'
    '<td><a href="/lxgk/">走进兰溪</a></td></tr></table></td></tr><tr><td><table><tr><td width=200><table>'
    '<tr><td><a href="/zwgk/jgzn/">机构职能</a></td></tr><tr><td><a href="/zwgk/tzgg/">通知公告</a></td></tr></table></td>'
    '<td><table><tr><td>当前位置：<a href="/">首页</a>&gt;通知公告</td></tr><tr><td>{body}</td></tr>'
    '<tr><td align=center>共1页 <a href="#">首页</a> <a href="#">尾页</a></td></tr></table></td></tr></table></td></tr>'
    "<tr><td>版权所有：兰溪镇人民政府</td></tr></table>",
}
FRAMES = tuple(_FRAMES)
HEADED = tuple(name for name in FRAMES if name != "no-heading")


def framed(frame: str, body: str) -> Page:
    """`body` in the place of the list of one of the `FRAMES`."""
    crumb = _CRUMB.format("path")
    parts = {"body": body, "crumb": crumb, "other": OTHER, "head": HEAD, "foot": FOOT, "hot": HOT}
    return Page(URL, _TITLE + _FRAMES[frame].format(**parts) + "</body></html>", "utf-8")
