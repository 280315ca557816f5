"""What a twin publishes: one column whose entries come and go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from gongkai.demo.texts import number, pick
from gongkai.demo.values import CHINA, Enclosure, FileKind, Text

FIRST = datetime(2025, 9, 1, 8, 30, tzinfo=CHINA)
_STEP = timedelta(hours=4)
_ABOUT = (
    "低保对象",
    "临时救助",
    "春季防火",
    "危房排查",
    "义务植树",
    "文明养犬",
    "燃气安全",
    "防汛值守",
    "老年体检",
)
_WHAT = ("名单的公示", "工作的通知", "情况的通报", "方案的公告", "结果的公示", "安排的通知")
_WHERE = ("柳湾社区", "望山社区", "河西社区", "青石街道", "兴业路片区")
_KINDS: Sequence[FileKind] = ("pdf", "docx", "xlsx")
_PARAGRAPHS = (
    "现将{where}{about}有关情况公布如下，请各相关单位和居民知悉，并按本页所列的时间和地点办理。",
    "对公布内容有异议的，请在公布之日起七个工作日内，以书面形式向街道党政综合办公室反映，逾期不再受理。",
    "联系地址为云岭区青石街道办事处一楼便民服务大厅三号窗口，办理时间为工作日上午九时至下午五时。",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One published text: `number` is its id in the CMS, `published` China time."""

    number: int
    published: datetime
    text: Text

    @property
    def title(self) -> str:
        return self.text.title

    @property
    def day(self) -> str:
        return f"{self.published:%Y-%m-%d}"


class Stock:
    """A column under a name. Entries stand newest first; every fifth carries a file, every tenth two."""

    name = "通知公告"

    def __init__(self, count: int) -> None:
        self.entries: list[Entry] = []
        self.version = 0
        """Grows whenever something is published or removed."""
        self._made = 0
        self.publish(count)

    def publish(self, count: int) -> None:
        """Publish so many more, each a few hours after the one before it."""
        self.version += 1
        for _ in range(count):
            self._made += 1
            self.entries.insert(0, _entry(self._made))

    def remove(self, count: int) -> list[Entry]:
        """Take so many away, spread over the column; what was taken."""
        step = max(1, len(self.entries) // max(count, 1))
        taken = [self.entries[at] for at in range(step // 2, len(self.entries), step)][:count]
        self.version += 1
        self.entries = [entry for entry in self.entries if entry not in taken]
        return taken

    def find(self, wanted: int) -> Entry | None:
        """The entry of a number, if it is there."""
        return next((entry for entry in self.entries if entry.number == wanted), None)


def _entry(at: int) -> Entry:
    where, about, what = pick(_WHERE, at, 1), pick(_ABOUT, at, 2), pick(_WHAT, at, 3)
    paragraphs = tuple(line.format(where=where, about=about) for line in _PARAGRAPHS)
    files = tuple(
        Enclosure(f"{where}{about}明细表{n + 1}", _KINDS[(at + n) % 3])
        for n in range(2 if at % 10 == 0 else at % 5 == 0)
    )
    title = f"关于{where}{about}{what}（{at}号）"
    published = FIRST + at * _STEP + timedelta(minutes=number(0, 59, at))
    return Entry(700_000 + 7 * at, published, Text(title, paragraphs, files))
