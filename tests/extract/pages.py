"""Invented pages in the shapes of the common systems, and how to read them."""

# ruff: noqa: E501 (pages are easier to read unbroken)
from __future__ import annotations

from gongkai.base.values import Document, Page
from gongkai.extract import read_article

BASE = "https://www.example.gov.cn/zwgk/tzgg/202601/t20260102_1.html"

PARAGRAPHS = (
    "为进一步做好本街道冬季清雪工作，保障居民出行安全，现将有关事项通知如下。",
    "一、各社区要在降雪后两小时内清理主次干道，重点保障学校、医院和菜市场周边道路畅通。",
    "二、沿街单位按照门前三包责任书的约定，自行清理各自门前积雪，不得将积雪堆放在行道树下。",
    "三、街道城管科每日巡查并通报，连续两次未按时清理的，列入年度考核扣分事项。",
)
TEXT = "\n".join(PARAGRAPHS)
PROSE = "".join(f"<p>　　{paragraph}</p>\n" for paragraph in PARAGRAPHS)

NAVIGATION = """<div class="header"><h1><a href="/">临溪区人民政府</a></h1>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/bsfw/">办事服务</a></li>
<li><a href="/files/map.pdf">网站地图</a></li></ul></div>"""
FOOTER = """<div class="footer"><p><a href="/gywm/">关于我们</a> | <a href="/lxwm/">联系我们</a></p>
<p>主办单位：临溪区人民政府办公室　技术支持：某某公司</p><p>网站标识码：9900000001　某ICP备00000001号</p></div>"""


def page(body: str, head: str = "<title>临溪区人民政府</title>", *, frame: bool = True) -> str:
    """A whole page around a body; with `frame` between navigation and footer."""
    inner = f"{NAVIGATION}{body}{FOOTER}" if frame else body
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{inner}</body></html>"


def read(text: str, url: str = BASE, **options: str) -> Document:
    return read_article(Page(url, text, "utf-8"), **options)
