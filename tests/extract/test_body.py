"""Bodies of unusual shape, and what must not be in one."""

# ruff: noqa: E501 (pages are easier to read unbroken)
from __future__ import annotations

import pytest

from tests.extract.pages import PARAGRAPHS, PROSE, TEXT, page, read

TITLE = "<h1>关于做好冬季清雪工作的通知</h1><div>发布时间：2026-01-02　来源：城管科</div>"
AROUND = """<div class="share">分享到：<a>微信</a><a>微博</a></div><p>【<a href="javascript:print()">打印本页</a>】【关闭窗口】</p>
<div class="xgwz"><h3>相关信息</h3><ul><li><a href="1.html">关于开展文明养犬宣传活动的通知</a><span>2026-01-01</span></li>
<li><a href="2.html">关于征集年度民生实事项目的公告</a><span>2025-12-30</span></li></ul></div>"""
SIDEBAR = (
    """<div class="right"><h3>最新公开</h3><ul>"""
    + "".join(
        f'<li><a href="{n}.html">临溪区第{n}次常务会议纪要摘要与落实情况</a> <span>2026-01-0{n}</span></li>'
        for n in range(1, 9)
    )
    + "</ul></div>"
)


def body_of(inner: str, **options: str) -> str:
    return read(
        page(
            f'<div class="main"><div class="left">{TITLE}<div class="abc">{inner}</div>{AROUND}</div>{SIDEBAR}</div>'
        ),
        **options,
    ).body


def test_plain_paragraphs_in_a_container_of_no_known_name():
    assert body_of(PROSE) == TEXT


def test_paragraphs_beside_the_title_without_any_container():
    assert read(page(f"<div>{TITLE}{PROSE}{AROUND}</div>{SIDEBAR}")).body == TEXT


def test_breaks_instead_of_paragraphs():
    assert body_of("<br/>".join(f"　　{paragraph}" for paragraph in PARAGRAPHS)) == TEXT


def test_one_table_is_read_row_by_row():
    rows = "".join(
        f"<tr><td>{n}</td><td><p><span>张</span><span>某{n}</span></p></td><td>{n * 300}</td></tr>"
        for n in range(1, 4)
    )
    assert body_of(
        f"<table><tbody><tr><th>序号</th><th>姓名</th><th>金额</th></tr>{rows}</tbody></table>"
    ) == ("序号\t姓名\t金额\n1\t张某1\t300\n2\t张某2\t600\n3\t张某3\t900")


def test_text_before_and_after_a_large_table_stays():
    rows = "".join(f"<tr><td>{n}</td><td>临溪街道第{n}社区居民委员会</td></tr>" for n in range(60))
    text = body_of(f"<p>名单如下：</p><table>{rows}</table><p>临溪街道</p><p>2026年1月2日</p>")
    assert text.startswith("名单如下：\n0\t临溪街道第0社区居民委员会\n")
    assert text.endswith("59\t临溪街道第59社区居民委员会\n临溪街道\n2026年1月2日")


@pytest.mark.parametrize("words", ["已办结。", "无", "详见附件", "2026年1月无此类事项"])
def test_a_few_words(words: str):
    assert body_of(f"<p>{words}</p>") == words


def test_a_long_list_of_names_without_a_stop():
    names = "".join(f"<p>王某{n}　李某{n}　赵某{n}</p>" for n in range(80))
    text = body_of(names)
    assert text.splitlines() == [f"王某{n} 李某{n} 赵某{n}" for n in range(80)]


def test_an_image_is_the_whole_body():
    document = read(
        page(
            f'<div class="left">{TITLE}<div class="abc"><p><img src="a.jpg"></p></div>{AROUND}</div>{SIDEBAR}'
        )
    )
    assert (document.kind, document.body, document.attachments) == ("article", "", ())
    assert document.title == "关于做好冬季清雪工作的通知"


def test_an_attachment_is_the_whole_body():
    document = read(
        page(
            f'<div class="left">{TITLE}<div class="abc"><a href="/f/1.pdf">2025年度报告.pdf</a></div>{AROUND}</div>{SIDEBAR}'
        )
    )
    assert document.body == "2025年度报告.pdf"
    assert [file.url for file in document.attachments] == ["https://www.example.gov.cn/f/1.pdf"]


def test_a_viewer_is_the_whole_body():
    document = read(
        page(
            f'<div class="left">{TITLE}<div class="abc"><iframe src="/js/web/viewer.html?file=/f/2.pdf"></iframe></div>{AROUND}</div>{SIDEBAR}'
        )
    )
    assert (document.kind, document.body) == ("article", "")
    assert [(file.url, file.name) for file in document.attachments] == [
        ("https://www.example.gov.cn/f/2.pdf", "2.pdf")
    ]


