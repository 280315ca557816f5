"""A section as tried, as a folder of labelled pages (tests/corpus/README.md): bytes as served, and beside
them what they are read as today, personal data masked. Values in, files out."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from typing import Any, Literal

from gongkai.base.charset import read_page
from gongkai.base.personal import mask
from gongkai.base.values import Ask, Page, Response
from gongkai.cli.read import article_json, listing_json
from gongkai.crawl.trial import Step, Trial
from gongkai.extract import read_article
from gongkai.platforms import read_list

OTHERWISE = (
    "a crawl reads this page otherwise: the section's file says how, or the Content-Type names the charset"
)
_ARTICLE = (
    "title", "published", "published_from", "formed", "effective", "source", "issuer", "index_no", "doc_no",
    "body", "attachments", "parts", "section_path",
)  # fmt: skip
"""What of a reading the label of an article holds; `benchmarks/scoring.py` knows these."""

_NOT_WORDS = frozenset(
    ("url", "next_url", "next_page", "file", "parts", "date", "published", "formed", "charset")
)
_ENDINGS = {"application/json": "json", "text/html": "html", "application/xhtml+xml": "html"}


def case_files(trial: Trial, name: str) -> dict[str, bytes]:
    """The files of a case, by their paths in its folder `name`; none where nothing was received."""
    labels: list[dict[str, Any]] = []
    files: dict[str, bytes] = {}
    for number, step in enumerate(_list_steps(trial), 1):
        label = _list_label(f"{name}-list-{number}", step, trial.day)
        _add(files, labels, label, f"list-{number}", step.response)
    article = _article_response(trial)
    if article is not None:
        label = _article_label(f"{name}-article-1", article)
        _add(files, labels, label, "article-1", article)
    if not labels:
        return {}
    lines = "".join(json.dumps(label, ensure_ascii=False) + "\n" for label in labels)
    return {**files, "labels.jsonl": lines.encode(), "README.md": _about(trial, name).encode()}


def masked(printed: Any, key: str = "") -> Any:
    """A reading as `extract` and `listing` print it, with personal data in its words masked."""
    if isinstance(printed, dict):
        return {name: masked(value, name) for name, value in printed.items()}
    if isinstance(printed, list):
        return [masked(value, key) for value in printed]
    return mask(printed)[0] if isinstance(printed, str) and key not in _NOT_WORDS else printed


def _list_steps(trial: Trial) -> list[Step]:
    """The list's pages, and those that only named the service which has the rows; no stubs."""
    following = trial.following.steps if trial.following else ()
    return [step for step in (*trial.shown.steps, *following) if step.listing is not None]


def _article_response(trial: Trial) -> Response | None:
    if trial.shown.single is not None:
        return trial.shown.steps[-1].response
    response = trial.article.response if trial.article else None
    return response if response is not None and response.charset is not None else None


def _add(
    files: dict[str, bytes],
    labels: list[dict[str, Any]],
    label: dict[str, Any],
    stem: str,
    response: Response,
) -> None:
    path = f"pages/{stem}.{_ENDINGS.get(response.media_type, 'txt')}"
    files[path] = response.body
    labels.append({"id": label["id"], "kind": label["kind"], "file": path, **label})


def _list_label(case: str, step: Step, seen: date) -> dict[str, Any]:
    """The line of a list page: the reading of its bytes by the readers alone, as the tests do it."""
    asked = step.page.asked
    plain = read_page(step.page.url, step.response.body)
    listing = read_list(replace(plain, asked=asked), seen=seen)
    printed = listing_json(listing)
    items = printed["items"]
    label = {
        "shape": listing.shape, "n_items": len(items), "first": items[0] if items else None,
        "last": items[-1] if items else None, "items": items, "next_page": printed["next_url"],
        "total_pages": listing.total_pages, "total_items": listing.total_items, "column": listing.section,
    }  # fmt: skip
    same = step.listing is not None and (step.listing.shape, step.listing.rows) == (
        listing.shape,
        listing.rows,
    )
    line = _line(case, "list", step.page.url, listing.platform, label, note="" if same else OTHERWISE)
    told = _asked_told(asked, step.page)
    return {**line, "seen": seen.isoformat(), **({"asked": told} if told else {})}


def _asked_told(asked: Ask | None, page: Page) -> dict[str, Any]:
    """What a page answers, where that is not its address. Headers may be somebody's secret and stay out."""
    if asked is None or replace(asked, headers=()) == Ask(page.url):
        return {}
    plain = asdict(Ask(""))
    told = asdict(asked)
    return {"url": asked.url} | {
        k: v for k, v in told.items() if k not in ("url", "headers") and v != plain[k]
    }


def _article_label(case: str, response: Response) -> dict[str, Any]:
    printed = article_json(read_article(read_page(response.final_url, response.body)))
    label = {name: printed[name] for name in _ARTICLE}
    return _line(case, "article", response.final_url, "", label | {"kind": printed["kind"]})


def _line(
    case: str, kind: Literal["list", "article"], url: str, cms: str, label: dict[str, Any], note: str = ""
) -> dict[str, Any]:
    hidden = masked(label)
    line = {"id": case, "kind": kind, "url": url, "cms": cms, "note": note, "label": hidden}
    return line | ({"masked": True} if hidden != label else {})


def _about(trial: Trial, name: str) -> str:
    """What the folder is, which test reads it, and what must not be done with it."""
    return f"""# {name}

Recorded on {trial.day} from the column {trial.section.id} ({trial.section.url}) by `gongkai record`.

Test: as `tests/corpus/{name}/` it is read by `tests/test_corpus.py`, once `python -m benchmarks.floors`
has taken its floors. Elsewhere: `python -m benchmarks.floors --corpora FOLDER --file FOLDER/floors.json`,
FOLDER being the one above this.

`labels.jsonl` holds what the pages are read as today, which nobody has looked over: compare it with the pages
in a browser, and correct what is wrong. `pages/` holds the bytes as served, personal data with them; only the
labels are masked. The project's own repository takes invented pages only.
"""
