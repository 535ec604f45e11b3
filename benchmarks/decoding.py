"""Decoding beside json.loads and other libraries: bytes to models.

All contenders keep unknown keys, except the structs of msgspec. No budget compares the client with these structs.
"""

import contextlib
import functools
import importlib
import io
import json
import random
import sys
import tempfile
import time
import types
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Union

import attrs
import msgspec
import orjson
import pydantic
from aiodockerhub_generated.models import RepositoryListEntryPage, TagPage
from aiodockerhub_generated.types import Drift, Model
from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError

from benchmarks import stock_document
from benchmarks.report import Result, median
from codegen.document import load, overlay
from codegen.plan import operation_names
from codegen.write.build import Layout

_ROUNDS = 40
_QUICK_ROUNDS = 5
_SAMPLE_SECONDS = 0.004
_PLATFORMS = [
    ("amd64", None),
    ("arm", "v5"),
    ("arm", "v7"),
    ("arm64", "v8"),
    ("386", None),
    ("mips64le", None),
    ("ppc64le", None),
    ("riscv64", None),
    ("s390x", None),
    ("unknown", None),
]


def run(*, quick: bool = False) -> list[Result]:
    """Decode a page of repositories and a page of tags with all contenders.

    Args:
        quick: Whether to measure 5 rounds; `False`, the default, measures 40.

    Returns:
        The results.
    """
    random.seed(7)
    count = _QUICK_ROUNDS if quick else _ROUNDS
    results: list[Result] = []
    with _stock_package() as stock:
        for title, model, page, enumeration in (
            ("100 repositories", RepositoryListEntryPage, _page(_repository), "status_description"),
            ("100 tags of 10 images", TagPage, _page(_tag), "tag_status"),
        ):
            ratio = functools.partial(
                _ratio, title, _rounds(_contenders(page, model, getattr(stock, model.__name__)), count)
            )
            results += [
                ratio("to json.loads", "ours", "json.loads"),
                ratio("to stock openapi-python-client", "ours", "stock"),
                ratio("to pydantic v2", "ours", "pydantic"),
            ]
            peers = ("stock", "pydantic", "msgspec", "orjson")
            results += [ratio(f"{peer} to json.loads", peer, "json.loads") for peer in peers]
            # Last, because every unknown key stays in the model's struct and slows later decoding down a little.
            for what, changed in (
                ("one schema mismatch", _with_a_mismatch(page)),
                ("a new enumeration value in each", _with_in_each(page, {enumeration: "new"})),
                ("two unknown keys each", _with_in_each(page, {"new": 1, "other": {"nested": True}})),
            ):
                rounds = _rounds(_ours(changed, model), count)
                results.append(_ratio(title, rounds, f"{what}, to json.loads", "ours", "json.loads"))
    return results


def _ratio(title: str, rounds: dict[str, list[float]], what: str, ours: str, peer: str) -> Result:
    ratios = [mine / other for mine, other in zip(rounds[ours], rounds[peer], strict=True)]
    return median(f"{title}, {what}", ratios)


def _ours(page: dict[str, Any], model: type[Model]) -> dict[str, Callable[[], object]]:
    data = json.dumps(page).encode()
    drifts: list[Drift] = []  # the other contenders report no drift
    return {
        "json.loads": lambda: json.loads(data),
        "ours": lambda: model.from_json(data, drifts.append),
    }


def _contenders(page: dict[str, Any], model: type[Model], stock: Any) -> dict[str, Callable[[], object]]:
    data = json.dumps(page).encode()
    check = pydantic.TypeAdapter(_pydantic_model(model)).validate_json
    msgspec_decode = msgspec.json.Decoder(_msgspec_struct(model)).decode
    return _ours(page, model) | {
        "orjson": lambda: orjson.loads(data),
        "stock": lambda: stock.from_dict(json.loads(data)),
        "pydantic": lambda: check(data),
        "msgspec": lambda: msgspec_decode(data),
    }


