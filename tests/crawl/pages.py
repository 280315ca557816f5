"""Page shapes for the crawl's tests: a list, an article, a stub; content is invented."""

from __future__ import annotations

FOOTER = (
    "<div class='footer'><p>主办：云岭区人民政府 承办：云岭区政务服务和数据管理局</p>"
    "<p>地址：云岭区人民路1号 邮编：000000 ICP备00000000号 网站标识码：0000000000</p></div>"
)
NAV = "<div class='nav'><ul>{}</ul></div>".format(
    "".join(
        f"<li><a href='/{address}/'>{name}</a></li>"
        for address, name in (
            ("", "首页"),
            ("zwgk", "政务公开"),
            ("zwfw", "政务服务"),
            ("hdjl", "互动交流"),
            ("zjyl", "走进云岭"),
        )
    )
)


def list_page(name: str, rows: list[tuple[str, str, str]], *, tail: str = "", empty: str = "暂无信息") -> str:
    """`rows` are (address, title, date)."""
    items = "".join(
        f"<li><a href='{url}' title='{title}'>{title}</a><span>{day}</span></li>" for url, title, day in rows
    )
    inner = f"<ul class='list'>{items}</ul>" if rows else f"<p class='empty'>{empty}</p>"
    return (
        f"<html><head><meta charset='utf-8'><title>{name}-云岭区</title>"
        f"<meta name='ColumnName' content='{name}'></head>"
        f"<body>{NAV}<div class='position'>当前位置：<a href='/'>首页</a> &gt; {name}</div>"
        f"<div class='main'><h2>{name}</h2>{inner}{tail}</div>{FOOTER}</body></html>"
    )


def article(
    title: str, day: str, body: str, *, files: tuple[tuple[str, str], ...] = (), hits: int = 1
) -> str:
    links = "".join(f"<p><a href='{url}'>{name}</a></p>" for url, name in files)
    paragraphs = "".join(f"<p>{line}</p>" for line in body.split("\n"))
    return (
        f"<html><head><meta charset='utf-8'><title>{title}</title>"
        f"<meta name='ArticleTitle' content='{title}'>"
        f"<meta name='PubDate' content='{day}'></head>"
        f"<body>{NAV}<div class='article'><h1>{title}</h1>"
        f"<div class='info'>发布时间：{day} 来源：云岭区 浏览次数：{hits}</div>"
        f"<div id='zoom'>{paragraphs}{links}</div></div>{FOOTER}</body></html>"
    )


def text(topic: str, lines: int = 4) -> str:
    sentence = f"为做好{topic}有关工作，街道办事处结合辖区实际，组织各社区认真落实，现将有关情况予以公开。"
    return "\n".join(f"{n}. {sentence}" for n in range(1, lines + 1))
