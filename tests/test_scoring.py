"""The scoring itself: what counts as right, and that it agrees with the evaluation data's own scorer."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from benchmarks.corpus import Labelled, load, reading
from benchmarks.scoring import fold, score, score_article, score_list

URL = "http://gk.invalid/a/b.html"


def article(got: dict[str, Any], label: dict[str, Any], page: str = "") -> dict[str, float]:
    return score_article(got, label, page.encode(), URL)


@pytest.mark.parametrize(
    ("got", "label", "right"),
    [
        ("关于（试行）的 通知", "关于(试行)的通知", 1.0),
        ("关于试行的通告", "关于试行的通知", 0.0),
        (None, None, 1.0),
        ("", None, 1.0),
        ("某街道", None, 0.0),
        (None, "某街道", 0.0),
    ],
)
def test_values_are_right_or_wrong_after_folding(got: str | None, label: str | None, right: float) -> None:
    assert article({"source": got}, {"source": label}) == {"source": right}


def test_days_and_minutes() -> None:
    label = {"published": "2026-03-04T09:05"}

    assert article({"published": "2026-03-04T09:05"}, label) == {"published": 1, "published_minute": 1}
    assert article({"published": "2026-03-04"}, label) == {"published": 1, "published_minute": 0}
    assert article({"published": "2026-03-05T09:05"}, label) == {"published": 0, "published_minute": 0}
    assert article({"formed": "2026-03-04"}, {"formed": None}) == {"formed": 0}


def test_a_further_right_answer_counts_as_well() -> None:
    page = Labelled("a", "article", URL, None, b"", {"published": "2026-03-04"}, {"published": "2026-03-05"})

    assert score(page, {"published": "2026-03-04"}) == {"published": 1}
    assert score(page, {"published": "2026-03-05"}) == {"published": 1}
    assert score(page, {"published": "2026-03-06"}) == {"published": 0}


def test_a_body_is_the_span_of_about_the_labelled_length() -> None:
    page = "<p>甲乙丙</p><script>甲乙丙丁戊己</script><p>甲乙丙中间的文字丁戊己</p><p>尾巴丁戊己</p>"
    label = {"body_start": "甲乙丙", "body_end": "丁戊己", "body_chars": 11}
    scores = article({"body": "甲乙丙 中间的文字\n丁戊己"}, label, page)

    assert scores == {"body": 1.0, "starts": 1.0, "ends": 1.0}
    assert article({"body": "中间的文字"}, label, page)["body"] == pytest.approx(2 * 4 / (4 + 10))


def test_a_whole_body_in_the_label_wins() -> None:
    scores = article({"body": "只此一段"}, {"body": "只此一段", "body_start": "别", "body_end": "处"}, "别处")

    assert scores == {"body": 1.0, "starts": 1.0, "ends": 1.0}


def test_attachments_by_address_and_by_name() -> None:
    got = {"attachments": [{"url": "http://gk.invalid/a/1.pdf", "name": "附件1"}]}

    assert article(got, {"attachments": ["1.pdf"]}) == {"attachments": 1.0}
    assert article(got, {"attachments": []}) == {"attachments": 0.0}
    assert article({}, {"attachments": []}) == {}
    named = [{"url": "1.pdf", "name": "附件 1"}, {"url": "2.pdf", "name": "附件2"}]
    both = article(got, {"attachments": named})
    assert both == {"attachments": pytest.approx(2 / 3), "attachment_names": pytest.approx(2 / 3)}
    wrong = article(got, {"attachments": [{"url": "1.pdf", "name": "别的"}]})
    assert wrong == {"attachments": 1.0, "attachment_names": 0.0}


def test_path_parts_and_kind() -> None:
    label = {"section_path": ["政务公开", "通知"], "parts": ["b_2.html"], "kind": "article"}
    right = {"section_path": ["政务公开", "通知"], "parts": [URL.replace("b.", "b_2.")], "kind": "article"}

    assert article(right, label) == {"section_path": 1, "parts": 1, "kind": 1}
    assert article({"section_path": ["通知"], "kind": "empty"}, label) == {
        "section_path": 0,
        "parts": 0,
        "kind": 0,
    }


ROWS = [
    {"title": "第一条很长很长的通知", "url": "http://gk.invalid/a/1.html", "date": "2026-01-02"},
    {"title": "第二条", "url": None, "date": None},
]


def test_titles_of_lists() -> None:
    label = {"items": [{"title": "第一条很长很长的..."}, {"title": "第二条"}], "n_items": 2}

    assert score_list({"items": ROWS}, label, URL) == {"count": 1, "titles": 1}
    assert score_list({"items": ROWS[:1]}, label, URL) == {"count": 0, "titles": pytest.approx(2 / 3)}
    twice = {"items": [{"title": "第二条"}, {"title": "第二条"}]}
    assert score_list({"items": ROWS[1:]}, twice, URL)["titles"] == pytest.approx(2 / 3), "a row counts once"


def test_days_of_lists_stand_on_the_row_of_their_title() -> None:
    label = {
        "items": [
            {"title": "第二条", "date": "2026-01-02"},
            {"title": "第一条很长很长的通知", "date": "2026-01-02"},
        ]
    }

    assert score_list({"items": ROWS}, label, URL)["dates"] == 0.5


def test_ends_pager_and_shape_of_lists() -> None:
    got = {
        "items": ROWS,
        "next_url": "http://gk.invalid/a/index_1.html",
        "total_pages": 3,
        "shape": "list",
    }
    label = {
        "first": {"title": "第一条很长很长的通知", "url": "1.html", "date": "2026-01-02"},
        "last": {"title": "第三条", "url": None},
        "next_page": "index_1.html",
        "total_pages": 4,
        "total_items": None,
        "shape": "list",
    }

    assert score_list(got, label, URL) == {
        "first_title": 1,
        "first_url": 1,
        "first_date": 1,
        "last_title": 0,
        "next_url": 1,
        "total_pages": 0,
        "shape": 1,
    }
    assert score_list(got, {"next_page": None}, URL) == {"no_next_url": 0}
    assert score_list(got, {"next_page": "javascript"}, URL) == {}


def error(label: dict[str, Any]) -> Labelled:
    return Labelled("e", "error", URL, None, b"", label, {})


def test_errors_are_no_articles() -> None:
    assert score(error({}), {"kind": "article"}) == {"kind": 0}
    assert score(error({}), {"kind": "empty"}) == {"kind": 1}
    assert score(error({"kind": "not-a-page"}), {"kind": "empty"}) == {"kind": 0}


def test_folding() -> None:
    assert fold(" Ａ１ \u200b&nbsp;（一）\n") == "A1(一)"
    assert fold(None) == ""


def test_agrees_with_the_scorer_of_the_evaluation_data(evaluation: Path) -> None:
    theirs = _module(evaluation / "tools" / "score_extraction.py")
    scorers: dict[str, Callable[..., dict[str, float]]] = {
        "article": theirs.score_article,
        "list": theirs.score_list,
    }
    compared = 0
    for page in load(evaluation / "realpages"):
        if page.kind in scorers:
            got = reading(page)
            mine = score(page, got)
            want = scorers[page.kind](got, page.label, page.raw, page.url)
            assert {field: mine.get(field) for field in want} == want, page.id
            compared += len(want)
    assert compared > 900


def _module(file: Path) -> ModuleType:
    if not file.exists():
        pytest.skip("the scorer is not among the optional evaluation data")
    spec = importlib.util.spec_from_file_location("their_scorer", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
