"""The overlay engine: what actions do, and what the document must contain."""

import copy
from pathlib import Path

import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st
from oas_patch.overlay import apply_overlay

from codegen.document import overlay
from codegen.document.load import JSON
from codegen.document.overlay import Action, Overlay
from codegen.errors import BuildError
from tests.codegen.document.overlays import HEAD, action, misfits, patch, write

# --- reading ----------------------------------------------------------------------------------------------------------


def test_files_are_read_in_their_order_and_know_their_lines(tmp_path: Path) -> None:
    folder = tmp_path / "overlay"
    for name in ("zebra", "undocumented_routes", "names", "alpha", "descriptions", "operations", "schemas", "validity"):
        write(
            folder,
            name,
            """\
            actions:
              - target: $.paths
                description: >-
                  Over two
                  lines.
                x-discrepancy: D2
                x-matches: 3
                x-before: {a: absent}
                update: {a: 1}

              - target: $.info.title
                description: Gone.
                x-discrepancy: names
                x-before: null
                remove: true
            """,
        )

    overlays = overlay.load(folder)

    assert [each.name for each in overlays] == [*overlay.ORDER, "alpha", "zebra"]
    assert overlays[0].title == "Test"
    assert overlays[0].actions == (
        Action("overlay/validity.yaml", 4, "$.paths", "Over two lines.", "D2", {"a": 1}, False, 3, {"a": "absent"}),
        Action("overlay/validity.yaml", 13, "$.info.title", "Gone.", "names", None, True, 1, None),
    )
    assert overlays[0].actions[1].origin == "overlay/validity.yaml:13"


KEYS = "description, remove, target, update, x-before, x-discrepancy, x-matches"
GOOD = {"target": "$.a", "description": "x", "x-discrepancy": "D1", "x-before": "{}", "update": "{b: 1}"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"target": None}, "overlay/schemas.yaml:4: target is missing: every action states it"),
        ({"description": "' '"}, "overlay/schemas.yaml:4: description is missing: every action states it"),
        ({"x-discrepancy": "[1]"}, "overlay/schemas.yaml:4: x-discrepancy is missing: every action states it"),
        (
            {"x-before": None},
            "overlay/schemas.yaml:4: x-before is missing: state what the published document contains there",
        ),
        ({"update": None}, "overlay/schemas.yaml:4: expected either update or `remove: true`"),
        ({"remove": "true"}, "overlay/schemas.yaml:4: expected either update or `remove: true`"),
        ({"remove": "sure", "update": None}, "overlay/schemas.yaml:4: expected either update or `remove: true`"),
        (
            {"x-matches": "0"},
            "overlay/schemas.yaml:4: x-matches is 0: expected how many nodes the target selects, from 1",
        ),
        (
            {"x-matches": "true"},
            "overlay/schemas.yaml:4: x-matches is true: expected how many nodes the target selects, from 1",
        ),
        (
            {"x-typo": "1"},
            f"overlay/schemas.yaml:4: unknown key x-typo: expected one of {KEYS}",
        ),
        (
            {"target": "$.a | $.b"},
            "overlay/schemas.yaml:4: the target $.a | $.b is not a JSONPath: unexpected token '|'",
        ),
        ({"target": "$.a["}, "overlay/schemas.yaml:4: the target $.a[ is not a JSONPath: unexpected end of query"),
        (
            {"target": "$", "update": None, "remove": "true"},
            "overlay/schemas.yaml:4: the whole document cannot be removed",
        ),
    ],
)
def test_an_action_that_does_not_say_enough_is_refused(
    tmp_path: Path, change: dict[str, str | None], message: str
) -> None:
    lines = [f"    {key}: {value}" for key, value in {**GOOD, **change}.items() if value is not None]
    text = "actions:\n  -" + "\n".join(lines)[3:] + "\n"

    with pytest.raises(BuildError) as caught:
        overlay.load(write(tmp_path / "overlay", "schemas", text))

    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1", "overlay/schemas.yaml:1: expected an OpenAPI Overlay document with `overlay: 1.0.0`"),
        ("[1]", "overlay/schemas.yaml:1: expected an OpenAPI Overlay document with `overlay: 1.0.0`"),
        ("overlay: 2.0.0", "overlay/schemas.yaml:1: expected an OpenAPI Overlay document with `overlay: 1.0.0`"),
        (
            "overlay: 1.0.0",
            "overlay/schemas.yaml:1: `info.title` is missing: say in a few words what the overlay is for",
        ),
        (
            "overlay: 1.0.0\ninfo: {version: 1}",
            "overlay/schemas.yaml:1: `info.title` is missing: say in a few words what the overlay is for",
        ),
        (HEAD, "overlay/schemas.yaml:1: `actions` is missing: expected a list"),
        (
            HEAD + "actions:\n  - text",
            "overlay/schemas.yaml:4: expected an action (a mapping with target, description and update or remove)",
        ),
    ],
)
def test_what_is_not_an_overlay_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BuildError) as caught:
        overlay.load(write(tmp_path / "overlay", "schemas", "", head=text))

    assert str(caught.value) == message


