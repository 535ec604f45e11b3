"""A generated client as plain values, as its callers see it."""

import ast
from collections.abc import Mapping

import attrs

from codegen.document.load import JSON


@attrs.frozen(kw_only=True)
class Argument:
    """An argument of a method.

    Attributes:
        name: Name in Python.
        json_name: Name in the request; for an argument in the path, its index there.
        location: `path`, `query`, `headers`, `cookies` or `body`; empty for an argument that is not part of the call,
            such as `options`.
        positional: Whether callers pass the argument by position; otherwise by keyword.
        annotation: Type annotation.
        default: Expression of the default; `None` for a required argument.
        text: Description in the docstring.
        limits: Limits of the values, by keyword of the schema, such as `maxLength`; none by default. For a limit of a
            nested value, such as the items of a list, the path to the nested value precedes the keyword, as in
            `value_limits.Limits`.
        sent_default: Default of the schema, which the service uses for a missing argument, written as in docstrings;
            empty, the default, if there is none.
    """

    name: str
    json_name: str
    location: str
    positional: bool
    annotation: str
    default: str | None
    text: str
    limits: Mapping[str, JSON] = attrs.field(factory=dict[str, JSON])
    sent_default: str = ""


@attrs.frozen(kw_only=True)
class Method:
    """A method of a resource.

    Attributes:
        resource: Name of the client's attribute for the resource.
        name: Method name.
        returns: Type of the result, with the prefix `wording.AT_ONCE` for a method that is called without `await`.
        arguments: The arguments, in the order of the signature.
        text: Docstring before its sections, without endpoint, credentials, and the build's paragraph on a deprecation.
        credentials: The docstring's sentence on credentials.
        result: The docstring's section on the result; empty if it has none.
        errors: The entries of the docstring's section on errors, sorted.
        facts: Keyword arguments of the operation's entry in `OPERATIONS`, as code.
        request: Code of the function that makes the call, with mappings and keyword arguments in a fixed order.
        envelope: Type of the call, such as `Call[Tag]`.
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
        """The call of the method without arguments, such as `hub.orgs.list()`."""
        return f"hub.{self.resource}.{self.name}()"

    @property
    def endpoint(self) -> str:
        """HTTP method and path."""
        return f"{self.fact('method')} {self.fact('path')}"

    def fact(self, key: str) -> str:
        """Return a fact of the operation that is text; empty if it is missing."""
        return str(ast.literal_eval(self.facts.get(key, "''")))


@attrs.frozen(kw_only=True)
class Field:
    """An attribute of a model.

    Attributes:
        name: Name in Python.
        key: Key in JSON.
        annotation: Type annotation.
        default: Expression of the default; `None` if callers must give the attribute.
        text: Docstring; empty if there is none.
        location: JSONPath of the attribute's schema.
        nullable: Whether the key may be missing or null, both of which a model shows as `None`.
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
    """A model.

    Attributes:
        name: Name of the class.
        text: The class's docstring before its section of attributes.
        location: JSONPath of the model's schema in the document.
        fields: The attributes by name.
        code: Code of the class that no other attribute contains: its methods, with their lines sorted, and the other
            arguments of its `Schema`.
    """

    name: str
    text: str
    location: str
    fields: Mapping[str, Field]
    code: str


@attrs.frozen(kw_only=True)
class Client:
    """A generated client.

    Attributes:
        resources: Docstring of each resource class, by the client's attribute.
        methods: All public methods, by `resource.name`.
        models: All models, by name.
        rest: Syntax tree, as text, of each other module, by its path. Modules that only list names are left out.
        catalog: Entry of each operation in the catalog, as JSON text, by `resource.name`.
    """

    resources: Mapping[str, str]
    methods: Mapping[str, Method]
    models: Mapping[str, Model]
    rest: Mapping[str, str]
    catalog: Mapping[str, str]
