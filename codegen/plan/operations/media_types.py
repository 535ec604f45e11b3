"""Media types: which of several the client speaks, and how."""

from typing import Literal, TypeAlias

from codegen.document import nodes
from codegen.document.load import JSON

Kind: TypeAlias = Literal["json", "form", "multipart", "text", "bytes"]
JSON_TYPE = "application/json"
_WILDCARDS = {"*/*", "application/*"}


def chosen(content: dict[str, JSON]) -> tuple[str, dict[str, JSON]]:
    """Choose a media type of a body: JSON, a form, text, then any other.

    Args:
        content: The media type objects by media type.

    Returns:
        The media type and its object; an empty text for no content at all.
    """
    order: list[Kind] = ["json", "form", "multipart", "text", "bytes"]
    ranked = sorted(content, key=lambda name: (order.index(kind(name)), name))
    return (ranked[0], nodes.mapping(content[ranked[0]])) if ranked else ("", {})


def kind(media_type: str) -> Kind:
    """Tell how a media type is written and read.

    Args:
        media_type: For example `application/scim+json`, possibly with parameters.

    Returns:
        `json`, `form` (URL-encoded), `multipart`, `text`, or `bytes` for what the client knows nothing of.
    """
    essence = media_type.partition(";")[0].strip().lower()
    if nodes.is_json(essence) or essence in _WILDCARDS:
        return "json"
    if essence == "application/x-www-form-urlencoded":
        return "form"
    if essence == "multipart/form-data":
        return "multipart"
    return "text" if essence.startswith("text/") else "bytes"


def spelled(media_type: str) -> str:
    """Spell the media type for a header: JSON for a wildcard."""
    return JSON_TYPE if media_type.partition(";")[0].strip().lower() in _WILDCARDS else media_type
