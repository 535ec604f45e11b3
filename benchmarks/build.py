"""The build step."""

import subprocess
import sys
import time

from benchmarks.report import Result, median


def run() -> list[Result]:
    """Measure whole runs of the command."""
    seconds: list[float] = []
    for _ in range(3):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "codegen", "build"], check=True, capture_output=True)
        seconds.append(time.perf_counter() - started)
    return [median("python -m codegen build", seconds, budget=3, unit="s")]
