"""The rest of a page: style, friend links, footer. What surrounds the news on every government site."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from gongkai.demo.values import Place

STYLE = """<style type="text/css">
body{margin:0;font:14px/1.7 "Microsoft YaHei",SimSun,sans-serif;color:#333;background:#f4f6f9}
a{color:#1c4f8f;text-decoration:none} ul{list-style:none;margin:0;padding:0}
.w{width:1180px;margin:0 auto;background:#fff;box-sizing:border-box}
.top{background:#e9edf3;font-size:12px;padding:4px 20px}
.banner{background:#c5161d;color:#fff;padding:26px 20px;font-size:30px;letter-spacing:4px}
.nav{background:#a30f15;overflow:hidden} .nav a{color:#fff;display:inline-block;padding:8px 18px}
.position{padding:10px 20px;border-bottom:1px solid #e4e4e4;color:#777}
.left{float:left;width:220px;padding:16px 20px} .left li{border-bottom:1px dotted #ccc;padding:6px 0}
.right{margin-left:270px;padding:16px 30px 40px 0;min-height:420px}
.right h2{font-size:18px;border-bottom:2px solid #c5161d;padding-bottom:6px}
.right li{border-bottom:1px dashed #ddd;padding:8px 0;overflow:hidden} .right li span{float:right;color:#999}
.right h1,.article h1{font-size:24px;text-align:center;line-height:1.5} .info{text-align:center;color:#888}
.key td,.key th{border:1px solid #ddd;padding:5px 10px} .page{text-align:center;padding:20px}
.footer{clear:both;background:#2f3b4a;color:#cfd6df;text-align:center;padding:20px;font-size:12px}
.footer a{color:#cfd6df} em.zd{color:#c5161d;font-style:normal}
.news-list dt{float:left;clear:left;padding:8px 0}
.news-list dd{text-align:right;color:#999;padding:8px 0;margin:0}
</style>"""


def friends() -> str:
    """The links that stand at the foot of every page."""
    links = (
        ("中国政府网", "https://www.gov.cn/"),
        ("云岭区人大常委会", "http://rd.yunling.example/"),
        ("云岭区政协", "http://zx.yunling.example/"),
        ("云岭区融媒体中心", "http://media.yunling.example/"),
    )
    return " | ".join(f'<a href="{url}" target="_blank">{name}</a>' for name, url in links)


def footer(place: Place) -> str:
    """Who is responsible, filing number, site code: make-believe ones."""
    code = {"yunling": 1, "qingshi": 2, "liuhe": 3, "dongwan": 4}[place.id]
    return f"""<div class="footer">
<p>友情链接：{friends()}</p>
<p><a href="/about/">关于我们</a> | <a href="/about/map.html">网站地图</a>
 | <a href="/about/copy.html">版权声明</a></p>
<p>主办：{escape(place.name)}　承办：{escape(place.short)}信息中心
　地址：云岭区滨河西路18号　电话：0999-5550100</p>
<p>网站标识码：990000000{code}　云ICP备00000000号-{code}　云公网安备 99000000000{code}号
　（虚构网站，仅供演示）</p>
</div>"""


def key_table(pairs: Iterable[tuple[str, str]]) -> str:
    """The table of stated facts above a disclosed item, two to a line; facts not stated stay empty."""
    cells = [f"<th>{label}</th><td>{escape(value)}</td>" for label, value in pairs]
    if len(cells) % 2:
        cells.append("<th></th><td></td>")
    lines = "\n".join(f"<tr>{a}{b}</tr>" for a, b in zip(cells[::2], cells[1::2], strict=True))
    return f'<table class="key" width="100%">\n{lines}\n</table>'
