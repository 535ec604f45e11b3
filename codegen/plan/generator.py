"""Collects the plan of the package, and its notices."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.document.refs import pointer
from codegen.errors import BuildError
from codegen.plan import chosen_models, operation_names, size_limits
from codegen.plan.identifiers import python_name
from codegen.plan.link_targets import link_targets
from codegen.plan.lowering.classes import name_classes
from codegen.plan.lowering.openapi_python_client import read_types
from codegen.plan.lowering.schemas import InlineName, Lowering
from codegen.plan.models.describe import ATTRIBUTE_NAMES, Model
from codegen.plan.operations import security
from codegen.plan.operations.body_encodings import ignored_keys
from codegen.plan.operations.describe import describe
from codegen.plan.operations.operation import Resource
from codegen.plan.operations.parameter_styles import conventions
from codegen.plan.operations.signature import omitted_parameters
from codegen.plan.operations.source import gather_sources


@attrs.frozen(kw_only=True)
class Plan:
    """The content of the package, as plain values.

    Attributes:
        resources: The operations, grouped by resource.
        models: The models that `chosen_models.describe` chooses, in the order of their modules.
        notices: Notices for the maintainer, one line each and each once.
    """

    resources: list[Resource]
    models: list[Model]
    notices: list[str]


def plan(document: dict[str, JSON], published: dict[str, JSON]) -> Plan:
    """Plan the package.

    Args:
        document: The patched document, which is valid OpenAPI.
        published: The document before the overlays. Links in Docker's descriptions use its operationIds.

    Returns:
        The plan of all files to write.

    Raises:
        BuildError: The document has an unsupported construct, has no operations, or exceeds a limit. The message or a
            detail of the error states the location.
    """
    names = operation_names.name_operations(document)
    if not names:
        raise BuildError("#/paths: no operations, so there is nothing to generate")
    links = link_targets(document, published, names)
    lowering = Lowering(document, ATTRIBUTE_NAMES)
    sources = gather_sources(document, names, links, lowering)
    for name in chosen_models.always_generated(document):
        lowering.shape({"$ref": pointer((*nodes.SCHEMAS, name))}, (*nodes.SCHEMAS, name), InlineName(name))
    lowering.finish()
    size_limits.check(sources, lowering.classes)
    name_classes(lowering.classes, frozenset(), lowering.notices)
    reading = read_types({value.token: value.shape for source in sources for value in source.values}, lowering.classes)
    sources = [attrs.evolve(source, reading=reading) for source in sources]
    resources = describe(document, sources, frozenset(reading.classes))
    models = chosen_models.describe(sources, reading, links, lowering.notices)
    lowering.notices += [
        notice
        for source in sources
        for notice in (
            *omitted_parameters(source),
            *ignored_keys(source),
            *conventions(source),
            *security.unsent_alternatives(source.document, source.node, source.label),
        )
    ]
    notices = (*_name_notices(document, names, resources), *lowering.notices)
    return Plan(resources=resources, models=models, notices=[*dict.fromkeys(notices)])


def _name_notices(
    document: dict[str, JSON],
    names: Mapping[tuple[str, str], operation_names.OperationName],
    resources: Iterable[Resource],
) -> Iterator[str]:
    """Yield notices on names that the build invented, changed or joined."""
    spelled: dict[str, list[str]] = {}
    for tag, resource_name in operation_names.resource_names(document).items():
        spelled.setdefault(resource_name, []).append(tag)
    for resource_name, tags in spelled.items():
        if len(tags) > 1:
            listed = " and ".join(f"{tag!r:.80}" for tag in sorted(tags))
            yield f"#/tags: {listed} are one resource, {resource_name}: give one of them an x-python-name"
    for path, method, operation in nodes.operations(document):
        name, operation_id = names[path, method], nodes.text(operation.get("operationId"))
        if not name.given:
            yield f"{method.upper()} {path} has no operationId and is called {name.id}: name it in names.yaml"
        elif name.method_name != python_name(operation_id.removeprefix(f"{name.resource}_")):
            location = pointer(nodes.operation_location(document, path, method))
            yield f"{location}: the method is called {name.id}: give it another operationId"
    for resource in resources:
        for described in resource.operations:
            for argument in described.arguments.all:
                if argument.renamed:
                    yield f"{described.id}: the argument for {argument.json_name!r:.80} is called {argument.name}"
