"""The arguments of a command, and hints for wrong ones."""

import pytest
from aiodockerhub.testing import FakeHub

from tests.overrides.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("jane")


@pytest.mark.parametrize(
    "words", [["acme/app"], ["--name", "acme/app", "acme/app"], ["acme/app", "--name", "acme/app"], ["--", "acme/app"]]
)
def test_namespace_and_repository_may_be_given_as_one(app: FakeHub, run: Run, words: list[str]) -> None:
    assert run("repositories", "list-tags", *words).code == 0
    assert app.requests[-1].path == "/v2/namespaces/acme/repositories/app/tags"


def test_a_repository_that_is_named_twice_is_a_wrong_use(run: Run) -> None:
    done = run("repositories", "get", "acme/app", "app")
    assert (done.code, "unexpected extra argument" in done.err) == (2, True)


def test_forms_of_values_are_explained_where_there_are_such_options(run: Run) -> None:
    assert "@FILE, or from stdin, -" in " ".join(run("repositories", "update", "--help").out.split())
    assert "90d, 12w" in " ".join(run("audit-logs", "list", "--help").out.split())
    assert "=VALUE sends any other" in run("repositories", "list-tags", "--help").out
    assert "Values:" not in run("repositories", "list-groups", "--help").out
