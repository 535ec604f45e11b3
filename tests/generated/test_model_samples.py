"""Samples of models end, also of models that contain themselves: a new document may have such."""

from typing import Any, ClassVar

import attrs
from aiodockerhub_generated._schema import Schema
from aiodockerhub_generated.types import Model

from tests.generated import model_samples


@attrs.define(kw_only=True, repr=False)
class Rule(Model):
    """A rule with further rules, directly and by another model."""

    _schema: ClassVar = Schema("$.components.schemas.rule", keys={"except_": "except"}, nullable=("instead",))

    name: str
    except_: "list[Rule | Other]"
    by_name: "dict[str, Rule]"
    instead: "Rule | None" = None
    parent: "Rule | None" = None


@attrs.define(kw_only=True, repr=False)
class Other(Model):
    """A model whose required attribute leads back to itself."""

    _schema: ClassVar = Schema("$.components.schemas.other")

    rule: Rule
    others: "list[Other]"


def test_a_sample_of_a_recursive_model_has_every_key_and_ends() -> None:
    sample: Any = model_samples.typical(Rule)

    inner: dict[str, Any] = {"name": "text", "except": [], "by_name": {}, "instead": None}
    assert sample == {
        "name": "text",
        "except": [inner],
        "by_name": {"key": inner},
        "instead": inner,
        "parent": inner,
    }
    assert model_samples.smallest(Rule).keys() == {"name", "except", "by_name"}


def test_an_object_is_left_out_with_a_required_key_that_never_ends() -> None:
    sample: Any = model_samples.typical(Other)

    assert sample["rule"]["parent"] == {"name": "text", "except": [], "by_name": {}, "instead": None}
    assert sample["others"][0]["others"] == []
