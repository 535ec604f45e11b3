"""Every construct of OpenAPI that is generated: types, requests, and decoded results.

The document is in constructs.py. tests/codegen/test_docs.py holds that each row of docs/codegen.md has an expectation
here, or a refusal in test_refusals.py.
"""

# ruff: noqa: E501 - one construct a line

import json
from pathlib import Path
from typing import Any

import pytest

from tests.codegen import constructs, kit

REQUESTS = """
import datetime, json, sys
from aiodockerhub_generated import _bodies, credentials, models
from aiodockerhub_generated.calls import things as calls
from aiodockerhub_generated.errors import ArgumentError
from aiodockerhub_generated.operations import OPERATIONS

def show(call):
    body = call.body
    if hasattr(body, "data"):
        body = [body.media_type, body.data.decode("latin-1")]
    return [call.path, list(call.query), list(call.headers), body if isinstance(body, list | dict) else None]

cat = models.Cat(kind="c", lives=9)
made = {
    "path_number": calls.path_number(1.5), "path_boolean": calls.path_boolean(True),
    "path_date": calls.path_date(datetime.date(2026, 1, 2)), "path_enum": calls.path_enum(2),
    "path_array": calls.path_array(["a", "b c"]), "path_either": calls.path_either(7), "path_any": calls.path_any("x"),
    "path_label": calls.path_label(["a", "b"]), "path_matrix": calls.path_matrix(["a", "b"]),
    "path_object": calls.path_object({"a": "1", "b": "2"}),
    "query_object": calls.query_object(x={"a": "1", "b": "2"}), "query_free": calls.query_free(x={"a": 1}),
    "query_flat": calls.query_flat(x={"a": "1", "b": "2"}), "query_deep": calls.query_deep(x={"a": "1"}),
    "query_deep_list": calls.query_deep_list(x=["a", "b"]),
    "query_pipes": calls.query_pipes(x=["a", "b"]), "query_spaces": calls.query_spaces(x=["a", "b"]),
    "query_model": calls.query_model(x=cat), "query_json": calls.query_json(x=cat),
    "header_array": calls.header_array(x=["a", "b"]), "header_object": calls.header_object(x={"a": "1"}),
    "cookie": calls.cookie(x="1"), "with_base": calls.with_base(), "referred": calls.referred(),
    "form": calls.form(a="x y", n=1, many=["p", "q"]),
    "multipart": calls.multipart(a="x", file=b"\\x00\\xff", meta=cat),
    "any_bytes": calls.any_bytes(body=b"PK"), "either_form": calls.either_form(body=cat),
    "plain_body": calls.plain_body(body="text"), "raw_body": calls.raw_body(body=b"PK"),
    "open_body": calls.open_body(a="1", additional_properties={"b": 2}),
    "union_body": calls.union_body(body=cat), "calls_body": calls.calls_body(calls_="c"),
    "secretive_body": calls.secretive_body(login_id="a", password_id="b"),
    "path_dots": calls.path_dots({"a": "1", "b": "2"}), "path_named": calls.path_named(["a", "b"]),
    "path_json": calls.path_json(cat), "path_nullable": calls.path_nullable("x"), "query_nulls": calls.query_nulls(x=["a", "b"]),
    "query_array": calls.query_array(x=["a", "b"]), "query_commas": calls.query_commas(x=["a", "b"]),
    "query_either": [calls.query_either(x=each).query for each in ("a", ["a", "b"], [])],
    "header_either": [calls.header_either(x=each).headers for each in ("a", ["a", "b"], [])],
    "nothing to join": [calls.query_commas(x=[]).query, calls.query_flat(x={}).query, calls.header_object(x={}).headers, calls.cookie_array(x=[]).headers],
    "query_nested": calls.query_nested(x=models.ThingsQueryNestedX(a=models.ThingsQueryNestedXA(b=["p", "q"]))),
    "query_reserved": calls.query_reserved(x="a/b?c&d"), "query_plain": calls.query_plain(x='"a" b'),
    "header_scalar": calls.header_scalar(x=True), "header_json": calls.header_json(x=cat), "header_fixed": calls.header_fixed(),
    "cookie_array": calls.cookie_array(x=["a", "b"]),
    "encoded_form": calls.encoded_form(many=["p", "q"], meta=cat),
    "several_bodies": calls.several_bodies(kind="c"), "any_body": calls.any_body(lives=9), "array_body": calls.array_body(body=["a"]),
    "with_events": calls.with_events(url="u"), "do_options": calls.do_options(), "do_trace": calls.do_trace(),
}
secrets = {"key": "K", "basic": "me:pw", "oauth": "T", "session": "S"}
def signed(name):
    operation = OPERATIONS[f"things.{name}"]
    if not operation.credentials:
        return operation.security.value
    placed = [credentials.placed(each, secrets) for each in operation.credentials]
    return [[each.query, each.headers, each.cookies] for each in placed]

shown = {name: call if isinstance(call, list) else show(call) for name, call in made.items()}
shown |= {name: signed(name) for name in ("with_key", "with_bearer", "with_scim", "with_any", "with_or_without", "with_oauth", "text")}
shown |= {name: [made[name].operation.method, *shown[name]] for name in ("do_options", "do_trace")}
shown |= {name: [made[name].operation.content_type, *shown[name]] for name in ("several_bodies", "any_body")}
for name in ("query_array", "query_deep", "query_json", "header_array", "header_json", "cookie", "cookie_array", "form"):
    call = getattr(calls, name)()
    assert (call.query, call.headers) == ((), ()), name
shown["refused items"] = []
for call, value in ((calls.query_commas, ["a,b"]), (calls.query_pipes, ["a|b"]), (calls.cookie_array, ["a;b"]), (calls.header_array, ["a", "b,c"]), (calls.multipart, ["p", None])):
    try:
        call(**{"many" if call is calls.multipart else "x": value})
    except ArgumentError as error:
        shown["refused items"].append(error.argument)
shown["nullable_form"] = calls.nullable_form(a="x").body.data.decode().splitlines()[1]
shown["open_form"] = shown["further fields"] = calls.open_form(a=None, additional_properties={"a": "1", "b": 2}).body.data.decode()
shown["parts"] = _bodies.multipart({"a": _bodies.part("x", "application/json; charset=utf-8"), "o": _bodies.part({"k": 1}, "application/xml")}).data.decode().splitlines()[1:8]
shown["encoded_multipart"] = show(calls.encoded_multipart(a="x,y"))
print(json.dumps(shown))
"""

