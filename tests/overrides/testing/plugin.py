"""Runs tests that use the pytest plugin, in a separate process."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


PATHS = os.pathsep.join(str(ROOT / folder) for folder in ("overrides", "generated"))


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": PATHS, "PYTHONUNBUFFERED": "1"}


def run_plugin(
    tmp_path: Path, code: str, *tests: str, asynchronous: str = "pytest_asyncio.plugin"
) -> subprocess.CompletedProcess[str]:
    for number, test in enumerate(tests):
        (tmp_path / f"test_mine_{number}.py").write_text(test)
    asyncio_options = ("asyncio_mode = auto", "asyncio_default_fixture_loop_scope = function")
    options = asyncio_options if asynchronous.startswith("pytest_asyncio") else ()
    (tmp_path / "pytest.ini").write_text("\n".join(["[pytest]", *options]))
    plugins = ["-p", asynchronous, "-p", "aiodockerhub.testing.pytest_plugin", "-p", "no:cacheprovider"]
    run = f"{code}\nimport sys, pytest; sys.exit(pytest.main({[*plugins, '-q', str(tmp_path)]!r}))"
    environ = environment() | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "DOCKERHUB_URL": "http://127.0.0.1:9"}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", run],
        env=environ,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
