"""A small document, and the edits that an action needs for another document."""

from typing import Any

from codegen.document import overlay
from codegen.document.overlay import Action
from codegen.report import moves, overlay_edits

SIZE: dict[str, Any] = {"in": "query", "name": "size", "schema": {"type": "number"}}


ID: dict[str, Any] = {"in": "path", "name": "id", "required": True, "schema": {"type": "string"}}


INLINE: dict[str, Any] = {"properties": {"count": {"type": "number"}}}


PUBLISHED: dict[str, Any] = {
    "paths": {
        "/tags": {"get": {"operationId": "ListTags", "parameters": [SIZE], "responses": {"200": {"schema": INLINE}}}},
        "/tags/{id}": {"get": {"summary": "Get", "parameters": [ID, SIZE]}},
    },
    "components": {
        "schemas": {
            "tag": {
                "type": "object",
                "required": ["name", "size", "owner"],
                "properties": {"name": {"type": "string"}, "size": {"type": "number"}, "owner": {"type": "string"}},
            },
            "image": {"type": "object", "properties": {"size": {"type": "number"}}},
            "list": {"allOf": [{"$ref": "#/components/schemas/image"}, {"properties": {"more": {"type": "string"}}}]},
        },
    },
    "groups": [{"name": "API", "tags": ["images"]}],
}  # fmt: skip


def action(target: str, *, before: Any, update: Any = None, matches: int = 1) -> Action:
    return Action("overlay/a.yaml", 1, target, "Evidence.", "D1", update, update is None, matches, before)


def healed(document: dict[str, Any], *actions: Action) -> overlay_edits.Healed:
    found = overlay_edits.heal([overlay.Overlay("a", "A", actions)], moves.find(PUBLISHED, document))
    assert overlay.find_misfits(document, found.overlays) == []
    return found


def edited(document: dict[str, Any], *actions: Action) -> list[tuple[str, bool, list[tuple[str, Any]]]]:
    """Return, for each edit: its reason, its `judge`, and target and update of each action that it writes."""
    return [
        (edit.reason, edit.needs_check, [(other.target, other.update) for other in edit.becomes])
        for edit in healed(document, *actions).edits
    ]


TAG = "$.components.schemas.tag"


SIZES = "$.components.schemas['tag', 'image'].properties.size"


def absent() -> str:
    """Return the value of `x-before` for a key that must be missing."""
    return "absent"
