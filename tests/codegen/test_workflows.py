"""The workflows run what people run, and what they download gets no rights."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
READING = {"contents": "read"}


def jobs(workflow: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    found: dict[str, Any] = content["jobs"]
    return found


def commands(job: dict[str, Any]) -> str:
    return "\n".join(step.get("run", "") for step in job["steps"])


def every_job() -> list[Any]:
    return [pytest.param(job, id=f"{file.stem}-{name}") for file in WORKFLOWS for name, job in jobs(file).items()]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_use_targets_that_exist(workflow: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z0-9-]*):", makefile, re.MULTILINE))
    scripts = "\n".join(commands(job) for job in jobs(workflow).values())

    used = set(re.findall(r"\bmake (?:--silent )?([a-z][a-z-]*)", scripts))

    assert used
    assert used <= targets
    assert not re.search(r"^\s*(pip|pytest|mypy|ruff|python)\b", scripts, re.MULTILINE)


def test_every_supported_python_is_tested() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    supported = re.findall(r"Python :: (3\.\d+)", " ".join(project["classifiers"]))

    assert jobs(FOLDER / "ci.yml")["test"]["strategy"]["matrix"]["python"] == supported


def test_the_nightly_update_fetches_the_document_that_is_vendored() -> None:
    source = tomllib.loads((ROOT / "spec" / "SOURCE.toml").read_text(encoding="utf-8"))
    text = (FOLDER / "nightly.yml").read_text(encoding="utf-8")

    assert f"UPSTREAM: {source['repository']}\n" in text
    assert f"DOCUMENT: {source['path']}\n" in text


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_digest_and_name_their_version(workflow: Path) -> None:
    uses = re.findall(r"uses: (.+)", workflow.read_text(encoding="utf-8"))

    assert uses
    assert [line for line in uses if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_each_action_has_one_pin() -> None:
    pins = {pin for file in WORKFLOWS for pin in re.findall(r"uses: (\S+)", file.read_text(encoding="utf-8"))}

    assert len({pin.partition("@")[0] for pin in pins}) == len(pins)


@pytest.mark.parametrize("job", every_job())
def test_a_job_that_builds_or_tests_may_read_the_repository_and_nothing_else(job: dict[str, Any]) -> None:
    runs_code = re.search(r"\bmake\b", commands(job)) is not None

    assert not runs_code or job["permissions"] == READING
    assert runs_code or "permissions" in job
    for step in job["steps"]:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("job", every_job())
def test_a_token_is_shown_only_to_steps_that_run_nothing_of_ours(job: dict[str, Any]) -> None:
    for step in job["steps"]:
        if "make " in step.get("run", ""):
            assert "token" not in str({**job.get("env", {}), **step.get("env", {})})


@pytest.mark.parametrize("job", every_job())
def test_a_job_that_may_write_executes_nothing_but_git_and_gh(job: dict[str, Any]) -> None:
    if job["permissions"] == READING:
        return
    script = re.sub(r"\\\n\s*", "", commands(job))
    programs = set(re.findall(r"(?:^|\$\(|then |; )\s*([a-z][\w.-]*)(?= )", script, re.MULTILINE))

    assert programs <= {"git", "gh", "head", "date", "echo", "number", "if", "elif", "else", "fi", "exit", "then"}


def test_a_patch_from_the_nightly_job_changes_only_what_an_update_may_change(tmp_path: Path) -> None:
    """By the very command of the workflow."""
    repository = tmp_path / "repository"
    shutil.copytree(ROOT / "spec", repository / "spec")
    for name in (".github/workflows/ci.yml", "codegen/update.py", "generated/api.md"):
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text("old\n", encoding="utf-8")

    def git(*arguments: str) -> str:
        command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *arguments]
        return subprocess.run(command, cwd=repository, check=True, capture_output=True, text=True).stdout

    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message", "Start")
    changed = [".github/workflows/ci.yml", "codegen/update.py", "generated/a/b.py", "spec/docker-hub.yaml", "x.py"]
    changed += ["overrides/overlay/schemas.yaml", "tests/conftest.py", "tests/codegen/report/reports/a_tab.txt"]
    for name in changed:
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text("new\n", encoding="utf-8")
    git("add", "--all")
    (tmp_path / "changes.patch").write_text(git("diff", "--cached", "--binary"), encoding="utf-8")
    git("reset", "--quiet", "--hard")

    script = re.sub(r"\\\n\s*", "", commands(jobs(FOLDER / "nightly.yml")["propose"]))
    (apply,) = re.findall(r"^git apply .*", script, re.MULTILINE)
    subprocess.run(
        apply, shell=True, cwd=repository, check=True, env={"HANDED_OVER": str(tmp_path), "PATH": os.environ["PATH"]}
    )

    assert git("diff", "--cached", "--name-only").split() == [
        "generated/a/b.py",
        "overrides/overlay/schemas.yaml",
        "spec/docker-hub.yaml",
        "tests/codegen/report/reports/a_tab.txt",
    ]
