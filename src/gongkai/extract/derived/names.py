"""Names of government bodies that a text speaks of: 明月街道办事处, 清水区财政局, 白石县民族宗教事务局.

Chinese sets no blanks, so where a name begins is the question. A name is read from its end (`_END`) back to
the last sign or word that no name holds (`_NEVER_INSIDE`); a department's name is made of known words
(`_DUTIES`); and before it stands a chain of places, each ending in the word for its kind (省, 市, 县, 区,
街道 …). What does not fit is dropped from the front, place by place, until it does:
`大力宣传动员清水区明月街道办事处` says 明月街道办事处, and what names no place (`区财政局`, `本街道办事处`)
names nobody and is left out.

Precise rather than complete: not every name is given, but what is given is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

NAMES = "names/1"
LIMIT = 20
"""Names given of one text, the most frequent first."""

MAX_ENDS = 2_000
"""Ends of names looked at in one text: it bounds the time."""

_REACH = 32
"""So many characters before its end belong to a name at most."""

_DUTIES = (
    "安全 安全生产 保护 保险 保障 财政 残疾人 草原 产权 城管 城市 城市管理 城乡 促进 大数据 档案 "
    "地方金融 电子商务 发展 法制 房产 房屋 防空 扶贫 服务 服务业 改革 工商 工信 工业 供销 公安 "
    "公共资源 公路 公用事业 管理 广播 广电 规划 国防动员 国土 国有资产 国资 海事 海洋 环保 环境 机关 "
    "机关事务 技术 计划生育 计生 价格 监督 监管 健康 建设 交通 交易 教科 教体 教育 金融 经济 经贸 经信 "
    "开发 科技 科学 矿产 劳动 老干部 老龄 粮食 林草 林业 旅游 绿化 贸易 民防 民政 民族 能源 农村 农机 "
    "农牧 农业 普查 气象 侨务 区域合作 人防 人口 人力资源 人民 人社 商务 社会 审计 审批 生态 食品 事务 "
    "市场 市监 市容 兽医 数据 水利 水务 税务 司法 台湾 体育 统计 投资 土地 退役军人 外事 网信 卫健 "
    "卫生 文广 文化 文旅 文体 文物 物价 物资储备 乡村 乡镇企业 消防 新闻出版 信访 信息 信息化 行政 "
    "畜牧 宣传 烟草 药品 医保 医疗 医药 移民 应急 营商环境 渔业 园林 运输 招商 招商引资 振兴 政务 "
    "政务服务 知识 执法 质量 治理 中小企业 住房 住建 专卖 资源 自然 宗教 综合"
)
_BACK = "|".join(sorted({duty[::-1] for duty in _DUTIES.split()}, key=lambda duty: (-len(duty), duty)))
_DUTIES_BACK = re.compile(f"(?:[和与、]?(?:{_BACK})){{1,8}}")
"""What the name of a department is made of, read from its end."""

_SEAT = r"(?:社区|村)(?:居民|村民)?委员会|(?:居民|村民)委员会|社区居委会|村委会"
_END = re.compile(
    r"街道办事处|街道办(?!事)|(?:民族)?[乡镇]人民政府|(?:自治)?[省市州县区旗]人民政府(?:办公[室厅])?|"
    rf"{_SEAT}|(?:新区|开发区|园区|度假区|示范区)(?:管理委员会|管委会)|局|委员会|厅"
)
_DEPARTMENTS = frozenset(("局", "委员会", "厅"))

_NEVER_INSIDE = (
    "关于|印发|转发|批转|根据|按照|依据|依照|遵照|通过|以及|报送|上报|下发|发布|公布|公开|公示|制定|组织|联合|会同|"
    "配合|协助|协调|指导|督促|要求|推动|推进|推荐|开展|召开|举办|举行|负责|主办|承办|协办|主管|所属|下属|下辖|直属|"
    "隶属|位于|坐落|来到|走进|深入|前往|参加|参观|担任|现任|历任|作为|成立|设立|撤销|原属|抄送|主送|同意|批准|经由|"
    "承担|主持|统筹|提交|建立|应当|颁发|招聘|莅临|完成|整改|代表|选调|反馈|直辖|单列|以上|中共|时任|做好|搞好|抓好|会上|或者|"
    "提供|咨询|联系|访问|登录|进入|详见|参见|同志|领导|全县|全市|全区|全镇|全乡|全省|本县|本市|本区|本镇|本乡|我县|"
    "我市|我区|我镇|我乡|各县|各市|各区|各镇|各乡|该县|该市|该区|该镇|该乡|以来|期间|其中|包括|例如|现将|请到|请向|"
    "[的了被把给我你他她它该各其是等按据并且因已也们本号级委]|人民政府|办事处|委员会|[局厅]"
)
_FIRST = re.compile(
    "由(?!旺)|向(?![阳前荣])|与|和(?![平林布兴谐美睦安义顺田龙静政硕])|及(?!第)|同(?![江心仁德和])|经(?!济|开)|"
    "对|在|到|从(?!江|化)|为(?!民)|至|请|将(?!乐)|让(?!胡)|报(?!恩)|致|送|原(?!阳|平|州)|驻(?!马)|于(?!都|洪|田)|"
    "以|或|现|兼|即|含|如(?!皋|东)|除|自(?!贡|治|流)|赴|往|找|问|函"
)
"""Words before a name, unless they begin one that is known to begin so."""

_HAN = r"\u3400-\u9fff"
_STOP = re.compile(rf"[0-9０-９] ?[年月日](?:度|份)?|[^{_HAN}]|{_NEVER_INSIDE}")
_KIND = "自治区|自治州|自治县|自治旗|民族乡|新区|开发区|度假区|示范区|街道|社区|省|市|盟|县|区|旗|镇|乡|村"
_STEM = (
    rf"(?!城市|城乡|城镇|城区|社区|乡村|农村|乡镇|辖区|园区|小区|街道)"
    rf"(?:[{_HAN}]{{2,4}}|[{_HAN}]{{2,10}}族|[{_HAN}]{{0,3}}(?:经济技术|高新技术产业|经济))"
)
_PLACE = rf"(?:[^\W市区县镇乡全两老外新多]县|{_STEM}(?<![到向至在对从由报])(?:{_KIND}))"
_PLACES = re.compile(rf"{_PLACE}{{1,6}}")
_PLACES_AND_STEM = re.compile(rf"{_PLACE}{{0,5}}{_STEM}")
_PLACES_AND_SIGN = re.compile(rf"{_PLACE}{{0,5}}(?:{_STEM}|[^\W市区县镇乡全两老外新多])")
_FRONT = re.compile(rf".+?(?:{_KIND})")


@dataclass(frozen=True, slots=True)
class NameFound:
    """A name, how often the text says it, and where first (characters from the start of the text)."""

    name: str
    count: int
    position: int


def unit_names(text: str, limit: int = LIMIT) -> tuple[NameFound, ...]:
    """The bodies named in a text, the most frequent first, then as they come."""
    found: dict[str, list[int]] = {}
    for end in islice(_END.finditer(text), MAX_ENDS):
        start = _start(text, end)
        if start is not None:
            found.setdefault(text[start : end.end()], []).append(start)
    names = [NameFound(name, len(starts), min(starts)) for name, starts in _folded(found).items()]
    return tuple(sorted(names, key=lambda name: (-name.count, name.position))[:limit])


def _start(text: str, end: re.Match[str]) -> int | None:
    """Where the name with this end begins; None if there is no place in it."""
    before = _before(text, end.start())
    is_department = end[0] in _DEPARTMENTS
    if is_department:
        duties = _DUTIES_BACK.match(before[::-1])
        if duties is None:
            return None
        before = before[: -len(duties[0])].removesuffix("和")
    whole = _PLACES if is_department else _PLACES_AND_SIGN if end[0][0] == "县" else _PLACES_AND_STEM
    before = _without_first(before)
    while before and not whole.fullmatch(before):
        front = _FRONT.match(before)
        before = before[front.end() :] if front else ""
    length = len(before) + (len(duties[0]) if is_department and duties else 0)
    return end.start() - length if before else None


def _before(text: str, end: int) -> str:
    """The Chinese characters right before a place of the text, back to the last word that no name holds."""
    window = text[max(0, end - _REACH) : end]
    start = 0
    for stop in _STOP.finditer(window):
        start = stop.end()
    return window[start:]


def _without_first(before: str) -> str:
    while first := _FIRST.match(before):
        before = before[first.end() :]
    return before


def _folded(found: dict[str, list[int]]) -> dict[str, list[int]]:
    """Names with words before them that might begin a place (`走访清水区财政局`) are the same as without,
    where the text says them without as well. Those with a larger place before them are names of their
    own."""
    folded: dict[str, list[int]] = {}
    for name, starts in found.items():
        cut = next((at for at in range(1, len(name)) if name[at:] in found and not _ends_place(name, at)), 0)
        folded.setdefault(name[cut:], []).extend(start + cut for start in starts)
    return folded


def _ends_place(name: str, at: int) -> bool:
    return _PLACES.fullmatch(name[:at]) is not None
