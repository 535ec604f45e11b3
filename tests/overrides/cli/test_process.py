"""The command as a process: quick to start, lean for its help, quiet when the reader goes away, completed by shells."""

import os
import subprocess
import sys

import pytest
from aiodockerhub.__main__ import main
from aiodockerhub.testing import FakeHub

MODULE = [sys.executable, "-m", "aiodockerhub"]


def environment(**variables: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **variables}


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


@pytest.mark.heavy
@pytest.mark.usefixtures("jane", "app")
def test_call_in_a_pipe_imports_no_rich() -> None:
    program = (
        "import sys; from aiodockerhub.__main__ import main; code = main(sys.argv[1:]); "
        "sys.exit(str(sorted({'rich', 'pygments'} & {*sys.modules})) if 'rich' in sys.modules else code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "repositories", "get", "acme", "app", "--query", "name"],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "app\n", "")


@pytest.mark.slow
@pytest.mark.usefixtures("jane")
def test_reader_that_goes_away_is_no_error(fake: FakeHub, url: str) -> None:
    fake.repository("acme/app", tags=1000)
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


@pytest.mark.skipif(os.name == "nt", reason="the test raises SIGINT as POSIX does")
@pytest.mark.parametrize("module", ["aiodockerhub.cli.standard_streams", "click", "aiodockerhub.cli.app", "attrs"])
def test_interruption_while_modules_are_imported_is_one_line(module: str) -> None:
    program = (
        "import signal, sys; from aiodockerhub.__main__ import main\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # ignored in a shell's background job
        "class Interrupt:\n"
        "    def find_spec(name, *_): signal.raise_signal(signal.SIGINT) if name == sys.argv[1] else None\n"
        "sys.meta_path.insert(0, Interrupt); sys.exit(main(['repositories', 'get', 'acme', 'app', '--dry-run']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, module], capture_output=True, text=True, check=False, env=environment()
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "\ninterrupted; nothing more is done\n")


@pytest.mark.parametrize("missing", ["click", "rich", "jmespath"])
def test_without_the_extra_one_line_tells_what_to_install(
    missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == missing else object())
    assert main(["whoami"]) == 1
    assert capsys.readouterr().err == (
        f"aiodockerhub: the command line needs {missing}: pip install 'aiodockerhub[cli]'\n"
    )
