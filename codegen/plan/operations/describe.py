"""Every operation, for its template: errors, credentials and `x-` keys."""

import re
from collections.abc import Iterable, Iterator, Mapping

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.plan import docstrings, markdown
from codegen.plan.identifiers import Allocation, class_name
from codegen.plan.lowering.classes import CLASS_NAMES
from codegen.plan.operation_names import first_tag
from codegen.plan.operations import servers
from codegen.plan.operations.operation import Operation, Resource
from codegen.plan.operations.responses import response_plan
from codegen.plan.operations.security import requirement
from codegen.plan.operations.signature import arguments
from codegen.plan.operations.source import Source

_OAT = re.compile(r"""<span\s+class=["']oat["']""")
_INSTEAD = re.compile(r"\bDeprecated\b:?\s*(Use [^\n]*[^\n.])\.?", re.IGNORECASE)
_OF_USERS = {"BEARER", "OPTIONAL_BEARER"}
_NEVER_OF_ORGANIZATIONS = {"NAMED", "SCIM_BEARER"}  # only these are sent, even if a bearer token is an alternative
_ON_ORGANIZATION_TOKENS = re.compile(r"\borgani[sz]ation(?:al)? access tokens?\b|\bOATs?\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def describe(document: dict[str, JSON], sources: Iterable[Source], taken: frozenset[str]) -> list[Resource]:
    """Describe all operations of a document, grouped by resource.

    Args:
        document: The patched document.
        sources: The operations.
        taken: Names of models, which no resource class may have.

    Returns:
        The resources, in the order in which the document first mentions them.

    Raises:
        BuildError: The client does not support a server, a security scheme, an argument or a response of an operation.
    """
    tags = {nodes.text(tag["name"]): tag for tag in map(nodes.mapping, nodes.sequence(document.get("tags")))}
    by_tag: dict[str, list[Operation]] = {}
    tags_of: dict[str, set[str]] = {}
    for source in sources:
        name = first_tag(source.path, source.node)
        tag = tags.get(name, {})
        tags_of.setdefault(source.name.resource, set()).add(name)
        by_tag.setdefault(source.name.resource, []).append(_describe_operation(source, tag))
    # If several tags are the same resource, the first declared tag in alphabetical order describes the resource.
    tag_of = {
        resource: next((tags[name] for name in sorted(names) if name in tags), dict[str, JSON]())
        for resource, names in tags_of.items()
    }
    links = next((source.links for source in sources), dict[str, str]())
    allocation = Allocation(frozenset(name.lower() for name in CLASS_NAMES | taken), suffix="Resource")
    classes = {resource: allocation.allocate(class_name(resource)) for resource in sorted(by_tag)}
    return [
        Resource(
            name=resource,
            title=nodes.text(tag_of[resource].get("x-displayName")) or classes[resource],
            description=markdown.plain(nodes.text(tag_of[resource].get("description")), links),
            overview=markdown.plain(nodes.text(tag_of[resource].get("description")), links, tables=True),
            operations=tuple(operations),
            class_name=classes[resource],
        )
        for resource, operations in by_tag.items()
    ]


def _describe_operation(source: Source, tag: dict[str, JSON]) -> Operation:
    node = source.node
    marked_up = nodes.text(node.get("description"))
    description = source.plain(marked_up)
    required = requirement(source.document, node)
    security = required.member
    summary = markdown.sentence(source.plain(node.get("summary")) or source.name.method_name.replace("_", " "))
    personal_token = security in _OF_USERS and node.get("x-personal-token", tag.get("x-personal-token")) is not False
    organization_token = accepts_organization_tokens(node) and security in _OF_USERS  # no other has bearer tokens
    if security in _NEVER_OF_ORGANIZATIONS:
        description = _without_organization_tokens(description)
    return Operation(
        name=source.name,
        method=source.method.upper(),
        path=source.path,
        base=servers.base_path(source.document, source.path, source.method),
        security=security,
        credentials=required.alternatives,
        personal_token=personal_token,
        organization_token=organization_token,
        undocumented=node.get("x-undocumented") is True,
        evidence=nodes.text(node.get("x-evidence")),
        scopes=nodes.text(node.get("x-scopes")) or None,
        personal_scope=(nodes.text(node.get("x-personal-scope")) or None) if personal_token else None,
        organization_scope=(nodes.text(node.get("x-organization-scope")) or None) if organization_token else None,
        legacy_route=node.get("x-legacy-route") is True,
        deprecation=_deprecation_warning(source, description) if node.get("deprecated") else "",
        summary=summary,
        description="" if markdown.sentence(description) == summary else description,
        arguments=arguments(source),
        response=response_plan(source),
        raises=tuple(_status_errors(source)),
    )


def accepts_organization_tokens(operation: Mapping[str, JSON]) -> bool:
    """Return whether an operation is marked as open to organization tokens.

    Args:
        operation: The operation object.
    """
    marked_up = nodes.text(operation.get("description"))
    return bool(_OAT.search(marked_up)) or operation.get("x-organization-token") is True


def _without_organization_tokens(description: str) -> str:
    """Leave out the sentences on tokens that the client cannot send here."""
    lines = description.split("\n")
    kept = [_without_sentences(line) if _ON_ORGANIZATION_TOKENS.search(line) else line for line in lines]
    rest = "\n".join(line for line, original in zip(kept, lines, strict=True) if line.strip() or not original.strip())
    return re.sub(r"\n{3,}", "\n\n", rest).strip("\n")


def _without_sentences(line: str) -> str:
    return " ".join(each for each in _SENTENCE_END.split(line) if not _ON_ORGANIZATION_TOKENS.search(each))


def _deprecation_warning(source: Source, description: str) -> str:
    """Write the warning, with the part of the description on what to use."""
    instead = _INSTEAD.search(description)
    hint = f": {instead[1][0].lower()}{instead[1][1:]}" if instead else ""
    return f"{source.name.id} is deprecated{hint}"


def _status_errors(source: Source) -> Iterator[tuple[str, str]]:
    """Yield the error of each declared status of failure, with its meaning.

    Status 404 of HEAD is no error.
    """
    for status, response in nodes.mapping(source.node.get("responses")).items():
        if not status.startswith(("2", "3")) and not (source.method == "head" and status == "404"):
            description = nodes.follow(source.document, response).get("description")
            yield docstrings.error_of_status(status, source.plain(description))
