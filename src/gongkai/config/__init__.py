"""The configuration: models of `config/*.toml`, loading, checking, differences from the defaults."""

from gongkai.config.calendar import HolidayConfig, YearConfig
from gongkai.config.examples import (
    LIKENESS,
    ExampleRow,
    LikenessTable,
    likeness_text,
    read_examples,
    read_likeness,
)
from gongkai.config.loading import Config, load
from gongkai.config.models import SectionConfig, SelectorsConfig, Settings, SiteConfig, UnitConfig
from gongkai.config.rules import LimitConfig, ProfileConfig, RuleConfig, Rules
from gongkai.config.taxonomy import (
    CategoryConfig,
    CueConfig,
    CueField,
    DimensionConfig,
    GroupConfig,
    LevelDeadline,
    SortingConfig,
    Taxonomy,
    TopicConfig,
)

__all__ = [
    "LIKENESS",
    "CategoryConfig",
    "Config",
    "CueConfig",
    "CueField",
    "DimensionConfig",
    "ExampleRow",
    "GroupConfig",
    "HolidayConfig",
    "LevelDeadline",
    "LikenessTable",
    "LimitConfig",
    "ProfileConfig",
    "RuleConfig",
    "Rules",
    "SectionConfig",
    "SelectorsConfig",
    "Settings",
    "SiteConfig",
    "SortingConfig",
    "Taxonomy",
    "TopicConfig",
    "UnitConfig",
    "YearConfig",
    "likeness_text",
    "load",
    "read_examples",
    "read_likeness",
]
