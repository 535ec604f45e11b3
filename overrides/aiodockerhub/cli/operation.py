"""The command of one operation: parameters, help and call."""

import importlib
import sys
import warnings
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from aiodockerhub_generated._json import is_array
from aiodockerhub_generated.catalog import OperationEntry

from aiodockerhub.cli import connection, output, parameters
from aiodockerhub.cli.failures import ExitCode
from aiodockerhub.cli.help import Command
from aiodockerhub.cli.parameter_types import Integer
from aiodockerhub.cli.readable import json_text

if TYPE_CHECKING:
    from aiodockerhub_generated.types import Call, Cursor, Pager

    from aiodockerhub.client import DockerHub


def command(entry: OperationEntry) -> click.Command:
    """Make the command of an operation.

    Args:
        entry: The operation.

    Returns:
        The command.
    """
    general = _general(entry)
    taken = ["--help", *(flag for option in general for flag in (*option.opts, *option.secondary_opts))]
    own = parameters.make(entry, taken)

    def call(**values: Any) -> int:
        return run(entry, values)

    return Command(
        name=entry["method_name"].replace("_", "-"),
        callback=call,
        params=[*own, *general],
        short_help=entry["summary"].rstrip("."),
        help=_help(entry),
        deprecated=bool(entry["deprecated"]),
        own=own,
    )


class _Invocation(NamedTuple):
    """An operation with its arguments and the values of the general options."""

    entry: OperationEntry
    positional: list[Any]
    keywords: dict[str, Any]
    values: dict[str, Any]
    form: output.Output


def run(entry: OperationEntry, values: dict[str, Any]) -> int:
    """Call an operation with the values of its command.

    Args:
        entry: The operation.
        values: Values of the command's parameters.

    Returns:
        Exit code.

    Raises:
        click.UsageError: It destroys something and nobody can be asked.
        DockerHubError: See `aiodockerhub.errors`.
        ValueError: An argument makes no sense.
    """
    import asyncio  # not for the help

    positional, keywords = parameters.given(entry, values)
    _refuse_no_change(entry, keywords)
    form = output.Output.of(values, usual=entry["columns"], kinds=entry["fields"])
    call = _call(entry, positional, keywords)
    if values["dry_run"]:
        _show_request(call, values)
        return ExitCode.SUCCESS
    if entry["effect"] == "destroys" and not values["yes"]:
        confirm(f"{entry['summary'].rstrip('.')}: {call.operation.method} {call.path}")
    return asyncio.run(_run(_Invocation(entry, positional, keywords, values, form), call))


def _refuse_no_change(entry: OperationEntry, keywords: dict[str, Any]) -> None:
    """Refuse a PATCH without any field: an option was forgotten."""
    fields = [argument["name"] for argument in entry["arguments"] if argument["location"] == "body"]
    if entry["http_method"] == "PATCH" and fields and not keywords.keys() & {*fields}:
        raise click.UsageError(f"there is nothing to change: give one of {', '.join(map(parameters.flag_of, fields))}")


def confirm(question: str) -> None:
    """Ask before something is destroyed.

    Args:
        question: What would be done.

    Raises:
        click.UsageError: Nobody can be asked.
        click.Abort: The answer is no.
    """
    if not sys.stdin.isatty():
        raise click.UsageError(f"{question}: this destroys something; add --yes to do it, --dry-run to see the request")
    click.confirm(f"{question}. Go on?", abort=True, err=True)


def _general(entry: OperationEntry) -> list[click.Option]:
    """List the options of an operation beside its arguments."""
    options = _walk_options() if entry["paging"] is not None else []
    if entry["response"] == "json":
        options += output.options()
    if entry["effect"] == "destroys":
        options.append(click.Option(["-y", "--yes"], is_flag=True, help="Do not ask."))
    options.append(click.Option(["--dry-run"], is_flag=True, help="Show the request and send nothing."))
    return options + connection.options()


def _walk_options() -> list[click.Option]:
    return [
        click.Option(["--limit"], type=Integer(min=1), metavar="N", help="End after N items. [default: all]"),
        click.Option(["--prefetch"], type=Integer(min=0), default=1, metavar="N", help="Request N pages at a time."),
        click.Option(["--resume"], metavar="CURSOR", help="Go on where an earlier walk broke off."),
    ]


