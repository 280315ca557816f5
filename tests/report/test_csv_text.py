"""Tables that open right in Excel and work nothing out."""

from __future__ import annotations

import csv
import io

import pytest

from gongkai.report.csv_text import csv_bytes


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_cell_that_begins_like_a_formula_is_text(sign: str):
    data = csv_bytes(("列",), [(f"{sign}HYPERLINK(1)",)])
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [["列"], [f"'{sign}HYPERLINK(1)"]]


def test_bytes_as_excel_takes_them():
    data = csv_bytes(("甲", "乙"), [(1, None), ('说"了", 换\n行', "2026-03-07")])
    assert data == b"\xef\xbb\xbf" + '甲,乙\r\n1,\r\n"说""了"", 换\n行",2026-03-07\r\n'.encode()
