"""The build step."""

import resource
import subprocess
import sys

from benchmarks.report import Result, median


def _spent() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run() -> list[Result]:
    """Measure the processor time of whole runs, which is hardly less than what they take on an idle machine."""
    seconds: list[float] = []
    for _ in range(3):
        before = _spent()
        subprocess.run([sys.executable, "-m", "codegen", "build"], check=True, capture_output=True)
        seconds.append(_spent() - before)
    return [median("python -m codegen build", seconds, budget=3, unit="s")]
