"""The command of an operation: its parameters, its help and its call."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from aiodockerhub_generated._commands import flag_of
from aiodockerhub_generated._json import is_object
from aiodockerhub_generated.catalog import OperationEntry

from aiodockerhub.cli import connection, dry_run, output, parameters, requests, walks
from aiodockerhub.cli.call_progress import CallProgress
from aiodockerhub.cli.command_names import in_commands
from aiodockerhub.cli.confirmation import confirm
from aiodockerhub.cli.failures import ExitCode
from aiodockerhub.cli.help import Command
from aiodockerhub.cli.help_text import help_text
from aiodockerhub.helpers.cli_and_mcp import forgotten_fields, json_value, value_of
from aiodockerhub.helpers.new_secrets import creates_secret, lacks_secret

if TYPE_CHECKING:
    from aiodockerhub_generated.types import Call

    from aiodockerhub.client import DockerHub
    from aiodockerhub.pagination.pager import HubPager

_NO_RESPONSE = "the request may have been sent, and the change may have been made: check before you repeat it"


def command(entry: OperationEntry) -> click.Command:
    """Make the command of an operation.

    Args:
        entry: Entry of the operation in the catalog.
    """
    general = _shared_options(entry)
    taken = ["--help", *(flag for option in general for flag in (*option.opts, *option.secondary_opts))]
    own = parameters.make_parameters(entry, taken)

    def call(**values: Any) -> int:
        return run(entry, values)

    return Command(
        name=entry["method_name"].replace("_", "-"),
        callback=call,
        params=[*own, *general],
        short_help=entry["summary"].rstrip("."),
        help=_help_text(entry),
        own=own,
    )


class _Invocation(NamedTuple):
    """An operation with its arguments, and the values and output of a command."""

    entry: OperationEntry
    positional: list[Any]
    keywords: dict[str, Any]
    values: dict[str, Any]
    form: output.Output


def run(entry: OperationEntry, values: dict[str, Any]) -> int:
    """Call an operation with the values of its command.

    With `--dry-run`, show the request instead. Before an operation that destroys something, ask, unless `--yes` is
    given.

    Args:
        entry: Entry of the operation in the catalog.
        values: Values of the command's parameters.

    Returns:
        The exit code.

    Raises:
        click.UsageError: Options contradict each other or do not fit the result; an update has no field to change; a
            page number has no page size; the cursor of `--resume` is not of this list; or the operation destroys
            something, and the user cannot be asked because stdin is not a terminal.
        click.exceptions.Exit: The user does not confirm an operation that destroys something.
        click.Abort: The user pressed Ctrl-C when asked, or SIGTERM or SIGHUP ended an operation that does not only
            read.
        KeyboardInterrupt: The user pressed Ctrl-C during the call.
        DockerHubError: See `aiodockerhub.errors`. `ArgumentError`, which is also a `ValueError`, means that an argument
            is invalid.
        OSError: The result cannot be written to stdout.
    """
    from aiodockerhub.cli import signals  # imported late, because the help does not need asyncio

    if entry["deprecated"]:
        click.echo(f"note: {in_commands(entry['deprecated'])}", err=True)
    positional, keywords = parameters.collect_arguments(entry, values)
    walks.check_page_number(entry["paging"], keywords)
    _refuse_no_change(entry, keywords)
    form = output.Output.of(values, usual=entry["columns"], kinds=entry["fields"])
    call = requests.make_call(entry, positional, keywords)
    invocation = _Invocation(entry, positional, keywords, values, form)
    if values["dry_run"]:
        if entry["paging"] is not None:
            call = walks.first_request(_pager(invocation, connection.client(values)), values)
        dry_run.show_request(call, connection.base_url(values))
        return ExitCode.SUCCESS
    if entry["effect"] == "destroys" and not values["yes"]:
        confirm(f"{entry['summary'].rstrip('.')}: {call.operation.method} {call.path}")
    return (signals.run_read if entry["effect"] == "reads" else signals.run)(_run_call(invocation, call))


def _refuse_no_change(entry: OperationEntry, keywords: dict[str, Any]) -> None:
    """Refuse an update (PATCH) that names no field to change."""
    if fields := forgotten_fields(entry, keywords):
        raise click.UsageError(f"there is nothing to change: give one of {', '.join(map(flag_of, fields))}")


def _shared_options(entry: OperationEntry) -> list[click.Option]:
    """Make the options that commands share.

    Every operation has `--dry-run` and the options of the connection. Lists also have the options of walks. Operations
    with a JSON response have the options of the output. Operations that destroy something have `--yes`.
    """
    options: list[click.Option] = walks.options() if entry["paging"] is not None else []
    if entry["response"] == "json":
        options += output.options()
    if entry["effect"] == "destroys":
        options.append(click.Option(["-y", "--yes"], is_flag=True, help="Do not ask."))
    options.append(click.Option(["--dry-run"], is_flag=True, help="Show the request and send nothing."))
    return options + connection.options()


def _help_text(entry: OperationEntry) -> str:
    parts = [entry["summary"], entry["description"], f"{entry['http_method']} {entry['path']}", entry["credentials"]]
    if entry["undocumented"]:
        parts.insert(2, "Docker Hub has this operation, and Docker's document does not.")
    return help_text("\n\n".join(filter(None, parts)))


async def _run_call(invocation: _Invocation, call: "Call[Any]") -> int:
    """Send a call, or walk its list; write the result, also of some errors."""
    import asyncio

    from aiodockerhub.errors import DecodeError, StatusError

    entry, values, form = invocation.entry, invocation.values, invocation.form
    progress = CallProgress(call.operation.id)
    async with connection.client(values, scim=entry["resource"] == "scim", hooks=progress.hooks()) as hub:
        if entry["paging"] is not None:
            await walks.Walk(entry, _pager(invocation, hub), values, form).run()
            return ExitCode.SUCCESS
        try:
            result = (await hub.request(call)).parsed
        except (asyncio.CancelledError, KeyboardInterrupt):  # the latter without the signal handler of asyncio.run
            if entry["effect"] != "reads" and progress.may_be_done:
                with suppress(OSError):  # after SIGHUP, the terminal does not exist any more
                    click.echo(f"note: {_NO_RESPONSE}", err=True)
            raise
        except StatusError as error:
            next_step = requests.next_step(entry, error.detail)
            if next_step is not None:
                with suppress(OSError):
                    _write_once("json", dict(error.detail), form, entry, "the call needs a second step")
                error.add_note(f"The response is written, and {next_step}.")
            raise
        except DecodeError as error:
            if error.body:  # the error of a read has no body
                with suppress(OSError):
                    _write_once("json", value_of(error.body), form.without_query(), entry, "the response is odd")
                error.add_note("The response is written as it came.")
            raise
    if entry["effect"] == "reads" and not creates_secret(entry):
        return write(entry["response"], result, form)
    return _write_once(entry["response"], result, form, entry, "the call succeeded")


def _write_once(response: str, result: Any, form: output.Output, entry: OperationEntry, outcome: str) -> ExitCode:
    """Write a result that Docker Hub sends once; to stderr if stdout fails.

    The result may have a new secret. Therefore, the whole result is written if the query or a column does not fit, or
    if `_check_secret_is_kept` refuses them.

    Args:
        response: Kind of the response in the catalog: `json`, `text`, `bytes`, `none` or `exists`.
        result: Result of the operation.
        form: Format for JSON.
        entry: Entry of the operation in the catalog.
        outcome: Outcome of the call, for messages.

    Returns:
        `ExitCode.FAILED` if the whole result is written, although a query or columns were given, or if stdout is a
        closed pipe; else the exit code of `write`.

    Raises:
        OSError: The result cannot be written to stdout for another reason, such as a full disk, and is written to
            stderr.
    """
    try:
        try:
            _check_secret_is_kept(json_value(result), form, entry)
            return write(response, result, form)
        except click.BadParameter as error:
            write(response, result, form.without_query())
            click.echo(f"error: {error.message}; {outcome}, and its whole result is written", err=True)
            return ExitCode.FAILED
    except BrokenPipeError:  # unlike for a read, no success: the program that was to read the result may be missing
        output.write_to_stderr(json_value(result))
        click.echo(f"note: {outcome}; nobody reads stdout, so its result is written here", err=True)
        return ExitCode.FAILED
    except OSError as error:
        output.write_to_stderr(json_value(result))
        error.add_note("The call succeeded; stdout cannot be written, so the result is written here instead.")
        raise


def _check_secret_is_kept(value: Any, form: output.Output, entry: OperationEntry) -> None:
    """Refuse a query or columns that probably lose a new secret by mistake.

    A query that leaves something else of the result is allowed, as is any query for a result that is no object.

    Args:
        value: Result as a JSON value.
        form: Format with the query and the columns.
        entry: Entry of the operation in the catalog.

    Raises:
        click.BadParameter: Nothing or only nulls are left of a result with a secret. Or there is a query or a column,
            and the result lacks the secret that the document promises, which may have another name. Or the query or a
            column does not fit.
    """
    if not is_object(value):
        return
    if lacks_secret(entry, value) and form.selects:
        raise click.BadParameter(f"the result lacks {' and '.join(entry['secrets'])}, which may have another name now")
    if any(map(value.get, entry["secrets"])) and form.leaves_nothing_of(value):
        raise click.BadParameter("--query or --columns leaves nothing of the result")


def write(response: str, result: Any, form: output.Output) -> ExitCode:
    """Write the result of an operation.

    Args:
        response: Kind of the response in the catalog: `json`, `text`, `bytes`, `none` or `exists`. For `none`, nothing
            is written, and for `exists` the word `true` or `false`.
        result: Result of the operation.
        form: Format of a `json` response; it changes no other response.

    Returns:
        `ExitCode.NOT_FOUND` if the operation checks whether something exists, and it does not exist; otherwise
        `ExitCode.SUCCESS`.

    Raises:
        click.BadParameter: `--query` or `--columns` does not fit the result.
        OSError: stdout cannot be written.
    """
    match response:
        case "exists":
            output.write_text("true" if result else "false")
            return ExitCode.SUCCESS if result else ExitCode.NOT_FOUND
        case "text":
            output.write_text(result)
        case "bytes":
            output.write_bytes(result)
        case "json":
            form.write_value(json_value(result))
        case _:
            pass
    return ExitCode.SUCCESS


def _pager(invocation: _Invocation, hub: "DockerHub") -> "HubPager[Any]":
    method = getattr(getattr(hub, invocation.entry["resource"]), invocation.entry["method_name"])
    pager: HubPager[Any] = method(*invocation.positional, **invocation.keywords)
    return pager
