"""The tolerant path of decoding: takes any JSON for any model, and says where the two differ."""

import contextlib
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Literal, TypeAlias, TypeGuard, Union

import attrs

from ._decoding import SURPRISES, Drift, DriftSink, Model, ModelT, Unknown
from ._unset import UNSET, Unset

_NAMES: dict[object, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    datetime: "date-time",
    date: "date",
    list: "array",
    dict: "object",
    type(None): "null",
}
_SECRETS = frozenset({"token", "secret", "password", "code"})
_HIDDEN = "<hidden>"
_DEEPEST_SHOWN = 8


@attrs.frozen
class _Option:
    """One type that a value may have: a plain type, a list or dict of something, or a model."""

    type: Any
    values: tuple[Any, ...] = ()
    item: "_Kind | None" = None

    @property
    def name(self) -> str:
        if self.values:
            return f"one of {', '.join(map(repr, self.values))}"
        return _NAMES.get(self.type, "object")

    def accepts(self, value: object) -> bool:
        if self.type in {datetime, date}:
            return type(value) is str
        if self.type is float:
            return type(value) in {int, float}
        if self.type is dict or issubclass(self.type, Model):
            return type(value) is dict
        return type(value) is self.type


@attrs.frozen
class _Kind:
    """What an annotation allows; no options at all allow anything."""

    options: tuple[_Option, ...]
    nullable: bool
    required: bool

    @property
    def name(self) -> str:
        return " or ".join(option.name for option in self.options)

    @property
    def is_time(self) -> bool:
        return any(option.type in {datetime, date} for option in self.options)


@attrs.frozen
class _Field:
    """One attribute of a model."""

    name: str
    key: str
    kind: _Kind
    secret: bool
    owner: str


_ABSENT: dict[type[Model], Mapping[str, Unset]] = {}
_FIELDS: dict[type[Model], dict[str, _Field]] = {}
_ROUTES: dict[type[Model], dict[type[Model], list[str]]] = {}

_Difference: TypeAlias = Literal["missing", "null", "type", "enum", "unknown"]


class _Reporter:
    """Hands each drift to the sink once."""

    def __init__(self, sink: DriftSink | None) -> None:
        self.sink = sink
        self._told: set[tuple[str, str, str]] = set()

    def tell(self, drift: Drift) -> None:
        key = (drift.path, drift.kind, drift.seen if drift.kind == "enum" else "")
        if self.sink is not None and key not in self._told:
            self._told.add(key)
            self.sink(drift)


@attrs.frozen
class _Place:
    """Where in the answer and in the document decoding stands."""

    path: str
    target: str
    reporter: _Reporter
    secret: bool = False

    def key(self, key: str) -> "_Place":
        return attrs.evolve(self, path=self.path + _step(key), secret=_is_secret(key))

    def field(self, field: _Field) -> "_Place":
        target = f"{field.owner}.properties{_step(field.key)}"
        return attrs.evolve(self, path=self.path + _step(field.key), target=target, secret=field.secret)

    def below(self, path: str, schema: str) -> "_Place":
        return attrs.evolve(self, path=self.path + path, target=f"{self.target}.{schema}")

    def differs(self, kind: _Difference, expected: str, seen: Any) -> None:
        if self.secret and seen is not None and seen is not UNSET:
            seen = _HIDDEN
        self.reporter.tell(Drift(path=self.path, expected=expected, seen=seen, kind=kind, target=self.target))


def decode(model: type[ModelT], src: Any, drift: DriftSink | None) -> ModelT:
    """Make a model of any JSON value.

    Args:
        model: The model.
        src: The JSON value.
        drift: Is handed every difference from the document, each once.

    Returns:
        The model, with what could be decoded; without attributes if the value is no object.
    """
    place = _Place("$", model.SCHEMA.path, _Reporter(drift))
    if not _is_object(src):
        place.differs("null" if src is None else "type", "object", src)
        return _make(model, dict.fromkeys(_names(model), UNSET), {})
    return _decode_object(model, src, place)


def report(model: type[Model], src: Any, unknown: Unknown, drift: DriftSink) -> None:
    """Tell of the unknown keys that the fast path met.

    Args:
        model: The model of the answer.
        src: The JSON value.
        unknown: The keys by model.
        drift: Is handed each key once.
    """
    _report(model, src, unknown, _Place("$", model.SCHEMA.path, _Reporter(drift)))


