"""Every argument of every public function refuses a value of a wrong type by name, before anything is sent.

The functions and their arguments come from the public API, and the wrong values from the annotations.
"""

import asyncio
import collections.abc
import contextlib
import enum
import inspect
import re
import types
import typing
import warnings
from collections.abc import AsyncIterable, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

import aiodockerhub
import attrs
import httpx
import pytest
from aiodockerhub import (
    ArgumentError,
    Call,
    CallOptions,
    DockerConfig,
    DockerHub,
    FileTokenStore,
    ImageReference,
    PagedCall,
    Pager,
    Password,
    calls,
    models,
    testing,
)
from aiodockerhub.http import hooks
from aiodockerhub.testing import FakeHub, ManualClock, ShiftedClock
from aiodockerhub_generated import catalog
from aiodockerhub_generated.operations import OPERATIONS
from aiodockerhub_generated.types import Drift, Model, Operation

from tests.generated.samples import MODELS, method, sample
from tests.public_api import callables
from tests.secret_guard import Watch

T = TypeVar("T")


TOKEN = "dckr_pat_canaryCanary0123456789"
URL = "https://jane:canary-word@127.0.0.1/"


class Colour(enum.Enum):
    """A class that is iterable, with a member that is not."""

    RED = "red"


async def coroutine_function(*_: object, **__: object) -> None: ...


VALUES: dict[str, Any] = {
    "object": object(),
    "integer": 5,
    "negative": -1,
    "huge": 10**5000,
    "nan": float("nan"),
    "infinite": float("inf"),
    "text": "x",
    "empty": "",
    "none": None,
    "true": True,
    "bytes": b"x",
    "member": Colour.RED,
    "enumeration": Colour,
    "class": int,
    "dict": {"timeout": 3},
    "list": [5],
    "function": lambda *_, **__: None,
    "coroutine function": coroutine_function,
    "token": TOKEN,
    "url": URL,
    "token as a key": {TOKEN: 1},
    "token as a value": {"x": TOKEN},
    "token as a value of page": {"page": TOKEN, "page_size": TOKEN},
    "token as an item": [TOKEN, 5],
    "token in bytes": TOKEN.encode(),
    "token that is wrong text": f"{TOKEN}\ud800\n/../",
}
NAMES = {
    **vars(collections.abc),
    **vars(typing),
    **MODELS,
    **vars(hooks),
    **{name: getattr(aiodockerhub, name) for name in aiodockerhub.__all__},
}
"""Names that annotations use and that a module may import for type checkers only."""
FOR_THE_PACKAGE = {
    *("Call.decoder", "PagedCall.decoder", "Cursor.checksum", "DockerConfig.current", "DockerConfig.find"),
    *("DriftLog.new", "DriftLog.record", "DriftLog.sink", "types.json_items", "types.read_json"),
    *("Fault.spoil", "Fault.takes", "Fault.wait", "Recording.fits"),
}
"""Functions that the client and FakeHub call, for each request or response, with arguments of their own."""


