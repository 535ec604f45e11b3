"""The check that what is committed is what a build makes."""

import re
from collections.abc import Callable

import pytest

from codegen.__main__ import main
from codegen.write import build
from codegen.write.build import Layout


def run(layout: Layout, command: str = "build") -> int:
    return main(
        [
            command,
            f"--spec={layout.spec}",
            f"--overlays={layout.overlays}",
            f"--generated={layout.generated}",
        ]
    )


@pytest.mark.usefixtures("built_before")
def test_check_passes_on_what_is_committed(layout: Layout, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(layout, "check") == 0
    assert capsys.readouterr().out == "generated/ is up to date\n"


@pytest.mark.usefixtures("built_before")
def test_check_shows_what_differs(layout: Layout, capsys: pytest.CaptureFixture[str]) -> None:
    package = layout.generated / build.PACKAGE
    edited = package / "calls" / "groups.py"
    edited.write_text(edited.read_text(encoding="utf-8").replace("def create(", "def make("), encoding="utf-8")
    (package / "py.typed").unlink()
    (package / "extra.py").write_text("x = 1\n", encoding="utf-8")

    assert run(layout, "check") == 1

    output = capsys.readouterr()
    assert "run `make generate`" in output.err
    lines = output.out.splitlines()
    assert {"-def make(", "+def create("} <= {line.partition("(")[0] + "(" for line in lines}
    assert "only in generated/: aiodockerhub_generated/extra.py" in lines
    assert "not in generated/: aiodockerhub_generated/py.typed" in lines


@pytest.mark.heavy
def test_check_refuses_a_document_other_than_the_one_named_as_source_and_shows_what_it_changes(
    layout: Layout, edit: Callable[[str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    edit("        last_updater_username:", "        last_updater_name:")

    assert run(layout, "check") == 1

    lines = capsys.readouterr().err.splitlines()
    assert "is not the document of SOURCE.toml: expected sha256" in lines[0]
    assert {"  -    last_updater_username: str | None = None", "  +    last_updater_name: str | None = None"} <= set(
        lines
    )


def test_check_refuses_an_edited_document_that_no_longer_builds(
    layout: Layout, edit: Callable[[str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    (version,) = re.findall(r"^openapi: .*$", layout.spec.read_text("utf-8"), re.MULTILINE)
    edit(version, "openapi: 3.2.0")

    assert run(layout, "check") == 1

    lines = capsys.readouterr().err.splitlines()
    assert "is not the document of SOURCE.toml: expected sha256" in lines[0]
    assert "only OpenAPI 3.0.x and 3.1.x are" in lines[1]


@pytest.mark.heavy
def test_check_shows_what_an_edited_overlay_changes(layout: Layout, capsys: pytest.CaptureFixture[str]) -> None:
    names = layout.overlays / "names.yaml"
    text = names.read_text(encoding="utf-8")
    names.write_text(text.replace("operationId: groups_create}", "operationId: groups_make}"), encoding="utf-8")

    assert run(layout, "check") == 1

    lines = {line.partition("(")[0] for line in capsys.readouterr().out.splitlines()}
    assert {"-def create", "+def make"} <= lines


def test_check_names_overlay_actions_that_no_longer_fit(layout: Layout, capsys: pytest.CaptureFixture[str]) -> None:
    names = layout.overlays / "names.yaml"
    text = names.read_text(encoding="utf-8")
    names.write_text(text.replace("$.components.schemas.image\n", "$.components.schemas.picture\n"), encoding="utf-8")

    assert run(layout, "check") == 1

    message, misfit = capsys.readouterr().err.splitlines()
    assert message == "codegen: 1 overlay action does not fit the document"
    assert "(names) $.components.schemas.picture: expected 1 match; found none" in misfit


@pytest.mark.usefixtures("built_before")
def test_check_needs_the_name_of_the_source(layout: Layout, capsys: pytest.CaptureFixture[str]) -> None:
    (layout.spec.parent / "SOURCE.toml").write_text("revision = 'x'\n", encoding="utf-8")

    assert run(layout, "check") == 1

    assert "SOURCE.toml: cannot compare the vendored document with its digest" in capsys.readouterr().err
