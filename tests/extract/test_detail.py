"""Documents that a shell of a page carries as JSON for its scripts."""

# ruff: noqa: E501 (pages are easier to read unbroken)
from __future__ import annotations

import json

from tests.extract.pages import page, read

ARTICLE = {
    "title": "关于规范社区印章使用的通知",
    "docNo": "青办发〔2026〕7号",
    "indexNo": "A1/2026-11",
    "publisher": "青石街道办事处",
    "source": "党政办",
    "writeDate": "2026-01-01",
    "publishTime": "2026-01-02 09:15:00",
    "createTime": "2025-12-31 08:00:00",
    "validity": "有效",
    "content": "<p>各社区居委会：</p><p>现就有关事项通知如下。</p>",
    "attachments": [{"fileName": "清单.xlsx", "filePath": "/files/1.xlsx"}],
}


def shell(data: object, name: str = "window.__INITIAL_STATE__") -> str:
    return page(f"<div id='app'></div><script>{name}={json.dumps(data)};</script>", frame=False)


def test_every_field_of_a_script_state():
    crumbs = [{"title": "首页"}, {"title": "政务公开"}, {"title": "街道文件"}]
    document = read(shell({"nav": [{"title": "首页"}], "crumbs": crumbs, "article": ARTICLE}))
    assert document.title == ARTICLE["title"]
    assert (document.published, document.published_from) == ("2026-01-02T09:15", "script")
    assert (document.formed, document.effective) == ("2026-01-01", "有效")
    assert (document.issuer, document.source) == ("青石街道办事处", "党政办")
    assert (document.index_no, document.doc_no) == ("A1/2026-11", "青办发〔2026〕7号")
    assert document.section_path == ("政务公开", "街道文件")
    assert document.body == "各社区居委会：\n现就有关事项通知如下。"
    assert [(f.url, f.name) for f in document.attachments] == [
        ("https://www.example.gov.cn/files/1.xlsx", "清单.xlsx")
    ]


def test_lists_of_titles_are_no_document():
    document = read(shell({"list": [{"title": "甲", "url": "/1"}, {"title": "乙", "url": "/2"}]}))
    assert document.title != "甲"


def test_what_the_page_itself_shows_comes_first():
    text = page(
        "<h1>印出的标题是这一个</h1><div>发布时间：2026-02-03</div><div id='zoom'><p>印出的正文。</p></div>"
    )
    document = read(text.replace("</body>", shell({"article": ARTICLE}) + "</body>"))
    assert (document.title, document.body) == ("印出的标题是这一个", "印出的正文。")


def test_deep_and_broken_data_cost_nothing():
    for data in ("[" * 50_000, '{"a":' * 50_000, '{"title": "x"', '{"title": 1, "content": {}}'):
        document = read(page(f"<script>window.__INITIAL_STATE__={data};</script>", frame=False))
        assert document.body == ""


VIEWER = "<h1>关于规范社区印章使用的通知</h1><div>发布日期：2026-01-05 来源：区某局</div><iframe src='/files/a.pdf'></iframe>"


def test_a_setting_of_the_site_is_no_document():
    setting = {"title": "站点配置", "content": "说明"}
    shown = read(page(f"{VIEWER}<script>var pageData = {json.dumps(setting)};</script>"))
    assert (shown.title, shown.source) == ("关于规范社区印章使用的通知", "区某局")
    assert shown.body_file == "https://www.example.gov.cn/files/a.pdf"
    picture = VIEWER.replace("<iframe src='/files/a.pdf'></iframe>", "<p><img src='/1.jpg'></p>")
    pictured = read(page(f"{picture}<script>var pageData = {json.dumps(setting)};</script>"))
    assert (pictured.title, pictured.published) == ("关于规范社区印章使用的通知", "2026-01-05")


def test_what_is_printed_goes_before_what_scripts_state():
    head = (
        "<h1>关于规范社区印章使用的通知</h1><div>发布日期：2026-01-05 来源：区某局</div><div id='zoom'></div>"
    )
    document = read(page(f"{head}<script>var infoData = {json.dumps(ARTICLE)};</script>"))
    assert (document.published, document.published_from, document.source) == (
        "2026-01-05",
        "printed",
        "区某局",
    )
    assert (document.index_no, document.body) == ("A1/2026-11", "各社区居委会：\n现就有关事项通知如下。")


def test_one_date_is_not_two_facts():
    assert read(shell({"title": "甲乙丙丁", "content": "<p>文</p>", "date": "2026-01-07"})).formed is None


def test_codes_are_no_sources():
    assert (
        read(shell({"title": "甲乙丙丁", "content": "<p>文</p>", "source": "1", "publishTime": 1})).source
        is None
    )
