"""Reads `servers`: the path in a server's URL, which precedes every path."""

import re
from urllib.parse import SplitResult, urlsplit

from codegen.document import nodes
from codegen.document.load import JSON, Location
from codegen.document.refs import pointer
from codegen.errors import BuildError

_PORTS = {"http": 80, "https": 443}
_NOT_IN_URLS = re.compile(r"[\s\x00-\x20\x7f]")


def base_path(document: dict[str, JSON], path: str, method: str) -> str:
    """Return the path in the URL of an operation's server.

    The client chooses the host, because credentials are valid for one host only. The path of the server's URL is a part
    of every request.

    Args:
        document: The patched document.
        path: Path template.
        method: HTTP method in lower case.

    Returns:
        The path in the URL of the operation's first server, without a slash at the end. Servers of the operation win
        over those of its path, and these over those of the document. Empty if there is no server, or if its URL has no
        path.

    Raises:
        BuildError: The operation's server has another scheme, host or port than the document's server, or the URL of
            one of these servers cannot precede a path.
    """
    item, location = nodes.path_item(document, path), nodes.path_item_location(document, path)
    holders: list[tuple[Location, dict[str, JSON]]] = [
        ((*location, method), nodes.mapping(item[method])),
        (location, item),
        ((), document),
    ]
    holder_location, holder = next(
        ((holder_location, node) for holder_location, node in holders if nodes.sequence(node.get("servers"))),
        ((), document),
    )
    url, root = _split_url(holder, holder_location), _split_url(document, ())
    if holder_location and url.netloc and _origin(url) != _origin(root):
        raise BuildError(
            f"{pointer((*holder_location, 'servers', 0))}: another server, {url.scheme}://{url.netloc}: "
            "credentials are for one host, so all operations must have the host of the document"
        )
    base = url.path.rstrip("/")
    return f"/{base}" if base and not base.startswith("/") else base


def _split_url(holder: dict[str, JSON], location: Location) -> SplitResult:
    """Split the URL of the first server, which may be a path only or empty.

    Raises:
        BuildError: The URL cannot precede a path.
    """
    text = _first_server_url(holder)
    url_location = pointer((*location, "servers", 0, "url"))
    try:
        url = urlsplit(text)
        _ = url.port
    except ValueError as problem:
        raise BuildError(f"{url_location}: {text!r:.80} is not a URL: {problem}") from problem
    if _NOT_IN_URLS.search(text):
        raise BuildError(f"{url_location}: {text!r:.80} is not a URL: it has white space or control characters")
    if "{" in url.path or "}" in url.path:
        raise BuildError(f"{url_location}: {text!r:.80} has a variable in its path that nothing declares")
    if {".", ".."} & set(url.path.split("/")) or url.path.startswith("//"):
        raise BuildError(f"{url_location}: {text!r:.80} would lead to another address")
    if url.query or url.fragment:
        raise BuildError(f"{url_location}: {text!r:.80} has a query or a fragment, which cannot precede a path")
    return url


def _origin(url: SplitResult) -> tuple[str, str | None, int | None]:
    return url.scheme, url.hostname, url.port or _PORTS.get(url.scheme)


def _first_server_url(holder: dict[str, JSON]) -> str:
    """Return the URL of the first server, with defaults for its variables.

    The text is empty if there is no server.
    """
    servers = nodes.sequence(holder.get("servers"))
    server = nodes.mapping(servers[0] if servers else None)
    variables = nodes.mapping(server.get("variables"))

    def default(match: re.Match[str]) -> str:
        return nodes.text(nodes.mapping(variables[match[1]]).get("default")) if match[1] in variables else match[0]

    return re.sub(r"\{([^{}]*)\}", default, nodes.text(server.get("url")))
