from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.archive import Archive, KeptText, StoredAttachment, open_archive, search, tokens
from gongkai.archive.snippets import snippet
from gongkai.base.values import FileText
from tests.archive.helpers import HOST, NOTICES, Crawl, at, row


def titles(archive: Archive, query: str, **options: object) -> list[str]:
    page = archive.search(query, **options)  # type: ignore[arg-type]
    assert page.total >= len(page.hits)
    return [hit.title for hit in page.hits]


@pytest.fixture
def filled(crawl: Crawl) -> Archive:
    crawl.visit(
        row("a", "2025-12-03", title="关于2024年度预算的公告"),
        row("b", "2025-12-01", title="停水通知"),
        row("c", None, title="会议动态"),
        moment=at(5),
    )
    crawl.visit(row("d", "2025-12-02", title="公告：青政〔2024〕5号"), moment=at(5), section=NOTICES)
    crawl.read("b", "明日停水。详见2024年度公告。", moment=at(5, 1))
    crawl.read("d", "全文", moment=at(5, 1))
    return crawl.archive


def test_newest_first(filled: Archive) -> None:
    assert titles(filled, "公告") == ["关于2024年度预算的公告", "公告：青政〔2024〕5号", "停水通知"]
    assert titles(filled, "议") == ["会议动态"]  # undated: by the day it was first seen
    assert titles(filled, "公告", limit=1, offset=1) == ["公告：青政〔2024〕5号"]
    assert filled.search("公告", limit=1).total == 3


def test_best_has_titles_first(filled: Archive) -> None:
    expected = ["关于2024年度预算的公告", "停水通知"]
    assert titles(filled, "年度 公告", order="best") == expected
    assert titles(filled, "停水", order="best") == ["停水通知"]
    pages = [titles(filled, "公告", order="best", limit=1, offset=n) for n in range(4)]
    assert pages == [["关于2024年度预算的公告"], ["公告：青政〔2024〕5号"], ["停水通知"], []]


def test_only_of_a_unit_or_category(filled: Archive) -> None:
    assert titles(filled, "公告", unit="qingshan") == titles(filled, "公告")
    assert titles(filled, "公告", unit="other") == []
    assert filled.search("公告", category="notice").total == 0
    assert filled.search("公告", category="news").total == 3


def test_hits_show_where(filled: Archive) -> None:
    hit = filled.search("年度公告").hits[0]
    assert hit.snippet == "明日停水。详见2024【年度公告】。"
    assert (hit.published, hit.unit, hit.category, hit.status) == ("2025-12-01", "qingshan", "news", "live")


@pytest.mark.parametrize("query", ["", " ", '"', "公告 没有的词", "title:公告", "024年"])
def test_nothing_found(filled: Archive, query: str) -> None:
    assert filled.search(query) == filled.search("没有的词")


def test_count_is_capped(filled: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "COUNTED", 2)
    page = filled.search("公告")
    assert (page.total, page.capped, len(page.hits)) == (2, True, 3)


def indexed(db: sqlite3.Connection) -> list[tuple[str, str, int, int]]:
    """Everything the index holds: term, column, row, place."""
    db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.held USING fts5vocab(main, items_fts, instance)")
    return [tuple(r) for r in db.execute('SELECT term, col, doc, "offset" FROM temp.held ORDER BY 3, 2, 4')]


def expected(db: sqlite3.Connection) -> list[tuple[str, str, int, int]]:
    """What it should hold by the rows as they stand."""
    found = []
    for item in db.execute("SELECT id FROM items ORDER BY search_id").fetchall():
        now = search.current(db, item["id"])
        for column, text in (("body", now.body), ("title", now.title)):
            terms = tokens.index_text(text).split(" ") if text else []
            found += [(term, column, now.search_id, place) for place, term in enumerate(terms)]
    return found


