"""Actions of the overlay that nobody would miss, found on a small document."""

from typing import Any

import pytest

from codegen.document import overlay
from codegen.document.overlay import Action, Overlay
from codegen.report.needless_actions import (
    Baseline,
    became_needless,
    public_surface,
    reduce_document,
    take_away,
    texts_of_operations,
    without_effect,
)
from tests.codegen.report.small_client import base


def action(line: int, target: str, before: Any, update: Any) -> Action:
    return Action(
        file="overlay/small.yaml", line=line, target=target, description="A fault.", discrepancy="D1", update=update,
        remove=False, matches=1, before=before,
    )  # fmt: skip


THING = "$.components.schemas.thing"
SIZE = f"{THING}.properties.size"
DESCRIBE = action(1, SIZE, {"type": "integer", "description": "absent"}, {"description": "In bytes."})
ADD = action(5, f"{THING}.properties", {"colour": "absent"}, {"colour": {"type": "string"}})
DESCRIBE_ADDED = action(9, f"{THING}.properties.colour", {"type": "string"}, {"description": "Red, mostly."})
IDLE = action(13, SIZE, {"x-idle": "absent"}, {"x-idle": True})


def overlays(*actions: Action) -> list[Overlay]:
    return [Overlay(name="small", title="Small", actions=actions)]


def difference_without(gone: Action, *actions: Action) -> str | None:
    document = base()
    whole = Baseline(overlay.apply(document, overlays(*actions)), document)
    return whole.difference(take_away(document, overlays(*actions), gone)[0])


def test_what_builds_on_an_action_is_taken_away_with_it() -> None:
    document = base()

    patched, gone = take_away(document, overlays(ADD, DESCRIBE_ADDED, DESCRIBE), ADD)

    assert gone == [ADD, DESCRIBE_ADDED]
    assert patched == overlay.apply(document, overlays(DESCRIBE))


def test_without_a_description_the_generated_text_is_another() -> None:
    assert difference_without(DESCRIBE, DESCRIBE, IDLE) == "generated"


def test_without_a_name_the_names_are_others() -> None:
    name = action(1, "$.paths['/v2/things/{name}'].get", {"operationId": "things_get"}, {"operationId": "things_show"})
    assert difference_without(name, name) == "names"


def test_without_the_repair_of_a_document_that_is_not_valid_it_is_not_valid() -> None:
    document = base()
    document["paths"]["/v2/things/{name}"]["put"]["responses"]["204"].pop("description")
    repair = action(
        1, "$.paths['/v2/things/{name}'].put.responses['204']", {"description": "absent"}, {"description": "Done"}
    )
    whole = Baseline(overlay.apply(document, overlays(repair)), document)

    assert whole.difference(document) == "validity"


def test_without_what_nobody_reads_all_is_the_same() -> None:
    assert difference_without(IDLE, DESCRIBE, IDLE) is None


@pytest.mark.parametrize(("count", "expected"), [(8, "generated"), (7, None)])
def test_columns_that_the_order_of_many_fields_would_also_choose_are_chosen(count: int, expected: str | None) -> None:
    names = [f"field_{number}" for number in range(count)]
    fields = action(1, THING, {"type": "object"}, {"properties": {name: {"type": "string"} for name in names}})
    choice = action(2, THING, {"x-columns": "absent"}, {"x-columns": names[:7]})
    document = base()
    document["components"]["schemas"]["thing"].pop("properties")
    document["components"]["schemas"]["thing"].pop("required", None)
    whole = Baseline(overlay.apply(document, overlays(fields, choice)), document)
    assert whole.difference(overlay.apply(document, overlays(fields))) == expected


def test_one_operation_alone_gives_a_client() -> None:
    document = base()

    assert not isinstance(public_surface(reduce_document(document, {("/v2/things/{name}", "get")}), document), str)


def test_parameters_of_a_path_item_behind_a_reference_are_parts_of_its_operations() -> None:
    document = base()
    path = "/v2/things/{name}"
    document["x-items"] = {"thing": document["paths"][path]}
    document["paths"][path] = {"$ref": "#/x-items/thing"}
    before = texts_of_operations(document)
    document["x-items"]["thing"]["parameters"][0]["schema"] = {"type": "string", "maxLength": 5}

    after = texts_of_operations(document)

    assert all(before[path, method] != after[path, method] for method in ("get", "put"))


def new(**about: Any) -> dict[str, Any]:
    document = base()
    document["components"]["schemas"]["thing"]["properties"]["size"] |= about
    return document


def needless(document: dict[str, Any], *actions: Action) -> list[Action]:
    return became_needless(base(), document, overlays(*actions), overlays(*actions))


def test_an_action_that_did_something_and_does_nothing_now_is_needless() -> None:
    wider = action(1, SIZE, {"type": "integer"}, {"description": "In bytes."})

    assert needless(new(description="In bytes."), wider) == [wider]


def test_an_action_of_a_part_that_did_not_change_is_not_tried() -> None:
    assert needless(base(), DESCRIBE, IDLE) == []


def test_an_action_that_never_did_anything_is_not_named() -> None:
    assert needless(new(example=7), IDLE, DESCRIBE) == []


def test_an_action_on_what_no_operation_uses_any_more_is_needless() -> None:
    """Docker has not changed the schema, but the operations that use it."""
    document = base()
    document["paths"]["/v2/things/{name}"]["get"]["responses"]["200"]["content"] = {
        "application/json": {"schema": {"type": "string"}}
    }

    del document["paths"]["/v2/things/{name}"]["put"]

    assert needless(document, DESCRIBE) == [DESCRIBE]


GET = "$.paths['/v2/things/{name}'].get"
HEADERS = {"Retry-After": {"schema": {"type": "integer"}}}
HEADER = action(1, f"{GET}.responses['404']", {"description": "Gone"}, {"headers": HEADERS})


def test_without_a_header_of_responses_other_programs_read_another_document() -> None:
    assert difference_without(HEADER, HEADER) == "document"


def test_an_action_for_other_programs_is_needless_as_soon_as_docker_says_the_same() -> None:
    same, other = base(), base()
    same["paths"]["/v2/things/{name}"]["get"]["responses"]["404"]["headers"] = HEADERS
    other["paths"]["/v2/things/{name}"]["get"]["responses"]["404"]["headers"] = {"X-Other": {"schema": {}}}

    assert needless(same, HEADER) == [HEADER]
    assert needless(other, HEADER) == []


def test_an_action_that_still_requires_a_field_that_is_gone_is_needless() -> None:
    required = "$.components.schemas.new.required"
    demand = action(1, required, ["label"], "parts")
    adapted = action(1, required, ["label", "word"], "parts")
    document = base()
    schema = document["components"]["schemas"]["new"]
    schema["required"] = ["label", "word"]
    schema["properties"]["word"] = schema["properties"].pop("parts")

    assert became_needless(base(), document, overlays(demand), overlays(adapted)) == [adapted]


def test_what_the_edits_wrote_is_tried_whatever_it_changes() -> None:
    """Docker has changed nothing; the edit has moved the action to a location that no caller sees."""
    written = action(1, SIZE, {"x-idle": "absent"}, {"x-idle": True})

    assert became_needless(base(), base(), overlays(DESCRIBE), overlays(written)) == [written]


def test_of_some_actions_those_without_effect_are_found() -> None:
    assert without_effect(base(), overlays(ADD, IDLE, DESCRIBE), [IDLE, DESCRIBE]) == [IDLE]
    assert without_effect(base(), overlays(IDLE), []) == []
