"""Asking the district's servers over real sockets."""

from __future__ import annotations

import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from email.message import Message

from gongkai.demo import District
from gongkai.demo.cast import column

CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Got:
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass(frozen=True)
class Client:
    district: District

    def at(self, day: date, hour: int = 6) -> datetime:
        moment = datetime.combine(day, time(hour, 10), CHINA)
        self.district.clock.set(moment)
        return moment

    def back(self, days: int, hour: int = 6) -> datetime:
        """Put the clock to so many days before the end."""
        return self.at(self.district.end - timedelta(days=days), hour)

    def base(self, site: str) -> str:
        return next(s.base_url for s in self.district.sites if s.id == site)

    def get(self, site: str, path: str, **headers: str) -> Got:
        return self.url(self.base(site) + path, **headers)

    def column(self, key: str, **headers: str) -> Got:
        """The first page of a column, `SITE/SECTION`."""
        wanted = column(key)
        return self.get(wanted.site, self.district._families[wanted.site].column_path(wanted), **headers)

    def url(self, url: str, **headers: str) -> Got:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            with urllib.request.urlopen(urllib.request.Request(url, headers=names), timeout=5) as answer:
                return Got(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Got(error.code, error.headers, error.read())
