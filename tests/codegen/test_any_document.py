"""Any document gives a client or one line, within bounds of time and memory."""

# ruff: noqa: E501 - one case a line

import copy
import json
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codegen.document import load, validate
from codegen.errors import BuildError
from codegen.plan import generator
from codegen.write.render_modules import render_modules
from tests.codegen.constructs import document

HEAD = 'openapi: 3.0.3\ninfo: {title: T, version: "1"}\n'
BOMB = "".join(
    f"x-{'abcdefghi'[i]}: &{'abcdefghi'[i]} [{', '.join([('*' + 'abcdefghi'[i - 1]) if i else 'lol'] * 9)}]\n"
    for i in range(9)
)
DEEP = "schema: " + "{items: " * 60 + "{}" + "}" * 60


def one_get(schema: str) -> str:
    return (
        HEAD + "paths: {/x: {get: {responses: {'200': {description: D, content: {application/json: {schema: "
        f"{schema}" + "}}}}}}}\n"
    )


def chain(count: int, member: str) -> str:
    schemas = "".join(f"    S{i}: {member.replace('NEXT', f'S{i + 1}')}\n" for i in range(count))
    last = f"    S{count}: {{type: object, properties: {{a: {{type: string}}}}}}\n"
    return one_get("{$ref: '#/components/schemas/S0'}") + f"components:\n  schemas:\n{schemas}{last}"


def many(count: int, text: str, between: str = ", ") -> str:
    return between.join(text.replace("NUMBER", str(number)) for number in range(count))


def named(*schemas: str) -> str:
    """Write a document whose only response is the first of these schemas."""
    listed = "".join(f"    {schema}\n" for schema in schemas)
    return one_get(THE_ONE) + f"components:\n  schemas:\n{listed}"


