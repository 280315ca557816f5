"""WARC files of other tools, and hostile ones: what is taken, what is counted, and no more."""

from __future__ import annotations

import base64
import gzip
import hashlib
import subprocess
import sys
import zlib
from collections import Counter
from io import BytesIO
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from gongkai.archive import SavedAnswer, Skipped
from gongkai.base.errors import GongkaiError, UsageError
from gongkai.intake import WarcFile, describe
from gongkai.intake.warc import BODY_BYTES
from tests.intake.warcs import DATE, URL, packed, record, response, revisit, sha1, write


def read(folder: Path, *records: bytes) -> tuple[list[SavedAnswer], Counter[str]]:
    """The answers in a gzipped file of these records, and what was passed over."""
    return read_file(write(folder, packed(*records)))


def read_file(path: Path) -> tuple[list[SavedAnswer], Counter[str]]:
    found = list(WarcFile(path))
    answers = [one for one in found if isinstance(one, SavedAnswer)]
    return answers, Counter(one.reason for one in found if isinstance(one, Skipped))


def test_a_file_that_warcio_wrote(tmp_path: Path):
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "wget/9"}))
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), ("X", "1")], protocol="HTTP/1.1")
    writer.write_record(writer.create_warc_record(URL, "response", BytesIO(b"hello"), http_headers=head))
    path = write(tmp_path, out.getvalue())
    file = describe(path)
    assert (file.software, file.name, file.bytes) == ("wget/9", "saved.warc.gz", path.stat().st_size)
    assert file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    (answer,), skipped = read_file(path)
    assert (answer.response.body, answer.response.header("x"), answer.response.url) == (b"hello", "1", URL)
    assert not skipped


@pytest.mark.parametrize("version", ["WARC/0.18", "WARC/1.0", "WARC/1.1"])
@pytest.mark.parametrize("whole", [True, False])
def test_packed_as_one_or_not_at_all(tmp_path: Path, version: str, whole: bool):
    content = b"".join(response(b"body %d" % n, version=version) for n in range(3))
    path = write(tmp_path, gzip.compress(content) if whole else content)
    answers, skipped = read_file(path)
    assert [answer.response.body for answer in answers] == [b"body 0", b"body 1", b"body 2"]
    assert not skipped


def test_lines_that_end_and_go_on_otherwise(tmp_path: Path):
    raw = f"WARC/1.0\nwarc-type: response\nWARC-Target-URI: <{URL}>\nWARC-Date: 2019-05-06T07:08:09.123456Z\n"
    raw += "X-Note: one\n two\nContent-Length: 20\n\nHTTP/1.1 200\n\n123456\n\n"
    (answer,), skipped = read_file(write(tmp_path, raw.encode()))
    assert (answer.response.body, answer.response.requested_at) == (b"123456", DATE)
    assert not skipped


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"text", ()),
        (b"4\r\ntext\r\n0\r\n\r\n", ("Transfer-Encoding: chunked",)),
        (b"2;x=1\r\nte\r\n2\r\nxt\r\n0\r\nTrailer: 1\r\n\r\n", ("Transfer-Encoding: chunked",)),
        (b"text", ("Transfer-Encoding: chunked",)),  # put together before, the header kept
        (gzip.compress(b"text", mtime=0), ("Content-Encoding: gzip",)),
        (zlib.compress(b"text"), ("Content-Encoding: deflate",)),
        (brotli.compress(b"text"), ("Content-Encoding: br",)),
        (b"text", ("Content-Encoding: gzip",)),  # decoded before, the header kept
    ],
)
@pytest.mark.parametrize("of", ["raw", "body", "none"])
def test_encodings_are_taken_off(tmp_path: Path, body: bytes, headers: tuple[str, ...], of: str):
    digest = {"raw": sha1(body), "body": sha1(b"text"), "none": ""}[of]
    (answer,), skipped = read(tmp_path, response(body, *headers, WARC_Payload_Digest=digest))
    assert answer.response.body == b"text"
    assert not skipped


