"""An action that replaces something by something else is judged again where Docker has changed what it replaces."""

import copy
from typing import Any

import pytest

from codegen.document import overlay
from codegen.report import moves, overlay_edits, wording
from tests.codegen.report.small_document import action

SCHEMA = "#/components/schemas/{}"
TARGET = "$.paths['/tokens'].post.responses['201'].schema"
PUBLISHED: dict[str, Any] = {
    "paths": {
        "/tokens": {
            "parameters": [{"$ref": "#/components/parameters/size"}],
            "post": {"responses": {"201": {"schema": {"$ref": SCHEMA.format("created")}}}},
        }
    },
    "components": {
        "parameters": {"size": {"in": "query", "name": "size", "schema": {"type": "integer"}}},
        "schemas": {
            "created": {"$ref": SCHEMA.format("token")},
            "token": {"type": "object", "properties": {"id": {"type": "string"}, "owner": {"type": "object"}}},
        },
    },
}  # fmt: skip
REPLACED = action(
    TARGET, before={"$ref": SCHEMA.format("created")}, update={"$ref": SCHEMA.format("token")}
)  # fmt: skip


@pytest.fixture
def document() -> dict[str, Any]:
    return copy.deepcopy(PUBLISHED)


def edits(document: dict[str, Any], *actions: overlay.Action) -> list[overlay_edits.Edit]:
    healed = overlay_edits.heal([overlay.Overlay("a", "A", actions)], moves.find(PUBLISHED, document))
    assert overlay.find_misfits(document, healed.overlays) == []
    return healed.edits


def test_a_reference_whose_target_says_more_than_an_alias_now_is_left_to_docker(document: dict[str, Any]) -> None:
    secret = {"type": "object", "properties": {"token": {"type": "string"}}}
    document["components"]["schemas"]["created"] = {"allOf": [{"$ref": SCHEMA.format("token")}, secret]}

    (edit,) = edits(document, REPLACED)

    assert (edit.reason, edit.needs_check, edit.becomes) == (wording.DROP_CHANGED, True, ())
    assert edit.expected == '$.components.schemas.created = {"$ref": "#/components/schemas/token"}'
    assert edit.actual.startswith('{"allOf": [{"$ref": "#/components/schemas/token"}, {"type": "object"')
    assert edit.restoration == (REPLACED,)  # to paste, if Docker is wrong
    assert edit.restoration_fits_at_end


def test_other_changes_leave_the_action(document: dict[str, Any]) -> None:
    """Words beside the alias, and a field of the schema that the action itself refers to."""
    document["components"]["schemas"]["created"]["description"] = "The new token."
    document["components"]["schemas"]["token"]["properties"]["label"] = {"type": "string"}

    assert edits(document, REPLACED) == []


def test_a_schema_behind_the_target_counts_unless_what_the_action_writes_leads_to_it(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["token"]["properties"]["label"] = {"type": "string"}
    other = action(TARGET, before={"$ref": SCHEMA.format("created")}, update={"$ref": "#/components/schemas/page"})

    (edit,) = edits(document, other)

    assert edit.expected.startswith("$.components.schemas.token.properties = ")


def test_of_several_keys_only_the_reference_is_left_to_docker(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["created"] = {"type": "string"}
    marked = action(
        TARGET,
        before={"$ref": SCHEMA.format("created"), "x-secret": "absent"},
        update={"$ref": SCHEMA.format("token"), "x-secret": True},
    )

    (edit,) = edits(document, marked)

    assert (edit.reason, [other.update for other in edit.becomes]) == (wording.PRUNE, [{"x-secret": True}])
    assert edit.restoration == (marked,)


def test_a_reference_that_moves_is_judged_too(document: dict[str, Any]) -> None:
    document["paths"]["/v2/tokens"] = document["paths"].pop("/tokens")
    document["components"]["schemas"]["created"] = {"type": "string"}

    (edit,) = edits(document, REPLACED)

    assert (edit.reason, edit.becomes) == (wording.DROP_CHANGED, ())
    assert [other.target for other in edit.restoration] == [TARGET.replace("/tokens", "/v2/tokens")]


@pytest.mark.parametrize(
    ("target", "before", "changed"),
    [
        ("$.paths['/tokens'].parameters[0]", {"$ref": "#/components/parameters/size"}, ("parameters", "size")),
        ("$.components.schemas.token", {"type": "object"}, ("schemas", "token")),
    ],
    ids=["a reference", "a part of what is removed"],
)
def test_what_an_action_removes_is_judged(
    document: dict[str, Any], target: str, before: Any, changed: tuple[str, str]
) -> None:
    kind, name = changed
    gone = action(target, before=before)
    assert edits(document, gone) == []
    document["components"][kind][name]["maximum"] = 100

    (edit,) = edits(document, gone)

    assert (edit.reason, edit.needs_check, edit.becomes) == (wording.DROP_CHANGED, True, ())
    assert [(other.target, other.remove) for other in edit.restoration] == [(target, True)]


def test_what_only_lies_behind_a_removed_node_is_not(document: dict[str, Any]) -> None:
    document["components"]["schemas"]["created"] = {"type": "string"}

    assert edits(document, action("$.paths['/tokens'].post.responses['201']", before={})) == []
