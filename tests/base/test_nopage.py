"""What is not a page is named as what it is by all three who ask; what only looks like it stays a page."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.base import nopage
from gongkai.base.charset import decode
from gongkai.base.values import Page
from gongkai.base.wanted import Selectors
from gongkai.extract import read_article
from gongkai.fetch import reasons
from gongkai.fetch.refusal import FOR_READERS, recognise
from gongkai.platforms import read_list
from tests.base.nopage_pages import PAGES
from tests.base.nopage_samples import NOT_PAGES

URL = "https://www.example.gov.cn/zwgk/tzgg/202601/t20260102_1.html"
HTML = (("Content-Type", "text/html"),)
DOC = Path(__file__).parents[2] / "docs" / "not-a-page.md"
IN_A_FRAME = "整套导航"
ALL = [(name, shape, text) for name, shapes in NOT_PAGES.items() for shape, text in shapes]


def name_in(page: Page) -> str | None:
    document = read_article(page)
    return dict(document.metadata).get("not-a-page") if document.kind == "not-a-page" else None


@pytest.mark.parametrize(("name", "shape", "text"), ALL, ids=[f"{name}: {shape}" for name, shape, _ in ALL])
def test_what_is_no_page_is_named(name: str, shape: str, text: str):
    page = Page(URL, text, "utf-8")
    assert name_in(page) == name
    listing = read_list(page)
    assert (listing.shape, listing.why, listing.rows) == ("unknown", name, ())
    found = recognise(200, HTML, text, kind="article", url=URL)
    if found is None:
        assert name in FOR_READERS or "框架内" in shape or IN_A_FRAME in shape
    else:
        assert (found.reason, found.verdict) == (name, reasons.of(name).verdict)


@pytest.mark.parametrize(("shape", "text"), PAGES, ids=[shape for shape, _ in PAGES])
def test_what_only_looks_like_it_is_a_page(shape: str, text: str):
    assert recognise(200, HTML, text, kind="article", url=URL) is None
    page = Page(URL, text, "utf-8")
    assert name_in(page) is None
    assert read_list(page).why not in reasons.REASONS


def test_the_operators_selectors_do_not_hide_the_name():
    page = Page(URL, NOT_PAGES["soft-404"][-1][1], "utf-8")
    listing = read_list(page, selectors=Selectors(rows=".list li"))
    assert (listing.shape, listing.why) == ("unknown", "soft-404")


def test_there_are_enough_shapes():
    assert len(ALL) >= 70
    assert len(PAGES) >= 40


@pytest.mark.parametrize("name", NOT_PAGES)
def test_each_name_has_a_sentence(name: str):
    assert name in reasons.REASONS


def test_every_name_has_shapes():
    assert NOT_PAGES.keys() == nopage.NAMES


def test_a_frame_is_no_excuse_for_an_article_that_quotes_it():
    """The same sentence, under a title and with a text of its own."""
    quoted = next(text for shape, text in PAGES if shape == "引用出错语的通报")
    assert read_article(Page(URL, quoted, "utf-8")).title == "网站抽查情况通报"


def test_the_home_page_is_one_at_its_own_address():
    text = NOT_PAGES["home-page"][0][1]
    assert nopage.named(text, "https://www.example.gov.cn/") is None
    assert nopage.named(text, "https://www.example.gov.cn/zwgk/") is None
    assert nopage.named(text) is None


@pytest.mark.parametrize("url", [None, "", "http://[", "::::", "http://x/?id=1", "x" * 100_000])
def test_any_address_will_do(url: str | None):
    assert nopage.named(NOT_PAGES["home-page"][0][1], url) in (None, "home-page")
    assert nopage.named(NOT_PAGES["redirect-home"][0][1], url) in ("leads-away", "redirect-home")


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=2_000),
    st.lists(st.sampled_from(["<", "<title>", "404", "<a ", "不存在", "\ufffd", "{"])),
)
def test_nothing_raises(text: str, parts: list[str]):
    for shown in (text, "".join(parts) + text, f"<html><title>{text}</title>{text}"):
        assert nopage.named(shown, shown[:200]) in {None, *reasons.REASONS}
        assert nopage.behind_refusal(shown) in {None, *reasons.REASONS}
        assert nopage.of_lines(shown.splitlines()) in {None, *reasons.REASONS}


MARKUP = "<|<title|<title>|<a |<a href=|<meta |<meta http-equiv=refresh |<input |<script|<!--|<p|location|(a"
SAID = "404| |-|{|http error |com.a.|at a.b.|您访问的页面|网站|请|登录|域名|对不起，|\ufffd|鐨|访问|首页"
PIECES = (*MARKUP.split("|"), *SAID.split("|"))


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("size", [150_000, 250_000, 8_000_000])
def test_no_answer_takes_long(piece: str, size: int):
    text = piece * (size // len(piece))
    shapes = (text, "<" + text, f"<title>{text}", f"<html><script>alert('{text}")
    for shown in shapes:
        began = process_time()
        nopage.named(shown, URL)
        nopage.behind_refusal(shown)
        nopage.of_lines((shown[:200], shown))
        assert process_time() - began < 1


def test_an_ordinary_page_costs_next_to_nothing():
    """The best of many looks at 80 KB; the bound leaves room for a busy machine."""
    text = next(text for shape, text in PAGES if shape == "普通列表")
    text = text.replace("</body>", "<p>街道办事处</p><div>通知</div>" * 3_500 + "</body>")
    best = min(_seconds(text) for _ in range(50))
    assert len(text) > 80_000
    assert best < 0.0005


def _seconds(text: str) -> float:
    began = process_time()
    for _ in range(10):
        nopage.named(text, URL)
    return (process_time() - began) / 10


def told() -> str:
    """The table of docs/not-a-page.md."""
    lines = ["| 名称 | 说明 | 样例数 | 试过的形状 |", "|---|---|---|---|"]
    for name, shapes in NOT_PAGES.items():
        detail = reasons.of(name).detail.partition("。")[0]
        lines.append(f"| `{name}` | {detail} | {len(shapes)} | {'；'.join(shape for shape, _ in shapes)} |")
    lines.append(f"| 合计 | | {len(ALL)} | |")
    return "\n".join(lines)


def told_pages() -> str:
    return "\n".join(f"* {shape}" for shape, _ in PAGES) + f"\n\n共 {len(PAGES)} 种。"


def test_the_document_lists_what_is_tried():
    text = DOC.read_text("utf-8")
    assert told() in text
    assert told_pages() in text


# --- optional evaluation data ---------------------------------------------------------------------


def test_of_saved_pages_only_the_error_is_named(evaluation: Path):
    labels = _labels(evaluation / "realpages" / "labels.jsonl")
    assert len(labels) > 100
    for file, kind in labels.items():
        text, _ = decode((evaluation / "realpages" / file).read_bytes())
        page = Page(f"https://www.example.gov.cn/{file}", text, "utf-8")
        names = (nopage.named(page.text, page.url), name_in(page), _listed(page))
        assert names == (("maintenance",) * 3 if kind == "error" else (None,) * 3), file


def test_of_saved_sites_only_stubs_are_named(evaluation: Path):
    """Every page of the sites: named are only those that lead elsewhere at once, and empty files."""
    files = sorted((evaluation / "realsites").rglob("*.htm*"))
    if not files:
        pytest.skip("no saved sites among the evaluation data")
    for file in files:
        text, _ = decode(file.read_bytes())
        page = Page(f"https://www.example.gov.cn/{file.name}", text, "utf-8")
        names = {nopage.named(page.text, page.url), name_in(page), _listed(page)} - {None}
        stub = len(text) < 600 and "refresh" in text.lower()
        assert names == ({"leads-away"} if stub else set() if text.strip() else {"empty-body"}), file


def test_no_paragraph_of_a_saved_text_is_named_when_it_stands_alone(evaluation: Path):
    """Thousands of real sentences, each a page of its own without a frame: the shortest articles."""
    files = [*(evaluation / "realpages" / "pages").iterdir(), *(evaluation / "realsites").rglob("*.htm*")]
    tried, named = 0, []
    for file in files:
        text, _ = decode(file.read_bytes())
        document = read_article(Page(URL, text, "utf-8"))
        for line in filter(None, map(str.strip, document.body.splitlines())):
            tried += 1
            alone = f"<html><head><title>通知</title></head><body><p>{escape(line)}</p></body></html>"
            if nopage.named(alone, URL) or nopage.of_lines((line,)):
                named.append(line)
    assert tried > 1_000
    assert named == []


def _listed(page: Page) -> str | None:
    listing = read_list(page)
    return listing.why if listing.why in reasons.REASONS else None


def _labels(file: Path) -> dict[str, str]:
    rows = (json.loads(line) for line in file.read_text("utf-8").splitlines())
    return {row["file"]: row["kind"] for row in rows}
