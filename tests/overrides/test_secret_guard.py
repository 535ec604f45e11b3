import logging

import pytest
from aiodockerhub import AccessToken, Anonymous, AuthenticationError, DockerHub

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
    assert watch.leaks() == [f"log record: sent {SECRET}"]


def test_a_secret_in_an_error_or_its_cause_is_found(watch: secret_guard.Watch) -> None:
    error = AuthenticationError("no")
    error.__cause__ = LookupError(SECRET)
    watch.errors.append(error)
    [leak] = watch.leaks()
    assert leak.startswith("traceback: ")


def test_innocent_things_pass(watch: secret_guard.Watch) -> None:
    hub = DockerHub(AccessToken("jane", SECRET))
    watch.clients.add(hub)
    watch.clients.add(DockerHub(Anonymous()))
    watch.errors.append(AuthenticationError("no"))
    assert watch.leaks() == []


def test_secrets_are_known_without_being_told(no_secret_shows: secret_guard.Watch) -> None:
    AccessToken("jane", "dckr_pat_dummy")
    assert "dckr_pat_dummy" in no_secret_shows.secrets
