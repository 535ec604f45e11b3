"""The package: its names are found where people look for them, and loaded when they are used."""

import importlib
import subprocess
import sys

import aiodockerhub
import pytest
from aiodockerhub import testing


def test_dir_lists_every_public_name_and_nothing_else() -> None:
    assert dir(aiodockerhub) == sorted(aiodockerhub.__all__)
    assert {"errors", "calls", "models", "testing", "members_csv", "DockerHub"} <= set(dir(aiodockerhub))
    assert dir(testing) == sorted(testing.__all__)
    assert "FakeHub" in dir(testing)


@pytest.mark.parametrize("name", aiodockerhub.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(aiodockerhub, name) is not None


def test_submodules_are_attributes_before_they_are_imported() -> None:
    program = (
        "import aiodockerhub as a; print(a.errors.NotFoundError.__name__, a.models.Tag.__name__, a.testing.__name__)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["NotFoundError", "Tag", "aiodockerhub.testing"]


@pytest.mark.parametrize(
    "module", ["aiodockerhub", "aiodockerhub.models", "aiodockerhub.calls", "aiodockerhub.testing"]
)
def test_what_is_not_there_is_no_attribute(module: str) -> None:
    with pytest.raises(AttributeError, match=f"module '{module}' has no attribute 'no_such_name'"):
        importlib.import_module(module).no_such_name  # noqa: B018
