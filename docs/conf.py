"""Sphinx: the site of guides and reference that `make docs` writes to build/docs."""

import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "overrides"), str(ROOT / "generated")]

Model = importlib.import_module("aiodockerhub.models").Model

project = "aiodockerhub"
author = "the aiodockerhub authors"
copyright = author  # noqa: A001 - Sphinx wants this name
version = release = importlib.import_module("aiodockerhub").__version__

extensions = [
    "myst_parser",  # the guides are Markdown
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",  # docstrings are in Google's style
    "sphinx.ext.viewcode",
    "sphinx_copybutton",
]
html_theme = "furo"
html_title = f"aiodockerhub {release}"
html_show_sphinx = False
html_static_path = ["_static"]
html_css_files = ["site.css"]
templates_path: list[str] = []
exclude_patterns = ["_static"]

myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence", "attrs_inline"]

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_default_options = {"members": True}
autodoc_class_signature = "mixed"
add_module_names = False
default_role = "code"  # in docstrings as in Markdown, one backtick on each side is code
napoleon_use_ivar = True
napoleon_use_rtype = False
python_use_unqualified_type_names = True

_REFERENCE = Path(__file__).parent / "reference"


def _write_page(path: str, title: str, directives: Iterable[str]) -> None:
    """Write a page unless it is there already, so that Sphinx reads only what has changed."""
    text = f"# {title}\n\n```{{eval-rst}}\n" + "\n".join(directives) + "\n```\n"
    page = _REFERENCE / path
    page.parent.mkdir(parents=True, exist_ok=True)
    if not page.exists() or page.read_text("utf-8") != text:
        page.write_text(text, "utf-8")


def write_reference() -> None:
    """Write the pages of the reference from the packages themselves: no list of names is kept by hand."""
    package = importlib.import_module("aiodockerhub")
    by_module: dict[str, list[str]] = {}
    for name in package.__all__:
        value = getattr(package, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            is_error = inspect.isclass(value) and issubclass(value, BaseException)
            by_module.setdefault("aiodockerhub.errors" if is_error else value.__module__, []).append(name)
    apart = ("aiodockerhub.members_csv", "aiodockerhub.mcp", "aiodockerhub.otel", "aiodockerhub.testing")
    by_module |= {module: list(importlib.import_module(module).__all__) for module in apart}
    of_package = {module: names for module, names in by_module.items() if module.startswith("aiodockerhub.")}
    for module, names in of_package.items():
        text = [f"Import from `{module if module in apart else 'aiodockerhub'}`.", ""]
        page = f"package/{module.removeprefix('aiodockerhub.')}.md"
        title = module if module in apart else module.rpartition(".")[2].replace("_", " ").capitalize()
        _write_page(page, title, [*text, *_entries(module, names)])
    types = sorted(name for module, names in by_module.items() if module not in of_package for name in names)
    _write_page("package/types.md", "Calls, pages and other values", _entries("aiodockerhub_generated.types", types))
    models = importlib.import_module("aiodockerhub_generated.models")
    _write_page("models.md", "Models", _entries("aiodockerhub_generated.models", models.__all__))
    resources = importlib.import_module("aiodockerhub_generated.resources")
    for module in pkgutil.iter_modules(resources.__path__):
        directive = f".. automodule:: aiodockerhub_generated.resources.{module.name}"
        _write_page(f"resources/{module.name}.md", f"hub.{module.name}", [directive])


def _entries(module: str, names: Iterable[str]) -> Iterator[str]:
    listed = list(names)
    values = [getattr(importlib.import_module(module), name) for name in listed]
    for name, value in zip(listed, values, strict=True):
        yield from _entry(f"{module}.{name}", value)
    bases = {base: None for value in values if inspect.isclass(value) for base in value.__mro__[1:]}
    for base in bases:  # methods of a client come from several classes
        if base.__module__.startswith("aiodockerhub.") and base.__name__ not in listed and _has_methods(base):
            yield from _entry(f"{base.__module__}.{base.__name__}", base)


def _entry(path: str, value: object) -> Iterator[str]:
    yield f".. auto{'function' if inspect.isfunction(value) else 'class'}:: {path}"
    if inspect.isclass(value) and value.__bases__ != (object,) and not issubclass(value, Model):
        yield "   :show-inheritance:"


def _has_methods(value: type) -> bool:
    return not value.__name__.startswith("_") and any(
        inspect.isfunction(member) and not name.startswith("_") for name, member in vars(value).items()
    )


_attribute_lines: dict[str, list[str]] = {}


def escape_markup(_app: Sphinx, what: str, name: str, _object: object, _options: object, lines: list[str]) -> None:
    """Mark the code in plain docstrings, and keep their stars and bars from being read as markup."""
    if what == "class" and name.startswith("aiodockerhub_generated.models.") and "Attributes:" in lines:
        del lines[lines.index("Attributes:") :]  # for `help()`; here each attribute has an entry of its own
    code = _code_lines(lines)
    for index, line in enumerate(lines):
        if index in code:
            continue
        parts = re.split(r"(``?[^`]*``?)", line)
        lines[index] = "".join(part if part.startswith("`") else re.sub(r"([*|])", r"\\\1", part) for part in parts)
    for index in sorted(code, reverse=True):
        if not lines[index - 1] and index - 1 not in code:
            lines[index:index] = [".. code-block:: python", ""]
    if what in {"attribute", "property"}:
        _attribute_lines[name] = lines.copy()


def _code_lines(lines: list[str]) -> set[int]:
    """Find the lines of code: indented lines after a line that is not indented and an empty line."""
    code: set[int] = set()
    for index, line in enumerate(lines[1:], start=1):
        begins = not lines[index - 1] and index > 1 and not lines[index - 2].startswith(" ")
        goes_on = index - 1 in code and (line or "".join(lines[index + 1 : index + 2])).startswith("    ")
        if goes_on or (begins and line.startswith("    ")):
            code.add(index)
    return code


def keep_attributes(_app: Sphinx, what: str, name: str, _object: object, _options: object, lines: list[str]) -> None:
    """Undo what napoleon does to attributes: it takes what stands before a colon for the type."""
    if what == "attribute":
        lines[:] = _attribute_lines.pop(name)
    elif what == "property":  # whose docstring may have sections
        lines[:] = [_attribute_lines.pop(name)[0], *(line for line in lines[1:] if not line.startswith(":type:"))]


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("autodoc-process-docstring", escape_markup, priority=400)  # napoleon has 500
    app.connect("autodoc-process-docstring", keep_attributes, priority=600)


write_reference()
