"""Makes the calls of commands, and names commands for second steps."""

import importlib
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from aiodockerhub_generated._commands import command_name, flag_of
from aiodockerhub_generated.catalog import OperationEntry

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
