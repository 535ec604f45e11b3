"""The code that a test uses is found in other functions and files, the nearest first."""

from pathlib import Path

import pytest

from codegen.report import wording, wording_of_outcome
from codegen.report.changes import Change, Level
from codegen.report.failed_tests import group
from codegen.report.hand_written_uses import Use
from codegen.report.reached_code import reached

DEMANDED = Change(
    Level.BREAKING, ("hub.groups.create(visibility=)",), wording.ARGUMENT_ADDED, "", "str, required", "$.b"
)
USED = Change(Level.BREAKING, ("hub.tags.list()",), wording.RESULT, "Pager[Tag]", "TagPage", "GET /a")
LIMITED = Change(Level.BREAKING, ("hub.groups.create(name=)",), wording.LIMITS, "", "at most 3", "$.c")

FILES = {
    "tests/conftest.py": "import pytest\n\n@pytest.fixture\ndef hub():\n    return 1\n",
    "tests/unit/conftest.py": "",
    "tests/unit/test_a.py": """\
import examples.tour as trip
from aiodockerhub import calls
from examples import tour
from tests.samples import CREATE, thing as sample

SIZE: int = 3

def test_call(): return CREATE
def test_sample(): return sample(SIZE)
def test_fixture(hub): return calls.x, len("")
def test_module(): return tour.main()
def test_alias(): return trip.main()
def test_itself(): return test_itself()
class TestClass:
    def test_method(self): return CREATE
""",
    "tests/samples.py": "CREATE = make(\n    1,\n)\nBASE = {}\ndef thing(): return BASE\n",
    "examples/__init__.py": "",
    "examples/tour.py": "def main():\n    step()\n\ndef step(): pass\n",
}


@pytest.mark.parametrize(
    ("function", "levels"),
    [
        ("test_call", [["tests/samples.py:1-3"]]),
        ("test_method", [["tests/samples.py:1-3"]]),
        ("test_sample", [["tests/samples.py:5-5", "tests/unit/test_a.py:6-6"], ["tests/samples.py:4-4"]]),
        ("test_fixture", [["tests/conftest.py:4-5"]]),
        ("test_module", [["examples/tour.py:1-2"], ["examples/tour.py:4-4"]]),
        ("test_alias", [["examples/tour.py:1-2"], ["examples/tour.py:4-4"]]),
        ("test_itself", []),
        ("test_that_is_not_there", []),
    ],
)
def test_code_that_a_test_uses_is_reached(function: str, levels: list[list[str]], tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    found = [
        sorted(f"{file}:{lines[0]}-{lines[-1]}" for file, lines in level)
        for level in reached(tmp_path, "tests/unit/test_a.py", function)
    ]

    assert [level for level in found if level] == levels


def test_nothing_is_reached_from_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert not any(reached(tmp_path, "tests/test_a.py", "test_a"))


@pytest.mark.parametrize("reason", ["assert {'name': 1} == {}", "SystemExit: 2"])
def test_a_test_that_uses_a_concerned_line_of_another_file_fails_by_that_change(tmp_path: Path, reason: str) -> None:
    (tmp_path / "samples.py").write_text("CREATE = calls.groups.create(\n    'acme'\n)\nOTHER = 1\n")
    (tmp_path / "a.py").write_text(
        "from samples import CREATE, OTHER\n\ndef test_b():\n    hub.request(CREATE)\n\ndef test_c(): return OTHER\n"
    )
    use = Use(name="hub.groups.create(visibility=)", what=wording.ARGUMENT_ADDED, places=("samples.py:1",))
    lines = [f"FAILED a.py::{test} - {reason}" for test in ("test_b", "test_c")]

    assert [*group(lines, [DEMANDED], [use], tmp_path)] == [
        "- hub.groups.create(visibility=): argument added (1 test)",
        f"    {reason}",
        "    a.py: test_b",
        wording_of_outcome.UNEXPLAINED,
        f"- {reason} (1 test)",
        "    a.py: test_c",
    ]


def test_the_lines_of_a_test_itself_come_before_those_that_it_uses(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("CREATE = calls.groups.create()\n\ndef test_b():\n    tags.list(CREATE)\n")
    uses = [
        Use(name="hub.tags.list()", what=wording.RESULT, places=("a.py:4",)),
        Use(name="hub.groups.create(visibility=)", what=wording.ARGUMENT_ADDED, places=("a.py:1",)),
    ]

    title = group(["FAILED a.py::test_b - SystemExit: 2"], [DEMANDED, USED], uses, tmp_path)[0]

    assert title == "- hub.tags.list(): result (1 test)"


@pytest.mark.parametrize(
    "reason",
    [
        "TypeError: 'async for' requires an object with __aiter__ method, got coroutine",
        "TypeError: 'TagPage' object is not subscriptable",
        "TypeError: object Pager can't be used in 'await' expression",
    ],
)
def test_a_value_of_another_type_is_caused_by_the_result_of_an_operation_that_the_test_uses(
    tmp_path: Path, reason: str
) -> None:
    (tmp_path / "a.py").write_text("def helper():\n    groups.create()\n    tags.list()\n\ndef test_b(): helper()\n")
    uses = [
        Use(name="hub.groups.create(name=)", what=wording.LIMITS, places=("a.py:2",)),
        Use(name="hub.tags.list()", what=wording.RESULT, places=("a.py:3",)),
    ]

    title = group([f"FAILED a.py::test_b - {reason}"], [LIMITED, USED], uses, tmp_path)[0]

    assert title == "- hub.tags.list(): result (1 test)"