@pytest.mark.parametrize(
    "digest",
    [
        "sha256:" + hashlib.sha256(b"text").hexdigest(),
        "SHA-256:" + hashlib.sha256(b"text").hexdigest().upper(),
        "sha256:" + base64.b32encode(hashlib.sha256(b"text").digest()).decode(),
        "sha1:" + hashlib.sha1(b"text").hexdigest(),
        "sha1:" + base64.b64encode(hashlib.sha1(b"text").digest()).decode(),
        "md5:" + hashlib.md5(b"text").hexdigest(),
        "tiger:unknown",
        "nonsense",
    ],
)
def test_digests_as_tools_write_them(tmp_path: Path, digest: str):
    answers, _ = read(tmp_path, response(b"text", WARC_Payload_Digest=digest))
    assert len(answers) == 1
    if "text" not in digest and ":" in digest and not digest.startswith("tiger"):
        _, skipped = read(tmp_path, response(b"other", WARC_Payload_Digest=digest))
        assert skipped == {"digest": 1}


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("names", ["request", "response"])
def test_a_request_tells_method_and_body(tmp_path: Path, first: bool, names: str):
    asked, answered = "<urn:uuid:1>", "<urn:uuid:2>"
    beside = {"WARC_Concurrent_To": answered} if names == "request" else {}
    block = "POST /a.html HTTP/1.1\r\nHost: x\r\n\r\npage=甲".encode()
    request = record("request", block, WARC_Record_ID=asked, **beside)
    beside = {"WARC_Concurrent_To": asked} if names == "response" else {}
    answer = response(b"text", WARC_Record_ID=answered, **beside)
    stray = record("request", b"PUT / HTTP/1.1\r\n\r\n", WARC_Concurrent_To="<urn:uuid:9>")
    order = [request, answer] if first else [answer, request]
    (posted, plain), _ = read(tmp_path, *order, response(b"next"), stray)
    assert (posted.response.method, posted.response.request_body) == ("POST", "page=甲")
    assert (plain.response.method, plain.response.request_body) == ("GET", None)


def test_revisits_name_what_they_mean(tmp_path: Path):
    digest = sha1(b"text")
    (first, second), _ = read(tmp_path, response(b"text", WARC_Payload_Digest=digest), revisit(digest))
    assert second.revisit
    assert not second.response.body
    assert second.names[0] in first.names


@pytest.mark.parametrize(
    ("hostile", "reason"),
    [
        (response(b"text", WARC_Payload_Digest=sha1(b"other")), "digest"),
        (response(b"text", WARC_Block_Digest=sha1(b"other")), "digest"),
        (response(b"text", WARC_Truncated="length"), "truncated"),
        (response(b"text", WARC_Segment_Number="1"), "truncated"),
        (response(b"text", "Content-Length: 5"), "length"),
        (response(b"text", "Content-Length: " + "9" * 100), "length"),
        (response(b""), "no-payload"),
        (response(b"", "Content-Length: 5", status="304 Not Modified"), "no-payload"),
        (response(b"text", WARC_Date="yesterday"), "date"),
        (response(b"text", WARC_Date="2019-99-99T00:00:00Z"), "date"),
        (response(b"text", WARC_Date="2019"), "date"),
        (response(b"text", WARC_Target_URI="dns:example.org"), "no-http"),
        (response(b"text", WARC_Target_URI="file:///etc/passwd"), "no-http"),
        (response(b"text", WARC_Target_URI="http://x/\0"), "no-http"),
        (response(b"text", WARC_Target_URI="http://x/" + "y" * 9000), "no-http"),
        (response(b"text", status="2000 OK"), "no-http"),
        (record("response", b"no head at all"), "no-http"),
        (record("response", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 5000 + b"\r\ntext"), "no-http"),
        (record("response", b"HTTP/1.1 200 OK\r\nA: " + b"b" * 200_000 + b"\r\n\r\ntext"), "no-http"),
        (response(b"ff\r\ntext", "Transfer-Encoding: chunked"), "truncated"),
        (response(b"4\r\ntext\r\n", "Transfer-Encoding: chunked"), "truncated"),
        (response(gzip.compress(b"text")[:-5], "Content-Encoding: gzip"), "truncated"),
        (response(b"\xff\xfftext", "Content-Encoding: br"), "encoding"),
        (response(b"text", "Content-Encoding: gzip, gzip, gzip, gzip"), "encoding"),
        (response(gzip.compress(bytes(BODY_BYTES + 1)), "Content-Encoding: gzip"), "too-large"),
        (response(bytes(BODY_BYTES + 200_000)), "too-large"),
        (record("resource", b"text"), "other-record"),
        (record("conversion", b"text"), "other-record"),
        (revisit("", WARC_Profile="http://x/revisit/server-not-modified"), "no-payload"),
    ],
)  # fmt: skip
def test_a_hostile_record_is_counted_and_the_others_are_had(tmp_path: Path, hostile: bytes, reason: str):
    answers, skipped = read(tmp_path, response(b"before"), hostile, response(b"after"))
    assert [answer.response.body for answer in answers] == [b"before", b"after"]
    assert skipped == {reason: 1}


