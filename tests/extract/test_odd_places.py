"""Fields in places where only some systems print them: forms of letters, time elements, brackets, pictures."""

# ruff: noqa: E501 (pages are easier to read unbroken)
from __future__ import annotations

import time

import pytest

from tests.extract.pages import PROSE, TEXT, page, read

TITLE = "关于做好冬季清雪工作的通知"
TEXT_BOX = f'<div id="zoom">{PROSE}</div>'


def article(above: str = "", below: str = "", heading: str = f"<h1>{TITLE}</h1>", around: str = "div"):
    return read(page(f"{above}<{around}>{heading}{below}{TEXT_BOX}</{around}>"))


@pytest.mark.parametrize("name", ["信件标题", "来信标题", "咨询标题"])
def test_a_letter_is_called_what_its_form_calls_it(name: str):
    rows = "<tr><td>信件编号：</td><td>QZ1</td></tr><tr><td>来信内容：</td><td>何时清雪？</td></tr>"
    form = f"<table><tr><td>{name}：</td><td><h3>咨询冬季清雪何时开始</h3></td></tr>{rows}</table>"
    document = read(page(f"{form}{TEXT_BOX}", "<title>区长信箱-信件详情-某区</title>"))
    assert document.title == "咨询冬季清雪何时开始"


def test_a_time_element_of_publication_in_the_article():
    foot = (
        '<footer>作者 党政办 发布于 <time class="entry-date published">2024年3月6日</time></footer></article>'
    )
    document = read(page(f"<article><h1>{TITLE}</h1>{TEXT_BOX}{foot}"))
    assert (document.published, document.published_from) == ("2024-03-06", "printed")
    assert document.body == TEXT


def test_a_time_element_of_another_article_says_nothing():
    aside = '<div class="recent"><time class="published">2024年3月6日</time></div>'
    assert read(page(f"<article><h1>{TITLE}</h1>{TEXT_BOX}</article>{aside}")).published_from == "url"


def test_a_breadcrumb_that_only_screen_readers_are_told_of():
    steps = '<ol><li><a href="/">首页</a></li><li><a href="/gk">公开</a></li><li><a href="/gk/yj">预警</a></li></ol>'
    assert article(f'<nav aria-label="breadcrumb">{steps}</nav>').section_path == ("公开", "预警")


def test_a_breadcrumb_with_pictures_for_arrows():
    arrow = '<img src="/jt.gif">'
    steps = arrow.join(
        (
            '<a href="/">首页</a>',
            '<a href="/col/1/index.html">动态</a>',
            '<a href="/col/2/index.html">人物</a>',
        )
    )
    assert article(f"<div>{steps}</div>").section_path == ("动态", "人物")
    menu = steps.replace(arrow, " ")
    assert article(f"<div>{menu}</div>").section_path == ()


@pytest.mark.parametrize("foot", ["临溪区人民政府主办", "主办单位：临溪区人民政府办公室"])
def test_a_foot_that_only_names_the_office(foot: str):
    lines = f"<ul><li><a href='/znwd'>智能问答</a></li></ul><div>{foot}</div>"
    assert read(f"<html><body><div><h1>{TITLE}</h1>{PROSE}</div>{lines}</body></html>").body == TEXT


def test_an_office_in_the_midst_of_a_text_is_no_foot():
    body = f"<div id='zoom'><p>临溪区人民政府主办</p>{PROSE}{'<p>三级联动，群众参与。</p>' * 8}</div>"
    document = read(page(f"<h1>{TITLE}</h1>{body}"))
    assert document.body.startswith("临溪区人民政府主办")
    assert "三级联动" in document.body


def test_a_number_in_brackets_under_the_title():
    assert article(below="<p>（临政办发〔2026〕5号）</p>").doc_no == "临政办发〔2026〕5号"


def test_facts_in_cells_without_labels():
    cells = (
        "<table><tr><td>某部网站 www.mou.gov.cn</td><td>2008年03月21日</td><td>来源：粮油司</td></tr></table>"
    )
    document = article(below=cells)
    assert (document.published, document.source) == ("2008-03-21", "粮油司")


def test_a_date_behind_the_name_and_address_of_the_site():
    line = (
        "<a href='/'>临溪政府门户网站 www.linxi.example.gov.cn</a> 2018-04-19 17:32:17 来源：临溪区政府网站"
    )
    document = article(below=f"<p>{line}</p>")
    assert (document.published, document.source) == ("2018-04-19T17:32", "临溪区政府网站")


def test_a_label_with_its_words_turned():
    assert article(below="<p>时间发布：2023-06-12 09:51 阅读次数：次</p>").published == "2023-06-12T09:51"


def test_an_office_in_brackets_before_the_date_is_the_source():
    document = article(below="<h5>[省发改委] 2016-04-01 字号：T | T</h5>")
    assert (document.published, document.source) == ("2016-04-01", "省发改委")


