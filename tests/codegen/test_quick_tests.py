"""The quick tests of a new client, run within bounds, and what is told of those that fail."""

import sys
import time
from pathlib import Path

import pytest

from codegen import quick_tests
from codegen.errors import BuildError
from codegen.report.failure_reasons import LINE_BREAK
from codegen.write import build


def quick_tests_that_print(status: int, output: str, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Replace pytest by this status and output, and return the list to which its command lines are added."""
    commands: list[list[str]] = []

    def run(command: list[str], _: object) -> tuple[int, str]:
        commands.append(command)
        return status, output

    monkeypatch.setattr(quick_tests, "_run_pytest", run)
    return commands


@pytest.mark.slow
def test_quick_tests_that_do_not_end_are_ended_with_all_their_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = "import os, pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); time.sleep(60)"
    outer = "import subprocess, sys; subprocess.run([sys.executable, '-c', *sys.argv[1:]])"
    command = [sys.executable, "-c", outer, inner, str(tmp_path / "pid")]
    monkeypatch.setattr(quick_tests, "_MAX_SECONDS", 3.0)
    output = quick_tests._run_pytest
    monkeypatch.setattr(quick_tests, "_run_pytest", lambda _, environment: output(command, environment))

    with pytest.raises(BuildError, match="do not come to an end"):
        quick_tests.run_quick_tests()

    status = Path(f"/proc/{(tmp_path / 'pid').read_text()}/stat")
    until = time.monotonic() + 20
    while status.exists() and status.read_text().split()[2] != "Z":  # a signal takes its time to arrive
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.slow(seconds=10)
def test_a_quick_test_that_hangs_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = "import time\ndef test_hanging(): time.sleep(300)\ndef test_fine(): pass\n"
    (tmp_path / "test_it.py").write_text(content, encoding="utf-8")
    monkeypatch.setattr(quick_tests, "_QUICK_TESTS", ("--rootdir", str(tmp_path), str(tmp_path / "test_it.py")))
    monkeypatch.setattr(quick_tests, "_MAX_TEST_SECONDS", 3)

    with pytest.raises(BuildError, match="the quick tests fail") as caught:
        quick_tests.run_quick_tests()

    failed, end = caught.value.details
    assert failed.startswith("FAILED ")
    assert "test_it.py::test_hanging" in failed
    assert "1 failed, 1 passed" in end


def test_quick_tests_are_those_of_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    commands = quick_tests_that_print(0, "", monkeypatch)

    quick_tests.run_quick_tests()

    (command,) = commands
    assert command[1:3] == ["-m", "pytest"]
    assert command[command.index("(about_document or not slow and not heavy) and not complete") - 1] == "-m"
    folders = [folder for folder in command if folder.startswith("tests")]
    assert folders
    assert all((build.ROOT / folder).is_dir() for folder in folders)


@pytest.mark.parametrize(
    ("output", "details"),
    [
        (
            "..FF.\n\nFAILED a - x\nERROR b - y\nERROR b - y\n\n1 failed, 2 errors",
            ("FAILED a - x", "ERROR b - y", "1 failed, 1 error"),
        ),
        (
            "..FF.\n\nFAILED a - x\n +  where x\n\nFAILED b - y\n!!!!! stopping !!!!!\n2 failed in 1s",
            ("FAILED a - x ⏎ +  where x", "FAILED b - y", "2 failed in 1s"),
        ),
        ("\n".join(f"line {number}" for number in range(50)), tuple(f"line {number}" for number in range(20, 50))),
    ],
)
def test_quick_tests_that_fail_are_named_or_their_last_words_shown(
    output: str, details: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_tests_that_print(1, output, monkeypatch)

    with pytest.raises(BuildError, match="the quick tests fail") as caught:
        quick_tests.run_quick_tests()

    assert caught.value.details == details


def test_a_test_whose_process_died_is_run_again_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    crashed = "FAILED tests/a.py::test_b - worker 'gw0' crashed while running 'tests/a.py::test_b'"
    outputs = [(1, f"{crashed}\nFAILED tests/c.py::test_d - KeyError: 'e'\n2 failed"), (0, "1 passed")]
    commands: list[list[str]] = []

    def run(command: list[str], _: object) -> tuple[int, str]:
        commands.append(command)
        return outputs[len(commands) - 1]

    monkeypatch.setattr(quick_tests, "_run_pytest", run)

    with pytest.raises(BuildError) as caught:
        quick_tests.run_quick_tests()

    assert caught.value.details == ("FAILED tests/c.py::test_d - KeyError: 'e'", "1 failed")
    assert commands[1][-1] == "tests/a.py::test_b"


def test_a_test_whose_process_dies_again_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    crashed = "FAILED tests/a.py::test_b - worker 'gw0' crashed while running 'tests/a.py::test_b'"
    outputs = iter([(1, f"{crashed}\n1 failed"), (1, "died")])
    monkeypatch.setattr(quick_tests, "_run_pytest", lambda *_: next(outputs))

    with pytest.raises(BuildError) as caught:
        quick_tests.run_quick_tests()

    assert caught.value.details == (crashed, "1 failed")


def test_a_test_whose_process_died_once_and_that_passes_alone_has_not_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    crashed = "FAILED tests/a.py::test_b - worker 'gw0' crashed while running 'tests/a.py::test_b'"
    outputs = iter([(1, f"{crashed}\n1 failed"), (0, "1 passed")])
    monkeypatch.setattr(quick_tests, "_run_pytest", lambda *_: next(outputs))

    quick_tests.run_quick_tests()

    assert next(outputs, None) is None


def test_the_summary_counts_the_failures_that_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    error = "ERROR tests/a.py - TypeError: update() got an unexpected keyword argument\n"
    output = f"{error}{error}FAILED tests/b.py::test_c - assert 1 == 2\n1 failed, 8 passed, 2 errors in 3.00s\n"
    quick_tests_that_print(1, output, monkeypatch)

    with pytest.raises(BuildError) as caught:
        quick_tests.run_quick_tests()

    assert caught.value.details[-1] == "1 failed, 8 passed, 1 error in 3.00s"


@pytest.mark.slow(seconds=5)
def test_all_lines_of_a_reason_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = (
        "import pytest\ndef test_a():\n    with pytest.raises(KeyError, match='a'):\n        raise KeyError('b')\n"
    )
    (tmp_path / "test_it.py").write_text(content, encoding="utf-8")
    monkeypatch.setattr(quick_tests, "_QUICK_TESTS", ("--rootdir", str(tmp_path), str(tmp_path / "test_it.py")))

    with pytest.raises(BuildError) as caught:
        quick_tests.run_quick_tests()

    reason = caught.value.details[0].split(LINE_BREAK)
    assert reason[0].endswith("Regex pattern did not match.")
    assert reason[-1] == "Actual message: \"'b'\""
