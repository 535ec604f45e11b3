"""Lists the public names of the package: `python -m tests.public_api` writes public_api.txt.

The file has a line for each public name, and for each argument of a public function. A test fails if the package lacks
a listed name, which is a breaking change. Remove the line by hand, or write the file again, and say why in the commit.
"""

import enum
import importlib
import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

LIST = Path(__file__).parent / "public_api.txt"
MODULES = (
    "aiodockerhub",
    "aiodockerhub.members_csv",
    "aiodockerhub.errors",
    "aiodockerhub.mcp",
    "aiodockerhub.otel",
    "aiodockerhub.testing",
    "aiodockerhub_generated.types",
)


def listing() -> list[str]:
    """List every public name and argument."""
    names = {name for module in MODULES for name in _module(importlib.import_module(module))}
    names |= set(_module(importlib.import_module("aiodockerhub_generated.resources")))
    models = importlib.import_module("aiodockerhub_generated.models")
    names |= {
        f"aiodockerhub.models.{name}" for name in models.__all__
    }  # the report of an update lists their attributes
    return sorted(names)


def callables() -> Iterator[tuple[str, type | None, Callable[..., Any]]]:
    """Yield the public functions, and the constructors and methods of public classes; without those of resources.

    Yields:
        The name; the class whose object has the method, `None` for functions, constructors, class methods and static
        methods; and the function. Callers make no exceptions, enumerations, dictionaries, protocols and abstract
        classes, so that their constructors are left out, and so are all methods of exceptions and protocols.
    """
    yielded = set[int]()
    for module in map(importlib.import_module, MODULES):
        for name in getattr(module, "__all__", None) or [name for name in vars(module) if not name.startswith("_")]:
            value = getattr(module, name)
            if id(value) in yielded or inspect.ismodule(value):
                continue
            yielded.add(id(value))
            label = f"{module.__name__}.{name}"
            if inspect.isfunction(value):
                yield label, None, value
            elif inspect.isclass(value) and value.__module__.startswith("aiodockerhub"):
                yield from _callables_of_class(label, value)


def _callables_of_class(label: str, owner: type) -> Iterator[tuple[str, type | None, Callable[..., Any]]]:
    is_protocol = getattr(owner, "_is_protocol", False)
    is_made = not (is_protocol or inspect.isabstract(owner) or issubclass(owner, BaseException | enum.Enum | dict))
    if is_made:
        yield label, None, owner
    # Not `dir`, which leaves out methods of enumerations.
    for name in sorted({name for base in owner.__mro__ for name in vars(base)}):
        value = inspect.getattr_static(owner, name)
        if name.startswith("_") or is_protocol or issubclass(owner, BaseException) or not _is_ours(owner, name):
            continue
        if isinstance(value, staticmethod | classmethod):
            yield f"{label}.{name}", None, getattr(owner, name)
        elif inspect.isfunction(value):
            yield f"{label}.{name}", owner, value


def _module(module: ModuleType) -> Iterator[str]:
    public = getattr(module, "__all__", None) or [name for name in vars(module) if not name.startswith("_")]
    for name in public:
        value = getattr(module, name)
        if inspect.ismodule(value) or (getattr(value, "__module__", module.__name__) or "").startswith("typing"):
            continue
        label = f"{module.__name__}.{name}"
        yield label
        if inspect.isclass(value):
            yield from _class(label, value)
        elif callable(value):
            yield from _arguments(label, value)


def _class(label: str, owner: type) -> Iterator[str]:
    yield from _arguments(label, owner)
    for name in dir(owner):
        value = inspect.getattr_static(owner, name)
        if name.startswith("_") or not _is_ours(owner, name):
            continue
        yield f"{label}.{name}"
        function = getattr(value, "__func__", value)
        if inspect.isfunction(function):
            yield from _arguments(f"{label}.{name}", function)


def _is_ours(owner: type, name: str) -> bool:
    home = next((base for base in owner.__mro__ if name in vars(base)), owner)
    return home.__module__.startswith("aiodockerhub")


def _arguments(label: str, function: object) -> Iterator[str]:
    try:
        parameters = inspect.signature(function).parameters  # type: ignore[arg-type]  # what is not callable raises
    except (TypeError, ValueError):
        return
    for name, parameter in parameters.items():
        several = parameter.kind in {parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD}
        if not name.startswith("_") and name != "self" and not several:
            yield f"{label}({name})"


if __name__ == "__main__":
    sys.path[:0] = [str(LIST.parents[1] / folder) for folder in ("overrides", "generated")]
    text = "\n".join(listing()) + "\n"
    if "--print" in sys.argv:
        sys.stdout.write(text)
    else:
        LIST.write_text(text, encoding="utf-8")