EXPECTED: dict[str, Any] = {
    "path_number": ["/v9/path_number/1.5", [], [], None],
    "path_boolean": ["/v9/path_boolean/true", [], [], None],
    "path_date": ["/v9/path_date/2026-01-02", [], [], None],
    "path_enum": ["/v9/path_enum/2", [], [], None],
    "path_array": ["/v9/path_array/a,b%20c", [], [], None],
    "path_either": ["/v9/path_either/7", [], [], None],
    "path_any": ["/v9/path_any/x", [], [], None],
    "path_label": ["/v9/path_label/.a.b", [], [], None],
    "path_matrix": ["/v9/path_matrix/;x=a;x=b", [], [], None],
    "path_named": ["/v9/path_named/;x-y=a,b", [], [], None],
    "path_json": ["/v9/path_json/%7B%22kind%22%3A%22c%22%2C%22lives%22%3A9%7D", [], [], None],
    "path_nullable": ["/v9/path_nullable/x", [], [], None],
    "query_nulls": ["/v9/query_nulls", [["x", "a,b"]], [], None],
    "path_object": ["/v9/path_object/a=1,b=2", [], [], None],
    "query_object": ["/v9/query_object", [["a", "1"], ["b", "2"]], [], None],
    "query_free": ["/v9/query_free", [["a", "1"]], [], None],
    "query_flat": ["/v9/query_flat", [["x", "a,1,b,2"]], [], None],
    "query_deep": ["/v9/query_deep", [["x[a]", "1"]], [], None],
    "query_deep_list": ["/v9/query_deep_list", [["x[0]", "a"], ["x[1]", "b"]], [], None],
    "any_bytes": ["/v9/any_bytes", [], [], ["application/octet-stream", "PK"]],
    "either_form": ["/v9/either_form", [], [], ["application/x-www-form-urlencoded", "kind=c&lives=9"]],
    "nullable_form": 'Content-Disposition: form-data; name="a"',
    "with_or_without": [[{"k": "K"}, {}, {}], [{}, {}, {}]],
    "query_pipes": ["/v9/query_pipes", [["x", "a|b"]], [], None],
    "query_spaces": ["/v9/query_spaces", [["x", "a b"]], [], None],
    "query_model": ["/v9/query_model", [["kind", "c"], ["lives", "9"]], [], None],
    "query_json": ["/v9/query_json", [["x", '{"kind":"c","lives":9}']], [], None],
    "header_array": ["/v9/header_array", [], [["x", "a,b"]], None],
    "header_object": ["/v9/header_object", [], [["x", "a,1"]], None],
    "cookie": ["/v9/cookie", [], [["cookie", "x=1"]], None],
    "with_base": ["/other/with_base", [], [], None],
    "referred": ["/v9/referred", [], [], None],
    "form": ["/v9/form", [], [], ["application/x-www-form-urlencoded", "a=x+y&n=1&many=p&many=q"]],
    "plain_body": ["/v9/plain", [], [], ["text/plain", "text"]],
    "raw_body": ["/v9/raw", [], [], ["application/zip", "PK"]],
    "open_body": ["/v9/open", [], [], {"b": 2, "a": "1"}],
    "union_body": ["/v9/union", [], [], {"kind": "c", "lives": 9}],
    "calls_body": ["/v9/calls", [], [], {"calls": "c"}],
    "secretive_body": ["/v9/s", [], [], {"login_id": "a", "password_id": "b"}],
    "with_key": [[{"k": "K"}, {"Authorization": "Basic bWU6cHc="}, {}]],
    "with_bearer": "bearer",
    "with_scim": "SCIM bearer",
    "with_any": "optional bearer",
    "with_oauth": [[{}, {"Authorization": "Bearer T"}, {}], [{}, {}, {"s": "S"}]],
    "text": "none",
    "path_dots": ["/v9/path_dots/.a,1,b,2", [], [], None],
    "query_array": ["/v9/query_array", [["x", "a"], ["x", "b"]], [], None],
    "query_either": [[["x", "a"]], [["x", "a,b"]], []],
    "header_either": [[["x", "a"]], [["x", "a,b"]], []],
    "further fields": "a=1&b=2",
    "open_form": "a=1&b=2",
    "parts": [
        'Content-Disposition: form-data; name="a"',
        "Content-Type: application/json; charset=utf-8",
        "",
        '"x"',
        "BOUNDARY",
        'Content-Disposition: form-data; name="o"',
        "Content-Type: application/json",
    ],
    "nothing to join": [[], [], [], []],
    "query_commas": ["/v9/query_commas", [["x", "a,b"]], [], None],
    "query_nested": ["/v9/query_nested", [["x[a][b][0]", "p"], ["x[a][b][1]", "q"]], [], None],
    "query_reserved": ["/v9/query_reserved", [["x", "a/b?c&d"]], [], None],
    "query_plain": ["/v9/query_plain", [["x", '"a" b']], [], None],
    "header_scalar": ["/v9/header_scalar", [], [["x", "true"]], None],
    "header_json": ["/v9/header_json", [], [["x", '{"kind":"c","lives":9}']], None],
    "header_fixed": ["/v9/header_fixed", [], [], None],
    "cookie_array": ["/v9/cookie_array", [], [["cookie", "x=a,b"]], None],
    "encoded_form": [
        "/v9/encoded_form",
        [],
        [],
        ["application/x-www-form-urlencoded", "many=p%7Cq&meta=%7B%22kind%22%3A%22c%22%2C%22lives%22%3A9%7D"],
    ],
    "several_bodies": ["application/json; charset=utf-8", "/v9/several", [], [], {"kind": "c"}],
    "any_body": ["application/json", "/v9/any", [], [], {"lives": 9}],
    "array_body": ["/v9/array", [], [], ["a"]],
    "with_events": ["/v9/events", [["url", "u"]], [], None],
    "do_options": ["OPTIONS", "/v9/by_range", [], [], None],
    "do_trace": ["TRACE", "/v9/by_range", [], [], None],
    "refused items": ["x", "x", "x", "x", "many"],
}