BODIES = st.lists(
    st.sampled_from(["年度", "2024", "公告。", "，", " ", "\n", "A栋", "𠮷", "—", "〔", "é", "\0"]),
    max_size=6,
).map("".join)
DATES = st.sampled_from([None, "2025-12-01", "2025-12-31T08:00", "2026-01-04"])
MOVES = st.sampled_from(["list", "read", "read with a file", "file"])
STEPS = st.lists(st.tuples(st.sampled_from("ab"), BODIES, BODIES, DATES, MOVES), max_size=8)


@given(STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_updates_leave_no_ghosts(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, str, str | None, str]]
) -> None:
    """Listed, read, edited, redated, a file read: after any of it the index holds what the rows say, nothing
    else."""
    sha256 = "1" * 64
    file = StoredAttachment(f"http://{HOST}/f.pdf", "附件", "stored", sha256, 3)
    with open_archive(tmp_path_factory.mktemp("a"), create=True) as archive:
        crawl = Crawl(archive)
        crawl.visit(row("a"), row("b", None), moment=at(1))
        for n, (name, title, body, date, move) in enumerate(steps):
            if move == "file":
                kept = KeptText(FileText("pdf", "read" if body else "no-text", body), "r")
                archive.store_file_text(sha256, kept, at(2, 0, n))
            elif move == "list":
                crawl.visit(row("a", date, title=title), row("b", None), moment=at(2, 0, n))
            else:
                crawl.read(
                    name,
                    body,
                    moment=at(2, 0, n),
                    page=bytes([n]),
                    title=title or None,
                    published=date,
                    attachments=(file,) if "file" in move else (),
                )
        assert indexed(archive.db) == expected(archive.db)
        archive.db.execute("INSERT INTO items_fts(items_fts) VALUES ('integrity-check')")


def test_index_of_other_tokens_is_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_archive(tmp_path, create=True) as archive:
        crawl = Crawl(archive)
        crawl.visit(row("a", title="年度报告"), moment=at(1))
        crawl.read("a", "正文", moment=at(1, 1))
    with monkeypatch.context() as older:
        older.setattr(tokens, "VERSION", "0")
        older.setattr(tokens, "index_text", lambda text: "other")
        with open_archive(tmp_path) as archive:
            assert archive.search("年度").total == 0
    with open_archive(tmp_path) as archive:
        assert archive.search("年度").total == archive.search("正文").total == 1
        assert indexed(archive.db) == expected(archive.db)


def test_datasettes_own_search_finds_the_same(filled: Archive) -> None:
    """Its SQL for `?_search=` on `items`, with fts_table and fts_pk as the plugin names them."""
    filled.db.create_function("escape_fts", 1, tokens.match_query)
    sql = """SELECT title FROM items WHERE search_id IN (
                 SELECT rowid FROM items_fts WHERE items_fts MATCH escape_fts(?))"""
    for query in ("公告", "〔2024〕5号", "年", "停水 公告", "", '"'):
        found = {r[0] for r in filled.db.execute(sql, (query,))}
        assert found == set(titles(filled, query))


def test_row_ids_grow_with_the_day_and_suit_javascript() -> None:
    days = ["1949-10-01", "2025-12-31", "2026-01-01T23:59", "2100-12-31"]
    ids = [search.search_id(2**32 - 1 - n, day, at(1)) for n, day in enumerate(days)]
    assert ids == sorted(ids)
    assert ids[-1] < 2**53
    assert search.search_id(1, None, "2026-01-01T16:00:00Z") == search.search_id(1, "2026-01-02", at(1))


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("全文没有", "别的", "全文没有"),
        ("", "别的", ""),
        ("第25号与5号", "5", "第25号与【5】号"),
        ("ＡＢＣ公司 和 abc公司", "abc公司", "【ＡＢＣ公司】 和 【abc公司】"),
        ("甲\n\n乙", "乙", "甲 【乙】"),
        ("一二三四", "一二 二三", "【一二三】四"),
        ("x" * 200 + "　通知" + "字" * 200, "通知", "…" + "x" * 23 + " 【通知】" + "字" * 94 + "…"),
        ("①《办法》", "1", "【①】《办法》"),
    ],
)
def test_snippets(text: str, query: str, shown: str) -> None:
    assert snippet(text, tokens.terms(query)) == shown
