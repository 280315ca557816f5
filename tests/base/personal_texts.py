"""Made-up disclosure texts in which every stretch of personal data is known.

Nothing here is anybody's: places, names and numbers are drawn from a seed. The numbers carry right check digits,
computed here by hand from GB 11643 and ISO/IEC 7812, and not by the code that the texts are to test. A template
writes a text; what `own` wraps is personal data in it, anything else is not. `texts(count)` draws from all templates.
"""

# ruff: noqa: E501 (made-up texts are easier to read unbroken)

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

SEED = 20260102
OPEN, CUT, CLOSE = "\ue000", "\ue001", "\ue002"

Expected = tuple[str, int, int, str]
"""Kind, start, end and normalised value of one stretch."""


@dataclass(frozen=True, slots=True)
class Sample:
    genre: str
    text: str
    expected: frozenset[Expected]


def own(kind: str, printed: str, value: str = "") -> str:
    """A stretch of personal data as the text prints it."""
    return f"{OPEN}{kind}{CUT}{value or printed}{CUT}{printed}{CLOSE}"


def unwrap(genre: str, written: str) -> Sample:
    """The text that a template wrote, and where in it the personal data stand."""
    text, expected = "", set()
    for piece in re.split(f"({OPEN}[^{CLOSE}]*{CLOSE})", written):
        if piece.startswith(OPEN):
            kind, value, printed = piece[1:-1].split(CUT)
            expected.add((kind, len(text), len(text) + len(printed), value))
            text += printed
        else:
            text += piece
    return Sample(genre, text, frozenset(expected))


SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "明秀兰德芳建国玉珍桂英志强海燕文斌春梅长贵福生金凤红军小丽大勇永刚光荣"
COUNTIES = ("云岭县", "青川坝区", "临溪市", "南屏县", "白沙区")
TOWNS = ("青石镇", "柳河乡", "东风街道", "石板镇", "桃源街道", "双河镇")
VILLAGES = ("白杨村", "红岩村", "大坪村", "向阳社区", "官田村", "和平社区", "杨家湾村")
ROADS = ("迎宾路", "人民中路", "建设街", "解放西路", "文昌巷", "滨江大道", "环城北路", "青年路")
ESTATES = ("锦绣花园", "安居小区", "阳光家园", "金桂苑")
REGIONS = ("520325", "110101", "440304", "330102", "610113", "510107", "620102", "431202", "370211", "532501")
DEPARTMENTS = ("民政局", "财政局", "人力资源和社会保障局", "自然资源局", "市场监督管理局", "教育局", "水务局")
FIRMS = (
    "宏远建设工程有限公司",
    "惠民商贸有限公司",
    "正信招标代理有限公司",
    "绿野种植专业合作社",
    "安泰物业服务有限公司",
)
BANKS = (
    "中国工商银行{}支行",
    "中国农业银行股份有限公司{}支行",
    "{}农村信用合作联社营业部",
    "中国邮政储蓄银行{}支行",
)