DECODE = """
import json, pickle, sys
from aiodockerhub_generated import models
from aiodockerhub_generated.calls import things as calls

drifts = []
def decode(name, value, status=200):
    call = pickle.loads(pickle.dumps(getattr(calls, name)()))
    result = call.decoder(status)(value if isinstance(value, bytes) else json.dumps(value).encode(), drifts.append)
    return result

def name(value):
    return type(value).__name__

shown = {
    "map_of_models": name(decode("map_of_models", {"a": {"kind": "c"}})["a"]),
    "array_of_arrays": decode("array_of_arrays", [[1], [2, 3]]),
    "nullable_model": [name(decode("nullable_model", None)), name(decode("nullable_model", {"kind": "x"}))],
    "model_or_map": [name(decode("model_or_map", value)) for value in ({"lives": 9}, {"tails": 1, "ears": 2}, {})],
    "anythings": decode("anythings", [1, "a", None, [2.5], {"a": []}]),
    "days": [str(day) for day in decode("days", ["2026-01-02", "2026-01-02T03:04:05Z", "soon"])] + [name(decode("days", ["2026-01-02"])[0])],
    "union": [name(decode("union", {"kind": "x"})), name(decode("union", [{"tail": "y"}])[0])],
    "lists": [name(decode("lists", value)[0]) for value in ([{"lives": 9}], ["a"], [{"tail": "t"}])],
    "possible": decode("possible", ["a"]),
    "any_binary": [decode("any_binary", b"PK").decode(), calls.any_binary().operation.accept],
    "list_either": decode("list_either", {"results": ["a"], "tail": "t"}).results,
    "pet": [name(decode("pet", {"kind": "c"})), name(decode("pet", {"kind": "d"}))],
    "base": [name(decode("base", {"type": "Heir", "more": "x"})), name(decode("base", {"type": "Base"})), name(decode("base", {"type": "of tomorrow"})), name(decode("base", {"type": "Bare"}))],
    "tree": decode("tree", {"value": "a", "children": [{"value": "b"}]}).children[0].value,
    "extended": [decode("extended", {"name": "a", "extra": 1}).extra, decode("extended", {"name": "a", "extra": 1}).name],
    "open": decode("open", {"a": "1", "b": 2}).additional_properties,
    "secretive": decode("secretive", {"login_id": "a", "made_id": "b"}).login_id,
    "scalar": decode("scalar", "x"),
    "binary": decode("binary", b"PK").decode(),
    "by_default": name(decode("by_default", {"kind": "x"})),
    "by_status": [name(decode("by_status", {"kind": "x"})), name(decode("by_status", {"tail": "x"}, 202)), name(decode("by_status", b"null", 204))],
    "by_range": name(decode("by_range", {"kind": "x"}, 201)),
}
source = {
    "when": "2026-01-02T03:04:05Z", "day": "2026-01-02", "number": 1.5, "flag": True, "maybe": None, "letter": "a",
    "digit": 2, "any": [1, {"x": None}], "map": {"k": {"kind": "c"}}, "matrix": [[1]], "inline": {"x": 1}, "either": 3,
    "pet": {"kind": "d", "tail": "t"}, "list": ["a"], "date": "d", "self": "s", "class": "c", "mixedCase": "m",
    "mixed_case": "n", "+1": 1, "-1": 2,
}
everything = decode("everything", source)
shown["everything"] = everything.to_dict() == source
shown["names"] = [everything.date_, everything.self_, everything.list_, everything.class_, everything.mixed_case, everything.plus_1]
limits = decode("constrained", {"code": "ZZZ", "size": 3, "tags": ["a", "a"]})
shown["constrained"] = [limits.code, limits.size, limits.tags, limits.level, limits.has("level")]
shown["text"] = calls.text().decoder(200)("plain", drifts.append)
shown["with_events"] = decode("with_events", {"name": "a"}, 201).name
shown["redirecting"] = decode("redirecting", b"", 302)
shown |= {f"runtime_{index}": name(decode(f"runtime_{index}", {"a": "b"})) for index in range(7)}
shown["drift"] = [f"{drift.kind} {drift.path}" for drift in drifts]
print(json.dumps(shown))
"""

