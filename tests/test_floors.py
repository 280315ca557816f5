"""The gate holds: it is shown failing when a score drops, when pages change, and when a floor is missing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from benchmarks import floors
from benchmarks.corpus import data_hash, reading

TEXT = "各社区居民委员会要在每年一月底以前把上一年的收支情况张贴在公开栏里，接受居民的监督。" * 4
ARTICLE = """<html><head><title>关于公开收支情况的通知</title></head><body><h1>关于公开收支情况的通知</h1>
<div>发布时间：2026-03-04 来源：{source}</div><div class="content"><p>{text}</p></div></body></html>"""
LIST = """<html><body><ul class="list">{rows}</ul></body></html>"""
ROWS = "".join(
    f'<li><a href="/gk/{n}.html">第{n}号关于公开收支情况的通知</a><span>2026-03-{n:02}</span></li>'
    for n in range(1, 9)
)
LABELS: list[dict[str, Any]] = [
    {
        "id": "a1",
        "kind": "article",
        "file": "pages/a1.html",
        "url": "http://gk.invalid/gk/1.html",
        "label": {
            "title": "关于公开收支情况的通知",
            "published": "2026-03-04",
            "source": "民政办",
            "doc_no": None,
            "body_start": TEXT[:12],
            "body_end": TEXT[-12:],
            "body_chars": len(TEXT),
            "attachments": [],
        },
    },
    {
        "id": "a2",
        "kind": "article",
        "file": "pages/a2.html",
        "url": "http://gk.invalid/gk/2.html",
        "label": {"title": "关于公开收支情况的通知", "source": "不是这里写的"},
    },
    {
        "id": "l1",
        "kind": "list",
        "file": "pages/l1.html",
        "url": "http://gk.invalid/gk/",
        "label": {
            "n_items": 8,
            "shape": "list",
            "first": {"title": "第1号关于公开收支情况的通知", "url": "/gk/1.html", "date": "2026-03-01"},
        },
    },
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Three pages, one of them labelled so that its source is missed."""
    folder = tmp_path / "corpus" / "small"
    (folder / "pages").mkdir(parents=True)
    lines = (json.dumps(entry, ensure_ascii=False) + "\n" for entry in LABELS)
    (folder / "labels.jsonl").write_text("".join(lines), "utf-8")
    for name in ("a1", "a2"):
        (folder / "pages" / f"{name}.html").write_text(ARTICLE.format(source="民政办", text=TEXT), "utf-8")
    (folder / "pages" / "l1.html").write_text(LIST.format(rows=ROWS), "utf-8")
    return folder


@pytest.fixture
def kept(corpus: Path, tmp_path: Path) -> Path:
    """The floors of that corpus, written by the command."""
    file = tmp_path / "floors.json"
    assert run(corpus, file) == 0
    return file


def run(corpus: Path, file: Path, *options: str) -> int:
    return floors.main(["--corpora", str(corpus.parent), "--file", str(file), *options])


def lowered(file: Path, field: str, floor: float) -> floors.Floors:
    """The floors with one of them set by hand, as if it had been measured so once."""
    held = floors.read_floors(file)
    held["small"]["fields"]["article"][field]["floor"] = floor
    file.write_text(json.dumps(held), "utf-8")
    return held


def test_measured_floors_hold_and_name_what_is_missed(corpus: Path, kept: Path) -> None:
    held = floors.read_floors(kept)

    assert floors.faults("small", held, floors.measure(corpus)) == []
    assert held["small"]["fields"]["article"]["source"] == {"floor": 0.5, "pages": 2}
    assert held["small"]["misses"] == {"a2": {"source": 0.0}}


def test_a_score_below_its_floor_is_told(corpus: Path, kept: Path) -> None:
    held = lowered(kept, "source", 0.9)

    assert floors.faults("small", held, floors.measure(corpus)) == [
        "small: article source is 0.5000, its floor 0.9000"
    ]


def test_a_reader_that_loses_a_field_fails_the_gate(
    corpus: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floors, "reading", lambda page: {**reading(page), "title": None})
    measured = floors.measure(corpus)

    assert floors.faults("small", floors.read_floors(kept), measured) == [
        "small: article title is 0.0000, its floor 1.0000"
    ]
    below = floors.worse(floors.read_floors(kept)["small"], measured.pages[0])
    assert below == {"title": (0.0, 1.0)}
    assert run(corpus, kept) == 1, "a floor went down"


def test_changed_pages_ask_for_a_new_measurement(corpus: Path, kept: Path) -> None:
    (corpus / "pages" / "a1.html").write_text(ARTICLE.format(source="他处", text=TEXT), "utf-8")
    (fault,) = floors.faults("small", floors.read_floors(kept), floors.measure(corpus))

    assert "benchmarks.floors --data-changed" in fault
    before = kept.read_text("utf-8")
    assert run(corpus, kept) == 1
    assert kept.read_text("utf-8") == before
    assert run(corpus, kept, "--data-changed") == 0
    assert floors.read_floors(kept)["small"]["fields"]["article"]["source"]["floor"] == 0.0


def test_changed_data_of_others_lowers_nothing(corpus: Path, kept: Path) -> None:
    lowered(kept, "source", 0.9)
    before = kept.read_text("utf-8")

    assert run(corpus, kept, "--data-changed") == 1
    assert kept.read_text("utf-8") == before


def test_floors_go_up(corpus: Path, kept: Path) -> None:
    lowered(kept, "source", 0.2)

    assert run(corpus, kept) == 0
    assert floors.read_floors(kept)["small"]["fields"]["article"]["source"]["floor"] == 0.5


def test_a_corpus_or_a_field_without_floor_is_told(corpus: Path, kept: Path) -> None:
    held = floors.read_floors(kept)
    measured = floors.measure(corpus)
    assert "has no floors yet" in floors.faults("other", held, measured)[0]

    del held["small"]["fields"]["article"]["title"]
    assert floors.faults("small", held, measured) == [
        "small: article title has no floor yet: run `python -m benchmarks.floors`"
    ]


def test_a_field_that_is_no_longer_scored_is_told(corpus: Path, kept: Path) -> None:
    held = floors.read_floors(kept)
    held["small"]["fields"]["article"]["issuer"] = {"floor": 0.0, "pages": 2}

    assert floors.faults("small", held, floors.measure(corpus)) == [
        "small: article issuer is scored on 0 pages, not on 2"
    ]


def test_the_hash_is_over_labels_and_pages(corpus: Path, tmp_path: Path) -> None:
    first = data_hash(corpus)
    other = Path(shutil.copytree(corpus, tmp_path / "elsewhere"))
    assert data_hash(other) == first

    labels = other / "labels.jsonl"
    labels.write_text(labels.read_text("utf-8").replace("民政办", "民政科"), "utf-8")
    assert data_hash(other) != first
