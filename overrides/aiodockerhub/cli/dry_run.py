"""Shows the request of a command for `--dry-run`, with its secrets masked."""

from typing import TYPE_CHECKING, Any

from aiodockerhub.cli import output
from aiodockerhub.cli.value_formats import json_text

if TYPE_CHECKING:
    from aiodockerhub_generated.types import Call


def show_request(call: "Call[Any]", base_url: str) -> None:
    """Write a request to stdout, with its secrets masked.

    The headers are those of the call. The client adds others, such as Authorization, only when it sends the request.

    Args:
        call: Call to show.
        base_url: URL of the API.
    """
    from urllib.parse import urlencode

    from aiodockerhub_generated._masking import mask_text
    from aiodockerhub_generated.types import OMIT

    from aiodockerhub.helpers.text import without_secrets

    query = f"?{urlencode(call.query)}" if call.query else ""
    output.write_text(f"{call.operation.method} {without_secrets(f'{base_url}{call.path}{query}')}")
    for name, value in call.headers:
        output.write_text(f"{name}: {value}")
    if call.body is not OMIT:
        is_json = call.body is None or isinstance(call.body, bool | int | float | str | list | dict)
        shown = json_text(call.body, indent=2) if is_json else repr(call.body)
        output.write_text(mask_text(shown))