def test_a_label_and_its_value_written_with_their_elements():
    script = """<script>if("{0}"!=""){{document.write('<span class="t">来源：</span><span>{0}</span>');}}</script>"""
    line = "<p>日期：2021-07-13 {}</p>"
    assert article(below=line.format(script.format("区文旅局"))).source == "区文旅局"
    head = '<meta name="ContentSource" content="区文旅局">'
    empty = page(f"<h1>{TITLE}</h1>{line.format(script.format(''))}{TEXT_BOX}", head)
    assert read(empty).source == "区文旅局"


def test_a_tag_of_the_source_that_holds_the_title_is_none():
    head = f'<meta name="ArticleTitle" content="{TITLE}"><meta name="ContentSource" content="{TITLE}">'
    assert read(page(f"<h1>{TITLE}</h1>{TEXT_BOX}", head)).source is None


def test_a_breadcrumb_of_one_step_without_links():
    assert article("<p>首页  &gt; 公示公告</p>").section_path == ("公示公告",)


def test_the_label_of_files_without_files_is_no_text():
    tail = "<div>附件：</div><ul id='fujian'></ul><p>相关文章:</p>"
    assert read(f"<html><body><div><h1>{TITLE}</h1>{PROSE}{tail}</div></body></html>").body == TEXT


def test_a_page_that_stamps_its_own_generation_as_publication():
    stamps = '<meta name="PubDate" content="2026-08-16 10:33:59"><meta name="others" content="页面生成时间 2026-08-16 10:33:59">'
    document = read(page(f"<h1>{TITLE}</h1>{TEXT_BOX}", stamps))
    assert (document.published, document.published_from) == ("2026-01-02", "url")


@pytest.mark.parametrize(
    "steps",
    [
        "<ul class='breadcrumb'><li><a href='/'>首页</a></li><li><span>&gt;</span> <a href='/yw/'>要闻</a></li><li><span>&gt;</span> 本区要闻</li></ul>",
        "<div class='crumb'><a href='/'>首页</a> &gt; <i>要闻</i> <i>&gt;</i> <a href='/yw/'>本区要闻</a></div>",
    ],
)
def test_steps_that_are_no_links(steps: str):
    assert article(steps).section_path == ("要闻", "本区要闻")


def test_the_last_step_may_be_the_document():
    steps = f"<div class='crumb'><a href='/'>首页</a> &gt; <a href='/yw/'>要闻</a> &gt; {TITLE}</div>"
    assert read(page(f"{steps}<h1>{TITLE}</h1>{TEXT_BOX}", f"<title>{TITLE}</title>")).section_path == (
        "要闻",
    )


@pytest.mark.parametrize(
    ("tail", "source"),
    [
        ("信息来源：市文化和旅游局（原市文广新局）", "市文化和旅游局（原市文广新局）"),
        ("（信息来源：某某日报）", "某某日报"),
    ],
)
def test_brackets_of_a_source_under_the_text(tail: str, source: str):
    document = read(page(f"<h1>{TITLE}</h1>{TEXT_BOX}<p>{tail}</p><p>发布时间：2026-01-09</p>"))
    assert document.source == source


def test_a_switch_behind_the_source():
    line = "<p>2026-01-05 来源：教育局　<a href='javascript:;'>下载</a></p>"
    assert article(below=line).source == "教育局"


def test_a_number_without_a_number_is_none():
    script = """<script>var n="";if(n.indexOf("号")==-1){document.write('号');}</script>"""
    rows = f"<tr><td>索引号：</td><td>A1</td><td>文号：</td><td>{script}</td></tr><tr><td>成文日期：</td><td>2026-01-04</td></tr>"
    assert article(f"<table>{rows}</table>").doc_no is None


def test_a_second_source_is_the_texts_own():
    body = f"<div><p>来源：人民网 记者：木某</p>{PROSE}</div>"
    document = read(page(f"<div><h1>{TITLE}</h1><p>来源：宣教中心 2026-01-05 14:59:48</p>{body}</div>"))
    assert document.source == "宣教中心"
    assert document.body.startswith("来源：人民网 记者：木某")


def test_a_name_before_the_labelled_date():
    line = "<span>临溪政务网</span> <span>发布日期 : 2026-01-06</span> <span>来源 : 区司法局</span>"
    document = article(below=f"<p>{line}</p>")
    assert (document.published, document.published_from, document.source) == (
        "2026-01-06",
        "printed",
        "区司法局",
    )


def test_a_label_of_files_is_no_body_where_the_text_is_a_picture():
    picture = "<div id='con'><p><img src='/p/1.jpg'></p></div><div id='annex'>附件:</div><ul id='list'></ul>"
    document = read(
        f"<html><body><div><h1>{TITLE}</h1><p>发布时间：2026-01-05</p>{picture}</div></body></html>"
    )
    assert document.body == ""


