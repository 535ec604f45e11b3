"""Scopes in the schemas of arguments."""

import json

import pytest
from aiodockerhub.testing import FakeHub

from tests.overrides.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("jane")


def resources(scope: str, kind: str = "TYPE_REPO", path: str = "acme/app") -> str:
    return json.dumps([{"type": kind, "path": path, "scopes": [scope]}])


def test_scopes_inside_json_are_checked_and_spelled_as_docker_hub_does(app: FakeHub, run: Run) -> None:
    create = ("org-access-tokens", "create", "acme", "--label", "ci", "--dry-run", "--resources")
    wrong = run(*create, resources("image-pul"))
    assert wrong.code == 2
    assert "'--resources': expected JSON such as" in wrong.err
    assert "[0].scopes[0]: expected a value such as scope-image-pull or " in wrong.err
    assert '"scope-image-pull"' in run(*create, resources("image-pull")).out
    assert '"scope-future"' in run(*create, resources("=scope-future")).out
    refused = run(*create, resources("image-pull", path="app"))
    assert refused.code == 2
    assert "is not the path of a repository" in refused.err
    assert "TokenResource" not in refused.err
    assert not app.requests


def test_help_lists_the_scopes_whole(run: Run) -> None:
    lines = run("org-access-tokens", "create", "--help").out.rpartition("Scopes:\n")[2].splitlines()
    assert "scope-repository-read" in " ".join(lines).replace(",", "").split()
    assert not any(line.endswith("-") for line in lines)
    assert "Scopes:" not in run("repositories", "get", "--help").out
