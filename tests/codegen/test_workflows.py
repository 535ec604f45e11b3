"""The workflows run what people run: targets of the Makefile."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def jobs(workflow: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    found: dict[str, Any] = content["jobs"]
    return found


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_use_targets_that_exist(workflow: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    commands = "\n".join(step.get("run", "") for job in jobs(workflow).values() for step in job["steps"])

    used = set(re.findall(r"^\s*(?:\w+=\S+ )*make (?:--silent )?([a-z-]+)", commands, re.MULTILINE))

    assert used
    assert used <= targets
    assert not re.search(r"^\s*(pip|pytest|mypy|ruff|python)\b", commands, re.MULTILINE)


def test_every_supported_python_is_tested() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    supported = re.findall(r"Python :: (3\.\d+)", " ".join(project["classifiers"]))

    assert jobs(ROOT / ".github" / "workflows" / "ci.yml")["test"]["strategy"]["matrix"]["python"] == supported


def test_the_nightly_update_fetches_the_document_that_is_vendored() -> None:
    source = tomllib.loads((ROOT / "spec" / "SOURCE.toml").read_text(encoding="utf-8"))
    text = (ROOT / ".github" / "workflows" / "update-spec.yml").read_text(encoding="utf-8")

    assert f"UPSTREAM: {source['repository']}\n" in text
    assert f"DOCUMENT: {source['path']}\n" in text