# --- applying ---------------------------------------------------------------------------------------------------------


def test_update_merges_mappings_concatenates_lists_and_replaces_the_rest() -> None:
    doc: dict[str, JSON] = {"a": {"keep": 1, "deep": {"x": 1}, "list": [1], "swap": [1], "text": "old"}}
    update: JSON = {"deep": {"y": 2}, "list": [2], "swap": {"now": "mapping"}, "text": None, "new": [3]}

    assert patch(doc, action("$.a", update=update)) == {
        "a": {"keep": 1, "deep": {"x": 1, "y": 2}, "list": [1, 2], "swap": {"now": "mapping"}, "text": None, "new": [3]}
    }
    assert doc["a"] == {"keep": 1, "deep": {"x": 1}, "list": [1], "swap": [1], "text": "old"}


def test_update_of_a_list_appends() -> None:
    doc: dict[str, JSON] = {"a": [1]}

    assert patch(doc, action("$.a", update={"b": 2}, before=[1])) == {"a": [1, {"b": 2}]}
    assert patch(doc, action("$.a", update=[2, 3], before=[1])) == {"a": [1, 2, 3]}


def test_update_of_the_root_and_of_list_items() -> None:
    doc: dict[str, JSON] = {"list": [{"n": 1}, {"n": 2}, 3]}

    assert patch(
        doc,
        action("$", update={"new": True}),
        action("$.list[?@.n == 2]", update={"m": 4}),
        action("$.list[2]", update="three", before=3),
    ) == {"list": [{"n": 1}, {"n": 2, "m": 4}, "three"], "new": True}


def test_updates_do_not_share_values() -> None:
    patched = patch({"a": {}, "b": {}}, action("$.*", update={"x": {"y": 1}}, matches=2))

    patched["a"]["x"]["y"] = 2  # type: ignore[index,call-overload]  # the test knows the shape

    assert patched["b"] == {"x": {"y": 1}}


def test_remove_takes_several_items_of_a_list_and_keys() -> None:
    doc: dict[str, JSON] = {"list": [1, 2, 1, 3, 1], "a": {"b": 1, "c": 2}}

    assert patch(
        doc,
        action("$.list[?@ == 1]", remove=True, matches=3, before=1),
        action("$.a['b', 'b']", remove=True, before=1),
    ) == {"list": [2, 3], "a": {"c": 2}}


def test_a_required_whose_last_name_is_removed_goes_with_it() -> None:
    doc: dict[str, JSON] = {"a": {"required": ["x", "y"]}, "b": {"required": []}, "c": {"names": ["x"]}}
    first, last = (action(f"$.a.required[?@ == '{name}']", remove=True, before=name) for name in "xy")
    other = action("$.c.names[?@ == 'x']", remove=True, before="x")
    assert patch(doc, first) == {**doc, "a": {"required": ["y"]}}
    assert patch(doc, first, last, other) == {"a": {}, "b": {"required": []}, "c": {"names": []}}


def test_a_required_goes_once_if_one_action_removes_all_its_names() -> None:
    doc: dict[str, JSON] = {"a": {"required": ["x", "x"]}}
    assert patch(doc, action("$.a.required[*]", remove=True, matches=2, before="x")) == {"a": {}}


def test_a_property_called_required_stays_if_its_last_key_is_removed() -> None:
    doc: dict[str, JSON] = {"properties": {"required": {"type": "string"}}}
    patched = patch(doc, action("$.properties.required.type", remove=True, before="string"))
    assert patched == {"properties": {"required": {}}}


def test_a_node_below_a_removed_node_goes_with_it() -> None:
    doc: dict[str, JSON] = {"a": {"x": {"x": 1}}}

    patched, _ = overlay.apply_with_misfits(
        doc, [Overlay("schemas", "Test", (action("$..x", remove=True, matches=2),))]
    )

    assert patched == {"a": {}}


