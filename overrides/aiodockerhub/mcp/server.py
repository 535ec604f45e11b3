"""The server: lists the tools of a policy and calls their operations."""

import importlib
import warnings
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from aiodockerhub_generated.catalog import OperationEntry, load
from aiodockerhub_generated.errors import ArgumentError, DockerHubError
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
from aiodockerhub.errors import NoCredentialsError
from aiodockerhub.helpers.operations import respell
from aiodockerhub.helpers.text import one_line, without_program_hints
from aiodockerhub.mcp import results, tools
from aiodockerhub.mcp.policy import Policy
from aiodockerhub.threads import in_thread

if TYPE_CHECKING:
    from aiodockerhub_generated.types import Page, Pager
    from mcp.server.context import ServerRequestContext

    from aiodockerhub.client import DockerHub

_LONGEST_LINE = 1000
_WHERE_FROM = (
    "The server has its credentials from where it was started: environment variables or docker's configuration, as "
    "`aiodockerhub whoami` shows them there, and for SCIM DOCKERHUB_SCIM_TOKEN; no argument of a tool can give any."
)
_INSTRUCTIONS = (
    "Docker Hub: repositories, tags, organizations, teams, access tokens. Lists come page by page: go on with the "
    "cursor of the page before. Ask for the fields you need."
)


def make_server(hub: "DockerHub", policy: Policy | None = None) -> Server[dict[str, Any]]:
    """Make an MCP server.

    Args:
        hub: The client, which is open while the server runs.
        policy: The offered tools and limits; by default reads only, and no secrets.

    Returns:
        A server of the official SDK, to be run with any of its transports.
    """
    chosen = policy or Policy()
    entries = {tools.name(entry): entry for resource in load().values() for entry in resource["operations"].values()}

    async def list_tools(
        context: "ServerRequestContext[dict[str, Any]]", params: PaginatedRequestParams | None
    ) -> ListToolsResult:
        del context, params
        return ListToolsResult(tools=[tools.tool(entry, chosen) for entry in chosen.offered()])

    async def call_tool(
        context: "ServerRequestContext[dict[str, Any]]", params: CallToolRequestParams
    ) -> CallToolResult:
        del context
        entry = entries.get(params.name)
        if entry is None:
            likely = get_close_matches(params.name, [tools.name(entry) for entry in chosen.offered()], 3, 0.9)
            meant = f"; did you mean {' or '.join(likely)}?" if likely else ""
            return _failed(f"there is no tool {params.name!r}{meant}")
        refusal = chosen.refusal(entry)
        if refusal is not None:
            return _failed(refusal)
        try:
            text = await call(hub, entry, chosen, params.arguments or {})
        except DockerHubError as error:
            notes = [_WHERE_FROM] if isinstance(error, NoCredentialsError) else []
            return _failed(*(_for_a_model(text) for text in (str(error), *error.notes, *notes)))
        return CallToolResult(content=[TextContent(type="text", text=text)])

    return Server(
        "aiodockerhub",
        version=__version__,
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


async def serve_stdio(hub: "DockerHub", policy: Policy | None = None) -> None:
    """Serve on stdin and stdout until stdin ends.

    Args:
        hub: The client, which is open.
        policy: The offered tools and limits.
    """
    server = make_server(hub, policy)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


async def call(hub: "DockerHub", entry: OperationEntry, policy: Policy, given: dict[str, Any]) -> str:
    """Call an operation for a language model.

    Args:
        hub: The client, which is open.
        entry: The operation.
        policy: The offered tools and limits.
        given: Arguments of the tool.

    Returns:
        The result as text, no longer than the policy allows.

    Raises:
        ArgumentError: An argument does not match the schema, or the result is too long without a choice of fields.
        DockerHubError: See `aiodockerhub.errors`.
    """
    arguments = tools.arguments(entry, policy, given)
    if entry["paging"] is not None:
        return await _page(hub, entry, policy, arguments)
    calls = importlib.import_module(f"aiodockerhub_generated.calls.{entry['resource']}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the description says so
        request = getattr(calls, entry["method_name"])(*arguments.positional, **arguments.keywords)
    value = results.plain((await hub.request(request)).parsed)
    if entry["response"] == "none":
        return "done"
    is_done = entry["effect"] != "reads"
    return await in_thread(_single, value, policy, arguments, is_done, abandon_on_cancel=True)  # it may be large


async def _page(hub: "DockerHub", entry: OperationEntry, policy: Policy, arguments: tools.Arguments) -> str:
    method = getattr(getattr(hub, entry["resource"]), entry["method_name"])
    pager = method(*arguments.positional, **arguments.keywords)
    page = await (pager if arguments.cursor is None else _resumed(pager, entry, arguments.cursor))
    return await in_thread(_listed, page, entry, policy, arguments, abandon_on_cancel=True)


def _single(value: Any, policy: Policy, arguments: tools.Arguments, is_done: bool) -> str:  # noqa: FBT001 - for a thread
    prepared = _prepared(value, arguments.fields, policy, arguments.fields)
    return results.single(prepared, policy.max_characters, is_done=is_done)


def _listed(page: "Page[Any]", entry: OperationEntry, policy: Policy, arguments: tools.Arguments) -> str:
    fields = arguments.fields or entry["columns"]
    items = [_prepared(results.plain(item), fields, policy, arguments.fields) for item in page.items]
    more: dict[str, Any] = {} if page.total is None else {"total": page.total}
    if page.has_next:
        more["next_cursor"] = str(page.cursor)
    size = entry["paging"]["size"] if entry["paging"] else None
    return results.page(items, more, size, policy.max_characters)


def _resumed(pager: "Pager[Any]", entry: OperationEntry, cursor: str) -> "Pager[Any]":
    try:
        return pager.resume(cursor)
    except ArgumentError:
        name = tools.control(entry, "cursor")
        raise ArgumentError(
            f"{name}: expected the next_cursor of an earlier page of {tools.name(entry)}, with the other arguments as "
            f"they were then, got {cursor!r}; leave it out for the first page",
            argument=name,
        ) from None


def _prepared(value: Any, fields: list[str], policy: Policy, whole: list[str]) -> Any:
    """Choose fields, hide secrets, and shorten long texts."""
    kept = results.chosen(value, fields)
    return results.shortened(kept if policy.allow_secrets else results.without_secrets(kept), whole)


def _for_a_model(text: str) -> str:
    """Replace methods in a text by tools, and remove advice for programs."""
    return respell(without_program_hints(text), tools.name).replace("api.md", "the description of its tool")


def _failed(message: str, *notes: str) -> CallToolResult:
    lines = [one_line(message, _LONGEST_LINE), *(f"note: {one_line(note, _LONGEST_LINE)}" for note in notes)]
    return CallToolResult(content=[TextContent(type="text", text="\n".join(lines))], is_error=True)
