"""A test that compares the body of a call in another file is named before it fails."""

from pathlib import Path

import pytest

from codegen.report import hand_written_uses, wording
from codegen.report.changes import Change, Level
from codegen.report.client_facts import ClientFacts

NAME = "hub.repositories.create(is_private=)"
FACTS = ClientFacts(
    endpoints={"hub.repositories.create()": "POST /v2/repositories"},
    sent={
        "hub.repositories.create()": {"namespace": "namespace", "name": "name", "is_private": "private", "text": "text"}
    },
)
CONSTANT = "from aiodockerhub import calls\n\nCREATE = calls.repositories.create('acme', name='app')\n"
FILES = {
    "tests/overrides/scripted.py": CONSTANT,
    "tests/test_used.py": """
from tests.overrides.scripted import CREATE as WRITE

async def test_body():
    await hub.request(WRITE)
    assert body == {"name": "app", "namespace": "acme"}
    assert other == {"name": "app", "state": "new"}
    assert empty == {}

async def test_without():
    assert body == {"name": "app", "namespace": "acme"}
""",
    "tests/test_other.py": "from tests.other import CREATE\n\ndef test_a():\n    assert CREATE == {'name': 'app'}\n",
    "overrides/aiodockerhub/a.py": "def f(CREATE):\n    return {'name': CREATE}\n",
}


def places(root: Path, change: Change, facts: ClientFacts = FACTS) -> list[str]:
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return [place for use in hand_written_uses.find([change], root, facts) for place in use.places]


def test_a_body_without_what_is_required_now_is_named(tmp_path: Path) -> None:
    required = Change(Level.BREAKING, (NAME,), wording.REQUIRED, "no", "yes", "$")
    assert places(tmp_path, required) == ["tests/overrides/scripted.py:3", "tests/test_used.py:6"]


def test_a_body_with_what_is_gone_is_named(tmp_path: Path) -> None:
    removed = Change(Level.BREAKING, ("hub.repositories.create(name=)",), wording.ARGUMENT_REMOVED, "str", "", "$")
    assert places(tmp_path, removed) == ["tests/overrides/scripted.py:3", "tests/test_used.py:6"]


@pytest.mark.parametrize(
    "change",
    [
        Change(Level.CHANGED, (NAME,), wording.REQUIRED, "yes", "no", "$"),
        Change(Level.BREAKING, ("hub.repositories.create()",), wording.OPERATION_REMOVED, "", "", "$"),
        Change(Level.BREAKING, ("hub.repositories.create(text=)",), wording.ARGUMENT_REMOVED, "str", "", "$"),
    ],
)
def test_other_changes_name_no_bodies(tmp_path: Path, change: Change) -> None:
    assert not any(place.startswith("tests/test_used.py") for place in places(tmp_path, change))


BESIDE = {
    "tests/test_beside.py": """
async def test_call():
    await hub.repositories.create("acme", name="app")
    assert body == {"name": "app", "namespace": "acme"}

def test_command():
    run("repositories", "create", "acme", "--name", "app")
    assert body == {"name": "app", "namespace": "acme"}
    assert body == {"name": "app"}

@pytest.mark.parametrize("body", [{"namespace": "acme"}])
async def test_request(body):
    await http.post("/v2/repositories", json=body)

def test_another_thing():
    run("repositories", "get", "acme")
    assert body == {"name": "app", "namespace": "acme"}
""",
    "docs/guide.md": """
```python
await hub.repositories.create("acme", name="app")
assert body == {"name": "app", "namespace": "acme"}
```

```python
assert other == {"name": "app", "namespace": "acme"}
```

```python
hub.repositories.create(...
```
""",
}
IN_BOTH, IN_PATH = "namespace (in the body and in the path)", "namespace (in the path only)"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            IN_BOTH,
            IN_PATH,
            ["docs/guide.md:4", *(f"tests/test_beside.py:{line}" for line in (4, 8, 11)), "tests/test_used.py:6"],
        ),
        (IN_PATH, IN_BOTH, ["tests/test_beside.py:9"]),
        ("a (in the query)", "b (in the query)", []),
    ],
)
def test_a_body_that_no_longer_repeats_the_path_is_named(
    tmp_path: Path, before: str, after: str, expected: list[str]
) -> None:
    for name, text in BESIDE.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    sent = Change(Level.CHANGED, ("hub.repositories.create(namespace)",), wording.SENT_AS, before, after, "$")

    assert places(tmp_path, sent) == expected


def test_the_body_of_a_request_for_another_operation_is_not_named(tmp_path: Path) -> None:
    file = tmp_path / "tests/overrides/testing/test_raw.py"
    file.parent.mkdir(parents=True)
    put, post = (f"    http.{each}('/v2/repositories', json={{'name': 'a'}})\n" for each in ("put", "post"))
    file.write_text(f"def test_a(http):\n{put}{post}", encoding="utf-8")
    removed = Change(Level.BREAKING, ("hub.repositories.create(name=)",), wording.ARGUMENT_REMOVED, "str", "", "$")

    uses = hand_written_uses.find([removed], tmp_path, FACTS)

    assert {place for use in uses for place in use.places} == {"tests/overrides/testing/test_raw.py:3"}
