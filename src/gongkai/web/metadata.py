"""How Datasette's own pages show the tables: names, order, facets, search, what is hidden."""

from __future__ import annotations

from typing import Any

TABLES: dict[str, dict[str, Any]] = {
    "items": {
        "description": "条目：采集到的每一条公开信息，以其网址为准。",
        "fts_table": "items_fts",
        "fts_pk": "search_id",
        "label_column": "title",
        "sort_desc": "published",
        "size": 20,
        "facets": ["category", "unit", "status"],
    },
    "sections": {
        "description": "栏目：网站上的一个列表。state 是缓存，各页面按所选日期重新计算。",
        "label_column": "name",
        "size": 50,
        "facets": ["unit", "category"],
    },
    "units": {"description": "单位：被检查的政府机关。", "label_column": "name", "size": 50},
    "sites": {"description": "网站。", "label_column": "name", "size": 50},
    "categories": {"description": "类别：公开目录的分类及其时限。", "label_column": "name", "size": 50},
    "versions": {
        "description": "版本：条目每次所写的内容。",
        "label_column": "title",
        "sort_desc": "id",
        "size": 20,
    },
    "visits": {
        "description": "查看：每次采集对每个栏目的一次访问及其结果。",
        "sort_desc": "id",
        "size": 50,
        "facets": ["outcome"],
    },
    "captures": {
        "description": "快照：每个答复的时间、散列值与证据链；原件另存。",
        "sort_desc": "id",
        "size": 50,
    },
    "runs": {"description": "采集：每次运行。", "sort_desc": "id", "size": 50},
    "item_events": {"description": "条目的经历：出现、改动、撤下、恢复。", "sort_desc": "id", "size": 50},
    "item_sections": {"description": "条目在栏目中的位置。", "size": 50},
    "item_urls": {"description": "条目用过的网址。", "size": 50},
    "attachments": {"description": "附件。", "label_column": "name", "size": 50},
    "attachment_texts": {"description": "附件的文字：按文件散列值，各附件以 sha256 对应。", "size": 20},
    "hosts": {"description": "主机：哪些主机拒绝过访问、要求暂停，或疑似改版。", "size": 50},
    "listings": {"description": "列表：栏目某次所列的全部行。", "sort_desc": "id", "size": 20},
    "checks": {"description": "复查：对条目的每次再访问。", "sort_desc": "id", "size": 50},
    "findings": {"description": "问题：规则发现的情况及证据。", "sort_desc": "id", "size": 50},
    "finding_log": {"description": "问题的处理记录。", "sort_desc": "id", "size": 50},
    "claims": {"description": "报告中自述的数字。", "size": 50},
    "personal_marks": {"description": "个人信息标记：位置、遮蔽后的样子；原文只在快照中。", "size": 50},
    "derived": {"description": "由正文得出：近似签名、年报数字。", "size": 50},
    "unit_names": {"description": "正文中出现的机关名称。", "size": 50},
    "imports": {"description": "导入：他人保存的网页文件。", "label_column": "name", "size": 50},
    "stamps": {"description": "时间戳：证据链在某时刻的可信时间戳。", "size": 50},
    "keeping_log": {"description": "档案处置记录：隐去、恢复、清除及理由。", "sort_desc": "id", "size": 50},
    "category_log": {"description": "归类的改正记录：谁、何时、为何。", "sort_desc": "id", "size": 50},
    "topics": {"description": "类别之外的分法：法条、领域。", "label_column": "name", "size": 100},
    "topic_categories": {"description": "整类属于某项的类别。", "size": 100},
    "named_topics": {"description": "题名或栏目名里写明的项；视图 item_topics 合并两种对应。", "size": 50},
    "about": {"hidden": True},
    "judged": {"hidden": True},
    "items_fts": {"hidden": True},
}


def metadata(database: str) -> dict[str, Any]:
    """The metadata of our database, made anew: Datasette changes what it is given."""
    return {
        "databases": {
            database: {
                "title": "数据表与 SQL",
                "description": "政务公开档案的全部数据表。可以筛选、写 SQL，并导出 CSV 或 JSON。",
                "tables": {name: dict(told) for name, told in TABLES.items()},
            }
        }
    }
