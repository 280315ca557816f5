"""Colours must be read by everyone: WCAG AA contrast for every text on its ground, in both schemes."""

from __future__ import annotations

import re

import pytest

from gongkai.web.pages import STYLE

TONES = ("fresh", "due", "stale", "empty", "unwatched", "ours", "ins", "del", "mark", "brand")
PAIRS = [(f"{tone}-ink", tone) for tone in TONES] + [
    (ink, ground) for ink in ("ink", "soft", "link") for ground in ("paper", "sheet", "wash")
]
PAIRS.append(("sheet", "stale-ink"))  # the badge of what fails a site


def schemes() -> list[dict[str, str]]:
    light, dark = re.findall(r":root \{(.*?)\}", STYLE, re.S)[:2]
    return [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block)) for block in (light, dark)]


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_contrast(ink: str, ground: str) -> None:
    for scheme in schemes():
        light, dark = sorted((luminance(scheme[ink]), luminance(scheme[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground, scheme)
