"""The catalog says of every operation what the client knows of it, and what the overlay says about effects."""

import inspect
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from aiodockerhub_generated import calls
from aiodockerhub_generated import catalog as generated_catalog
from aiodockerhub_generated.catalog import OperationEntry
from aiodockerhub_generated.operations import OPERATIONS
from jsonschema import Draft202012Validator

from codegen.document import nodes
from codegen.write.build import DOCUMENT, Layout

ENTRIES = {
    entry["id"]: entry for resource in generated_catalog.load().values() for entry in resource["operations"].values()
}
IDEMPOTENT = {"GET", "HEAD", "PUT", "DELETE"}


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
        assert argument["schema"].keys() & {"type", "anyOf"}, f"{argument['name']} may be anything"
    assert (entry["http_method"], entry["path"]) == (operation.method, operation.path)
    assert (entry["paging"] is not None) == (operation.paging is not None)
    assert entry["response"] == operation.response
    assert set(entry["columns"]) <= set(entry["fields"])


def test_columns_and_secrets_are_keys_of_the_model() -> None:
    """Of whatever models there are, at least the bearer token of a log-in is a secret."""
    assert ENTRIES["authentication.create_token"]["secrets"]
    for entry in ENTRIES.values():
        assert {*entry["columns"], *entry["secrets"]} <= entry["fields"].keys()
        assert not set(entry["columns"]) & set(entry["secrets"])
        assert ("token" in entry["secrets"]) == (entry["fields"].get("token") == "text")


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
    is_secret = {(entry["resource"], a["name"]): a["secret"] for entry in ENTRIES.values() for a in entry["arguments"]}
    log_in = {name: secret for (resource, name), secret in is_secret.items() if resource == "authentication"}
    named = {"password", "secret", "code", "login_2fa_token"} & log_in.keys()
    assert named
    assert all(log_in[name] for name in named)
    assert not log_in["identifier"]
    assert not is_secret["access_tokens", "token_label"]


def test_schemas_have_no_references_and_say_what_may_be_null() -> None:
    assert "$ref" not in json.dumps([entry["arguments"] for entry in ENTRIES.values()])
    arguments = {a["name"]: a["schema"] for a in ENTRIES["org_access_tokens.create"]["arguments"]}
    assert arguments["expires_at"]["type"] == ["string", "null"]
    assert arguments["resources"]["items"]["properties"]["scopes"]["items"] == {"type": "string"}


def test_paging_names_the_arguments_of_the_client() -> None:
    paged = {id_: operation.paging for id_, operation in OPERATIONS.items() if operation.paging is not None}
    assert {paging.style for paging in paged.values()} >= {"page", "scim", "single"}
    for id_, paging in paged.items():
        sent = {a["json_name"]: a for a in ENTRIES[id_]["arguments"] if a["location"] == "query"}
        page, size = (sent[key] if paging.style != "single" else None for key in (paging.page, paging.size))
        assert ENTRIES[id_]["paging"] == {
            "page": page and page["name"],
            "size": size and size["name"],
            "max_size": size and paging.max_size,
            "by_items": paging.by_items,
        }


def test_scopes_of_a_body_are_told_by_the_kind_of_token() -> None:
    assert ENTRIES["access_tokens.create"]["scopes"] == "personal"
    assert ENTRIES["org_access_tokens.update"]["scopes"] == "organization"
    assert ENTRIES["repositories.get"]["scopes"] is None


def test_what_puts_something_into_a_set_may_be_done_again() -> None:
    assert ENTRIES["repositories.star"]["idempotent"]
    assert ENTRIES["groups.add_member"]["idempotent"]
    assert not ENTRIES["access_tokens.create"]["idempotent"]


def test_effects_that_the_overlay_states_hold() -> None:
    """Whatever the HTTP method says."""
    document = json.loads((Layout().generated / DOCUMENT).read_text(encoding="utf-8"))
    stated = {
        (path, method): operation for path, method, operation in nodes.operations(document) if "x-effect" in operation
    }

    assert stated
    for entry in ENTRIES.values():
        operation = stated.get((entry["path"], entry["http_method"].lower()))
        if operation is not None:
            assert entry["effect"] == operation["x-effect"]
            assert entry["idempotent"] == operation.get("x-idempotent", entry["http_method"] in IDEMPOTENT)


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
