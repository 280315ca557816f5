"""RFC 3161: what is asked of a time stamp authority, and whether its answer holds. Pure but for the nonce.

What is stamped is SHA-256 of the 64 ASCII digits of a capture's `chain`. An answer holds if it is granted, is
signed over that hash (and over our nonce, where it answers us) by a certificate made for time stamping, and
that certificate leads to a root: to one of those the operator named, or else to one that the answer itself
carries. The second shows only that nothing was changed since: anybody can make such a root.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cryptography.x509 import (
    Certificate,
    ObjectIdentifier,
    load_der_x509_certificate,
    load_pem_x509_certificates,
)
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from gongkai.archive.values import KeptStamp
from gongkai.base.errors import NoStamp
from gongkai.base.times import utc_text

MAX_BYTES = 64 * 1024
"""Of an answer. One with its certificates takes 2 to 8 KB."""

SHA256 = ObjectIdentifier("2.16.840.1.101.3.4.2.1")


@dataclass(frozen=True, slots=True)
class Stamped:
    """What an answer that holds says. `stated_at` is the authority's time; `trusted`, whether it leads to a
    root that the operator named."""

    stated_at: str
    trusted: bool


def stamped_hash(chain: str) -> bytes:
    """What is stamped of a link of the chain: 32 bytes."""
    return hashlib.sha256(chain.encode("ascii")).digest()


def make_request(chain: str) -> TimeStampRequest:
    """A request with a fresh nonce, no policy, for an answer that carries its certificates. DER by
    `as_bytes`."""
    builder = TimestampRequestBuilder().data(chain.encode("ascii")).hash_algorithm(HashAlgorithm.SHA256)
    return builder.nonce(nonce=True).cert_request(cert_request=True).build()


def read_roots(pem: str) -> tuple[Certificate, ...]:
    """The certificates of a PEM text. NoStamp if they cannot be used."""
    try:
        return tuple(load_pem_x509_certificates(pem.encode()))
    except ValueError:
        raise NoStamp(
            "[stamp] roots 里的证书不能用来核对时间戳。", do="请向时间戳服务索取根证书（PEM）。"
        ) from None


def check_answer(
    answer: bytes, chain: str, roots: Sequence[Certificate], nonce: int | None = None
) -> Stamped:
    """Whether an answer (TimeStampResp, DER) stamps that link, by those roots. `nonce` is that of the request
    that it must answer, None for one that was kept. NoStamp, with the reason, if it does not hold."""
    with warnings.catch_warnings():  # odd certificates are refused or harmless; nobody can act on the rest
        warnings.simplefilter("ignore")
        try:
            return _checked(decode_timestamp_response(sorted_certificates(answer)), chain, roots, nonce)
        except VerificationError as error:
            raise NoStamp(f"时间戳不成立：{_words(str(error))}。", do=_ASK) from None
        except NoStamp:
            raise
        except Exception:  # whatever an authority sends: the two libraries have no common error for it
            raise NoStamp(
                "答复不是能读懂的时间戳。", do="请核对 [stamp] url 是不是 RFC 3161 服务。"
            ) from None


def verify_stamps(stamps: Iterable[KeptStamp], roots: Sequence[Certificate]) -> Iterator[tuple[int, str]]:
    """The kept stamps that do not hold now: number, and why, in words."""
    for stamp in stamps:
        why = _wrong(stamp, roots)
        if why:
            yield stamp.id, why


def _wrong(stamp: KeptStamp, roots: Sequence[Certificate]) -> str:
    if stamp.chain_now is None:
        return f"所盖的第 {stamp.capture} 号快照不在档案库中。"
    if stamp.chain_now != stamp.chain:
        return f"第 {stamp.capture} 号快照的链值已不是当时盖上时间的那个。"
    try:
        stated_at = check_answer(stamp.token, stamp.chain, roots).stated_at
    except NoStamp as error:
        return error.what
    return "" if stated_at == stamp.stated_at else f"记下的时间不是时间戳里的 {stated_at}。"


def sorted_certificates(answer: bytes) -> bytes:
    """The same answer with the certificates that it carries in DER's order of a set. Authorities made with
    OpenSSL send them in any order, which `rfc3161_client` refuses to read; no signature is over them."""
    _, inner, end = next(_values(answer, 0, len(answer)))
    start = 0
    for number in (1, 1, 0, 3):  # TimeStampResp: token: content: SignedData: certificates
        values = list(_values(answer, inner, end))
        if number >= len(values):
            return answer
        start, inner, end = values[number]
    if answer[start] != _CERTIFICATES:
        return answer
    carried = sorted(answer[begin:stop] for begin, _, stop in _values(answer, inner, end))
    return answer[:inner] + b"".join(carried) + answer[end:]


_CERTIFICATES = 0xA0
"""The tag of that field, which need not be there."""


def _values(der: bytes, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Of each value between two places: where it begins, where its content begins, and where it ends."""
    while at < end:
        size, inner = der[at + 1], at + 2
        if size & 0x80:
            inner += size & 0x7F
            size = int.from_bytes(der[at + 2 : inner], "big")
        yield at, inner, inner + size
        at = inner + size


def _checked(
    answer: TimeStampResponse, chain: str, roots: Sequence[Certificate], nonce: int | None
) -> Stamped:
    if answer.status != PKIStatus.GRANTED:
        said = "；".join(answer.status_string)
        told = "".join(sign if sign.isprintable() else " " for sign in said[:200]) or "没有说明原因"
        raise NoStamp(
            f"时间戳服务没有给出时间戳（状态 {answer.status}）：{told}。",
            do="请过后再试，或向时间戳服务询问。",
        )
    info = answer.tst_info
    if info.message_imprint.hash_algorithm != SHA256:
        raise NoStamp("时间戳不成立：所盖的不是 SHA-256。", do=_ASK)
    anchors = list(roots) or _carried_roots(answer)
    VerifierBuilder(roots=anchors, nonce=nonce).build().verify(answer, stamped_hash(chain))
    return Stamped(utc_text(info.gen_time), trusted=bool(roots))


def _carried_roots(answer: TimeStampResponse) -> list[Certificate]:
    carried = [load_der_x509_certificate(der) for der in answer.signed_data.certificates]
    found = [certificate for certificate in carried if certificate.issuer == certificate.subject]
    if not found:
        raise NoStamp(
            "答复里没有带根证书，不能核对签名。",
            do="请向时间戳服务索取根证书，在 gongkai.toml 的 [stamp] roots 写上它的文件。",
        )
    return found


_ASK = "请核对 [stamp] url 和 roots，或换一个时间戳服务。"

_REASONS = {
    "Nonce mismatch": "它答的不是这一次请求",
    "Mismatch between messages": "所盖的不是这个链值",
    "EKU": "签署的证书不是用来盖时间戳的",
    "verifying certificates": "签名不对，或签署的证书不能用"
    "（不由认可的根证书签发、在所写时间无效，或不是用来盖时间戳的）",
}


def _words(error: str) -> str:
    """The library's reason, for people; most of its own text is the stack of OpenSSL."""
    return next((words for part, words in _REASONS.items() if part in error), error[:200])
