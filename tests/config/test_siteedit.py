"""Keys changed in TOML files, with everything else as the operator wrote it."""

from __future__ import annotations

import tomllib

import pytest

from gongkai.base.errors import ConfigError
from gongkai.config.siteedit import BOM, Addition, Edit, edited

FILE = """# 青石街道，李四维护
id = "qs"   # 不要改
name = '青石'
home_url = "https://qs.example.invalid/"

# 单位
[[units]]
id = "qs"
name = "青石街道办事处"   # 全称
level = "subdistrict"

# 第一个栏目
[[sections]]
id = "gzdt"
name = "工作动态"      # 照网站
url = "gzdt/"
duty = "党政办"  # 分工表第 3 行
# interval_days = 3

# 列表要选择器
[[sections]]
  id = "zt"
  name = "专题"
  url = 'zt/'

  # 怎样读
  [sections.selectors]
  rows = "li"
# 完
"""


def test_nothing_to_do_gives_the_very_text() -> None:
    assert edited("f", FILE, []) == FILE


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (Edit("sections", "gzdt", "name", "动态"), '"工作动态"      # 照', '"动态"      # 照'),
        (Edit("sections", "gzdt", "interval_days", 14), "第 3 行\n", "第 3 行\ninterval_days = 14\n"),
        (Edit("sections", "gzdt", "duty", None), 'duty = "党政办"  # 分', "# 分"),
        (Edit("sections", "zt", "active", False), "'zt/'\n", "'zt/'\n  active = false\n"),
        (Edit("units", "qs", "parent", 'a"b\\'), 'district"\n', 'district"\nparent = "a\\"b\\\\"\n'),
    ],
)
def test_one_line_is_changed_and_no_other(edit: Edit, old: str, new: str) -> None:
    assert FILE.count(old) == 1
    assert edited("f", FILE, [edit]) == FILE.replace(old, new)


def test_a_new_section_stands_at_the_end() -> None:
    new = Addition("sections", {"id": "new", "name": "新", "url": "n/", "active": False})
    added = '\n[[sections]]\nid = "new"\nname = "新"\nurl = "n/"\nactive = false\n'
    assert edited("f", FILE, [], [new]) == FILE + added
    assert edited("f", FILE.rstrip("\n"), [], [new, new]) == FILE + added + added


def test_a_new_unit_leaves_the_comment_of_the_next_table_with_it() -> None:
    out = edited("f", FILE, [], [Addition("units", {"id": "b", "name": "乙", "level": "other"})])
    added = '\n[[units]]\nid = "b"\nname = "乙"\nlevel = "other"\n'
    assert out == FILE.replace("\n# 第一个栏目", f"{added}\n# 第一个栏目")


def test_a_file_that_has_none_yet() -> None:
    out = edited(
        "units.toml", "# 单位\n", [], [Addition("units", {"id": "b"}), Addition("units", {"id": "c"})]
    )
    assert out == '# 单位\n\n[[units]]\nid = "b"\n\n[[units]]\nid = "c"\n'


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    edits = [Edit("sections", "gzdt", "interval_days", 14)]
    windows = FILE.replace("\n", "\r\n")
    assert edited("f", windows, edits) == edited("f", FILE, edits).replace("\n", "\r\n")
    assert edited("f", BOM + FILE, edits) == BOM + edited("f", FILE, edits)


def test_tables_written_in_a_line() -> None:
    text = 'sections = [\n  { id = "a", duty = "x" }, # 一\n  { id = "b" }, # 二\n]\n'
    edits = [Edit("sections", "a", "duty", None), Edit("sections", "b", "duty", "y")]
    out = edited("f", text, edits, [Addition("sections", {"id": "c"})])
    assert tomllib.loads(out)["sections"] == [{"id": "a"}, {"id": "b", "duty": "y"}, {"id": "c"}]
    assert "# 一" in out
    assert "# 二" in out


def test_a_file_that_cannot_be_kept_in_order_is_not_touched() -> None:
    mixed = FILE + '[[units]]\nid = "b"\nname = "乙"\nlevel = "other"\n'
    with pytest.raises(ConfigError) as caught:
        edited("sites/qs.toml", mixed, [Edit("units", "b", "name", "丙")])
    (problem,) = caught.value.problems
    assert problem.file == "sites/qs.toml"
    assert "打乱" in problem.wrong


def test_a_thousand_sections() -> None:
    many = "".join(f'# {n}\n[[sections]]\nid = "s{n}"\nname = "栏目"  # 名\n' for n in range(1000))
    out = edited("f", many, [Edit("sections", f"s{n}", "name", f"栏目{n}") for n in range(1000)])
    assert out == "".join(f'# {n}\n[[sections]]\nid = "s{n}"\nname = "栏目{n}"  # 名\n' for n in range(1000))
