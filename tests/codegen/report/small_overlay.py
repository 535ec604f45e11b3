"""An overlay of three actions, and the document that it fits."""

import copy
from typing import Any

DOCUMENT: dict[str, Any] = {
    "paths": {"/tags": {"get": {"summary": "List tags"}}},
    "components": {
        "schemas": {
            "tag": {"type": "object", "properties": {"name": {"type": "string"}, "size": {"type": "number"}}},
            "image": {"type": "object", "properties": {"size": {"type": "number"}}},
        }
    },
}
OVERLAY = """\
# What is wrong.
overlay: 1.0.0
info: {title: Things, version: 1.0.0}
actions:
  # --- sizes ---

  - target: $.components.schemas[*].properties.size
    description: >-
      Sizes are whole; this is
      folded.
    x-discrepancy: D1
    x-matches: 2
    x-before: {type: number}
    update: {type: integer}

  # --- names ---

  - target: $.components.schemas.tag
    description: A name always comes, and tags have a digest.
    x-discrepancy: D2
    x-before: {required: absent, properties: {digest: absent}}
    update:
      required: [name]
      properties:
        digest: {type: string}

  - target: $.paths['/tags'].get
    description: Another summary, and a name.
    x-discrepancy: names
    x-before: {summary: List tags, operationId: absent}
    update: {operationId: tags_list}
"""


def changed() -> dict[str, Any]:
    """Copy the document, for a test to change."""
    return copy.deepcopy(DOCUMENT)
