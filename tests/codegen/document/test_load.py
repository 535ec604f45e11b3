"""Reading the published document: the JSON data model, versions, references, validity."""

from pathlib import Path
from typing import cast

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from codegen.document import load
from codegen.document.load import JSON
from codegen.errors import BuildError

MINIMAL: dict[str, JSON] = {"openapi": "3.0.3", "info": {"title": "Hub", "version": "1"}, "paths": {}}


def read(folder: Path, text: str) -> JSON:
    file = folder / "new.yaml"
    file.write_text(text, encoding="utf-8")
    return load.construct(load.compose(file), "new.yaml")


def test_keys_become_text(tmp_path: Path) -> None:
    assert read(tmp_path, "{200: a, '201': b, yes: c, null: d, 1.5: e, 2026-01-01: f}") == {
        "200": "a",
        "201": "b",
        "yes": "c",
        "null": "d",
        "1.5": "e",
        "2026-01-01": "f",
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2021-02-03", "2021-02-03"),
        ("2021-02-03T04:05:06Z", "2021-02-03T04:05:06Z"),
        ("0755", "0755"),
        ("0x1F", "0x1F"),
        ("1:30", "1:30"),
        ("1_000", "1_000"),
        ("yes", "yes"),
        ("Off", "Off"),
        (".inf", ".inf"),
        ("=", "="),
        ("12", 12),
        ("-7", -7),
        ("1.50", 1.5),
        ("1.0e+3", 1000.0),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("'12'", "12"),
        ('"true"', "true"),
        ("!!str 12", "12"),
    ],
)
def test_plain_scalars_are_read_where_all_standards_agree(tmp_path: Path, text: str, value: JSON) -> None:
    result = read(tmp_path, f"key: {text}")

    assert result == {"key": value}
    assert isinstance(result, dict)
    assert type(result["key"]) is type(value)


def test_aliases_become_copies(tmp_path: Path) -> None:
    result = cast("dict[str, dict[str, JSON]]", read(tmp_path, "{one: &x {a: 1}, two: *x}"))

    result["one"]["a"] = 2

    assert result["two"] == {"a": 1}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", "new.yaml:3:1: duplicate key 'a', first on line 1"),
        ("r:\n  200: a\n  '200': b\n", "new.yaml:3:3: duplicate key '200', first on line 2"),
        ("? [a]\n: 1\n", "new.yaml:1:3: a key must be plain text"),
        ("a: &a {b: *a}\n", "new.yaml:1:4: an alias to a node inside itself is not supported"),
        ("a: &a {b: 1}\nc:\n  <<: *a\n", "new.yaml:3:3: merge keys (<<) are not supported: write the keys out"),
        ("a: !binary x\n", "new.yaml:1:4: the tag !binary has no meaning in JSON"),
        ("a: !!set {x}\n", "new.yaml:1:4: the tag tag:yaml.org,2002:set has no meaning in JSON"),
        ("a: [1\nb: 2\n", "new.yaml:2:2: not YAML: did not find expected ',' or ']' (while parsing a flow sequence)"),
        (
            "a:\n\t- b\n",
            "new.yaml:2:1: not YAML: found character that cannot start any token (while scanning for the next token)",
        ),
        ("a: *b\n", "new.yaml:1:4: not YAML: found undefined alias"),
        ("a: é\nb: \x07\n", "new.yaml:2: not YAML: control characters are not allowed"),
        ("", "new.yaml: the file is empty"),
    ],
)
def test_what_json_cannot_hold_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BuildError) as caught:
        read(tmp_path, text)

    assert str(caught.value) == message


def test_unreadable_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"^gone\.yaml: cannot be read: .*No such file"):
        load.load(tmp_path / "gone.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"a: \xe9")
    with pytest.raises(BuildError, match=r"^latin\.yaml:1: cannot be read: it is not UTF-8"):
        load.load(tmp_path / "latin.yaml")


ONLY = "only OpenAPI 3.0.x and 3.1.x are supported, found"
CONVERT = "convert the document to 3.0 first"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1]", "new.yaml:1: expected an OpenAPI document (a mapping), found a list"),
        ("just text", "new.yaml:1: expected an OpenAPI document (a mapping), found the value 'just text'"),
        ("info: {}\nopenapi: 3.2.0\n", f"new.yaml:2: {ONLY} openapi: 3.2.0; {CONVERT}"),
        ("openapi: 3.0\n", f"new.yaml:1: {ONLY} openapi: 3.0; {CONVERT}"),
        ("swagger: '2.0'\n", f"new.yaml: {ONLY} swagger: 2.0; {CONVERT}"),
        ("paths: {}\n", f"new.yaml: {ONLY} no `openapi` key; {CONVERT}"),
        ('{"openapi": "\\ud800"}', f"new.yaml: {ONLY} openapi: \\ud800; {CONVERT}"),
        ('{"openapi": 1,\n\t"openapi": 2}', "new.yaml:2:2: duplicate key 'openapi', first on line 1"),
    ],
)
def test_only_openapi_3_0_is_read(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "new.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(BuildError) as caught:
        load.load(tmp_path / "new.yaml")

    assert str(caught.value) == message


json_values: st.SearchStrategy[JSON] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text("abc123:.-_ ~yesnoTruefalse#'\"\n"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab12.~", min_size=1), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.heavy
@given(json_values)
def test_what_yaml_writes_is_read_back(value: JSON) -> None:
    node = yaml.compose(yaml.safe_dump(value, allow_unicode=True), Loader=yaml.SafeLoader)

    assert node is not None
    assert load.construct(node, "x.yaml") == value


@pytest.mark.parametrize("innermost", ["", "1"])
@pytest.mark.parametrize(("levels", "is_refused"), [(100, False), (101, True)])
def test_json_and_yaml_have_the_same_limit_of_depth(
    tmp_path: Path, levels: int, innermost: str, *, is_refused: bool
) -> None:
    file = tmp_path / "new.json"
    deep = "[" * (levels - 1) + innermost + "]" * (levels - 1)
    file.write_text(f'{{"openapi": "3.0.3", "x-deep": {deep}}}', encoding="utf-8")
    refusals = list[str]()
    for read in (load.load, load.compose):
        try:
            read(file)
        except BuildError as error:
            refusals.append(str(error))

    assert refusals == ["new.json:1: nested more than 100 levels deep"] * (2 * is_refused)


def test_json_that_is_too_deep_has_a_line(tmp_path: Path) -> None:
    file = tmp_path / "new.json"
    for levels in (101, 5_000, 200_000):
        file.write_text('{"a":\n' + "[" * levels + "]" * levels + "}", encoding="utf-8")
        with pytest.raises(BuildError, match=r"^new.json:2: nested more than 100 levels deep$"):
            load.load(file)