class Draw:
    """Draws names, places and numbers. What is called `…_of` is printed bare; wrapping is the template's affair,
    except in `id`, `mobile`, `card` and `home`, which are personal data."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def one(self, *options: str) -> str:
        return self.random.choice(options)

    def between(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def digits(self, count: int) -> str:
        return "".join(self.random.choice("0123456789") for _ in range(count))

    def name(self) -> str:
        return self.one(*SURNAMES) + "".join(self.random.sample(GIVEN, self.between(1, 2)))

    def county(self) -> str:
        return self.one(*COUNTIES)

    def body(self) -> str:
        return self.county() + self.one(*DEPARTMENTS)

    def firm(self) -> str:
        return self.county()[:2] + self.one(*FIRMS)

    def bank(self) -> str:
        return self.one(*BANKS).format(self.county()[:2])

    def day(self, first: int = 2019, last: int = 2026) -> str:
        return f"{self.between(first, last)}年{self.between(1, 12)}月{self.between(1, 28)}日"

    def stamp(self, first: int = 2012, last: int = 2026) -> str:
        return f"{self.between(first, last)}{self.between(1, 12):02d}{self.between(1, 28):02d}"

    def money(self) -> str:
        return self.one(f"{self.between(100, 90000)}", f"{self.between(100, 9000)}.{self.digits(2)}")

    # numbers

    def id_of(self, first: int = 1935, last: int = 2020) -> str:
        front = self.one(*REGIONS) + self.stamp(first, last) + f"{self.between(1, 999):03d}"
        return front + "10X98765432"[sum(int(d) * (2 ** (17 - i)) for i, d in enumerate(front)) % 11]

    def not_id_of(self) -> str:
        """Eighteen digits, region and day right, check digit wrong: a code of a project."""
        front = self.one(*REGIONS) + self.stamp() + f"{self.between(0, 99):03d}"
        right = "10X98765432"[sum(int(d) * (2 ** (17 - i)) for i, d in enumerate(front)) % 11]
        return front + self.one(*(d for d in "0123456789" if d != right))

    def looks_like_id_of(self) -> str:
        """A code that happens to have all that an ID number has."""
        while True:
            number = self.id_of(2015, 2026)
            if number.isdecimal():
                return number

    def old_id_of(self) -> str:
        return (
            self.one(*REGIONS)
            + f"{self.between(35, 79)}{self.between(1, 12):02d}{self.between(1, 28):02d}"
            + self.digits(3)
        )

    def mobile_of(self) -> str:
        return (
            "1"
            + self.one("30", "35", "38", "39", "50", "59", "76", "82", "87", "98", "99", "66")
            + self.digits(8)
        )

    def card_of(self, *fronts: str) -> str:
        front = self.one(*(fronts or ("621700", "622848", "623059", "621799", "622188", "6217", "625965")))
        length = 16 if front.startswith(("4", "5", "6259")) else 19
        body = front + self.digits(length - len(front) - 1)
        doubled = sum(
            sum(divmod(int(d) * (2 if i % 2 == 0 else 1), 10)) for i, d in enumerate(reversed(body))
        )
        return body + str(-doubled % 10)

    def account_of(self) -> str:
        """An account of a body as its bank prints it: some look like a card."""
        plain = self.one("24", "52", "1012", "3602") + self.digits(self.between(13, 16))
        return self.one(plain, self.card_of(), self.card_of("6228"))

    def credit_of(self) -> str:
        """A unified social credit code (GB 32100); its check sign right."""
        signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
        tail = self.one("MA" + self.digits(6), self.digits(8), "MB" + self.digits(5) + "A")
        front = self.one("91", "11", "12", "51", "52", "93") + self.one(*REGIONS) + tail + self.digits(1)
        return front + signs[-sum(signs.index(c) * 3**i for i, c in enumerate(front)) % 31]

    def landline_of(self) -> str:
        return self.one("0852-", "(0851)", "010-", "0871 ", "") + self.one("2", "6", "8") + self.digits(7)

    # as printed

    def wide(self, number: str) -> str:
        return number.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789Xx"})

    def id(self, number: str = "") -> str:
        number = number or self.id_of()
        printed = self.one(*[number] * 7, number.lower(), self.wide(number), self._grouped(number))
        return own("id-number", printed, number)

    def _grouped(self, number: str) -> str:
        groups = number[:6], number[6:14], number[14:]
        at = self.between(4, 14)
        return self.one(
            " ".join(groups), "-".join(groups), "\u200b".join(groups), number[:at] + "\n" + number[at:],
            number[:at] + " " + number[at:], "\u00a0".join(groups),
        )  # fmt: skip

    def mobile(self) -> str:
        number = self.mobile_of()
        return self.one("", "", "", "", "", "", "+86", "+86 ", "86-") + own(
            "mobile", self._called(number), number
        )

    def _called(self, number: str) -> str:
        groups = number[:3], number[3:7], number[7:]
        return self.one(*[number] * 6, " ".join(groups), "-".join(groups), self.wide(number))

    def office_mobile(self) -> str:
        return self.one("", "", "", "", "+86 ") + self._called(self.mobile_of())

    def card(self, *fronts: str) -> str:
        number = self.card_of(*fronts)
        fours = " ".join(number[i : i + 4] for i in range(0, len(number), 4))
        return own("bank-card", self.one(*[number] * 5, fours, self.wide(number)), number)

    def phone(self) -> str:
        """How a body is reached: a mobile of an office is no personal data."""
        return self.one(self.landline_of(), self.office_mobile(), self.mobile_of())

    # places

    def street(self) -> str:
        return self.county() + self.one(self.one(*TOWNS), "") + self.one(*ROADS)

    def village(self) -> str:
        return self.county() + self.one(*TOWNS) + self.one(*VILLAGES)

    def door_of(self) -> str:
        number = f"{self.between(1, 999)}号"
        return number + self.one(
            "", "", f"{self.between(1, 30)}栋{self.between(1, 4)}单元{self.between(101, 999)}室",
            f"附{self.between(1, 9)}号", f"{self.between(1, 20)}幢{self.between(101, 1999)}室",
        )  # fmt: skip

    def home(self) -> str:
        flat = f"{self.between(1, 30)}栋{self.between(1, 4)}单元{self.between(101, 999)}"
        group = self.one("", f"{self.between(1, 12)}组", self.one(*"一二三四五六七") + "组")
        return self.one(
            self.street() + own("address", self.door_of()),
            self.street() + own("address", self.door_of()),
            self.village() + group + own("address", f"{self.between(1, 300)}号"),
            self.street() + self.one(*ESTATES) + own("address", flat + self.one("室", "号", "室")),
            self.one(*ROADS) + own("address", self.door_of()),
        )

    def office(self) -> str:
        return self.street() + self.door_of() + self.one("", "（政务服务中心三楼）", "二楼会议室")

    def hidden_id(self) -> str:
        number = self.id_of()
        return self.one(
            number[:6] + "*" * 8 + number[14:], number[:4] + "*" * 10 + number[14:], number[:14] + "****"
        )

    def hidden_mobile(self) -> str:
        number = self.mobile_of()
        return self.one(
            number[:3] + "****" + number[7:], number[:3] + "xxxx" + number[7:], number[:7] + "****"
        )


Template = Callable[[Draw], str]


def texts(templates: dict[str, Template], count: int, seed: int = SEED) -> list[Sample]:
    """`count` texts, the templates in turn, each from a seed of its own."""
    names = sorted(templates)
    return [
        unwrap(names[i % len(names)], templates[names[i % len(names)]](Draw(seed + i))) for i in range(count)
    ]