R = "{$ref: '#/components/schemas/NEXT'}"
THE_ENUM = "{$ref: '#/components/schemas/E'}"
THE_ONE = "{$ref: '#/components/schemas/S'}"
DONE = "{'204': {description: D}}"
SHARED = ", ".join(f"{{$ref: '#/components/parameters/p{number}'}}" for number in range(50))
CASES = {
    "alias bomb": HEAD + "paths: {}\n" + BOMB,
    "alias bomb in schemas": named("S: {properties: {}}") + BOMB.replace("x-", "    ").replace("&a [", "&a {enum: [").replace("\n", "}\n", 1),
    "aliases of a long text": HEAD + f"paths: {{}}\nx-a: &a {'lol' * 10_000}\nx-b: [{many(1000, '*a')}]\n",
    "digits": HEAD + f"paths: {{}}\nx-n: {'9' * 5000}\n",
    "exponent": HEAD + "paths: {}\nx-n: 1.0e+999999\n",
    "nested arrays": HEAD + "paths: {}\nx-n: " + "[" * 400 + "]" * 400,
    "very nested arrays": "[" * 100_000,
    "nested json": '{"openapi":' * 5000,
    "empty": "",
    "null": "null",
    "list": "[]",
    "binary": "\x00\x01",
    "keyword": one_get("{}").replace("get: {", "get: {operationId: import, tags: [class], "),
    "tag None": one_get("{}").replace("get: {", "get: {tags: [None], "),
    "no models": HEAD + "paths: {/x: {get: {responses: {'204': {description: D}}}}}\n",
    "no paths": HEAD + "paths: {}\n",
    "no content": one_get("{}").replace("{application/json: {schema: {}}}", "{}"),
    "content parameter": one_get("{}").replace(
        "get: {", "get: {parameters: [{in: query, name: a, content: {application/json: {schema: {}}}}], "
    ),
    "allOf of itself": chain(0, R).replace("{type: object, properties: {a: {type: string}}}", "{allOf: [{$ref: '#/components/schemas/S0'}]}"),
    "allOf twice, 40 deep": chain(40, f"{{allOf: [{R}, {R}]}}"),
    "oneOf twice, 40 deep": chain(40, f"{{oneOf: [{{type: array, items: {R}}}, {{additionalProperties: {R}}}]}}"),
    "references, 5000 long": chain(5000, R),
    "arrays, 101 long": chain(101, f"{{type: array, items: {R}}}"),
    "arrays, 3000 long": chain(3000, f"{{type: array, items: {R}}}"),
    "array of itself": chain(0, R).replace(
        "{type: object, properties: {a: {type: string}}}", "{type: array, items: {$ref: '#/components/schemas/S0'}}"
    ),
    "3.1 true": one_get("{type: object, properties: {a: true}}").replace("3.0.3", "3.1.0"),
    "3.1 false": one_get("{type: object, properties: {a: false}}").replace("3.0.3", "3.1.0"),
    "attribute repeated 100 times": chain(100, f"{{allOf: [{R}, {{properties: {{b: {R}}}}}]}}"),
    "attribute repeated twice 60 times": chain(60, f"{{allOf: [{R}, {{properties: {{b: {{allOf: [{R}, {{properties: {{c: {R}}}}}]}}}}}}]}}"),
    "allOf, 2000 deep": chain(2000, f"{{allOf: [{R}]}}"),
    "allOf, 2000 wide": named(f"S: {{allOf: [{many(2000, '{properties: {pNUMBER: {type: string}}}')}]}}"),
    "oneOf, 2000 wide": named(f"S: {{oneOf: [{many(2000, '{properties: {pNUMBER: {type: string}}}')}]}}"),
    "ever new pairs": named(
        "S: {allOf: [{$ref: '#/components/schemas/N0'}, {$ref: '#/components/schemas/N1'}]}",
        "N0: {properties: {a: {$ref: '#/components/schemas/N0'}, b: {$ref: '#/components/schemas/S'}}}",
        *(f"N{i}: {{properties: {{a: {{$ref: '#/components/schemas/N{i + 1}'}}, b: {{$ref: '#/components/schemas/N{i + 1}'}}}}}}" for i in range(1, 40)),
        "N40: {properties: {c: {}}}",
    ),
    "40 unions of strings at once": named(f"S: {{properties: {{a: {{allOf: [{many(40, '{oneOf: [{type: string}, {type: string, minLength: NUMBER}]}')}]}}}}}}"),
    "40 unions of objects at once": named(f"S: {{allOf: [{many(40, '{oneOf: [{properties: {aNUMBER: {}}}, {properties: {bNUMBER: {}}}]}')}]}}"),
    "500 unions behind each other": named(
        *(f"S{i or ''}: {{properties: {{a{i}: {{}}}}, oneOf: [{{$ref: '#/components/schemas/S{i + 1}'}}]}}" for i in range(500)),
        "S500: {properties: {z: {}}}",
    ),
    "4000 attributes": named(f"S: {{properties: {{{many(4000, 'pNUMBER: {type: string}')}}}}}"),
    "4000 values": named(f"S: {{properties: {{a: {{enum: [{many(4000, 'vNUMBER')}]}}}}}}"),
    "100 operations of 50 shared parameters": HEAD + "paths:\n" + many(100, f"  /xNUMBER: {{get: {{parameters: [{SHARED}], responses: {DONE}}}}}\n", "")
    + "components:\n  parameters:\n" + many(50, "    pNUMBER: {in: query, name: pNUMBER, schema: {type: string}}\n", ""),
    "100 bodies of one schema of 100 attributes": HEAD + "paths:\n"
    + many(100, f"  /xNUMBER: {{post: {{requestBody: {{content: {{application/json: {{schema: {THE_ONE}}}}}}}, responses: {DONE}}}}}\n", "")
    + f"components:\n  schemas:\n    S: {{properties: {{{many(100, 'pNUMBER: {type: string}')}}}}}\n",
    "values of one enumeration in 2000 attributes": named(
        f"S: {{properties: {{{many(2000, f'pNUMBER: {THE_ENUM}')}}}}}",
        f"E: {{enum: [{many(2000, 'vNUMBER')}]}}",
    ),
    "path items in a chain of 200": HEAD + "paths:\n" + "".join(f"  /x{i}: {{$ref: '#/paths/~1x{i + 1}'}}\n" for i in range(200)) + "  /x200: {get: {responses: {'204': {description: D}}}}\n",
    "deep pointer": one_get("{$ref: '#" + "/a" * 10_000 + "'}"),
    "long description": one_get("{properties: {a: {description: '" + "[*`<a " * 20_000 + "'}}}"),
    "slow pattern": one_get("{type: string, pattern: '^(a+)+$', default: " + "a" * 40 + "b}"),
}  # fmt: skip

PROGRAM = """
import os, resource, sys, traceback
from pathlib import Path
from codegen.errors import BuildError
from tests.codegen import kit

def build(file):
    resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    try:
        kit.build_file(file, file.parent)
        return "built"
    except BuildError as problem:
        return "refused " + " ".join([problem.message, *problem.details[:1]]).replace("\\n", " ")
    except BaseException:
        return traceback.format_exc()

for file in map(Path, sys.argv[1:]):
    if os.fork() == 0:  # one that has imported everything
        file.with_name("outcome").write_text(build(file))
        os._exit(0)
    os.wait()
"""


