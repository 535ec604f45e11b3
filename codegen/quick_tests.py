"""Which quick tests an update runs, how long, and how failures are read."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence

from codegen.errors import BuildError
from codegen.report import wording_of_outcome
from codegen.report.failure_reasons import LINE_BREAK
from codegen.write.build import ROOT

_MAX_OUTPUT_LINES = 30  # the last lines of the output, if no line names a failed test
_END = re.compile(r"^[!=]{3,} |^\d+ (?:failed|passed|errors?)\b")  # of the lines on failures
_CRASH = re.compile(r"worker '?gw\d+'? crashed")
_MAX_FAILURES = 300  # after which pytest stops
_MAX_SECONDS = 900.0  # for all tests, which usually take two minutes
_MAX_TEST_SECONDS = 40  # for a single test, which usually takes less than a second; then pytest names it and continues
# pytest would shorten the reason that follows the name of a failed test: to the width of the terminal, in the middle of
# compared values, where it shows the part that differs, and to its first line. In builds, it leaves out no lines.
_ENVIRONMENT = {"BUILD_NUMBER": "1", "COLUMNS": "3000"}
_WHOLE_REASONS = ("-o", "verbosity_assertions=2")
# pytest reports a call that a failed test did not await in whichever test the garbage collector interrupts.
_WITHOUT_AFTERMATH = ("-W", "ignore::pytest.PytestUnraisableExceptionWarning")
# The tests of `make cover`, except those of the build step: they do not depend on the vendored document.
_QUICK_TESTS = ("tests", "--ignore", "tests/codegen")


def run_quick_tests() -> None:
    """Run the quick tests of the client, except the tests for completeness.

    Slow tests marked `about_document` are also run. Tests marked `complete` are left out: they fail until the parts for
    new operations are written by hand. Tests whose process died are run again, without the other tests, and only this
    second run counts.

    Raises:
        BuildError: Tests fail, or take longer than 900 seconds together. If tests fail, the details are the lines that
            name the failed tests, at most about 300, and the summary; if pytest names no test, they are the last 30
            lines of its output. If the tests take too long, they are killed, and there are no details.
    """
    chosen = ["-m", "(about_document or not slow and not heavy) and not complete", *_QUICK_TESTS]
    output = ["-q", "--no-header", "--tb=no", "--maxfail", str(_MAX_FAILURES), *_WITHOUT_AFTERMATH, *_WHOLE_REASONS]
    limit = ["--timeout", str(_MAX_TEST_SECONDS)]
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", *output, *limit, *chosen]
    environment = {**os.environ, **_ENVIRONMENT}
    returncode, output_of_tests = _run_pytest(command, environment)
    if returncode:
        lines = output_of_tests.strip().splitlines()
        failures = _failure_lines(lines)
        crashed = [line for line in failures if _CRASH.search(line)]
        if crashed:
            failures = [line for line in failures if line not in crashed] + _run_crashed_tests(crashed, environment)
            if not failures:
                return
        raise BuildError(
            wording_of_outcome.TESTS_FAIL,
            [*failures, _corrected_summary(lines[-1], failures)] if failures else lines[-_MAX_OUTPUT_LINES:],
        )


def _failure_lines(lines: Sequence[str]) -> list[str]:
    """List the lines that name a failed test or an error, each once.

    The further lines of its reason follow, each after a `LINE_BREAK`.
    """
    failures: list[str] = []
    for line in lines:
        if line.startswith(("FAILED ", "ERROR ")):
            failures.append(line)
        elif failures and line.strip() and not _END.search(line):
            failures[-1] += f"{LINE_BREAK}{line.strip()}"
    return list(dict.fromkeys(failures))


def _corrected_summary(line: str, failures: Sequence[str]) -> str:
    """Write pytest's last line with the numbers of listed failures.

    A file that cannot be imported is an error in each worker process, and is listed once. The other numbers stay as
    pytest wrote them.

    Args:
        line: The line, such as `8 failed, 12 passed, 2 errors in 3.00s`.
        failures: The lines that name the failed tests.
    """
    failed = sum(each.startswith("FAILED ") for each in failures)
    errors = len(failures) - failed
    line = re.sub(r"\b\d+ failed\b", f"{failed} failed", line)
    return re.sub(r"\b\d+ errors?\b", f"{errors} {'error' if errors == 1 else 'errors'}", line)


def _run_crashed_tests(crashed: Sequence[str], environment: Mapping[str, str]) -> list[str]:
    """Run the tests that crashed again, without other tests.

    A process dies if a test hangs, if a test ends the process, or if memory runs out. If memory ran out, the tests may
    pass when only one process runs. They run one after another in this process; if one ends it, pytest starts another.

    Args:
        crashed: The lines that name the tests.
        environment: The environment variables of the process.

    Returns:
        The lines that name the tests that fail again; all of `crashed` if pytest fails and names no test; empty if all
        pass.

    Raises:
        BuildError: The tests take longer than 900 seconds. Then they are killed.
    """
    tests = [line.partition(" ")[2].partition(" - ")[0] for line in crashed]
    limit = ["--timeout", str(_MAX_TEST_SECONDS)]
    command = [sys.executable, "-m", "pytest", "-n", "1", "-q", "--no-header", "--tb=no", *limit, *tests]
    returncode, output = _run_pytest(command, environment)
    return (_failure_lines(output.splitlines()) or list(crashed)) if returncode else []


def _run_pytest(command: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str]:
    """Run pytest, and kill its process group if it does not end by itself.

    Args:
        command: The command line.
        environment: The environment variables of the process.

    Returns:
        The exit status, and standard output with standard error.

    Raises:
        BuildError: The tests take longer than 900 seconds. Then they are killed.
    """
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
            output, _ = process.communicate(timeout=_MAX_SECONDS)
        except BaseException as problem:
            os.killpg(process.pid, signal.SIGKILL)
            if isinstance(problem, subprocess.TimeoutExpired):
                raise BuildError(wording_of_outcome.TESTS_HANG) from None
            raise
    return process.returncode, output