def _help(entry: OperationEntry) -> str:
    parts = [entry["summary"], entry["description"], f"{entry['http_method']} {entry['path']}", entry["credentials"]]
    if entry["undocumented"]:
        parts.insert(2, "Docker Hub has this operation, and Docker's document does not.")
    return "\n\n".join(filter(None, parts))


def _call(entry: OperationEntry, positional: list[Any], keywords: dict[str, Any]) -> "Call[Any]":
    calls = importlib.import_module(f"aiodockerhub_generated.calls.{entry['resource']}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the command itself says so
        call: Call[Any] = getattr(calls, entry["method_name"])(*positional, **keywords)
    return call


async def _run(invocation: _Invocation, call: "Call[Any]") -> int:
    entry, values = invocation.entry, invocation.values
    async with connection.client(values, scim=entry["resource"] == "scim") as hub:
        if entry["paging"] is not None:
            await _walk(invocation, hub)
            return ExitCode.SUCCESS
        result = (await hub.request(call)).parsed
    return write(entry["response"], result, invocation.form)


def write(response: str, result: Any, form: output.Output) -> ExitCode:
    """Write the result of an operation.

    Args:
        response: What the operation responds with, as the catalog says.
        result: The result.
        form: Where JSON goes and in which form.

    Returns:
        `ExitCode.NOT_FOUND` if the operation asks whether something exists and it does not, else `ExitCode.SUCCESS`.
    """
    match response:
        case "exists":
            output.text("true" if result else "false")
            return ExitCode.SUCCESS if result else ExitCode.NOT_FOUND
        case "text":
            output.text(result)
        case "bytes":
            output.binary(result)
        case "json":
            form.value(_json(result))
        case _:
            pass
    return ExitCode.SUCCESS


async def _walk(invocation: _Invocation, hub: "DockerHub") -> None:
    from aiodockerhub.cli import progress
    from aiodockerhub.errors import DockerHubError
    from aiodockerhub.pagination.page_requests import is_beyond_first

    entry, values, form = invocation.entry, invocation.values, invocation.form
    method = getattr(getattr(hub, entry["resource"]), entry["method_name"])
    pager: Pager[Any] = method(*invocation.positional, **invocation.keywords)
    if values["resume"] is not None:
        pager = pager.resume(values["resume"])
    with progress.shown(entry["id"], wanted=not form.streams) as on_page:
        walk = pager.items(limit=values["limit"], prefetch=values["prefetch"], on_page=on_page)
        async with aclosing(walk):
            try:
                if form.streams:
                    await form.items(_json_items(walk))
                    return
                items = [_json(item) async for item in walk]
            except DockerHubError as error:
                if error.cursor is not None and is_beyond_first(error.cursor):
                    error.add_note(_how_to_resume(error.cursor, is_written=form.streams))
                raise
    form.value(items, listed=True)


def _how_to_resume(cursor: "Cursor", *, is_written: bool) -> str:
    """Say how to go on after a failed page."""
    if is_written:
        return f"All items before this page are written; --resume '{cursor}' goes on with it."
    return "Nothing is written. With --jsonl, the items before such a page are, and --resume goes on with it."


async def _json_items(items: AsyncIterator[Any]) -> AsyncIterator[Any]:
    async for item in items:
        yield _json(item)


def _json(value: Any) -> Any:
    if is_array(value):
        return [_json(item) for item in value]
    to_dict = getattr(value, "to_dict", None)
    return value if to_dict is None else to_dict()


def _show_request(call: "Call[Any]", values: dict[str, Any]) -> None:
    from urllib.parse import urlencode

    from aiodockerhub_generated.types import OMIT

    from aiodockerhub.helpers.text import redact, without_secrets

    base = connection.base_url(values)
    query = f"?{urlencode(call.query)}" if call.query else ""
    output.text(f"{call.operation.method} {without_secrets(f'{base}{call.path}{query}')}")
    for name, value in call.headers:
        output.text(f"{name}: {value}")
    if call.body is not OMIT:
        is_json = call.body is None or isinstance(call.body, bool | int | float | str | list | dict)
        shown = json_text(call.body, indent=2) if is_json else repr(call.body)
        output.text(redact(shown))
