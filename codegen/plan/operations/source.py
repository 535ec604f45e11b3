"""One operation of the document, with the shapes of its values."""

from collections.abc import Iterable

import attrs
from openapi_python_client.parser.properties.protocol import PropertyProtocol

from codegen.document import merged_schemas, nodes
from codegen.document.load import JSON, Location
from codegen.document.refs import pointer
from codegen.plan import markdown
from codegen.plan.lowering.classes import ObjectClass, Property
from codegen.plan.lowering.openapi_python_client import Reading, extra_token
from codegen.plan.lowering.schemas import InlineName, Lowering
from codegen.plan.lowering.shapes import Shape
from codegen.plan.operation_names import OperationName, request_class, result_class
from codegen.plan.operations import media_types


@attrs.frozen(kw_only=True)
class Value:
    """A value in a request or a response.

    Attributes:
        token: Key of the value among all types that are read, such as `get /v2/orgs content 200`.
        shape: Shape of the value.
        schema: Schema of the value, unchanged from the document; empty if the document has none.
        location: Location of the schema, also if there is none.
    """

    token: str
    shape: Shape
    schema: JSON
    location: Location


@attrs.frozen(kw_only=True)
class Parameter:
    """A parameter of an operation.

    Attributes:
        node: The parameter object.
        location: Location of the parameter object.
        value: Value of the parameter.
        media_type: Media type in the `content` of the parameter; empty for a parameter with a style.
    """

    node: dict[str, JSON]
    location: Location
    value: Value
    media_type: str


@attrs.frozen(kw_only=True)
class Content:
    """A request body, or the response of a status.

    Attributes:
        status: The status, such as `200`, `2XX` or `default`; empty for a request body.
        media_type: Media type; empty if there is no content.
        kind: Kind of the media type, from `media_types.kind`; `bytes` for a wildcard whose schema has the format
            `binary`; `none` if there is no content.
        node: The request body or response object.
        value: Value of JSON or of a form; `None` for other kinds, and for a response of HEAD.
        media: The media type object; empty if there is no content.
        location: Location of the media type object.
    """

    status: str
    media_type: str
    kind: str
    node: dict[str, JSON]
    value: Value | None
    media: dict[str, JSON]
    location: Location


@attrs.frozen(kw_only=True)
class Source:
    """An operation: facts of the document, types of openapi-python-client.

    Attributes:
        document: The patched document.
        path: Path template.
        method: HTTP method in lower case.
        name: Names of the resource and the method.
        parameters: Parameters of the operation and of its path.
        body: Request body; `None` if the operation has none.
        successes: Successful responses, in the order of their statuses. If the document states no success: the response
            `default`, if there is one.
        links: Python names of operations by the last part of the link, from `link_targets`.
        reading: The types as openapi-python-client has read them; `None` before it reads them.
    """

    document: dict[str, JSON]
    path: str
    method: str
    name: OperationName
    parameters: tuple[Parameter, ...]
    body: Content | None
    successes: tuple[Content, ...]
    links: dict[str, str]
    reading: Reading | None = None

    @property
    def node(self) -> dict[str, JSON]:
        """The operation object."""
        return nodes.mapping(nodes.path_item(self.document, self.path)[self.method])

    @property
    def location(self) -> Location:
        """Location of the operation object."""
        return nodes.operation_location(self.document, self.path, self.method)

    @property
    def label(self) -> str:
        """Location of the operation object as a JSON pointer, for messages."""
        return pointer(self.location)

    @property
    def values(self) -> Iterable[Value]:
        """The values of all parameters, of the body, and of successful responses."""
        yield from (parameter.value for parameter in self.parameters)
        yield from (
            content.value
            for content in (self.body, *self.successes)
            if content is not None and content.value is not None
        )

    def type_of(self, value: Value) -> PropertyProtocol:
        """Return the type of a value.

        Raises:
            LookupError: openapi-python-client has not read the types yet.
        """
        if self.reading is None:
            raise LookupError("the shapes have not been read yet")
        return self.reading.values[value.token]

    def class_of(self, shape: Shape) -> ObjectClass | None:
        """Return the class of a shape; `None` for a shape without a class.

        The result is also `None` before openapi-python-client has read the types.
        """
        if shape.kind != "class" or self.reading is None:
            return None
        return self.reading.numbered[shape.class_id]

    def type_of_property(self, object_class: ObjectClass, property_: Property) -> PropertyProtocol:
        """Return the type of a class's attribute.

        Raises:
            LookupError: openapi-python-client has not read the types yet.
        """
        if self.reading is None:
            raise LookupError("the shapes have not been read yet")
        return self.reading.attribute(object_class, property_)

    def extra_of(self, object_class: ObjectClass) -> PropertyProtocol:
        """Return the type of the values under further keys of an open class.

        Raises:
            LookupError: openapi-python-client has not read the types yet.
        """
        if self.reading is None:
            raise LookupError("the shapes have not been read yet")
        return self.reading.values[extra_token(object_class)]

    def plain(self, text: JSON) -> str:
        """Turn Markdown of the document into plain text."""
        return markdown.plain(nodes.text(text), self.links)


