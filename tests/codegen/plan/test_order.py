"""The order of mappings in the document means nothing: not to the report, not to the client."""

import inspect
import json
import random
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from codegen.document import load, overlay
from codegen.report import comparison, document_differences
from codegen.report.examine import generate
from codegen.report.read_client import read
from codegen.write.build import PACKAGE, Layout, build_tree
from tests.codegen import small
from tests.codegen.mutations import shuffled

pytestmark = pytest.mark.heavy  # builds

LAYOUT = Layout()
OTHER = "shuffled_client"

# Values in the shape of the service's responses; for each model a field that is odd, and one that nobody knows.
RESPONSES: dict[str, dict[str, Any]] = {
    "Tag": {
        "id": 7,
        "name": "1.27",
        "v2": True,
        "full_size": 84516503,
        "last_updated": "2026-01-01T15:44:36.795749Z",
        "tag_last_pulled": None,
        "tag_status": "resting",
        "images": [{"architecture": "arm64", "os": "linux", "size": "big", "variant": None, "status": "active"}],
        "surprise": [1, {"two": 2}],
    },
    "Repository": {
        "name": "nginx",
        "namespace": "library",
        "status": 1,
        "pull_count": 13000000000,
        "permissions": {"read": True, "write": None, "admin": "no"},
        "categories": [{"name": "Web servers", "slug": "web-servers"}, "odd"],
        "surprise": None,
    },
    "OrgAccessToken": {"id": "a", "label": "ci", "is_active": True, "expires_at": None, "created_at": "yesterday"},
}


@cache
def published() -> dict[str, Any]:
    return load.load(LAYOUT.spec)


@cache
def patched() -> dict[str, Any]:
    return overlay.apply(published(), overlays())


@cache
def overlays() -> list[overlay.Overlay]:
    return overlay.load(LAYOUT.overlays)


@settings(max_examples=6, deadline=None, phases=[Phase.generate])  # a seed does not get simpler by being smaller
@given(st.integers(0, 2**32))
def test_another_order_is_no_change(seed: int) -> None:
    again = shuffled(published(), random.Random(seed))

    assert again == published()
    assert list(document_differences.differences(published(), again)) == []
    assert list(document_differences.differences(patched(), overlay.apply(again, overlays()))) == []


@pytest.mark.slow
def test_another_order_changes_nothing_for_callers() -> None:
    again = shuffled(published(), random.Random(5))
    one = read(generate(patched(), published()).texts)
    other = read(generate(overlay.apply(again, overlays()), again).texts)

    assert comparison.compare(one, other, patched(), overlay.apply(again, overlays())) == []


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ModuleType, ModuleType]]:
    """Yield the present client, and a client generated from the document in another order."""
    folder: Path = tmp_path_factory.mktemp("shuffled")
    (folder / "new.yaml").write_text(json.dumps(shuffled(published(), random.Random(11))), encoding="utf-8")
    build_tree(attrs.evolve(LAYOUT, spec=folder / "new.yaml"), folder, lambda _: None)
    (folder / PACKAGE).rename(folder / OTHER)
    sys.path.insert(0, str(folder))
    try:
        yield import_module(PACKAGE), import_module(OTHER)
    finally:
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if name.partition(".")[0] == OTHER]:
            del sys.modules[name]


def public(package: ModuleType) -> dict[str, Any]:
    """Return the signatures of methods, calls and models. Keyword-only arguments are a set: order means nothing."""
    found: dict[str, Any] = {}
    root = Path(str(package.__file__)).parent
    for file in sorted(root.rglob("*.py")):
        name = ".".join(file.relative_to(root).with_suffix("").parts)
        module = import_module(f"{package.__name__}.{name}".removesuffix(".__init__"))
        for key, value in vars(module).items():
            if key.startswith("_") or getattr(value, "__module__", None) != module.__name__:
                continue
            if inspect.isclass(value):
                found |= {f"{name}.{key}.{method}": signature(function) for method, function in functions(value)}
                found[f"{name}.{key}"] = [field.name for field in attrs.fields(value)] if attrs.has(value) else None
            elif inspect.isfunction(value):
                found[f"{name}.{key}"] = signature(value)
    return found


def functions(owner: type[Any]) -> Iterator[tuple[str, Any]]:
    for name, value in vars(owner).items():
        function = getattr(value, "__func__", value)
        if inspect.isfunction(function):
            yield name, function


def signature(function: Any) -> tuple[list[str], set[str], str]:
    what = inspect.signature(function)
    keyword = {neutral(str(each)) for each in what.parameters.values() if each.kind is each.KEYWORD_ONLY}
    others = [neutral(str(each)) for each in what.parameters.values() if each.kind is not each.KEYWORD_ONLY]
    return others, keyword, neutral(str(what.return_annotation))


def neutral(text: str) -> str:
    return text.replace(OTHER, PACKAGE)


def test_another_order_alters_no_public_name_or_signature(clients: tuple[ModuleType, ModuleType]) -> None:
    one, other = (public(client) for client in clients)

    assert len(one) > 200
    assert one.keys() == other.keys()
    for name, described in one.items():
        if isinstance(described, list):  # the attributes of a model
            assert set(described) == set(other[name])
        else:
            assert described == other[name]


@pytest.mark.parametrize("model", RESPONSES)
def test_another_order_alters_no_decoded_result(model: str, clients: tuple[ModuleType, ModuleType]) -> None:
    results = []
    for client in clients:
        seen: list[Any] = []
        decoded = getattr(import_module(f"{client.__name__}.models"), model).from_dict(RESPONSES[model], seen.append)
        values = {field.name: getattr(decoded, field.name) for field in attrs.fields(type(decoded))}
        # a model within shows its attributes in the order of the document: only what is shown must be the same
        shown = {name: sorted(neutral(repr(value))) for name, value in values.items()}
        results.append((decoded.to_dict(), shown, sorted((each.path, each.kind, each.expected) for each in seen)))

    assert results[0] == results[1]
    assert results[0][0] == RESPONSES[model]


def test_listed_values_keep_their_order_everywhere() -> None:
    listed = {"type": "array", "items": {"type": "string", "enum": ["tag.push", "tag.delete", "repo.push"]}}
    thing = {"type": "object", "properties": {"events": listed, "nested": {"type": "array", "items": listed}}}
    doc = small.document(
        "/things",
        "post",
        parameters=[small.query("events", listed)],
        requestBody=small.body({"type": "object", "properties": {"kinds": listed}}),
        responses=small.responses_of({"type": "array", "items": thing}),
    )

    values = re.findall(r"Literal\[([^\]]*)\]", "".join(small.written(doc).values()))

    assert len(values) > 3
    assert set(values) == {"'tag.push', 'tag.delete', 'repo.push'"}
