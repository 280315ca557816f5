"""What every command is given: where configuration and archive lie, and how to load them."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from gongkai.base.errors import ConfigError, Problem, UsageError

if TYPE_CHECKING:
    from gongkai.classify import Sorter
    from gongkai.config import Config

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Context:
    """`config_folder` and `archive_folder` as given on the command line, None where they were not."""

    config_folder: Path | None = None
    archive_folder: Path | None = None

    def folder(self) -> Path | None:
        """The operator's configuration folder: the one given, else ./config where there is one."""
        if self.config_folder is not None:
            if not self.config_folder.is_dir():
                raise ConfigError(
                    (Problem(str(self.config_folder), "", "没有这个配置目录", "用 gongkai init 写出一份"),)
                )
            return self.config_folder
        here = Path("config")
        return here if here.is_dir() else None

    def config(self) -> Config:
        """The configuration, checked; ConfigError with every mistake in it."""
        from gongkai.config import load

        return load(self.folder())

    def archive(self, config: Config | None = None) -> Path:
        """The archive's folder: the one given, else the one configured."""
        return self.archive_folder or Path((config or self.config()).settings.archive.path)


def sorter_of(config: Config) -> Sorter:
    """What items are sorted by: the taxonomy, and what was learned from examples."""
    from gongkai.classify import Sorter
    from gongkai.config import read_likeness

    return Sorter.of(config, read_likeness(config.folder))


class ChinaDate(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}”不是日期，请写成 2026-11-23 这样。", param, ctx)


CHINA_DATE = ChinaDate()


def clock() -> datetime:
    """The present moment. The only place where the command line reads the clock."""
    return datetime.now(UTC)


def json_option(command: Decorated) -> Decorated:
    """`--json`: one JSON document on standard output instead of text for people."""
    return click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取。")(command)


def login_name() -> str:
    """The name of who is logged in. A service or a container may have none: UsageError."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise UsageError("不知道是何人所为：系统没有登录名。", do="请用 --by 写明姓名。") from error
