"""The words people read for what the tables hold in short English ones."""

from __future__ import annotations

from gongkai.archive import StoredAttachment
from gongkai.extract.files import reasons as of_files
from gongkai.fetch import reasons

OUTCOMES = {
    "new": "有新内容",
    "unchanged": "无变化",
    "empty": "空白",
    "failed": "采集失败",
    "blocked": "被拒绝",
    "broken": "未识别",
}
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
REVIEWS = {
    "unreviewed": "未复核",
    "confirmed": "已确认",
    "acknowledged": "已知悉",
    "exempted": "已豁免",
    "contested": "有异议",
}
FINDING_STATUS = {"open": "未了结", "closed": "已了结"}
CLOSE_REASONS = {"rectified": "已整改", "withdrawn": "撤回", "exempted": "已豁免", "retired": "栏目不再检查"}
CLOSE_TONES = {
    "rectified": "fresh",
    "withdrawn": "ours",
    "exempted": "unwatched",
    "retired": "unwatched",
}
CLOSE_TOLD = {
    "rectified": "已见改正。",
    "withdrawn": "撤回：系本系统读取或配置有误，这一问题不成立，也不算整改。",
    "exempted": "经人工豁免，不再计入。",
    "retired": "栏目已不在配置中，不再检查；不说明已经改正。",
}
"""What the end of a finding means, as its page says it."""
LOG = {
    "opened": "认定",
    "closed": "了结",
    "reopened": "再次成立",
    "withdrawn": "撤回",
    "rectified": "已见改正",
    "confirm": "确认属实",
    "acknowledge": "已知悉",
    "exempt": "豁免",
    "contest": "提出异议",
}
"""What a check or a person did with a finding."""
PARAMS = {
    "interval_days": ("更新时限", "天"),
    "deadline": ("每年最迟公开日", ""),
    "proof_hours": ("两次查看至少相隔", "小时"),
    "at_least": ("不合格的起点", "个栏目"),
    "working_days": ("时限", "个工作日"),
    "backdate_days": ("标注日期之后至少", "天才作比较"),
    "display_days": ("公示期按", "个工作日计"),
}
"""What is before and after the value of a rule's parameter."""
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


def param(name: str, value: object) -> str:
    """A rule's parameter as people read it: 更新时限 14 天."""
    before, after = PARAMS.get(name, (name, ""))
    return f"{before} {value} {after}".strip()


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
