"""Makes the calls of commands, and shows their requests for `--dry-run`."""

import importlib
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from aiodockerhub_generated._commands import command_name, flag_of
from aiodockerhub_generated.catalog import OperationEntry

from aiodockerhub.cli import output
from aiodockerhub.cli.value_formats import json_text
from aiodockerhub.helpers.new_secrets import second_step

if TYPE_CHECKING:
    from aiodockerhub_generated.types import Call, Drift


def make_call(entry: OperationEntry, positional: list[Any], keywords: dict[str, Any]) -> "Call[Any]":
    """Make the call of an operation, with the body that is sent.

    Scopes in the body get the names that Docker Hub expects: `repo-pull` becomes `scope-image-pull`.

    Args:
        entry: Entry of the operation in the catalog.
        positional: Positional arguments.
        keywords: Keyword arguments.

    Returns:
        The call.

    Raises:
        ArgumentError: An argument or a value in the body is invalid.
    """
    from attrs import evolve

    from aiodockerhub.auth.scopes import normalize_body

    calls = importlib.import_module(f"aiodockerhub_generated.calls.{entry['resource']}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the command writes a note instead
        call: Call[Any] = getattr(calls, entry["method_name"])(*positional, **keywords)
    if call.operation.scopes is None or not isinstance(call.body, dict):
        return call
    return evolve(call, body=normalize_body(call.operation, call.body, _leave_unknown_scope))


def _leave_unknown_scope(drift: "Drift") -> None:
    """Ignore an unknown scope: the option has checked it already."""


def next_step(entry: OperationEntry, detail: Mapping[str, Any]) -> str | None:
    """Name the command for the second step of an operation.

    Args:
        entry: Entry of the operation in the catalog.
        detail: Fields of the unsuccessful response.

    Returns:
        A clause that names the command and its secret options; `None` if the operation has no second step, or if the
        response has no secret for it.
    """
    other = second_step(entry, detail)
    if other is None:
        return None
    asked = " and ".join(flag_of(argument["name"]) for argument in other["arguments"] if argument["secret"])
    command = f"aiodockerhub {command_name(other['resource'])} {command_name(other['method_name'])}"
    return f"`{command}` asks for {asked}, or takes them from -, @FILE or env:NAME"


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
