"""Imports every generated module in a new process, as a check."""

import os
import subprocess
import sys
from pathlib import Path

from codegen.errors import BuildError

_MAX_SECONDS = 120  # for all imports together
_PROGRAM = """
import importlib, sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
for name in sys.stdin.read().split():
    try:
        importlib.import_module(name)
    except BaseException as error:
        print(f"{name}: {type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}")
        sys.exit(1)
"""


def check_imports(package: Path, max_seconds: float = _MAX_SECONDS) -> None:
    """Import every module of a package in a new process.

    Args:
        package: The folder of the package.
        max_seconds: Maximum number of seconds for all imports together, 120 by default. Then the process is killed.

    Raises:
        BuildError: A module cannot be imported (the details are its name and the reason), or the imports take too long.
    """
    root = package.parent
    files = sorted(package.rglob("*.py"))
    names = [".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__") for file in files]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    try:
        process = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-I", "-c", _PROGRAM, str(root)],
            input=" ".join(names),  # not as arguments, because the length of a command line is limited
            capture_output=True,
            text=True,
            check=False,
            env=environment,
            timeout=max_seconds,
        )
    except subprocess.TimeoutExpired:
        raise BuildError(
            f"importing the generated client takes longer than {max_seconds:g} s: the document is too large for this "
            "machine"
        ) from None
    if process.returncode:
        reasons = (process.stdout or process.stderr).strip().splitlines()
        raise BuildError("the generated client cannot be imported: a rule of codegen is at fault", reasons[-1:])