DECODED: dict[str, Any] = {
    "map_of_models": "Cat",
    "array_of_arrays": [[1], [2, 3]],
    "nullable_model": ["NoneType", "Cat"],
    "model_or_map": ["Cat", "dict", "Cat"],
    "anythings": [1, "a", None, [2.5], {"a": []}],
    "days": ["2026-01-02", "2026-01-02 03:04:05+00:00", "soon", "date"],
    "union": ["Cat", "Dog"],
    "lists": ["Cat", "str", "Dog"],
    "possible": ["a"],
    "any_binary": ["PK", "*/*"],
    "list_either": ["a"],
    "pet": ["Cat", "Dog"],
    "base": ["Heir", "Base", "Base", "Bare"],
    "tree": "b",
    "extended": [1, "a"],
    "open": {"b": 2},
    "secretive": "a",
    "scalar": "x",
    "binary": "PK",
    "by_default": "Cat",
    "by_status": ["Cat", "Dog", "NoneType"],
    "by_range": "Cat",
    "everything": True,
    "names": ["d", "s", ["a"], "c", "n", 1],
    "constrained": ["ZZZ", 3, ["a", "a"], None, False],
    "text": "plain",
    "with_events": "a",
    "redirecting": None,
    **{
        f"runtime_{index}": name
        for index, name in enumerate(
            ("ModelModel", "AnyModel", "SequenceModel", "CallModel", "LiteralModel", "Things", "Things2")
        )
    },
    "drift": [],
}

