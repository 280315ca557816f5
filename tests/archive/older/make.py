"""Makes a small archive with the code of an older checkout, as a fixture of its schema.

    git worktree add /tmp/older COMMIT
    PYTHONPATH=/tmp/older/src:/tmp/older python tests/archive/older/make.py tests/archive/older

writes `schema-N.tar.xz` into the folder named; N is the schema of that checkout. It calls the archive of the
checkout as a crawl of its day did, and nothing that only this one has.
"""

from __future__ import annotations

import hashlib
import io
import sqlite3
import sys
import tarfile
import tempfile
from pathlib import Path

from gongkai.archive import Archive, StoredAttachment, open_archive
from tests.archive.helpers import HOST, NEWS, NOTICES, Crawl, at, response, row

ID_NUMBER, MOBILE = "110101199003070038", "13900001234"
"""Of nobody: the number is made up, its check digit right."""

NAMES = tuple(f"i{n}" for n in range(12))
TABLE = b"%PDF-1.4 budget of a made-up subdistrict\n" * 40
FORM = b"a form, kept and not read\n" * 30
EXTERNAL = "http://mp.weixin.example/s/abc"


def crawl_for_a_month(archive: Archive) -> None:
    """Listed and read, edited, read anew, gone, back, moved off a list, out of sight."""
    crawl = Crawl(archive)
    archive.keep(response(f"http://{HOST}/robots.txt", b"User-agent: *\n"), "robots")
    notices = (row("n1", "2025-12-01"), row(EXTERNAL, "2025-12-02", title="转载：外部文章"), row("n2", None))
    crawl.visit(*(row(name) for name in NAMES), moment=at(1))
    crawl.visit(*notices, moment=at(1), section=NOTICES)
    for name in NAMES:
        crawl.read(name, f"青山街道{name}的正文，办理高龄津贴。", moment=at(1, 1))
    table, form = (_kept(archive, *file) for file in (("预算表", TABLE), ("申请表", FORM)))
    crawl.read("n1", "低保公示，附件两份。", moment=at(1, 2), attachments=(table, form), title="低保公示")
    person = f"救助对象张某，身份证号{ID_NUMBER}，联系电话{MOBILE}。"
    crawl.read("n2", person, moment=at(1, 2), title="救助名单", attachments=(table,))
    _say_what_the_file_says(archive, table.sha256 or "", f"预算总表\n负责人电话{MOBILE}")
    _troubles(crawl)
    crawl.next_run(at(5))
    crawl.read("i1", "青山街道i1的正文，办理高龄津贴，标准有调整。", moment=at(5), title="标题 i1（修订）")
    crawl.read("n2", f"{person}有异议请来电。", moment=at(5), title="救助名单", attachments=(table,))
    page = "青山街道i2的正文，办理高龄津贴。".encode()
    crawl.read("i2", "青山街道i2的正文，读得更好。", moment=at(5), page=page, reader="r2")
    _gone_and_back(crawl)
    archive.finish_run(crawl.run, at(20), "done", requests=40, bytes=40_000)


def _kept(archive: Archive, name: str, body: bytes) -> StoredAttachment:
    url = f"http://{HOST}/{name}.pdf"
    capture = archive.keep(response(url, body), "attachment")
    sha256 = hashlib.sha256(body).hexdigest()
    return StoredAttachment(url, name, "stored", sha256, len(body), "application/pdf", capture)


def _say_what_the_file_says(archive: Archive, sha256: str, text: str) -> None:
    """From schema 2 on."""
    if not hasattr(archive, "store_file_text"):
        return
    from gongkai.archive import KeptText  # noqa: PLC0415  schema 1 has none
    from gongkai.base.values import FileText  # noqa: PLC0415

    archive.store_file_text(sha256, KeptText(FileText("pdf", "read", text), "files/1"), at(1, 3))


def _troubles(crawl: Crawl) -> None:
    """Visits that saw nothing: refused, a challenge, never finished."""
    archive = crawl.archive
    refused = archive.begin_visit(crawl.run, NEWS, at(2), False)
    archive.fail_visit(refused, at(2), "blocked", "forbidden", status=403)
    challenge = archive.begin_visit(crawl.run, NOTICES, at(2), False)
    shown = archive.keep(response(f"http://{HOST}/{NOTICES}/", b"<script>"), "list", visit=challenge)
    archive.fail_visit(challenge, at(2), "broken", "challenge", status=200, pages=1, capture=shown)
    archive.begin_visit(crawl.run, NEWS, at(2, 1), True)


def _gone_and_back(crawl: Crawl) -> None:
    """i3 and i4 are gone for good, i4 comes back; i5 is only taken off its list."""
    gone = ("i3", "i4")
    for name in gone:
        crawl.vanish(name, at(9))
    crawl.next_run(at(10))
    crawl.visit(*(row(name) for name in NAMES if name not in (*gone, "i5")), moment=at(10))
    for name in NAMES:
        if name in gone:
            crawl.vanish(name, at(10, 1))
        else:
            crawl.archive.store_check(crawl.item(name), crawl.run, at(10, 1), "same", status=304)
    crawl.archive.keep(response(f"http://{HOST}/", b"home", moment=at(10, 2)), "home")
    crawl.archive.conclude_removals(crawl.run, at(10, 3))
    crawl.read("i4", "青山街道i4的正文，办理高龄津贴。", moment=at(12))
    crawl.next_run(at(15))
    crawl.visit(*(row(name) for name in NAMES if name != "i3"), moment=at(15), conditional=True)


def pack(folder: Path, target: Path) -> None:
    """The archive's files, each database whole in one file, as a small .tar.xz without dates and owners."""
    with tarfile.open(target, "w:xz", preset=9) as tar:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            member = tarfile.TarInfo(str(path.relative_to(folder)))
            member.size = path.stat().st_size
            tar.addfile(member, io.BytesIO(path.read_bytes()))


def main(target: Path) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with open_archive(folder, create=True) as archive:
            crawl_for_a_month(archive)
        with sqlite3.connect(folder / "gongkai.db") as db:
            (version,) = db.execute("PRAGMA user_version").fetchone()
        db.close()
        pack(folder, target / f"schema-{version}.tar.xz")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
