"""The MCP server: its instructions, and what a call of a tool does."""

import importlib
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from aiodockerhub_generated._json import is_object
from aiodockerhub_generated._masking import sealed
from aiodockerhub_generated.arguments import shortened
from aiodockerhub_generated.catalog import OperationEntry, load
from aiodockerhub_generated.errors import ArgumentError, DockerHubError
from aiodockerhub_generated.types import Cursor
from anyio import CancelScope, current_time
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
)

from aiodockerhub._version import __version__
from aiodockerhub.errors import DecodeError, NoCredentialsError, StatusError, UsageError
from aiodockerhub.helpers.arguments import check_instance
from aiodockerhub.helpers.cli_and_mcp import json_value, respell, value_of
from aiodockerhub.helpers.new_secrets import lacks_secret, second_step
from aiodockerhub.helpers.text import one_line, without_program_hints
from aiodockerhub.mcp import results, tools
from aiodockerhub.mcp.policy import Policy, handles_secrets
from aiodockerhub.mcp.smaller_pages import fitting_size, with_size
from aiodockerhub.mcp.stdin_lines import StdinLines
from aiodockerhub.mcp.stdout_lines import StdoutLines
from aiodockerhub.mcp.unanswered_requests import UnansweredRequests
from aiodockerhub.pagination.resume_note import without_resume_note
from aiodockerhub.threads import in_thread

if TYPE_CHECKING:
    from aiodockerhub_generated.types import Page, Pager
    from anyio import AsyncFile
    from mcp.server.context import ServerRequestContext

    from aiodockerhub.client import DockerHub
    from aiodockerhub.pagination.page import HubPage

T = TypeVar("T")

_LAST_WRITE_SECONDS = 1.0
_MAX_LINE_LENGTH = 1000  # characters
_MAX_UNREADABLE = 65_536  # characters of a response to a change that cannot be decoded; `DecodeError.body` has no more
_CREDENTIALS_NOTE = (
    "The server has its credentials from where it was started: environment variables or docker's configuration, as "
    "`aiodockerhub whoami` shows them there, and for SCIM DOCKERHUB_SCIM_TOKEN; no argument of a tool can give any."
)
_LIST_CHANGED = (
    "items moved to earlier pages while the list was read, so that some may be missing: read the list again, in an "
    "order that does not change"
)
_INSTRUCTIONS = (
    "Docker Hub: repositories, tags, organizations, teams, access tokens. Lists come page by page: go on with the "
    "cursor of the page before. Ask for the fields you need."
)


