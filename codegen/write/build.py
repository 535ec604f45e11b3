"""The build: its files, its steps, and the formatting of the code."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import attrs

from codegen.document import line_numbers, load, overlay, validate
from codegen.errors import BuildError
from codegen.plan import generator
from codegen.support._printable import printable
from codegen.write import api_md, catalog
from codegen.write.import_check import check_imports
from codegen.write.render_modules import render_modules

ROOT = Path(__file__).parent.parent.parent
PACKAGE = "aiodockerhub_generated"
DOCUMENT = "openapi.json"
SUPPORT = Path(__file__).parent.parent / "support"


@attrs.frozen(kw_only=True)
class Layout:
    """The files and folders of a build.

    Attributes:
        spec: The published document; `spec/docker-hub.yaml` by default.
        overlays: Folder of the overlays; `overrides/overlay` by default.
        generated: Folder whose content the build replaces; `generated` by default.
        version: Module that states the current version; `overrides/aiodockerhub/_version.py` by default.
    """

    spec: Path = ROOT / "spec" / "docker-hub.yaml"
    overlays: Path = ROOT / "overrides" / "overlay"
    generated: Path = ROOT / "generated"
    version: Path = ROOT / "overrides" / "aiodockerhub" / "_version.py"

    @property
    def commands(self) -> Path:
        """Folder of the source of the command line."""
        return self.version.parent / "cli"

    @property
    def discrepancies(self) -> Path:
        """Path of the page of discrepancies, which is outside of `generated`."""
        return self.generated.parent / "docs" / "discrepancies.md"


def build_tree(layout: Layout, target: Path, notice: Callable[[str], None]) -> int:
    """Generate all files into an empty folder.

    The files are the package, the reference `api.md`, and the patched document for mock servers, validators and the
    next update.

    Args:
        layout: The files and folders of the project; `generated` is not changed.
        target: The folder to fill.
        notice: Function that is called with each notice, which is a line of text.

    Returns:
        The number of operations.

    Raises:
        BuildError: The document cannot be read, is invalid or has an unsupported construct, an overlay action does not
            fit, or the generated package cannot be formatted or imported.
    """
    published = load.load(layout.spec)
    patched = overlay.apply(published, overlay.load(layout.overlays))
    try:
        unread = validate.validate(patched)
        plan = generator.plan(patched, published)
    except BuildError as problem:
        raise line_numbers.with_lines(problem, layout.spec, patched) from problem
    except RecursionError:
        raise BuildError(f"{layout.spec.name}: schemas that are nested or refer to each other too deeply") from None
    package = target / PACKAGE
    for path, text in (_support_modules() | render_modules(plan)).items():
        file = package / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    _format_package(package)
    check_imports(package)
    (package / "py.typed").touch()
    (package / "catalog.json").write_text(catalog.render(plan.resources, patched, notice), encoding="utf-8")
    (target / DOCUMENT).write_text(json.dumps(patched, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (target / "api.md").write_text(api_md.render(plan.resources), encoding="utf-8")
    for line in (*unread, *plan.notices):
        notice(printable(line))
    return sum(len(resource.operations) for resource in plan.resources)


def _support_modules() -> dict[str, str]:
    """Read the modules of `codegen/support`, by the name of the file."""
    return {file.name: file.read_text(encoding="utf-8") for file in SUPPORT.glob("*.py") if file.name != "__init__.py"}


def _format_package(package: Path) -> None:
    """Sort imports and format the package, with these settings only.

    Settings of the environment or of the project must not change the result.

    Raises:
        BuildError: ruff refuses the generated code.
    """
    environment = {key: value for key, value in os.environ.items() if not key.startswith("RUFF_")}
    settings = ["--isolated", "--no-cache", "--quiet", "--line-length", "120", "--target-version", "py311"]
    for command in (["check", "--select", "I", "--fix"], ["format"]):
        process = subprocess.run(  # noqa: S603 - our own interpreter and formatter
            [sys.executable, "-m", "ruff", *command, *settings, str(package)],
            capture_output=True,
            text=True,
            check=False,
            env=environment,
        )
        if process.returncode:
            output = (process.stderr or process.stdout).strip().splitlines()
            raise BuildError("the generated code is not valid Python: a template is at fault", output[:10])