BEFORE = packed(response(b"one"), response(b"two"))


@pytest.mark.parametrize(
    "damage",
    [
        packed(response(b"three"))[:-20],  # cut off
        packed(response(b"three" * 1000))[:60],
        packed(response(b"three", Content_Length="99999")),  # more than there is
        packed(response(b"three", Content_Length="3")),  # less
        packed(response(b"three", Content_Length="-1")),
        packed(response(b"three", Content_Length="")),
        packed(response(b"three", Content_Length="1e9")),
        packed(response(b"three", Content_Length="9" * 30)),
        packed(response(b"three", X_Huge="y" * 100_000)),  # one line
        packed(b"WARC/1.0\r\n" + b"X: y\r\n" * 50_000 + b"\r\n"),  # many
        packed(b"WARC/1.0\r\n" + b"X" * 10_000_000),
        packed(b"GARBAGE"),
        b"not gzip at all",
        b"\x1f\x8b\x08\x00" + b"\xff" * 50,
        bytes(1000),
    ],
)
def test_what_stands_before_damage_is_had(tmp_path: Path, damage: bytes):
    file = WarcFile(write(tmp_path, BEFORE + damage + packed(response(b"beyond"))))
    found = list(file)
    assert [one.response.body for one in found[:2] if isinstance(one, SavedAnswer)] == [b"one", b"two"]
    assert found[-1] == Skipped("damaged")
    assert file.damaged
    assert not [one for one in found if isinstance(one, SavedAnswer) and one.response.body == b"beyond"]


def test_an_end_within_a_member_is_told(tmp_path: Path):
    """Wherever a download broke off."""
    whole = packed(response(b"one" * 500), response(b"two" * 500))
    first = len(packed(response(b"one" * 500)))
    for end in range(1, len(whole)):
        file = WarcFile(write(tmp_path, whole[:end]))
        found = [one for one in file if isinstance(one, SavedAnswer)]
        assert file.damaged == (end != first), end
        assert {one.response.body for one in found} <= {b"one" * 500, b"two" * 500}


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"PK\x03\x04", b"WAR", gzip.compress(b"hello", mtime=0), b"\x1f\x8b"]
)
def test_what_is_no_warc_is_refused_in_one_line(tmp_path: Path, content: bytes):
    with pytest.raises(UsageError) as caught:
        describe(write(tmp_path, content))
    assert "\n" not in str(caught.value)
    with pytest.raises(GongkaiError, match="读不了"):
        describe(tmp_path / "nowhere.warc")


@given(st.binary(max_size=300), st.integers(0, 2000), st.booleans())
@settings(max_examples=300, deadline=None)
def test_no_bytes_make_the_reader_raise(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int, z: bool
):
    content = response(b"text", "Transfer-Encoding: chunked") + revisit(sha1(b"text")) + response(b"x" * 500)
    content = gzip.compress(content) if z else content
    at %= len(content)
    path = write(tmp_path_factory.getbasetemp(), content[:at] + noise + content[at + len(noise) // 2 :])
    for found in WarcFile(path):
        assert isinstance(found, SavedAnswer | Skipped)


BOMB = """
import sys, resource
from pathlib import Path
from gongkai.intake import WarcFile
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
found = [type(one).__name__ for one in WarcFile(Path(sys.argv[1]))]
print(found, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_a_bomb_takes_no_memory(tmp_path: Path):
    """A quarter of a gigabyte, as a record that is passed over and as a line that does not end."""
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    size = 256 * 2**20
    content = pack.compress(record("response", b"", Content_Length=str(size))[:-4])
    for _ in range(size // 2**20):
        content += pack.compress(bytes(2**20))
    content += pack.compress(b"\r\n\r\nWARC/1.0\r\n")
    for _ in range(64):
        content += pack.compress(b"A" * 2**20)
    path = write(tmp_path, packed(response(b"before")) + content + pack.flush())
    run = [sys.executable, "-c", BOMB, str(path)]
    told = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    kinds, _, mebibytes = told.strip().rpartition(" ")
    assert kinds == "['SavedAnswer', 'Skipped', 'Skipped']"
    assert int(mebibytes) < 64


def test_a_million_empty_members_take_linear_time(tmp_path: Path):
    path = write(tmp_path, packed(response(b"one")) + gzip.compress(b"") * 200_000 + packed(response(b"two")))
    answers, skipped = read_file(path)
    assert len(answers) == 2
    assert not skipped
