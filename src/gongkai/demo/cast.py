"""Who publishes what: the four websites, their units and columns. All names are invented.

Intervals and deadlines are what `truth` assumes; where `written` is false the site file leaves them to
the default rules (工作动态 14 days, 通知公告 and 政策文件 183 days).
"""

from __future__ import annotations

from gongkai.demo.values import Column, Place

PORTAL = Place(
    "yunling", "云岭区人民政府", "云岭区", "district", None, "www.yunling.example",
    ("梧桐里社区", "望湖社区", "石桥社区", "松泉社区", "竹园社区", "新塘社区", "东篱社区", "金穗社区"),
)  # fmt: skip
QINGSHI = Place(
    "qingshi", "云岭区青石街道办事处", "青石街道", "subdistrict", "yunling", "qingshi.yunling.example",
    ("梧桐里社区", "石桥社区", "磨坊社区", "书院社区", "北苑社区", "文昌阁社区", "铁道新村社区"),
)  # fmt: skip
LIUHE = Place(
    "liuhe", "云岭区柳河街道办事处", "柳河街道", "subdistrict", "yunling", "liuhe.yunling.example",
    ("柳岸社区", "望湖社区", "渡口社区", "桃园社区", "水磨坊社区"),
)  # fmt: skip
DONGWAN = Place(
    "dongwan", "云岭区东湾镇人民政府", "东湾镇", "township", "yunling", "dongwan.yunling.example",
    ("湾头村", "上河村", "龙潭村", "松坡村", "镇东社区", "黄泥坝村"),
)  # fmt: skip
TREASURY = Place(
    "yunling-finance", "云岭区财政局", "区财政局", "department", "yunling", "www.yunling.example",
    PORTAL.communities,
)  # fmt: skip

PLACES = (PORTAL, QINGSHI, LIUHE, DONGWAN)
UNITS = (PORTAL, TREASURY, QINGSHI, LIUHE, DONGWAN)

COLUMNS = (
    Column("yunling", "ylyw", "云岭要闻", "news", 101, category="business", interval=14),
    Column("yunling", "tzgg", "通知公告", "notice", 102, interval=183, written=False),
    Column("yunling", "zcwj", "政策文件", "policy", 103, interval=183, written=False),
    Column("yunling", "zcjd", "政策解读", "interpretation", 104),
    Column(
        "yunling",
        "czzj",
        "财政资金",
        "finance",
        105,
        category="finance",
        interval=365,
        unit="yunling-finance",
    ),
    Column("yunling", "gkzn", "信息公开指南", "guide", 106, "text"),
    Column("yunling", "gknb", "信息公开年报", "annual", 107, deadline="03-31"),
    Column("yunling", "rsxx", "人事信息", "personnel", 108, category="personnel"),
    Column("yunling", "zfcg", "政府采购", "procurement", 109, category="procurement", interval=92),
    Column("qingshi", "gzdt", "工作动态", "news", 1035, interval=14, written=False),
    Column("qingshi", "tzgg", "通知公告", "notice", 1036, interval=183, written=False),
    Column("qingshi", "jdwj", "街道文件", "policy", 1037, category="policy", interval=183),
    Column("qingshi", "czyjs", "财政预决算", "finance", 1038, interval=365),
    Column("qingshi", "gkzn", "信息公开指南", "guide", 1039, "text"),
    Column("qingshi", "gknb", "信息公开年报", "annual", 1040, deadline="01-31"),
    Column("qingshi", "shjz", "社会救助", "rescue", 1041, interval=31),
    Column("qingshi", "sqsw", "社区事务", "community", 1042, category="community", interval=31),
    Column("liuhe", "gzdt", "工作动态", "news", 5, interval=14, written=False),
    Column("liuhe", "tzgg", "通知公告", "notice", 6, interval=183, written=False),
    Column("liuhe", "jgzn", "机构职能", "org", 7, "text"),
    Column("liuhe", "gkzn", "公开指南", "guide", 8, "stub"),
    Column("liuhe", "gkzd", "公开制度", "system", 9, "lost-stub"),
    Column("liuhe", "gknb", "信息公开年报", "annual", 10, deadline="01-31"),
    Column("liuhe", "rsxx", "人事信息", "personnel", 11),
    Column("liuhe", "aqsc", "安全生产", "safety", 12, category="emergency", interval=30),
    Column("liuhe", "hmbt", "惠民补贴", "subsidy", 13, "empty", category="subsidy"),
    Column("dongwan", "gzdt", "工作动态", "town", 21, interval=14, written=False),
    Column("dongwan", "tzgg", "通知公告", "notice", 22, interval=183, written=False),
    Column("dongwan", "zcwj", "政策文件", "policy", 23, interval=183, written=False),
    Column("dongwan", "hnbt", "惠农补贴", "subsidy", 24, category="subsidy", interval=92),
    Column("dongwan", "ldzc", "领导之窗", "leaders", 25, "text"),
    Column("dongwan", "xzzf", "行政执法", "enforcement", 26, category="enforcement"),
    Column("dongwan", "gknb", "信息公开年报", "annual", 27, deadline="01-31"),
)


def columns_of(site: str) -> tuple[Column, ...]:
    """The columns of a site, in the order of its navigation."""
    return tuple(column for column in COLUMNS if column.site == site)


def column(key: str) -> Column:
    """The column called `SITE/SECTION`; KeyError if there is none."""
    return {c.key: c for c in COLUMNS}[key]


def place_of(column: Column) -> Place:
    """The unit that a column belongs to."""
    return next(place for place in UNITS if place.id == (column.unit or column.site))
