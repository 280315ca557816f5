"""Pages in the shapes of the common systems: every field of each is compared."""

# ruff: noqa: E501 (pages are easier to read unbroken)
from __future__ import annotations

from tests.extract.pages import FOOTER, NAVIGATION, PROSE, TEXT, page, read


def test_trs_wcm_with_standard_tags_and_printed_line():
    document = read(
        page(
            f"""<div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="./">通知公告</a></div>
            <div class="xl"><h2>关于做好冬季清雪工作的通知</h2>
            <div class="info">来源：临溪街道办事处　发布时间：2026-01-02 09:30　字体：【<a href="#">大</a> 中 小】
            <a href="javascript:window.print()">打印</a></div>
            <div class="view TRS_UEDITOR trs_paper_default trs_web">{PROSE}
            <p><a href="./P020260102335.docx">附件：责任区划分表.docx</a></p></div>
            <div class="fy">上一篇：<a href="../t1.html">关于春节值班的通知</a></div></div>""",
            """<title>关于做好冬季清雪工作的通知_临溪区人民政府</title>
            <meta name="ArticleTitle" content="关于做好冬季清雪工作的通知"><meta name="PubDate" content="2026-01-02 09:30">
            <meta name="ContentSource" content="临溪街道办事处"><meta name="ColumnName" content="通知公告">""",
        )
    )
    assert document.kind == "article"
    assert document.title == "关于做好冬季清雪工作的通知"
    assert (document.published, document.published_from) == ("2026-01-02T09:30", "printed")
    assert document.source == "临溪街道办事处"
    assert document.section_path == ("政务公开", "通知公告")
    assert document.body == TEXT + "\n附件：责任区划分表.docx"
    assert [(file.url.rsplit("/", 1)[-1], file.name) for file in document.attachments] == [
        ("P020260102335.docx", "责任区划分表.docx")
    ]


def test_hanweb_marks_in_the_text_and_a_table_frame():
    document = read(
        page(
            f"""<table><tr><td class="title"><!--<$[标题名称(html)]>begin-->临溪区财政局2026年预算公开说明<!--<$[标题名称(html)]>end--></td></tr>
            <tr><td>发布日期：<!--<$[发布时间]>begin-->2026-02-03 16:05<!--<$[发布时间]>end--></td><td>信息来源：区财政局</td>
            <td>浏览次数：<script src="/module/visitcount/articlehits.jsp?colid=1&artid=2"></script></td><td>字号：[ 大 中 小 ]</td></tr>
            <tr><td colspan="4"><div class="bt_content"><meta name="ContentStart"/>{PROSE}<meta name="ContentEnd"/></div>
            <a href="/module/download/downfile.jsp?classid=0&amp;filename=0a1b.xls">预算表</a></td></tr></table>"""
        )
    )
    assert document.title == "临溪区财政局2026年预算公开说明"
    assert document.published == "2026-02-03T16:05"
    assert document.source == "区财政局"
    assert document.body == TEXT
    assert [file.name for file in document.attachments] == ["预算表"]


def test_vsb_with_counter_and_download_script():
    document = read(
        page(
            f"""<form name="_newscontent_fromname"><div class="content-title">东河乡2025年工作总结</div>
            <p>2026年01月05日 08:00　点击：[<script>_showDynClicks("wbnews", 144, 9)</script>]</p>
            <div id="vsb_content_2"><div class="v_news_content">{PROSE}</div></div>
            <p>附件【<a href="/system/_content/download.jsp?urltype=news.DownloadAttachUrl&amp;owner=144&amp;wbfileid=77"
            target="_blank">总结.pdf</a>】已下载<span id="nattach77"><script>getClickTimes(77,144,"wbnewsfile")</script></span>次</p>
            <p>上一条：<a href="8.htm">东河乡值班安排</a></p></form>"""
        )
    )
    assert document.title == "东河乡2025年工作总结"
    assert document.published == "2026-01-05T08:00"
    assert document.body == TEXT
    (file,) = document.attachments
    assert (file.name, "wbfileid=77" in file.url) == ("总结.pdf", True)


