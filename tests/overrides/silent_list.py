"""A list whose responses have neither links nor a count, whatever lists the document has."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import attrs
from aiodockerhub import DockerHub, Pager, calls


def silent_list(hub: DockerHub) -> Pager[Any]:
    """Make the pager of a list of tags whose responses do not say where the list ends."""
    call = calls.repositories.list_tags("acme", "app")
    assert call.operation.paging is not None
    paging = attrs.evolve(call.operation.paging, total=None, next=None, default_size=25, max_size=100)
    sender = hub.repositories._sender  # pyright: ignore[reportPrivateUsage]
    return sender.paginate(attrs.evolve(call, operation=attrs.evolve(call.operation, paging=paging)))


def silent_page(head: str, total: int = 1_000) -> bytes:
    """Make the body of the page that a request asks for; a page after the last has no items."""
    query = parse_qs(urlsplit(head.split(" ")[1]).query)
    page, size = int(query.get("page", ["1"])[0]), int(query.get("page_size", ["25"])[0])
    numbers = range((page - 1) * size, min(page * size, total))
    return json.dumps({"results": [{"id": number, "name": f"t{number}"} for number in numbers]}).encode()
