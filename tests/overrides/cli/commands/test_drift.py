"""`aiodockerhub drift`."""

import pytest
from aiodockerhub.testing import FakeHub
from aiodockerhub_generated.models import Repository

from tests.generated.model_samples import smallest
from tests.overrides.cli.conftest import Run


def differences(text: str) -> int:
    """Read the number of differences in the last line that the command writes."""
    return int(text.rstrip().splitlines()[-1].split()[-2])


@pytest.mark.usefixtures("jane")
def test_drift_of_a_hub_that_is_as_documented_is_none(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=3)
    done = run("drift", "acme/app", "--org", "acme")
    assert (done.code, done.out) == (0, "")
    called = {request.operation for request in fake.requests}
    assert {"repositories.list_tags", "orgs.list_members", "search.repositories", "users.me"} <= called
    assert all(
        request.method in {"GET", "HEAD"} or request.operation == "authentication.create_token"
        for request in fake.requests
    )
    assert done.err.endswith(" 0 differences\n")


def test_drift_is_written_as_an_overlay(fake: FakeHub, url: str, run: Run) -> None:
    fake.repository("acme/app", tags=3)
    body = {**smallest(Repository), "name": "app", "namespace": "acme", "pull_count": "many"}
    present = differences(run("drift", "acme/app").err)  # of FakeHub itself, if the document is new
    fake.fault("repositories.get", status=200, json=body)
    done = run("drift", "acme/app")
    assert done.code == 1
    assert done.out.startswith("overlay: 1.0.0\n")
    assert "pull_count" in done.out
    assert "not read: users.me: " in done.err
    assert differences(done.err) == present + 1
