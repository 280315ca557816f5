"""Where each field may stand, and which of two statements wins."""

# ruff: noqa: E501 (pages are easier to read unbroken)
from __future__ import annotations

import pytest

from tests.extract.pages import PROSE, TEXT, page, read

TEXT_BOX = f'<div id="zoom">{PROSE}</div>'
TITLE = "关于做好冬季清雪工作的通知"


def with_line(line: str, head: str = "<title>临溪区人民政府</title>", **options: str):
    return read(page(f"<div><h1>{TITLE}</h1><div class='x'>{line}</div>{TEXT_BOX}</div>", head), **options)


@pytest.mark.parametrize(
    ("line", "published", "source"),
    [
        ("来源：区财政局　发布时间：2026-01-05 08:05", "2026-01-05T08:05", "区财政局"),
        (
            "<span>来源：区财政局</span><span>发布时间：2026-01-05</span><span>浏览次数：3</span>",
            "2026-01-05",
            "区财政局",
        ),
        ("发布日期：2026年1月5日　信息来源：区财政局　作者：李某", "2026-01-05", "区财政局"),
        ("2026-01-05 08:05　来　源：区财政局", "2026-01-05T08:05", "区财政局"),
        ("[ 2026-01-05 ]", "2026-01-05", None),
        ("来源： 　发布时间：2026/1/5", "2026-01-05", None),
        ("日期：2026.01.05　点击数：<span></span>　【字体：大 中 小】", "2026-01-05", None),
        (
            "<ul><li>来源：区财政局</li><li>时间：2026-01-05 08:05</li><li>阅读：12</li></ul>",
            "2026-01-05T08:05",
            "区财政局",
        ),
        ("<div>发布时间：</div><div>2026-01-05</div>", "2026-01-05", None),
        ("<p>发布机构：</p><p>区财政局</p><p>发布时间：2026-01-05</p>", "2026-01-05", None),
        (
            "发布时间：<script>var d='2026年01月05日';if(d!=''){document.write(d);}</script> 字体：大 中 小",
            "2026-01-05",
            None,
        ),
        (
            "<script>document.write('2026-01-05 08:05')</script> 来源：区财政局 浏览量：9",
            "2026-01-05T08:05",
            "区财政局",
        ),
        ("更新时间：2026-01-07　发布时间：2026-01-05", "2026-01-05", None),
        ("来源：区财政局 2026-01-05", "2026-01-05", "区财政局"),
    ],
)
def test_printed_line(line: str, published: str, source: str | None):
    document = with_line(line)
    assert (document.published, document.published_from) == (published, "printed")
    assert document.source == source
    assert document.title == TITLE
    assert document.body == TEXT


def test_printed_day_wins_and_the_tag_is_kept():
    document = with_line("发布时间：2026-01-05", '<meta name="pubdate" content="2026-01-07 10:21">')
    assert (document.published, document.published_from) == ("2026-01-05", "printed")
    assert ("PubDate", "2026-01-07T10:21") in document.metadata


def test_the_tag_lends_its_minute_to_the_same_day():
    document = with_line("发布时间：2026-01-05", '<meta name="PubDate" content="2026-01-05 10:21:33">')
    assert (document.published, document.published_from) == ("2026-01-05T10:21", "printed")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta name="PUBDATE" content="2026-01-07 10:21">', ("2026-01-07T10:21", "meta")),
        ("<script>var pubdata = '2026-01-08 09:00';</script>", ("2026-01-08T09:00", "script")),
        ('<script>var cfg = {"publishTime": 1767578700000};</script>', ("2026-01-05T10:05", "script")),
        ("", ("2026-01-02", "url")),
    ],
)
def test_dates_that_are_not_printed(head: str, expected: tuple[str, str]):
    document = with_line("字体：大 中 小", head)
    assert (document.published, document.published_from) == expected