def test_questions_and_answers_in_definition_lists():
    assert body_of(
        "<dl><dt>问：何时清雪？</dt><dd>答：两小时内。</dd><dt>问：谁来清？</dt><dd>答：沿街单位。</dd></dl>"
    ) == ("问：何时清雪？\n答：两小时内。\n问：谁来清？\n答：沿街单位。")


def test_headings_inside_the_text_stay():
    assert body_of(f"<h3>一、总体要求</h3>{PROSE}<h3>二、附则</h3><p>本办法自发布之日起施行。</p>") == (
        f"一、总体要求\n{TEXT}\n二、附则\n本办法自发布之日起施行。"
    )


def test_the_title_repeated_in_the_text_stays():
    repeated = "<p><b>关于做好冬季清雪工作的通知</b></p>"
    assert body_of(repeated + PROSE) == f"关于做好冬季清雪工作的通知\n{TEXT}"


def test_a_single_one_line_note_after_a_long_text_stays():
    assert body_of(f"{PROSE}<p>附件：1.责任区划分表</p><p>临溪街道办事处</p>").endswith(
        "\n附件：1.责任区划分表\n临溪街道办事处"
    )


def test_links_inside_sentences_stay():
    inner = f'{PROSE}<p>请登录<a href="https://x.example/">区政务服务网</a>办理。</p>'
    assert body_of(inner).endswith("请登录区政务服务网办理。")


def test_hidden_switches_and_scripts_are_not_text():
    inner = f'<div style="display: none">此处为隐藏提示</div><script>var a="正文";</script><style>p{{}}</style>{PROSE}'
    assert body_of(inner) == TEXT


def test_the_operators_selector_wins():
    inner = '<div class="a">编者按：以下为节选。</div><div class="b"><p>只要这一段。</p></div>'
    assert body_of(inner, body_selector=".b") == "只要这一段。"


def test_the_operators_selector_counts_what_stands_before_its_element():
    before = '<!-- a --><svg><g class="b"></g></svg>字<script>document.write("来源：甲");</script><i></i>'
    inner = f'<div>{before}<div><p>编者按。</p>{before}<div class="c"><p>只要这一段。</p></div></div></div>'
    assert body_of(inner, body_selector="div.c") == "只要这一段。"


@pytest.mark.parametrize("selector", [".nowhere", "p[[", "", "svg .b"])
def test_a_selector_that_meets_nothing_is_ignored(selector: str):
    assert body_of(f'{PROSE}<svg><g class="b">图</g></svg>', body_selector=selector) == TEXT


def test_neighbours_and_editors_are_cut():
    inner = f"{PROSE}<p>（责任编辑：赵某某）</p>"
    text = read(
        page(f"<div>{TITLE}<div>{inner}</div><p>上一篇：<a href='1'>甲</a></p><p>下一篇：没有了</p></div>")
    ).body
    assert text == TEXT


def test_a_print_wrapper_holds_the_text():
    assert (
        read(
            page(f"<div class='printContent'>{TITLE}<div class='print-area'><p>本月无。</p></div></div>")
        ).body
        == "本月无。"
    )


def test_two_columns_of_a_layout_table():
    cells = "".join(f'<p><a href="{n}">左栏第{n}个栏目的名称</a></p>' for n in range(30))
    text = read(page(f"<table><tr><td>{cells}</td><td>{TITLE}<div>{PROSE}</div></td></tr></table>")).body
    assert text == TEXT


def test_footer_words_inside_the_text_are_text():
    inner = f"{PROSE}<p>主办单位：临溪区文化和旅游局</p><p>承办单位：区文化馆</p>"
    assert body_of(inner).endswith("\n主办单位：临溪区文化和旅游局\n承办单位：区文化馆")


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("附件【名单.xlsx】已下载<span id='nattach7'>104</span>次", "附件【名单.xlsx】"),
        ("附件1：名单.docx 下载次数：12", "附件1：名单.docx"),
        ("附件：名单.docx（下载次数：3次）", "附件：名单.docx"),
        ("附件：名单.pdf 下载", "附件：名单.pdf 下载"),
        ("全年应用软件共计已下载3次", "全年应用软件共计已下载3次"),
    ],
)
def test_how_often_a_file_was_fetched_is_no_text(printed: str, text: str) -> None:
    paragraphs = "".join(f"<p>第{n}条　街道办事处按本通知的要求做好各项工作。</p>" for n in range(1, 6))
    body = f"<h1>关于做好防汛工作的通知</h1><div class='v_news_content'>{paragraphs}<p>{printed}</p></div>"
    document = read(body)

    assert document.body.splitlines()[-1] == text
