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
