import copy
import pickle

import pytest
from aiodockerhub.http.headers import Headers, RequestHeaders, default_headers, merge_headers

from tests.growth import grows_linearly

RECEIVED = Headers([(b"Content-Type", b"text/html"), (b"Set-Cookie", b"a=1"), (b"SET-COOKIE", b"b=\xe4"), (b"X", b"")])


def test_headers_are_found_in_any_case_and_repeated_ones_joined() -> None:
    assert RECEIVED["content-TYPE"] == "text/html"
    assert RECEIVED["set-cookie"] == "a=1, b=ä"
    assert RECEIVED.get_list("Set-Cookie") == ["a=1", "b=ä"]
    assert RECEIVED.get_list("X") == [""]
    assert RECEIVED.get_list("missing") == []
    assert list(RECEIVED) == ["content-type", "set-cookie", "x"]
    assert len(RECEIVED) == 3
    assert "CONTENT-type" in RECEIVED
    assert RECEIVED.get("missing") is None
    assert dict(RECEIVED) == RECEIVED
    with pytest.raises(KeyError):
        RECEIVED["missing"]


def test_headers_are_copied_whole_pickled_with_cookies_masked_and_left_out() -> None:
    again = pickle.loads(pickle.dumps(RECEIVED))
    assert isinstance(again, Headers)
    assert dict(again) == {**RECEIVED, "set-cookie": "***, ***"}
    assert again.get_list("set-cookie") == ["***", "***"]
    assert copy.deepcopy(RECEIVED) == copy.copy(RECEIVED) == RECEIVED
    rest = RECEIVED.without({"set-cookie"})
    assert list(rest) == ["content-type", "x"]
    assert "set-cookie" in RECEIVED


def test_values_that_may_be_secret_do_not_show() -> None:
    assert repr(RECEIVED) == "Headers(['content-type', 'set-cookie', 'x'])"
    sent = merge_headers(default_headers("shop/1"), {"Authorization": "dummy", "X-Key": "dummy", "Accept": "text/csv"})
    assert isinstance(sent, RequestHeaders)
    assert "dummy" not in repr(sent)
    assert "text/csv" in repr(sent)
    assert "shop/1" in repr(sent)


def test_headers_are_merged_whatever_the_case_of_their_names() -> None:
    first = RequestHeaders({"x-one": "1"})
    assert merge_headers(first, {"X-One": "2", "X-Two": "3"}) == {"x-one": "2", "x-two": "3"}
    assert first == {"x-one": "1"}


def test_work_grows_with_the_headers_and_no_faster() -> None:
    assert grows_linearly(Headers, lambda size: [(b"x-a", b"1")] * size)