def absent(model: type[Model]) -> Mapping[str, Unset]:
    """Map every key that the document knows for a model to `UNSET`.

    Args:
        model: The model.

    Returns:
        The mapping, in the order of the document.
    """
    known = _ABSENT.get(model)
    if known is None:
        known = _ABSENT[model] = dict.fromkeys(map(model.SCHEMA.key, _names(model)), UNSET)
    return known


def describe(model: Model) -> str:
    """Write the `repr` of a model: what is set, without secrets.

    Args:
        model: The model.

    Returns:
        Text that looks like the expression which would make it.
    """
    shown = [
        f"{attribute.name}={value!r}" if attribute.repr else f"{attribute.name}={_HIDDEN}"
        for attribute in attrs.fields(type(model))
        if attribute.name != "_extras" and (value := getattr(model, attribute.name)) is not UNSET
    ]
    if model.additional_properties:
        shown.append(f"additional_properties={_without_secrets(model.additional_properties)!r}")
    return f"{type(model).__name__}({', '.join(shown)})"


def _decode_object(model: type[ModelT], src: dict[str, Any], place: _Place) -> ModelT:
    unknown = Unknown()
    decoded: ModelT | None = None
    with contextlib.suppress(*SURPRISES):
        decoded = model.from_dicts((src,), unknown)[0]
    if decoded is None:  # outside of any handler, so that what the sink raises has no context
        return _decode_keys(model, src, place)
    _report(model, src, unknown, place)
    return decoded


def _decode_keys(model: type[ModelT], src: dict[str, Any], place: _Place) -> ModelT:
    fields = _fields(model)
    values: dict[str, Any] = {}
    for key, field in fields.items():
        values[field.name] = UNSET
        if key in src:
            values[field.name] = _decode(src[key], field.kind, place.field(field))
        elif field.kind.required:
            attrs.evolve(place.key(key), target=field.owner).differs("missing", field.kind.name, UNSET)
    extras = {key: value for key, value in src.items() if key not in fields}
    if not model.SCHEMA.open:
        for key, value in extras.items():
            place.key(key).differs("unknown", "no such key", value)
    return _make(model, values, extras)


def _make(model: Callable[..., ModelT], values: Mapping[str, Any], extras: dict[str, Any]) -> ModelT:
    return model(additional_properties=extras, **values)


def _report(model: type[Model], src: Any, unknown: Unknown, place: _Place) -> None:
    """Tell where unknown keys are; the fast path only knows of which models they are."""
    routes = _routes(model)
    if not all(len(routes[owner]) == 1 for owner, _ in unknown):
        _decode_keys(model, src, place)  # a model that stands in several places: look where the keys are
        return
    for (owner, _), found in unknown.items():
        there = attrs.evolve(place, path=place.path + routes[owner][0], target=owner.SCHEMA.path)
        for key, value in found.items():
            there.key(key).differs("unknown", "no such key", value)


def _routes(model: type[Model]) -> dict[type[Model], list[str]]:
    """Find the ways from a model to those below it, two at most: so many say that it stands in several places."""
    routes = _ROUTES.get(model)
    if routes is None:
        routes = _ROUTES[model] = {}
        _walk(model, "", routes)
    return routes


def _walk(model: type[Model], path: str, routes: dict[type[Model], list[str]]) -> None:
    known = routes.setdefault(model, [])
    if len(known) < 2:  # noqa: PLR2004 - see above
        known.append(path)
        for key, field in _fields(model).items():
            for below, steps in _models(field.kind):
                _walk(below, f"{path}{_step(key)}{steps}", routes)


def _models(kind: _Kind) -> Iterator[tuple[type[Model], str]]:
    for option in kind.options:
        if option.item is not None:
            step = "[*]" if option.type is list else ".*"
            yield from ((below, step + steps) for below, steps in _models(option.item))
        elif issubclass(option.type, Model):
            yield option.type, ""


def _decode(value: Any, kind: _Kind, place: _Place) -> Any:
    if not kind.options or (value is None and kind.nullable):
        return value
    if value is None:
        place.differs("null", kind.name, None)
        return None
    if value == "" and kind.nullable and kind.is_time:
        return None  # one way to say that a token never expires
    fitting = [option for option in kind.options if option.accepts(value)]
    if fitting:
        return _decode_as(max(fitting, key=lambda option: _known_keys(option, value)), value, place)
    place.differs("type", kind.name, value)
    if type(value) is float and value.is_integer() and any(option.type is int for option in kind.options):
        return int(value)
    return value


