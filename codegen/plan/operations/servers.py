"""Reads `servers`: what of a server's URL stands before every path."""

import re
from urllib.parse import urlsplit

from codegen.document import nodes
from codegen.document.load import JSON, Location
from codegen.document.refs import pointer
from codegen.errors import BuildError


def base_path(document: dict[str, JSON], path: str, method: str) -> str:
    """Tell what stands before the path of an operation.

    The host is the client's to choose, since credentials are for one host; what follows it is part of the address.

    Args:
        document: The patched document.
        path: Path template.
        method: HTTP method in lower case.

    Returns:
        The path of the URL of its first server, without a slash at the end; empty for none.

    Raises:
        BuildError: The operation has a server of its own with another host.
    """
    item, location = nodes.path_item(document, path), nodes.path_item_location(document, path)
    holders: list[tuple[Location, dict[str, JSON]]] = [
        ((*location, method), nodes.mapping(item[method])),
        (location, item),
        ((), document),
    ]
    place, holder = next(
        ((place, node) for place, node in holders if nodes.sequence(node.get("servers"))), ((), document)
    )
    url, root = urlsplit(_url(holder)), urlsplit(_url(document))
    if place and url.netloc and (url.scheme, url.netloc) != (root.scheme, root.netloc):
        raise BuildError(
            f"{pointer((*place, 'servers', 0))}: a server of its own, {url.scheme}://{url.netloc}: "
            "credentials are for one host, so all operations must have the host of the document"
        )
    return url.path.rstrip("/")


def _url(holder: dict[str, JSON]) -> str:
    """Read the URL of the first server, with defaults for its variables."""
    servers = nodes.sequence(holder.get("servers"))
    server = nodes.mapping(servers[0] if servers else None)
    variables = nodes.mapping(server.get("variables"))

    def default(match: re.Match[str]) -> str:
        return nodes.text(nodes.mapping(variables.get(match[1])).get("default"))

    return re.sub(r"\{([^{}]*)\}", default, nodes.text(server.get("url")))
