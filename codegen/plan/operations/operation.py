"""Classes that describe operations and arguments, with derived texts."""

import json
import re
from urllib.parse import quote

import attrs

from codegen.plan.models.python_types import optional
from codegen.plan.operation_names import OperationName
from codegen.plan.operations.security import Scheme
from codegen.support._secret_names import is_secret

_LONELY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
MODELS = "from ..models."
"""The beginning of the statement that imports a model."""


@attrs.frozen(kw_only=True)
class Argument:
    """An argument of an operation.

    Attributes:
        json_name: Name in the request; `body` for a whole body, and `additional properties` for further fields, which
            have no name.
        name: Name in Python.
        location: Location in the request: `path`, `query`, `headers`, `cookies`, `body` for a field of the body, `whole
            body` for a body that is not split into fields, or `further fields` for fields that the document does not
            name.
        required: Whether a caller must give the argument.
        annotation: Type of the value, without the type that leaves the argument out.
        encoding: Expression for the encoded value, with `{name}` in the place of the argument's name, and `{name!r}` in
            the place of this name as a literal.
        renamed: Whether the argument lacks its preferred name, because that name is reserved or another argument has
            it; `False` by default.
        text: Description, allowed values and default, as plain text.
        imports: Import statements that the annotation needs.
    """

    json_name: str
    name: str
    location: str
    required: bool
    annotation: str
    encoding: str
    text: str
    imports: frozenset[str]
    renamed: bool = False

    @property
    def value(self) -> str:
        """The expression for the argument in the call."""
        return self.encoding.replace("{name!r}", json.dumps(self.name)).replace("{name}", self.name)

    @property
    def sends_null(self) -> bool:
        """Whether `None` is sent as null."""
        return self.location in {"body", "whole body"} and (
            self.annotation in {"JSON", "None"} or self.annotation.endswith("| None")
        )

    @property
    def declaration(self) -> str:
        """The parameter of a signature: name, annotation and default.

        A required argument has no default. With the default, the request does not have the argument. The default is
        `OMIT` for a value in a body that may be null, and `None` for all other optional arguments.
        """
        kind, default = self.annotation, ""
        if not self.required and self.sends_null:
            kind, default = f"{kind} | Omit", " = OMIT"
        elif not self.required:
            kind, default = optional(kind), " = None"
        return f"{self.name}: {_quote_models(kind, self.imports)}{default}"


@attrs.frozen(kw_only=True)
class Arguments:
    """The arguments of an operation, in the order of the signature.

    Attributes:
        positional: Arguments in the path, in the order of the path.
        keyword: All other arguments, the required ones first.
        repeated: Fields of the body that get the value of a path argument: name in JSON, name of the argument.
        content_type: Media type of the body.
        body_kind: Encoding of the body: `json`, the default, `form`, `multipart`, `text` or `bytes`.
    """

    positional: tuple[Argument, ...]
    keyword: tuple[Argument, ...]
    repeated: tuple[tuple[str, str], ...]
    content_type: str
    body_kind: str = "json"

    @property
    def all(self) -> tuple[Argument, ...]:
        """The positional arguments, then the keyword arguments."""
        return self.positional + self.keyword


@attrs.frozen(kw_only=True)
class PagingFacts:
    """The paging of an operation that is a list.

    Attributes:
        settings: Keyword arguments of the generated `Paging`.
        item: Type of an item, as an annotation.
        item_imports: Import statements that the type needs.
        accessor: Expression of the function that returns the items of a decoded response.
    """

    settings: dict[str, str | int | None]
    item: str
    item_imports: frozenset[str]
    accessor: str