def test_ucap_metadata_in_labels_with_wide_spaces():
    document = read(
        page(
            f"""<div class="xxgkml-content">
            <label><font>索&ensp;引&ensp;号：</font></label><div class="display-block">114300/2026-00012</div>
            <label><font>发布机构：</font></label><div class="display-block">临溪区民政局</div>
            <label><font>文　　号：</font></label><div class="display-block">临民发〔2026〕5号</div>
            <label><font>成文日期：</font></label><div class="display-block">2026年1月4日</div>
            <label><font>有 效 性：</font></label><div class="display-block">有效</div>
            <label><font>关 键 词：</font></label><div class="display-block"></div></div>
            <h1>关于提高城乡低保标准的通知</h1><div class="date">发布时间：2026-01-06 10:00</div>
            <div id="UCAP-CONTENT"><UCAPCONTENT>{PROSE}</UCAPCONTENT></div>"""
        )
    )
    assert document.index_no == "114300/2026-00012"
    assert document.issuer == "临溪区民政局"
    assert document.doc_no == "临民发〔2026〕5号"
    assert document.formed == "2026-01-04"
    assert document.effective == "有效"
    assert document.published == "2026-01-06T10:00"
    assert document.title == "关于提高城乡低保标准的通知"
    assert document.body == TEXT


def test_nfcms_with_spaces_before_the_colon():
    document = read(
        page(
            f"""<h1 class="content_title">关于公布便民服务点的公告</h1>
            <p class="publish">时间 : 2026-03-04 17:33:27　来源 : 南山街道　【打印】　【字体：大 中 小】</p>
            <div class="article-content">{PROSE}<a class="nfw-cms-attachment" alt="服务点清单.xlsx"
            href="/attachment/0/306/306724/3255421.xlsx">服务点清单.xlsx</a></div>""",
            '<title>关于公布便民服务点的公告-临溪区人民政府网</title><meta name="PubDate" content="2026-03-04 17:33:27">',
        )
    )
    assert document.title == "关于公布便民服务点的公告"
    assert document.published == "2026-03-04T17:33"
    assert document.source == "南山街道"
    assert document.body == TEXT + "\n服务点清单.xlsx"
    assert [file.name for file in document.attachments] == ["服务点清单.xlsx"]


def test_gkmlpt_table_above_the_text():
    document = read(
        page(
            f"""<div class="classify"><table><tr><td class="label">索引号:</td><td>1144/2026-00031</td><td>分类:</td><td>通知</td></tr>
            <tr><td>发布机构:</td><td>北门街道办事处</td><td>成文日期:</td><td>2026-01-08</td></tr>
            <tr><td>名称:</td><td colspan="3">关于开展消防演练的通知</td></tr>
            <tr><td>文号:</td><td></td><td>发布日期:</td><td>2026-01-09</td></tr>
            <tr><td>主题词:</td><td colspan="3"></td></tr></table></div>
            <div class="article"><h1>关于开展消防演练的通知</h1><div class="article-content">{PROSE}</div></div>"""
        )
    )
    assert document.title == "关于开展消防演练的通知"
    assert (document.published, document.formed) == ("2026-01-09", "2026-01-08")
    assert (document.issuer, document.index_no, document.doc_no) == (
        "北门街道办事处",
        "1144/2026-00031",
        None,
    )
    assert document.body == TEXT


def test_gkmlpt_document_carried_as_json():
    document = read(
        """<html><head><title>受理公告</title></head><body><script>window._CONFIG = { ACTION: 'content', DETAIL:
        {"title":"某项目受理公告","content":"<table><tr><td>项目名称<\\/td><td>养殖场<\\/td><\\/tr><\\/table><p>公告期十日。</p><p><a href=\\"/attachment/0/1/2/3.pdf\\">报告书.pdf</a></p>",
        "publisher":"临溪区生态环境局","document_number":"","identifier":"x/2026","date":1767196800,
        "classify_main_name":"受理公告"}, TREE: []};</script></body></html>"""
    )
    assert document.title == "某项目受理公告"
    assert document.body == "项目名称\t养殖场\n公告期十日。\n报告书.pdf"
    assert (document.published, document.published_from) == ("2026-01-01", "script")
    assert (document.issuer, document.doc_no, document.index_no) == ("临溪区生态环境局", None, "x/2026")
    assert [file.name for file in document.attachments] == ["报告书.pdf"]


