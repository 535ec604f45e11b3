"""Drives openapi-python-client as a library: the patched document in, the plan of the package out."""

import contextlib
import io
import re
import textwrap
from collections.abc import Iterable
from pathlib import Path

import attrs
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.errors import BuildError
from codegen.plan import generator_workarounds, naming
from codegen.plan.models import mentioned
from codegen.plan.models.schemas import Model
from codegen.plan.operations.describe import describe
from codegen.plan.operations.operation import Resource


@attrs.frozen(kw_only=True)
class Plan:
    """What is to be written, as plain values.

    Attributes:
        resources: The operations, by resource.
        models: The models that responses and arguments mention.
        notices: What a maintainer should know, one line each.
    """

    resources: list[Resource]
    models: list[Model]
    notices: list[str]


def plan(document: dict[str, JSON], published: dict[str, JSON]) -> Plan:
    """Plan the package.

    Args:
        document: The patched, valid OpenAPI 3.0 document.
        published: The document before the overlays, to whose operationIds the links in descriptions refer.

    Returns:
        Everything that is to be written.

    Raises:
        BuildError: openapi-python-client warns of something (each warning is named), or an operation or a model cannot
            be given a proper name.
    """
    names = naming.name_operations(document)
    prepared = generator_workarounds.prepare(document, names)
    data = _read(prepared)
    endpoints = {
        str(endpoint.name): endpoint
        for collection in data.endpoint_collections_by_tag.values()
        for endpoint in collection.endpoints
    }
    links = {
        nodes.text(operation["operationId"]): names[path, method].id
        for source in (document, published)
        for path, method, operation in nodes.operations(source)
        if "operationId" in operation and (path, method) in names
    }
    resources = describe(document, names, endpoints, links)
    models = mentioned.describe(data, prepared, endpoints.values(), links)
    notices = [
        f"{method.upper()} {path} has no operationId and is called {names[path, method].id}: name it in names.yaml"
        for path, method, _ in nodes.operations(document)
        if not names[path, method].given
    ]
    return Plan(resources=resources, models=models, notices=notices)


def _read(document: dict[str, JSON]) -> GeneratorData:
    config = Config.from_sources(
        ConfigFile(
            post_hooks=[],
            literal_enums=True,
            use_path_prefixes_for_title_model_names=False,
            package_name_override="aiodockerhub_generated",
        ),
        meta_type=MetaType.NONE,
        document_source=Path("document"),
        file_encoding="utf-8",
        overwrite=False,
        output_path=Path("unused"),
    )
    with contextlib.redirect_stdout(io.StringIO()):
        data = GeneratorData.from_dict(document, config=config)
    if isinstance(data, GeneratorError):
        raise BuildError("openapi-python-client refuses the document", [_one_line(data)])
    warnings: list[GeneratorError] = [*data.errors]
    for collection in data.endpoint_collections_by_tag.values():
        warnings += collection.parse_errors
    if warnings:
        raise BuildError(
            "openapi-python-client warns, and what it warns of would be missing: repair the document in the overlay",
            sorted({_one_line(warning) for warning in warnings}),
        )
    return data


def _one_line(error: GeneratorError) -> str:
    parts: Iterable[str | None] = (error.header, error.detail)
    said = ": ".join(part.strip().rstrip(":") for part in parts if part)
    return textwrap.shorten(_OBJECT.sub("…", said), 400)


_OBJECT = re.compile(r"<[\w.]+ object at 0x[0-9a-f]+>")  # what a warning shows where it quotes the document
