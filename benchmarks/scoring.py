"""How right a reading of a labelled page is: one number from 0 to 1 for every field that the label names.

Only what a label names is scored; null there says that the page has none, and any value is wrong.

Articles. `title source issuer index_no doc_no effective published_from kind`: the same after folding (NFKC,
no white space). `published formed`: the same day; `published` also to the minute where the label has one.
Body: F1 of character bigrams against `body`, or against the page's own text from `body_start` to `body_end`
whose length is nearest to `body_chars`; `starts` and `ends` within 20 characters. `attachments`: F1 of the
addresses, and of (address, name) where the label gives {"url", "name"}. `section_path`: the same names in
order. `parts`: F1 of the addresses of the further pages of a body in numbered pages.

Lists. `items`: F1 of titles (a label cut with an ellipsis matches the title that it begins), share of days;
`n_items`; `first` and `last` {"title", "url", "date"}; `next_page`; `total_pages`, `total_items`, `shape`;
`column`: the section's name.

Errors (pages that are no content at all): `kind`, or without one that they are not taken for an article.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote, urljoin

from benchmarks.corpus import Labelled

Label = dict[str, Any]
Reading = dict[str, Any]
Scores = dict[str, float]

EXACT = ("title", "source", "issuer", "index_no", "doc_no", "effective", "published_from", "kind")
DAYS = ("published", "formed")
NEAR = 20
"""Characters by which a body may begin or end beside the label."""

EDGE = 12
"""Characters by which the beginning and the end of a body are recognised."""

_UNSEEN = re.compile(r"[\s\u200b-\u200f\ufeff]+")
_NOT_TEXT = re.compile(r"(?is)<(script|style|noscript|head)\b.*?</\1\s*>|<!--.*?-->")


def fold(text: object) -> str:
    """Width, entities and white space do not count."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", html.unescape(str(text or ""))))


def fold_url(url: object, base: str) -> str:
    """An absolute address without scheme and fragment, percent signs resolved."""
    address = unquote(urljoin(base, str(url or "").strip())).split("#")[0]
    return address.removeprefix("https://").removeprefix("http://")


def score(page: Labelled, got: Reading) -> Scores:
    """The scores of one page by field; where a page has further right answers (`also`), the better of both.
    Empty for a kind that nobody knows."""
    scores = _score(page.kind, got, page.label, page.raw, page.url)
    if page.also:
        others = _score(page.kind, got, page.label | page.also, page.raw, page.url)
        scores |= {field: max(scores.get(field, 0.0), value) for field, value in others.items()}
    return scores


def _score(kind: str, got: Reading, label: Label, raw: bytes, url: str) -> Scores:
    if kind == "article":
        return score_article(got, label, raw, url)
    if kind == "list":
        return score_list(got, label, url)
    return score_error(got, label) if kind == "error" else {}


def score_error(got: Reading, label: Label) -> Scores:
    if "kind" in label:
        return {"kind": float(got.get("kind") == label["kind"])}
    return {"kind": float(got.get("kind") != "article")}


# --- articles -------------------------------------------------------------------------------------


def score_article(got: Reading, label: Label, raw: bytes, url: str) -> Scores:
    row = {name: float(fold(got.get(name)) == fold(label[name])) for name in EXACT if name in label}
    for name in DAYS:
        if name in label:
            row[name] = float(day(got.get(name)) == day(label[name]))
    wanted = minute(label.get("published"))
    if wanted:
        row["published_minute"] = float(row["published"] and minute(got.get("published")) == wanted)
    if "section_path" in label:
        have, want = ([fold(name) for name in side.get("section_path") or ()] for side in (got, label))
        row["section_path"] = float(have == want)
    return (
        row
        | score_body(got, label, raw)
        | _score_attachments(got, label, url)
        | _score_parts(got, label, url)
    )


def score_body(got: Reading, label: Label, raw: bytes) -> Scores:
    want = reference_body(label, raw)
    if not want:
        return {}
    have = fold(got.get("body"))
    tail = have.rfind(want[-EDGE:])
    return {
        "body": f1(bigrams(have), bigrams(want)),
        "starts": float(0 <= have.find(want[:EDGE]) <= NEAR),
        "ends": float(tail >= 0 and len(have) - tail - len(want[-EDGE:]) <= NEAR),
    }


def reference_body(label: Label, raw: bytes) -> str | None:
    """The folded body: the label's own, or the page's text between the labelled ends (the first span of
    those nearest to the labelled length). None where the label does not say."""
    if label.get("body"):
        return fold(label["body"])
    start, end = fold(label.get("body_start")), fold(label.get("body_end"))
    if not start or not end:
        return None
    text = page_text(raw)
    wanted = label.get("body_chars") or 0
    spans = [(first, stop + len(end)) for first in _places(text, start) for stop in _found(text, end, first)]
    if not spans:
        return None
    first, stop = min(spans, key=lambda span: abs(span[1] - span[0] - wanted))
    return text[first:stop]


def _places(text: str, part: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(part), text)]


