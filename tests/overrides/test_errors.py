import copy
import http
import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from aiodockerhub import errors
from aiodockerhub.errors import (
    ArgumentError,
    AuthenticationError,
    CredentialSourceError,
    DecodeError,
    DockerHubError,
    HubConnectionError,
    HubTimeoutError,
    RateLimitError,
    ServerError,
    StatusError,
    TransportError,
    UsageError,
    status_class,
)


def limited() -> RateLimitError:
    error = RateLimitError(
        "Rate limit exceeded",
        status_code=429,
        detail={"source": "user"},
        headers=httpx.Headers({"Retry-After": "30"}),
        request_id="8f3a-FRA",
        body=b'{"detail":"Rate limit exceeded"}',
        retry_at=datetime(2026, 11, 23, 12, 0, 30, tzinfo=UTC),
        operation="repositories.get",
    )
    error.attempts, error.request_method, error.request_url = 3, "GET", "https://hub.docker.com/v2/x"
    error.add_note("slow down")
    return error


EXAMPLES: list[DockerHubError] = [
    limited(),
    DecodeError("repositories.get", "$.name", "string", "3"),
    HubConnectionError("could not connect to hub.docker.com", host="hub.docker.com", sent=False, retryable=False),
    HubTimeoutError("timed out", host="hub.docker.com"),
    AuthenticationError("no"),
    UsageError("this client is closed"),
]


def pickled(error: DockerHubError) -> DockerHubError:
    result: DockerHubError = pickle.loads(pickle.dumps(error))
    return result


@pytest.mark.parametrize("copied", [pickled, copy.copy, copy.deepcopy])
@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_errors_survive_pickle_and_copy_whole(
    error: DockerHubError, copied: Callable[[DockerHubError], DockerHubError]
) -> None:
    again = copied(error)
    assert type(again) is type(error)
    assert vars(again) == vars(error)
    assert (str(again), repr(again), again.args) == (str(error), repr(error), error.args)


def test_the_challenge_of_a_log_in_does_not_travel_in_pickles() -> None:
    error = errors.UnauthorizedError(
        "Require secondary authentication",
        status_code=401,
        detail={"login_2fa_token": "challenge-dummy", "hint": "code"},
        body=b'{"detail": "Require secondary authentication", "login_2fa_token" : "challenge-dummy"}',
    )
    again = pickled(error)
    assert isinstance(again, StatusError)
    assert b"challenge-dummy" not in pickle.dumps(error)
    assert again.detail == {"login_2fa_token": "***", "hint": "code"}
    assert error.detail["login_2fa_token"] == "challenge-dummy"


def test_the_new_secret_of_a_response_does_not_travel_in_pickles() -> None:
    error = DecodeError("access_tokens.create", status_code=201, body=b'[{"token": "dckr_pat_dummy_of_a_new_token"}]')
    again = pickled(error)
    assert isinstance(again, DecodeError)
    assert b"dckr_pat_dummy" not in pickle.dumps(error)
    assert (again.status_code, again.sent, again.body) == (201, True, b'[{"token": "***"}]')


def test_a_status_error_reads_well_in_one_line() -> None:
    assert str(limited()) == (
        "429 Too Many Requests: Rate limit exceeded; try again at 2026-11-23 12:00:30Z "
        "(GET https://hub.docker.com/v2/x, 3 attempts) [request 8f3a-FRA]"
    )
    assert repr(limited()) == f"<RateLimitError {limited()}>"


UNPROCESSABLE = http.HTTPStatus(422).phrase  # Entity, or Content as RFC 9110 has it: Pythons differ


@pytest.mark.parametrize(
    ("status", "detail", "shown"),
    [
        (400, {"label": ["too long", "not ASCII"]}, "400 Bad Request: malformed [label: too long, not ASCII]"),
        (422, {"a": "b", "c": 1}, f"422 {UNPROCESSABLE}: malformed [a: b; c: 1]"),
        (400, {"a": {"token": "dummy"}, "code": 1}, '400 Bad Request: malformed [a: {"token": "***"}; code: 1]'),
        (404, {"namespace": "acme"}, "404 Not Found: malformed"),
        (400, {}, "400 Bad Request: malformed"),
        (527, {}, "527 Edge Error: malformed"),
        (299 + 400, {}, "699 Unknown Status: malformed"),
    ],
)
def test_details_are_in_the_line_where_they_say_what_was_wrong(status: int, detail: Any, shown: str) -> None:
    assert str(status_class(status)("malformed", status_code=status, detail=detail)) == shown


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (400, "BadRequestError"),
        (401, "UnauthorizedError"),
        (403, "ForbiddenError"),
        (404, "NotFoundError"),
        (409, "ConflictError"),
        (422, "UnprocessableError"),
        (429, "RateLimitError"),
        (500, "ServerError"),
        (520, "ServerError"),
        (599, "ServerError"),
        (302, "StatusError"),
        (418, "StatusError"),
        (600, "StatusError"),
    ],
)
def test_each_status_has_its_class(status: int, name: str) -> None:
    assert status_class(status).__name__ == name
    assert issubclass(status_class(status), StatusError)


def test_errors_are_caught_as_the_builtin_ones_too() -> None:
    assert issubclass(HubTimeoutError, TimeoutError)
    assert issubclass(HubConnectionError, ConnectionError)
    assert issubclass(UsageError, RuntimeError)
    assert issubclass(HubTimeoutError, TransportError)
    assert not issubclass(ServerError, TransportError)


def test_all_lists_every_exception_of_the_tree() -> None:
    tree = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}
    assert tree == set(errors.__all__)


@pytest.mark.parametrize("kind", [DockerHubError, ArgumentError, CredentialSourceError, HubConnectionError])
def test_no_message_breaks_a_line_or_colours_a_terminal(kind: type[DockerHubError]) -> None:
    error = kind("/tmp/a\nb\x1b[31m\u202e is broken")
    assert str(error) == r"/tmp/a\nb\x1b[31m\u202e is broken"
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_notes_are_an_attribute_of_every_error() -> None:
    assert ArgumentError("no").notes == ()
    error = limited()
    error.add_note("or wait")
    assert error.notes == ("slow down", "or wait")
    assert pickled(error).notes == error.notes
