"""RFC 3161 authorities for tests: certificates, answers in every state, and a server on loopback.

`Maker` writes its answers byte by byte after RFC 3161 and RFC 5652, so that each may be wrong in one thing;
`openssl_answer` has OpenSSL make them.
"""

from __future__ import annotations

import hashlib
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

STAMPING = ExtendedKeyUsageOID.TIME_STAMPING
SHA256, SHA512 = "2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.3"
TST_INFO = "1.2.840.113549.1.9.16.1.4"


def der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    size = len(body)
    if size < 128:
        return bytes([tag, size]) + body
    told = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(told)]) + told + body


def sequence(*parts: bytes) -> bytes:
    return der(0x30, *parts)


def integer(number: int) -> bytes:
    return der(2, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def oid(text: str) -> bytes:
    first, second, *others = map(int, text.split("."))
    found = bytearray([40 * first + second])
    for number in others:
        digits = [number & 127]
        while number := number >> 7:
            digits.append(number & 127 | 128)
        found += bytes(reversed(digits))
    return der(6, bytes(found))


def algorithm(name: str) -> bytes:
    return sequence(oid(name), der(5))


def children(data: bytes) -> list[tuple[int, bytes]]:
    """What stands within one constructed value: (tag, content) of each."""
    (_, inner), *_ = _values(data)
    return _values(inner)


def _values(data: bytes) -> list[tuple[int, bytes]]:
    found = []
    while data:
        tag, size, head = data[0], data[1], 2
        if size & 0x80:
            head = 2 + (size & 0x7F)
            size = int.from_bytes(data[2:head], "big")
        found.append((tag, data[head : head + size]))
        data = data[head + size :]
    return found


def asked(request: bytes) -> tuple[bytes, int]:
    """Imprint and nonce of a TimeStampReq as ours are: version, imprint, nonce, certReq."""
    _, (_, imprint), (_, nonce), certificates = children(request)
    assert certificates == (1, b"\xff"), "certReq"
    (_, named), (_, digest) = _values(imprint)
    assert named == algorithm(SHA256)[2:]
    return digest, int.from_bytes(nonce, "big")


@dataclass
class Party:
    """A name with a key and a certificate."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    @property
    def key_pem(self) -> str:
        return self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()


def party(
    name: str,
    issuer: Party | None = None,
    *,
    authority: bool = False,
    usage: x509.ObjectIdentifier | None = None,
    days: tuple[int, int] = (-100, 100),
) -> Party:
    """One whose certificate `issuer` signed, or signed itself, valid on those days from now."""
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(issuer.certificate.subject if issuer else called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(authority, None), critical=True)
    )
    if usage:
        builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=True)
    return Party(builder.sign(issuer.key if issuer else key, hashes.SHA256()), key)


@dataclass
class Maker:
    """Answers requests. What is set differs from what an honest authority would do; `carried` are the
    certificates within, the signer's first."""

    signer: Party
    carried: tuple[Party, ...]
    status: int = 0
    nonce: int | None = None
    without_nonce: bool = False
    imprint: bytes | None = None
    imprint_algorithm: str = SHA256
    key: ec.EllipticCurvePrivateKey | None = None
    in_order: bool = True
    when: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self, request: bytes) -> bytes:
        imprint, nonce = asked(request)
        info = sequence(
            integer(1),
            oid("1.2.3.4.1"),
            sequence(algorithm(self.imprint_algorithm), der(4, self.imprint or imprint)),
            integer(7),
            der(0x18, self.when.strftime("%Y%m%d%H%M%SZ").encode()),
            b"" if self.without_nonce else integer(self.nonce or nonce),
        )
        return sequence(sequence(integer(self.status)), self._signed(info))

    def _signed(self, info: bytes) -> bytes:
        certificate = self.signer.certificate
        carried = sorted((one.der for one in self.carried), reverse=not self.in_order)
        attributes = b"".join(sorted(self._attributes(info)))
        signature = (self.key or self.signer.key).sign(der(0x31, attributes), ec.ECDSA(hashes.SHA256()))
        signer = sequence(
            integer(1),
            sequence(certificate.issuer.public_bytes(), integer(certificate.serial_number)),
            algorithm(SHA256),
            der(0xA0, attributes),
            sequence(oid("1.2.840.10045.4.3.2")),
            der(4, signature),
        )
        signed = sequence(
            integer(3),
            der(0x31, algorithm(SHA256)),
            sequence(oid(TST_INFO), der(0xA0, der(4, info))),
            der(0xA0, *carried) if carried else b"",
            der(0x31, signer),
        )
        return sequence(oid("1.2.840.113549.1.7.2"), der(0xA0, signed))

    def _attributes(self, info: bytes) -> Iterator[bytes]:
        named = sequence(sequence(sequence(der(4, hashlib.sha256(self.signer.der).digest()))))
        yield sequence(oid("1.2.840.113549.1.9.3"), der(0x31, oid(TST_INFO)))
        yield sequence(oid("1.2.840.113549.1.9.4"), der(0x31, der(4, hashlib.sha256(info).digest())))
        yield sequence(oid("1.2.840.113549.1.9.16.2.47"), der(0x31, named))


def refusal(words: str) -> bytes:
    """An answer with status `rejection` and a reason."""
    return sequence(sequence(integer(2), sequence(der(12, words.encode())), der(3, b"\0\x80")))


def openssl_answer(folder: Path, signer: Party, chain: tuple[Party, ...], request: bytes) -> bytes:
    """What `openssl ts -reply` answers, as an authority of its own in that folder."""
    (folder / "signer.pem").write_text(signer.pem)
    (folder / "signer.key").write_text(signer.key_pem)
    (folder / "chain.pem").write_text("".join(one.pem for one in chain))
    (folder / "serial").write_text("01\n")
    (folder / "request.tsq").write_bytes(request)
    (folder / "tsa.conf").write_text(
        "[tsa]\ndefault_tsa = here\n[here]\nserial = serial\nsigner_cert = signer.pem\n"
        "signer_key = signer.key\ncerts = chain.pem\n"
        "signer_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256\n"
        "accuracy = secs:1\ness_cert_id_chain = yes\ness_cert_id_alg = sha256\n"
    )
    command = "openssl ts -reply -config tsa.conf -queryfile request.tsq -out reply.tsr".split()
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
    return (folder / "reply.tsr").read_bytes()


@dataclass
class AuthorityServer:
    """`answer` makes of a request what is sent: bytes, or pieces of it, each when it is taken. `requests` are
    those that came, with their headers."""

    answer: Callable[[bytes], bytes | Iterator[bytes]]
    status: int = 200
    location: str = ""
    url: str = ""
    requests: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)


@contextmanager
def authority_server(answer: Callable[[bytes], bytes | Iterator[bytes]]) -> Iterator[AuthorityServer]:
    made = AuthorityServer(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers["Content-Length"]))
            made.requests.append((request, {name.lower(): value for name, value in self.headers.items()}))
            self.send_response(made.status)
            self.send_header("Content-Type", "application/timestamp-reply")
            if made.location:
                self.send_header("Location", made.location)
            self.end_headers()
            body = made.answer(request)
            try:
                for piece in [body] if isinstance(body, bytes) else body:
                    self.wfile.write(piece)
            except ConnectionError:
                """Whoever asked has had enough."""

        def log_message(self, format: str, *args: object) -> None:
            """The tests read `requests` instead."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    made.url = f"http://127.0.0.1:{server.server_address[1]}/tsr"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
