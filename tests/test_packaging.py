"""The wheel built from the sdist: both packages, typed, with httpx, attrs and msgspec as the only dependencies."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> str:
    finished = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from the sdist, as `make dist` does, and return its path."""
    target = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", target, ROOT, cwd=target)
    (built,) = target.glob("*.whl")
    return built


def environment_with(wheel: Path, place: Path) -> tuple[Path, Path]:
    """Make an environment that has only the wheel; return the paths of its Python and its site-packages."""
    venv.create(place, with_pip=False)
    (site_packages,) = place.glob("lib/python*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site_packages)
    return place / "bin" / "python", site_packages


@pytest.fixture
def lean(wheel: Path, tmp_path: Path) -> Path:
    """Return the Python of an environment with the wheel and the packages that it requires."""
    python, site_packages = environment_with(wheel, tmp_path / "lean")
    for name in (
        "httpx",
        "httpcore",
        "h11",
        "anyio",
        "idna",
        "certifi",
        "attr",
        "attrs",
        "msgspec",
        "typing_extensions.py",
    ):
        (site_packages / name).symlink_to(Path(sysconfig.get_path("purelib")) / name)
    return python


@pytest.fixture(scope="module")
def full(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment with the wheel and all packages of the environment of the tests."""
    python, site_packages = environment_with(wheel, tmp_path_factory.mktemp("environment"))
    (site_packages / "others.pth").write_text(sysconfig.get_path("purelib"))
    return python


def test_wheel_holds_both_packages_with_their_type_markers_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {"aiodockerhub/py.typed", "aiodockerhub_generated/py.typed"} <= set(names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"aiodockerhub", "aiodockerhub_generated"}
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/NOTICE") for name in names)


def test_wheel_depends_on_httpx_attrs_and_msgspec_only(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    required = [
        line.removeprefix("Requires-Dist: ").split(">")[0].split("<")[0].strip()
        for line in archive.read(metadata).decode().splitlines()
        if line.startswith("Requires-Dist: ") and "extra ==" not in line
    ]
    assert sorted(required) == ["attrs", "httpx", "msgspec"]


def test_installed_client_runs_without_any_extra(lean: Path, tmp_path: Path) -> None:
    program = """
import asyncio, httpx, aiodockerhub
async def main():
    body = {"name": "nginx", "namespace": "library"}
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=body))
    async with aiodockerhub.DockerHub(aiodockerhub.Anonymous(), transport=transport) as hub:
        print((await hub.repositories.get("library", "nginx")).name)
asyncio.run(main())
"""
    assert run(lean, "-W", "error", "-c", program, cwd=tmp_path) == "nginx\n"


@pytest.mark.parametrize("package", ["aiodockerhub", "aiodockerhub_generated"])
def test_public_types_of_the_installed_package_are_complete(
    full: Path, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It looks for the package in the environment of the first Python on PATH, whatever --pythonpath says.
    monkeypatch.setenv("PATH", str(full.parent), prepend=os.pathsep)
    pyright = Path(sys.executable).with_name("basedpyright")
    report = run(pyright, "--ignoreexternal", "--verifytypes", package, cwd=tmp_path)
    assert "Type completeness score: 100%" in report
