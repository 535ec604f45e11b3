"""What the overlay repairs of a parameter or a field of a body goes along if Docker gives that another name."""

from typing import Any

import pytest

from codegen.document.load import JSON
from codegen.document.overlay import Action, Overlay, find_misfits
from codegen.document.selection import select
from codegen.report import moves, overlay_edits, wording, wording_of_remains
from tests.codegen.report.small_client import client, compare, edited

FLAG = {"type": "boolean", "default": False}
OTHER = {"type": "string"}
SENT = "$.paths['/things'].put.requestBody"
IN_BODY = f"{SENT}.content['application/json'].schema"


def schema(name: str, node: Any = FLAG) -> dict[str, Any]:
    return {"type": "object", "required": ["id"], "properties": {"id": OTHER, name: node}}


def document(
    body: dict[str, Any], parameters: tuple[dict[str, Any], ...] = (), **components: dict[str, Any]
) -> dict[str, Any]:
    content = body if "$ref" in body and "requestBodies" in body["$ref"] else in_json(body)
    operation = {"operationId": "replace", "parameters": [*parameters], "requestBody": content}
    return {"paths": {"/things": {"put": operation}}, "components": components}


def in_json(body: dict[str, Any]) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": body}}}


def inline(name: str) -> dict[str, Any]:
    return document(schema(name))


def component(name: str) -> dict[str, Any]:
    return document({"$ref": "#/components/requestBodies/a"}, requestBodies={"a": in_json(schema(name))})


def referenced(name: str) -> dict[str, Any]:
    return document({"$ref": "#/components/schemas/a"}, schemas={"a": schema(name)})


def nested(name: str) -> dict[str, Any]:
    listed = {"type": "array", "items": {"$ref": "#/components/schemas/a"}}
    return document({"type": "object", "properties": {"list": listed}}, schemas={"a": schema(name)})


def composed(name: str) -> dict[str, Any]:
    return document({"allOf": [{"type": "object", "properties": {"more": OTHER}}, schema(name)]})


def action(target: str, before: JSON, update: JSON = None) -> Action:
    words = "`on` is false if left out."
    return Action("overlay/a.yaml", 1, target, words, "D1", update, update is None, 1, before)


def healed(old: dict[str, Any], new: dict[str, Any], *actions: Action) -> overlay_edits.Healed:
    overlays = [Overlay("a", "A", actions)]
    assert find_misfits(old, overlays) == []
    result = overlay_edits.heal(overlays, moves.find(old, new))
    assert find_misfits(new, result.overlays) == []
    return result


BODIES = pytest.mark.parametrize(
    ("make", "start"),
    [
        (inline, IN_BODY),
        (component, "$.components.requestBodies.a.content['application/json'].schema"),
        (referenced, "$.components.schemas.a"),
        (nested, "$.components.schemas.a"),
        (composed, f"{IN_BODY}.allOf[1]"),
    ],
)


@BODIES
def test_repairs_of_a_field_of_a_body_go_along_to_its_new_name(make: Any, start: str) -> None:
    """Otherwise a call that leaves out the field would mean what the repair prevents."""
    healed_ = healed(
        make("on"),
        make("active"),
        action(f"{start}.properties.on.default", before=False),
        action(f"{start}.required", before=["id"], update="on"),
        action(
            start, before={"properties": {"on": {"title": "absent"}}}, update={"properties": {"on": {"title": "A"}}}
        ),
    )

    (node,) = select(start, healed_.document)
    assert node.value == {
        "type": "object",
        "required": ["id", "active"],
        "properties": {"id": OTHER, "active": {"type": "boolean", "title": "A"}},
    }
    assert [(edit.reason, edit.needs_check, edit.becomes[0].description) for edit in healed_.edits] == [
        (wording_of_remains.GO_ALONG, True, "`active` is false if left out.")
    ] * 3


def test_fields_of_the_same_type_are_told_apart_by_the_rest_of_their_content() -> None:
    def of_flags(on: str, hidden: str) -> dict[str, Any]:
        properties = {on: {**FLAG, "description": "Whether it is on."}, hidden: {**FLAG, "description": "Hidden."}}
        return document({"type": "object", "properties": properties})

    targets = [
        edit.becomes[0].target
        for edit in healed(
            of_flags("on", "hidden"),
            of_flags("active", "private"),
            action(f"{IN_BODY}.properties.on.default", before=False),
            action(f"{IN_BODY}.properties.hidden.default", before=False),
        ).edits
    ]

    assert targets == [f"{IN_BODY}.properties.active.default", f"{IN_BODY}.properties.private.default"]


@pytest.mark.parametrize(
    "new",
    [
        document({"type": "object", "properties": {"id": OTHER, "text": OTHER}}),
        document({"type": "object", "properties": {"id": OTHER, "a": FLAG, "b": FLAG}}),
        document({"type": "object", "properties": {"id": OTHER}}),
    ],
    ids=["another type", "two of the type", "nothing new"],
)
def test_repairs_of_a_field_that_is_gone_are_dropped(new: dict[str, Any]) -> None:
    (edit,) = healed(inline("on"), new, action(f"{IN_BODY}.properties.on.default", before=False)).edits

    assert (edit.reason, edit.becomes) == (wording.DROP_GONE, ())


def test_a_field_of_responses_only_is_left_to_the_comparison_of_clients() -> None:
    def received(name: str) -> dict[str, Any]:
        operation = {"operationId": "get", "responses": {"200": {"description": "", **in_json(schema(name))}}}
        return {"paths": {"/things": {"get": operation}}, "components": {}}

    assert moves.find(received("on"), received("active")).inputs == {}


@pytest.mark.parametrize("sent_in", ["query", "header"])
def test_repairs_of_a_parameter_go_along_to_its_new_name(sent_in: str) -> None:
    def with_parameter(name: str, **more: Any) -> dict[str, Any]:
        parameter = {"in": sent_in, "name": name, "schema": {"type": "integer"}, **more}
        return document({"type": "object"}, ({"in": sent_in, "name": "id", "schema": OTHER}, parameter))

    target = "$.paths['/things'].put.parameters[?@.name == '{}'].schema"

    (edit,) = healed(
        with_parameter("on"),
        with_parameter("active", description="How many."),
        action(target.format("on"), before={"maximum": "absent"}, update={"maximum": 100}),
    ).edits

    (becomes,) = edit.becomes
    assert (edit.reason, edit.needs_check) == (wording_of_remains.GO_ALONG, True)
    assert (becomes.target, becomes.update) == (target.format("active"), {"maximum": 100})


def test_callers_are_told_the_new_name_of_a_field_of_a_body() -> None:
    name = "SCHEMA new properties"
    old = edited((f"{name} on", FLAG))
    new = edited((f"{name} active", FLAG))

    (removal,) = (each for each in compare(old, new) if each.what == wording.ARGUMENT_REMOVED)

    assert removal.after == wording.perhaps_renamed("active=")
    assert client(new).methods["things.replace"].arguments[-2].name == "active"
