"""A document with everything that is new to the generator becomes a client that works."""

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest

from codegen.document import load
from codegen.write.build import PACKAGE, build_tree
from tests.codegen import frozen, mutations

pytestmark = pytest.mark.heavy  # a build

CLIENT = "client_of_new_things"
NEW_THINGS = (
    "an_operation_comes_without_an_id",
    "a_new_tag",
    "an_undeclared_tag",
    "a_recursive_schema",
    "models_that_mention_each_other",
    "a_one_of_schema",
    "a_new_kind_of_response",
    "a_second_server",
    "things_are_deprecated",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Return the folder of the client, and the notices of its build."""
    folder: Path = tmp_path_factory.mktemp("new")
    doc = load.load(frozen.layout().spec)
    for name in NEW_THINGS:
        mutations.ALL[name](doc)
    (folder / "new.yaml").write_text(json.dumps(doc), encoding="utf-8")
    notices: list[str] = []
    build_tree(attrs.evolve(frozen.layout(), spec=folder / "new.yaml"), folder, notices.append)
    (folder / PACKAGE).rename(folder / CLIENT)
    return folder, notices


@pytest.fixture(scope="module")
def client(built: tuple[Path, list[str]]) -> Iterator[ModuleType]:
    folder, _ = built
    sys.path.insert(0, str(folder))
    try:
        yield import_module(CLIENT)
    finally:
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if name.partition(".")[0] == CLIENT]:
            del sys.modules[name]


def model(client: ModuleType, name: str) -> Any:
    return getattr(import_module(f"{client.__name__}.models"), name)


def calls(client: ModuleType, resource: str) -> Any:
    return import_module(f"{client.__name__}.calls.{resource}")


def test_each_operation_without_an_id_is_noticed(built: tuple[Path, list[str]]) -> None:
    repository = "/v2/namespaces/{namespace}/repositories/{repository}"
    expected = {
        f"POST {repository}/archive": "repositories.create_archive",
        f"POST {repository}/notifications": "notifications.create",
        "GET /v2/stars/{namespace}": "community_stars.get_stars",
        "PUT /v2/stars/{namespace}": "stars.replace",
    }
    notices = [notice for notice in built[1] if notice.startswith(tuple(expected))]  # the document may have its own

    assert notices == [
        f"{place} has no operationId and is called {name}: name it in names.yaml" for place, name in expected.items()
    ]


def test_new_operations_are_methods(client: ModuleType) -> None:
    assert (
        calls(client, "repositories").create_archive("acme", "app").path
        == "/v2/namespaces/acme/repositories/app/archive"
    )
    assert calls(client, "notifications").list_all("acme", "app").operation.method == "GET"
    assert calls(client, "community_stars").get_stars("acme").path == "/v2/stars/acme"
    assert calls(client, "stars").replace("acme").operation.response == "none"


def test_recursive_models_decode(client: ModuleType) -> None:
    folder = {"name": "a", "parent": {"name": "b"}, "children": [{"name": "c", "children": [{"name": "d"}]}]}
    drift: list[Any] = []

    decoded = model(client, "Folder").from_dict(folder, drift.append)

    assert decoded.parent.name == "b"
    assert decoded.children[0].children[0].name == "d"
    assert decoded.to_dict() == folder
    assert drift == []


@pytest.mark.parametrize("first", ["release", "tag"])
def test_models_that_mention_each_other_decode(first: str, built: tuple[Path, list[str]]) -> None:
    tag = '{"name": "x", "release": {"version": "2", "main": {"name": "y"}, "tags": [{"name": "z"}]}}'
    program = (
        f"from {CLIENT}.models.{first} import *\nfrom {CLIENT}.models import Tag\n"
        f"tag = Tag.from_dict({tag}, print)\nassert tag.release.tags[0].name == 'z', tag"
    )

    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True, cwd=built[0])


@pytest.mark.parametrize(
    ("artifact", "name"),
    [({"chart": "nginx"}, "HelmChart"), ({"size": 3, "instruction": "RUN"}, "ImageLayer"), ({}, "ImageLayer")],
)
def test_of_several_models_the_one_that_fits_is_chosen(artifact: dict[str, Any], name: str, client: ModuleType) -> None:
    drift: list[Any] = []

    decoded = model(client, "Tag").from_dict({"name": "x", "artifact": artifact, "weight": 5}, drift.append)

    assert type(decoded.artifact).__name__ == name
    assert decoded.weight == 5
    assert decoded.to_dict()["artifact"] == artifact
    assert drift == []


def test_of_several_kinds_of_response_json_is_asked_for(client: ModuleType) -> None:
    assert calls(client, "repositories").get_readme("acme", "app").operation.accept == "text/markdown"
    operations = import_module(f"{CLIENT}.operations").OPERATIONS
    assert operations["authentication.login"].accept == "application/json"


@pytest.mark.slow
def test_it_type_checks(built: tuple[Path, list[str]]) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--config-file=", CLIENT]

    done = subprocess.run(command, cwd=built[0], capture_output=True, text=True, check=False)

    assert done.stdout.startswith("Success: no issues found"), done.stdout
