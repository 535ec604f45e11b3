"""The tolerant path of decoding: takes any JSON for any model, and says where the two differ."""

import contextlib
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Literal, TypeAlias

import attrs

from ._drift import Drift, DriftSink
from ._json import is_array, is_object
from ._kinds import Field, Kind, Option, fields, names
from ._model import Model, ModelT
from ._structs import SCHEMA_MISMATCHES, Unknown, convert, learn
from ._unset import UNSET

_SECRETS = frozenset({"token", "secret", "password", "code"})
_SECRET_ENDS = tuple(f"_{name}" for name in _SECRETS)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_HIDDEN = "<hidden>"
_DEEPEST_SHOWN = 8

_ROUTES: dict[type[Model], dict[type[Model], list[str]]] = {}

_Difference: TypeAlias = Literal["missing", "null", "type", "enum", "unknown"]


class _Reporter:
    """Hands each drift to the sink once, and collects the unknown keys by model."""

    def __init__(self, sink: DriftSink | None) -> None:
        self.sink = sink
        self.unknown: dict[type[Model], dict[str, Any]] = {}
        self._told: set[tuple[str, str, str]] = set()

    def tell(self, place: "_Place", kind: _Difference, expected: str, seen: Any) -> None:
        key = (place.path, kind, seen if kind == "enum" else "")
        if self.sink is None or key in self._told:
            return
        self._told.add(key)
        hidden = place.secret and seen is not None and seen is not UNSET
        shown = _HIDDEN if hidden else _without_secrets(seen)
        self.sink(Drift(path=place.path, expected=expected, seen=shown, kind=kind, target=place.target))


@attrs.frozen
class _Place:
    """Where in the answer and in the document decoding stands."""

    path: str
    target: str
    reporter: _Reporter
    secret: bool = False

    def key(self, key: str) -> "_Place":
        return _Place(self.path + _step(key), self.target, self.reporter, _is_secret(key))

    def field(self, field: Field) -> "_Place":
        target = f"{field.owner}.properties{_step(field.key)}"
        return _Place(self.path + _step(field.key), target, self.reporter, field.secret)

    def below(self, path: str, schema: str) -> "_Place":
        return _Place(self.path + path, f"{self.target}.{schema}", self.reporter, self.secret)

    def at(self, path: str, model: type[Model]) -> "_Place":
        return _Place(self.path + path, model.SCHEMA.path, self.reporter, self.secret)

    def differs(self, kind: _Difference, expected: str, seen: Any) -> None:
        self.reporter.tell(self, kind, expected, seen)


def decode(model: type[ModelT], src: Any, drift: DriftSink | None) -> ModelT:
    """Make a model of any JSON value.

    Args:
        model: The model.
        src: The JSON value.
        drift: Is handed every difference from the document, each once.

    Returns:
        The model, with what could be decoded; without attributes if the value is no object.
    """
    reporter = _Reporter(drift)
    place = _Place("$", model.SCHEMA.path, reporter)
    if not is_object(src):
        place.differs("null" if src is None else "type", "object", src)
        return _make(model, dict.fromkeys(names(model), UNSET), {})
    decoded = _decode_object(model, src, place)
    for owner, keys in reporter.unknown.items():
        learn(owner, keys)
    return decoded


def report(model: type[Model], loaded: Callable[[], Any], unknown: Unknown, drift: DriftSink) -> None:
    """Tell of the unknown keys that the fast path met.

    Args:
        model: The model of the answer.
        loaded: Gives the JSON value; is called only if it takes a look at that to tell where the keys are.
        unknown: The keys by model.
        drift: Is handed each key once.
    """
    _report(model, loaded, unknown, _Place("$", model.SCHEMA.path, _Reporter(drift)))


def describe(model: Model) -> str:
    """Write the `repr` of a model: what is set, without secrets.

    Args:
        model: The model.

    Returns:
        Text that looks like the expression which would make it.
    """
    shown = [
        f"{attribute.name}={_without_secrets(value)!r}" if attribute.repr else f"{attribute.name}={_HIDDEN}"
        for attribute in attrs.fields(type(model))
        if attribute.name != "_extras" and (value := getattr(model, attribute.name)) is not UNSET
    ]
    if model.additional_properties:
        shown.append(f"additional_properties={_without_secrets(model.additional_properties)!r}")
    return f"{type(model).__name__}({', '.join(shown)})"


def _decode_object(model: type[ModelT], src: dict[str, Any], place: _Place) -> ModelT:
    """Make a model of an object: on the fast path, else on the fast path but for what is odd at first sight."""
    decoded = _decode_fast(model, src, place)
    if decoded is not None:
        return decoded
    known = fields(model)
    odd = {key: value for key, value in src.items() if key not in known or not known[key].kind.admits(value)}
    decoded = _decode_fast(model, {key: value for key, value in src.items() if key not in odd}, place) if odd else None
    if decoded is None:
        return _decode_keys(model, src, place)
    for key, value in odd.items():
        if key in known:
            field = known[key]
            setattr(decoded, field.name, _decode(value, field.kind, place.field(field)))
    extras = _extras(model, src)
    decoded.additional_properties.update(extras)
    _note(model, extras, place)
    return decoded