def outcomes(folder: Path) -> dict[str, str]:
    """Return the outcome of each sample, in a separate process that may use 1 GiB and 20 seconds."""
    files = {case: folder / str(index) / "new.yaml" for index, case in enumerate(CASES)}
    for case, file in files.items():
        file.parent.mkdir()
        file.write_text(CASES[case], encoding="utf-8")
    command = [sys.executable, "-c", PROGRAM, *map(str, files.values())]
    subprocess.run(command, check=True, cwd=Path(__file__).parents[2], capture_output=True)
    found = {case: file.with_name("outcome") for case, file in files.items()}
    return {case: file.read_text(encoding="utf-8") if file.exists() else "killed" for case, file in found.items()}


@pytest.mark.slow
def test_samples_give_a_client_or_one_line_with_a_place_in_bounds(tmp_path: Path) -> None:
    wrong = {
        case: outcome
        for case, outcome in outcomes(tmp_path).items()
        if outcome != "built" and (not _PLACED.match(outcome) or "at fault" in outcome)
    }
    assert wrong == {}


_PLACED = re.compile(r"refused .*(#/|new\.yaml:\d|the file is empty)")
JUNK: list[Any] = [
    None, True, False, 0, -1, 1.5, "", "x", "$", "#/x", "#/paths", "{x}", "class", [], {}, [None], [{}], {"": {}},
    {"type": "object"}, {"type": "nonsense"}, {"type": ["string", "null"]}, {"$ref": "#/components/schemas/Cat"},
    {"$ref": "#/components/schemas/Tree"}, {"allOf": [{"$ref": "#/components/schemas/Tree"}]}, {"oneOf": []},
    {"enum": []}, {"enum": [None]}, {"enum": [1, "a", None, 1.5, True, [], {}]}, {"not": {}},
    {"type": "array"}, {"items": {}}, {"properties": None}, {"additionalProperties": {"type": "integer"}},
    {"discriminator": {"propertyName": "kind"}}, {"required": ["a", "a"]}, {"const": "x"}, {"type": "null"},
]  # fmt: skip


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return found + [place for key, value in items for place in places(value, (*path, key))]


def mutated(base: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Copy a document, and replace, remove, rename or copy one of its nodes."""
    whole = copy.deepcopy(base)
    everywhere = places(whole)
    path = chance.choice(everywhere)
    holder = whole
    for step in path[:-1]:
        holder = holder[step]
    match chance.randrange(5):
        case 0 if isinstance(holder, dict):
            del holder[path[-1]]
        case 1 if isinstance(holder, dict):
            holder[str(chance.choice(JUNK))] = holder.pop(path[-1])
        case 2:
            other = chance.choice(everywhere)
            node: Any = base
            for step in other:
                node = node[step]
            holder[path[-1]] = copy.deepcopy(node)
        case 3 if isinstance(holder[path[-1]], dict):
            holder[path[-1]] |= chance.choice([junk for junk in JUNK if isinstance(junk, dict)])
        case _:
            holder[path[-1]] = copy.deepcopy(chance.choice(JUNK))
    return whole


def check(whole: dict[str, Any], folder: Path) -> bool:
    """Return whether a client can be rendered; a `BuildError` must not say that the build is at fault."""
    file = folder / "new.json"
    file.write_text(json.dumps(whole), encoding="utf-8")
    try:
        read = load.load(file)
        validate.validate(read)
        for text in render_modules(generator.plan(read, read)).values():
            compile(text, "module", "exec", dont_inherit=True)
    except BuildError as error:
        problem = str(error)
    else:
        return True
    assert "at fault" not in problem
    return False


@pytest.mark.slow(seconds=10)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=False
)
@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=1, max_value=3))
def test_mutated_documents_give_a_client_or_one_line(tmp_path: Path, seed: int, count: int) -> None:
    chance = random.Random(seed)
    whole = document() | {"openapi": chance.choice(["3.0.3", "3.1.0"])}
    for _ in range(count):
        whole = mutated(whole, chance)
    check(whole, tmp_path)


def test_the_document_that_is_mutated_is_built(tmp_path: Path) -> None:
    assert check(document(), tmp_path)
