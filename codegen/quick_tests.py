"""Runs the quick tests of a new client."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence

from codegen.errors import BuildError
from codegen.report import outcome
from codegen.write.build import ROOT

_LAST_LINES = 30
_CRASHED = re.compile(r"worker '?gw\d+'? crashed")
_MOST_FAILURES = 300
_LONGEST = 900.0  # seconds; they take two minutes
_LONGEST_TEST = 40  # seconds, of tests of a second; then its name is told, and the others go on
_WIDE = "300"  # columns; the reason stands behind the name of a test
# those of `make quick`; the tests of the build step hold no fact of the document, and take half a minute
_QUICK_TESTS = ("tests", "--ignore", "tests/codegen")


def run_quick_tests() -> None:
    """Run the quick tests of the client but those of hand-written parts.

    The others ask for what has to be written by hand for new operations.

    Raises:
        BuildError: With a line for each that fails.
    """
    chosen = ["-m", "not slow and not heavy and not complete", *_QUICK_TESTS]
    output = ["-q", "--no-header", "--tb=no", "--maxfail", str(_MOST_FAILURES)]
    limit = ["-o", f"faulthandler_timeout={_LONGEST_TEST}", "-o", "faulthandler_exit_on_timeout=true"]
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", *output, *limit, *chosen]
    environment = {**os.environ, "COLUMNS": _WIDE}
    returncode, output_of_tests = _output(command, environment)
    if returncode:
        lines = output_of_tests.strip().splitlines()
        failures = _failures(lines)
        crashed = [line for line in failures if _CRASHED.search(line)]
        if crashed:
            failures = [line for line in failures if line not in crashed] + _again(crashed, environment)
            if not failures:
                return
        raise BuildError(outcome.TESTS_FAIL, [*failures, lines[-1]] if failures else lines[-_LAST_LINES:])


def _failures(lines: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(line for line in lines if line.startswith(("FAILED ", "ERROR "))))


def _again(crashed: Sequence[str], environment: Mapping[str, str]) -> list[str]:
    """Run tests alone whose process has died; give what fails of them again.

    A process dies of a test that hangs, of one that ends it, and for want of memory, which is no test's fault.
    """
    tests = [line.partition(" ")[2].partition(" - ")[0] for line in crashed]
    limit = ["-o", f"faulthandler_timeout={_LONGEST_TEST}", "-o", "faulthandler_exit_on_timeout=true"]
    command = [sys.executable, "-m", "pytest", "-n", "1", "-q", "--no-header", "--tb=no", *limit, *tests]
    returncode, output = _output(command, environment)
    return (_failures(output.splitlines()) or list(crashed)) if returncode else []


def _output(command: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str]:
    """Run the tests within bounds of time, and end all their processes."""
    with subprocess.Popen(  # noqa: S603 - our own tests
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=_LONGEST)
        except BaseException as problem:
            os.killpg(process.pid, signal.SIGKILL)
            if isinstance(problem, subprocess.TimeoutExpired):
                raise BuildError(outcome.TESTS_HANG) from None
            raise
    return process.returncode, output