def test_a_cut_source_is_whole_in_the_tag():
    head = '<meta name="ContentSource" content="学习平台、某某新闻、某某医院">'
    line = "<p>2026-01-05【来源： 学习平台、某某新闻、某某医...】</p>"
    assert read(page(f"<h1>{TITLE}</h1>{line}{TEXT_BOX}", head)).source == "学习平台、某某新闻、某某医院"


def test_a_heading_of_two_lines_is_spelled_as_the_tag_spells_it():
    head = f'<meta name="ArticleTitle" content="{TITLE}">'
    broken = "<h1>关于做好<br>冬季清雪工作的通知</h1>"
    assert read(page(f"{broken}<p>发布时间：2026-01-05</p>{TEXT_BOX}", head)).title == TITLE


@pytest.mark.parametrize(
    "words",
    [
        "<p>点击右上角</p><p>选择在浏览器中打开</p>",
        "<p>打开微信，点击底部的“发现”，使用“扫一扫”即可将网页分享至朋友圈。</p>",
        "<p>微信里点“发现”，扫一下二维码便可将本文分享至朋友圈</p>",
    ],
)
def test_words_of_sharing_under_a_text(words: str):
    assert read(page(f"<div><h1>{TITLE}</h1>{PROSE}{words}</div>")).body == TEXT


def test_a_text_printed_twice_is_one_text():
    copy = f"<div class='{{}}'><div class='info'><h2>{TITLE}</h2><p>2026-01-05 来源：区教育局</p></div>{PROSE}</div>"
    document = read(f"<html><body>{copy.format('pcwrap')}{copy.format('oldwrap')}</body></html>")
    assert document.body == TEXT


@pytest.mark.parametrize("label", ["相关附件", "相关附件>>", "附件", "相关链接>>", "文件下载："])
def test_labels_with_nothing_under_them_are_no_text(label: str):
    tail = f"<p>责任编辑：某某</p><p>扫一扫在手机打开当前页</p><h3>{label}</h3><table></table>"
    box = f"<div id='zoom'>{PROSE}{tail}</div>"
    document = read(f"<html><body><h1>{TITLE}</h1><p>发布时间：2026-01-05</p>{box}</body></html>")
    assert document.body == TEXT


def test_a_breadcrumb_without_steps_does_not_end_the_search():
    empty = "<div class='position'>您现在的位置：<a href='/'>网站首页</a> &gt; <a href='#'>详情页</a></div>"
    full = "<p>您的位置：<a href='/'>首页</a> &gt; <a href='/zw/'>综合要闻</a> &gt; <a href='/zj/'>镇街动态</a></p>"
    assert article(empty + full).section_path == ("综合要闻", "镇街动态")


def test_neighbours_behind_any_bullet_and_a_publisher_among_switches():
    switches = "<p><span>【信息发布：区某局】</span> <span>【内容纠错】</span> <span>【关闭窗口】</span></p>"
    tail = f"{switches}<ul><li><span>▪ 上一篇：</span></li><li><span>▪ 下一篇：</span></li></ul>"
    assert read(page(f"<div><h1>{TITLE}</h1>{PROSE}{tail}</div>")).body == TEXT


def test_a_telephone_number_in_a_foot_without_a_name():
    box = f"<div><h1>{TITLE}</h1><p>发布时间：2026-01-05</p>{PROSE}</div>"
    document = read(f"<html><body>{box}<div class='g_b'><p>政务服务热线：12345</p></div></body></html>")
    assert document.body == TEXT


def test_the_sign_of_ratios_for_a_colon():
    assert article(below="<p>发布时间：2026-01-05 10∶08</p>").published == "2026-01-05T10:08"


@pytest.mark.parametrize("value", ["某局 举办时间2027-03-04", "某局 截止2027-03-04"])
def test_a_date_of_something_else_beside_the_source(value: str):
    document = article(below=f"<p>来源：{value}</p>")
    assert (document.source, document.published_from) == ("某局", "url")


def test_midnight_is_no_time_of_day():
    stamp = '<meta name="PubDate" content="2026-01-05 00:00:00">'
    assert read(page(f"<h1>{TITLE}</h1><p>2026-01-05</p>{TEXT_BOX}", stamp)).published == "2026-01-05"


@pytest.mark.parametrize("line", ["来源：某局 " + "阅读 " * 200 + "x", "来源：某局" + " " * 390 + "x"])
def test_a_line_of_switches_takes_no_time(line: str):
    started = time.process_time()
    article(below=f"<p>发布日期：2026-01-05 {line}</p>")
    assert time.process_time() - started < 2


def test_a_script_of_dollars_takes_no_time():
    started = time.process_time()
    article(below="<script>document.write(a);" + "a$" * 9900 + "</script>")
    assert time.process_time() - started < 2
