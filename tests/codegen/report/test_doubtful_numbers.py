"""Lines whose number is a value or a default only by chance come last, to look at."""

import pytest

from codegen.report import doubtful_numbers, wording
from codegen.report.changes import Change, Level

STATUS = Change(Level.BREAKING, ("hub.things.update(status=)",), wording.VALUES, "0, 1, 6", "on, off", "$")
SIZE = Change(Level.CHANGED, ("hub.things.list(page_size=)",), wording.DEFAULT, "10", "25", "$")
TEST, EXAMPLE, FAKE_HUB, GUIDE = "tests/test_a.py", "examples/a.py", "overrides/aiodockerhub/testing/a.py", "docs/a.md"


def is_doubtful(change: Change, line: str, file: str = TEST) -> bool:
    return f"{file}:1" in doubtful_numbers.find(change, change.names[0], [f"{file}:1"], {file: [line]})


@pytest.mark.parametrize(
    "line",
    [
        "fake.fault('things.get', status=503, headers={'retry-after': '1'})",
        "assert (response.status_code, response.headers['x-more']) == (200, '1')",
        "run(*command, '--retries', '0')",
        "statuses = ['1', '0', '0']",
    ],
)
def test_a_number_in_quotes_that_is_not_given_to_the_argument_is_doubtful(line: str) -> None:
    assert is_doubtful(STATUS, line)


@pytest.mark.parametrize(
    "line",
    [
        "hub.things.update('a', status=6)",
        "run('things', 'update', 'a', '--status', '6')",
        "run('things', 'update', 'a', '--status=6', '--retries', '0')",
        "http.patch(path, json={'status': '6'})",
        "assert thing['status'] == '6'",
        "if status in ('6', '1'): ...",
        "@handles('things.update')",
    ],
)
def test_a_number_of_the_argument_is_not(line: str) -> None:
    assert not is_doubtful(STATUS, line)


def test_values_that_are_words_are_never_doubtful() -> None:
    words = Change(Level.BREAKING, STATUS.names, wording.VALUES, "on, 1", "off, 1", "$")

    assert not is_doubtful(words, "x = ['on', '1']")


@pytest.mark.parametrize("file", [TEST, EXAMPLE])
@pytest.mark.parametrize(
    "line", ["BATCH = 10", "await hub.gather(rows, limit=10)", "fake.clock.advance(10)", "last = {'next': size > 10}"]
)
def test_a_number_for_another_purpose_is_doubtful(line: str, file: str) -> None:
    assert is_doubtful(SIZE, line, file)


@pytest.mark.parametrize(
    ("line", "file"),
    [
        ("    assert len(page.items) == 10", TEST),
        ("    (THINGS, 11, 10, False),", TEST),
        ("for number in range(11):", TEST),
        ("DEFAULT = 10", TEST),
        ("page_size = 10", EXAMPLE),
        ("http.get(path, params={'page': 2})", TEST),
        ("_SIZE = 10", FAKE_HUB),
        ("It has 10 things.", GUIDE),
    ],
)
def test_a_number_that_is_expected_or_named_as_the_default_is_not(line: str, file: str) -> None:
    assert not is_doubtful(SIZE, line, file)
