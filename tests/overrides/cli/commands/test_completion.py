"""`aiodockerhub completion`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from aiodockerhub.cli.app import root
from click.shell_completion import ShellComplete

from tests.overrides.cli.conftest import Run

MODULE = [sys.executable, "-m", "aiodockerhub"]


def environment(**variables: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **variables}


def completions(*words: str, incomplete: str = "") -> list[str]:
    shell = ShellComplete(root(), {}, "aiodockerhub", "_AIODOCKERHUB_COMPLETE")
    return [item.value for item in shell.get_completions(list(words), incomplete)]


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