def _with_in_each(page: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return page | {"results": [item | changes for item in page["results"]]}


def _with_a_mismatch(page: dict[str, Any]) -> dict[str, Any]:
    items = page["results"]
    return page | {"results": [*items[:50], items[50] | {"name": None}, *items[51:]]}


def _rounds(contenders: dict[str, Callable[[], object]], count: int) -> dict[str, list[float]]:
    """Measure the seconds of CPU that decoding a page takes.

    Returns:
        The figures of all rounds, by contender.
    """
    repeats: dict[str, int] = {}
    for name, contender in contenders.items():
        contender()
        repeats[name] = max(1, int(_SAMPLE_SECONDS / _seconds(contender, 3)))
    rounds: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(count):
        for name, contender in contenders.items():
            rounds[name].append(_seconds(contender, repeats[name]))
    return rounds


def _seconds(contender: Callable[[], object], repeats: int) -> float:
    started = time.process_time()  # only the time of this process, because the machine may run others
    for _ in range(repeats):
        contender()
    return (time.process_time() - started) / repeats


def _page(item: Callable[[int], dict[str, Any]]) -> dict[str, Any]:
    address = "https://hub.docker.com/v2/namespaces/library/repositories/example?page=2&page_size=100"
    return {"count": 1234, "next": address, "previous": None, "results": [item(index) for index in range(100)]}


def _repository(index: int) -> dict[str, Any]:
    return {
        "name": f"example-{index}",
        "namespace": "library",
        "repository_type": "image",
        "status": 1,
        "status_description": "active",
        "description": "An example that is described in about as many words as others are.",
        "is_private": False,
        "is_automated": False,
        "star_count": random.randrange(20_000),
        "pull_count": random.randrange(13_000_000_000),
        "last_updated": _time(6),
        "last_modified": _time(6),
        "date_registered": _time(6),
        "affiliation": "",
        "media_types": [
            "application/vnd.docker.container.image.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
        ],
        "content_types": ["image"],
        "categories": [
            {"name": "Databases & storage", "slug": "databases-and-storage"},
            {"name": "Web servers", "slug": "web-servers"},
        ][: index % 3],
        "immutable_tags_settings": {"enabled": False, "rules": [".*"]},
        "storage_size": random.randrange(10**12),
    }


def _tag(index: int) -> dict[str, Any]:
    return {
        "creator": 1156886,
        "id": 1040899436 + index,
        "images": [_image(*platform) for platform in _PLATFORMS],
        "last_updated": _time(6),
        "last_updater": 1156886,
        "last_updater_username": "someone",
        "name": f"1.19.{index}",
        "repository": 8323337,
        "full_size": random.randrange(10**8),
        "v2": True,
        "tag_status": "active",
        "tag_last_pulled": _time(9),
        "tag_last_pushed": _time(6),
        "media_type": "application/vnd.docker.distribution.manifest.list.v2+json",
        "content_type": "image",
        "digest": _digest(),
    }


def _image(architecture: str, variant: str | None) -> dict[str, Any]:
    unknown = architecture == "unknown"
    return {
        "architecture": architecture,
        "features": "",
        "variant": variant,
        "digest": _digest(),
        "os": "unknown" if unknown else "linux",
        "os_features": "",
        "os_version": None,
        "size": random.randrange(10**8),
        "status": "active",
        "last_pulled": None if unknown else _time(9),
        "last_pushed": _time(9),
    }


def _time(digits: int) -> str:
    return f"2026-0{random.randint(1, 9)}-{random.randint(10, 28)}T17:14:39.{random.randrange(10**digits):0{digits}d}Z"


def _digest() -> str:
    return f"sha256:{random.randrange(16**64):064x}"


@contextlib.contextmanager
def _stock_package() -> Iterator[Any]:
    """Generate a client by openapi-python-client without changes.

    Yields:
        Its module `models`, which can be imported only inside of the block.

    Raises:
        TypeError: openapi-python-client refuses the document.
    """
    layout = Layout()
    patched = overlay.apply(load.load(layout.spec), overlay.load(layout.overlays))
    prepared = stock_document.prepare(patched, operation_names.name_operations(patched))
    with tempfile.TemporaryDirectory() as folder:
        config = Config.from_sources(
            ConfigFile(post_hooks=[], package_name_override="stock_client"),
            meta_type=MetaType.NONE,
            document_source=Path("document"),
            file_encoding="utf-8",
            overwrite=False,
            output_path=Path(folder) / "stock_client",
        )
        data = GeneratorData.from_dict(prepared, config=config)
        if isinstance(data, GeneratorError):
            raise TypeError(f"openapi-python-client refuses the document: {data.detail}")
        with contextlib.redirect_stdout(io.StringIO()):
            Project(openapi=data, config=config).build()
        sys.path.insert(0, folder)
        try:
            yield importlib.import_module("stock_client.models")
        finally:
            sys.path.remove(folder)


def _pydantic_model(model: type[Model]) -> type[pydantic.BaseModel]:
    fields = {key: (kind, None) for key, kind in _fields(model, _pydantic_model)}
    pydantic_model: type[pydantic.BaseModel] = pydantic.create_model(  # type: ignore[call-overload] # the fields are not static
        model.__name__, __config__=pydantic.ConfigDict(extra="allow"), **fields
    )
    return pydantic_model


def _msgspec_struct(model: type[Model]) -> type[msgspec.Struct]:
    return msgspec.defstruct(model.__name__, [(key, kind, None) for key, kind in _fields(model, _msgspec_struct)])


def _fields(model: type[Model], make: Callable[[type[Model]], type]) -> Iterator[tuple[str, Any]]:
    """Translate the attributes of a model for another library.

    Args:
        model: The type of the model.
        make: Function that makes the class of the other library for a nested model.

    Yields:
        The name and the type of each attribute.
    """
    hints = typing.get_type_hints(model)
    for attribute in attrs.fields(model):
        if not attribute.name.startswith("_"):
            yield attribute.name, _translated(hints[attribute.name], make) | None


def _translated(hint: Any, make: Callable[[type[Model]], type]) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in {Union, types.UnionType}:
        members = [_translated(argument, make) for argument in arguments if typing.get_origin(argument) is None]
        members += [_translated(argument, make) for argument in arguments if typing.get_origin(argument) is list]
        return Union[tuple(members)]  # noqa: UP007 - made of values
    if origin is list:
        return list[_translated(arguments[0], make)]  # type: ignore[misc] # made of values
    if isinstance(hint, type) and issubclass(hint, Model):
        return make(hint)
    return hint
