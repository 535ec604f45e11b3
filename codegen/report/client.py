"""A generated client as plain values, as its callers see it."""

import ast
from collections.abc import Mapping

import attrs

from codegen.document.load import JSON


@attrs.frozen(kw_only=True)
class Argument:
    """One argument of a method.

    Attributes:
        name: Name in Python.
        json_name: Name in the request.
        location: `path`, `query`, `headers` or `body`; empty for one that is not sent, such as `options`.
        positional: Whether the argument is positional.
        annotation: Type annotation.
        default: The expression of its default; None if it must be given.
        text: Description in the docstring.
        limits: Keywords of its schema that bound its values, such as `maxLength`.
    """

    name: str
    json_name: str
    location: str
    positional: bool
    annotation: str
    default: str | None
    text: str
    limits: Mapping[str, JSON] = attrs.field(factory=dict[str, JSON])


@attrs.frozen(kw_only=True)
class Method:
    """One method of a resource.

    Attributes:
        resource: The attribute of the client.
        name: The method name.
        returns: Type of what it returns.
        arguments: Its arguments, in the order of the signature.
        text: The docstring before its sections, without endpoint and credentials.
        credentials: What the docstring says about credentials.
        result: What the docstring says about the result.
        errors: What the docstring says about errors.
        facts: The keyword arguments of its entry in `OPERATIONS`, as code.
        request: The code that makes its call.
        envelope: Type of one page, for one that pages.
    """

    resource: str
    name: str
    returns: str
    arguments: tuple[Argument, ...]
    text: str
    credentials: str
    result: str
    errors: str
    facts: Mapping[str, str]
    request: str
    envelope: str

    @property
    def call(self) -> str:
        """The method as a caller writes it."""
        return f"hub.{self.resource}.{self.name}()"

    @property
    def endpoint(self) -> str:
        """HTTP method and path."""
        return f"{self.fact('method')} {self.fact('path')}"

    def fact(self, key: str) -> str:
        """Get a fact of the operation without quotes; empty if it is missing."""
        return str(ast.literal_eval(self.facts.get(key, "''")))


@attrs.frozen(kw_only=True)
class Field:
    """One attribute of a model.

    Attributes:
        name: Name in Python.
        key: Key in JSON.
        annotation: Type annotation.
        default: The expression of its default; None if there is none.
        text: Docstring.
        location: JSONPath of its schema.
        nullable: Whether null is one of its values, and not only how absence reads.
    """

    name: str
    key: str
    annotation: str
    default: str | None
    text: str
    location: str
    nullable: bool


@attrs.frozen(kw_only=True)
class Model:
    """One model.

    Attributes:
        name: Name of the class.
        text: Docstring.
        location: JSONPath of its schema.
        fields: Its attributes by name.
        code: The rest of its class.
    """

    name: str
    text: str
    location: str
    fields: Mapping[str, Field]
    code: str


@attrs.frozen(kw_only=True)
class Client:
    """All that is generated.

    Attributes:
        resources: Docstring and display name of each resource class, by the attribute of the client.
        methods: All methods, by `resource.name`.
        models: All models, by name.
        rest: What is left of each module once the above is taken out, as normalized code.
        catalog: The entry of each operation in the catalog, as JSON text.
    """

    resources: Mapping[str, str]
    methods: Mapping[str, Method]
    models: Mapping[str, Model]
    rest: Mapping[str, str]
    catalog: Mapping[str, str]
