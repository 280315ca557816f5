"""The address of a proxy, whose password is never shown."""

from __future__ import annotations

import pytest

from gongkai.base.proxy import Proxy, parse_proxy, without_sign_in


def test_with_and_without_a_sign_in() -> None:
    assert parse_proxy("http://127.0.0.1:3128") == Proxy("127.0.0.1", 3128)
    assert parse_proxy(" http://[::1]:8080/ ") == Proxy("::1", 8080)
    assert parse_proxy("http://li:a%40b%3A@proxy.example:80") == Proxy("proxy.example", 80, ("li", "a@b:"))
    assert parse_proxy("http://li@proxy.example:80").auth == ("li", "")


@pytest.mark.parametrize(
    "text",
    ["", "proxy.example:80", "https://s3cret@proxy.example:80", "socks5://li:s3cret@proxy.example:80",
     "http://li:s3cret@proxy.example", "http://li:s3cret@:80", "http://li:s3cret@a:0", "http://s3cret@a:99999",
     "http://s3cret@a b:80", "http://li:s3cret@a:80/x", "http://li:s3cret@a:80?x", "http://li:s3cret@[::1:80"],
)  # fmt: skip
def test_what_is_no_proxy_is_not_repeated(text: str) -> None:
    with pytest.raises(ValueError, match="address") as caught:
        parse_proxy(text)
    assert "s3cret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_nothing_shows_the_sign_in() -> None:
    assert "s3cret" not in repr(parse_proxy("http://li:s3cret@proxy.example:80"))
    assert without_sign_in("http://li:s3cret@proxy.example:80") == "http://***@proxy.example:80"
    assert without_sign_in("http://proxy.example:80") == "http://proxy.example:80"
