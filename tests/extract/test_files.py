"""What files of every kind say, and what is said of those that say nothing."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest

from gongkai.base.values import FileText
from gongkai.extract.files import MAX_FILE_BYTES, pdf, reading, reasons
from gongkai.extract.files.printed import paragraphs
from gongkai.extract.files.reading import read_file
from gongkai.extract.files.text import MAX_TEXT_CHARS, Lines, told
from tests.extract import filemaking as make

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TABLE = (("项目", "金额（万元）"), ("办公费", "12.5"))


def word(body: str) -> bytes:
    """A Word file whose main part holds this body."""
    document = f"<w:document {WORD}><w:body>{body}</w:body></w:document>"
    return make.repacked(make.make_docx(["x"]), {"word/document.xml": document})


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def not_read(data: bytes, name: str = "") -> tuple[str, str]:
    found = read_file(data, name)
    assert (found.status, found.text) == ("not-read", "")
    assert found.why in reasons.WHYS
    return found.kind, found.why


# --- Word -----------------------------------------------------------------------------------------


def test_word_paragraphs_and_table_in_order():
    found = read_file(make.make_docx(["关于预算的说明", "第二段"], TABLE, "特此说明"))
    assert found == FileText(
        "docx", "read", "关于预算的说明\n第二段\n项目\t金额（万元）\n办公费\t12.5\n特此说明"
    )


def test_word_text_wherever_it_stands():
    """Smart tags, content controls and insertions: where a document model of runs would lose it."""
    data = word(
        f"<w:p>{run('于')}<w:smartTag w:element='chsdate'>{run('2024年5月6日')}</w:smartTag>"
        f"<w:ins>{run('起')}</w:ins><w:del><w:r><w:delText>止</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('旧')}</w:moveFrom><w:hyperlink>{run('施行')}</w:hyperlink></w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run('控件里的字')}</w:p></w:sdtContent></w:sdt>"
    )
    assert read_file(data).text == "于2024年5月6日起施行\n控件里的字"
    runs_alone = [paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs]
    assert runs_alone == ["于施行"]


def test_word_text_box_once_and_tabs_of_text_only():
    box = f"<w:txbxContent><w:p>{run('框中')}</w:p></w:txbxContent>"
    alternate = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    data = word(
        "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>"
        f"<w:r><mc:AlternateContent xmlns:mc='m'>{alternate}</mc:AlternateContent></w:r>"
        f"{run('甲')}<w:r><w:tab/></w:r>{run('乙')}<w:r><w:br/></w:r>{run('丙')}</w:p>"
    )
    assert read_file(data).text == "框中\n甲\t乙\n丙"


def test_word_table_in_a_table():
    inner = (
        f"<w:tbl><w:tr><w:tc><w:p>{run('内')}</w:p></w:tc><w:tc><w:p>{run('里')}</w:p></w:tc></w:tr></w:tbl>"
    )
    data = word(
        f"<w:tbl><w:tr><w:tc><w:p>{run('左')}</w:p>{inner}</w:tc><w:tc><w:p>{run('右')}</w:p></w:tc></w:tr></w:tbl>"
        f"<w:p>{run('后')}</w:p>"
    )
    assert read_file(data).text == "左 内 里\t右\n后"


def test_word_under_the_strict_namespace_and_with_parts_that_are_not_there():
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        'Id="r1" Type="http://x/image" Target="NULL"/></Relationships>'
    )
    strict = (
        "<document xmlns='http://purl.oclc.org/ooxml/wordprocessingml/main'><body><p><r><t>正文</t></r></p>"
    )
    data = make.repacked(
        make.make_docx(["x"]),
        {"word/document.xml": strict + "</body></document>", "word/_rels/document.xml.rels": relations},
    )
    assert read_file(data).text == "正文"


def test_word_with_a_numbered_main_part():
    part = f"<w:document {WORD}><w:body><w:p>{run('正文')}</w:p></w:body></w:document>"
    data = make.repacked(make.make_docx(["x"]), {"word/document.xml": None, "word/document2.xml": part})
    assert read_file(data).text == "正文"


def test_word_of_pictures_has_no_text():
    assert read_file(make.make_docx([])) == FileText("docx", "no-text", why="no-text")


# --- sheets ---------------------------------------------------------------------------------------

SHEETS: dict[str, list[make.Row]] = {
    "预算表": [
        ["项目", "金额", None],
        ["办公费", 12.0, 3.5],
        [None, None],
        [date(2024, 5, 6), True, " 甲\n乙 "],
    ],
    "说明": [["第二张"]],
}
SHEETS_TEXT = "预算表\n项目\t金额\n办公费\t12\t3.5\n2024-05-06\tTrue\t甲 乙\n说明\n第二张"


def test_sheets_of_both_kinds():
    assert read_file(make.make_xlsx(SHEETS)) == FileText("xlsx", "read", SHEETS_TEXT)
    assert read_file(make.make_xls(SHEETS)) == FileText("xls", "read", SHEETS_TEXT)


def test_kind_is_told_by_bytes_not_by_the_name():
    assert read_file(make.make_xls(SHEETS), "预算.docx").kind == "xls"
    assert read_file(make.make_docx(["甲"]), "预算.wps").text == "甲"


def test_hidden_sheets_stay_hidden_and_merged_cells_stand_once():
    data = make.make_xlsx(
        {"表": [["合并", None], ["甲", "乙"]], "藏": [["身份证号"]]}, hidden="藏", merged="A1:B1"
    )
    assert read_file(data).text == "合并\n甲\t乙"


def test_sheets_behind_a_password():
    """The record that names the user becomes the one that tells of encryption ([MS-XLS] 2.4.117)."""
    locked = make.make_xls(SHEETS).replace(b"\x5c\x00\x70\x00", b"\x2f\x00\x70\x00", 1)
    assert not_read(locked) == ("encrypted", "encrypted")


def test_a_formula_is_its_last_value():
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1"><f>SUM(B1:C1)</f><v>42</v></c><c r="B1" t="e"><v>#DIV/0!</v></c></row></sheetData>'
        "</worksheet>"
    )
    data = make.repacked(make.make_xlsx({"表": [["x"]]}), {"xl/worksheets/sheet1.xml": sheet})
    assert read_file(data).text.split("\t")[0] == "42"


# --- PDF and OFD ----------------------------------------------------------------------------------


def test_pdf_with_chinese_text():
    found = read_file(make.make_pdf([["关于预算的说明", "共 2 项 A-1"], ["下一页"]]))
    assert found == FileText("pdf", "read", "关于预算的说明\n共 2 项 A-1\n下一页")


def test_a_scan_has_no_text():
    assert read_file(make.make_scan(3)) == FileText("pdf", "no-text", why="scan")


def test_pdf_that_is_locked_or_whose_fonts_name_no_letters():
    assert not_read(make.make_locked_pdf()) == ("pdf", "encrypted")
    assert not_read(make.make_pdf([["2024 abc"]], named=False)) == ("pdf", "no-unicode")


def test_pdf_of_ten_thousand_pages_is_cut():
    found = read_file(make.make_pdf([["第一页"]] * 10_000))
    assert (found.status, found.why, found.text.count("\n")) == ("read", "cut", 1_999)


def test_pdf_cut_by_a_bound_of_pages_or_of_a_page(monkeypatch: pytest.MonkeyPatch):
    """Of a scan, what was not looked at may hold text."""
    data = make.make_pdf([["第一页的文字"], ["第二页"]])
    monkeypatch.setattr(pdf, "MAX_PAGE_CHARS", 3)
    assert read_file(data) == FileText("pdf", "read", "第一页\n第二页", why="cut")
    monkeypatch.undo()
    monkeypatch.setattr(pdf, "MAX_TEXT_CHARS", 1)
    assert read_file(data) == FileText("pdf", "read", "第一页的文字", why="cut")
    monkeypatch.undo()
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    assert read_file(data).why == ""
    assert not_read(make.make_scan(3)) == ("pdf", "too-large")


def test_ofd_lines_of_pieces_at_one_height():
    found = read_file(make.make_ofd([["关于|预算|公开", "第二行"], ["下一页"]]))
    assert found == FileText("ofd", "read", "关于预算公开\n第二行\n下一页")


def test_printed_lines_become_paragraphs():
    full = "为做好部门预算公开工作现将本单位二〇二四年部门预算有"
    printed = [full, "关情况说明如下。", "一、基本情况", full, "— 3 —", "关情况", "第 2 页"]
    assert paragraphs(printed) == [full + "关情况说明如下。", "一、基本情况", full + "关情况"]
    assert paragraphs(["The quick brown fox jumps over the lazy dog and", "more", "x"])[0].endswith(
        "and more"
    )
    assert paragraphs(["短行", "短行", "短行"]) == ["短行"] * 3
    assert paragraphs([]) == []


def test_figures_and_gaps_of_typesetting():
    assert paragraphs(["12", "3,456", "— 7 —", "第 2 页 共 9 页"]) == ["12", "3,456"], (
        "a column of figures stays"
    )
    assert paragraphs(["根据第 14 条，现将 2024 年 A-1 项公开。"]) == ["根据第14条，现将2024年A-1项公开。"]
    assert paragraphs(["关于公开 2024 年 5 月 6 日预算的说明"]) == ["关于公开2024年5月6日预算的说明"]
    assert paragraphs(["办公费 12.5 3.6", "差旅费 2 1"]) == ["办公费 12.5 3.6", "差旅费 2 1"]


# --- plain text, RTF, archives, everything else ----------------------------------------------------


def test_plain_text_in_any_charset():
    assert read_file("项目,金额\r\n\r\n办公费,1".encode("gbk"), "a.CSV") == FileText(
        "csv", "read", "项目,金额\n办公费,1"
    )
    assert read_file("\ufeff说明".encode("utf-16-le")) == FileText("txt", "read", "说明")
    assert not_read(bytes(range(256)) * 9) == ("unknown", "unknown-kind")


def test_rtf_with_its_code_page_and_cells():
    data = (
        rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}}\f0 \'d6\'d0\'b9\'fa\par "
        rb"\trowd\cellx100 \u22269?\cell b\cell\row "
        rb"{\field{\*\fldinst{HYPERLINK \"http://x/\"}}{\fldrslt c}}}"
    )
    assert read_file(data).text.split("\n") == ["中国", "国\tb", "c"]
    assert read_file(rb"{\rtf1\uc0 \u-10174\u-8265 x}").text == "𠮷x"


def test_names_in_archives():
    assert read_file(make.make_zip({"预算/表.xls": "x", "b.txt": "y"})) == FileText(
        "zip", "not-read", names=("预算/表.xls", "b.txt"), why="archive"
    )
    assert read_file(make.make_rar4(["预算.doc"])).names == ("预算.doc",)
    assert read_file(make.make_rar5(["a.txt", "预算.doc"])).names == ("a.txt", "预算.doc")
    assert not_read(b"7z\xbc\xaf\x27\x1c\0\4") == ("7z", "seven-zip")


@pytest.mark.parametrize("charset", ["gb18030", "utf-8"])
def test_names_in_a_zip_without_the_flag(charset: str):
    name = "预算表.xls".encode(charset)
    stand_in = "a" * len(name)
    data = make.make_zip({stand_in: "x"}).replace(stand_in.encode(), name)
    assert read_file(data).names == ("预算表.xls",)


def test_old_word_and_what_ole_files_hold():
    assert not_read(make.make_doc("甲")) == ("doc", "needs-converter")
    assert not_read(make.make_doc("甲", encrypted=True)) == ("encrypted", "encrypted")
    assert not_read(make.make_ole({"EncryptedPackage": b"x"})) == ("encrypted", "encrypted")
    assert not_read(make.make_ole({"PowerPoint Document": b"x"})) == ("ppt", "presentation")
    assert not_read(make.make_ole({"CONTENTS": b"x"}), "a.wps") == ("unknown", "unknown-kind")


@pytest.mark.parametrize(
    "page", ["<!DOCTYPE html><p>404", "\ufeff<!-- a -->\n<HTML>", "<?xml version='1.0'?><html>"]
)
def test_a_page_under_a_files_address_is_no_text(page: str):
    assert not_read(page.encode(), "附件.docx") == ("html", "web-page")


def test_a_document_saved_as_a_page_is_one():
    data = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><title>x</title></head>'
        "<body><p>收支 总表</p><table><tr><td>项目</td><td><p>金额</p><p>万元</p></td></tr>"
        "<tr><td></td><td>12</td></tr></table><p>以上<br>为全部</p><style>p{}</style><script>x</script></body></html>"
    )
    found = read_file(data.encode("gbk"), "总表.xls")
    assert found == FileText("office-html", "read", "收支 总表\n项目\t金额 万元\n\t12\n以上\n为全部")
    nested = data.replace("<p>收支", "<div>" * 5_000 + "<p>收支")
    assert not_read(nested.encode()) == ("office-html", "too-large")


def test_pictures_and_nothing():
    assert not_read(b"\x89PNG\r\n\x1a\n....") == ("image", "image")
    assert not_read(b"") == ("unknown", "empty")
    assert not_read(b"x" * (MAX_FILE_BYTES + 1)) == ("unknown", "too-large")


def test_text_is_cut_and_clean():
    found = read_file(("甲" * 99 + "\n").encode() * 6_000)
    assert (found.why, len(found.text) <= MAX_TEXT_CHARS) == ("cut", True)
    assert len(found.text) > MAX_TEXT_CHARS - 200
    assert read_file(b"\n" * (MAX_TEXT_CHARS + 9)).why == "no-text"
    assert read_file(b"a\n" * 300_000).why == "cut"
    assert read_file(b"a\n\n\n" * 200_000).why == "cut", (
        "blank lines are left out, what follows is lost all the same"
    )
    assert read_file(b"a\x07b \r\n\x0c\r\n c" + b"." * 100).text == "ab\n c" + "." * 100


def test_what_was_cut_once_stays_cut():
    """A line that was cut and comes to little is followed by others; where only blanks were cut, none was."""
    gap = " " * MAX_TEXT_CHARS
    lines = Lines()
    for line in ("甲" + gap + "乙", "丙"):
        lines.add(line)
    assert told("txt", lines) == FileText("txt", "read", "甲\n丙", why="cut")
    assert read_file(("甲" + gap + "\n").encode()) == FileText("txt", "read", "甲")
    assert not_read((gap + "\n乙").encode()) == ("txt", "too-large")


@pytest.mark.parametrize(
    ("data", "kind", "parser"),
    [
        (make.make_zip({"a": "x"}), "unknown", "zipfile.ZipFile"),
        (make.make_doc("甲"), "unknown", "olefile.OleFileIO"),
        (make.make_rar4(["a"]), "rar", "rarfile.RarFile"),
    ],
)
def test_want_of_memory_is_no_damage(data: bytes, kind: str, parser: str, monkeypatch: pytest.MonkeyPatch):
    def wanting(*arguments: object, **more: object) -> None:
        raise MemoryError

    monkeypatch.setattr(parser, wanting)
    assert not_read(data) == (kind, "memory")


def test_every_reason_has_a_sentence():
    source = "".join(path.read_text("utf-8") for path in Path(reading.__file__).parent.glob("*.py"))
    used = set(re.findall(r'(?:why=|Unreadable\()"([a-z0-9-]+)"', source)) | set(reading._NOT_READ.values())
    assert used <= reasons.WHYS.keys()
    assert all(re.search("[\u4e00-\u9fff]", sentence) for sentence in reasons.WHYS.values())
    assert reasons.of("不在其中") == "原因不明"