DECODE_3_1 = """
import json
from aiodockerhub_generated.calls import things as calls

source = {
    "maybe": None, "either": 3, "kind": "new", "anything": [1], "named": {"name": "a", "extra": 1}, "pair": ["a", 1],
    "guarded": "b", "bag": {"ab": "c"}, "loose": "l", "nothing": None, "nothings": [None],
    "chained": {"name": "a", "middle": 1, "last": 2}, "nullable_twice": None,
}
drifts = []
new = calls.new().decoder(200)(json.dumps(source).encode(), drifts.append)
print(json.dumps([new.to_dict() == source, new.named.extra, new.chained.last, new.chained.middle, new.chained.name, new.either, new.pair, [str(drift) for drift in drifts]]))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("constructs")
    kit.build(constructs.document(), folder)
    return folder


@pytest.mark.slow
def test_requests_have_the_right_bytes(built: Path) -> None:
    shown = json.loads(kit.run(built, REQUESTS))
    path, _, _, (media_type, data) = shown.pop("multipart")
    encoded = shown.pop("encoded_multipart")[3][1]
    shown["parts"][4] = "BOUNDARY"
    assert shown == EXPECTED
    boundary = media_type.partition("boundary=")[2]
    assert path == "/v9/multipart"
    assert data.split(f"--{boundary}") == [
        "",
        '\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n',
        (
            '\r\nContent-Disposition: form-data; name="file"; filename="file"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n\x00\xff\r\n"
        ),
        (
            '\r\nContent-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n'
            '{"kind":"c","lives":9}\r\n'
        ),
        "--\r\n",
    ]
    assert 'name="a"\r\nContent-Type: text/csv\r\n\r\nx,y\r\n' in encoded


@pytest.mark.slow
def test_responses_are_decoded_without_drift(built: Path) -> None:
    assert json.loads(kit.run(built, DECODE)) == DECODED


USE = """
from typing import assert_type

