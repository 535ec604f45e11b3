"""Drives openapi-python-client as a library: the patched document in, the text of every generated module out."""

import contextlib
import io
import re
import textwrap
from collections.abc import Iterable
from pathlib import Path

import attrs
from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError

from codegen.document import nodes
from codegen.document.load import JSON
from codegen.errors import BuildError
from codegen.plan import docstrings, generator_workarounds, naming
from codegen.plan.models import render
from codegen.plan.operations.describe import describe
from codegen.plan.operations.operation import MODELS, Resource

TEMPLATES = Path(__file__).parent.parent / "templates"


@attrs.frozen(kw_only=True)
class Generated:
    """What the generator made.

    Attributes:
        modules: Text of each module, by its path inside the package.
        resources: The operations, by resource.
        notices: What a maintainer should know, one line each.
    """

    modules: dict[str, str]
    resources: list[Resource]
    notices: list[str]


def generate(document: dict[str, JSON], published: dict[str, JSON]) -> Generated:
    """Generate all modules of the package but the static ones.

    Args:
        document: The patched, valid OpenAPI 3.0 document.
        published: The document before the overlays, to whose operationIds the links in descriptions refer.

    Returns:
        The modules, not yet formatted.

    Raises:
        BuildError: openapi-python-client warns of something (each warning is named), or an operation or a model cannot
            be given a proper name.
    """
    names = naming.name_operations(document)
    prepared = generator_workarounds.prepare(document, names)
    project = _project(prepared)
    endpoints = {
        str(endpoint.name): endpoint
        for collection in project.openapi.endpoint_collections_by_tag.values()
        for endpoint in collection.endpoints
    }
    links = {
        nodes.text(operation["operationId"]): names[path, method].id
        for source in (document, published)
        for path, method, operation in nodes.operations(source)
        if "operationId" in operation and (path, method) in names
    }
    resources = describe(document, names, endpoints, links)
    project.env.filters.update(literal=_literal, docstring=docstrings.method_docstring)
    modules = _operation_modules(project, resources) | render.render(project, prepared, endpoints.values(), links)
    notices = [
        f"{method.upper()} {path} has no operationId and is called {names[path, method].id}: name it in names.yaml"
        for path, method, _ in nodes.operations(document)
        if not names[path, method].given
    ]
    return Generated(modules=modules, resources=resources, notices=notices)


def _project(document: dict[str, JSON]) -> Project:
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
    return Project(openapi=data, config=config, custom_template_path=TEMPLATES)


def _operation_modules(project: Project, resources: list[Resource]) -> dict[str, str]:
    env = project.env
    everything = [operation for resource in resources for operation in resource.operations]
    modules = {
        "__init__.py": env.get_template("package_init.py.jinja").render(),
        "operations.py": env.get_template("operations.py.jinja").render(operations=everything),
        "calls/__init__.py": env.get_template("calls_init.py.jinja").render(resources=resources),
        "resources/__init__.py": env.get_template("resources_init.py.jinja").render(resources=resources),
    }
    for resource in resources:
        for folder, template in (("calls", "calls.py.jinja"), ("resources", "resource.py.jinja")):
            modules[f"{folder}/{resource.name}.py"] = env.get_template(template).render(
                resource=resource,
                resource_imports=_imports(resource, folder),
                class_docstring=docstrings.class_docstring(resource),
            )
    return modules


def _imports(resource: Resource, folder: str) -> str:
    """The import statements of a module; the formatter sorts them."""
    found = _imports_of_calls(resource) if folder == "calls" else _imports_of_methods(resource)
    for operation in resource.operations:
        for argument in operation.arguments.all:
            found |= argument.imports
            if argument.where == "body" and not argument.required:
                found.add("from .._unset import UNSET, Unset")
    loaded_late = sorted(statement for statement in found if statement.startswith(MODELS))
    lines = sorted(found.difference(loaded_late))
    if loaded_late:
        lines += ["from typing import TYPE_CHECKING", "if TYPE_CHECKING:", *(f"    {one}" for one in loaded_late)]
    return "\n".join(lines)


def _imports_of_calls(resource: Resource) -> set[str]:
    found = {"from ..operations import OPERATIONS"}
    for operation in resource.operations:
        found |= operation.answer.imports
        found.add(f"from .._calls import {'PagedCall' if operation.paging else 'Call'}")
        found |= operation.paging.item_imports if operation.paging else set()
        if operation.deprecation:
            found.add("from .._deprecation import warn_deprecated")
        reading = f"{operation.answer.decode} {operation.paging.accessor if operation.paging else ''}"
        for helpers in ("_responses", "_shapes", "models"):
            if f"{helpers}." in reading:
                found.add(f"from .. import {helpers}")
        if operation.arguments.all:
            found.add("from .. import _encoding")
    return found


def _imports_of_methods(resource: Resource) -> set[str]:
    found = {"from .._calls import CallOptions, Sender", f"from ..calls import {resource.name} as calls"}
    for operation in resource.operations:
        if operation.paging:
            found |= operation.paging.item_imports | {"from .._paging import Pager"}
        else:
            found |= operation.answer.imports
    return found


def _literal(value: object) -> str:
    return repr(value)


def _one_line(error: GeneratorError) -> str:
    parts: Iterable[str | None] = (error.header, error.detail)
    said = ": ".join(part.strip().rstrip(":") for part in parts if part)
    return textwrap.shorten(_OBJECT.sub("…", said), 400)


_OBJECT = re.compile(r"<[\w.]+ object at 0x[0-9a-f]+>")  # what a warning shows where it quotes the document
