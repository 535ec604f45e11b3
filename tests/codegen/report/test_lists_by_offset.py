"""A list by offset and limit gets an action that states its paging."""

from typing import Any

import pytest

from codegen.document.overlay import Overlay
from codegen.plan import generator
from codegen.report import lists_by_offset, wording, wording_of_additions
from codegen.report.changelog import sentence
from codegen.report.changes import Level
from codegen.report.overlay_edits import Healed
from tests.codegen.report.small_client import client, compare, edited

LISTED = ("THING get operationId", "things_list")
PAGING = {"x-paging": {"style": "offset", "page": "offset", "size": "limit"}}


def number(name: str) -> dict[str, Any]:
    return {"in": "query", "name": name, "schema": {"type": "integer", "default": 100}}


def stated(new: dict[str, Any], old: dict[str, Any], *, file: str = "operations") -> Healed:
    """Return an empty overlay with the actions that `lists_by_offset.with_paging` adds."""
    healed = Healed(document=new, overlays=[Overlay(file, "A", ())], edits=[])
    return lists_by_offset.with_paging(healed, new, client(old), client(new))


def test_a_list_that_comes_in_parts_now_stays_a_pager() -> None:
    old, new = edited(LISTED), edited(LISTED, ("THING get parameters", [number("limit"), number("offset")]))

    healed = stated(new, old)

    (edit,) = healed.edits
    assert (edit.is_new, edit.needs_check, edit.reason) == (True, True, wording_of_additions.BY_OFFSET)
    assert (edit.action.target, edit.action.update) == ("$.paths['/v2/things/{name}'].get", PAGING)
    changes = {change.what: change for change in compare(old, healed.document)}
    assert wording.RESULT not in changes
    divided = changes[wording.FACTS[wording.PAGING]]
    assert divided.level is Level.BREAKING
    assert "100 unless asked): `await` returns the first page only now" in sentence(divided)


@pytest.mark.parametrize(
    ("names", "operation", "file"),
    [
        (["limit"], "things_list", "operations"),
        (["offset"], "things_list", "operations"),
        (["offset", "limit"], "things_get", "operations"),
        (["offset", "limit", "page"], "things_list", "operations"),
        (["offset", "limit"], "things_list", "names"),
    ],
)
def test_what_is_no_list_by_offset_or_has_a_paging_gets_none(names: list[str], operation: str, file: str) -> None:
    new = edited(("THING get operationId", operation), ("THING get parameters", list(map(number, names))))

    assert stated(new, edited(LISTED), file=file).edits == []


def test_without_such_a_list_the_overlay_stays_and_no_client_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    healed = Healed(document={}, overlays=[Overlay("operations", "A", ())], edits=[])
    lists = client(edited(LISTED))
    monkeypatch.setattr(generator, "plan", pytest.fail)

    assert lists_by_offset.with_paging(healed, {}, lists, lists) is healed


def test_a_list_that_came_by_offset_before_stays_as_it_is() -> None:
    new = edited(LISTED, ("THING get parameters", [number("limit"), number("offset")]))

    assert stated(new, new).edits == []


def test_a_response_without_a_list_gets_no_paging_that_no_client_could_follow() -> None:
    new = edited(LISTED, ("THING get parameters", [number("limit"), number("offset")]))
    del new["components"]["schemas"]["thing"]["properties"]["parts"]
    text = {"200": {"description": "OK", "content": {"application/json": {"schema": {"type": "string"}}}}}
    new["paths"]["/v2/things/{name}"]["get"]["responses"] = text

    healed = stated(new, edited(LISTED))

    assert "paging" not in client(healed.document).methods["things.list"].facts