def _decode_fast(model: type[ModelT], src: dict[str, Any], place: _Place) -> ModelT | None:
    unknown = Unknown()
    decoded: ModelT | None = None
    with contextlib.suppress(*SCHEMA_MISMATCHES):
        decoded = model.from_structs((convert(model, src),), unknown)[0]
    if decoded is not None and unknown:  # outside of any handler, so that what the sink raises has no context
        _report(model, lambda: src, unknown, place)
    return decoded


def _decode_keys(model: type[ModelT], src: dict[str, Any], place: _Place) -> ModelT:
    known = fields(model)
    values: dict[str, Any] = {}
    for key, field in known.items():
        values[field.name] = UNSET
        if key in src:
            values[field.name] = _decode(src[key], field.kind, place.field(field))
        elif field.kind.required:
            attrs.evolve(place.key(key), target=field.owner).differs("missing", field.kind.name, UNSET)
    extras = _extras(model, src)
    _note(model, extras, place)
    return _make(model, values, extras)


def _extras(model: type[Model], src: dict[str, Any]) -> dict[str, Any]:
    """What an object holds under keys that the document does not know."""
    known = fields(model)
    return {key: value for key, value in src.items() if key not in known}


def _note(model: type[Model], extras: dict[str, Any], place: _Place) -> None:
    """Take note of unknown keys, and tell of them unless the document says that there are such."""
    if extras:
        place.reporter.unknown.setdefault(model, {}).update(extras)
    if not model.SCHEMA.open:
        for key, value in extras.items():
            place.key(key).differs("unknown", "no such key", value)


def _make(model: Callable[..., ModelT], values: Mapping[str, Any], extras: dict[str, Any]) -> ModelT:
    return model(additional_properties=extras, **values)


def _report(model: type[Model], loaded: Callable[[], Any], unknown: Unknown, place: _Place) -> None:
    """Tell where unknown keys are; the fast path only knows of which models they are."""
    routes = _routes(model)
    if not all(len(routes[owner]) == 1 for owner, _ in unknown):
        _decode_keys(model, loaded(), place)  # a model that stands in several places: look where the keys are
        return
    for (owner, _), found in unknown.items():
        there = place.at(routes[owner][0], owner)
        for key, value in found.items():
            there.key(key).differs("unknown", "no such key", value)


def _routes(model: type[Model]) -> dict[type[Model], list[str]]:
    """Find the ways from a model to those below it, two at most: so many say that it stands in several places."""
    known = _ROUTES.get(model)
    if known is not None:
        return known
    routes: dict[type[Model], list[str]] = {}
    _walk(model, "", routes)
    _ROUTES[model] = routes  # now that it is complete, for another thread may look at once
    return routes


def _walk(model: type[Model], path: str, routes: dict[type[Model], list[str]]) -> None:
    known = routes.setdefault(model, [])
    if len(known) < 2:  # noqa: PLR2004 - see above
        known.append(path)
        for key, field in fields(model).items():
            for below, steps in field.kind.models:
                _walk(below, f"{path}{_step(key)}{steps}", routes)


def _decode(value: Any, kind: Kind, place: _Place) -> Any:
    if not kind.options or (value is None and kind.nullable):
        return value
    if value is None:
        place.differs("null", kind.name, None)
        return None
    if value == "" and kind.nullable and kind.is_time:
        return None  # one way to say that a token never expires
    fitting = [option for option in kind.options if option.accepts(value)]
    if len(fitting) > 1:
        fitting.sort(key=lambda option: _known_keys(option, value), reverse=True)
    if fitting:
        return _decode_as(fitting[0], value, place)
    place.differs("type", kind.name, value)
    if type(value) is float and value.is_integer() and any(option.type is int for option in kind.options):
        return int(value)
    return value


def _known_keys(option: Option, value: Any) -> int:
    """Count how much of a value a model knows: of several models, that which knows most is the one that is meant."""
    return len(fields(option.type).keys() & value.keys()) if issubclass(option.type, Model) else 0


def _decode_as(option: Option, value: Any, place: _Place) -> Any:
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
        return _decode_object(option.type, value, place.at("", option.type))
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


def _step(key: str) -> str:
    if key.isidentifier() and key.isascii():
        return f".{key}"
    escaped = key.replace("\\", "\\\\").replace("'", "\\'")
    return f"['{escaped}']"


def _without_secrets(value: Any, depth: int = 0) -> Any:
    if depth > _DEEPEST_SHOWN and (is_object(value) or is_array(value)):
        return "..."
    if is_object(value):
        return {key: _HIDDEN if _is_secret(key) else _without_secrets(item, depth + 1) for key, item in value.items()}
    if is_array(value):
        return [_without_secrets(item, depth + 1) for item in value]
    return value


def _is_secret(key: str) -> bool:
    words = _HUMP.sub("_", key).lower()
    return words in _SECRETS or words.endswith(_SECRET_ENDS)
