"""The words people read for what the tables hold in short English ones."""

from __future__ import annotations

from gongkai.archive import StoredAttachment
from gongkai.extract.files import reasons as of_files
from gongkai.fetch import reasons
from gongkai.report.words import CLOSE_REASONS, CLOSE_TOLD, LOG, OUTCOMES, REVIEWS, param

__all__ = ["CLOSE_REASONS", "CLOSE_TOLD", "LOG", "OUTCOMES", "REVIEWS", "param"]
"""Taken over for the templates, which know one list of words."""

OUTCOME_TONES = {
    "new": "fresh",
    "unchanged": "fresh",
    "empty": "empty",
    "failed": "ours",
    "blocked": "ours",
    "broken": "ours",
}
LEVELS = {
    "province": "省级",
    "city": "市级",
    "district": "区（县）",
    "department": "部门",
    "subdistrict": "街道",
    "township": "乡镇",
    "community": "社区（村）",
    "other": "其他",
}
"""In the order in which units are listed."""
ITEM_STATUS = {"live": "在网", "removed": "已撤下", "moved": "已移址"}
KINDS = {"page": "网页", "file": "文件", "external": "站外链接"}
EVENTS = {
    "appeared": "首次采集到",
    "changed": "内容有改动",
    "removed": "已撤下",
    "returned": "恢复",
    "moved": "移址",
    "delisted": "从栏目列表中消失",
    "relisted": "重新列入栏目",
}
CAUSES = {"published": "网站发布", "reread": "本系统重新读取（并非网站改动）"}
PUBLISHED_FROM = {
    "printed": "页面正文所印",
    "meta": "页面元数据",
    "script": "页面脚本",
    "list": "栏目列表",
    "url": "网址中的日期",
    "last-modified": "服务器答复的修改时间",
}
FIELDS = {
    "title": "标题",
    "body": "正文",
    "published": "发布日期",
    "formed": "成文日期",
    "effective": "有效性",
    "issuer": "发布机构",
    "source": "来源",
    "index_no": "索引号",
    "doc_no": "发文字号",
    "metadata": "其他标注",
    "attachments": "附件",
}
ATTACHMENT_STATUS = {"stored": "已存档，文字未读", "external": "站外，未下载", "too-many": "附件过多，未下载"}
CATEGORY_REASONS = {"configured": "配置指定", "section": "按所在栏目"}
SEVERITY_TONES = {"单项否决": "veto", "突出": "stale", "一般": "due", "提示": "unwatched"}
SEVERITY_TOLD = {"提示": "提示，请核实"}
"""How a severity is worded where it is more than one word: what is only a hint says so."""
FINDING_STATUS = {"open": "未了结", "closed": "已了结"}
CLOSE_TONES = {
    "rectified": "fresh",
    "withdrawn": "ours",
    "exempted": "unwatched",
    "retired": "unwatched",
}
RUN_OUTCOMES = {"done": "完成", "stopped": "提前收尾", "no-space": "磁盘将满，提前收尾"}


def sized(number: int | None) -> str:
    """A number of bytes as people read it: 830 B, 12 KB, 3.4 MB."""
    if number is None:
        return ""
    if number < 1024:
        return f"{number} B"
    if number < 1024**2:
        return f"{number / 1024:.0f} KB"
    return f"{number / 1024**2:.1f} MB"


def attachment(file: StoredAttachment) -> str:
    """What is had of an attachment: its text, or why there is none; or why not even its bytes."""
    if file.status == "read":
        cut = f"（{of_files.of('cut')}）" if file.why == "cut" else ""
        return f"文字 {file.text_chars or 0:,} 字{cut}"
    if file.status == "no-text":
        return of_files.of(file.why)
    if file.status == "not-read":
        return f"未读：{of_files.of(file.why)}"
    if file.status in ATTACHMENT_STATUS:
        return ATTACHMENT_STATUS[file.status]
    known = file.status in reasons.REASONS or file.status.startswith("http-")
    return f"未取得：{reasons.of(file.status).detail}" if known else "未取得"


SURE, DOUBTFUL = 0.8, 0.5
"""From the first on sorting is called sure (`sure` of taxonomy.toml), below the second it needs a person's
eye: less than half of what speaks for any category speaks for this one (measured in docs/evaluation.md)."""


def sureness(confidence: float | None) -> str:
    """How sure a sorting is, in words."""
    if confidence is None:
        return "未归类"
    return "把握大" if confidence >= SURE else "把握一般" if confidence >= DOUBTFUL else "没有把握"
