"""No listed public name or argument disappears unless the list is written again."""

import subprocess
import sys
from functools import cache

import pytest

from tests.public_api import LIST

pytestmark = pytest.mark.heavy


@cache
def listing() -> set[str]:
    """List the public names in a new process, in which no test has patched the package."""
    command = [sys.executable, "-m", "tests.public_api", "--print"]
    done = subprocess.run(command, cwd=LIST.parents[1], check=True, capture_output=True, text=True)
    return set(done.stdout.split("\n"))


def test_every_public_name_and_argument_is_still_there() -> None:
    """Breaking changes are made on purpose: `make public-api` writes the list anew, and the commit says why."""
    assert sorted(set(LIST.read_text(encoding="utf-8").split("\n")) - listing()) == []


def test_the_list_has_what_people_use() -> None:
    used = {
        "aiodockerhub.DockerHub",
        "aiodockerhub.DockerHub.get(path)",
        "aiodockerhub.models.Tag",
        "aiodockerhub_generated.resources.Repositories.list_tags(page_size)",
    }

    assert used <= listing()
