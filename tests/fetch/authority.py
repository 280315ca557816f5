"""Certificates made for a test: an authority that the client trusts, and servers in every state."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from gongkai.fetch import tls


@contextmanager
def trusted(root: trustme.CA, folder: Path) -> Iterator[None]:
    """Makes `root` the only authority that clients trust."""
    file = folder / "root.pem"
    root.cert_pem.write_to_path(file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tls, "new_context", lambda: ssl.create_default_context(cafile=str(file)))
        tls.strict_context.cache_clear()
        yield
    tls.strict_context.cache_clear()


def served(certificate: trustme.LeafCert, *, whole: bool = True) -> ssl.SSLContext:
    """A server's context; without the intermediate certificates unless `whole`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if whole:
        certificate.configure_cert(context)
        return context
    with certificate.private_key_pem.tempfile() as key, certificate.cert_chain_pems[0].tempfile() as leaf:
        context.load_cert_chain(leaf, key)
    return context


def expired(root: trustme.CA, name: str) -> trustme.LeafCert:
    now = datetime.now(UTC)
    return root.issue_cert(name, not_before=now - timedelta(days=400), not_after=now - timedelta(days=3))


def self_signed(folder: Path, name: str, *, bits: int) -> tuple[str, ssl.SSLContext]:
    """A certificate that signs itself, with an RSA key of that many bits: its PEM, and a server with it."""
    key = rsa.generate_private_key(65537, bits)
    called = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "own.pem").write_bytes(secret + pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.load_cert_chain(folder / "own.pem")
    return pem.decode(), context
