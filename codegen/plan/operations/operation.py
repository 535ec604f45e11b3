"""Operations as the templates see them, as plain values."""

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
"""How the import of a model begins."""


@attrs.frozen(kw_only=True)
class Argument:
    """One argument of an operation.

    Attributes:
        json_name: Name in the request.
        name: Name in Python.
        location: `path`, `query`, `headers`, `cookies`, `body`, `whole body` if the body has no fields to flatten, or
            `further fields` for those of an open body that the document does not name.
        required: Whether a caller must give it.
        annotation: Its type, but for that of being left out.
        encoding: The expression that stands for it in the call, with `{name}` for its name.
        renamed: Whether another argument has the name that it wanted.
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
        """The parameter as it stands in a signature.

        `None` leaves an argument out, except in a body where null means something: there, `OMIT` does.
        """
        kind, default = self.annotation, ""
        if not self.required and self.sends_null:
            kind, default = f"{kind} | Omit", " = OMIT"
        elif not self.required:
            kind, default = optional(kind), " = None"
        return f"{self.name}: {_deferred(kind, self.imports)}{default}"


@attrs.frozen(kw_only=True)
class Arguments:
    """The arguments of an operation, in the order of the signature.

    Attributes:
        positional: Arguments in the path, in the order of the path.
        keyword: All other arguments, the required ones first.
        repeated: Body fields filled from the path argument of the same name.
        content_type: Media type of the body.
        body_kind: How the body is written: `json`, `form`, `multipart`, `text` or `bytes`.
    """

    positional: tuple[Argument, ...]
    keyword: tuple[Argument, ...]
    repeated: tuple[tuple[str, str], ...]
    content_type: str
    body_kind: str = "json"

    @property
    def all(self) -> tuple[Argument, ...]:
        """The positional ones, then those by keyword."""
        return self.positional + self.keyword


@attrs.frozen(kw_only=True)
class PagingFacts:
    """What the generated `Paging` will say, and the type of the items.

    Attributes:
        settings: Keyword arguments of `Paging`.
        item: Type of one item.
        item_imports: Import statements that this needs.
        accessor: Expression of the function that takes the items out of a decoded response.
    """

    settings: dict[str, str | int | None]
    item: str
    item_imports: frozenset[str]
    accessor: str


@attrs.frozen(kw_only=True)
class ResponsePlan:
    """The response of an operation.

    Attributes:
        kind: `json`, `text`, `bytes`, `none` or `exists`, as `Operation.response` says.
        media_type: For the Accept header.
        annotation: Type of the decoded response.
        imports: Import statements that this needs.
        decode: The expression that decodes it.
        by_status: The expressions that decode responses of other statuses, where they differ.
        paging: How it pages, if it does.
        text: What is returned, for the docstring.
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
    """One operation.

    Attributes not explained here are as on the generated `Operation`.

    Attributes:
        evidence: Program that was observed to use an undocumented operation, with the date; empty if not recorded.
        base: The path of the server's URL, before the path of the operation.
        credentials: The alternatives of named credentials.
        deprecation: The warning that a call gives; empty unless the operation is deprecated.
        summary: The first line of its docstring.
        description: The paragraphs that follow, as plain text.
        raises: Names of errors, each with what it means.
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
        """Names of the arguments that hold secrets.

        The generated functions wrap these at once.
        """
        return [argument.name for argument in self.arguments.keyword if is_secret(argument.name, log_in=self.is_log_in)]

    @property
    def is_log_in(self) -> bool:
        """Whether it belongs to a log-in, and is sent without credentials."""
        return self.security == "NONE"

    @property
    def id(self) -> str:
        """`resource.method_name`."""
        return self.name.id

    @property
    def method_name(self) -> str:
        """Name of the method, and of the function that makes the call."""
        return self.name.method_name

    @property
    def paging(self) -> PagingFacts | None:
        """How it pages, if it does."""
        return self.response.paging

    @property
    def template(self) -> str:
        """The path with the Python names of its arguments in the braces."""
        names = {argument.json_name: argument.name for argument in self.arguments.positional}
        parts = re.split(r"\{([^{}]*)\}", self.path)
        return _quoted(self.base) + "".join(
            f"{{{names[part]}}}" if odd % 2 else _quoted(part) for odd, part in enumerate(parts)
        )

    @property
    def fixed_path(self) -> str:
        """The path of an operation that has no arguments in it."""
        return _quoted(self.base + self.path)

    @property
    def headers_expression(self) -> str:
        """The expression for the headers; empty if there are none."""
        parts = [
            f"_encoding.{part}({{{', '.join(f'{name!r}: {value}' for name, value in self.sent_in(part))}}})"
            for part in ("headers", "cookies")
            if self.sent_in(part)
        ]
        return " + ".join(parts)

    @property
    def call_type(self) -> str:
        """Type of the call."""
        response, paging = self.response, self.paging
        if paging is None:
            return _deferred(f"Call[{response.annotation}]", response.imports)
        return _deferred(f"PagedCall[{response.annotation}, {paging.item}]", response.imports | paging.item_imports)

    @property
    def return_type(self) -> str:
        """The return type of the method; a pager is not awaited."""
        return f"Pager[{self.paging.item}]" if self.paging else self.response.annotation

    @property
    def return_annotation(self) -> str:
        """The same as it stands in the signature."""
        return _deferred(self.return_type, self.paging.item_imports if self.paging else self.response.imports)

    @property
    def call_parameters(self) -> list[str]:
        """The signature of the function that makes the call, one parameter each."""
        keywords = [argument.declaration for argument in self.arguments.keyword]
        return [*(argument.declaration for argument in self.arguments.positional), *(["*", *keywords] * bool(keywords))]

    @property
    def method_parameters(self) -> list[str]:
        """The signature of the resource method, without `self`."""
        star = [] if self.arguments.keyword else ["*"]
        return [*self.call_parameters, *star, "options: CallOptions | None = None"]

    @property
    def handed_on(self) -> list[str]:
        """How the resource method hands its arguments on to the call."""
        keywords = [f"{argument.name}={argument.name}" for argument in self.arguments.keyword]
        return [*(argument.name for argument in self.arguments.positional), *keywords]

    def sent_in(self, location: str) -> list[tuple[str, str]]:
        """List names and expressions of the values in one part of a request."""
        sent = [
            (argument.json_name, argument.value) for argument in self.arguments.all if argument.location == location
        ]
        return [*sent, *self.arguments.repeated] if location == "body" else sent

    @property
    def nullable_fields(self) -> tuple[str, ...]:
        """Names of the body fields that `None` sends as null."""
        fields = (argument for argument in self.arguments.keyword if argument.location == "body")
        return tuple(argument.json_name for argument in fields if argument.sends_null)

    @property
    def body_expression(self) -> str:
        """The expression for the body; empty if there is none."""
        whole = next((argument for argument in self.arguments.keyword if argument.location == "whole body"), None)
        if whole is not None:
            return whole.value
        fields = ", ".join(f"{name!r}: {value}" for name, value in self.sent_in("body"))
        further = next((argument for argument in self.arguments.keyword if argument.location == "further fields"), None)
        if not fields and further is None:
            return ""
        kind = self.arguments.body_kind
        function = {"form": "_bodies.form", "multipart": "_bodies.multipart"}.get(kind, "_encoding.body")
        nullable = f", nullable={self.nullable_fields!r}" if kind == "json" and self.nullable_fields else ""
        return f"{function}({{{fields}}}{nullable}{f', further={further.name}' if further else ''})"


@attrs.frozen(kw_only=True)
class Resource:
    """The operations of one tag.

    Attributes:
        name: Module and attribute on the client.
        title: What the document displays for the tag.
        description: The tag's description, as plain text.
        operations: In the order of the document.
        class_name: Name of the resource class, such as `OrgAccessTokens`.
    """

    name: str
    title: str
    description: str
    operations: tuple[Operation, ...]
    class_name: str


def _quoted(text: str) -> str:
    """Quote text of the document for a path; escapes stay as they are."""
    return quote(_LONELY_PERCENT.sub("%25", text), safe="/%:@!$&'()*+,;=~", errors="replace")


def _deferred(annotation: str, imports: frozenset[str]) -> str:
    """Quote an annotation that names models.

    These are loaded when a response is decoded, and a call needs few of them.
    """
    return f'"{annotation}"' if any(statement.startswith(MODELS) for statement in imports) else annotation