class World:
    """Objects whose methods are called, and a transport that counts requests."""

    def __init__(self, folder: Path) -> None:
        self.sent = 0
        self.hub = DockerHub(
            Password("jane", "dummy-secret"),
            scim_token="dummy-scim",
            transport=httpx.MockTransport(self.respond),
            clock=ManualClock(automatic=True),
            max_retries=0,
        )
        self.fake = FakeHub()
        self.fake.org("acme", owner="jane")
        self.fake.repository("acme/app", tags=1)
        self.folder = folder
        (folder / "body.json").write_text("{}", encoding="utf-8")

    def respond(self, _: httpx.Request) -> httpx.Response:
        self.sent += 1
        return httpx.Response(200, json={"access_token": "a.b.c", "token": "a.b.c", "results": []})

    def instance(self, owner: type) -> Any:
        """Return an object of a public class."""
        if owner is Model:
            return models.Tag.from_dict({})
        kinds: dict[type, Callable[[], object]] = {
            DockerHub: lambda: self.hub,
            Pager: lambda: self.hub.repositories.list("acme"),
            Call: lambda: calls.repositories.get("acme", "app"),
            PagedCall: lambda: calls.repositories.list("acme"),
            Operation: lambda: OPERATIONS["repositories.list"],
            FakeHub: lambda: self.fake,
            ManualClock: lambda: ManualClock(automatic=True),
            ShiftedClock: lambda: ShiftedClock(ManualClock(automatic=True)),
            ImageReference: lambda: ImageReference.parse("nginx"),
            FileTokenStore: lambda: FileTokenStore(self.folder / "tokens"),
            DockerConfig: lambda: DockerConfig(self.folder / "config.json"),
            aiodockerhub.DriftLog: lambda: self.hub.drift,
            testing.Fault: lambda: testing.Fault("users.me"),
            testing.Recording: lambda: testing.Recording("users.me", (), 200, (), b""),
            CallOptions: CallOptions,
            Drift: lambda: Drift(path="$", expected="text", received=5, kind="type", target="$"),
        }
        make = kinds.get(owner, owner)
        return make()

    def valid(self, name: str, hint: Any) -> Any:
        """Make a valid value of an argument."""
        by_name: dict[str, Any] = {
            "path": "/v2/x",
            "call": calls.repositories.list("acme"),
            "destination": self.folder / "download",
            "hub": self.hub,
            "things": [],
            "tags": ["1.0"],
            "hooks": {},
            "entry": catalog.load()["users"]["operations"]["me"],
        }
        kind = get_origin(hint) or hint
        if name in by_name:
            return by_name[name]
        with contextlib.suppress(TypeError):
            is_ours = isinstance(kind, type) and kind.__module__.startswith("aiodockerhub")
            return self.instance(kind) if is_ours else sample(hint)
        return "some-name"


def hint_of(function: Callable[..., Any], parameter: inspect.Parameter) -> Any:
    """Resolve the annotation of an argument; `Any` if it has none, or names something private."""
    annotation = parameter.annotation
    if annotation is parameter.empty:
        return Any
    if not isinstance(annotation, str):
        return annotation
    scope = getattr(inspect.unwrap(function), "__globals__", {})
    try:
        return eval(annotation, {**NAMES, **scope})  # noqa: S307 - the annotation is ours
    except (NameError, AttributeError):
        return Any


def fits(value: object, hint: Any) -> bool:
    """Return whether a value has a type that an annotation allows; `True` if the annotation is not understood."""
    origin, parts = get_origin(hint), get_args(hint)
    if hint is Any or isinstance(hint, TypeVar):
        return True
    if hint is None or isinstance(hint, str):
        return value is None or isinstance(hint, str)
    if origin in {Union, types.UnionType}:
        return any(fits(value, part) for part in parts)
    if origin is Literal:
        return isinstance(value, str)
    kind = origin or hint
    if kind is collections.abc.Callable:
        return callable(value)
    if typing.is_typeddict(kind):
        return isinstance(value, Mapping) and value.keys() >= kind.__required_keys__
    if not isinstance(kind, type) or getattr(kind, "_is_protocol", False):
        return True
    if kind in {Mapping, dict} or issubclass(kind, Model):  # a JSON object may stand for a model
        return isinstance(value, Mapping)
    kinds = (int, float) if kind is float else (kind,)
    return isinstance(value, kinds) and not (isinstance(value, bool) and kind in {int, float})


def is_record(function: Callable[..., Any]) -> bool:
    """Return whether a class only keeps values, as the events do, which the package makes."""
    return attrs.has(function) and not (  # type: ignore[arg-type]
        hasattr(function, "__attrs_post_init__") or any(field.validator for field in attrs.fields(function))
    )


def documented_errors(function: Callable[..., Any]) -> set[str]:
    """Return the errors that the docstring of a function names, except `Exception` and `BaseException`."""
    text = (inspect.getdoc(function) or "").partition("Raises:")[2]
    return {*re.findall(r"^ *(\w+): ", text, re.MULTILINE)} - {"Exception", "BaseException"}


async def use(result: Any) -> None:
    """Await, walk or enter what a function returns, so that it does its work."""
    if inspect.isawaitable(result):
        await asyncio.wait_for(result, 5)
    elif isinstance(result, AsyncIterable):
        async for _ in result:
            break
    elif isinstance(result, contextlib.AbstractAsyncContextManager) and not isinstance(result, DockerHub):
        async with result:
            pass
    elif isinstance(result, Iterator):
        list(result)


def errors_in(error: BaseException) -> Iterator[BaseException]:
    """Yield an error, or the errors of a group."""
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from errors_in(inner)
    else:
        yield error