@attrs.frozen(kw_only=True)
class ResponsePlan:
    """The response of an operation.

    Attributes:
        kind: `json`, `text`, `bytes`, `none` or `exists`, as in the generated `Operation.response`.
        media_type: Media types for the Accept header, separated by commas.
        annotation: Type of the decoded response.
        imports: Import statements that the type needs.
        decode: Expression of the function that decodes the response.
        paging: Paging of the operation; `None` if it is not a list.
        text: Beginning of the docstring's Returns section; for a list, sentences on pages and their size follow. Empty
            if the method returns nothing.
        by_status: Status and decoding expression of each successful response, if they have different types; else empty.
    """

    kind: str
    media_type: str
    annotation: str
    imports: frozenset[str]
    decode: str
    paging: PagingFacts | None
    text: str
    by_status: tuple[tuple[str, str], ...] = ()


@attrs.frozen(kw_only=True)
class Operation:
    """An operation.

    Attributes that are not listed here mean the same as in the generated `Operation`.

    Attributes:
        name: Names of the resource and the method.
        base: The path of the server's URL, which comes before the operation's path.
        security: Name of a member of the generated `Security`.
        evidence: What shows that Docker Hub has an undocumented operation, with the date, such as `hub-mcp, 2026` or
            `recorded responses from 2016 to 2026`; empty if not recorded.
        credentials: The alternatives of named credentials; empty unless the operation requires such credentials.
        arguments: The arguments of the method.
        response: The response, and the result of the method.
        deprecation: Text of the warning that making a call emits; empty unless the operation is deprecated.
        summary: First paragraph of the docstring.
        description: Further paragraphs of the docstring, as plain text.
        raises: Names of error classes, each with its meaning.
    """

    name: OperationName
    method: str
    path: str
    base: str
    security: str
    credentials: tuple[tuple[Scheme, ...], ...]
    personal_token: bool
    organization_token: bool
    undocumented: bool
    evidence: str
    scopes: str | None
    personal_scope: str | None
    organization_scope: str | None
    legacy_route: bool
    deprecation: str
    summary: str
    description: str
    arguments: Arguments
    response: ResponsePlan
    raises: tuple[tuple[str, str], ...]

    @property
    def secrets(self) -> list[str]:
        """Names of the keyword arguments whose names are those of secrets.

        The generated functions wrap these arguments first, so that tracebacks do not show them.
        """
        return [
            argument.name for argument in self.arguments.keyword if is_secret(argument.name, log_in=self.is_anonymous)
        ]

    @property
    def is_anonymous(self) -> bool:
        """Whether the operation is sent without credentials.

        Then a `code` among its arguments is a secret, because the operation may be part of a log-in.
        """
        return self.security == "NONE"

    @property
    def id(self) -> str:
        """The resource and the method name, separated by a full stop."""
        return self.name.id

    @property
    def method_name(self) -> str:
        """Name of the method, and of the function that makes the call."""
        return self.name.method_name

    @property
    def paging(self) -> PagingFacts | None:
        """Paging of the operation; `None` if it is not a list."""
        return self.response.paging

    @property
    def template(self) -> str:
        """The whole path (`base` and `path`), with Python names in braces."""
        names = {argument.json_name: argument.name for argument in self.arguments.positional}
        parts = re.split(r"\{([^{}]*)\}", self.path)
        return _quote_path(self.base) + "".join(
            f"{{{names[part]}}}" if odd % 2 else _quote_path(part) for odd, part in enumerate(parts)
        )

    @property
    def fixed_path(self) -> str:
        """The whole path (`base` and `path`) if there are no path arguments."""
        return _quote_path(self.base + self.path)

    @property
    def headers_expression(self) -> str:
        """The expression for headers and cookies; empty if there are none."""
        parts = [
            f"_encoding.{part}({{{', '.join(f'{name!r}: {value}' for name, value in self.values_in(part))}}})"
            for part in ("headers", "cookies")
            if self.values_in(part)
        ]
        return " + ".join(parts)

    @property
    def call_type(self) -> str:
        """Type of the call, such as `Call[Tag]`, in quotes if it names models."""
        response, paging = self.response, self.paging
        if paging is None:
            return _quote_models(f"Call[{response.annotation}]", response.imports)
        return _quote_models(f"PagedCall[{response.annotation}, {paging.item}]", response.imports | paging.item_imports)

    @property
    def return_type(self) -> str:
        """The return type of the method; for a list, a pager."""
        return f"Pager[{self.paging.item}]" if self.paging else self.response.annotation

    @property
    def return_annotation(self) -> str:
        """The return type for the signature, in quotes if it names models."""
        return _quote_models(self.return_type, self.paging.item_imports if self.paging else self.response.imports)

    @property
    def call_parameters(self) -> list[str]:
        """The parameters of the function that makes the call."""
        keywords = [argument.declaration for argument in self.arguments.keyword]
        return [*(argument.declaration for argument in self.arguments.positional), *(["*", *keywords] * bool(keywords))]

    @property
    def method_parameters(self) -> list[str]:
        """The parameters of the resource method, without `self`."""
        star = [] if self.arguments.keyword else ["*"]
        return [*self.call_parameters, *star, "options: CallOptions | None = None"]

    @property
    def passed_arguments(self) -> list[str]:
        """The arguments that the resource method passes to the call's function."""
        keywords = [f"{argument.name}={argument.name}" for argument in self.arguments.keyword]
        return [*(argument.name for argument in self.arguments.positional), *keywords]

    def values_in(self, location: str) -> list[tuple[str, str]]:
        """List name and expression of each value in a part of the request.

        Args:
            location: Location of arguments, such as `query` or `body`.

        Returns:
            The name in the request and the expression of each value; empty if no value is sent there.
        """
        sent = [
            (argument.json_name, argument.value) for argument in self.arguments.all if argument.location == location
        ]
        return [*sent, *self.arguments.repeated] if location == "body" else sent

    @property
    def nullable_fields(self) -> tuple[str, ...]:
        """Names of the body's fields that are sent as null if `None` is given."""
        fields = (argument for argument in self.arguments.keyword if argument.location == "body")
        return tuple(argument.json_name for argument in fields if argument.sends_null)

    @property
    def body_expression(self) -> str:
        """The expression for the body; empty if there is none."""
        whole = next((argument for argument in self.arguments.keyword if argument.location == "whole body"), None)
        if whole is not None:
            return whole.value
        fields = ", ".join(f"{name!r}: {value}" for name, value in self.values_in("body"))
        further = next((argument for argument in self.arguments.keyword if argument.location == "further fields"), None)
        if not fields and further is None:
            return ""
        kind = self.arguments.body_kind
        function = {"form": "_bodies.form", "multipart": "_bodies.multipart"}.get(kind, "_encoding.body")
        nullable = f", nullable={self.nullable_fields!r}" if kind == "json" and self.nullable_fields else ""
        return f"{function}({{{fields}}}{nullable}{f', further={further.name}' if further else ''})"


@attrs.frozen(kw_only=True)
class Resource:
    """The operations of a resource.

    Attributes:
        name: Name of the module, and of the client's attribute.
        title: Title that the document displays for the tag, or the name of the resource class.
        description: Description of the tag, as plain text.
        overview: The description for api.md, with tables as tables of Markdown.
        operations: The operations, in the order of the document.
        class_name: Name of the resource class, such as `OrgAccessTokens`.
    """

    name: str
    title: str
    description: str
    overview: str
    operations: tuple[Operation, ...]
    class_name: str


def _quote_path(text: str) -> str:
    """Percent-encode text of the document for a path, but keep its escapes."""
    return quote(_LONELY_PERCENT.sub("%25", text), safe="/%:@!$&'()*+,;=~", errors="replace")


def _quote_models(annotation: str, imports: frozenset[str]) -> str:
    """Quote an annotation that names models.

    Models are loaded only when a response is decoded, because a call needs few of them.
    """
    return f'"{annotation}"' if any(statement.startswith(MODELS) for statement in imports) else annotation
