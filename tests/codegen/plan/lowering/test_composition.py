"""What objects and attributes are composed of: each schema once, by reference, within bounds."""

import time
from typing import Any

import pytest

from codegen.errors import BuildError
from codegen.plan.lowering import composition
from codegen.plan.models.describe import Model
from tests.codegen.small import document, made, responses_of

STRING = {"type": "string"}


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def models(schemas: dict[str, Any], version: str = "3.0.3") -> dict[str, Model]:
    """Return the models, by name, of a document whose only response is the first schema."""
    doc: dict[str, Any] = document("/things", responses=responses_of(ref("thing")))
    doc["openapi"] = version
    doc["components"]["schemas"] = schemas
    doc["paths"]["/things"]["get"]["responses"] = responses_of(ref(next(iter(schemas))))
    return {model.name: model for model in made(doc).models}


def annotations(model: Model) -> dict[str, str]:
    return {field.key: field.annotation for field in model.fields}


def family(levels: int) -> dict[str, Any]:
    heirs = {f"S{i}": {"allOf": [ref(f"S{i + 1}"), {"properties": {"b": ref(f"S{i + 1}")}}]} for i in range(levels)}
    return {**heirs, f"S{levels}": {"type": "object", "properties": {"a": STRING}}}


def test_an_attribute_that_every_heir_narrows_has_the_type_of_the_outermost() -> None:
    found = models(family(4))
    assert sorted(found) == ["S0", "S1", "S2", "S3", "S4"]
    assert annotations(found["S0"]) == {"a": "str | None", "b": "S1 | None"}
    assert annotations(found["S3"]) == {"a": "str | None", "b": "S4 | None"}


@pytest.mark.heavy
def test_a_family_of_a_hundred_levels_takes_no_time() -> None:
    begun = time.process_time()
    assert len(models(family(100))) == 101
    assert time.process_time() - begun < 10  # 1 s; were each level to repeat those below, minutes


def test_an_attribute_has_the_type_of_the_base_where_that_says_more() -> None:
    found = models(
        {
            "New": {"allOf": [ref("Old"), {"properties": {"b": ref("Small")}}]},
            "Old": {"properties": {"b": ref("Large")}},
            "Small": {"properties": {"x": STRING}},
            "Large": {"allOf": [ref("Small"), {"properties": {"y": STRING}}]},
        }
    )
    assert annotations(found["New"])["b"] == "Large | None"


def test_an_attribute_of_two_schemas_has_what_both_have_and_so_has_any_other_of_the_same_two() -> None:
    both = {"allOf": [{"properties": {"b": ref("One")}}, {"properties": {"b": ref("Two")}}]}
    found = models(
        {
            "Whole": {"properties": {"first": both, "second": both}},
            "One": {"properties": {"x": STRING}},
            "Two": {"properties": {"y": STRING}},
        }
    )
    (name,) = found.keys() - {"Whole", "WholeFirst", "WholeSecond"}
    assert annotations(found["WholeFirst"])["b"] == annotations(found["WholeSecond"])["b"] == f"{name} | None"
    assert annotations(found[name]) == {"x": "str | None", "y": "str | None"}


def test_schemas_that_contain_each_other_in_ever_new_pairs_come_to_an_end() -> None:
    found = models(
        {
            "Pair": {"allOf": [ref("One"), ref("Two")]},
            "One": {"properties": {"next": ref("Two"), "x": STRING}},
            "Two": {"properties": {"next": ref("One"), "y": STRING}},
        }
    )
    assert len(found) == 2
    assert annotations(found["PairNext"]) == {"next": "'PairNext | None'", "x": "str | None", "y": "str | None"}


def test_keys_beside_a_reference_count_in_repeated_attributes_too() -> None:
    schemas = {
        "New": {"allOf": [ref("Old"), {"properties": {"b": {**ref("Thing"), "properties": {"y": STRING}}}}]},
        "Old": {"properties": {"b": ref("Thing")}},
        "Thing": {"properties": {"x": STRING}},
    }
    found = models(schemas, "3.1.0")
    assert annotations(found["NewB"]) == {"x": "str | None", "y": "str | None"}
    assert annotations(models(schemas)["New"])["b"] == "Thing | None"


def test_too_many_repeated_attributes_are_refused_with_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composition, "_MAX_REPEATED", 5)
    heirs = {f"Heir{i}": {"allOf": [ref("Base"), {"properties": {"own": STRING}}]} for i in range(3)}
    holder = {"Holder": {"properties": {name: ref(name) for name in heirs}}}
    base = {"Base": {"properties": {"x": STRING, "y": STRING, "z": STRING}}}
    with pytest.raises(BuildError, match=r"^#/components/schemas/Heir2: with this schema, models repeat more than 5 "):
        models({**holder, **heirs, **base})
    monkeypatch.setattr(composition, "_MAX_REPEATED", 6)
    assert len(models({**holder, **heirs, **base})) == 4


@pytest.mark.heavy
def test_unions_that_combine_in_too_many_ways_are_refused_with_the_place() -> None:
    either = {"oneOf": [STRING, {"type": "string", "minLength": 1}]}
    schemas = {"Whole": {"properties": {"a": {"allOf": [either] * 40}}}}
    with pytest.raises(BuildError, match=r"^#/components/schemas/Whole/properties/a/allOf/\d+/oneOf: the combinations"):
        models(schemas)


def test_either_limit_of_unions_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    either = {"oneOf": [STRING, {"type": "string", "minLength": 1}]}
    schemas = {"Whole": {"properties": {"a": {"allOf": [either] * 3}}}}
    monkeypatch.setattr(composition, "_MAX_UNION_DEPTH", 1)
    with pytest.raises(BuildError, match=r"oneOf: unions are nested more than 1 deep$"):
        models(schemas)
    monkeypatch.setattr(composition, "_MAX_COMBINED", 5)
    with pytest.raises(BuildError, match=r"oneOf: the combinations of members of unions have more than 5 schemas$"):
        models(schemas)


def test_null_as_the_item_of_an_array_does_not_make_the_array_nullable() -> None:
    nothing = {"type": "null"}
    thing = {"required": ["a", "b"], "properties": {"a": {"type": ["array", "null"], "items": nothing}, "b": nothing}}
    assert annotations(models({"Thing": thing}, "3.1.0")["Thing"]) == {"a": "list[None] | None", "b": "None"}
