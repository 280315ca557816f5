"""A finding as plain data, for `--json` and for the package of its proof."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from gongkai.base.findings import Finding

UNKEPT = 0
"""The number of a finding that was judged of a past day and is not kept."""


def finding_json(finding: Finding) -> dict[str, Any]:
    """Everything that a rule found, with its key, whether it is open, and what people said. `id` is None
    where it is not kept."""
    return {
        "id": finding.id or None,
        "key": finding.found.key,
        "status": "open" if finding.open else "closed",
        **asdict(finding.found),
        "review": finding.review,
        "reviewed_by": finding.reviewed_by,
        "reviewed_at": finding.reviewed_at,
        "office": finding.office,
    }
