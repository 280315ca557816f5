"""Labelled pages: a folder with `labels.jsonl`, one page a line, and the page files that it names.

A line: {"id", "kind": "article" | "list" | "error", "file", "url", "cms", "note", "label": {…}}; `host`
stands in for `url` where that is not known, `seen` (YYYY-MM-DD) is the day a list was looked at, `also` holds
further right answers. In what `gongkai record` wrote, `asked` tells what a list's page answers, and `masked`
that personal data are masked in the label. What a label may hold is told in `benchmarks/scoring.py`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.base.charset import decode
from gongkai.base.values import Ask, Page
from gongkai.cli.read import article_json, asked_of, listing_json
from gongkai.cli.testcase import masked
from gongkai.extract import read_article
from gongkai.platforms import read_list

LABELS = "labels.jsonl"
OWN = Path(__file__).resolve().parents[1] / "tests" / "corpus"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled page. `raw` is the file as served, `label` what a person says the page holds."""

    id: str
    kind: str
    url: str
    seen: date | None
    raw: bytes
    label: dict[str, Any]
    also: dict[str, Any]
    asked: Ask | None = None
    masked: bool = False

    def page(self) -> Page:
        text, charset = decode(self.raw)
        return Page(self.url, text, charset, asked=self.asked)


def load(folder: Path) -> list[Labelled]:
    """The pages of a corpus in the order of its labels. Raises OSError, ValueError or KeyError for a corpus
    that is not whole."""
    lines = (folder / LABELS).read_text(encoding="utf-8").splitlines()
    return [_labelled(folder, json.loads(line)) for line in lines if line.strip()]


def _labelled(folder: Path, entry: dict[str, Any]) -> Labelled:
    seen = entry.get("seen")
    return Labelled(
        id=entry["id"],
        kind=entry["kind"],
        url=entry.get("url") or f"http://{entry.get('host') or 'unknown.invalid'}/",
        seen=date.fromisoformat(seen) if seen else None,
        raw=(folder / entry["file"]).read_bytes(),
        label=entry.get("label") or {},
        also=entry.get("also") or {},
        asked=asked_of(entry.get("asked")),
        masked=bool(entry.get("masked")),
    )


def data_hash(folder: Path) -> str:
    """SHA-256 over the labels and then every page file, in the order of the labels."""
    labels = (folder / LABELS).read_bytes()
    digest = hashlib.sha256(labels)
    for page in load(folder):
        digest.update(page.raw)
    return digest.hexdigest()


def own_corpora(root: Path = OWN) -> list[Path]:
    """The labelled folders of the project itself."""
    return sorted(path.parent for path in root.glob(f"*/{LABELS}"))


def reading(page: Labelled) -> dict[str, Any]:
    """What gongkai reads, in the form that `gongkai extract` and `gongkai listing` print."""
    if page.kind == "list":
        read = listing_json(read_list(page.page(), seen=page.seen))
    else:
        read = article_json(read_article(page.page()))
    return dict(masked(read)) if page.masked else read
