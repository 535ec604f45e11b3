"""Which modules are generated, and what each of them imports."""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import attrs

from codegen.plan import docstrings
from codegen.plan.generator import Plan
from codegen.plan.operations.operation import MODELS, Operation, Resource
from codegen.write import template_filters

_OperationImports: TypeAlias = Callable[[Resource, Operation], set[str]]


@attrs.frozen(kw_only=True)
class Imports:
    """Import statements of a module, which the formatter sorts.

    Attributes:
        always: Statements that run when the module is imported.
        typing: Statements under `TYPE_CHECKING`. They import models, which are loaded only when a response is decoded.
    """

    always: list[str]
    typing: list[str]


def render_modules(plan: Plan) -> dict[str, str]:
    """Render all modules of the package, except those of `codegen/support`.

    Args:
        plan: The content of the package.

    Returns:
        Text of each module before formatting, by its path inside the package.

    Raises:
        BuildError: The plan contains a name that is not an identifier, or an expression with unprintable characters.
    """
    env = template_filters.environment()
    texts: Any = docstrings  # Jinja's annotation allows only its own globals
    env.globals["texts"] = texts
    operations = [operation for resource in plan.resources for operation in resource.operations]
    classes = sorted((model.module, model.name) for model in plan.models)
    pages: dict[str, tuple[str, dict[str, object]]] = {
        "__init__.py": ("package_init", {}),
        "operations.py": ("operations", {"operations": operations}),
        "calls/__init__.py": ("calls_init", {"resources": plan.resources}),
        "resources/__init__.py": ("resources_init", {"resources": plan.resources}),
        "models/__init__.py": ("models_init", {"classes": classes}),
    }
    for resource in plan.resources:
        calls, methods = _module_imports(resource, _call_imports), _module_imports(resource, _method_imports)
        pages[f"calls/{resource.name}.py"] = "calls", {"resource": resource, "imports": calls}
        pages[f"resources/{resource.name}.py"] = "resource", {"resource": resource, "imports": methods}
    pages |= {f"models/{model.module}.py": ("model", {"model": model}) for model in plan.models}
    return {path: env.get_template(f"{name}.py.jinja").render(values) for path, (name, values) in pages.items()}


def _module_imports(resource: Resource, of_operation: _OperationImports) -> Imports:
    """Collect the imports of a module of calls or of a resource class.

    Args:
        resource: The resource of the module.
        of_operation: Function that returns the import statements for an operation, except those for its arguments.
    """
    statements: set[str] = set()
    for operation in resource.operations:
        statements |= of_operation(resource, operation)
        if operation.secrets:
            statements.add("from .._masking import hidden")
        for argument in operation.arguments.all:
            statements |= argument.imports
            if not argument.required and (argument.sends_null or argument.location == "whole body"):
                statements.add("from .._omit import OMIT, Omit")
    typing = sorted(statement for statement in statements if statement.startswith(MODELS))
    always = sorted(statements.difference(typing))
    return Imports(always=[*always, *(["from typing import TYPE_CHECKING"] if typing else [])], typing=typing)


def _call_imports(_: Resource, operation: Operation) -> set[str]:
    """Return the import statements for the function that makes a call."""
    paging, response = operation.paging, operation.response
    statements = {"from ..operations import OPERATIONS", f"from .._calls import {'PagedCall' if paging else 'Call'}"}
    statements |= response.imports | (paging.item_imports if paging else frozenset())
    if operation.deprecation:
        statements.add("from .._deprecation import warn_deprecated")
    expressions = [response.decode, paging.accessor if paging else "", operation.body_expression]
    expressions += [decode for _, decode in response.by_status]
    expressions += [argument.value for argument in operation.arguments.all]
    if operation.arguments.all:
        statements.add("from .. import _encoding")
    return statements | set(_helper_imports(" ".join(expressions)))


def _helper_imports(expressions: str) -> Iterable[str]:
    """Yield the import statements of modules that expressions mention."""
    for module in ("_bodies", "_responses", "_shapes", "_styles", "models"):
        if f"{module}." in expressions:
            yield f"from .. import {module}"


def _method_imports(resource: Resource, operation: Operation) -> set[str]:
    """Return the import statements for the method of a resource class."""
    statements = {"from .._calls import CallOptions, Sender", f"from ..calls import {resource.name} as calls"}
    if operation.paging:
        return statements | operation.paging.item_imports | {"from .._walks import Pager"}
    return statements | operation.response.imports
