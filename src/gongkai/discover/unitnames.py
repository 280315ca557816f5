"""Names of government bodies: whose page it is, and of what level they are. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.base.values import Level
from gongkai.platforms.tree import Tree, fold

_LEVELS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("subdistrict", re.compile(r"街道(?:办事处|办)?$")),
    ("township", re.compile(r"(?<!城)(?<!街道)(?<!美丽)[镇乡](?:人民政府|政府)?$")),
    ("community", re.compile(r"(?:社区|居委会|村委会)(?:居民委员会)?$")),
    ("department", re.compile(r"局$|厅$|委员会$|管委会$|\w{2}委$|\w{2}中心$|支队$|(?:政府|区|县)办公室$")),
    ("district", re.compile(r"[区县旗](?:人民政府|政府)?$")),
    ("city", re.compile(r"市(?:人民政府|政府)?$")),
    ("province", re.compile(r"(?:省|自治区)(?:人民政府|政府)?$")),
)
_BODY = r"[\u4e00-\u9fff（）()]{2,24}?(?:人民政府|街道办事处|街道办|管委会|委员会|局|厅|政府)(?:办公室)?"
_STATED = re.compile(rf"(?:主办(?:单位)?|承办(?:单位)?|版权所有|主管单位)\s*[:：©]?\s*({_BODY})")
_SITE_TAIL = re.compile(
    r"(?:门户)?(?:网站|官网|网)$|政府信息公开(?:专栏|平台|目录|网)?$|信息公开(?:专栏|平台|目录|网)?$|平台$"
)
_PARTS = re.compile(r"[_\-—|｜>»\s]+")
_COUNTER = re.compile(r"各|有关|相关|所属|下属|全部|其他|直属|本|乡镇|镇街|街镇")
"""Words of names that mean several bodies: 各街道, 直属部门."""


@dataclass(frozen=True, slots=True)
class Body:
    """A government body by name and level."""

    name: str
    level: Level


def body(name: str) -> Body | None:
    """The body that a whole text names, or None: neither a kind of bodies (各街道) nor a long text."""
    name = fold(name)
    if not 3 <= len(name) <= 24 or _COUNTER.search(name):
        return None
    return next((Body(name, level) for level, ending in _LEVELS if ending.search(name)), None)


def owner(tree: Tree) -> Body | None:
    """Whose website a page is of: by its meta tag, its title, what its foot states."""
    stated = [fold(tree.meta("sitename")), *reversed(_PARTS.split(tree.title))]
    stated += [match[1] for text in tree.texts if len(text) < 300 for match in _STATED.finditer(fold(text))]
    for name in stated:
        found = body(_SITE_TAIL.sub("", name))
        if found:
            return found
    return None


def innermost(names: Iterable[str], site: Body | None) -> Body | None:
    """Of the names on the way to a section the last that is a body below the site's own; None where there is
    none. The offices of a department's own website are no units."""
    if site is not None and site.level in ("department", "subdistrict", "township", "community"):
        return None
    found = [one for name in names if (one := body(name)) and one.level in _BELOW and one != site]
    return found[-1] if found else None


_BELOW: tuple[Level, ...] = ("department", "subdistrict", "township", "community")