async def problems(world: World, function: Callable[..., Any], bound: Callable[..., Any]) -> list[str]:
    """Pass each value for each argument, and list what is not as promised."""
    listed: list[str] = []
    parameters = {
        name: parameter for name, parameter in inspect.signature(bound).parameters.items() if not name.startswith("_")
    }
    hints = {name: hint_of(function, parameter) for name, parameter in parameters.items()}
    several = {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD}
    single = {name: each for name, each in parameters.items() if each.kind not in several}
    for name, parameter in parameters.items():
        for label, value in VALUES.items():
            is_fitting = fits(value, hints[name]) or is_record(function)
            if is_fitting and callable(value):
                continue  # what it raises is the error of the caller's function
            given = {
                each: world.valid(each, hints[each]) for each, other in single.items() if other.default is other.empty
            }
            positional: list[Any] = []
            if parameter.kind is parameter.VAR_POSITIONAL:
                positional, given = [*given.values(), value], {}
            else:  # `with_options(**changes)` has the names of its arguments in a type
                given["timeout" if name == "changes" else name] = value
                given |= {TOKEN: 1} if name == "changes" and label == "token" else {}
            positional += [given.pop(each) for each, other in single.items() if other.kind is other.POSITIONAL_ONLY]
            sent = world.sent
            try:
                await use(bound(*positional, **given))
            except BaseException as error:  # noqa: BLE001 - all errors are listed
                for each in errors_in(error):
                    notes = getattr(each, "__notes__", [])
                    shown = f"{each} {each!r} {getattr(each, 'argument', '')} {notes}"
                    if "anary" in shown and not isinstance(each, OSError):  # which names the file that was not opened
                        listed.append(f"{name}={label}: shows the secret: {each!r}")
                    kinds = {kind.__name__ for kind in type(each).__mro__}
                    if not kinds & {"DockerHubError", *documented_errors(function)}:
                        listed.append(f"{name}={label}: {type(each).__name__}: {each}")
                    elif not is_fitting and not isinstance(each, ArgumentError):
                        listed.append(f"{name}={label}: no error of arguments: {each!r}")
            else:
                listed += [f"{name}={label}: accepted"] * (not is_fitting)
            listed += [f"{name}={label}: sent"] * (not is_fitting and world.sent > sent)
    return listed


FUNCTIONS = {
    label: (owner, function)
    for label, owner, function in callables()
    if inspect.signature(function).parameters.keys() - {"self"}
    and ".".join(label.split(".")[-2:]) not in FOR_THE_PACKAGE
}


@pytest.fixture(autouse=True)
def values_turn_up_anywhere(no_secret_shows: Watch) -> Iterator[None]:
    """Search for no secrets, because each value is passed as a secret and as a name."""
    yield
    no_secret_shows.secrets.clear()
    no_secret_shows.seen.clear()
    no_secret_shows.errors.clear()


@pytest.fixture
async def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCKERHUB_URL", "http://127.0.0.1:9")
    world = World(tmp_path)
    async with world.hub:
        yield world


@pytest.mark.unmeasured
@pytest.mark.parametrize("label", FUNCTIONS)
async def test_no_public_function_takes_a_value_of_a_wrong_type(label: str, world: World) -> None:
    owner, function = FUNCTIONS[label]
    bound = function if owner is None else getattr(world.instance(owner), function.__name__)
    if getattr(function, "__self__", None) is Model:  # the class of the models itself decodes nothing
        bound = getattr(models.Tag, function.__name__)
    assert await problems(world, function, bound) == []


@pytest.mark.slow
@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS.keys())
async def test_no_method_of_a_resource_takes_a_value_of_a_wrong_type(operation: Operation, world: World) -> None:
    resource, _, name = operation.id.partition(".")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        assert await problems(world, method(operation), getattr(getattr(world.hub, resource), name)) == []


@pytest.mark.parametrize("name", [field.name for field in attrs.fields(CallOptions)])
async def test_no_option_of_a_call_takes_a_value_of_a_wrong_type(name: str, world: World) -> None:
    hint = hint_of(CallOptions, inspect.signature(CallOptions).parameters[name])
    for label, value in VALUES.items():
        if not fits(value, hint):
            with pytest.raises(ArgumentError, match=name):
                await world.hub.get("/v2/x", options=CallOptions(**{name: value}))
            assert world.sent == 0, label
