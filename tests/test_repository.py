"""The repository keeps its own rules: the vendored document is the published one, and nothing private is committed."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "spec/docker-hub.yaml"
SECRET = r"dckr_(pat_[A-Za-z0-9_-]{27}|oat_[A-Za-z0-9_-]{32})(?![A-Za-z0-9_-])"


def tracked_texts() -> list[tuple[str, str]]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    names = [name for name in listing.decode().split("\0") if name]
    return [(name, (ROOT / name).read_text("utf-8", errors="replace")) for name in names if (ROOT / name).is_file()]


def test_vendored_document_is_the_one_its_source_names() -> None:
    source = tomllib.loads((ROOT / "spec/SOURCE.toml").read_text("utf-8"))
    document = (ROOT / "spec" / source["file"]).read_bytes()
    assert hashlib.sha256(document).hexdigest() == source["sha256"]
    assert source["repository"] == "docker/docs"


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        (
            "package index addresses",
            r"(index[-]url|https?://[^\s)\"']*/simple/?(?=[\s\"']|$)|\"resolved\":\s*\"https?:)",
        ),
        ("machine paths", r"(?<![\w.}])/(home|root|work|Users)/[a-z]"),
        ("secrets that look real", SECRET),
    ],
)
def test_no_tracked_file_contains(what: str, pattern: str) -> None:
    this = str(Path(__file__).relative_to(ROOT))
    found = [
        f"{name}: {secret}" for name, text in tracked_texts() if name != this for secret in own_matches(pattern, text)
    ]
    assert found == [], f"{what} in tracked files"


def own_matches(pattern: str, text: str) -> list[str]:
    """List the matches that Docker's document does not contain: its examples are public, and the client quotes them."""
    matches = [match.group() for match in re.finditer(pattern, text)]
    published = published_document() if matches else ""
    return [each for each in matches if each not in published]


@cache
def published_document() -> str:
    return DOCUMENT.read_text("utf-8")


def test_an_example_of_the_published_document_is_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example, secret = (f"dckr_pat_{letter * 27}" for letter in "xy")
    document = tmp_path / "docker-hub.yaml"
    document.write_text(f"token: {{type: string, example: {example}}}\n", "utf-8")
    monkeypatch.setattr(f"{__name__}.DOCUMENT", document)
    monkeypatch.setattr(f"{__name__}.published_document", published_document.__wrapped__)

    assert own_matches(SECRET, f"Such as `{example}` or `{secret}`.") == [secret]


def test_no_tracked_file_has_a_name_of_odd_characters() -> None:
    """Such as what a test or a trial has written into its working directory."""
    names = [name for name, _ in tracked_texts()]
    assert names
    assert [name for name in names if not re.fullmatch(r"[\w.@+/-]+", name)] == []


def test_ci_runs_the_test_command_of_the_readme() -> None:
    commands = [line.strip() for line in (ROOT / ".ci/run").read_text("utf-8").splitlines()]
    assert commands[-1] == "make test"
    assert "    make test\n" in (ROOT / "README.md").read_text("utf-8")


def test_every_make_target_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^([a-z][a-z0-9-]*):", makefile, re.MULTILINE)
    printed = subprocess.run(["make", "help"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert targets
    assert [target for target in targets if not re.search(rf"^  {target} +\S", printed, re.MULTILINE)] == []


def test_every_promise_of_the_security_policy_names_the_tests_that_hold_it() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8").partition("## What the library promises")[2]
    promises = re.findall(r"^- (.*?)(?=^- |^\n|\Z)", text, re.MULTILINE | re.DOTALL)
    assert len(promises) > 10
    for promise in promises:
        tests = re.findall(r"`(tests/[\w/]+\.py)`", promise)
        assert tests, promise
        assert all((ROOT / test).is_file() for test in tests), promise
