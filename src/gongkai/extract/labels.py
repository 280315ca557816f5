"""The labels under which pages print facts, and how to read "label: value" pairs.

Labels are printed with blanks and ideographic spaces inside (索 引 号), with and without a colon, in table
cells, list items, definition lists and plain lines. A label never is the value of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongkai.base.dates import find_dates

LABELS: dict[str, str] = {}
"""Every label known, without blanks → the field it fills; fields that we do not keep are `other`."""

for _field, _words in {
    "source": "来源 信息来源 文章来源 稿件来源 稿源 来源单位 信息来源单位 文档来源 新闻来源 内容来源 "
    "发布来源",
    "published": "发布时间 发布日期 发表时间 发表日期 公开日期 公开时间 公布日期 公布时间 信息发布时间 "
    "信息发布日期 "
    "发稿时间 发稿日期 日期 时间 上网日期 上网时间 公告时间 公告日期 信息时间 登载日期 刊登日期 挂网时间 "
    "发布于 时间发布 文章发布时间 信息公开日期 主动公开日期 发布 发表于",
    "updated": "更新时间 更新日期 录入时间 录入日期 添加时间 添加日期 上传时间 创建时间 编辑时间 "
    "修改时间 最后更新",
    "formed": "成文日期 成文时间 发文日期 发文时间 生成日期 生成时间 制发日期 印发日期 印发时间 签发日期 "
    "签发时间 签署日期 签署时间 形成日期 形成时间 制文日期 制定日期 信息生成日期 信息形成日期 "
    "公文生成日期 产生日期",
    "effective": "有效性 时效性 是否有效 信息有效性 有效状态 文件状态 效力状态 时效 时效状态 文件有效性 "
    "信息时效性 公文时效 "
    "文件时效性 是否有效力 信息状态 效力",
    "issuer": "发布机构 发文机关 发文机构 发布单位 发布机关 发文单位 制发机关 制发单位 公开主体 发布部门 "
    "公开机构 "
    "信息发布机构 印发机关 信息公开机构 制文机关 成文机关 制定机关 发布主体 公开单位 信息公开主体 公开机关 "
    "印发单位 发文部门 发文主体 信息所属单位 信息提供单位 责任单位 公开责任部门 公开责任单位 责任部门 "
    "制发机构 "
    "信息公开单位 "
    "发布者机构 信息发布单位",
    "index_no": "索引号 索引码 信息索引号 索取号 信息索引 索引编号 信息索取号 政府信息索引号 公文索引号 "
    "信息编号",
    "doc_no": "文号 发文字号 发文文号 文件编号 文件字号 公文文号 文件文号 发文号 公文字号 文书号 发布文号 "
    "发文编号 "
    "文件号 公文编号 文本文号 统一文号",
    "title": "名称 标题 信息名称 文件名称 信息标题 文件标题 公文名称 题名 公文标题 文件题名 "
    "信件标题 来信标题 咨询标题 留言标题 问题标题",
    "unified_no": "统一登记号 登记号 规范性文件登记号 统一编号",
    "editor": "责任编辑 编辑 责编 网络编辑 本文责任编辑 审核 审核人 初审 复审 终审 一审 二审 三审 校对 "
    "签发人 审签 信息发布 "
    "信息审核 信息发布人 发布人 发布者 录入 录入人 录入者 信息录入 撰稿 撰稿人 供稿 供稿人 供稿单位 摄影 "
    "上传者 上传人 "
    "编审 值班编辑 值班主任 信息员 作者 文章作者 编辑人员 信息提供 提供单位 供稿部门 监制 责任审核 "
    "摄像 剪辑 配图 视频 图片来源",
    "counter": "浏览次数 浏览量 浏览 点击数 点击量 点击次数 点击率 点击 访问量 访问次数 阅读 阅读量 "
    "阅读次数 人气 评论 评论数 跟帖 "
    "浏览人次 阅读数 下载次数 访问 浏览数 本文浏览量 次数 已阅 查看 查看次数 热度",
    "tool": "字号 字体 字体大小 打印 分享 分享到 视力保护色 保护视力色 视力保护 文字大小 字号大小 背景色 "
    "关闭 收藏 "
    "分享至 选择字号 扫一扫 正文字体 页面字号 打印本页 我要分享 语音播报 语音 朗读",
    "effective_from": "生效日期 生效时间 实施日期 实施时间 施行日期 施行时间 执行日期",
    "effective_until": "失效日期 失效时间 废止日期 废止时间 截止日期 终止日期 有效期 有效期限 有效期至 "
    "有效时间",
    "other": "主题分类 主题词 关键词 关键字 组配分类 体裁分类 信息分类 分类 公开方式 公开形式 公开范围 "
    "公开时限 "
    "公开类别 公开属性 公开程序 语种 信息类别 服务对象 载体类型 内容概述 内容概要 摘要 内容摘要 记录形式 "
    "文章类型 "
    "所属栏目 栏目 主题 效力级别 所属主题 公文种类 公文类型 文种 信息格式 信息类型 内容分类 体裁 主题类别 "
    "分类号 "
    "所属机构 信息载体 公开目录 公开内容 联系电话 联系方式 副标题 所属分类 行业分类 文件类型 专题分类 "
    "类别 类型 "
    "标签 所属地区 地区 区域分类 生命周期 生命周期分类 适用对象 施行范围 政策类型 政策分类 政策级别 政策类别 "
    "适用范围 法规类型 文件分类 发布层级 发布级别 政府信息公开目录 所属类别 组配 公开事项 涉及行业 "
    "国民经济行业分类 "
    "密级 公开期限 备注 描述 信息描述 附件 附件下载 相关附件 政策咨询 解读机关 解读单位 主办单位 公开日志 "
    "格式 "
    "是否公开 公开情况 主送机关 主送单位 起草单位 牵头单位 链接地址 发布范围 领域 所属领域 "
    "所属专题 省份 "
    "生成单位 权限 卷宗号 信息公开类别 信息公开方式 公开指南 信息概述 信息内容",
}.items():
    for _word in _words.split():
        LABELS[_word] = _field

STRONG = frozenset(("index_no", "doc_no", "issuer", "formed", "effective", "unified_no", "effective_until"))
"""Fields that only a metadata table prints, never a sentence."""

_OTHER_STRONG = frozenset(
    "主题分类 组配分类 体裁分类 信息分类 公开方式 公开形式 公开范围 公开时限 公开类别 信息类别 服务对象 "
    "主题词 关键词 载体类型 内容概述 公文种类 "
    "发布日期 公开日期 主题 分类 名称 标题 信息名称 文件名称 生效日期".split()
)
LABEL_SIGNS = "：:【】[]（）()*·•|◆■※"
"""What templates put around a label."""

MAX_LABEL = max(map(len, LABELS))
_ENDS = frozenset(label[-1] for label in LABELS)
LABEL_STARTS = frozenset(label[0] for label in LABELS)
NOTHING = frozenset(
    "无 暂无 空 没有 / - -- --- — —— 、 。 . * null NULL undefined None 无文号 〔〕号 〔〕 []号 其他无 "
    "无索引号 ： : | // \\ 〔0〕号 〔〕0号 ----".split()
)
_OPENING, _CLOSING = tuple("（(【[〔"), tuple("）)】]〕")
_COLON = re.compile(r"[：:]")
_TIME = re.compile(r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")
MAX_DATE_CELL = 20
"""Characters of a cell that is a date and its time."""

_SHORT_NEEDS_EDGE = 3
"""Labels this short are believed in the middle of a line only after a blank or a sign: not in 资金来源."""


def label_field(text: str) -> str | None:
    """The field of a text that is nothing but a label (with or without colon, blanks, brackets)."""
    return LABELS.get(text.strip(LABEL_SIGNS))


def is_strong(label: str) -> bool:
    """Whether a label belongs to metadata tables: three of them make one."""
    return LABELS.get(label) in STRONG or label in _OTHER_STRONG


def clean_value(text: str) -> str | None:
    """A printed value, or None for what means "none"."""
    value = text.strip(" \t|｜;；,，·").strip()
    if value.endswith(("：", ":")):  # the rest of a label that was cut in two
        return None
    if (
        value.startswith(("[", "【"))
        and value.endswith(("]", "】"))
        and len(value) > 2
        and value[1:-1].isdigit()
    ):
        value = value[1:-1]
    if value.endswith(_CLOSING) and not any(opening in value for opening in _OPENING):
        value = value.rstrip("".join(_CLOSING))
    value = value.rstrip("".join(_OPENING)).strip()
    return None if not value or value in NOTHING else value


_BRACKETED = re.compile(r"[\[【［]\s*((?:[\u4e00-\u9fff]\s*){2,12})[\]】］]\s*[：:]?")


def unbracketed(text: str) -> str:
    """`【索引号】某` and `[ 索 引 号 ] 某` as `索引号：某`; switches in brackets stay."""
    if "[" not in text and "【" not in text and "［" not in text:
        return text
    return _BRACKETED.sub(_as_label, text)


def _as_label(match: re.Match[str]) -> str:
    name = "".join(match[1].split())
    return f" {name}：" if LABELS.get(name) not in (None, "tool", "counter") else match[0]


def pairs(text: str) -> list[tuple[str, str]]:
    """The (label, value) pairs of a line like `来源：某局  发布时间：2026-01-02 10:11  字号：大 中 小`.

    A value ends where the next known label begins; it is empty where nothing stands between. A date before
    the first label comes last, without a label.
    """
    if "【" in text or "[" in text or "［" in text:
        text = unbracketed(text)
    if "：" not in text and ":" not in text:
        return []
    found: list[tuple[int, int, str]] = []
    for colon in _COLON.finditer(text):
        place = colon.start()
        last = text[place - 1 : place]
        label = _label_before(text, place) if last in _ENDS or last.isspace() else None
        if label:
            found.append((label[0], place + 1, label[1]))
    result = []
    for number, (_, value_start, name) in enumerate(found):
        value_end = found[number + 1][0] if number + 1 < len(found) else len(text)
        result.append((name, text[value_start:value_end].strip()))
    before = text[: found[0][0]][:60] if found else ""
    if before and not _COLON.search(_TIME.sub("", before)) and find_dates(before):
        result.append(("", before.strip()))
    return result


def _label_before(text: str, colon: int) -> tuple[int, str] | None:
    """Where the label before a colon begins, and the label without blanks; the longest that is known."""
    best: tuple[int, str] | None = None
    letters = ""
    position = colon - 1
    while position >= 0 and len(letters) < MAX_LABEL and colon - position < 40:
        char = text[position]
        if not char.isspace():
            if not "\u4e00" <= char <= "\u9fff":
                break
            if not letters and char not in _ENDS:
                break
            letters = char + letters
            if letters in LABELS and _has_edge(text, position, letters):
                best = (position, letters)
        position -= 1
    return best


def _has_edge(text: str, position: int, label: str) -> bool:
    if position == 0 or len(label) > _SHORT_NEEDS_EDGE:
        return True
    return not "\u4e00" <= text[position - 1] <= "\u9fff"


def segments(cells: Iterable[str]) -> list[tuple[str, str]]:
    """The pairs of a run of cells or lines in which label and value may stand in cells of their own."""
    result: list[tuple[str, str]] = []
    waiting: str | None = None
    for cell in cells:
        bare = "".join(cell.split())
        if not bare:
            continue
        inline = pairs(cell)
        name = bare.strip(LABEL_SIGNS)
        if name in LABELS:
            result.append((name, ""))
            waiting = name
        elif inline:
            result.extend(inline)
            waiting = inline[-1][0] if not inline[-1][1] else None
        elif waiting is not None:
            result[-1] = (waiting, cell.lstrip("：: ").strip())
            waiting = None
        elif len(bare) <= MAX_DATE_CELL and find_dates(cell):
            result.append(("", cell))
    return result
