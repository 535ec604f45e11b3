"""The machine of a measurement: its cores, and its description."""

import contextlib
import importlib.metadata
import os
import platform
from collections.abc import Iterator
from pathlib import Path

_LIBRARIES = (
    "aiohttp", "attrs", "httpx", "httpx-aiohttp", "httpx2", "msgspec", "openapi-python-client", "orjson", "pydantic",
    "pyqwest", "pyreqwest",
)  # fmt: skip


@contextlib.contextmanager
def own_core(index: int) -> Iterator[None]:
    """Run this process on one core until the block ends.

    Nothing happens if the process may use one core only, or the system cannot restrict a process to cores.

    Args:
        index: Index of the core in the list of cores that this process may use.
    """
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if len(cores) < 2:
        yield
        return
    os.sched_setaffinity(0, {cores[index % len(cores)]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def description() -> list[str]:
    """Describe the processor, the system and the libraries, a line each."""
    system = f"{platform.system()} {platform.release().split('-')[0]}"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    versions = ", ".join(f"{name} {version}" for name in _LIBRARIES if (version := _version(name)))
    return [f"{os.cpu_count()} cores of {_processor()}", f"{system}, {python}", versions]


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    if path.exists():
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
