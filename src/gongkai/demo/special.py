"""The items to which something happens: edited, corrected, taken down, moved out of the list; and the
rows that are no plain pages: pinned, WeChat, straight to a file, without an address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from gongkai.demo.cast import TREASURY
from gongkai.demo.standing import budget
from gongkai.demo.times import moment
from gongkai.demo.values import Change, ChangeKind, Enclosure, Item, ItemKind, Text

WRONG_AMOUNT, RIGHT_AMOUNT = "4286.0", "4826.0"


def touched(item: Item, back: int, end: date) -> Item:
    """The item with what befalls it; most are left as they are. `back` is its day before the end."""
    touch = _TOUCHES.get((item.column.key, back))
    return touch(item, end) if touch else item


def _at(end: date, back: int) -> datetime:
    return moment(end - timedelta(days=back), time(11, 20))


def _budget_edited(item: Item, end: date) -> Item:
    """The total of a budget is changed four days later; its date stays."""
    year = item.published.year
    before, after = (budget(TREASURY, year, amount) for amount in (WRONG_AMOUNT, RIGHT_AMOUNT))
    return replace(item, text=before, changes=(Change(_at(end, 41), "edited", after),))


def _term_edited(item: Item, end: date) -> Item:
    """A notice gets a later closing day and a form to download."""
    title = f"关于{item.published.year}年度社区工作者公开招聘报名的公告"
    lines = (
        "因工作需要，青石街道面向社会公开招聘社区工作者十二名，具有社区工作经历者优先。",
        "报名自公告之日起接受，为期七个工作日，地点为文昌阁社区党群服务中心二楼。",
        "笔试、面试时间另行通知，录用人员待遇按照区有关规定执行。",
    )
    later = (lines[0], lines[1].replace("七个工作日", "十个工作日"), lines[2])
    form = Enclosure("社区工作者报名登记表", "docx")
    change = Change(_at(end, 26), "edited", Text(title, later, (form,)))
    return replace(item, text=Text(title, lines), changes=(change,))


def _title_corrected(item: Item, end: date) -> Item:
    right = f"关于开展{item.published.year}年度社会保险待遇领取资格认证工作的通告"
    lines = (
        "为保障社会保险基金安全，领取养老、失业、工伤待遇的人员应当按年度进行资格认证。",
        "认证可通过手机应用自助办理，也可就近到望湖社区、松泉社区党群服务中心窗口办理；行动不便的可预约上门。",
        "连续十二个月未认证的，暂停发放待遇，补办认证后予以补发。",
    )
    change = Change(_at(end, 28), "retitled", Text(right, lines))
    return replace(item, text=Text(right.replace("工作", "功作"), lines), changes=(change,))


def _befallen(kind: ChangeKind, back: int) -> Callable[[Item, date], Item]:
    def touch(item: Item, end: date) -> Item:
        return replace(item, changes=(Change(_at(end, back), kind),))

    return touch


def _pinned(item: Item, _: date) -> Item:
    return replace(item, pinned=True)


def _row(kind: ItemKind, title: str, address: str = "") -> Callable[[Item, date], Item]:
    def touch(item: Item, _: date) -> Item:
        text = Text(title, item.text.paragraphs, (Enclosure(title, "pdf"),) if kind == "file" else ())
        return replace(item, kind=kind, text=text, address=address)

    return touch


_TOUCHES: dict[tuple[str, int], Callable[[Item, date], Item]] = {
    ("yunling/czzj", 45): _budget_edited,
    ("qingshi/tzgg", 28): _term_edited,
    ("yunling/tzgg", 31): _title_corrected,
    ("yunling/tzgg", 40): _befallen("removed", 31),
    ("qingshi/sqsw", 23): _befallen("removed", 17),
    ("yunling/rsxx", 50): _befallen("delisted", 29),
    ("yunling/tzgg", 121): _pinned,
    ("qingshi/sqsw", 14): _row(
        "external",
        "青石街道微信公众号：一图看懂社区食堂怎么点餐",
        "https://mp.weixin.qq.com/s/qingshi-make-believe-0001",
    ),
    ("qingshi/sqsw", 68): _row(
        "external",
        "青石街道微信公众号：书院社区的楼道变了样",
        "https://mp.weixin.qq.com/s/qingshi-make-believe-0002",
    ),
    ("qingshi/sqsw", 32): _row("file", "磨坊社区惠民资金收支明细表"),
    ("qingshi/sqsw", 41): _row("dead", "北苑社区居务公开栏照片（点击查看大图）"),
}
