"""The root command: names, help, version."""

import errno
import os
import sys

import pytest
from aiodockerhub import __version__
from aiodockerhub_generated.catalog import load

from tests.overrides.cli.conftest import Run


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


@pytest.mark.usefixtures("jane")
@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["repos"], " Did you mean 'repositories'?"),
        (["list-tags"], " Did you mean 'repositories list-tags'?"),
        (["list_tags"], " Did you mean 'repositories list-tags'?"),
        (["repositories", "xyzzy"], ""),
    ],
)
def test_a_command_that_is_none_is_met_with_one_that_is(run: Run, words: list[str], hint: str) -> None:
    done = run(*words)
    assert done.code == 2
    assert done.err.startswith(f"error: No such command {words[-1]!r}.{hint}\n")


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["repositories", "--help"]])
def test_reader_that_is_gone_before_the_help_is_written_is_no_error(
    words: list[str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as stdout:
        monkeypatch.setattr(sys, "stdout", stdout)
        monkeypatch.setattr(sys, "__stdout__", stdout)
        done = run(*words)
    assert (done.code, done.err) == (0, "")


def test_broken_pipe_that_is_not_stdout_is_an_error(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def make_call(*_: object) -> None:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr("aiodockerhub.cli.requests.make_call", make_call)
    done = run("repositories", "get", "acme", "app")
    assert (done.code, done.err) == (1, "error: Broken pipe\n")
