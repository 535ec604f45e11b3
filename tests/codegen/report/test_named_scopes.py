"""The scopes that a client names are read from its operations and docstrings."""

import pytest

from codegen.report import named_scopes
from codegen.report.client_facts import client_facts
from tests.codegen.report.small_client import client, edited


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("Needs `scope-a-read`, or scope-audit_events-read.", {"scope-a-read", "scope-audit_events-read"}),
        ("…of scope-a-re… and my-scope-a-read, and a scope-less one.", set()),
    ],
)
def test_only_whole_names_of_scopes_are_read(text: str, scopes: set[str]) -> None:
    assert named_scopes.in_text(text) == scopes


def test_the_scopes_of_a_client_are_those_of_all_its_texts() -> None:
    of_things = client(
        edited(
            ("tags 0 description", "With scope-tag-read."),
            ("THING get description", 'With scope-text-read. <span class="oat"></span>'),
            ("THING get x-organization-scope", "scope-thing-read"),
            ("SCHEMA thing description", "See scope-model-read."),
            ("SCHEMA thing properties size", {"type": "integer", "description": "See scope-field-read."}),
            ("SCHEMA new properties label", {"type": "string", "description": "See scope-body-edit."}),
        )
    )

    names = ("body-edit", "field-read", "model-read", "tag-read", "text-read", "thing-read")
    assert named_scopes.of_client(of_things) == {f"scope-{name}" for name in names}
    assert client_facts(of_things).scopes == named_scopes.of_client(of_things)
