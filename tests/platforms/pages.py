"""An invented town's website around a list: everything that a list reader must not mistake for the list."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

from gongkai.base.values import Page

HOST = "http://www.lanxi-town.gov.cn"
URL = f"{HOST}/zwgk/tzgg/"

TITLES = (
    "兰溪镇关于做好2026年防汛备汛工作的通知",
    "兰溪镇人民政府2025年度部门决算公开",
    "关于公布兰溪镇行政执法人员名单的公告",
    "兰溪镇农村饮水安全巩固提升项目验收公示",
    "关于调整兰溪镇安全生产委员会成员的通知",
    "兰溪镇2026年第一季度临时救助对象名单公示",
)
DATES = ("2026-03-19", "2026-03-12", "2026-02-28", "2026-02-11", "2026-01-20", "2026-01-05")
PATHS = tuple(f"{day[:4]}{day[5:7]}/t{day.replace('-', '')}_{8800 - i}.html" for i, day in enumerate(DATES))
URLS = tuple(URL + path for path in PATHS)

HEAD = """<div class="header"><div class="logo"><a href="/">兰溪镇人民政府</a></div>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>
<li><a href="/zwfw/">政务服务</a></li><li><a href="/hdjl/">互动交流</a></li><li><a href="/lxgk/">走进兰溪</a></li></ul></div>
<div class="search"><form><input name="q"><a href="javascript:;">搜索</a></form></div></div>"""
SIDE = """<div class="left-menu"><h3>政务公开</h3><ul><li><a href="/zwgk/jgzn/">机构职能</a></li>
<li class="on"><a href="/zwgk/tzgg/">通知公告</a></li><li><a href="/zwgk/zcwj/">政策文件</a></li>
<li><a href="/zwgk/ysqgk/">依申请公开</a></li><li><a href="/zwgk/ndbg/">政府信息公开年报</a></li></ul></div>"""
HOT = """<div class="right-hot"><h3>热点推荐</h3><ul>
<li><a href="/xwzx/202603/t20260318_9101.html">兰溪镇召开乡村振兴工作推进会议</a></li>
<li><a href="/xwzx/202603/t20260316_9099.html">镇领导调研春耕备耕和农资供应情况</a></li>
<li><a href="/xwzx/202603/t20260315_9090.html">兰溪镇开展森林防火宣传进村入户活动</a></li>
<li><a href="/xwzx/202603/t20260314_9087.html">全镇人居环境整治观摩活动顺利举行</a></li></ul></div>"""
FOOT = """<div class="footer"><p>友情链接：<a href="http://www.gov.cn/">中国政府网</a>
<a href="http://www.county.gov.cn/">县人民政府</a></p><p>主办单位：兰溪镇人民政府 备案号：某ICP备05000000号
网站标识码：3300000000</p></div>"""


def page(
    body: str,
    *,
    url: str = URL,
    name: str = "通知公告",
    title: str | None = None,
    head: str = "",
    hot: bool = True,
    side: bool = True,
    heading: bool = True,
) -> Page:
    """A column page of the invented site with `body` in the place of its list."""
    crumb = f'<div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; {name}</div>'
    text = (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title or f'{name}_兰溪镇人民政府'}</title>{head}</head>"
        f"<body>{HEAD}<div class='main'>{crumb if heading else ''}{SIDE if side else ''}"
        f"<div class='con'>{f'<h2>{name}</h2>' if heading else ''}{body}</div>{HOT if hot else ''}</div>{FOOT}</body></html>"
    )
    return Page(url, text, "utf-8")


def rows(template: str, count: int = len(TITLES)) -> str:
    """The template once for every row; it may name `title`, `url`, `date`, `y`, `m`, `d`, `cut`, `i`."""
    made = []
    for i in range(count):
        y, m, d = DATES[i].split("-")
        values = {"title": TITLES[i], "url": "./" + PATHS[i], "date": DATES[i], "y": y, "m": m, "d": d}
        made.append(template.format(**values, cut=TITLES[i][:12] + "...", i=i + 1, full=URLS[i]))
    return "".join(made)
