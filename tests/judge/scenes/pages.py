"""The pages of make-believe sites: lists in several layouts, articles; content is invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.crawl.pages import FOOTER, NAV

UNIT = "青石街道办事处"


@dataclass
class Item:
    """What a site has to show of one thing. `day` is stated in the list, `printed` on its page (as
    `day` unless said), both empty where nothing is; `facts` are label and value pairs of its table;
    `url` stands in the list in place of its own address."""

    name: str
    column: str
    title: str
    day: str
    body: str
    printed: str | None = None
    source: str = UNIT
    facts: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    url: str = ""
    listed: bool = True
    there: bool = True
    pinned: bool = False
    hits: int = 1

    @property
    def path(self) -> str:
        return f"/{self.column}/{self.name}.html"

    @property
    def stated(self) -> str:
        return self.day if self.printed is None else self.printed


@dataclass
class Look:
    """How a column's list looks: its layout, rows a page (0: all on one), how many of the newest it
    shows (0: all), how it writes days (full, short: without the year, none), in which order its rows
    stand (newest first, or as they were put in), the words of an empty one, and whether it states how
    many rows there are."""

    layout: str = "plain"
    page_rows: int = 0
    window: int = 0
    dates: str = "full"
    order: str = "newest"
    empty: str = "暂无信息"
    total: bool = False


def row_day(day: str, dates: str) -> str:
    if dates == "none":
        return ""
    return day[5:10] if dates == "short" else day[:10]


def list_page(name: str, items: Sequence[Item], look: Look, tail: str = "") -> str:
    rows = [(item.url or f"{item.name}.html", item.title, row_day(item.day, look.dates)) for item in items]
    inner = _LAYOUTS[look.layout](rows) if rows else f"<p class='empty'>{look.empty}</p>"
    return (
        f"<html><head><meta charset='utf-8'><title>{name}-青石街道</title>"
        f"<meta name='ColumnName' content='{name}'></head>"
        f"<body>{NAV}<div class='position'>当前位置：<a href='/'>首页</a> &gt; {name}</div>"
        f"<div class='main'><h2>{name}</h2>{inner}{tail}</div>{FOOTER}</body></html>"
    )


Rows = list[tuple[str, str, str]]


def _plain(rows: Rows) -> str:
    lines = (f"<li><a href='{u}' title='{t}'>{t}</a><span>{d}</span></li>" for u, t, d in rows)
    return f"<ul class='list'>{''.join(lines)}</ul>"


def _table(rows: Rows) -> str:
    """The layout after a rebuilding."""
    lines = (f"<tr><td class='t'><a href='{u}'>{t}</a></td><td class='d'>{d}</td></tr>" for u, t, d in rows)
    return f"<table class='newslist'><tr><th>标题</th><th>发布日期</th></tr>{''.join(lines)}</table>"


def _cards(rows: Rows) -> str:
    """A layout that nothing reads: names without addresses, drawn by a script."""
    return "<div id='app' data-v-3f1c></div><script src='/static/app.8c1f.js'></script>"


_LAYOUTS = {"plain": _plain, "table": _table, "cards": _cards}


def article(item: Item) -> str:
    links = "".join(f"<p><a href='{url}'>{name}</a></p>" for url, name in item.files)
    facts = "".join(f"<tr><td>{label}：</td><td>{value}</td></tr>" for label, value in item.facts)
    table = f"<table class='xxgk'>{facts}</table>" if facts else ""
    paragraphs = "".join(f"<p>{line}</p>" for line in item.body.split("\n"))
    published = f"发布时间：{item.stated} " if item.stated else ""
    meta = f"<meta name='PubDate' content='{item.stated}'>" if item.stated else ""
    return (
        f"<html><head><meta charset='utf-8'><title>{item.title}</title>"
        f"<meta name='ArticleTitle' content='{item.title}'>{meta}</head>"
        f"<body>{NAV}<div class='article'>{table}<h1>{item.title}</h1>"
        f"<div class='info'>{published}来源：{item.source} 浏览次数：{item.hits}</div>"
        f"<div id='zoom'>{paragraphs}{links}</div></div>{FOOTER}</body></html>"
    )


TOPICS = (
    "森林防火 垃圾分类 防汛备汛 社区养老 困难救助 消防检查 食品安全 燃气整治 文明创建 义务植树 劳动就业 "
    "退役军人服务 残疾人康复 妇女维权 青少年暑托 老旧小区改造 河道保洁 物业监管 反诈宣传 道路养护 人口普查 "
    "疫苗接种 图书捐赠 邻里节活动 便民市集 雨污分流 停车治理 市容巡查 安全生产 信访接待 科普讲座 志愿服务"
).split()


def topic_title(number: int) -> str:
    return f"青石街道扎实推进{TOPICS[number % len(TOPICS)]}工作（第{number + 1}期）"


def body_of(title: str) -> str:
    topic = title.removeprefix("青石街道").strip()
    return (
        f"为做好{topic}，街道办事处结合辖区实际，组织各社区认真落实，现将有关情况予以公开。\n"
        f"各社区围绕{topic}，入户走访，听取居民意见，逐项建立台账，明确责任人员。\n"
        f"下一步，街道将持续关注{topic}的进展，及时回应群众关切。"
    )