def make_server(hub: "DockerHub", policy: Policy | None = None) -> Server[dict[str, Any]]:
    """Make an MCP server.

    Args:
        hub: Client that sends the calls; it must be open while the server runs.
        policy: Policy of the server; `None`, the default, for `Policy()`.

    Returns:
        The server, an object of the MCP SDK (package `mcp`), which runs with any transport of the SDK.

    Raises:
        ArgumentTypeError: `hub` is not a `DockerHub`, or `policy` is neither a `Policy` nor `None`.
    """
    from aiodockerhub.client import DockerHub

    check_instance("hub", hub, DockerHub, "a DockerHub")
    chosen = Policy() if policy is None else policy
    check_instance("policy", chosen, Policy, "a Policy, or None")
    entries = {
        tools.tool_name(entry): entry for resource in load().values() for entry in resource["operations"].values()
    }

    async def list_tools(
        context: "ServerRequestContext[dict[str, Any]]", params: PaginatedRequestParams | None
    ) -> ListToolsResult:
        del context, params
        return ListToolsResult(tools=[tools.make_tool(entry, chosen) for entry in chosen.offered()])

    async def call_tool(
        context: "ServerRequestContext[dict[str, Any]]", params: CallToolRequestParams
    ) -> CallToolResult:
        name, given = params.name, sealed(params.arguments or {})
        del context, params  # frames of errors would show the arguments, which may be secrets
        entry = entries.get(name)
        if entry is None:
            likely = get_close_matches(name, [tools.tool_name(entry) for entry in chosen.offered()], 3, 0.9)
            suggestion = f"; did you mean {' or '.join(likely)}?" if likely else ""
            return _error_result(f"there is no tool {shortened(name)}{suggestion}")
        refusal = chosen.refusal(entry)
        if refusal is not None:
            return _error_result(refusal)
        try:
            text = await call_operation(hub, entry, chosen, given)
        except DockerHubError as error:
            if isinstance(error, DecodeError) and error.status_code is not None and _is_done_once(entry):
                return await _in_thread_or_here(_unreadable_result, error, entry, chosen)
            if isinstance(error, StatusError) and (other := second_step(entry, error.detail)):
                return _text_result(_write_second_step(error.detail, other, entry, chosen))
            notes = [_CREDENTIALS_NOTE] if isinstance(error, NoCredentialsError) else []
            return _error_result(*_message_and_notes(error), *notes)
        return _text_result(text)

    return Server(
        "aiodockerhub",
        version=__version__,
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


async def serve_stdio(hub: "DockerHub", policy: Policy | None = None) -> None:
    """Serve on standard input and output until standard input ends.

    Calls under way then have 5 seconds. After that they are cancelled and get an error. If these errors cannot be
    written within a second, they are dropped.

    Args:
        hub: Open client that sends the calls.
        policy: Policy of the server; `None`, the default, for `Policy()`.
    """
    server = make_server(hub, policy)
    requests = UnansweredRequests()
    output = StdoutLines(requests)
    files = StdinLines(requests, output), output
    with CancelScope() as scope:
        async with stdio_server(*cast("tuple[AsyncFile[str], AsyncFile[str]]", files)) as (read, write):
            await server.run(read, write, server.create_initialization_options())
            scope.deadline = current_time() + _LAST_WRITE_SECONDS


async def call_operation(hub: "DockerHub", entry: OperationEntry, policy: Policy, given: dict[str, Any]) -> str:
    """Call the operation of a tool.

    Args:
        hub: Open client that sends the call.
        entry: Entry of the operation in the catalog.
        policy: Policy of the server.
        given: Arguments from the language model.

    Returns:
        The result as text, of at most `policy.max_characters`, except that a new secret is never cut or left out. After
        a text that was cut there is a remark, which may exceed the maximum. "done" if the operation has no result.

    Raises:
        ArgumentError: An argument does not match the schema, an update has no field to change, the cursor is not of
            this list, or the result of a read is too long.
        DockerHubError: See `aiodockerhub.errors`.
    """
    given = sealed(given)
    arguments = tools.convert_arguments(entry, policy, given)
    if entry["paging"] is not None:
        return await _call_list(hub, entry, policy, arguments)
    calls = importlib.import_module(f"aiodockerhub_generated.calls.{entry['resource']}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the description of the tool says that it is deprecated
        request = getattr(calls, entry["method_name"])(*arguments.positional, **arguments.keywords)
    value = json_value((await hub.request(request)).parsed)
    if entry["response"] == "none":
        return "done"
    return await _in_thread_or_here(_write_single, value, entry, policy, arguments)


async def _call_list(hub: "DockerHub", entry: OperationEntry, policy: Policy, arguments: tools.Arguments) -> str:
    method = getattr(getattr(hub, entry["resource"]), entry["method_name"])
    pager = method(*arguments.positional, **arguments.keywords)
    page = await (pager if arguments.cursor is None else _resume(pager, entry, arguments))
    return await _in_thread_or_here(_write_page, page, entry, policy, arguments)


async def _in_thread_or_here(write: Callable[..., T], *arguments: Any) -> T:
    """Write a result in a thread, because a large result takes long to write.

    If no thread can be started, the result is written in the event loop. An error would tell the model to repeat a
    change that has been made, and a new secret would be lost.
    """
    with suppress(UsageError):  # `write` raises none
        return await in_thread(write, *arguments, abandon_on_cancel=True)
    return write(*arguments)


def _write_single(value: Any, entry: OperationEntry, policy: Policy, arguments: tools.Arguments) -> str:
    fields, secrets, is_done = arguments.fields, entry["secrets"], _is_done_once(entry)
    if is_object(value) and lacks_secret(entry, value):  # the secret may have another name, and is shown only once
        fields, secrets = [], list(value)
    elif is_done and fields and is_object(value):
        fields = [*fields, *(name for name in secrets if name not in fields and value.get(name))]
    prepared = _prepare(value, fields, policy, [*arguments.fields, *secrets])
    return results.single_text(prepared, policy.max_characters, is_done=is_done, kept=secrets)


def _write_second_step(detail: Mapping[str, Any], other: OperationEntry, entry: OperationEntry, policy: Policy) -> str:
    """Write the response to the first step of a log-in.

    The result is not an error, because a language model would repeat the first step, which counts as a failed log-in.
    """
    prepared = _prepare(dict(detail), [], policy, entry["secrets"])
    response = results.single_text(prepared, policy.max_characters, is_done=True, kept=entry["secrets"])
    return f"{response}\nnote: this is the first of two steps; go on with the tool {tools.tool_name(other)}"


def _is_done_once(entry: OperationEntry) -> bool:
    """Return whether a model should call an operation only once.

    This holds for all operations that do more than read, and for operations that take or create a secret, such as
    log-ins: they may use up a one-time code, and repeated log-ins lock an account.
    """
    return entry["effect"] != "reads" or handles_secrets(entry)


def _write_page(page: "Page[Any]", entry: OperationEntry, policy: Policy, arguments: tools.Arguments) -> str:
    fields = arguments.fields or entry["columns"]
    whole = [*arguments.fields, *entry["secrets"]]
    items = [_prepare(json_value(item), fields, policy, whole) for item in page.items]
    more: dict[str, Any] = {} if page.total is None else {"total": page.total}
    if page.has_next:
        more["next_cursor"] = str(page.cursor)
    elif page.cursor.moved:  # a walk would raise ListChangedError
        more["warning"] = _LIST_CHANGED
    start: Cursor = cast("HubPage[Any]", page).start
    return results.page_text(items, more, partial(_advise, entry, start), policy.max_characters)


def _advise(entry: OperationEntry, start: Cursor, count: int) -> str:
    """Tell the model how to get the items of a page that do not fit.

    Args:
        entry: Entry of the operation in the catalog.
        start: Cursor of the page.
        count: Number of items of the page that fit into a result.
    """
    paging = entry["paging"]
    if paging is None or paging["size"] is None or start.size == 1:
        return "ask for fewer fields"
    is_first, most = start.page == 1, max(count, 1)
    size = fitting_size(paging, start, most)
    if size is None:
        return f"begin again, without a cursor and with {paging['size']}={most}, or ask again for fewer fields"
    cursor = "" if is_first else f" with the same {tools.control_argument(entry, 'cursor')}, and"
    return f"ask again{cursor} with {paging['size']}={size}, or for fewer fields"


def _resume(pager: "Pager[Any]", entry: OperationEntry, arguments: tools.Arguments) -> "Pager[Any]":
    """Go on at a cursor, with a smaller page size if that is given.

    Raises:
        ArgumentError: The cursor is of another list, or of this list with other arguments.
    """
    cursor, paging = sealed(str(arguments.cursor)), entry["paging"]
    size = None if paging is None or paging["size"] is None else arguments.keywords.get(paging["size"])
    with suppress(ArgumentError):
        start = Cursor.parse(cursor)
        return pager.resume(start if paging is None or size is None else with_size(paging, start, size))
    name = tools.control_argument(entry, "cursor")
    raise ArgumentError(
        f"{name}: expected the next_cursor of an earlier page of {tools.tool_name(entry)}, with the other arguments of "
        f"that call, got {shortened(cursor)}; leave it out for the first page",
        argument=name,
    )


def _prepare(value: Any, fields: list[str], policy: Policy, whole: list[str]) -> Any:
    """Choose fields, mask secrets unless they are allowed, and cut long texts.

    Args:
        value: JSON value.
        fields: Names of the fields to keep, as for `choose_fields`.
        policy: Policy of the server.
        whole: Names of the fields whose texts are not cut.
    """
    chosen = results.choose_fields(value, fields)
    return results.shorten(chosen if policy.allow_secrets else results.without_secrets(chosen), whole)


def _use_tool_names(text: str) -> str:
    """Replace methods in a text by tools, and remove advice for programs."""
    return respell(without_program_hints(text), tools.tool_name).replace("api.md", "the description of its tool")


def _message_and_notes(error: DockerHubError) -> list[str]:
    """Return the message of an error and its notes, with the names of tools."""
    return [_use_tool_names(text) for text in (str(error), *without_resume_note(error))]


def _unreadable_result(error: DecodeError, entry: OperationEntry, policy: Policy) -> CallToolResult:
    """Make the result of a call whose successful response cannot be read.

    Docker Hub has probably carried out the operation. The result is not marked as an error, because a language model
    would repeat the operation after an error.
    """
    lines = ["the response cannot be read", *_error_lines(*_message_and_notes(error))]
    if error.body:
        received = results.choose_fields(value_of(error.body), [])
        received = received if policy.allow_secrets else results.without_secrets(received)
        limit = _MAX_UNREADABLE if isinstance(received, str) else policy.max_characters
        shown = results.single_text(received, limit, is_done=True, kept=entry["secrets"])
        lines.append(f"response: {shown}")
    return _text_result("\n".join(lines))


def _error_result(message: str, *notes: str) -> CallToolResult:
    return _text_result("\n".join(_error_lines(message, *notes)), is_error=True)


def _error_lines(message: str, *notes: str) -> list[str]:
    return [one_line(message, _MAX_LINE_LENGTH), *(f"note: {one_line(note, _MAX_LINE_LENGTH)}" for note in notes)]


def _text_result(text: str, *, is_error: bool = False) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=text)], is_error=is_error)
