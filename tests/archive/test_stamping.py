"""Which answers of a time stamp authority hold, and which kept stamps still do."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given, settings
from hypothesis import strategies as st
from rfc3161_client import decode_timestamp_response

from gongkai.archive import Archive
from gongkai.archive.stamping import (
    Stamped,
    check_answer,
    make_request,
    read_roots,
    sorted_certificates,
    stamped_hash,
    verify_stamps,
)
from gongkai.base.errors import NoStamp
from tests.archive.helpers import at, response
from tests.authority import (
    SHA512,
    STAMPING,
    Maker,
    Party,
    asked,
    der,
    integer,
    openssl_answer,
    party,
    refusal,
    sequence,
)

CHAIN = hashlib.sha256("链".encode()).hexdigest()
REQUEST = make_request(CHAIN)
ROOT = party("Root of the tests", authority=True)
MIDDLE = party("Middle of the tests", ROOT, authority=True)
SIGNER = party("Authority of the tests", MIDDLE, usage=STAMPING)
HONEST = Maker(SIGNER, (SIGNER, MIDDLE))


def check(answer: bytes, *roots: Party) -> Stamped:
    return check_answer(answer, CHAIN, [one.certificate for one in roots], REQUEST.nonce)


def refused(answer: bytes, *roots: Party) -> str:
    with pytest.raises(NoStamp) as caught:
        check(answer, *roots)
    assert caught.value.do
    return str(caught.value)


def made(**differs: Any) -> bytes:
    return replace(HONEST, **differs)(REQUEST.as_bytes())


def test_the_request_asks_for_the_digits_of_the_chain_and_for_certificates() -> None:
    imprint, nonce = asked(REQUEST.as_bytes())
    assert imprint == hashlib.sha256(CHAIN.encode("ascii")).digest() == stamped_hash(CHAIN)
    assert nonce == REQUEST.nonce != make_request(CHAIN).nonce
    assert REQUEST.policy is None


def test_a_stamp_that_leads_to_the_root_named() -> None:
    when = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=5)
    told = check(made(when=when), ROOT)
    assert told == Stamped(when.strftime("%Y-%m-%dT%H:%M:%SZ"), trusted=True)


def test_without_a_root_named_the_one_carried_shows_the_signature_and_no_more() -> None:
    assert not check(made(carried=(SIGNER, MIDDLE, ROOT))).trusted
    assert "没有带根证书" in refused(made())


def test_certificates_in_any_order() -> None:
    """OpenSSL does not sort them; the library would have them sorted."""
    answer = made(carried=(SIGNER, MIDDLE, ROOT), in_order=False)
    with pytest.raises(ValueError, match="InvalidSetOrdering"):
        decode_timestamp_response(answer)
    assert check(answer, ROOT).trusted
    sorted_already = made()
    assert sorted_certificates(sorted_already) == sorted_already


def test_one_of_several_roots_is_enough() -> None:
    other = party("Another root", authority=True)
    assert check(made(), other, ROOT).trusted
    assert read_roots(other.pem + ROOT.pem) == (other.certificate, ROOT.certificate)
    with pytest.raises(NoStamp, match="根证书"):
        read_roots("nothing")


@pytest.mark.parametrize(
    ("differs", "told"),
    [
        ({"nonce": 5}, "不是这一次请求"),
        ({"without_nonce": True}, "不是这一次请求"),
        ({"imprint": hashlib.sha256(b"x").digest()}, "不是这个链值"),
        ({"imprint": hashlib.sha512(CHAIN.encode()).digest(), "imprint_algorithm": SHA512}, "不是 SHA-256"),
        ({"status": 1}, "状态 1"),
        ({"status": 77}, "状态 77"),
        ({"carried": ()}, "不能用"),
        ({"carried": (MIDDLE,)}, "不能用"),
        ({"carried": (SIGNER,)}, "不能用"),
        ({"key": ROOT.key}, "签名不对"),
        ({"when": datetime.now(UTC) + timedelta(days=101)}, "所写时间"),
    ],
)
def test_an_answer_that_is_wrong_in_one_thing(differs: dict[str, Any], told: str) -> None:
    assert told in refused(made(**differs), ROOT)


@pytest.mark.parametrize(
    "signer",
    [
        party("Authority", MIDDLE, usage=STAMPING, days=(-9, -2)),
        party("Authority", MIDDLE, usage=STAMPING, days=(2, 9)),
        party("Authority", MIDDLE),
        party("Authority", MIDDLE, usage=ExtendedKeyUsageOID.SERVER_AUTH),
        party("Authority", party("Middle of the tests", ROOT), usage=STAMPING),
        party("Authority", party("Middle of the tests", authority=True), usage=STAMPING),
        party("Authority", usage=STAMPING),
    ],
    ids=["expired", "not yet", "no usage", "a server's", "not an authority's", "another's", "its own"],
)
def test_a_certificate_that_may_not_stamp(signer: Party) -> None:
    assert "不能用" in refused(made(signer=signer, carried=(signer, MIDDLE)), ROOT)


def test_a_certificate_that_was_valid_at_the_time_stated() -> None:
    signer = party("Authority", MIDDLE, usage=STAMPING, days=(-9, -2))
    when = datetime.now(UTC) - timedelta(days=3)
    assert check(made(signer=signer, carried=(signer, MIDDLE), when=when), ROOT).trusted


def test_a_refusal_says_why() -> None:
    assert "状态 2）：不受理此请求。" in refused(refusal("不受理此请求"), ROOT)
    assert "没有说明原因" in refused(sequence(sequence(integer(2))), ROOT)
    assert len(refused(refusal("\x1b[31m\n" + "长" * 5000), ROOT)) < 300
    assert "\x1b" not in refused(refusal("\x1b[31m"), ROOT)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"0",
        b"<html>502</html>",
        b"\x30\x80",
        b"\x30\xff" * 30_000,
        b"\x30\x80" * 30_000,
        made()[:-1],
        made() + b"\0",
        sequence(sequence(integer(0))),
    ],
)
def test_what_is_no_answer(answer: bytes) -> None:
    assert "不是能读懂的时间戳" in refused(answer, ROOT)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), min_size=1, max_size=4))
def test_no_answer_ends_otherwise_than_in_words(changes: list[tuple[int, int]]) -> None:
    """Neither does it hold unless what was signed stands."""
    whole = made(carried=(SIGNER, MIDDLE, ROOT))
    answer = bytearray(whole)
    for place, value in changes:
        answer[place % len(whole)] = value
    for roots in ((), (ROOT,)):
        try:
            check(bytes(answer), *roots)
        except NoStamp:
            continue
        assert der(4, stamped_hash(CHAIN)) in bytes(answer)


@pytest.mark.parametrize("text", [ROOT.pem.replace("M", "N", 3), "-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_roots_that_are_none(text: str) -> None:
    with pytest.raises(NoStamp):
        read_roots(text)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_what_openssl_stamps_holds(tmp_path: Path) -> None:
    answer = openssl_answer(tmp_path, SIGNER, (MIDDLE,), REQUEST.as_bytes())
    assert check(answer, ROOT).trusted
    assert "不是这一次请求" in refused(
        openssl_answer(tmp_path, SIGNER, (MIDDLE,), make_request(CHAIN).as_bytes()), ROOT
    )
    assert "不是这" in refused(
        openssl_answer(tmp_path, SIGNER, (MIDDLE,), make_request("0" * 64).as_bytes()), ROOT
    )


# --- what is kept -------------------------------------------------------------------------------------


@pytest.fixture
def kept(archive: Archive) -> Archive:
    """An archive of three captures, stamped at the second and the third."""
    archive.keep(response("http://x.example/1", b"1"), "list")
    for number in (2, 3):
        archive.keep(response(f"http://x.example/{number}", b"%d" % number), "list")
        head = archive.chain_head()
        assert head is not None
        request = make_request(head.chain)
        answer = HONEST(request.as_bytes())
        stated = check_answer(answer, head.chain, [ROOT.certificate], request.nonce).stated_at
        archive.put_stamp(head, at(number), "http://tsa.example/", stated, answer)
    return archive


def wrong(archive: Archive, *roots: Party) -> dict[int, str]:
    return dict(verify_stamps(archive.stamps(), [one.certificate for one in roots or (ROOT,)]))


def test_the_head_is_the_newest_capture(archive: Archive) -> None:
    assert archive.chain_head() is None
    for name in "ab":
        capture = archive.keep(response(f"http://x.example/{name}", moment=at(3)), "list")
    head = archive.chain_head()
    assert head is not None
    assert (head.capture, head.requested_at, len(head.chain)) == (capture, at(3), 64)
    assert archive.verify_chain() is None


def test_stamps_are_kept_as_they_came(kept: Archive) -> None:
    first, second = kept.stamps()
    assert (first.id, first.capture, first.at, second.capture) == (1, 2, at(2), 3)
    assert first.chain == first.chain_now != second.chain
    assert wrong(kept) == {}
    kept.keep(response("http://x.example/4", b"4"), "list")
    assert wrong(kept) == {}, "what comes after a stamp does not touch it"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE captures SET chain = '0' || substr(chain, 2) WHERE id = 2", "第 2 号快照的链值已不是"),
        ("UPDATE stamps SET chain = (SELECT chain FROM captures WHERE id = 1) WHERE id = 1", "链值已不是"),
        ("UPDATE stamps SET chain = '0', capture = 9 WHERE id = 1", "第 9 号快照不在档案库中"),
        ("UPDATE stamps SET stated_at = '2020-01-01T00:00:00Z' WHERE id = 1", "不是时间戳里的"),
        ("UPDATE stamps SET token = x'3000' WHERE id = 1", "不是能读懂的时间戳"),
        ("UPDATE stamps SET token = (SELECT token FROM stamps WHERE id = 2) WHERE id = 1", "不是这个链值"),
    ],
)
def test_what_was_changed_since_is_named(kept: Archive, change: str, told: str) -> None:
    kept.db.execute("PRAGMA foreign_keys = OFF")
    kept.db.execute(change)
    (number, why), *others = wrong(kept).items()
    assert (number, others) == (1, [])
    assert told in why


def test_a_token_whose_time_was_changed(kept: Archive) -> None:
    """Together with the column beside it: the signature tells."""
    stamp = kept.stamps()[0]
    stated = stamp.stated_at.translate({ord(sign): None for sign in "-:T"}).encode()
    earlier = b"2" + stated[1:3] + (b"0" if stated[3:4] != b"0" else b"1") + stated[4:]
    assert stamp.token.count(stated) == 1
    token = stamp.token.replace(stated, earlier)
    text = f"{stamp.stated_at[:3]}{earlier[3:4].decode()}{stamp.stated_at[4:]}"
    kept.db.execute("UPDATE stamps SET token = ?, stated_at = ? WHERE id = 1", (token, text))
    assert "签名不对" in wrong(kept)[1]


def test_other_captures_under_the_same_numbers(kept: Archive) -> None:
    """Somebody puts the whole chain anew, each link right: the stamps tell."""
    db = kept.db
    changed = db.execute("SELECT * FROM captures ORDER BY id").fetchall()
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("DELETE FROM captures")
    for row in changed:
        kept.keep(response(row["url"], b"forged"), "list")
    assert kept.verify_chain() is None
    assert set(wrong(kept)) == {1, 2}


def test_by_another_root_none_holds(kept: Archive) -> None:
    assert set(wrong(kept, party("Another root", authority=True))) == {1, 2}
