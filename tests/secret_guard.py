"""Watches the whole suite for secrets in places where they must not be: log records, reprs, errors and tracebacks.

Every secret that the package handles passes through `SecretText` (or stands in a bearer header), so those made during
a test are the ones that it must not find afterwards.
"""

import logging
import traceback
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiodockerhub.auth.credentials import SecretText
from aiodockerhub.client import DockerHub
from aiodockerhub.errors import ArgumentError, DockerHubError
from aiodockerhub_generated import resources

_SHORTEST = 8  # shorter ones turn up in innocent words
_OF_CODEGEN = Path(__file__).parent / "codegen"
_PLAIN = (str(Path(__file__).parent), str(Path(resources.__file__).parent))


class Watch(logging.Handler):
    """What a test has made, and what it has said."""

    def __init__(self) -> None:
        super().__init__()
        self.secrets = set[str]()
        self.seen = list[tuple[str, str]]()
        self.errors = list[DockerHubError]()
        self.clients = weakref.WeakSet[DockerHub]()

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(("log record", self.format(record)))

    def leaks(self) -> list[str]:
        for error in self.errors:
            self.seen += [("error", f"{error} {error!r}"), ("traceback", traceback_of(error))]
        self.seen += [("repr of a client", repr(client)) for client in self.clients]
        return [f"{where}: {text}" for where, text in self.seen if any(secret in text for secret in self.secrets)]


def traceback_of(error: BaseException) -> str:
    """The traceback with all local variables, but for those of tests and arguments, where secrets are plain text."""
    whole = traceback.TracebackException.from_exception(error, capture_locals=True)
    part: traceback.TracebackException | None = whole
    while part is not None:
        part.stack = traceback.StackSummary.from_list(
            [frame for frame in part.stack if not any(place in frame.filename for place in _PLAIN)]
        )
        part = part.__cause__ or part.__context__
    return "".join(whole.format())


@pytest.fixture(autouse=True)
def no_secret_shows(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Watch]:
    """Fail a test after which a secret of its own stands where everybody can read it."""
    watch = Watch()
    if request.node.path.is_relative_to(_OF_CODEGEN):  # which handles none, and inspects the classes patched here
        yield watch
        return

    def make_secret(cls: type[SecretText], *arguments: Any) -> SecretText:
        secret = str.__new__(cls, *arguments)
        plain = str.__str__(secret).removeprefix("Bearer ")
        if len(plain) >= _SHORTEST:
            watch.secrets.add(plain)
        return secret

    make_error, make_client = DockerHubError.__init__, DockerHub.__init__

    def error_made(self: DockerHubError, *arguments: Any) -> None:
        make_error(self, *arguments)
        if not isinstance(self, ArgumentError):  # whose frames hold arguments as the caller gave them
            watch.errors.append(self)

    def client_made(self: DockerHub, *arguments: Any, **options: Any) -> None:
        make_client(self, *arguments, **options)
        watch.clients.add(self)

    monkeypatch.setattr(SecretText, "__new__", make_secret, raising=False)
    monkeypatch.setattr(DockerHubError, "__init__", error_made)
    monkeypatch.setattr(DockerHub, "__init__", client_made)
    logger = logging.getLogger("aiodockerhub")
    level = logger.level
    logger.addHandler(watch)
    logger.setLevel(logging.DEBUG)
    try:
        yield watch
    finally:
        logger.removeHandler(watch)
        logger.setLevel(level)
    leaks = watch.leaks()
    watch.errors.clear()
    assert leaks == [], "secrets show"
