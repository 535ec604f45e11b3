"""The catalog says of every operation what the client knows of it, and what the overlay says about effects."""

import inspect
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiodockerhub_generated import calls, models
from aiodockerhub_generated import catalog as generated_catalog
from aiodockerhub_generated.catalog import OperationEntry
from aiodockerhub_generated.operations import OPERATIONS
from jsonschema import Draft202012Validator

from codegen.document import load, nodes, overlay
from codegen.document.load import JSON
from codegen.errors import BuildError
from codegen.plan import generator
from codegen.write import catalog
from codegen.write.build import Layout

ENTRIES = {
    entry["id"]: entry for resource in generated_catalog.load().values() for entry in resource["operations"].values()
}


IDEMPOTENT = {"GET", "HEAD", "PUT", "DELETE"}


def document() -> Any:
    """The patched document, to be changed."""
    return overlay.apply(load.load(Layout().spec), overlay.load(Layout().overlays))


def entry_of(document: dict[str, JSON], operation: str, notice: Callable[[str], None] = print) -> Any:
    plan = generator.plan(document, document)
    resource, method_name = operation.split(".")
    return json.loads(catalog.render(plan.resources, document, notice))[resource]["operations"][method_name]


def test_every_operation_is_in_the_catalog() -> None:
    assert list(ENTRIES) == list(OPERATIONS)


@pytest.mark.unmeasured
@pytest.mark.parametrize("entry", ENTRIES.values(), ids=lambda entry: entry["id"])
def test_entry_agrees_with_the_call_and_the_operation(entry: OperationEntry) -> None:
    operation = OPERATIONS[entry["id"]]
    make = getattr(getattr(calls, entry["resource"]), entry["method_name"])
    parameters = inspect.signature(make).parameters
    assert [argument["name"] for argument in entry["arguments"]] == list(parameters)
    for argument in entry["arguments"]:
        parameter = parameters[argument["name"]]
        assert argument["required"] == (parameter.default is inspect.Parameter.empty)
        assert (argument["location"] == "path") == (parameter.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD)
        assert argument["help"]
        Draft202012Validator.check_schema(argument["schema"])
        assert argument["schema"].get("type"), f"{argument['name']} may be anything"
    assert (entry["http_method"], entry["path"]) == (operation.method, operation.path)
    assert (entry["paging"] is not None) == (operation.paging is not None)
    assert entry["response"] == operation.response
    assert set(entry["columns"]) <= set(entry["fields"])


def test_columns_and_secrets_are_keys_of_the_model() -> None:
    entry = ENTRIES["access_tokens.list"]
    keys = set(models.PersonalAccessToken.from_dict({}).__slots__)
    assert set(entry["fields"]) <= keys
    assert entry["secrets"] == ["token"]
    assert "token" not in entry["columns"]


@pytest.mark.parametrize(
    ("operation", "effect", "idempotent"),
    [
        ("repositories.list_tags", "reads", True),
        ("repositories.exists", "reads", True),
        ("repositories.create", "adds", False),
        ("repositories.update", "changes", True),
        ("repositories.delete_tag", "destroys", True),
        ("repositories.verify_immutable_tags", "reads", True),
        ("repositories.set_privacy", "changes", True),
    ],
)
def test_effect_is_that_of_the_method_unless_the_overlay_knows_better(
    operation: str, effect: str, idempotent: bool
) -> None:
    assert (ENTRIES[operation]["effect"], ENTRIES[operation]["idempotent"]) == (effect, idempotent)


def test_secret_arguments_are_marked_and_names_of_tokens_are_not() -> None:
    secret = {(id_, a["name"]) for id_, entry in ENTRIES.items() for a in entry["arguments"] if a["secret"]}
    assert {name for _, name in secret} == {"password", "secret", "code", "login_2fa_token"}
    assert ("access_tokens.create", "token_label") not in secret


def test_schemas_have_no_references_and_say_what_may_be_null() -> None:
    assert "$ref" not in json.dumps([entry["arguments"] for entry in ENTRIES.values()])
    arguments = {a["name"]: a["schema"] for a in ENTRIES["org_access_tokens.create"]["arguments"]}
    assert arguments["expires_at"]["type"] == ["string", "null"]
    assert arguments["resources"]["items"]["properties"]["scopes"]["items"] == {"type": "string"}


