"""Sphinx: the site of guides and reference that `make docs` writes to build/docs."""

import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "overrides"), str(ROOT / "generated")]

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
autodoc_preserve_defaults = True
autodoc_default_options = {"members": True, "show-inheritance": True}
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
    exported = {name: getattr(package, name) for name in package.__all__}
    by_module: dict[str, list[str]] = {}
    for name, value in exported.items():
        if inspect.isclass(value):
            is_error = issubclass(value, BaseException)  # the first of them are made in the generated package
            by_module.setdefault("aiodockerhub.errors" if is_error else value.__module__, []).append(name)
    for module, names in by_module.items():
        if module.startswith("aiodockerhub."):
            title = module.removeprefix("aiodockerhub.")
            _write_page(f"package/{title}.md", title, (f".. autoclass:: {module}.{name}" for name in names))
    types = sorted(
        name for module, names in by_module.items() if not module.startswith("aiodockerhub.") for name in names
    )
    _write_page("package/types.md", "types", (f".. autoclass:: aiodockerhub_generated.types.{name}" for name in types))
    models = importlib.import_module("aiodockerhub_generated.models")
    _write_page(
        "models.md", "Models", (f".. autoclass:: aiodockerhub_generated.models.{name}" for name in models.__all__)
    )
    resources = importlib.import_module("aiodockerhub_generated.resources")
    for module in pkgutil.iter_modules(resources.__path__):
        directive = f".. automodule:: aiodockerhub_generated.resources.{module.name}"
        _write_page(f"resources/{module.name}.md", f"hub.{module.name}", [directive])


_attribute_lines: dict[str, list[str]] = {}


def escape_markup(_app: Sphinx, what: str, name: str, _object: object, _options: object, lines: list[str]) -> None:
    """Keep stars and bars of plain docstrings from being read as markup."""
    if what == "class" and name.startswith("aiodockerhub_generated.models.") and "Attributes:" in lines:
        del lines[lines.index("Attributes:") :]  # for `help()`; here each attribute has an entry of its own
    for index, line in enumerate(lines):
        parts = re.split(r"(``?[^`]*``?)", line)
        lines[index] = "".join(part if part.startswith("`") else re.sub(r"([*|])", r"\\\1", part) for part in parts)
    if what == "attribute":
        _attribute_lines[name] = lines.copy()


def keep_attributes(_app: Sphinx, what: str, name: str, _object: object, _options: object, lines: list[str]) -> None:
    """Undo what napoleon does to attributes: it takes what stands before a colon for the type."""
    if what == "attribute":
        lines[:] = _attribute_lines.pop(name)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("autodoc-process-docstring", escape_markup, priority=400)  # napoleon has 500
    app.connect("autodoc-process-docstring", keep_attributes, priority=600)


write_reference()