from aiodockerhub_generated import models
from aiodockerhub_generated._calls import JSON, Sender
from aiodockerhub_generated.resources import Resources


class Hub(Resources):
    def __init__(self, sender: Sender) -> None:
        self._own = sender

    @property
    def _sender(self) -> Sender:
        return self._own


async def use(hub: Hub) -> None:
    things = hub.things
    assert_type(await things.map_of_models(), dict[str, models.Cat])
    assert_type(await things.array_of_arrays(), list[list[int]])
    assert_type(await things.nullable_model(), models.Cat | None)
    assert_type(await things.union(), models.Cat | list[models.Dog])
    assert_type(await things.possible(), list[str])
    assert_type(await things.any_binary(), bytes)
    await things.any_bytes(body=b"x")
    await things.either_form(body=models.Dog(tail="t"))
    assert_type(await things.pet(), models.Cat | models.Dog)
    assert_type(await things.base(), models.Heir | models.Base | models.Bare)
    assert_type((await things.tree()).children, list[models.Tree] | None)
    extended = await things.extended()
    assert_type(extended.extra, int)
    assert_type(extended.name, str | None)
    assert_type((await things.secretive()).login_id, str)
    assert_type(await things.scalar(), str)
    assert_type(await things.text(), str)
    assert_type(await things.binary(), bytes)
    assert_type(await things.by_default(), models.Cat)
    assert_type(await things.by_status(), models.Cat | models.Dog | None)
    assert_type(await things.by_range(), models.Cat)
    assert_type(await things.with_events(url="u"), models.Named)
    limits = await things.constrained()
    assert_type(limits.level, int | None)
    everything = await things.everything()
    assert_type(everything.any, JSON)
    assert_type(everything.either, str | int | None)
    assert_type(everything.matrix, list[list[int]] | None)
    assert_type(everything.map, dict[str, models.Cat] | None)
    await things.path_enum(2)
    await things.path_array(["a"])
    await things.path_object({"a": "b"})
    await things.query_model(x=models.Cat(kind="c"))
    await things.query_free(x={"a": 1})
    await things.query_object(x={"a": "b"})
    await things.form(a="x", n=1, many=["p"], meta=models.Cat())
    await things.multipart(file=b"x")
    await things.plain_body(body="text")
    await things.raw_body(body=b"x")
    await things.open_body(a="1", additional_properties={"b": 2})
    await things.union_body(body=models.Dog(tail="t"))
    await things.secretive_body(login_id="a", password_id="b")
    await things.path_enum("2")  # type: ignore[arg-type]
    await things.raw_body(body="text")  # type: ignore[arg-type]
    await things.form(b="x")  # type: ignore[call-arg]
    await things.secretive_body(login_id="a")  # type: ignore[call-arg]
"""


@pytest.mark.slow
def test_all_is_typed(built: Path) -> None:
    use = built / "out" / "use.py"
    use.write_text(USE, encoding="utf-8")
    kit.mypy(built, use, built / "out" / "aiodockerhub_generated")


@pytest.mark.slow
def test_constructs_of_3_1_are_decoded(tmp_path: Path) -> None:
    notices = kit.build(constructs.document_3_1(), tmp_path)
    assert json.loads(kit.run(tmp_path, DECODE_3_1)) == [True, 1, 2, 1, "a", 3, ["a", 1], []]
    assert {notice.partition(": ")[2] for notice in notices} == {
        "no value is allowed, so there is no such attribute",
        "no value satisfies both this and its siblings; it is left out",
    }