def gather_sources(
    document: dict[str, JSON], names: dict[tuple[str, str], OperationName], links: dict[str, str], lowering: Lowering
) -> list[Source]:
    """Collect the sources of all operations.

    Args:
        document: The patched document.
        names: Names of the operations, by path and method.
        links: Python names of operations by the last part of the link, from `link_targets`.
        lowering: The lowering that reduces the schemas of the operations to shapes.

    Returns:
        The operations, in the order of the document.

    Raises:
        BuildError: The client does not support a schema or a media type, or a `$ref` of `parameters` leads to an object
            that is not a parameter.
    """
    return [
        _Gathering(document, path, method, names[path, method], lowering).source(links)
        for path, method, _ in nodes.operations(document)
    ]


@attrs.frozen
class _Gathering:
    """Collects the source of one operation."""

    document: dict[str, JSON]
    path: str
    method: str
    name: OperationName
    lowering: Lowering

    def source(self, links: dict[str, str]) -> Source:
        location = nodes.operation_location(self.document, self.path, self.method)
        operation = nodes.mapping(nodes.path_item(self.document, self.path)[self.method])
        parameters = tuple(
            self._collect_parameter(index, node, parameter_location)
            for index, (parameter_location, node) in enumerate(
                nodes.located_parameters(self.document, self.path, self.method)
            )
        )
        body = (
            self._collect_content("", operation["requestBody"], (*location, "requestBody"))
            if "requestBody" in operation
            else None
        )
        responses = nodes.mapping(operation.get("responses"))
        successes = sorted(status for status in responses if status.startswith("2"))
        if not successes and "default" in responses:  # the only response that is declared
            successes = ["default"]
        return Source(
            document=self.document,
            path=self.path,
            method=self.method,
            name=self.name,
            parameters=parameters,
            body=body if body is not None and body.media_type else None,
            successes=tuple(
                self._collect_content(status, responses[status], (*location, "responses", status))
                for status in successes
            ),
            links=links,
        )

    def _collect_parameter(self, index: int, node: dict[str, JSON], location: Location) -> Parameter:
        """Collect a parameter; null is left out where text cannot express it."""
        content = nodes.mapping(node.get("content"))
        media_type = next(iter(content), "")
        if not media_type:
            schema, schema_location = node.get("schema", {}), (*location, "schema")
        else:
            schema = nodes.mapping(content[media_type]).get("schema", {})
            schema_location = (*location, "content", media_type, "schema")
        name = InlineName(f"{self.name.operation_id} {nodes.text(node['name'])}")
        value = self._collect_value(f"parameter {index}", schema, schema_location, name)
        shape = value.shape if media_type else value.shape.without_inner_null
        shape = shape.without_null if node.get("in") == "path" and shape.kind != "null" else shape
        if shape != value.shape:
            self.lowering.notices.append(
                f"{pointer(schema_location)}: a parameter cannot express null, which is left out"
            )
            value = attrs.evolve(value, shape=shape)
        return Parameter(node=node, location=location, value=value, media_type=media_type)

    def _collect_content(self, status: str, node: JSON, location: Location) -> Content:
        """Collect a request body (with empty `status`) or a response."""
        holder_location, holder = nodes.locate(self.document, node, location)
        media_type, media = media_types.choose(nodes.mapping(holder.get("content")))
        if holder.get("content"):
            media_types.check(media_type, (*holder_location, "content", media_type), sent=not status)
        kind: str = media_types.kind(media_type) if media_type else "none"
        if kind == "json" and not nodes.is_json(media_type) and self._is_binary(media.get("schema")):
            kind = "bytes"  # the media type is a wildcard, and the schema says that the content is no JSON
        sent_type = media_types.BYTES_TYPE if kind == "bytes" and not status and "*" in media_type else media_type
        value, media_location = None, (*holder_location, "content", media_type)
        if kind in {"json", "form", "multipart"} and not (status and self.method == "head"):
            name = InlineName(result_class(self.name) if status else request_class(self.name))
            value = self._collect_value(f"content {status}", media.get("schema", {}), (*media_location, "schema"), name)
        return Content(
            status=status,
            media_type=sent_type,
            kind=kind,
            node=holder,
            value=value,
            media=media,
            location=media_location,
        )

    def _is_binary(self, schema: JSON) -> bool:
        node = merged_schemas.merge(self.document, schema)
        return node.get("type") == "string" and node.get("format") == "binary"

    def _collect_value(self, role: str, schema: JSON, location: Location, name: InlineName) -> Value:
        """Reduce a schema; `role` is unique in the operation."""
        shape = self.lowering.shape(schema, location, name)
        token = f"{self.method} {self.path} {role}"
        return Value(token=token, shape=shape, schema=schema, location=location)
