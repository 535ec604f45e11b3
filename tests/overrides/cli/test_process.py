"""The command as a process: quick to start, lean for its help, quiet when the reader goes away, completed by shells."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from aiodockerhub import __version__
from aiodockerhub.__main__ import main
from aiodockerhub.cli.app import root
from aiodockerhub.testing import FakeHub
from aiodockerhub_generated.catalog import load
from click.shell_completion import ShellComplete

from tests.overrides.cli.conftest import Run

MODULE = [sys.executable, "-m", "aiodockerhub"]


def environment(**variables: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **variables}


def completions(*words: str, incomplete: str = "") -> list[str]:
    shell = ShellComplete(root(), {}, "aiodockerhub", "_AIODOCKERHUB_COMPLETE")
    return [item.value for item in shell.get_completions(list(words), incomplete)]


@pytest.mark.parametrize(
    "words", [["--help"], ["repositories", "--help"], ["repositories", "list-tags", "--help"], ["cleanup", "--help"]]
)
def test_help_imports_no_models_and_no_httpx(words: list[str]) -> None:
    program = (
        "import sys; from aiodockerhub.__main__ import main; code = main(sys.argv[1:]); "
        "heavy = {'httpx', 'msgspec', 'asyncio', 'rich', 'jmespath', 'mcp', 'aiodockerhub_generated.operations'}; "
        "found = [name for name in sys.modules if name in heavy or name.startswith('aiodockerhub_generated.models')]; "
        "sys.exit(str(found)) if found or code else None"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False, env=environment()
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Usage: aiodockerhub")


@pytest.mark.slow
@pytest.mark.usefixtures("jane")
def test_reader_that_goes_away_is_no_error(fake: FakeHub, url: str) -> None:
    fake.repository("acme/app", tags=2000)
    for form in ("--jsonl", "--csv", "--tsv", "--table", "--json"):
        command = [*MODULE, "repositories", "list-tags", "acme", "app", form]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), text=True
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            assert process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == ""
            assert process.wait() == 0, form


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script_of_a_shell(run: Run, shell: str) -> None:
    done = run("completion", shell)
    assert done.code == 0
    assert "_AIODOCKERHUB_COMPLETE" in done.out


COMPLETE = {
    "bash": """
        eval "$(aiodockerhub completion bash)"; COMP_WORDS=(aiodockerhub repositories list-t); COMP_CWORD=2
        _aiodockerhub_completion aiodockerhub; printf '%s\\n' "${COMPREPLY[@]}"
    """,
    "zsh": """
        autoload -Uz compinit; compinit -u -D; eval "$(aiodockerhub completion zsh)"
        _describe() { print -l -- ${${(P)3}%%:*} }  # in place of the line editor's
        words=(aiodockerhub repositories list-t); CURRENT=3; _aiodockerhub_completion
    """,
    "fish": """
        aiodockerhub completion fish | source; complete -C "aiodockerhub repositories list-t" | cut -f 1
    """,
}


@pytest.mark.slow
@pytest.mark.parametrize("shell", COMPLETE)
def test_shell_completes_by_the_script(tmp_path: Path, shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} here")
    (tmp_path / "aiodockerhub").write_text(f'#!/bin/sh\nexec {" ".join(MODULE)} "$@"\n')
    (tmp_path / "aiodockerhub").chmod(0o755)
    variables = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path)}
    done = subprocess.run(
        [shell, "-c", COMPLETE[shell]], capture_output=True, text=True, check=True, env=environment(**variables)
    )
    assert set(done.stdout.split()) == {"list-tags", "list-tag-images"}


def test_completion_knows_resources_methods_options_and_values() -> None:
    assert "access-tokens" in completions(incomplete="acc")
    assert "list-tags" in completions("repositories", incomplete="list")
    assert "--ordering" in completions("repositories", "list-tags", incomplete="--o")
    assert completions("orgs", "list-members", "--role", incomplete="o") == ["owner"]


def test_every_method_is_listed_with_its_summary(run: Run) -> None:
    for name, resource in load().items():
        out = run(name.replace("_", "-"), "--help").out
        for method_name in resource["operations"]:
            assert f"\n  {method_name.replace('_', '-')} " in out


def test_names_may_be_written_as_in_python(run: Run) -> None:
    assert run("access_tokens", "list", "--help").code == 0
    assert run("repositories", "list_tags", "--help").code == 0


def test_general_options_and_arguments_of_an_operation_do_not_clash(run: Run) -> None:
    for resource in load().values():
        for method_name in resource["operations"]:
            done = run(resource["name"], method_name, "--help")
            assert done.code == 0
            options = [line.split()[0].rstrip(",") for line in done.out.splitlines() if line.startswith("  --")]
            assert len(options) == len(set(options))


def test_help_shows_the_groups_of_parameters(run: Run) -> None:
    out = run("repositories", "list-tags", "--help").out
    places = [out.index(f"\n{title}:") for title in ("Arguments", "Options", "Walk", "Output", "Connection", "General")]
    assert places == sorted(places)
    assert "GET /v2/namespaces/{namespace}/repositories/{repository}/tags" in out


def test_version(run: Run) -> None:
    assert run("--version").out == f"aiodockerhub {__version__}\n"


@pytest.mark.parametrize("missing", ["click", "rich", "jmespath"])
def test_without_the_extra_one_line_tells_what_to_install(
    missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == missing else object())
    assert main(["whoami"]) == 1
    assert capsys.readouterr().err == (
        f"aiodockerhub: the command line needs {missing}: pip install 'aiodockerhub[cli]'\n"
    )


def test_mcp_without_its_extra_tells_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aiodockerhub.cli.commands.mcp.find_spec", lambda _: None)
    done = run("mcp")
    assert done.code == 2
    assert "pip install 'aiodockerhub[mcp]'" in done.err


def test_mcp_refuses_a_pattern_that_fits_nothing(run: Run) -> None:
    done = run("mcp", "--tools", "repositores.*")
    assert done.code == 2
    assert "--tools: no operation is called 'repositores.*'" in done.err


def test_mcp_over_http_wants_a_token_that_is_not_empty(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIODOCKERHUB_MCP_TOKEN", "")
    done = run("mcp", "--http", "--port", "0")
    assert done.code == 2
    assert "token: expected a secret, got nothing" in done.err
