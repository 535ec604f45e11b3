"""Base URLs: https, or this machine, and nothing but a place."""

from __future__ import annotations

import traceback

import pytest
from aiodockerhub.http.base_url import secure_url


@pytest.mark.parametrize(
    "url",
    [
        "https://hub.docker.com",
        "https://hub.test:8443/base",
        "http://127.0.0.1:8080",
        "http://127.8.9.1",
        "http://[::1]:99",
        "http://localhost:1",
    ],
)
def test_secure_base_urls_pass(url: str) -> None:
    secure_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://hub.docker.com",
        "http://hub.localhost",
        "http://127.0.0.1.example.com",
        "http://10.0.0.1",
        "ftp://localhost",
    ],
)
def test_insecure_base_urls_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="base_url must be an https URL"):
        secure_url(url)


@pytest.mark.parametrize("url", ["hub.docker.com", "//hub.docker.com", "https://", ""])
def test_a_base_url_without_scheme_or_host_is_told_what_it_lacks(url: str) -> None:
    with pytest.raises(ValueError, match="base_url must be a whole URL such as https"):
        secure_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://hub.docker.com?page=1",
        "https://hub.docker.com#top",
        "https://hub.docker.com/a b",
        "https://hub.docker.com:port",
        "https://hub.docker.com:99999",
        "https://[::1",
        f"https://{'a' * 64}.test",
        f"https://{'a.' * 130}test",
    ],
)
def test_base_urls_that_tell_more_than_a_place_or_none_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"base_url must (have only scheme|be a URL such as)"):
        secure_url(url)


@pytest.mark.parametrize("path", ["/..", "/a/../b", "/%2e%2e", "/a/.", "/%252e%252e"])
def test_base_urls_that_climb_are_refused(path: str) -> None:
    with pytest.raises(ValueError, match=r"base_url must not hold '\.' or '\.\.' segments"):
        secure_url(f"https://hub.docker.com{path}")


@pytest.mark.parametrize(
    "url",
    [
        "http://jane:swordfish@hub.docker.com",
        "https://jane:swordfish@hub.docker.com",
        "https://jane:swordfish#@hub.docker.com",
        "https://jane:swordfish?@hub.docker.com",
    ],
)
def test_a_password_in_the_base_url_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(ValueError, match="base_url") as caught:
        secure_url(url)
    assert "swordfish" not in "".join(traceback.format_exception(caught.value)).replace(url, "")
