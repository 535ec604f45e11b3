import logging
import warnings
from collections.abc import Iterator

import pytest
from aiodockerhub import BearerToken, DockerHub
from aiodockerhub.helpers.log_records import call_observer, describe_error, write

from tests.overrides.loopback import loopback

logger = logging.getLogger("aiodockerhub")


class Broken(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        raise RuntimeError("no disk")


@pytest.fixture
def broken() -> Iterator[None]:
    handler, level = Broken(), logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield
    logger.removeHandler(handler)
    logger.setLevel(level)


@pytest.mark.usefixtures("broken")
def test_a_handler_that_raises_is_a_warning() -> None:
    with pytest.warns(RuntimeWarning, match="raised RuntimeError"):
        write(logger, logging.INFO, "%s", "done")


@pytest.mark.usefixtures("broken")
def test_not_even_a_warning_that_is_an_error_leaves() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write(logger, logging.INFO, "%s", "done")
        call_observer("on_drift", lambda _: 1 / 0, None)


# The name is no text, which is drift.
CREATED = b'HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{"name":5}'


def fail(_: object) -> None:
    raise ValueError("in a hook")


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("hook", ["on_call_start", "on_call_end", "on_drift"])
async def test_no_record_and_no_observer_loses_a_write_that_was_done(hook: str) -> None:
    async with (
        loopback(lambda _: CREATED) as server,
        DockerHub(BearerToken("a.b.c"), base_url=server.url, **{hook: fail}) as hub,  # type: ignore[arg-type]
    ):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert (await hub.repositories.create("acme", name="app")).to_dict() == {"name": 5}
        assert len(server.requests) == 1
        assert len(hub.drift)


class UnreadableError(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no message")


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (ValueError("vault said:\n\x1b[31m{'password': 'opaque-1', 'x': 'dckr_pat_AbCdEfGhIjKl'} for secret-2"), None),
        (UnreadableError(), "UnreadableError"),
        (ValueError(), "ValueError"),
        (ValueError("x" * 9_000), f"ValueError: {'x' * 499}…"),
    ],
    ids=["secrets", "unreadable", "empty", "long"],
)
def test_the_error_of_other_code_is_one_line_without_secrets(error: Exception, text: str | None) -> None:
    described = describe_error(error, lambda message: message.replace("secret-2", "***"))
    assert described == (text or described)
    assert described.isprintable()
    assert described.startswith(type(error).__name__)
    for secret in ("opaque-1", "dckr_pat", "secret-2"):
        assert secret not in described
