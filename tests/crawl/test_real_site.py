"""A real site, saved, crawled with section addresses only. Skips without the optional evaluation data."""

from __future__ import annotations

from gongkai.base.urls import identity, uid
from tests.real_site import RealSite, slug


def test_listed_articles_are_archived_with_title_date_and_section(real_site: RealSite):
    archive, base, expected = real_site.archive, real_site.base, real_site.expected
    listed = {a: e for a, e in expected["articles"].items() if e["listed"]}
    places = {
        (row[0], row[1])
        for row in archive.db.execute("SELECT uid, section FROM item_sections JOIN items ON items.id = item")
    }
    right = 0
    for section, told in expected["sections"].items():
        for address in told["articles"]:
            row = archive.db.execute(
                "SELECT title, published, version FROM items WHERE uid = ?", (uid(identity(base + address)),)
            ).fetchone()
            want = listed[address]
            right += bool(
                row
                and row["version"]
                and "".join(row["title"].split()) == "".join(want["title"].split())
                and (row["published"] or "")[:10] == want["published"]
                and (uid(identity(base + address)), f"site/{slug(section)}") in places
            )
    assert right >= 180, f"{right} of {len(listed)}"


def test_only_the_empty_columns_are_empty(real_site: RealSite):
    archive, expected = real_site.archive, real_site.expected
    empty = {row[0] for row in archive.db.execute("SELECT id FROM sections WHERE state = 'empty'")}
    assert empty == {f"site/{slug(path)}" for path in expected["empty"]}


def test_rows_without_usable_links_are_counted(real_site: RealSite):
    archive, expected = real_site.archive, real_site.expected
    for path, count in expected["rows_without_usable_links"].items():
        unusable = archive.db.execute(
            "SELECT max(unusable) FROM visits WHERE section = ?", (f"site/{slug(path)}",)
        ).fetchone()[0]
        assert unusable == count if count is not None else unusable > 0


def test_single_pages_are_items(real_site: RealSite):
    archive, base, expected = real_site.archive, real_site.base, real_site.expected
    for path in expected["single_pages"]:
        row = archive.db.execute(
            "SELECT version, body_chars FROM items WHERE uid = ?", (uid(identity(base + path)),)
        ).fetchone()
        assert row is not None, path
        assert row["version"] == 1, path


def test_stubs_are_followed_and_the_one_that_leads_nowhere_failed(real_site: RealSite):
    archive, expected = real_site.archive, real_site.expected
    failed = {row[0] for row in archive.db.execute("SELECT section FROM visits WHERE outcome = 'failed'")}
    assert failed == {f"site/{slug(path)}" for path in expected["refresh_stubs"]["leads_nowhere"]}


def test_the_second_crawl_wrote_no_version(real_site: RealSite):
    assert real_site.written == 0
    assert real_site.archive.db.execute("SELECT count(*) FROM versions WHERE version > 1").fetchone()[0] == 0