def test_paging_names_the_arguments_of_the_client() -> None:
    def paging(page: str | None, size: str | None, max_size: int | None, *, by_items: bool = False) -> object:
        return {"page": page, "size": size, "max_size": max_size, "by_items": by_items}

    def most(operation: str, argument: str) -> int | None:
        schemas = {each["name"]: each["schema"] for each in ENTRIES[operation]["arguments"]}
        return schemas[argument].get("maximum")

    repositories, users = most("repositories.list", "page_size"), most("scim.list_users", "count")
    assert ENTRIES["repositories.list"]["paging"] == paging("page", "page_size", repositories)
    assert ENTRIES["scim.list_users"]["paging"] == paging("start_index", "count", users, by_items=True)
    assert ENTRIES["search.catalog"]["paging"] == paging("from_", "size", None, by_items=True)
    assert ENTRIES["invites.list"]["paging"] == paging(None, None, None)


def test_scopes_of_a_body_are_told_by_the_kind_of_token() -> None:
    assert ENTRIES["access_tokens.create"]["scopes"] == "personal"
    assert ENTRIES["org_access_tokens.update"]["scopes"] == "organization"
    assert ENTRIES["repositories.get"]["scopes"] is None


def test_what_puts_something_into_a_set_may_be_done_again() -> None:
    assert ENTRIES["repositories.star"]["idempotent"]
    assert ENTRIES["groups.add_member"]["idempotent"]
    assert not ENTRIES["access_tokens.create"]["idempotent"]


@pytest.mark.heavy
def test_column_that_no_item_has_any_more_is_left_out_and_told() -> None:
    changed, notices = document(), list[str]()
    properties = changed["components"]["schemas"]["tag"]["properties"]
    properties["whole_size"] = properties.pop("full_size")

    assert "full_size" not in entry_of(changed, "repositories.list_tags", notices.append)["columns"]
    (notice,) = notices
    assert notice.startswith("repositories.list_tags: x-columns names full_size, which no item has: mend it in")


def test_effect_that_is_none_fails_the_build() -> None:
    changed, entry = document(), next(iter(ENTRIES.values()))
    changed["paths"][entry["path"]][entry["http_method"].lower()]["x-effect"] = "enchants"

    with pytest.raises(BuildError) as refused:
        entry_of(changed, entry["id"])
    assert f"{entry['id']}: x-effect must be one of reads, adds, changes, destroys; got 'enchants'" in str(
        refused.value
    )


def test_effects_that_the_overlay_states_hold() -> None:
    """Whatever the HTTP method says."""
    stated = {
        (path, method): operation for path, method, operation in nodes.operations(document()) if "x-effect" in operation
    }

    assert stated
    for entry in ENTRIES.values():
        operation = stated.get((entry["path"], entry["http_method"].lower()))
        if operation is not None:
            assert entry["effect"] == operation["x-effect"]
            assert entry["idempotent"] == operation.get("x-idempotent", entry["http_method"] in IDEMPOTENT)


@pytest.mark.heavy
def test_schema_that_contains_itself_ends() -> None:
    changed = document()
    part = {"$ref": "#/components/schemas/orgAccessTokenResource"}
    resource = changed["components"]["schemas"]["orgAccessTokenResource"]
    types = resource["properties"]["type"]["enum"]
    resource["properties"] = {"parts": {"type": "array", "items": part}, **resource["properties"]}

    arguments = {a["name"]: a["schema"] for a in entry_of(changed, "org_access_tokens.create")["arguments"]}

    inner = arguments["resources"]["items"]["properties"]["parts"]["items"]
    assert inner["properties"]["type"]["enum"] == types
    assert len(json.dumps(arguments["resources"])) < 10_000


def test_catalog_is_loaded_from_a_zip_file(tmp_path: Path) -> None:
    package, archive = Path(generated_catalog.__file__).parent, tmp_path / "app.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in package.rglob("*"):
            if path.suffix in {".py", ".json"}:
                file.write(path, path.relative_to(package.parent))
    program = "from aiodockerhub_generated import catalog; print(catalog.__file__, len(catalog.load()))"
    output = subprocess.run(
        [sys.executable, "-S", "-c", program],
        env={**os.environ, "PYTHONPATH": str(archive)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert output.startswith(str(archive))
    assert output.split()[-1] == str(len(generated_catalog.load()))