def _found(text: str, part: str, start: int) -> Iterable[int]:
    """Every place of a part from `start` on, overlapping ones too."""
    at = text.find(part, start)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def page_text(raw: bytes) -> str:
    """All that a page prints, folded."""
    text = _NOT_TEXT.sub(" ", decoded(raw))
    return fold(re.sub(r"<[^>]*>", "", text))


def decoded(raw: bytes) -> str:
    """By UTF-8 or else gb18030: a reference must not lean on the reader that it judges."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _score_attachments(got: Reading, label: Label, url: str) -> Scores:
    if "attachments" not in label:
        return {}
    labelled = label["attachments"] or []
    mine = [file if isinstance(file, dict) else {"url": file} for file in got.get("attachments") or []]
    theirs = [file if isinstance(file, dict) else {"url": file} for file in labelled]
    row = {}
    have, want = (Counter({fold_url(file["url"], url) for file in files}) for files in (mine, theirs))
    if have or want:
        row["attachments"] = f1(have, want)
    if any(isinstance(file, dict) for file in labelled):
        named = [
            Counter({(fold_url(file["url"], url), fold(file.get("name"))) for file in files})
            for files in (mine, theirs)
        ]
        row["attachment_names"] = f1(*named)
    return row


def _score_parts(got: Reading, label: Label, url: str) -> Scores:
    if "parts" not in label:
        return {}
    have, want = (Counter(fold_url(part, url) for part in side.get("parts") or ()) for side in (got, label))
    return {"parts": f1(have, want)}


# --- lists ----------------------------------------------------------------------------------------


def score_list(got: Reading, label: Label, url: str) -> Scores:
    items = got.get("items") or []
    row: Scores = {}
    if label.get("n_items") is not None:
        row["count"] = float(len(items) == label["n_items"])
    if label.get("items"):
        row |= _score_items(items, label["items"])
    for name, at in (("first", 0), ("last", -1)):
        row |= _score_end(name, items[at] if items else {}, label.get(name) or {}, url)
    if "next_page" in label:
        row |= _score_next(got.get("next_url"), label["next_page"], url)
    for name in ("total_pages", "total_items", "shape"):
        if label.get(name) is not None:
            row[name] = float(got.get(name) == label[name])
    if label.get("column"):
        row["column"] = float(fold(got.get("section")) == fold(label["column"]))
    return row


def _score_items(items: list[Reading], labelled: list[Label]) -> Scores:
    """Each labelled title takes one row at most; its day is right only on the row that it took."""
    left = list(items)
    days: list[bool] = []
    hits = 0
    for want in labelled:
        row = next((row for row in left if same_title(row.get("title"), want.get("title"))), None)
        if row is not None:
            hits += 1
            left.remove(row)
        if want.get("date"):
            days.append(row is not None and day(row.get("date")) == day(want["date"]))
    scores = {"titles": 2 * hits / (len(items) + len(labelled))}
    return scores | ({"dates": sum(days) / len(days)} if days else {})


def _score_end(name: str, have: Reading, want: Label, url: str) -> Scores:
    """The first or the last row."""
    if not want:
        return {}
    row = {f"{name}_title": float(same_title(have.get("title"), want.get("title")))}
    if want.get("url"):
        row[f"{name}_url"] = float(fold_url(have.get("url"), url) == fold_url(want["url"], url))
    if want.get("date"):
        row[f"{name}_date"] = float(day(have.get("date")) == day(want["date"]))
    return row


def _score_next(have: object, want: object, url: str) -> Scores:
    """A label that is not an address (`page 2`, `javascript`) says only that there is more, which is not
    scored; null says that this page leads no further."""
    if want is None:
        return {"no_next_url": float(not have)}
    if not re.search(r"[/.]", str(want)):
        return {}
    return {"next_url": float(fold_url(have, url) == fold_url(want, url))}


# --- arithmetic -----------------------------------------------------------------------------------


def same_title(have: object, want: object) -> bool:
    mine, theirs = fold(have), fold(want)
    stem = theirs.rstrip(".…")
    return mine == theirs or (stem != theirs and len(stem) >= 6 and mine.startswith(stem))


def day(value: object) -> str | None:
    match = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})", str(value or ""))
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else None


def minute(value: object) -> str | None:
    match = re.search(r"(\d{1,2}):(\d{2})", str(value or ""))
    return f"{int(match[1]):02}:{match[2]}" if match else None


def bigrams(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(len(text) - 1))


def f1(got: Counter[Any], want: Counter[Any]) -> float:
    """Harmonic mean of precision and recall of two bags; two empty ones agree."""
    if not got and not want:
        return 1.0
    common = (got & want).total()
    if not common:
        return 0.0
    precision, recall = common / got.total(), common / want.total()
    return 2 * precision * recall / (precision + recall)


def mean_by_field(rows: Iterable[Scores]) -> dict[str, tuple[float, int]]:
    """The mean of every field and the number of pages that it is of, fields in the order met."""
    met: dict[str, list[float]] = {}
    for row in rows:
        for name, value in row.items():
            met.setdefault(name, []).append(value)
    return {name: (sum(values) / len(values), len(values)) for name, values in met.items()}
