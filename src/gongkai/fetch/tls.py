"""How a handshake is made, and why one failed.

Strict for every host. What an operator allows one host beyond that is used only after the strict handshake
failed in this run: servers are seen that hang under old ciphers, and others whose chain is whole again.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

import httpx

Fault = Literal["handshake", "old", "plain", "chain", "issuer", "date", "name", ""]
"""`handshake`: no common way to encrypt; `old`: only versions before TLS 1.2; `plain`: no TLS at all;
`chain`: an intermediate certificate is missing; `issuer`: signed by nobody known; `date`: not valid today;
`name`: made out to another host; empty where it cannot be told."""

_LEGACY_SERVER_CONNECT = 0x4  # SSL_OP_LEGACY_SERVER_CONNECT; `ssl` has no name for it before Python 3.12
_LEGACY_CIPHERS = "DEFAULT:@SECLEVEL=1"

# Codes of X509_verify_cert_error_string(3).
_VERIFY: Mapping[int, Fault] = {
    2: "chain", 20: "chain", 21: "chain",
    18: "issuer", 19: "issuer",
    9: "date", 10: "date",
    62: "name", 64: "name",
    66: "handshake", 67: "handshake", 68: "handshake",  # a key or digest too weak for the strict level
}  # fmt: skip
_REASONS: Mapping[str, Fault] = {
    "UNSUPPORTED_PROTOCOL": "old",
    "TLSV1_ALERT_PROTOCOL_VERSION": "old",
    "WRONG_VERSION_NUMBER": "plain",
    "HTTP_REQUEST": "plain",
}


@dataclass(frozen=True, slots=True)
class TlsRule:
    """What one host is allowed: `legacy` renegotiation and ciphers, a `chain` of certificates that it does
    not send (PEM text), or its certificate `unverified`."""

    legacy: bool = False
    chain: str | None = None
    unverified: bool = False


def new_context() -> ssl.SSLContext:
    """The environment is not asked: whom we trust must not depend on the shell."""
    return httpx.create_ssl_context(trust_env=False)


@cache
def strict_context() -> ssl.SSLContext:
    """One for all hosts and clients: building it costs 40 ms."""
    return new_context()


def relaxed_context(rule: TlsRule) -> ssl.SSLContext:
    """The context of one host that is allowed more. Raises ssl.SSLError where `chain` is no PEM."""
    context = new_context()
    if rule.legacy:
        context.options |= ssl.Options(_LEGACY_SERVER_CONNECT)
        context.set_ciphers(_LEGACY_CIPHERS)
    if rule.chain is not None:
        # An added certificate only bridges to a trusted root. Python 3.13 would trust it by itself.
        context.verify_flags &= ~ssl.VERIFY_X509_PARTIAL_CHAIN
        context.load_verify_locations(cadata=rule.chain)
    if rule.unverified:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def fault_of(error: BaseException | None) -> Fault:
    """What an error of a handshake says is wrong, as far as OpenSSL tells."""
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__
    if isinstance(error, ssl.SSLCertVerificationError):
        return _VERIFY.get(error.verify_code, "")
    if error is None:  # the server hung up in the middle of it, as those do that find no common cipher
        return "handshake"
    return _REASONS.get(error.reason or "", "handshake")
