"""The configuration: models of `config/*.toml`, loading, checking, differences from the defaults."""

from gongkai.config.calendar import HolidayConfig, YearConfig
from gongkai.config.loading import Config, load
from gongkai.config.models import (
    CategoryConfig,
    GroupConfig,
    LevelDeadline,
    SectionConfig,
    SelectorsConfig,
    Settings,
    SiteConfig,
    UnitConfig,
)
from gongkai.config.rules import LimitConfig, ProfileConfig, RuleConfig, Rules

__all__ = [
    "CategoryConfig",
    "Config",
    "GroupConfig",
    "HolidayConfig",
    "LevelDeadline",
    "LimitConfig",
    "ProfileConfig",
    "RuleConfig",
    "Rules",
    "SectionConfig",
    "SelectorsConfig",
    "Settings",
    "SiteConfig",
    "UnitConfig",
    "YearConfig",
    "load",
]
