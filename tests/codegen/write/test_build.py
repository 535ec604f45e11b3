"""The build as a whole: what it refuses, what it leaves alone, and that it makes the same bytes every time."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from codegen.__main__ import main
from codegen.document.load import JSON
from codegen.errors import BuildError
from codegen.write import build
from codegen.write.atomic_replace import files
from codegen.write.build import ROOT, Layout
from tests.codegen import kit

PATHS = "\npaths:\n"
SCHEMAS = "\n  schemas:\n"
NO_OPERATION_ID = """
paths:
  /v2/namespaces/{namespace}/repositories/{repository}/stars:
    get:
      tags: [repositories]
      summary: List the stars of a repository
      security:
        - bearerAuth: []
      parameters:
        - $ref: "#/components/parameters/namespace"
        - $ref: "#/components/parameters/repository"
        - $ref: "#/components/parameters/page"
        - {in: query, name: since, required: true, schema: {type: string, format: date-time}}
      responses:
        "200":
          description: OK
          content:
            application/json:
              schema:
                type: object
                properties:
                  count: {type: integer}
                  results:
                    type: array
                    items: {$ref: "#/components/schemas/user"}
"""


def run(layout: Layout, command: str = "build") -> int:
    return main(
        [
            command,
            f"--spec={layout.spec}",
            f"--overlays={layout.overlays}",
            f"--generated={layout.generated}",
        ]
    )


@pytest.mark.heavy
@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(("openapi: 3.0.3", "openapi: [3.0.3", "not YAML"), id="unreadable YAML"),
        pytest.param(("openapi: 3.0.3", "openapi: 3.2.0", "only OpenAPI 3.0.x and 3.1.x are"), id="OpenAPI 3.2"),
        pytest.param(("openapi: 3.0.3", 'swagger: "2.0"', "only OpenAPI 3.0.x and 3.1.x are"), id="Swagger"),
        pytest.param(
            ('$ref: "#/components/schemas/orgSettings"', '$ref: "#/components/schemas/elsewhere"', "unresolved $ref"),
            id="unresolved reference",
        ),
        pytest.param(
            ("operationId: PostUsersLogin", "operationId: Login", "overlay action does not fit"), id="overlay"
        ),
        pytest.param(("description: A successful response.", "summary: Fine.", "not valid OpenAPI 3.0"), id="invalid"),
    ],
)
def test_failed_build_names_its_reason_and_leaves_generated_alone(
    layout: Layout,
    edit: Callable[[str, str], None],
    capsys: pytest.CaptureFixture[str],
    fault: tuple[str, str, str],
) -> None:
    old, new, reason = fault
    edit(old, new)
    before = files(layout.generated)

    assert run(layout) == 1

    output = capsys.readouterr()
    assert output.err.startswith("codegen: ")
    assert reason in output.err.splitlines()[0]
    assert output.out == ""
    assert files(layout.generated) == before
    assert sorted(path.name for path in layout.generated.parent.iterdir()) == ["docs", "generated", "overlay", "spec"]


def test_template_that_renders_nonsense_fails_the_build(
    layout: Layout, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_support_modules", lambda: {"broken.py": "def :"})

    assert run(layout) == 1

    assert "not valid Python" in capsys.readouterr().err


def test_build_makes_what_is_committed(tree: Path) -> None:
    assert files(tree) == files(Layout().generated)


@pytest.mark.unmeasured
@pytest.mark.usefixtures("built_before")
def test_build_into_nothing_reports_the_number_of_operations(
    layout: Layout, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "new" / "generated"

    assert main(["build", f"--generated={target}"]) == 0

    assert files(target) == files(layout.generated)
    assert capsys.readouterr().out == "built 1 operations into generated/\n"


@pytest.mark.usefixtures("built_before")
def test_unchanged_tree_keeps_its_files(layout: Layout) -> None:
    marker = layout.generated / "api.md"
    before = marker.stat()

    assert run(layout) == 0

    assert marker.stat().st_ino == before.st_ino


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["0", "4711"])
def test_same_bytes_for_every_hash_seed(tree: Path, tmp_path: Path, seed: str) -> None:
    target = tmp_path / "generated"
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "codegen", "build", f"--generated={target}"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)

    assert files(target) == files(tree)


@pytest.mark.slow
def test_same_bytes_below_a_foreign_formatter_configuration(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "ruff.toml").write_text("line-length = 60\n[format]\nquote-style = 'single'\n", encoding="utf-8")
    target = tmp_path / "generated"

    assert main(["build", f"--generated={target}"]) == 0

    assert files(target) == files(tree)


@pytest.mark.slow
def test_new_operation_becomes_a_typed_method_without_a_hand_written_line(
    layout: Layout, edit: Callable[[str, str], None], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    edit(PATHS, NO_OPERATION_ID)

    assert run(layout) == 0

    note = capsys.readouterr().out.splitlines()[0]
    assert note.startswith("note: GET /v2/namespaces/{namespace}/repositories/{repository}/stars has no operationId")
    assert note.endswith("is called repositories.list_stars: name it in names.yaml")
    program = tmp_path / "program.py"
    program.write_text(
        """
from datetime import UTC, datetime
from aiodockerhub_generated import calls
from aiodockerhub_generated.resources import Resources

class Hub(Resources): ...

async def stars(hub: Hub) -> list[str]:
    since = datetime(2026, 1, 1, tzinfo=UTC)
    async for user in hub.repositories.list_stars("acme", "app", since=since):
        reveal_type(user)
    hub.repositories.list_stars("acme", "app", since=1)
    return []

call = calls.repositories.list_stars("acme", "app", since=datetime(2026, 1, 1, tzinfo=UTC), page=2)
assert call.path == "/v2/namespaces/acme/repositories/app/stars"
assert dict(call.query) == {"page": "2", "since": "2026-01-01T00:00:00Z"}
assert call.operation.paging is not None
""",
        encoding="utf-8",
    )
    environment = {**os.environ, "MYPYPATH": str(layout.generated), "PYTHONPATH": str(layout.generated)}
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--config-file=", str(program)],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line.partition("program.py:")[2] for line in checked.stdout.splitlines()[:-1]]
    assert said[0] == '11: note: Revealed type is "aiodockerhub_generated.models.user.User"'
    assert said[1].startswith(
        '12: error: Argument "since" to "list_stars" of "Repositories" has incompatible type "int"'
    )
    assert len(said) == 2
    subprocess.run([sys.executable, "-c", program.read_text().partition("async def")[0]], env=environment, check=True)


@pytest.mark.slow
def test_text_of_a_document_cannot_begin_a_line_of_its_own(tmp_path: Path) -> None:
    forged = "/a\n::error::forged\x1b[31m"
    refused = BuildError(f"{forged}: odd", [forged])
    assert str(refused).splitlines() == [r"/a\n::error::forged\x1b[31m: odd", r"  /a\n::error::forged\x1b[31m"]
    item: JSON = {"get": {"responses": {"204": {"description": "Done."}}}}
    notices = kit.build({"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {forged: item}}, tmp_path)
    assert any("forged" in notice for notice in notices)
    assert all(notice.isprintable() for notice in notices)
