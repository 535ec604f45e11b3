"""Links in descriptions lead to operations by operationId, tag, or path and method, and to no wrong one."""

import copy
from typing import Any

import pytest

from codegen.plan.link_targets import find, is_name, link_targets
from codegen.plan.operation_names import OperationName
from codegen.report.examine import generate
from tests.codegen.report.small_client import base

NAMES = {
    ("/v2/things", "get"): OperationName(resource="things", method_name="list", given=True),
    ("/v2/things", "post"): OperationName(resource="things", method_name="create", given=True),
    ("/v2/things/{name}", "get"): OperationName(resource="things", method_name="get", given=True),
    ("/v2/teams", "post"): OperationName(resource="teams", method_name="create", given=True),
}


def document(**ids: str) -> dict[str, Any]:
    """Make a document with the operations of `NAMES`, whose operationIds are given by name."""
    paths: dict[str, Any] = {}
    for (path, method), name in NAMES.items():
        operation_id = ids.get(f"{name.resource}_{name.method_name}")
        tag = "My things" if name.resource == "things" else "teams"
        operation = {"tags": [tag], **({"operationId": operation_id} if operation_id else {})}
        paths.setdefault(path, {})[method] = operation
    return {"paths": paths}


PUBLISHED = document(things_list="List", things_create="Create", things_get="Create", teams_create="Create")


@pytest.mark.parametrize(
    ("label", "is_named"),
    [
        ("Assign a thing", True),
        ("create one", True),
        ("this endpoint", True),
        ("`POST /v2/things`", True),
        ("Immutable things", False),
        ("Assignments", False),
    ],
)
def test_the_text_of_a_link_that_is_no_name_of_an_operation_is_told_from_one(label: str, *, is_named: bool) -> None:
    patched = document(things_create="things_create")
    patched["paths"]["/v2/things"]["post"]["summary"] = "Assign things"

    assert is_name(link_targets(patched, PUBLISHED, NAMES), label) is is_named


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("#operation/List", "things.list"),
        ("#tag/my-things/operation/List", "things.list"),
        ("#tag/former/operation/List", "things.list"),
        ("https://example.com/reference/#tag/my-things/operation/List", "things.list"),
        ("#operation/Create", ""),
        ("#tag/my-things/operation/Create", ""),
        ("#tag/teams/operation/Create", "teams.create"),
        ("#tag/my-things/paths/~1v2~1things/post", "things.create"),
        ("#tag/my-things/paths/~1v2~1things~1%7Bname%7D/get", "things.get"),
        ("#/paths/~1v2~1things~1{name}/get", "things.get"),
        ("#/paths/~1v2~1things/delete", ""),
        ("#operation/things_list", "things.list"),
        ("#operation/Other", ""),
        ("https://example.com/", ""),
        ("", ""),
    ],
)
def test_a_link_leads_to_one_operation_or_to_none(link: str, name: str) -> None:
    patched = document(things_list="things_list", things_create="Make")

    assert find(link_targets(patched, PUBLISHED, NAMES), link) == name


def test_an_operation_id_of_several_operations_stands_for_the_one_that_keeps_it() -> None:
    patched = document(things_create="Create")

    targets = link_targets(patched, PUBLISHED, NAMES)

    assert find(targets, "#operation/Create") == "things.create"
    assert find(targets, "#tag/my-things/operation/Create") == "things.create"


def test_an_operation_without_a_name_is_the_target_of_no_link() -> None:
    names = {key: name for key, name in NAMES.items() if name.resource == "teams"}

    targets = link_targets(document(), PUBLISHED, names)

    assert find(targets, "#operation/List") == ""
    assert find(targets, "#operation/Create") == "teams.create"


def test_a_docstring_names_the_operation_that_keeps_a_doubled_id_after_the_repair() -> None:
    published = base()
    get, put = (published["paths"]["/v2/things/{name}"][method] for method in ("get", "put"))
    get["operationId"] = put["operationId"] = "Copied"
    published["tags"][0]["description"] = "See [this](#tag/things/operation/Copied)."
    patched = copy.deepcopy(published)
    patched["paths"]["/v2/things/{name}"]["put"]["operationId"] = "things_replace"

    texts = generate(patched, published).texts

    assert "See `things.copied`." in next(text for file, text in texts.items() if file.endswith("resources/things.py"))