def test_no_date_anywhere():
    document = with_line("字体：大 中 小", url="https://www.example.gov.cn/a/b.html")
    assert (document.published, document.published_from) == (None, None)


def test_a_date_under_the_text():
    document = read(
        page(f"<h1>{TITLE}</h1>{TEXT_BOX}<p>（信息来源：临溪街道）</p><p>发布时间：2026-01-09 10:10</p>")
    )
    assert document.published == "2026-01-09T10:10"
    assert document.source == "临溪街道"
    assert document.body == TEXT


def test_times_of_an_event_are_not_the_publication():
    inner = f"<h1>{TITLE}</h1><div>来源：临溪街道</div><div><p>时间：2026年3月1日</p><p>地点：文化广场</p>{PROSE}</div>"
    document = read(page(inner), url="https://www.example.gov.cn/a/b.html")
    assert document.published is None
    assert document.body.startswith("时间：2026年3月1日\n地点：文化广场\n")


@pytest.mark.parametrize(
    "brackets", ["〔2026〕", "[2026]", "［2026］", "（2026）", "(2026)", "【2026】", "﹝2026﹞"]
)
def test_document_number_alone_on_a_line(brackets: str):
    number = f"临政发{brackets}12号"
    document = read(
        page(f"<h1>{TITLE}</h1><div>发布时间：2026-01-05</div><div id='zoom'><p>{number}</p>{PROSE}</div>")
    )
    assert document.doc_no == number
    assert document.body.startswith(number)


def test_a_number_inside_a_sentence_is_not_the_documents_own():
    document = read(
        page(f"<h1>{TITLE}</h1><div id='zoom'><p>根据临政发〔2025〕3号文件，通知如下。</p>{PROSE}</div>")
    )
    assert document.doc_no is None


@pytest.mark.parametrize("nothing", ["无", "/", "——", "", "　"])
def test_values_that_mean_nothing(nothing: str):
    table = f"""<table><tr><td>索引号</td><td>A1</td><td>发文字号</td><td>{nothing}</td></tr>
    <tr><td>发布机构</td><td>区司法局</td><td>有效性</td><td>有效</td></tr></table>"""
    document = read(page(f"{table}<h1>{TITLE}</h1>{TEXT_BOX}"))
    assert (document.index_no, document.doc_no, document.issuer, document.effective) == (
        "A1",
        None,
        "区司法局",
        "有效",
    )


def test_table_below_the_text():
    table = """<table><tr><th>索引号</th><td>B2</td></tr><tr><th>发布机构</th><td>区司法局</td></tr>
    <tr><th>成文日期</th><td>二〇二六年一月四日</td></tr></table>"""
    document = read(
        page(f"<h1>{TITLE}</h1><div>发布时间：2026-01-05</div><div class='wz'>{PROSE}</div>{table}")
    )
    assert (document.index_no, document.issuer, document.formed) == ("B2", "区司法局", "2026-01-04")
    assert document.body == TEXT


def test_a_table_of_the_text_is_no_metadata():
    rows = "<table><tr><td>名称</td><td>数量</td></tr><tr><td>融雪剂</td><td>三十袋</td></tr></table>"
    document = read(
        page(f"<h1>{TITLE}</h1><div>发布时间：2026-01-05</div><div id='zoom'>{PROSE}{rows}</div>")
    )
    assert document.body == f"{TEXT}\n名称\t数量\n融雪剂\t三十袋"


def test_funds_are_not_a_source():
    document = read(
        page(
            f"<h1>{TITLE}</h1><div>发布时间：2026-01-05</div><div id='zoom'><p>资金来源：区级财政</p>{PROSE}</div>"
        )
    )
    assert document.source is None
    assert document.body.startswith("资金来源：区级财政")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            '<meta name="ArticleTitle" content="&lt;p&gt;关于做好&lt;br/&gt;冬季清雪工作的通知&lt;/p&gt;">',
            TITLE,
        ),
        (
            f'<meta name="SiteName" content="临溪网"><meta name="ArticleTitle" content="临溪网——{TITLE}">',
            TITLE,
        ),
        (f"<title>{TITLE}_通知公告_临溪区人民政府</title>", TITLE),
        (f"<title>临溪区人民政府 - {TITLE}</title>", TITLE),
    ],
)
def test_titles_that_only_the_head_states(head: str, expected: str):
    assert read(page(f'<div id="zoom">{PROSE}</div>', head)).title == expected


