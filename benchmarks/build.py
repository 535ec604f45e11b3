"""The build step, on the vendored document and eight copies of its paths."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.report import Result, median
from codegen.document import load, overlay
from codegen.write.build import Layout

_TIMES = 8  # copies of the paths in the large document
_MEASURED = """
import json, resource, sys
from pathlib import Path
from codegen.write.build import Layout, build_tree
layout = Layout(spec=Path(sys.argv[1]), overlays=Path(sys.argv[2]))
build_tree(layout, Path(sys.argv[3]), lambda line: None)
usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps([sum(one.ru_utime + one.ru_stime for one in usage), max(one.ru_maxrss for one in usage) / 1024]))
"""


def _measure(spec: Path, overlays: Path) -> tuple[float, float]:
    """Measure CPU seconds and MiB of memory of a build in a new interpreter."""
    with tempfile.TemporaryDirectory() as target:
        command = [sys.executable, "-c", _MEASURED, str(spec), str(overlays), target]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
    seconds, memory = json.loads(done.stdout)
    return seconds, memory


def _enlarged(times: int) -> dict[str, object]:
    """Make a document that has the paths of the patched document many times.

    Args:
        times: Number of copies of each path, from 1. All copies except the first have other names.
    """
    layout = Layout()
    document = overlay.apply(load.load(layout.spec), overlay.load(layout.overlays))
    paths = document["paths"]
    assert isinstance(paths, dict)
    enlarged = dict(paths)
    for number in range(1, times):
        for path, item in paths.items():
            assert isinstance(item, dict)
            copy = json.loads(json.dumps(item))
            for operation in copy.values():
                if isinstance(operation, dict) and "operationId" in operation:
                    operation["operationId"] += f"_{number}"
            enlarged[f"/copy{number}{path}"] = copy
    return {**document, "paths": enlarged}


def run(*, quick: bool = False) -> list[Result]:
    """Measure the CPU seconds of builds, and their memory.

    The CPU time of a build is close to its duration on an idle machine.

    Args:
        quick: Whether to build the vendored document only once; `False`, the default, builds it three times, and then
            documents with one and with eight copies of the patched paths once each.

    Returns:
        The results.
    """
    layout = Layout()
    runs = [_measure(layout.spec, layout.overlays) for _ in range(1 if quick else 3)]
    seconds = [second for second, _ in runs]
    results = [median("the build", seconds, unit="s")]
    if quick:
        return results
    with tempfile.TemporaryDirectory() as folder:
        sizes: dict[int, tuple[float, float]] = {}
        for times in (1, _TIMES):
            spec = Path(folder) / f"{times}.yaml"
            spec.write_text(json.dumps(_enlarged(times)), "utf-8")  # JSON is YAML
            (Path(folder) / "none").mkdir(exist_ok=True)
            sizes[times] = _measure(spec, Path(folder) / "none")
    growth = sizes[_TIMES][0] / sizes[1][0] / _TIMES
    return [
        *results,
        Result(name=f"... of {_TIMES} times the operations, time per operation to that of one", value=growth),
        Result(name="... its memory", value=sizes[_TIMES][1], unit="MiB"),
    ]