# --- what must stand there before -------------------------------------------------------------------------------------


def test_before_compares_mappings_by_key_and_the_rest_exactly() -> None:
    doc: dict[str, JSON] = {"a": {"type": "object", "deep": {"x": 1, "y": 2}, "list": [1, {"b": 2}], "more": 0}}
    before: JSON = {"type": "object", "deep": {"x": 1, "z": "absent"}, "list": [1, {"b": 2}], "items": "absent"}

    assert misfits(doc, action("$.a", update={"new": 1}, before=before)) == []


def test_the_order_of_required_and_enum_plays_no_part() -> None:
    doc: dict[str, JSON] = {"a": {"required": ["x", "y"], "enum": ["b", None, "a"], "list": [1, 2]}}

    assert (
        misfits(doc, action("$.a", update={"new": 1}, before={"required": ["y", "x"], "enum": [None, "a", "b"]})) == []
    )
    assert misfits(doc, action("$.a.required", remove=True, before=["y", "x"])) == []
    assert [kind for kind, *_ in misfits(doc, action("$.a", update={"new": 1}, before={"list": [2, 1]}))] == ["before"]


@pytest.mark.parametrize(
    ("before", "expected", "found"),
    [
        ({"type": "array"}, '$.a.type = "array"', '"object"'),
        ({"type": "absent"}, "no $.a.type", '"object"'),
        ({"gone": None}, "$.a.gone = null", "no such key"),
        ({"deep": {"x": 2}}, "$.a.deep.x = 2", "1"),
        ({"deep": {"x": True}}, "$.a.deep.x = true", "1"),
        ({"deep": 1}, "$.a.deep = 1", '{"x": 1}'),
        ({"list": [1]}, "$.a.list = [1]", '[1, {"b": 2}]'),
        ({"list": [1, {}]}, "$.a.list = [1, {}]", '[1, {"b": 2}]'),
        ([], "$.a = []", '{"type": "object", "deep": {"x": 1}, "list": [1, {"b": 2}]}'),
        (
            {"type": "x", "deep": {"q": "y" * 200}},
            f'$.a.type = "x" and $.a.deep.q = "{"y" * 119}…',
            '"object" and no such key',
        ),
    ],
)
def test_a_false_before_is_reported(before: JSON, expected: str, found: str) -> None:
    doc: dict[str, JSON] = {"a": {"type": "object", "deep": {"x": 1}, "list": [1, {"b": 2}]}}

    assert misfits(doc, action("$.a", update={"new": 1}, before=before)) == [("before", expected, found)]


def test_remove_compares_the_node_itself() -> None:
    doc: dict[str, JSON] = {"a": {"b": "text", "c": {"d": 1, "e": 2}}}

    assert misfits(doc, action("$.a.c", remove=True, before={"d": 1})) == []
    assert misfits(doc, action("$.a.b", remove=True, before="other")) == [("before", '$.a.b = "other"', '"text"')]


# --- an independent implementation agrees -----------------------------------------------------------------------------

scalars = st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["x", "y"])
nodes: st.SearchStrategy[JSON] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
documents = st.dictionaries(st.sampled_from("abc"), nodes, min_size=1, max_size=3)
targets = st.lists(st.sampled_from([".a", ".b", "['c']", "[0]", ".*"]), min_size=1, max_size=3).map(
    lambda steps: "$" + "".join(steps)
)


def has_equal_items(node: JSON) -> bool:
    if isinstance(node, dict):
        return any(map(has_equal_items, node.values()))
    if isinstance(node, list):
        return any(item in node[:index] for index, item in enumerate(node)) or any(map(has_equal_items, node))
    return False


@pytest.mark.heavy
@given(documents, targets, nodes, st.booleans())
def test_oas_patch_gives_the_same_result(doc: dict[str, JSON], target: str, change: JSON, remove: bool) -> None:
    step = action(target, remove=True) if remove else action(target, update=change)
    ours, found = overlay.apply_with_misfits(doc, [Overlay("schemas", "Test", (step,))])
    assume(remove or not any(misfit.kind == "done" for misfit in found))  # theirs adds to lists again
    assume(not remove or not has_equal_items(doc))  # theirs removes every item that is equal to one that is selected
    theirs = copy.deepcopy(doc)

    try:
        apply_overlay(theirs, {"actions": [{"target": target, **({"remove": True} if remove else {"update": change})}]})
    except (AttributeError, TypeError):
        reject()  # theirs can merge into an item of a list only a mapping into a mapping

    assert ours == theirs
