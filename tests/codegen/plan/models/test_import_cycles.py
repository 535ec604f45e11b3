"""Circles of names: the strongly connected parts, found in linear time."""

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen.plan.models.import_cycles import find_cycles
from tests.codegen import kit
from tests.codegen.small import REFERENCE, document, responses_of

NAMES = st.sampled_from("abcdefgh")


@pytest.mark.heavy
@given(st.dictionaries(NAMES, st.sets(NAMES), min_size=1))
def test_a_circle_is_what_a_name_reaches_and_is_reached_by(mentioned: dict[str, set[str]]) -> None:
    reached = {name: set(others) for name, others in mentioned.items()}
    for _ in range(8):
        for others in reached.values():
            others |= {further for other in tuple(others) for further in reached.get(other, ())}
    assert find_cycles(mentioned) == {
        name: frozenset(other for other in others if name in reached.get(other, ())) for name, others in reached.items()
    }


def test_thousands_of_names_take_no_time() -> None:
    chain = {f"n{number}": [f"n{number + 1}", f"n{number * 7 % 5000}"] for number in range(5000)}
    begun = time.process_time()
    found = find_cycles(chain)
    assert len(found["n1"]) > 1000
    assert time.process_time() - begun < 5


DECODE = """
import json, sys
from aiodockerhub_generated.calls import things
deep = {}
for _ in range(50):
    deep = {"next": deep}
drifts = []
print(things.do().decoder(200)(json.dumps(deep).encode(), drifts.append).to_dict() == deep, drifts)
"""


@pytest.mark.slow
@pytest.mark.parametrize("last", [{"type": "string"}, {"$ref": "#/components/schemas/S0"}], ids=["chain", "circle"])
def test_hundreds_of_models_that_mention_each_other_can_be_imported(last: dict[str, Any], tmp_path: Path) -> None:
    number = 400
    doc: Any = document("/x", responses=responses_of(REFERENCE))
    doc["components"]["schemas"] |= {
        f"S{index}": {"type": "object", "properties": {"next": {"$ref": f"#/components/schemas/S{index + 1}"}}}
        for index in range(number)
    } | {
        f"S{number}": {"type": "object", "properties": {"last": last}},
        "thing": {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/S0"}}},
    }
    kit.build(doc, tmp_path)
    assert kit.run(tmp_path, DECODE) == "True []\n"