def _known_keys(option: _Option, value: Any) -> int:
    """Count how much of a value a model knows: of several models, that which knows most is the one that is meant."""
    return len(_fields(option.type).keys() & value.keys()) if issubclass(option.type, Model) else 0


def _decode_as(option: _Option, value: Any, place: _Place) -> Any:
    if option.type is datetime:
        return _decode_time(value, place)
    if option.type is date:
        return _decode_date(value, place)
    if option.type is list and option.item:
        items = place.below("[*]", "items")
        return [_decode(item, option.item, items) for item in value]
    if option.type is dict and option.item:
        values = place.below(".*", "additionalProperties")
        return {key: _decode(item, option.item, values) for key, item in value.items()}
    if issubclass(option.type, Model):
        return _decode_object(option.type, value, attrs.evolve(place, target=option.type.SCHEMA.path))
    if option.values and value not in option.values:
        place.differs("enum", option.name, value)
    return value


def _decode_time(value: str, place: _Place) -> datetime | str:
    time: datetime | None = None
    with contextlib.suppress(ValueError):
        time = datetime.fromisoformat(value)
    if time is None:
        place.differs("type", "date-time", value)
        return value
    if time.tzinfo is None:
        place.differs("type", "date-time with an offset", value)
        return time.replace(tzinfo=UTC)
    return time


def _decode_date(value: str, place: _Place) -> date | str:
    day: date | None = None
    with contextlib.suppress(ValueError):
        day = date.fromisoformat(value)
    if day is None:
        place.differs("type", "date", value)
        return value
    return day


def _names(model: type[Model]) -> Iterator[str]:
    return (attribute.name for attribute in attrs.fields(model) if attribute.name != "_extras")


def _fields(model: type[Model]) -> dict[str, _Field]:
    """Read the attributes of a model off its annotations, by key."""
    known = _FIELDS.get(model)
    if known is None:
        hints = typing.get_type_hints(model)
        secrets = {attribute.name for attribute in attrs.fields(model) if not attribute.repr}
        schema = model.SCHEMA
        known = _FIELDS[model] = {
            schema.key(name): _Field(
                name=name,
                key=schema.key(name),
                kind=_kind(hints[name]),
                secret=name in secrets,
                owner=schema.inherited.get(name, schema.path),
            )
            for name in _names(model)
        }
    return known


def _kind(hint: Any) -> _Kind:
    union = typing.get_origin(hint) in {Union, types.UnionType}
    members: list[Any] = list(typing.get_args(hint)) if union else [hint]
    anything = any(member is Any or isinstance(member, typing.ForwardRef) for member in members)
    known = [typing.get_args(member) for member in members if typing.get_origin(member) is Literal]
    values = tuple(value for literal in known for value in literal)
    plain = [member for member in members if member not in {type(None), Unset}]
    options = [_option(member, values) for member in plain if typing.get_origin(member) is not Literal]
    return _Kind(() if anything else tuple(options), type(None) in members, Unset not in members)


def _option(hint: Any, values: tuple[Any, ...]) -> _Option:
    origin = typing.get_origin(hint)
    arguments = typing.get_args(hint)
    if origin is not None:
        return _Option(origin, item=_kind(arguments[-1]))
    return _Option(hint, values if hint is str or hint is int else ())


def _step(key: str) -> str:
    if key.isidentifier() and key.isascii():
        return f".{key}"
    escaped = key.replace("\\", "\\\\").replace("'", "\\'")
    return f"['{escaped}']"


def _without_secrets(value: Any, depth: int = 0) -> Any:
    if depth > _DEEPEST_SHOWN and (_is_object(value) or _is_list(value)):
        return "..."
    if _is_object(value):
        return {key: _HIDDEN if _is_secret(key) else _without_secrets(item, depth + 1) for key, item in value.items()}
    if _is_list(value):
        return [_without_secrets(item, depth + 1) for item in value]
    return value


def _is_secret(key: str) -> bool:
    return key in _SECRETS or key.endswith(tuple(f"_{name}" for name in _SECRETS))


def _is_object(value: object) -> TypeGuard[dict[str, Any]]:
    return type(value) is dict


def _is_list(value: object) -> TypeGuard[list[Any]]:
    return type(value) is list
