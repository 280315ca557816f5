"""Lists of people: the leaders of a government, each with a portrait, a name and a post, and no date.

Names are short and lead to addresses of the kind that columns have, so that such a list looks like a menu.
What no menu has is a post beside every name; and a column of leaders says that it is one. On a leader's own
page the same list is a menu: it leads to the page itself.
"""

from __future__ import annotations

import re

from gongkai.platforms import place, rowdate
from gongkai.platforms.groups import Group, Record
from gongkai.platforms.place import Scene

_COLUMN = re.compile(
    r"领导(?:之窗|信息|班子|成员|简介|介绍|简历|分工|一览表?|名单|概况|机构|风采)?(?:成员)?(?:及?分工|简介)?$|班子成员$|组成人员$|负责人$"
)
_NAME = re.compile(r"[一-鿿]\s{0,4}[一-鿿](?:\s?[一-鿿]){0,2}|[一-鿿]{1,8}[·•‧][一-鿿·•‧]{1,12}")
_POST = re.compile(
    r"(?:[省市区县镇乡州旗盟局厅处科部院校所司队组股站会任]长|书记|主任|主席|委员|常委|专员|巡视员|调研员|检察长|秘书长|"
    r"参事|顾问|总[一-鿿]{1,4}师|成员|党组|负责人|董事长|总经理|指挥|政委)"
)
_INDEX = re.compile(r"/(?:index|default|main)\.\w{3,5}$", re.I)
_LONGEST_POST = 120
"""Characters of a record besides the name; more is an account of a life."""
_FEWEST = 2


def are_leaders(view: Scene, group: Group) -> bool:
    """Whether the rows are the people of a column of leaders, each with a post."""
    heads = int(group.tag == "tr")
    if group.dated or len(group.rows) < max(_FEWEST, group.tried - heads):
        return False
    if not any(map(_COLUMN.search, view.names)) or not all(_NAME.fullmatch(row.title) for row in group.rows):
        return False
    if any(row.url is None or _leads_here(view, row.url) for row in group.rows):
        return False
    posts = zip(group.records, group.rows, strict=True)
    named = place.under_name(view.tree, group.start, group.holder, view.names)
    return named and all(_has_post(view, record, row.title) for record, row in posts)


def _leads_here(view: Scene, url: str) -> bool:
    """Whether an address is the page's own, or that of a folder in which it lies."""
    own, other = _INDEX.sub("/", view.url), _INDEX.sub("/", url)
    return own == other or (other.endswith("/") and own.startswith(other))


def _has_post(view: Scene, record: Record, name: str) -> bool:
    """Whether a record says a post, besides the name and little else."""
    low, high = view.tree.span(record.start, record.end)
    rest = [text for text in view.tree.folded[low:high] if text != name and not rowdate.is_date_piece(text)]
    return sum(map(len, rest)) <= _LONGEST_POST and any(map(_POST.search, rest))
