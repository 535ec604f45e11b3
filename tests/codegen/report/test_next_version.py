"""The gravest change decides the version."""

from typing import Any

import pytest

from codegen.report.next_version import propose
from tests.codegen.report.small_client import STRING, changes


@pytest.mark.parametrize(
    ("current", "path", "value", "proposed"),
    [
        ("0.1.0", "SCHEMA thing properties size", None, "0.2.0"),
        ("0.1.3", "SCHEMA thing properties more", STRING, "0.1.4"),
        ("0.1.3", "THING get summary", "Fetch", "0.1.4"),
        ("1.2.3", "SCHEMA thing properties size", None, "2.0.0"),
        ("1.2.3", "SCHEMA thing properties more", STRING, "1.3.0"),
        ("1.2.3", "THING get deprecated", True, "1.3.0"),
        ("1.2", "THING get summary", "Fetch", "1.2.1"),
        ("1.2.3", "info version", "2", "1.2.3"),
    ],
)
def test_the_gravest_change_decides_the_version(current: str, path: str, value: Any, proposed: str) -> None:
    assert propose(current, changes((path, value))).next == proposed
