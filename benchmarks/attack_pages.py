"""Pages built to be expensive, each just under the limits of `base.guard`, by what they are made of."""

from __future__ import annotations

import json
from collections.abc import Callable

from gongkai.base.guard import MAX_CHARS, MAX_DEPTH, MAX_TAGS

PROSE = "各社区居民委员会要把上一年的收支情况张贴在公开栏里，接受居民的监督。"


def fill(piece: str, before: str = "", after: str = "", chars: int = MAX_CHARS) -> str:
    """A piece again and again, just under the limits of characters and of tags."""
    times = (chars - len(before) - len(after)) // len(piece)
    tags = piece.count("<")
    if tags:
        times = min(times, (MAX_TAGS - before.count("<") - after.count("<")) // tags)
    return before + piece * times + after


def numbered(piece: str, before: str = "", after: str = "", times: int = MAX_TAGS) -> str:
    """Like `fill` with a running number in each piece."""
    tags = piece.count("<")
    room = MAX_CHARS - len(before) - len(after)
    times = min(times, room // (len(piece) + 6), *([MAX_TAGS // tags - 4] if tags else []))
    return before + "".join(piece.replace("#", str(n)) for n in range(times)) + after


def deep(opening: str, closing: str = "", inside: str = PROSE, depth: int = MAX_DEPTH) -> str:
    return opening * depth + inside + closing * depth


HEAD = "<html><head><title>关于公开收支情况的通知</title></head><body><h1>关于公开收支情况的通知</h1>"
SCRIPT, END = "<script>", "</script>"

ATTACKS: dict[str, Callable[[], str]] = {
    # --- text
    "one text": lambda: fill("字", HEAD + "<p>", "</p>"),
    "one text with blanks": lambda: fill("字 ", HEAD + "<p>", "</p>"),
    "one line of latin": lambda: fill("a", HEAD + "<p>", "</p>"),
    "one text in the title": lambda: fill("字", "<title>", "</title>"),
    "one text in a heading": lambda: fill("字", "<h1>", "</h1>"),
    "one text in a link": lambda: fill("字", HEAD + "<ul><li><a href='/1.html'>", "</a></li></ul>"),
    "one text in a cell": lambda: fill("字", HEAD + "<table><tr><td>", "</td></tr></table>"),
    "lines in pre": lambda: fill("字\n", HEAD + "<pre>", "</pre>"),
    "digits": lambda: fill("1", HEAD + "<p>", "</p>"),
    "dates": lambda: fill("2026-01-02 ", HEAD + "<p>", "</p>"),
    "dates without end": lambda: fill("2026-", HEAD + "<p>", "</p>"),
    "chinese dates": lambda: fill("二〇二六年一月二日", HEAD + "<p>", "</p>"),
    "day dates": lambda: fill("2026年1月2日", HEAD + "<p>", "</p>"),
    "spaces": lambda: fill(" ", HEAD + "<p>字", "字</p>"),
    "wide spaces": lambda: fill("\u3000", HEAD + "<p>字", "字</p>"),
    "nbsp": lambda: fill("&nbsp;", HEAD + "<p>字", "字</p>"),
    "tabs": lambda: fill("\t\n", HEAD + "<p>字", "字</p>"),
    "zero width": lambda: fill("\u200b", HEAD + "<p>字", "字</p>"),
    "entities": lambda: fill("&#x5b57;", HEAD + "<p>", "</p>"),
    "ampersands": lambda: fill("&", HEAD + "<p>", "</p>"),
    "nuls": lambda: fill("\x00", HEAD + "<p>", "</p>"),
    "open brackets": lambda: fill("【", HEAD + "<p>", "</p>"),
    "number brackets": lambda: fill("〔2026〕", HEAD + "<p>", "</p>"),
    "doc numbers": lambda: fill("政发〔2026〕1号", HEAD + "<p>", "</p>"),
    "dots": lambda: fill(".", HEAD + "<p>", "</p>"),
    "colons": lambda: fill("：", HEAD + "<p>", "</p>"),
    "arrows": lambda: fill(">", HEAD + "<p>当前位置：", "</p>"),
    "pdf words": lambda: fill("附件.pdf ", HEAD + "<p>", "</p>"),
    "addresses": lambda: fill("http://a.cn/b.html ", HEAD + "<p>", "</p>"),
    "templates": lambda: fill("{{", HEAD + "<p>", "</p>"),
    # --- labels
    "sources in one line": lambda: fill("来源：", HEAD + "<p>", "</p>"),
    "sources with values": lambda: fill("来源：甲 ", HEAD + "<p>", "</p>"),
    "sources in lines": lambda: fill("<p>来源：甲</p>", HEAD),
    "all labels in one line": lambda: fill(
        "来源：甲 发布时间：2026-01-02 索引号：A 文号：乙 ", HEAD + "<p>", "</p>"
    ),
    "dates in lines": lambda: fill("<p>发布时间：2026-01-02</p>", HEAD),
    "labels in cells": lambda: fill("<td>索引号：</td><td>A</td>", HEAD + "<table><tr>", "</table>"),
    "labels in rows": lambda: fill("<tr><td>索引号：</td><td>A</td></tr>", HEAD + "<table>", "</table>"),
    "labels alone in cells": lambda: fill("<td>来源</td>", HEAD + "<table><tr>", "</table>"),
    "crumbs in one line": lambda: fill("当前位置：", HEAD + "<p>", "</p>"),
    "crumbs with names": lambda: fill("当前位置：首页 > 通知 > ", HEAD + "<p>", "</p>"),
    "crumbs in lines": lambda: fill("<p>当前位置：首页 > 通知</p>", HEAD),
    "crumbs of links": lambda: fill("<a href='/a/'>通知</a>>", HEAD + "<div>当前位置：", "</div>"),
    "neighbours": lambda: fill("<p>上一篇：甲乙丙丁</p>", HEAD),
    "neighbours in one line": lambda: fill("上一篇：甲 下一篇：乙 ", HEAD + "<p>", "</p>"),
    "attachment lines": lambda: fill("<p>附件：1.甲乙丙</p>", HEAD),
    "attachments": lambda: numbered("<p><a href='/f/#.pdf'>附件#</a></p>", HEAD),
    "one attachment often": lambda: fill("<p><a href='a.pdf'>附件</a></p>", HEAD),
    "empty marks": lambda: fill("<li>暂无信息</li>", HEAD + "<ul>"),
    "total marks": lambda: fill("共10页 共100条 第1页 ", HEAD + "<p>", "</p>"),
    "pager links": lambda: numbered("<a href='index_#.html'>下一页</a>", HEAD),
    "pager numbers": lambda: numbered("<a href='index_#.html'>#</a>", HEAD),
    "hidden": lambda: fill("<p style='display:none'>字</p>", HEAD),
    "hidden links": lambda: fill("<div style='display:none'><a href='a.pdf'>甲</a></div>", HEAD),
    # --- elements
    "br": lambda: fill("<br>", HEAD),
    "br and text": lambda: fill("字<br>", HEAD + "<p>"),
    "paragraphs": lambda: fill("<p>字</p>", HEAD),
    "paragraphs of prose": lambda: fill(f"<p>{PROSE}</p>", HEAD),
    "open paragraphs": lambda: fill("<p>", HEAD),
    "divs": lambda: fill("<div>字</div>", HEAD),
    "spans": lambda: fill("<span>字</span>", HEAD + "<p>", "</p>"),
    "fonts": lambda: fill("<font>字</font>", HEAD + "<p>", "</p>"),
    "headings": lambda: fill("<h1>关于通知</h1>", HEAD),
    "images": lambda: numbered("<img src='/#.jpg'>", HEAD),
    "metas": lambda: fill("<meta name=PubDate content='2026-01-02'>", HEAD),
    "titles": lambda: fill("<title>甲</title>", HEAD),
    "frames": lambda: fill("<iframe src='a.html'></iframe>", HEAD),
    "inputs": lambda: fill("<input value='2026-01-02'>", HEAD),
    "options": lambda: fill("<option>甲", HEAD + "<select>", "</select>"),
    "comments": lambda: fill("<!-- a -->", HEAD),
    "unknown elements": lambda: fill("<x-y>字</x-y>", HEAD),
    "end tags": lambda: fill("</p>", HEAD),
    "end tags of nothing": lambda: fill("</div>", HEAD),
    "brackets": lambda: fill("<", HEAD),
    "bracket letters": lambda: fill("<a", HEAD),
    "doctypes": lambda: fill("<!DOCTYPE html>", HEAD),
    "bodies": lambda: fill("<body class=a>", HEAD),
    "forms": lambda: fill("<form><input></form>", HEAD),
    # --- tables and lists
    "links": lambda: numbered("<a href='/a/#.html'>第#号关于收支的通知</a>", HEAD, times=200_000),
    "links alike": lambda: fill("<a href='/a/1.html'>关于收支的通知</a>", HEAD),
    "items": lambda: fill("<li>字", HEAD + "<ul>", "</ul>"),
    "items with links": lambda: numbered(
        "<li><a href='/a/t#.html'>第#号通知</a>2026-01-02", HEAD + "<ul>", "</ul>"
    ),
    "dated items": lambda: numbered(
        "<li><a href='/a/t#.html'>第#号通知</a><span>2026-01-02</span></li>", HEAD + "<ul>", "</ul>"
    ),
    "lists of one item": lambda: numbered("<ul><li><a href='/a/t#.html'>第#号通知</a></li></ul>", HEAD),
    "rows": lambda: fill("<tr><td>字", HEAD + "<table>", "</table>"),
    "rows with links": lambda: numbered(
        "<tr><td><a href='/a/t#.html'>第#号通知</a><td>2026-01-02", HEAD + "<table>", "</table>"
    ),
    "cells in one row": lambda: fill("<td>字", HEAD + "<table><tr>", "</table>"),
    "cells of prose": lambda: fill(
        f"<tr><td>{PROSE}</td><td>{PROSE}</td></tr>", HEAD + "<table>", "</table>"
    ),
    "tables": lambda: fill("<table><tr><td>字</td></tr></table>", HEAD),
    "text in tables": lambda: fill("<table>字", HEAD),
    "text beside cells": lambda: fill("字<tr>", HEAD + "<table>"),
    "links beside cells": lambda: fill("<a>字<tr>", HEAD + "<table>", chars=200_000),
    "definition lists": lambda: fill("<dt>甲<dd>乙", HEAD + "<dl>"),
    "big spans of cells": lambda: fill("<td colspan=9999 rowspan=9999>字", HEAD + "<table><tr>"),
    # --- depth
    "deep divs": lambda: deep("<div>"),
    "deep divs, closed": lambda: HEAD + deep("<div>", "</div>"),
    "deep divs with text": lambda: fill("<p>字</p>", deep("<div>", depth=MAX_DEPTH - 10)),
    "deep divs with links": lambda: numbered("<a href='/a/#.html'>第#号通知</a>", "<div>" * (MAX_DEPTH - 10)),
    "deep divs with dates": lambda: fill("<p>发布时间：2026-01-02</p>", "<div>" * (MAX_DEPTH - 10)),
    "deep named": lambda: fill("<p>字</p>", "<div class='content zoom list'>" * (MAX_DEPTH - 10)),
    "deep hidden": lambda: fill("<p>字</p>", "<div style='display:none'>" * (MAX_DEPTH - 10)),
    "deep lists": lambda: deep("<ul><li>", depth=MAX_DEPTH - 1),
    "deep lists with links": lambda: deep(
        "<ul><li><a href='/a.html'>关于收支的通知</a>", depth=MAX_DEPTH - 1
    ),
    "deep tables": lambda: deep("<table><tr><td>", depth=MAX_DEPTH - 1),
    "deep tables, closed": lambda: deep("<table><tr><td>", "</td></tr></table>", depth=MAX_DEPTH - 1),
    "deep tables of labels": lambda: deep("<table><tr><td>来源：</td><td>", depth=MAX_DEPTH - 1),
    "deep cells": lambda: fill("<td>字</td>", "<table><tr><td>" * 1_300),
    "deep svg": lambda: deep("<svg>", depth=MAX_DEPTH - 1),
    "deep quotes": lambda: deep("<blockquote>第", depth=MAX_DEPTH - 1),
    "deep spans": lambda: fill("<span>字</span>", "<span>" * (MAX_DEPTH - 10)),
    "deep, end tags of others": lambda: fill("</x>", "<div>" * (MAX_DEPTH - 1)),
    "deep, end tags of paragraphs": lambda: fill("</p>", "<div>" * (MAX_DEPTH - 1)),
    "deep, items": lambda: fill("<li>", "<div>" * (MAX_DEPTH - 1)),
    "deep, list items": lambda: fill("<li>字</li>", "<span>" * (MAX_DEPTH - 10)),
    "deep optional ends": lambda: fill("<li><div>", chars=MAX_DEPTH * 9),
    "deep cells without tables": lambda: fill("<td>", "<div>" * (MAX_DEPTH - 1)),
    "deep options": lambda: fill("<option><optgroup>", "<div>" * (MAX_DEPTH - 1)),
    "deep templates": lambda: deep("<template>", depth=MAX_DEPTH - 1),
    "deep objects": lambda: deep("<object>", depth=MAX_DEPTH - 1),
    "deep buttons": lambda: fill("<button>字", "<div>" * (MAX_DEPTH - 1)),
    "hidden depth of items": lambda: fill("<ul><li>", HEAD),
    "hidden depth of cells": lambda: fill("<td><table><tr>", HEAD + "<table><tr>"),
    "hidden depth of rows": lambda: fill("<svg><tr>", HEAD),
    "hidden depth, svg items": lambda: fill("<li>", "<svg>"),
    "hidden depth, math cells": lambda: fill("<td>", "<math>"),
    "hidden depth, svg paragraphs": lambda: fill("<g>", "<svg>", chars=15_000),
    "hidden depth of options": lambda: fill("<option>", "<svg>"),
    "hidden depth, svg link": lambda: fill("<link>", "<svg>"),
    "hidden depth, svg base": lambda: fill("<base>字", "<svg>"),
    "hidden depth, end tags first": lambda: fill("<div></p>", HEAD, chars=40_000),
    "hidden depth, tags in attributes": lambda: fill("<div a='</div>'>", HEAD),
    "hidden depth, tags in attributes, no quotes": lambda: fill("<div a=</div>", HEAD),
    "hidden depth, closing in script": lambda: fill("<div><x></div", HEAD),
    "hidden depth, in comments": lambda: fill("<div><!--></div>-->", HEAD),
    "hidden depth, in bogus comments": lambda: fill("<div><!x</div>", HEAD),
    "hidden depth, in questions": lambda: fill("<div><?x</div>", HEAD),
    "hidden depth, in closing bogus": lambda: fill("<div></ </div>", HEAD),
    "hidden depth, in textarea": lambda: fill("<div><textarea></div></textarea>", HEAD),
    "hidden depth, in cdata": lambda: fill("<g><![CDATA[</g>]]>", "<svg>"),
    "hidden depth, of another": lambda: fill("<div><span></div>", HEAD),
    "hidden depth, of cells": lambda: fill("<table><td></table>", HEAD),
    "hidden depth, closed in a cell": lambda: fill("<div><table><td></div></td>", HEAD),
    "hidden depth, closed in a table": lambda: fill("<div><table></div>", HEAD),
    "hidden depth, closed in a select": lambda: fill("<div><select></div>", HEAD),
    "hidden depth, closed in a template": lambda: fill("<div><template></div>", HEAD),
    "hidden depth, closed in an object": lambda: fill("<b><object></b>", HEAD, chars=20_000),
    "hidden depth, closed in a button": lambda: fill("<p><button></p>", HEAD),
    "hidden depth, closed by case": lambda: fill("<DIV></div x=1 >", HEAD),
    "hidden depth, closed with odd names": lambda: fill("<div:x></div>", HEAD),
    "hidden depth, names with dashes": lambda: fill("<x-1></x>", HEAD),
    "hidden depth, names with dots": lambda: fill("<x.></x>", HEAD),
    "hidden depth, self closing": lambda: fill("<div/></br/>", HEAD),
    "hidden depth, noscript": lambda: fill("<div><noscript></div></noscript>", HEAD),
    "hidden depth, plaintext": lambda: fill("<div><plaintext></div>", HEAD),
    "hidden depth, frameset": lambda: fill("<frameset>", ""),
    "hidden depth, ruby": lambda: fill("<ruby><rt>", HEAD, chars=MAX_DEPTH * 5),
    # --- formatting
    "open fonts": lambda: numbered("<font c=#>", HEAD + "<p>", "<p>字" * 600, times=3_000),
    "open fonts and paragraphs": lambda: numbered("<p><font c=#>字", HEAD, times=1_900),
    "open bold and items": lambda: numbered("<li><b c=#>字", HEAD + "<ul>", times=1_900),
    "open bold and cells": lambda: numbered("<td><b c=#>字", HEAD + "<table><tr>", times=1_900),
    "open bold and divs": lambda: numbered("<div><b c=#>字</div>", HEAD, times=1_900),
    "open fonts, few": lambda: numbered("<font c=#>", HEAD, "<p>字" * 60_000, times=30),
    "open nobr": lambda: fill("<nobr>字", HEAD + "<p>"),
    "open links": lambda: fill("<a>字", HEAD + "<p>"),
    "open links and divs": lambda: fill("<a><div>", HEAD, chars=17_000),
    "open links and paragraphs": lambda: fill("<a><p>", HEAD),
    "open bold and end tags": lambda: fill("<b><p></b>", HEAD),
    "adoption": lambda: fill("<b><div></b>", HEAD),
    "adoption, deep": lambda: fill("</b>", "<b>" + "<div>" * 3_900),
    "adoption, wide": lambda: fill("<b><i><u><p></b></i></u>", HEAD),
    "adoption of links": lambda: fill("<a><table><a>", HEAD),
    "open headings": lambda: fill("<h1><b>字", HEAD, chars=15_000),
    "open buttons": lambda: fill("<b><button>字", HEAD, chars=15_000),
    "open fonts and text": lambda: numbered("<font c=#>", HEAD + "<p>", "</p>字" * 600, times=3_000),
    "open fonts and spans": lambda: numbered(
        "<font c=#>", HEAD + "<p>", "</p>" + "<span>字" * 600, times=3_000
    ),
    "open fonts, br": lambda: numbered("<font c=#>", HEAD + "<p>", "</p>" + "</p>" * 600, times=3_000),
    # --- attributes
    "one long class": lambda: fill("list ", HEAD + "<div class='", f"'>{PROSE}</div>"),
    "one long name": lambda: fill("list-", HEAD + "<div class='", f"'>{PROSE}</div>"),
    "long classes": lambda: fill("<div class='" + "nav-list " * 400 + "'>字</div>", HEAD),
    "classes": lambda: numbered("<div class='a# zoom'>字</div>", HEAD),
    "classes alike": lambda: fill("<div class='content TRS_Editor' id='zoom'>字</div>", HEAD),
    "one long style": lambda: fill("display:none;", HEAD + "<div style='", f"'>{PROSE}</div>"),
    "long styles": lambda: fill("<p style='display " + " " * 800 + ":none'>字</p>", HEAD),
    "one long address": lambda: fill("/a", HEAD + "<ul><li><a href='", "'>关于收支的通知</a>2026-01-02</ul>"),
    "one long address of digits": lambda: fill(
        "1", HEAD + "<ul><li><a href='/", "'>关于收支的通知</a>2026-01-02</ul>"
    ),
    "long addresses": lambda: numbered("<li><a href='/a/" + "1" * 700 + "#.html'>第#号通知</a>", HEAD),
    "addresses of dots": lambda: fill("<li><a href='" + "../" * 300 + "a.html'>关于收支的通知</a>", HEAD),
    "odd addresses": lambda: fill("<li><a href='http://[::1'>关于收支的通知</a>", HEAD),
    "script addresses": lambda: fill("<li><a href=\"javascript:go('/a/1.html')\">关于收支的通知</a>", HEAD),
    "percent addresses": lambda: fill("%E4%BD", HEAD + "<a href='/", "'>附件.pdf</a>"),
    "queries": lambda: fill("a=1&", HEAD + "<a href='/?", "'>附件.pdf</a>"),
    "base": lambda: fill("/a", "<base href='", "'>" + "<li><a href='x.html'>关于收支的通知</a>" * 300),
    "long metas": lambda: fill("2026-01-02 ", "<meta name=PubDate content='", "'>"),
    "long keywords": lambda: fill("甲,", "<meta name=ArticleTitle content='", "'>"),
    "attributes": lambda: fill("<p " + " ".join(f"a{n}" for n in range(1_900)) + ">", HEAD),
    "attributes of one": lambda: "<p " + " ".join(f"a{n}=1" for n in range(1_999)) + ">" + PROSE,
    "attributes, few": lambda: fill("<p a b c d e f g h i j k l m n o p>", HEAD),
    "clicks": lambda: fill("<li onclick=\"go('/a/b.html')\">关于收支的通知</li>", HEAD),
    "long clicks": lambda: fill("go('/a/b.html');", HEAD + '<li onclick="', '">关于收支的通知</li>'),
    "refresh": lambda: fill(";url=", "<meta http-equiv=refresh content='0", "'>"),
    "refreshes": lambda: fill("<meta http-equiv=refresh content='0;url=http://['>"),
    # --- scripts
    "one script": lambda: fill("a=1;", SCRIPT, END),
    "scripts": lambda: fill("<script>a=1</script>", HEAD),
    "open script": lambda: fill("<script", HEAD),
    "variables": lambda: numbered("var a#='x';", SCRIPT, END, times=400_000),
    "variables in scripts": lambda: numbered("<script>var a#='x';document.write(a#)</script>", HEAD),
    "writes": lambda: fill("document.write('<li><a href=\"/a.html\">关于收支的通知</a></li>');", SCRIPT, END),
    "writes in scripts": lambda: fill("<script>document.write('字')</script>", HEAD),
    "writes without end": lambda: fill("document.write('a'+", SCRIPT, END),
    "writes of names": lambda: fill("document.write(a+a+a);", SCRIPT, END),
    "writes, short scripts": lambda: fill(f"<script>{'document.write(a+' * 1_100}</script>", HEAD),
    "writes, long sums": lambda: fill(f"<script>document.write({'a+' * 9_900}a</script>", HEAD),
    "doubling": lambda: SCRIPT + 'var a="xxxxxxxxxx";' + 'a="y"+a+a;' * 20_000 + "document.write(a)" + END,
    "writes of long texts": lambda: fill(
        f"<script>var a='{'x' * 19_000}';{'document.write(a);' * 990}</script>", HEAD
    ),
    "quotes": lambda: fill("'", SCRIPT, END),
    "open quotes": lambda: fill('var a="', SCRIPT, END),
    "open quotes in short scripts": lambda: fill(
        f"<script>{'var a=' + chr(34) + 'x' * 19_000}</script>", HEAD
    ),
    "open quotes again": lambda: fill("<script>" + 'a="' * 6_000 + "</script>", HEAD),
    "backslashes": lambda: fill("\\", SCRIPT + "var a='", END),
    "backslashes in short scripts": lambda: fill("<script>a='" + "\\" * 19_000 + "</script>", HEAD),
    "names": lambda: fill("a", SCRIPT, END),
    "names and blanks": lambda: fill("a ", SCRIPT, END),
    "name and blanks": lambda: fill(" ", SCRIPT + "var pubdate", "='2026-01-02'" + END),
    "dollars in short scripts": lambda: fill("<script>document.write(a);" + "a$" * 9_900 + "</script>", HEAD),
    "switches behind sources": lambda: fill(
        "<p>发布日期：2026-01-05 来源：某局 " + "阅读 " * 100 + "x</p>", HEAD
    ),
    "blanks in short scripts": lambda: fill("<script>var pubdate" + " " * 19_000 + "</script>", HEAD),
    "date names": lambda: fill("pubdate", SCRIPT, END),
    "date names in short scripts": lambda: fill("<script>" + "pubdate" * 2_800 + "</script>", HEAD),
    "files in short scripts": lambda: fill("<script>" + "'a.pdf'" * 2_800 + "</script>", HEAD),
    "files without end": lambda: fill("<script>" + "'" + "a.pdf" * 3_900 + "</script>", HEAD),
    "file names": lambda: fill("<script>" + ("pdf" * 30 + "='a.pdf';") * 200 + "</script>", HEAD),
    "pagers": lambda: fill("createPageHTML(1,0,'index','html');", SCRIPT, END),
    "pagers in scripts": lambda: fill("<script>createPageHTML(9,0,'index','html')</script>", HEAD),
    "pager words": lambda: fill("totalPage", SCRIPT, END),
    "pager blanks": lambda: fill(" ", SCRIPT + "totalPages", END),
    "redirects": lambda: fill("location.href='/a.html';", SCRIPT, END),
    "redirect words": lambda: fill("location", SCRIPT, END),
    "json": lambda: SCRIPT + "var a=" + json.dumps([{"title": "甲", "url": "/a"}] * 290_000) + END,
    "json rows": lambda: fill(
        '{"title":"关于收支的通知","url":"/a.html","date":"2026-01-02"},', SCRIPT + "var a=[", "]" + END
    ),
    "json open": lambda: fill('{"title":"', SCRIPT, END),
    "json braces": lambda: fill("{", SCRIPT, END),
    "json brackets": lambda: fill("[", SCRIPT + 'var a={"rows":', END),
    "detail deep": lambda: SCRIPT + "DETAIL: " + '{"a":' * 900_000 + END,
    "detail deep list": lambda: SCRIPT + 'DETAIL: {"a":' + "[" * 7_000_000 + END,
    "detail within reach": lambda: SCRIPT + 'DETAIL: {"a":' + "[" * 900 + "]" * 900 + ',"title":"甲"}' + END,
    "details": lambda: fill("DETAIL: {", SCRIPT, END),
    "details in scripts": lambda: fill('<script>DETAIL: {"a":[1,2,3</script>', HEAD),
    "details, long and broken": lambda: fill('<script>DETAIL: {"a":[' + "1," * 9_000 + "</script>", HEAD),
    "detail of many": lambda: fill(
        '"a":{"b":[]},', SCRIPT + 'DETAIL: {"title":"甲","content":"乙","x":{', '"z":0}}' + END
    ),
    "detail of lists": lambda: fill(
        "[],", SCRIPT + 'DETAIL: {"title":"甲","content":"乙","x":[', "0]}" + END
    ),
    "detail of text": lambda: fill("字", SCRIPT + 'DETAIL: {"title":"甲","content":"', '"}' + END),
    "detail of markup": lambda: fill("<p>字</p>", SCRIPT + 'DETAIL: {"title":"甲","content":"', '"}' + END),
    "detail with a long number": lambda: fill("1", SCRIPT + 'DETAIL: {"title":"甲","date":', "}" + END),
    "records": lambda: fill("<record><![CDATA[<li>字</li>]]></record>", "<datastore>"),
    "open records": lambda: fill("<record>", "<datastore>"),
    "commented lists": lambda: fill("<ul><!--<li><a href='a'>字</a>--></ul>", HEAD),
    "commented lists, open": lambda: fill("<ul><!--", HEAD),
    "fields of items and blanks": lambda: fill("<item><a>" + " " * 5_900 + "</item>", SCRIPT, END),
    "open fields of items and blanks": lambda: fill("<item>" + "<a>  " * 1_100 + "</item>", SCRIPT, END),
    "next group and blanks": lambda: fill(" ", "<datastore><recordset><nextgroup>"),
    "next groups and blanks": lambda: fill("<nextgroup>" + " " * 300, "<datastore><recordset>"),
    "page numbers of one tag": lambda: fill(" pageNo=1", "jpaas-publish-server<a", ">"),
    "page numbers of open tags": lambda: fill("<a" + " pageNo=1" * 700, "jpaas-publish-server"),
    "page numbers and blanks": lambda: fill("<a pageNo" + " " * 6_000, "jpaas-publish-server"),
    "ul and blanks": lambda: fill("<ul" + " " * 290 + ">", HEAD),
    "data of an image": lambda: fill("A/b+", HEAD + "<img src='data:image/png;base64,", "'>" + PROSE),
    # --- services of lists
    "calls of a service": lambda: fill("$.get('/igs/front/search/list.html',{a:1});", SCRIPT, END),
    "calls with open braces": lambda: fill("$.get('/igs/front/search/list.html',{a:{b:", SCRIPT, END),
    "calls with sums": lambda: fill("a+'/site/label/8888?b='+c+", SCRIPT, END),
    "calls in templates": lambda: fill("`/site/label/8888?${a", SCRIPT, END),
    "calls in scripts": lambda: fill("<script>get('/module/xxgk/search.jsp',{jdid:1})</script>", HEAD),
    "calls of named data": lambda: fill("x={a:1};url:'/szinf/info/getInfoCommon',data:x,", SCRIPT, END),
    "settings of a service": lambda: fill(
        "a = 'b", SCRIPT + "'/EpointWebBuilder/rest/frontAppCustomAction/getPageInfoListNew';", END
    ),
    "dotted names of a service": lambda: fill("a.", SCRIPT + "'/igs/front/search/list.html',{", END),
    "names of a channel": lambda: fill("<meta name='channelId'", HEAD),
    "trees of columns": lambda: fill(
        '{"id":1,"children":[', SCRIPT + "_CONFIG={SID:'1',A:'/gkmlpt/',TREE:[", END
    ),
    "wide trees of columns": lambda: fill(
        '{"id":1},', SCRIPT + "_CONFIG={SID:'1',A:'/gkmlpt/',TREE:[", '{"id":2}]}' + END
    ),
    "files of rows": lambda: fill("'../" + "a" * 190, SCRIPT + "'list.json';", END),
    "page numbers of spans and blanks": lambda: fill(
        " ", HEAD + "<i class='pb_sys_common'></i><span class='p_no'>"
    ),
    "page numbers of spans": lambda: fill(
        "<b class='p_no'><a href='1.htm'>1</a></b>", HEAD + "<i class='pb_sys_common'>"
    ),
    "variables of a pager": lambda: fill("currentPage=1;", SCRIPT + "countPage;", END),
    "variables of a pager and blanks": lambda: fill(
        "currentPage = 1" + " " * 590, SCRIPT + "countPage;", END
    ),
    "rows in braces of a script": lambda: fill(
        "infotypeId:'a',", SCRIPT + "'/module/xxgk/search.jsp',{", END
    ),
    "xml": lambda: fill("<item><title>甲</title><link>/a</link></item>", "<?xml version='1.0'?><rss>"),
}
