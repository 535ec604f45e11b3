"""Names of operations in texts, and changes of nothing."""

from aiodockerhub.helpers.operations import forgotten_fields, respell
from aiodockerhub_generated.catalog import load


def test_methods_are_respelled_and_nothing_else() -> None:
    rest = "not `error.detail`, repositories.nothing, 'repositories.list:3c:2:2:2'"
    text = respell(f"`repositories.get` or repositories.delete; {rest}", lambda entry: entry["http_method"])
    assert text == f"`GET` or `DELETE`; {rest}"


def test_change_without_a_field_has_forgotten_one() -> None:
    update = load()["groups"]["operations"]["update"]
    assert forgotten_fields(update, ["org_name", "group_name"]) == ["name", "description", "role"]
    assert forgotten_fields(update, ["role"]) == []
    for method in ("PUT", "POST"):
        assert forgotten_fields({**update, "http_method": method}, []) == []
