from typing import Any

import pytest
from aiodockerhub.http.redirects import Redirect, decide_redirect
from hypothesis import given
from hypothesis import strategies as st

HERE = "https://hub.docker.com/v2/user"


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/v2/users/jane", "https://hub.docker.com/v2/users/jane"),
        ("users/jane?a=%20b", "https://hub.docker.com/v2/users/jane?a=%20b"),
        ("https://hub.docker.com/x#part", "https://hub.docker.com/x"),
        ("//hub.docker.com/x", "https://hub.docker.com/x"),
        ("/v2/ä b", "https://hub.docker.com/v2/%C3%A4%20b"),
        ("https://hub.docker.com", "https://hub.docker.com/"),
        ("https://hub.docker.com?a=1", "https://hub.docker.com/?a=1"),
        ("https://hub.docker.com:443/x", "https://hub.docker.com/x"),
        ("HTTPS://HUB.Docker.COM:0443/x?a=1", "https://hub.docker.com/x?a=1"),
        ("https://hub.docker.com:/x", "https://hub.docker.com/x"),
        ("https://hub.docker.com//evil.example/x", "https://hub.docker.com//evil.example/x"),
    ],
)
def test_reads_are_redirected_within_the_origin(location: str, url: str) -> None:
    assert decide_redirect("GET", HERE, location, 0) == Redirect(url, "")


@pytest.mark.parametrize(
    ("circumstances", "refusal"),
    [
        (("GET", HERE, None, 0), "it names no location"),
        (("GET", HERE, "http://hub.docker.com/x", 0), "credentials are not sent to another origin"),
        (("GET", HERE, "https://hub.docker.com:444/x", 0), "credentials are not sent to another origin"),
        (("GET", HERE, "https://hub.docker.com@evil.example/x", 0), "credentials are not sent to another origin"),
        (("HEAD", HERE, "https://evil.example/", 0), "credentials are not sent to another origin"),
        (("GET", HERE, "https://jane@hub.docker.com/", 0), "credentials are not sent to another origin"),
        (("GET", HERE, "https://hub.docker.com:80/", 0), "credentials are not sent to another origin"),
        (("GET", HERE, "https://hub.docker.com:0/", 0), "credentials are not sent to another origin"),
        (("GET", HERE, "https://hub.docker.com./", 0), "credentials are not sent to another origin"),
        (("GET", HERE, "https://hub\uff0edocker.com/", 0), "credentials are not sent to another origin"),
        (("GET", HERE, "/x", 5), "there were too many redirects in a row"),
        (("POST", HERE, "/x", 0), "it redirects POST, which could be carried out twice, or become GET"),
        (("GET", HERE, "http://[", 0), "its location is not a URL"),
        (("GET", HERE, "https://hub.docker.com:port/", 0), "its location is not a URL"),
        (("GET", HERE, "/x\x00y", 0), "its location is not a URL"),
        (("GET", HERE, "/" + "x" * 70_000, 0), "its location is not a URL"),
        (("GET", HERE, "/v2/..%2fadmin", 0), "its path has '.' or '..' segments"),
        (("GET", HERE, "/v2/%252e%252e/admin", 0), "its path has '.' or '..' segments"),
        (("GET", HERE, "/v2/..\\admin", 0), "its path has '.' or '..' segments"),
        (("GET", HERE, "/v2/..;/admin", 0), "its path has '.' or '..' segments"),
    ],
)
def test_others_are_refused_with_a_reason(circumstances: Any, refusal: str) -> None:
    assert decide_redirect(*circumstances).refusal == refusal


def test_a_port_other_than_the_default_is_compared_as_a_number() -> None:
    here = "http://localhost:8080/v2/user"
    assert decide_redirect("GET", here, "http://LOCALHOST:08080/x", 0) == Redirect("http://localhost:8080/x", "")
    assert decide_redirect("GET", here, "http://localhost/x", 0).refusal


def test_the_fifth_in_a_row_is_followed() -> None:
    assert decide_redirect("GET", HERE, "/x", 4).refusal == ""


@pytest.mark.unmeasured
@given(st.text(max_size=60) | st.text("/:@[]#?.\\%h", max_size=20))
def test_no_location_raises_or_leads_elsewhere(location: str) -> None:
    target = decide_redirect("GET", HERE, location, 0)
    assert target.refusal or target.url.startswith("https://hub.docker.com/")
    assert target.message.isprintable()
    assert target.url.isascii()


def test_the_message_shows_no_secret_of_the_target() -> None:
    target = decide_redirect("GET", HERE, "https://jane:dummy@evil.example/?token=dummy", 0)
    assert "dummy" not in target.message
    assert "evil.example" in target.message
