"""Writes api.md: methods with endpoint, credentials and result."""

import re

from codegen.plan import wrapping
from codegen.plan.operations.operation import Operation, Resource

_URL = re.compile(r"(?<![<\w`])https?://[^\s<>()`]*[^\s<>()`.,;:]")  # not in code, nor with a full stop
_CREDENTIALS = {
    "NONE": "none",
    "OPTIONAL_BEARER": "none, password",
    "BEARER": "password",
    "SCIM_BEARER": "SCIM token",
    "NAMED": "named",
}


def render(resources: list[Resource]) -> str:
    """Write the overview of the generated client.

    Args:
        resources: The operations, grouped by resource.

    Returns:
        Markdown.
    """
    count = sum(len(resource.operations) for resource in resources)
    lines = [
        "# Operations",
        "",
        f"All {count} operations of the client, generated from the document by `python -m codegen build`.",
        "",
        "*Credentials* says who may call: *password* is a user's, with or without a second factor; *PAT* is a personal",
        "access token, as far as its scopes go; *OAT* is an organization access token. A `Pager` is awaited for one",
        "page or iterated for all items. Every method takes `options=` too.",
    ]
    for resource in resources:
        lines += ["", f"## hub.{resource.name}", ""]
        if resource.overview:
            lines += [*(_URL.sub(r"<\g<0>>", line) for line in wrapping.paragraphs(resource.overview, 0)), ""]
        lines += ["| method | endpoint | credentials | returns |", "|---|---|---|---|"]
        lines += [_table_row(resource, operation) for operation in resource.operations]
    return "\n".join(lines) + "\n"


def _table_row(resource: Resource, operation: Operation) -> str:
    """Write the line of a method; `?` follows optional keyword arguments."""
    names = [argument.name for argument in operation.arguments.positional]
    keywords = [argument.name + ("" if argument.required else "?") for argument in operation.arguments.keyword]
    arguments = ", ".join([*names, *(["*", *keywords] if keywords else [])])
    marks = "".join(
        f" *{mark}*"
        for mark, applies in (("deprecated", operation.deprecation), ("undocumented", operation.undocumented))
        if applies
    )
    tokens = (("PAT", operation.personal_token), ("OAT", operation.organization_token))
    credentials = ", ".join([_CREDENTIALS[operation.security], *(name for name, accepted in tokens if accepted)])
    cells = [
        f"`{resource.name}.{operation.method_name}({arguments})`{marks}",
        f"`{operation.method} {operation.path}`",
        credentials,
        f"`{operation.return_type}`".replace("|", "\\|"),
    ]
    return f"| {' | '.join(cells)} |"