def test_longxun_table_printed_twice():
    table = """<table class="table_suoyin {}"><tr><td class="pmingcheng">索 引 号：</td><td>AB001/202601-00003</td>
    <td>信息分类：</td><td>部门文件</td></tr><tr><td>发布机构：</td><td>临溪区农业农村局</td><td>发文日期：</td><td>2026-01-10</td></tr>
    <tr><td>文  号：</td><td id="_fileNum">临农〔2026〕2号</td><td>有 效 性：</td><td>有效</td></tr></table>"""
    document = read(
        page(
            f"""{table.format("hidden-xs")}{table.format("hidden-lg hidden-md")}
            <h1 class="newstitle">关于下达良种补贴的通知</h1>
            <div class="newsinfo">发布时间：2026-01-12 11:20　来源：区农业农村局　阅读次数：<span>12</span></div>
            <div class="j-fontContent newscontnet">{PROSE}</div>"""
        )
    )
    assert document.title == "关于下达良种补贴的通知"
    assert document.doc_no == "临农〔2026〕2号"
    assert document.index_no == "AB001/202601-00003"
    assert (document.published, document.formed) == ("2026-01-12T11:20", "2026-01-10")
    assert document.body == TEXT


def test_epoint_line_in_brackets():
    document = read(
        page(
            f"""<div class="ewb-article"><h3 class="ewb-article-tt">城东街道2026年第一批公益岗位招聘公告</h3>
            <div class="ewb-article-sources">【信息时间：2026/1/15　阅读次数：<span>31</span>】【<a>我要打印</a>】【<a>关闭</a>】</div>
            <div class="ewb-article-info">{PROSE}</div></div>"""
        )
    )
    assert document.title == "城东街道2026年第一批公益岗位招聘公告"
    assert document.published == "2026-01-15"
    assert document.body == TEXT


def test_openness_rows_of_two_columns():
    document = read(
        page(
            f"""<div class="index"><ul><li><b>索引号</b>：D0012026</li><li><b>组配分类</b>：规划计划</li>
            <li><b>发布机构</b>：桥南镇人民政府</li><li><b>成文日期</b>：2025-12-30</li>
            <li><b>发布日期</b>：2026-01-16 15:00</li><li><b>发文字号</b>：无</li></ul></div>
            <div class="tit">桥南镇2026年重点工作安排</div><div class="detail">{PROSE}</div>"""
        )
    )
    assert document.title == "桥南镇2026年重点工作安排"
    assert (document.index_no, document.issuer, document.doc_no) == ("D0012026", "桥南镇人民政府", None)
    assert (document.published, document.formed) == ("2026-01-16T15:00", "2025-12-30")
    assert document.body == TEXT


def test_siteserver_text_without_a_container():
    document = read(
        page(
            f"""<div id="part7"><div class="dqwz"><p>当前位置： <a href="/">首页</a>&nbsp;-&nbsp;<a href="1.html">公示公告</a></p></div>
            <ul><h1>桥南镇公益林补偿公示</h1><h3></h3><h2>发布时间：2026-01-17&nbsp;&nbsp;&nbsp;来源：桥南镇</h2>{PROSE}
            <p>责任编辑：张某某</p></ul></div>"""
        )
    )
    assert document.title == "桥南镇公益林补偿公示"
    assert document.body == TEXT
    assert document.section_path == ("公示公告",)
    assert document.source == "桥南镇"


def test_aspnet_form_around_the_whole_page():
    document = read(
        f"""<html><head><title>青春临溪</title></head><body><form action="./Detail.aspx?id=7" method="post">
        <input type="hidden" name="__VIEWSTATE" value="abc">{NAVIGATION}
        <div id="box"><h3><span id="lblTitle">关于评选优秀志愿者的通知</span></h3><div><h4>来源：<span id="lblOrigin"></span>
        发布时间： <span id="lblTime">2026-01-18</span> 作者： <span>团区委</span></h4>
        <div id="text">{PROSE}</div></div></div>{FOOTER}</form></body></html>"""
    )
    assert document.title == "关于评选优秀志愿者的通知"
    assert document.published == "2026-01-18"
    assert document.source is None
    assert document.body == TEXT


def test_wordpress_like_article():
    document = read(
        page(
            f"""<article><header class="entry-header"><h1 class="entry-title">社区食堂开业</h1>
            <time datetime="2026-01-19T08:00">2026年1月19日</time></header><div class="entry-content">{PROSE}</div></article>
            <aside><h3>近期文章</h3><ul><li><a href="1">其他一篇很长标题的文章链接</a></li></ul></aside>"""
        )
    )
    assert document.title == "社区食堂开业"
    assert document.published == "2026-01-19"
    assert document.body == TEXT
