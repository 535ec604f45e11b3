from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import pytest
from aiodockerhub.http.headers import Headers
from aiodockerhub.http.retry_after import read_header, read_wait, retry_at

NOW = 1_764_000_000.0


def named(values: dict[str, str]) -> Headers:
    return Headers((name.replace("_", "-").encode(), value.encode()) for name, value in values.items())


def date(seconds: float) -> str:
    return format_datetime(datetime.fromtimestamp(seconds, UTC), usegmt=True)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "7"}, 7),
        ({"retry_after": " 7.5 "}, 7.5),
        ({"retry_after": "0"}, 0),
        ({"retry_after": f"{NOW + 9:.0f}"}, 9),
        ({"retry_after": f"{(NOW + 9) * 1000:.0f}"}, 9),
        ({"retry_after": f"{NOW - 9:.0f}"}, 0),
        ({"retry_after": date(NOW + 11)}, 11),
        ({"retry_after": date(NOW - 11)}, 0),
        ({"retry_after": "Sun, 06 Nov 1994 08:49:37 GMT"}, 0),
        ({"x_retry_after": f"{NOW + 13:.0f}"}, 13),
        ({"retry_after": "soon", "x_retry_after": "3"}, 3),
        ({"retry_after": "4", "x_retry_after": "3"}, 4),
        ({"x_ratelimit_reset": f"{NOW + 17:.0f}"}, 17),
        ({"x_ratelimit_reset": "17"}, 17),
        ({"retry_after": "-1", "x_ratelimit_reset": "5"}, 5),
        ({"retry_after": "5", "x_ratelimit_reset": "50"}, 5),
        ({"retry_after": "nonsense"}, None),
        ({"retry_after": ""}, None),
        ({"retry_after": "1e3"}, None),
        ({"retry_after": "9" * 14}, None),
        ({"retry_after": "9" * 40}, None),
        ({"retry_after": "Fri, 31 Dec 9999 23:59:59 GMT", "date": "Mon, 01 Jan 1900 00:00:00 GMT"}, None),
        ({"retry_after": "Fri, 31 Dec 9999 23:59:59 -2300"}, None),
        ({"retry_after": "Mon, 01 Jan 99999999999 00:00:00 GMT", "x_retry_after": "3"}, 3),
        ({}, None),
        # a service whose clock is an hour ahead of ours
        ({"retry_after": f"{NOW + 3609:.0f}", "date": date(NOW + 3600)}, 9),
        ({"retry_after": date(NOW + 3611), "date": date(NOW + 3600)}, 11),
        ({"retry_after": "5", "date": date(NOW + 3600)}, 5),
        ({"retry_after": f"{NOW + 9:.0f}", "date": "rubbish"}, 9),
    ],
)
def test_every_form_in_which_the_service_names_a_time_is_read(headers: Any, seconds: float | None) -> None:
    received = named(headers)
    assert read_wait(429, received, NOW) == seconds
    at = retry_at(429, received, NOW)
    assert at == (None if seconds is None else datetime.fromtimestamp(NOW + seconds, UTC))


def test_the_reset_of_the_rate_limit_means_nothing_unless_the_limit_was_hit() -> None:
    headers = named({"x_ratelimit_reset": "30"})
    assert read_wait(500, headers, NOW) is None
    assert read_wait(503, headers, NOW) is None
    assert read_header(headers, "x-ratelimit-reset", NOW) == 30


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, *range(520, 528), 530])
def test_every_status_after_which_reads_are_retried_says_when_to_try_again(status: int) -> None:
    assert retry_at(status, named({"retry_after": "30"}), NOW) == datetime.fromtimestamp(NOW + 30, UTC)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 501, 505, 528])
def test_no_other_status_says_when_to_try_again(status: int) -> None:
    assert retry_at(status, named({"retry_after": "30"}), NOW) is None
