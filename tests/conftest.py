"""What every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def evaluation() -> Path:
    """The folder of optional evaluation data; tests that need it skip where it is absent."""
    named = os.environ.get("GONGKAI_EVALUATION")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "realpages").is_dir():
        pytest.skip("the optional evaluation data is not here; name its folder in GONGKAI_EVALUATION")
    return folder
