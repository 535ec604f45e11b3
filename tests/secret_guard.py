"""Fails a test if a secret of the test is in a log record, a `repr`, an error, a traceback or a file.

The package makes a `SecretText` of every secret. After a test, except of codegen, the guard searches for the texts of
at least 8 characters of all `SecretText` objects of that test: in log records; in the message, `repr`, notes and pickle
of each `DockerHubError`; in the local variables of its frames, except those of tests; in the `repr` of clients and
drift; and in files that the package put into place by `Path.replace`. Only the owner may read such a file, and only the
bearer token in a token store may be in it.
"""

import functools
import inspect
import logging
import pickle
import reprlib
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import aiodockerhub
import pytest
from aiodockerhub.auth.stored_token import StoredToken
from aiodockerhub.client import DockerHub
from aiodockerhub.errors import DockerHubError
from aiodockerhub.helpers.secret_texts import secret_texts
from aiodockerhub.responses.drift_log import DriftLog
from aiodockerhub_generated._masking import SealedText, SecretBytes, SecretText, hidden

SHORTEST_SECRET = 8  # characters; a shorter secret may be a part of an ordinary word
_HERE = str(Path(__file__).parent)
_PACKAGE = Path(aiodockerhub.__file__).parent
_OF_CODEGEN = Path(__file__).parent / "codegen"
_LARGEST = 100_000
_MAX_ERRORS = (
    5_000  # of one test; a loop over a call that always fails would fill the memory, since all errors are kept
)


class Watch(logging.Handler):
    """The secrets of a test, and the texts in which none of them may be."""

    def __init__(self) -> None:
        super().__init__()
        self.secrets = set[str]()
        self.seen = list[tuple[str, str]]()
        self.errors = list[DockerHubError]()
        self.clients = list[str]()
        self.drifts = list[DriftLog]()
        self.files = list[tuple[Path, str, str]]()

    def emit(self, record: logging.LogRecord) -> None:
        self.seen += [("log record", self.format(record)), ("attributes of a log record", repr(record.__dict__))]

    def keep_error(self, error: DockerHubError) -> None:
        self.errors.append(error)
        if len(self.errors) > _MAX_ERRORS:
            pytest.fail(f"the test goes in circles: it met more than {_MAX_ERRORS} errors, the last of them {error}")

    def leaks(self) -> list[str]:
        if not self.secrets:
            return []
        for error in self.errors:
            notes = getattr(error, "__notes__", [])
            self.seen += [("error", f"{error} {error!r} {notes}"), ("pickle", pickle.dumps(error).decode("latin-1"))]
            self.seen += [("traceback", text) for text in locals_of(error)]
        self.seen += [("drift", f"{drift!r} {list(drift)} {drift.report()}") for drift in self.drifts]
        for path, writer, content in self.files:
            if writer == "file_token_store":  # tests also write other texts there, which are not checked
                stored = StoredToken.parse(content)
                content = "" if stored is None else content.replace(stored.token, "")  # noqa: PLW2901
            self.seen.append((f"file {path}", content))
        self.seen += [("repr of a client", text) for text in self.clients]
        return [f"{where}: {text[:500]}" for where, text in self.seen if any(secret in text for secret in self.secrets)]


def written(watch: Watch, path: Path, frame: FrameType | None) -> None:
    """Record a file that was just written, if the package wrote it."""
    code = None if frame is None else frame.f_code.co_filename
    if code is not None and Path(code).is_relative_to(_PACKAGE):
        assert path.stat().st_mode & 0o077 == 0, f"{path} is not for its owner only"
        with path.open("rb") as file:
            watch.files.append((path, Path(code).stem, file.read(_LARGEST).decode("latin-1")))


def searched(frame: FrameType | None) -> bool:
    """Tell whether `hidden` wraps a value in which `secret_texts` searches for secrets; most such values are none."""
    outer = None if frame is None or frame.f_code is not hidden.__code__ else frame.f_back
    return outer is not None and outer.f_code is secret_texts.__code__


def traceback_of(error: BaseException) -> str:
    """Return the text of an error's traceback with local variables."""
    return "\n".join([*traceback.format_exception(error), *locals_of(error)])


def locals_of(error: BaseException) -> Iterator[str]:
    """Yield the local variables in all frames of an error, its causes and its group, except frames of tests."""
    waiting, known = [error], set[int]()
    while waiting:
        part = waiting.pop()
        if id(part) in known:
            continue
        known.add(id(part))
        yield _shown("exception", part)
        waiting += [cause for cause in (part.__cause__, part.__context__) if cause is not None]
        waiting += part.exceptions if isinstance(part, BaseExceptionGroup) else []
        step = part.__traceback__
        while step is not None:
            yield from _variables(step.tb_frame)
            step = step.tb_next


def _variables(frame: FrameType) -> Iterator[str]:
    if not frame.f_code.co_filename.startswith(_HERE):
        for name, value in frame.f_locals.items():
            yield f"{frame.f_code.co_filename.rpartition('/')[2]} {frame.f_code.co_name}: {_shown(name, value)}"


def _shown(name: str, value: object) -> str:
    try:
        if isinstance(value, str | bytes) and not isinstance(value, SealedText | SecretText | SecretBytes):
            return f"{name} = {value if isinstance(value, str) else value.decode('latin-1')}"
        large = isinstance(value, list | tuple | dict | set) and len(value) > _LARGEST
        return f"{name} = {reprlib.repr(value) if large else repr(value)}"
    except Exception as error:  # noqa: BLE001 - an object that its constructor has not finished
        return f"{name} = {type(error).__name__}"


@pytest.fixture(autouse=True)
def no_secret_shows(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Watch]:
    """Fail a test if one of its secrets is in a text that other people may read."""
    watch = Watch()
    if request.node.path.is_relative_to(
        _OF_CODEGEN
    ):  # codegen handles no secrets, and inspects the classes that are patched here
        yield watch
        return

    def make_secret(cls: type[SecretText], *arguments: Any) -> SecretText:
        secret = str.__new__(cls, *arguments)
        plain = str.__str__(secret).removeprefix("Bearer ")
        if len(plain) >= SHORTEST_SECRET and not searched(inspect.currentframe().f_back):  # type: ignore[union-attr] # which CPython has
            watch.secrets.add(plain)
        return secret

    replace = Path.replace
    make_error, make_client, make_drift = DockerHubError.__init__, DockerHub.__init__, DriftLog.__init__

    def error_made(self: DockerHubError, *arguments: Any) -> None:
        make_error(self, *arguments)
        watch.keep_error(self)

    @functools.wraps(make_client)
    def client_made(self: DockerHub, *arguments: Any, **options: Any) -> None:
        make_client(self, *arguments, **options)
        watch.clients.append(repr(self))

    def replaced(self: Path, target: Any) -> Path:
        result = replace(self, target)
        written(watch, Path(target), inspect.currentframe().f_back)  # type: ignore[union-attr] # which CPython has
        return result

    @functools.wraps(make_drift)
    def drift_made(self: DriftLog, *arguments: Any, **options: Any) -> None:
        make_drift(self, *arguments, **options)
        watch.drifts.append(self)

    monkeypatch.setattr(SecretText, "__new__", make_secret, raising=False)
    monkeypatch.setattr(DockerHubError, "__init__", error_made)
    monkeypatch.setattr(DockerHub, "__init__", client_made)
    monkeypatch.setattr(DriftLog, "__init__", drift_made)
    monkeypatch.setattr(Path, "replace", replaced)
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
