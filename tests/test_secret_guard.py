import contextlib
import logging
from pathlib import Path
from typing import Any

import aiodockerhub
import pytest
from aiodockerhub import (
    AccessToken,
    Anonymous,
    AuthenticationError,
    DockerHub,
    Drift,
    DriftLog,
    FileTokenStore,
    Password,
    calls,
)
from aiodockerhub.testing import FakeHub

from tests import secret_guard

SECRET = "dckr_pat_example"


@pytest.fixture
def watch() -> secret_guard.Watch:
    watch = secret_guard.Watch()
    watch.secrets.add(SECRET)
    return watch


def test_a_secret_in_a_log_record_is_found(watch: secret_guard.Watch) -> None:
    record = logging.LogRecord("aiodockerhub", logging.DEBUG, "x.py", 1, "sent %s", (SECRET,), None)
    watch.emit(record)
    found, attributes = watch.leaks()
    assert found == f"log record: sent {SECRET}"
    assert attributes.startswith("attributes of a log record: ")


def test_a_secret_in_an_error_or_its_cause_is_found(watch: secret_guard.Watch) -> None:
    error = AuthenticationError("no")
    error.__cause__ = LookupError(SECRET)
    watch.errors.append(error)
    # More may be found, by what else the watch has seen in this process.
    assert any(leak.startswith("traceback: exception = LookupError(") for leak in watch.leaks())


def test_a_test_that_repeats_a_failing_call_for_ever_fails(
    no_secret_shows: secret_guard.Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secret_guard, "_MAX_ERRORS", 3)

    def repeat() -> None:
        while len(no_secret_shows.errors) < 10:
            with contextlib.suppress(Exception):
                raise AuthenticationError("no")

    with pytest.raises(pytest.fail.Exception, match="met more than 3 errors, the last of them no"):
        repeat()


def test_a_secret_in_a_note_or_in_a_pickle_is_found(watch: secret_guard.Watch) -> None:
    noted, pickled = AuthenticationError("no"), AuthenticationError("no")
    noted.add_note(f"use {SECRET}")
    pickled.request_url = SECRET
    watch.errors += [noted, pickled]
    assert [leak.split(":")[0] for leak in watch.leaks()] == ["error", "pickle", "pickle"]


def test_a_secret_in_a_local_variable_of_the_package_is_found(watch: secret_guard.Watch) -> None:
    # A function without such a leak may not be relied on: each one that is found is closed.
    file = Path(aiodockerhub.__file__).with_name("invented.py")
    functions: dict[str, Any] = {}
    exec(compile("def leak(path, error):\n    raise error", file, "exec"), functions)
    with pytest.raises(AuthenticationError) as caught:
        functions["leak"](SECRET, AuthenticationError("no"))
    watch.errors.append(caught.value)
    assert any(leak.startswith("traceback: invented.py leak: path") for leak in watch.leaks())


def test_a_secret_in_drift_is_found(watch: secret_guard.Watch) -> None:
    drifts = DriftLog()
    drifts.record("x.get", Drift(path="$.a", expected="string", received=SECRET, kind="type", target="$"))
    watch.drifts.append(drifts)
    watch.secrets.add(SECRET[:9])  # shapes of tokens are masked
    assert [leak.split(":")[0] for leak in watch.leaks()] == ["drift"]


def test_innocent_things_pass(watch: secret_guard.Watch) -> None:
    hub = DockerHub(AccessToken("jane", SECRET))
    watch.clients.append(repr(hub))
    watch.clients.append(repr(DockerHub(Anonymous())))
    watch.errors.append(AuthenticationError("no"))
    assert watch.leaks() == []


def test_secrets_are_known_without_being_told(no_secret_shows: secret_guard.Watch) -> None:
    AccessToken("jane", "dckr_pat_dummy")
    assert "dckr_pat_dummy" in no_secret_shows.secrets


async def test_files_that_the_package_writes_are_read(no_secret_shows: secret_guard.Watch, tmp_path: Path) -> None:
    fake = FakeHub()
    fake.user("jane", password="dummy-secret")
    fake.org("acme", owner="jane")
    credentials = Password("jane", "dummy-secret")
    async with DockerHub(credentials, transport=fake.transport, token_store=FileTokenStore(tmp_path)) as hub:
        await hub.download(calls.orgs.export_members("acme"), tmp_path / "members.csv")
    store, export = sorted(no_secret_shows.files, key=lambda file: file[0].suffix, reverse=True)
    assert (store[1], export[1]) == ("file_token_store", "downloads")
    no_secret_shows.files.append((tmp_path, "downloads", "password: dummy-secret"))
    assert [leak for leak in no_secret_shows.leaks() if "dummy-secret" in leak] == [
        f"file {tmp_path}: password: dummy-secret"
    ]
    no_secret_shows.secrets.clear()
    no_secret_shows.files.clear()


def test_a_file_that_others_may_read_is_a_leak(no_secret_shows: secret_guard.Watch, tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.touch(0o644)
    code = compile("f(w, p, __import__('inspect').currentframe())", str(Path(aiodockerhub.__file__)), "eval")
    with pytest.raises(AssertionError, match="is not for its owner only"):
        eval(code, {"f": secret_guard.written, "w": no_secret_shows, "p": file})
