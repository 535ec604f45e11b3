"""Names of operations in texts, and changes of nothing."""

from aiodockerhub.helpers.cli_and_mcp import forgotten_fields, json_value, respell
from aiodockerhub_generated.catalog import load
from aiodockerhub_generated.models import OrgMemberRow


def test_methods_are_respelled_and_nothing_else() -> None:
    rest = "not `error.detail`, repositories.nothing, 'repositories.list:3c:2:2:2'"
    text = respell(f"`repositories.get` or repositories.delete; {rest}", lambda entry: entry["http_method"])
    assert text == f"`GET` or `DELETE`; {rest}"


def test_results_become_json_also_in_lists_and_bytes_become_their_number() -> None:
    member = OrgMemberRow.from_dict({"Username": "jane"})
    assert json_value([member, b"abc", None, {"a": 1}]) == [
        member.to_dict(),
        "3 bytes, which are not shown",
        None,
        {"a": 1},
    ]


def test_change_without_a_field_has_forgotten_one() -> None:
    update = load()["groups"]["operations"]["update"]
    assert forgotten_fields(update, ["org_name", "group_name"]) == ["name", "description", "role"]
    assert forgotten_fields(update, ["role"]) == []
    for method in ("PUT", "POST"):
        assert forgotten_fields({**update, "http_method": method}, []) == []
