"""Describes every operation in the terms of the templates: arguments, result, documentation, metadata."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import attrs
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import ModelProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol

from codegen import nodes, prose, shapes
from codegen.annotations import annotation, imports
from codegen.document import JSON
from codegen.errors import BuildError
from codegen.naming import OperationName, class_name, first_tag, python_name

_OAT = re.compile(r"""<span\s+class=["']oat["']""")
_DEFAULT = re.compile(r"defaults? (?:to|is|of)\W*(\d+)", re.IGNORECASE)
_MAXIMUM = re.compile(r"max(?:imum)?(?: of| is)?\W*(\d+)", re.IGNORECASE)
_RESERVED = frozenset({"self", "options"})

Endpoints: TypeAlias = dict[str, Endpoint]


@attrs.frozen(kw_only=True)
class Argument:
    """One argument of an operation.

    Attributes:
        wire: Its name in the request.
        name: Its name in Python.
        where: `path`, `query`, `header` or `body`.
        required: Whether a caller must give it.
        annotation: Its type, without that of being left out.
        value: The expression that stands for it in the call: its name, or a helper around it.
        text: Description, allowed values and default, as plain text.
        imports: Import statements that the annotation needs.
    """

    wire: str
    name: str
    where: str
    required: bool
    annotation: str
    value: str
    text: str
    imports: frozenset[str]

    @property
    def declaration(self) -> str:
        """The parameter as it stands in a signature."""
        if self.required:
            return f"{self.name}: {self.annotation}"
        if self.where == "body":
            return f"{self.name}: {self.annotation} | Unset = UNSET"
        kind = self.annotation if self.annotation.endswith("| None") else f"{self.annotation} | None"
        return f"{self.name}: {kind} = None"


@attrs.frozen(kw_only=True)
class PagingFacts:
    """What `Paging` will say of an operation, and the type of its items."""

    style: str
    page: str
    size: str
    items: str | None
    total: str | None
    next: str | None
    default_size: int | None
    max_size: int | None
    item: str
    item_imports: frozenset[str]
    accessor: str

    @property
    def settings(self) -> dict[str, str | int | None]:
        """The keyword arguments of `Paging`."""
        facts = attrs.asdict(
            self, filter=lambda attribute, _: attribute.name not in {"item", "item_imports", "accessor"}
        )
        return {name: value for name, value in facts.items() if value is not None or name == "items"}


@attrs.frozen(kw_only=True)
class Operation:
    """One operation, ready for the templates; its attributes are those of the generated `Operation` and more."""

    name: OperationName
    method: str
    path: str
    security: str
    organization_token: bool
    deprecated: str
    undocumented: bool
    response: str
    accept: str
    content_type: str
    paging: PagingFacts | None
    scopes: str | None
    summary: str
    description: str
    path_arguments: tuple[Argument, ...]
    keyword_arguments: tuple[Argument, ...]
    repeated: tuple[tuple[str, str], ...]
    whole_body: bool
    result: str
    result_imports: frozenset[str]
    decode: str
    returns: str
    raises: tuple[tuple[str, str], ...]

    @property
    def id(self) -> str:
        """`resource.verb`."""
        return self.name.id

    @property
    def verb(self) -> str:
        """Name of the method and of the function that makes the call."""
        return self.name.verb

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """All arguments in the order of the signature."""
        return (*self.path_arguments, *self.keyword_arguments)

    @property
    def template(self) -> str:
        """The path with the Python names of its arguments in the braces."""
        path = self.path
        for argument in self.path_arguments:
            path = path.replace(f"{{{argument.wire}}}", f"{{{argument.name}}}")
        return path

    @property
    def call_type(self) -> str:
        """The type of the call."""
        return f"PagedCall[{self.result}, {self.paging.item}]" if self.paging else f"Call[{self.result}]"

    @property
    def return_type(self) -> str:
        """What the resource method gives, once awaited if it has to be."""
        return f"Pager[{self.paging.item}]" if self.paging else self.result

    @property
    def signature(self) -> list[str]:
        """The parameters that call and method share, as they stand in the signature."""
        keywords = [argument.declaration for argument in self.keyword_arguments]
        return [*(argument.declaration for argument in self.path_arguments), *(["*", *keywords] if keywords else [])]

    @property
    def method_signature(self) -> list[str]:
        """The parameters of the resource method, without `self`."""
        star = [] if "*" in self.signature else ["*"]
        return [*self.signature, *star, "options: CallOptions | None = None"]

    @property
    def passed(self) -> list[str]:
        """How the resource method hands its arguments on."""
        keywords = [f"{argument.name}={argument.name}" for argument in self.keyword_arguments]
        return [*(argument.name for argument in self.path_arguments), *keywords]

    def imports_for(self, folder: str) -> set[str]:
        """Import statements for its call and result, in a module of `calls` or of `resources`."""
        found = set(self.result_imports)
        if self.paging and folder == "resources":
            return set(self.paging.item_imports) | {"from .._paging import Pager"}
        if folder == "resources":
            return found
        if self.paging:
            found |= self.paging.item_imports
        found.add("from .._calls import PagedCall" if self.paging else "from .._calls import Call")
        for module in ("_answers", "_shapes"):
            if f"{module}." in self.decode:
                found.add(f"from .. import {module}")
        if self.arguments:
            found.add("from .. import _encoding")
        return found

    def sent(self, where: str) -> list[tuple[str, str]]:
        """Names and expressions of what goes into one part of the request, in the order of the document."""
        given = [(argument.wire, argument.value) for argument in self.arguments if argument.where == where]
        return given + list(self.repeated) if where == "body" else given

    @property
    def credentials(self) -> str:
        """One line that says who may call it."""
        return {
            "NONE": "Credentials: none.",
            "SCIM_BEARER": "Credentials: the SCIM bearer token.",
            "OPTIONAL_BEARER": "Credentials: none are needed for what is public; ",
            "BEARER": "Credentials: password or personal access token; ",
        }[self.security] + (
            (
                "organization access tokens are accepted."
                if self.organization_token
                else "organization access tokens are not accepted."
            )
            if self.security in {"BEARER", "OPTIONAL_BEARER"}
            else ""
        )


@attrs.frozen(kw_only=True)
class Resource:
    """The operations of one tag."""

    name: str
    title: str
    description: str
    operations: tuple[Operation, ...]

    @property
    def class_name(self) -> str:
        """Name of the resource class, such as `OrgAccessTokens`."""
        return class_name(self.name)


def describe(
    document: dict[str, JSON], names: dict[tuple[str, str], OperationName], endpoints: Endpoints
) -> list[Resource]:
    """Describe all operations of a document, by resource.

    Args:
        document: The document that openapi-python-client has read.
        names: Names of the operations, by path and method.
        endpoints: What openapi-python-client made of them, by operationId.

    Returns:
        The resources in the order in which the document first mentions them.
    """
    tags = {nodes.text(tag["name"]): tag for tag in map(nodes.mapping, nodes.sequence(document.get("tags")))}
    found: dict[str, list[Operation]] = {}
    tag_of: dict[str, str] = {}
    for path, method, operation in nodes.operations(document):
        name = names[path, method]
        tag_of.setdefault(name.resource, first_tag(path, operation))
        endpoint = endpoints[f"{name.resource}_{name.verb}"]
        found.setdefault(name.resource, []).append(_Reader(document, path, method, name, endpoint).operation())
    resources: list[Resource] = []
    for resource, operations in found.items():
        tag = tags.get(tag_of[resource], {})
        title = nodes.text(tag.get("x-displayName")) or class_name(resource)
        description = prose.plain(nodes.text(tag.get("description")))
        resources.append(Resource(name=resource, title=title, description=description, operations=tuple(operations)))
    return resources


class _Reader:
    """Reads one operation: its facts from the document, its types from openapi-python-client."""

    def __init__(
        self, document: dict[str, JSON], path: str, method: str, name: OperationName, endpoint: Endpoint
    ) -> None:
        self.document = document
        self.path = path
        self.method = method
        self.name = name
        self.endpoint = endpoint
        self.node = nodes.mapping(nodes.mapping(nodes.mapping(document["paths"])[path])[method])
        self.parameters = nodes.parameters(document, path, method)
        self.label = f"{method.upper()} {path}"

    def operation(self) -> Operation:
        path_arguments, keywords, repeated = self.arguments()
        description = nodes.text(self.node.get("description"))
        _, media_type, schema = self.success()
        response, result, result_imports, decode = self.result(media_type)
        paging = self.paging(schema) if response == "json" else None
        content_type, _ = self.request_body()
        deprecated = self.deprecation(description) if self.node.get("deprecated") else ""
        text = prose.plain(description)
        summary = prose.sentence(nodes.text(self.node.get("summary")) or self.name.verb.replace("_", " "))
        if prose.sentence(text) == summary:
            text = ""
        return Operation(
            name=self.name,
            method=self.method.upper(),
            path=self.path,
            security=self.security(),
            organization_token=bool(_OAT.search(description)) or self.node.get("x-organization-token") is True,
            deprecated=deprecated,
            undocumented=self.node.get("x-undocumented") is True,
            response=response,
            accept=media_type or "application/json",
            content_type=content_type,
            paging=paging,
            scopes=nodes.text(self.node.get("x-scopes")) or None,
            summary=summary,
            description=text,
            path_arguments=path_arguments,
            keyword_arguments=keywords,
            repeated=repeated,
            whole_body=any(argument.where == "whole body" for argument in keywords),
            result=result,
            result_imports=frozenset(result_imports),
            decode=decode,
            returns=self.returns(response, result, paging),
            raises=tuple(self.raises()),
        )

    # --- arguments ------------------------------------------------------------------------------------------------

    def arguments(self) -> tuple[tuple[Argument, ...], tuple[Argument, ...], tuple[tuple[str, str], ...]]:
        """Path arguments in their order, keywords with the required ones first, fields that repeat a path argument."""
        endpoint = self.endpoint
        props = {
            "path": endpoint.path_parameters,
            "query": endpoint.query_parameters,
            "header": endpoint.header_parameters,
        }
        given: list[Argument] = []
        for parameter in self.parameters:
            where, wire = nodes.text(parameter["in"]), nodes.text(parameter["name"])
            if where == "cookie":
                raise BuildError(f"{self.label}: cookie parameters are not supported")
            prop = next(prop for prop in props[where] if prop.name == wire)
            given.append(self.argument(wire, where, prop, parameter, nodes.flatten(self.document, parameter["schema"])))
        in_path = re.findall(r"\{([^}]+)\}", self.path)
        path_arguments = sorted(
            (argument for argument in given if argument.where == "path"),
            key=lambda argument: in_path.index(argument.wire),
        )
        repeated: list[tuple[str, str]] = []
        keywords = [argument for argument in given if argument.where != "path"]
        for argument in self.body_arguments():
            same = next((other for other in path_arguments if other.wire == argument.wire), None)
            if same is None:
                keywords.append(argument)
            elif same.annotation == argument.annotation:
                repeated.append((argument.wire, same.name))  # the path has said it
            else:
                raise BuildError(f"{self.label}: {argument.wire} in path and body differ; rename one in the overlay")
        self.refuse_clashes([*path_arguments, *keywords])
        keywords.sort(key=lambda argument: not argument.required)
        return tuple(path_arguments), tuple(keywords), tuple(repeated)

    def argument(
        self, wire: str, where: str, prop: PropertyProtocol, about: dict[str, JSON], schema: dict[str, JSON]
    ) -> Argument:
        name = python_name(wire)
        items = nodes.flatten(self.document, schema.get("items")) if "items" in schema else schema
        values = nodes.sequence(items.get("enum"))
        value = name
        if where == "path" and annotation(prop) == "int":
            value = f'_encoding.integer("{name}", {name})'
        elif where == "query" and isinstance(prop, ListProperty) and about.get("explode") is False:
            value = f'_encoding.joined("{name}", {name})'
        return Argument(
            wire=wire,
            name=name,
            where=where,
            required=where == "path" or prop.required,
            annotation=annotation(prop, order=values),
            value=value,
            text=self.argument_text(name, about, schema, values),
            imports=frozenset(imports(prop)),
        )

    @staticmethod
    def argument_text(name: str, about: dict[str, JSON], schema: dict[str, JSON], values: list[JSON]) -> str:
        text = prose.plain(nodes.text(about.get("description")) or nodes.text(schema.get("description")))
        text = prose.sentence(text or name.replace("_", " ").capitalize())
        known = [nodes.text(value) for value in values if value is not None]
        if known and not all(value in text for value in known):
            text += f" One of {prose.listing(known)}; others are sent as they are."
        default = schema.get("default")
        if default is not None and not re.search(r"\bdefault", text, re.IGNORECASE):
            spelled = str(default).lower() if isinstance(default, bool) else str(default)
            text += f" Default: {spelled}."
        return text

    def body_arguments(self) -> Iterator[Argument]:
        _, schema = self.request_body()
        if not self.endpoint.bodies:
            return
        if len(self.endpoint.bodies) > 1:
            raise BuildError(f"{self.label}: several kinds of body; keep the one to send by an overlay action")
        body = self.endpoint.bodies[0].prop
        fields = (
            [*(body.required_properties or []), *(body.optional_properties or [])]
            if isinstance(body, ModelProperty)
            else []
        )
        if not fields:
            about: dict[str, JSON] = {"description": "The JSON body.", **nodes.flatten(self.document, schema)}
            yield attrs.evolve(self.argument("body", "whole body", body, about, about), required=True)
            return
        described = nodes.object_properties(self.document, schema)
        by_name = {prop.name.get_untrusted_value(): prop for prop in fields}
        for wire, about in described.items():
            yield self.argument(wire, "body", by_name[wire], about, about)

    def request_body(self) -> tuple[str, JSON]:
        """Media type and schema of the body."""
        if "requestBody" not in self.node:
            return "application/json", None
        content = nodes.mapping(nodes.follow(self.document, self.node["requestBody"])["content"])
        media_type = next(iter(content))
        return media_type, nodes.mapping(content[media_type]).get("schema")

    def refuse_clashes(self, arguments: Sequence[Argument]) -> None:
        names = [argument.name for argument in arguments]
        clashing = {name for name in names if names.count(name) > 1 or name in _RESERVED}
        if clashing:
            raise BuildError(f"{self.label}: {', '.join(sorted(clashing))} cannot be told apart; rename in the overlay")

    # --- result ---------------------------------------------------------------------------------------------------

    def success(self) -> tuple[str, str | None, JSON]:
        """Status, media type and schema of the first success that has a body, else of the first success."""
        successes = [
            (status, nodes.follow(self.document, response))
            for status, response in nodes.mapping(self.node["responses"]).items()
            if status.startswith("2")
        ]
        for status, response in successes:
            for media_type, content in nodes.mapping(response.get("content")).items():
                return status, media_type, nodes.mapping(content).get("schema")
        return (successes[0][0] if successes else "default"), None, None

    def result(self, media_type: str | None) -> tuple[str, str, set[str], str]:
        """Kind of response, type of the result, the imports of that, and the expression that decodes it."""
        if self.method == "head":
            return "exists", "bool", set(), "_answers.truth"
        if media_type is None:
            return "none", "None", set(), "_answers.nothing"
        if media_type.startswith("text/"):
            return "text", "str", set(), "_answers.text"
        status, _, schema = self.success()
        prop = next(r.prop for r in self.endpoint.responses if str(r.status_code.pattern) == status)
        if isinstance(prop, ModelProperty):
            decode = f"{annotation(prop)}.from_dict"
            if adaptation := shapes.adaptation(self.document, schema):
                decode = f"_shapes.adapted({decode}, {adaptation})"
            return "json", annotation(prop), set(imports(prop)), decode
        if isinstance(prop, ListProperty) and isinstance(prop.inner_property, ModelProperty):
            item = annotation(prop.inner_property)
            found = {"import builtins", *imports(prop, "list")}
            return "json", f"builtins.list[{item}]", found, f"_answers.list_of({item}.from_dict)"
        return "json", "JSON", {"from .._calls import JSON"}, "_answers.anything"

    def returns(self, response: str, result: str, paging: PagingFacts | None) -> str:
        if paging:
            return (
                f"A pager of `{paging.item}`: `await` it for the first page, `async for` walks the items of all pages."
            )
        if response == "exists":
            return f"`True` if it is there, `False` if not ({self.success_description()})."
        if response == "text":
            return prose.sentence(f"{self.success_description() or 'The answer'}, as text")
        if response == "none":
            return ""
        words = re.findall(r"[A-Z][a-z0-9]*|[A-Z]+(?![a-z])", result)
        return (
            f"The {' '.join(word.lower() for word in words)}."
            if words and result != "JSON"
            else "The JSON of the answer."
        )

    def success_description(self) -> str:
        status, _, _ = self.success()
        response = nodes.follow(self.document, nodes.mapping(self.node["responses"]).get(status))
        return prose.plain(nodes.text(response.get("description"))).rstrip(".")

    # --- metadata -------------------------------------------------------------------------------------------------

    def security(self) -> str:
        required = self.node.get("security", self.document.get("security"))
        schemes = [nodes.mapping(requirement) for requirement in nodes.sequence(required)]
        if not any(schemes):
            return "NONE"
        if {} in schemes:
            return "OPTIONAL_BEARER"
        return "SCIM_BEARER" if any("scim" in name.lower() for scheme in schemes for name in scheme) else "BEARER"

    def deprecation(self, description: str) -> str:
        instead = re.search(r"[Dd]eprecated[^\n]*?:?\s*(?:<[^>]*>|:|\s)*([Uu]se[^\n]*)", description)
        hint = f": {prose.plain(instead[1]).rstrip('.')}" if instead else ""
        return f"{self.name.id} is deprecated{hint[:1]}{hint[1:].replace('Use ', ' use ', 1) if hint else ''}"

    def raises(self) -> Iterator[tuple[str, str]]:
        for status, response in nodes.mapping(self.node["responses"]).items():
            if status.startswith(("2", "3")) or (self.method == "head" and status == "404"):
                continue
            name, meaning = _ERRORS.get(status, ("ServerError" if status.startswith("5") else "StatusError", ""))
            said = prose.plain(nodes.text(nodes.follow(self.document, response).get("description"))).rstrip(".")
            detail = said if len(said.split()) > _WORDS_OF_A_STATUS else meaning or "any other refusal"
            yield name, prose.sentence(f"{detail} ({status})" if status.isdigit() else detail)

    # --- paging ---------------------------------------------------------------------------------------------------

    def paging(self, schema: JSON) -> PagingFacts | None:
        """Tell from parameters and answer whether and how the operation pages.

        Numbered pages have `page` or `page_size`, SCIM has `startIndex`; what is called a list but has neither comes
        whole. `x-paging` on the operation overrules single facts, and `false` all of them.
        """
        said = self.node.get("x-paging")
        queries = {nodes.text(p["name"]): p for p in self.parameters if p["in"] == "query"}
        numbered, scim = {"page", "page_size"} & queries.keys(), "startIndex" in queries
        listing = self.name.verb == "list" or self.name.verb.startswith("list_")
        if said is False or not (said or numbered or scim or listing):
            return None
        overruled = nodes.mapping(said) if isinstance(said, dict) else {}
        style = nodes.text(overruled.get("style")) or ("scim" if scim else "page" if numbered else "single")
        page, size = ("startIndex", "count") if style == "scim" else ("page", "page_size")
        properties = nodes.object_properties(self.document, schema)
        items = self.items_of(schema, properties, nodes.text(overruled.get("items")))
        if items == "":
            return None
        about_size = queries.get(size, {})
        limits = nodes.flatten(self.document, about_size.get("schema"))
        text = nodes.text(about_size.get("description"))
        return PagingFacts(
            style=style,
            page=nodes.text(overruled.get("page")) or page,
            size=nodes.text(overruled.get("size")) or size,
            items=items,
            total=next((key for key in ("count", "total", "totalResults") if key in properties), None),
            next="next" if "next" in properties else None,
            default_size=_number(limits.get("default"), _DEFAULT.search(text)),
            max_size=_number(limits.get("maximum"), _MAXIMUM.search(text)),
            item=annotation(self.item(items), "list"),
            item_imports=frozenset(imports(self.item(items), "list")),
            accessor="page" if items is None else f"page.{self.attribute(items)} or []",
        )

    def items_of(self, schema: JSON, properties: dict[str, dict[str, JSON]], said: str) -> str | None:
        """The key of the items; None if the answer is the array itself, "" if nothing in it is a list of items."""
        if said:
            return said
        if nodes.follow(self.document, schema).get("type") == "array":
            return None
        arrays = [key for key, value in properties.items() if value.get("type") == "array"]
        objects = [key for key in arrays if self.holds_objects(properties[key])]
        for candidates in ([key for key in arrays if key.lower() in {"results", "resources"}], objects, arrays):
            if len(candidates) == 1:
                return candidates[0]
        return ""

    def holds_objects(self, schema: dict[str, JSON]) -> bool:
        item = nodes.flatten(self.document, schema.get("items"))
        return item.get("type") == "object" or "properties" in item

    def envelope(self) -> PropertyProtocol:
        status, _, _ = self.success()
        return next(r.prop for r in self.endpoint.responses if str(r.status_code.pattern) == status)

    def member(self, key: str) -> PropertyProtocol:
        envelope = self.envelope()
        if not isinstance(envelope, ModelProperty):
            raise BuildError(f"{self.label}: expected an object with {key}, found {annotation(envelope)}")
        fields: Iterable[PropertyProtocol] = [
            *(envelope.required_properties or []),
            *(envelope.optional_properties or []),
        ]
        return next(prop for prop in fields if prop.name == key)

    def attribute(self, key: str) -> str:
        return str(self.member(key).python_name)

    def item(self, items: str | None) -> PropertyProtocol:
        prop = self.envelope() if items is None else self.member(items)
        if not isinstance(prop, ListProperty):
            raise BuildError(f"{self.label}: expected an array in {items}, found {annotation(prop)}")
        return prop.inner_property


_WORDS_OF_A_STATUS = 3  # "Bad Request" and its like say no more than the status does

_ERRORS = {
    "400": ("BadRequestError", "an argument is malformed or out of range"),
    "401": ("UnauthorizedError", "the credentials are missing, wrong or out of date"),
    "403": ("ForbiddenError", "the credentials do not permit this"),
    "404": ("NotFoundError", "there is no such object, or the credentials cannot see it"),
    "409": ("ConflictError", "it is there already, or in use"),
    "422": ("UnprocessableError", "the service understands the arguments and cannot act on them"),
    "429": ("RateLimitError", "there were too many requests, and waiting did not help"),
}


def _number(given: JSON, described: re.Match[str] | None) -> int | None:
    if isinstance(given, int):
        return given
    return int(described[1]) if described else None