def test_a_cut_tag_yields_to_the_printed_heading():
    document = with_line("发布时间：2026-01-05", '<meta name="ArticleTitle" content="关于做好冬季清雪...">')
    assert document.title == TITLE


def test_a_heading_of_several_lines():
    document = read(
        page(
            f"<h1>临溪区人民政府<br>关于做好冬季清雪工作的通知</h1><div>发布时间：2026-01-05</div>{TEXT_BOX}"
        )
    )
    assert document.title == "临溪区人民政府 关于做好冬季清雪工作的通知"


def test_a_plain_line_over_the_info_line_is_the_title():
    document = read(
        page(f"<div><p>{TITLE}</p><p>来源：城管科　发布时间：2026-01-05</p><div>{PROSE}</div></div>")
    )
    assert document.title == TITLE


def test_the_columns_name_is_not_the_title():
    document = read(
        page(
            f"""<div class="crumb">您的位置：<a href="/">首页</a> > <a href="/gs/">公示公告栏目</a></div><h2>公示公告栏目</h2>
            <p class="bt">{TITLE}</p><p>发布时间：2026-01-05</p><div>{PROSE}</div>""",
            "<title>公示公告栏目_临溪区人民政府</title>",
        )
    )
    assert document.title == TITLE
    assert document.section_path == ("公示公告栏目",)


@pytest.mark.parametrize(
    "crumbs",
    [
        '<div>当前位置：<a href="/">首页</a> &gt; <a>政务公开</a> &gt; <a>通知公告</a> &gt; 正文</div>',
        '<ol class="breadcrumb"><span>您现在所在的位置：</span><li><a>首页</a></li><li>政务公开</li><li>通知公告</li></ol>',
        '<div class="weizhi"><a href="/">首页</a>&nbsp;&raquo;&nbsp;<a>政务公开</a>&nbsp;&raquo;&nbsp;<a>通知公告</a></div>',
        '<p>您当前所在位置是：<a href="/">网站首页</a>-<a>政务公开</a>-<a>通知公告</a></p>',
        f"<div>所在位置: <a>首页</a>/<a>政务公开</a>/<a>通知公告</a>/{TITLE}</div>",
    ],
)
def test_breadcrumbs(crumbs: str):
    document = read(page(f"{crumbs}<h1>{TITLE}</h1><div>发布时间：2026-01-05</div>{TEXT_BOX}"))
    assert document.section_path == ("政务公开", "通知公告")
    assert document.title == TITLE


def test_the_banner_is_not_the_title_though_the_tab_repeats_the_sites_name():
    """Tables of the early years: no heading elements, the site's name in larger letters than the title."""
    read_page = read(
        page(
            "<table><tr><td><font size='6'><b>临溪区柳巷街道办事处</b></font></td></tr>"
            "<tr><td>今天是2026年1月23日　<a href='/'>网站首页</a></td></tr><tr><td><table>"
            "<tr><td><font size='5'><b>临溪区柳巷街道办事处机构职能</b></font></td></tr>"
            f"<tr><td>发布时间：2026-01-08</td></tr><tr><td>{PROSE}</td></tr></table></td></tr></table>",
            "<title>机构职能 - 临溪区柳巷街道办事处</title>",
        )
    )
    assert (read_page.title, read_page.published) == ("临溪区柳巷街道办事处机构职能", "2026-01-08")
    assert "今天是" not in read_page.body
