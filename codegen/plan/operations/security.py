"""The credentials of an operation: bearer tokens or named schemes."""

from collections.abc import Iterator, Mapping

import attrs

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.document.refs import pointer
from codegen.errors import BuildError
from codegen.plan.operations.parameter_styles import check_header_name


@attrs.frozen(kw_only=True)
class Scheme:
    """A security scheme, as the generated `Credential` describes it.

    Attributes:
        name: Name in the document.
        kind: `apiKey`, `basic` or `bearer`.
        location: Part of the request that carries the credential: `header`, `query` or `cookie`.
        key: Name of the header, query parameter or cookie.
    """

    name: str
    kind: str
    location: str
    key: str


@attrs.frozen(kw_only=True)
class Requirement:
    """The credentials that an operation requires.

    Attributes:
        member: Name of a member of the generated `Security`.
        alternatives: For named credentials, the schemes of each alternative; an alternative without schemes means that
            the operation may be called without credentials. Empty for any other member.
    """

    member: str
    alternatives: tuple[tuple[Scheme, ...], ...] = ()


def requirement(document: dict[str, JSON], operation: dict[str, JSON]) -> Requirement:
    """Read the credentials that an operation requires.

    Args:
        document: The patched document.
        operation: The operation object.

    Returns:
        The first of these requirements that applies:

        - None, if there are no alternatives, or only empty ones.
        - The named schemes of all alternatives, if no alternative consists of a bearer token only.
        - An optional bearer token, if an alternative is empty.
        - The bearer token of SCIM, if an alternative is a bearer token whose scheme has `scim` in its name.
        - A bearer token of Docker Hub.

    Raises:
        BuildError: The requirement has named schemes, and the client cannot send credentials of one of them.
    """
    declared = operation.get("security", document.get("security"))
    alternatives = [nodes.mapping(alternative) for alternative in nodes.sequence(declared)]
    if not any(alternatives):
        return Requirement(member="NONE")
    schemes = nodes.components(document, "securitySchemes")
    bearers = [
        alternative
        for alternative in alternatives
        if len(alternative) == 1 and _is_bearer(document, schemes, next(iter(alternative)))
    ]
    if not bearers:
        named = tuple(
            tuple(_read_scheme(document, schemes, name) for name in sorted(alternative))
            for alternative in sorted(alternatives, key=lambda alternative: not alternative)  # no credentials: last
        )
        return Requirement(member="NAMED", alternatives=named)
    if {} in alternatives:
        return Requirement(member="OPTIONAL_BEARER")
    is_scim = any(map(_is_scim, bearers))
    return Requirement(member="SCIM_BEARER" if is_scim else "BEARER")


def unsent_alternatives(document: dict[str, JSON], operation: dict[str, JSON], location: str) -> Iterator[str]:
    """List alternatives that the client never sends.

    If a bearer token is an alternative, the client sends the bearer token only.

    Args:
        document: The patched document.
        operation: The operation object.
        location: JSON pointer of the operation, for the notice.

    Yields:
        One notice that names all these alternatives; nothing if there are none.

    Raises:
        BuildError: As for `requirement`.
    """
    schemes = nodes.components(document, "securitySchemes")
    declared = operation.get("security", document.get("security"))
    alternatives = [nodes.mapping(alternative) for alternative in nodes.sequence(declared)]
    member = requirement(document, operation).member
    others = [
        alternative
        for alternative in alternatives
        if alternative
        and not (
            len(alternative) == 1
            and _is_bearer(document, schemes, next(iter(alternative)))
            and (member != "SCIM_BEARER" or _is_scim(alternative))
        )
    ]
    if others and member != "NAMED":
        named = " or ".join(" and ".join(f"{name!r:.80}" for name in sorted(each)) for each in others)
        token = "SCIM bearer token" if member == "SCIM_BEARER" else "bearer token"
        yield f"{location}/security: the {token} is sent, and {named} cannot be used in its place"


def _is_scim(alternative: Mapping[str, JSON]) -> bool:
    return any("scim" in name.lower() for name in alternative)


def _is_bearer(document: dict[str, JSON], schemes: dict[str, JSON], name: str) -> bool:
    node = nodes.follow(document, schemes.get(name))
    return node.get("type") == "http" and nodes.text(node.get("scheme")).lower() == "bearer"


def _read_scheme(document: dict[str, JSON], schemes: dict[str, JSON], name: str) -> Scheme:
    """Read a security scheme of `components`."""
    node = nodes.follow(document, schemes.get(name))
    kind, location = nodes.text(node.get("type")), pointer(("components", "securitySchemes", name))
    if kind == "apiKey":
        if node.get("in") != "query":
            check_header_name(nodes.text(node["name"]), ("components", "securitySchemes", name))
        return Scheme(name=name, kind="apiKey", location=nodes.text(node["in"]), key=nodes.text(node["name"]))
    if kind == "http":
        scheme = nodes.text(node.get("scheme")).lower()
        if scheme not in {"basic", "bearer"}:
            raise BuildError(f"{location}: the HTTP scheme {scheme!r:.40} is not supported: use basic or bearer")
        return Scheme(name=name, kind=scheme, location="header", key="Authorization")
    if kind in {"oauth2", "openIdConnect"}:  # both result in an access token, which is a bearer token (RFC 6750)
        return Scheme(name=name, kind="bearer", location="header", key="Authorization")
    raise BuildError(f"{location}: security of the type {kind!r:.40} is not supported: no request can carry it")
