"""Every list shape of the CMS families, on one invented site: same rows, whatever the markup."""

# ruff: noqa: E501 (markup reads best unbroken)

from __future__ import annotations

from datetime import date

import pytest

from gongkai.platforms import read_list
from tests.platforms.pages import DATES, TITLES, URLS, page, rows

LI = '<li><a href="{url}">{title}</a><span>{date}</span></li>'

SHAPES = {
    "ul-li-span": "<ul class='list'>" + rows(LI) + "</ul>",
    "date-before-title": "<ul>" + rows('<li><span>{date}</span><a href="{url}">{title}</a></li>') + "</ul>",
    "date-in-brackets": "<ul>" + rows('<li><a href="{url}">{title}</a> [{date}]</li>') + "</ul>",
    "date-in-parentheses": "<ul>"
    + rows('<li><a href="{url}">{title}</a><small>({date})</small></li>')
    + "</ul>",
    "date-in-chinese": "<ul>"
    + rows('<li><a href="{url}">{title}</a><em>{y}年{m}月{d}日</em></li>')
    + "</ul>",
    "date-with-time": "<ul>" + rows('<li><a href="{url}">{title}</a><i>{date} 17:32</i></li>') + "</ul>",
    "date-with-slashes": "<ul>" + rows('<li><a href="{url}">{title}</a><b>{y}/{m}/{d}</b></li>') + "</ul>",
    "date-over-lines": "<ul>"
    + rows('<li><a href="{url}">{title}</a><span>{y}-\n {m}-\n {d}</span></li>')
    + "</ul>",
    "date-inside-link": "<ul>" + rows('<li><a href="{url}">{title}<span>{date}</span></a></li>') + "</ul>",
    "date-in-link-text": "<ul>" + rows('<li><a href="{url}">{title} {date}</a></li>') + "</ul>",
    "date-bracketed-in-link": "<ul>" + rows('<li><a href="{url}">{title}({date})</a></li>') + "</ul>",
    "date-bracketed-before": "<ul>" + rows('<li><a href="{url}">[{date}] {title}</a></li>') + "</ul>",
    "date-labelled": "<ul>"
    + rows('<li><a href="{url}">{title}</a><p>成文日期：2020-01-01 发布日期：{date}</p></li>')
    + "</ul>",
    "day-and-month-blocks": "<ul>"
    + rows('<li><div class="time"><b>{d}</b><span>{y}-{m}</span></div><a href="{url}">{title}</a></li>')
    + "</ul>",
    "day-and-month-in-link": "<ul>"
    + rows(
        '<li><a href="{url}"><div class="time"><span class="dd">{d}</span><span>{y}.{m}</span></div>'
        '<div class="txt" title="{title}">{cut}</div></a></li>'
    )
    + "</ul>",
    "year-above-month-day": "<ul>"
    + rows('<li><div><p>{m}-{d}</p><p>{y}</p></div><a href="{url}">{title}</a></li>')
    + "</ul>",
    "month-day-year-from-address": "<ul>"
    + rows('<li><a href="{url}">{title}</a><span>{m}-{d}</span></li>')
    + "</ul>",
    "title-attribute": "<ul>"
    + rows('<li><a href="{url}" title="{title}">{cut}</a><span>{date}</span></li>')
    + "</ul>",
    "bullets": "<ul>" + rows('<li>·<a href="{url}">· {title}</a><span>{date}</span></li>') + "</ul>",
    "category-link-first": "<ul>"
    + rows('<li><a href="/zwgk/tzgg/">[通知公告]</a><a href="{url}">{title}</a><span>{date}</span></li>')
    + "</ul>",
    "separators-between": "<ul>"
    + rows(LI, 3)
    + "<li class='line'></li>"
    + rows(LI)[len(rows(LI, 3)) :]
    + "</ul>",
    "table": "<table><tr><th>序号</th><th>标题</th><th>发布日期</th></tr>"
    + rows('<tr><td>{i}</td><td><a href="{url}">{title}</a></td><td>{date}</td></tr>')
    + "</table>",
    "table-with-view-button": "<table><tr><th>名称</th><th>日期</th><th>操作</th></tr>"
    + rows('<tr><td>{title}</td><td>{date}</td><td><a href="{url}">查看</a></td></tr>')
    + "</table>",
    "table-of-disclosure": "<table><tbody>"
    + rows(
        '<tr><td>1133-{i}/2026-0001{i}</td><td><a href="{url}">{title}</a></td><td>兰府〔2026〕{i}号</td><td>{date}</td></tr>'
    )
    + "</tbody></table>",
    "one-table-per-row": "<div>"
    + rows('<table><tr><td>·</td><td><a href="{url}">{title}</a></td><td>{date}</td></tr></table>')
    + "</div>",
    "dl-pairs": "<dl>" + rows('<dt><a href="{url}">{title}</a></dt><dd>{date}</dd>') + "</dl>",
    "dl-per-row": "<div>" + rows('<dl><dt><a href="{url}">{title}</a></dt><dd>{date}</dd></dl>') + "</div>",
    "dd-rows": "<dl><dt>通知公告</dt>"
    + rows('<dd><a href="{url}">{title}</a><span>{date}</span></dd>')
    + "</dl>",
    "div-grid": "<div class='grid'>"
    + rows(
        '<div class="item"><div class="bt"><a href="{url}">{title}</a></div><p>简介若干文字，说明这份文件讲什么。</p>'
        '<span class="time">{date}</span></div>'
    )
    + "<div class='clear'></div></div>",
    "card-links": "<div>"
    + rows('<a class="card" href="{url}"><h4>{title}</h4><p>摘要文字摘要文字</p><p>时间：{date}</p></a>')
    + "</div>",
    "headings-and-abstracts": "<div>"
    + rows('<h4><a href="{url}">{title}</a></h4><p>摘要：为做好有关工作，现通知如下。</p><span>{date}</span>')
    + "</div>",
    "links-and-breaks": "<div>" + rows('<a href="{url}">{title}</a> <span>{date}</span><br>') + "</div>",
    "paragraphs": "<div>" + rows('<p><a href="{url}">{title}</a>{date}</p>') + "</div>",
    "lists-in-parts": "<div>"
    + "".join(
        f"<div class='part'><ul>{part}</ul><div class='line'></div></div>"
        for part in (rows(LI, 3), rows(LI)[len(rows(LI, 3)) :])
    )
    + "</div>",
    "pop-up-in-row": "<ul>"
    + rows(
        '<li><a href="{url}">{title}</a><div class="popbox"><h3>相关解读</h3><ul>'
        '<li><a href="/zwgk/zcjd/202601/t20260101_{i}.html">关于这份文件的一图读懂和政策问答汇总长标题</a></li></ul></div>'
        "<span>{date}</span></li>"
    )
    + "</ul>",
    "click-in-row": "<ul>"
    + rows(
        '<li onclick="window.open(\'{url}\')"><div class="cont">{title}</div><div class="date">{date}</div></li>'
    )
    + "</ul>",
    "click-in-anchor": "<ul>"
    + rows(
        '<li><a href="javascript:void(0)" onclick="openUrl(\'{url}\')">{title}</a><span>{date}</span></li>'
    )
    + "</ul>",
    "data-address": "<div>"
    + rows('<div class="row" data-url="{url}"><span class="tit">{title}</span><span>{date}</span></div>')
    + "</div>",
    "written-by-script": "<ul>"
    + rows(
        '<li><script>var url="{url}"; var title="{title}"; document.write(\'<a href="\'+url+\'">\'+title+"</a>");'
        'document.writeln("<span>{date}</span>")</script></li>'
    )
    + "</ul>",
    "written-in-branches": "<ul>"
    + rows(
        "<script>var s='{url}';if(s.substring(0,4)=='http'){{document.write('<li><a target=\"_blank\" href=\"{url}\">{title}</a>"
        "<i>{date}</i></li>');}}else{{document.write('<li><a href=\"{url}\">{title}</a><i>{date}</i></li>');}}</script>"
    )
    + "</ul>",
    "written-from-earlier-scripts": "<ul>"
    + rows(
        '<li><script>var url="{url}";var title="{title}";</script><script>document.write(\'<a href="\'+url+\'" title="\'+title+\'">\''
        "+(title.length>42?title.substring(0,42)+'...':title)+'</a>');document.write('<i>');document.writeln(\"{date} 10:42\");"
        "document.write('</i>');</script></li>"
    )
    + "</ul>",
    "kind-inside-link": "<ul>"
    + rows(
        '<li><a href="{url}" title="{title}"><span>{title}</span><em>公告类型：招标公告</em><span>{date}</span></a></li>'
    )
    + "</ul>",
    "menu-of-same-tag-before": '<div class="wrap"><div class="menu"><a href="?c=1">要闻</a><a href="?c=2">部门</a><a href="?c=3">乡镇</a>'
    '<a href="?c=4">视频</a></div>'
    + rows(
        '<div class="item"><b>{d}</b><i>{y}-{m}</i><h4><a href="{url}">{title}</a></h4><p>摘要文字</p></div>'
    )
    + "</div>",
    "records-in-cdata": '<div id="x"><script type="text/xml"><datastore><nextgroup></nextgroup><recordset>'
    + rows('<record><![CDATA[<li><a href="{url}">{title}</a><span>{date}</span></li>]]></record>')
    + "</recordset></datastore></script></div>",
    "records-of-tables": '<script type="text/xml"><datastore><recordset>'
    + rows('<record><![CDATA[<tr><td><a href="{url}">{title}</a></td><td>{date}</td></tr>]]></record>')
    + "</recordset></datastore></script>",
    "records-escaped": '<script type="text/xml"><datastore><recordset>'
    + rows(
        '<record>&lt;li&gt;&lt;a href="{url}"&gt;{title}&lt;/a&gt;&lt;b&gt;{date}&lt;/b&gt;&lt;/li&gt;</record>'
    )
    + "</recordset></datastore></script>",
    "whole-list-commented": "<ul class='x'><!--" + rows(LI) + "--></ul>",
    "array-in-script": "<div id='list'></div><script>var items = ["
    + rows('{{"title":"{title}","url":"{url}","pubDate":"{date} 09:00"}},')
    + "];</script>",
    "array-of-braced-texts": "<ul id='l'></ul><script>var o = ["
    + rows('{{"aT":"{title}","aPd":"{date} 09:00","aU":"{{\\"common\\": \\"{url}\\"}}","aC":"{{a}}"}},')
    + "];</script>",
    "items-in-script": "<ul id='l'></ul><script type='text/xml'><channel><title>通知公告</title>"
    + rows(
        "<item><id>{i}</id><title><![CDATA[{title}]]></title><link>{url}</link><pubDate>{date} 00:00:00</pubDate></item>"
    )
    + "</channel></script>",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_rows_of_every_shape(shape: str) -> None:
    listing = read_list(page(SHAPES[shape]), seen=date(2026, 4, 1))

    assert listing.shape == "list", listing.why
    assert [row.title for row in listing.rows] == list(TITLES)
    assert [row.url for row in listing.rows] == list(URLS)
    assert [row.date for row in listing.rows] == list(DATES)
    assert listing.section == "通知公告"


@pytest.mark.parametrize(
    "total",
    ['<script>var p = {"total":41,"rows":6};</script>', "<script type='text/xml'><total>41</total></script>"],
)
def test_total_of_rows_in_scripts(total: str) -> None:
    assert read_list(page(SHAPES["array-in-script"] + total)).total_items == 41


def test_covers_of_a_bulletin() -> None:
    issue = (
        '<li><a href="./2025/d{0}q/" title="兰溪镇公报2025年第{0}期（总第{0}期）"><img src="{0}.jpg"></a>'
        '<p><a href="./2025/d{0}q/">2025年第{0}期</a></p></li>'
    )
    listing = read_list(
        page("<ul>" + "".join(issue.format(i) for i in range(12, 4, -1)) + "</ul>", hot=False)
    )

    assert [row.title for row in listing.rows] == [
        f"兰溪镇公报2025年第{i}期（总第{i}期）" for i in range(12, 4, -1)
    ]
