"""The lenient decoder: which values it keeps as received, and reports."""

import contextlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import attrs

from . import _fast_decoder
from ._annotations import Option, ValueType, fields
from ._drift import DriftSink
from ._json import WrongTypeError, is_object, type_name
from ._model_attributes import BaseModel, BaseModelT, except_none, from_structs, schema_of
from ._response_drift import Location, ResponseDrift, path_step
from ._times import any_date, any_time, lenient_time
from ._unknown_keys import UnknownKeys, add_known_keys

_TIMES: dict[object, Callable[[str], object]] = {datetime: any_time, date: any_date}
_PATHS: dict[type[BaseModel], dict[type[BaseModel], list[str]]] = {}


def decode(model: type[BaseModelT], src: Any, drift: DriftSink | None) -> BaseModelT:
    """Decode any JSON object.

    Args:
        model: The type of the model.
        src: The JSON value, which must be an object.
        drift: Function that is called with each schema mismatch, only once for equal mismatches of several items;
            `None` to report nothing.

    Returns:
        The model. Values that do not match the schema are decoded as far as possible.

    Raises:
        WrongTypeError: The value is not an object, or has more than 50,000 schema mismatches (`MAX_MISMATCHES`).
        Exception: `drift` raised this exception.
    """
    if not is_object(src):
        raise WrongTypeError("$", "object", type_name(src))
    reporter = ResponseDrift(drift)
    location = Location("$", schema_of(model).path, reporter)
    decoded = _decode_object(model, src, location)
    changed = [add_known_keys(owner, keys) for owner, keys in reporter.unknown.items()]
    if any(changed):
        _fast_decoder.forget_structs()
    return decoded


def decode_value(value_type: ValueType, value: Any, target: str, drift: DriftSink | None) -> Any:
    """Decode a value that is not a single model.

    Args:
        value_type: The values that the document allows.
        value: The JSON value.
        target: JSONPath of the value's schema in the document.
        drift: Function that is called with each schema mismatch, only once for equal mismatches of several items;
            `None` to report nothing.

    Returns:
        The decoded value. If the document allows the value, models replace objects, and times replace texts, also in
            lists and mappings. A value that the document does not allow is unchanged, with three exceptions: `3.0` for
            an integer becomes `3`, empty text for a time that may be null becomes `None`, and a time in another form
            that Python reads becomes a `datetime`.

    Raises:
        WrongTypeError: The value has more than 50,000 schema mismatches (`MAX_MISMATCHES`).
        Exception: `drift` raised this exception.
    """
    return _decode_at(value, value_type, Location("$", target, ResponseDrift(drift)))


def report_unknown_keys(
    model: type[BaseModel], read_value: Callable[[], Any], unknown: UnknownKeys, drift: DriftSink
) -> None:
    """Report the unknown keys that the fast decoder has collected.

    Args:
        model: The model of the response.
        read_value: Function that returns the JSON value of the response. It is called only if a nested model with
            unknown keys is at more than one location, because only the value shows which location has the keys.
        unknown: The keys, by model.
        drift: Function that is called with a `Drift`, once for each unknown key, even if several items have it.

    Raises:
        WrongTypeError: The response has more than 50,000 unknown keys (`MAX_MISMATCHES`). Each is a schema mismatch.
        Exception: `drift` raised this exception.
    """
    _report_collected(model, read_value, unknown, Location("$", schema_of(model).path, ResponseDrift(drift)))


def _decode_object(model: type[BaseModelT], src: dict[str, Any], location: Location) -> BaseModelT:
    """Decode an object in the fastest way that works.

    The fast decoder gets the whole object. If it refuses the object, it gets the object without unknown keys and
    without the values that `ValueType.admits` refuses. If it refuses this object too, or there are no such keys and
    values, the object is decoded key by key.
    """
    decoded = _decode_fast(model, src, location)
    if decoded is not None:
        return decoded
    fields_ = fields(model)
    differing = {key: value for key, value in src.items() if key not in fields_ or not fields_[key].type.admits(value)}
    rest = {key: value for key, value in src.items() if key not in differing}
    decoded = _decode_fast(model, rest, location) if differing else None
    if decoded is None:
        return _decode_keys(model, src, location)
    for key, value in differing.items():
        if key in fields_:
            field = fields_[key]
            decoded_value = _decode_at(value, field.type, location.field(field))
            setattr(decoded, field.name, decoded_value)
            if decoded_value is None and not field.required:
                except_none(decoded, field.name)
    extras = _unknown_values(model, src)
    decoded.additional_properties.update(sorted(extras.items()))  # in the order of the fast decoder
    _report_extras(model, extras, location)
    return decoded


def _decode_fast(model: type[BaseModelT], src: dict[str, Any], location: Location) -> BaseModelT | None:
    """Decode an object by the fast decoder, and report its unknown keys.

    The result is `None` if the fast decoder refuses the object.
    """
    unknown = UnknownKeys()
    decoded: BaseModelT | None = None
    with contextlib.suppress(*_fast_decoder.SCHEMA_MISMATCHES):
        decoded = from_structs(model, (_fast_decoder.convert(model, src),), unknown)[0]
    if decoded is not None and unknown:  # outside of the handler, so that an error of the sink gets no context
        _report_collected(model, lambda: src, unknown, location)
    return decoded


def _decode_keys(model: type[BaseModelT], src: dict[str, Any], location: Location) -> BaseModelT:
    """Decode an object key by key, and report each schema mismatch."""
    fields_ = fields(model)
    values: dict[str, Any] = {}
    for key, field in fields_.items():
        if key in src:
            values[field.name] = _decode_at(src[key], field.type, location.field(field))
        elif field.required:
            attrs.evolve(location.key(key), target=field.owner).report_mismatch("missing", field.type.name, None)
    extras = _unknown_values(model, src)
    _report_extras(model, extras, location)
    return _make_model(model, values, dict(sorted(extras.items())))


def _unknown_values(model: type[BaseModel], src: dict[str, Any]) -> dict[str, Any]:
    """Collect the values under undocumented keys."""
    documented = fields(model)
    return {key: value for key, value in src.items() if key not in documented}


def _report_extras(model: type[BaseModel], extras: dict[str, Any], location: Location) -> None:
    """Report unknown keys unless the schema allows them.

    All of them, also those that the schema allows, are collected in `reporter.unknown`, from which `decode` adds them
    to the struct of the model.
    """
    if extras:
        location.reporter.unknown.setdefault(model, {}).update(extras)
    if not schema_of(model).open:
        for key, value in extras.items():
            location.key(key).report_mismatch("unknown", "no such key", value)


def _make_model(model: type[BaseModelT], values: Mapping[str, Any], extras: dict[str, Any]) -> BaseModelT:
    """Make a model from the received values, by attribute name."""
    every = {field.name: None for field in fields(model).values()} | dict(values)
    exceptions = frozenset(
        field.name
        for field in fields(model).values()
        if every[field.name] is None and (field.name in values) is not field.required
    )
    return model(additional_properties=extras, _none_exceptions=exceptions, **every)


def _report_collected(
    model: type[BaseModel], read_value: Callable[[], Any], unknown: UnknownKeys, location: Location
) -> None:
    """Report the unknown keys of the fast decoder with their locations."""
    paths = _paths_to_models(model)
    if not all(len(paths[owner]) == 1 for owner, _ in unknown):
        _decode_keys(model, read_value(), location)  # only the value shows which of the locations has the key
        return
    for (owner, _), extras in unknown.items():
        owner_location = location.at(paths[owner][0], owner)
        for key, value in extras.items():
            owner_location.key(key).report_mismatch("unknown", "no such key", value)


def _paths_to_models(model: type[BaseModel]) -> dict[type[BaseModel], list[str]]:
    """Find the JSONPaths from a model to nested models, at most two for each.

    A second path is enough to know that the location is not unique.
    """
    cached = _PATHS.get(model)
    if cached is not None:
        return cached
    paths: dict[type[BaseModel], list[str]] = {}
    _collect_paths(model, "", paths)
    _PATHS[model] = paths  # only when complete, because other threads may read it
    return paths


def _collect_paths(model: type[BaseModel], path: str, paths: dict[type[BaseModel], list[str]]) -> None:
    """Add the path of a model, and the paths of the models inside it."""
    locations = paths.setdefault(model, [])
    if len(locations) < 2:  # noqa: PLR2004 - at most two, see `_paths_to_models`
        locations.append(path)
        for key, field in fields(model).items():
            for nested, steps in field.type.models:
                _collect_paths(nested, f"{path}{path_step(key)}{steps}", paths)


def _decode_at(value: Any, value_type: ValueType, location: Location) -> Any:
    """Decode a value at a location; a value of a wrong type stays as it is.

    A whole `float` where an integer is expected becomes the integer. Empty text where a time or null is expected
    becomes `None`, and is no schema mismatch.
    """
    if not value_type.options or (value is None and value_type.nullable):
        return value
    if value is None:
        location.report_mismatch("null", value_type.name, None, _model_path(value_type))
        return None
    if value == "" and value_type.nullable and value_type.is_time:
        return None  # Docker Hub sends empty text for a token that never expires
    matching = [option for option in value_type.options if option.accepts(value)]
    if len(matching) > 1:
        matching.sort(key=lambda option: _closeness(option, value), reverse=True)
    if matching:
        return _decode_as(matching[0], value, location)
    location.report_mismatch("type", value_type.name, value, _model_path(value_type))
    if type(value) is float and value.is_integer() and any(option.type is int for option in value_type.options):
        return int(value)
    return value


def _model_path(value_type: ValueType) -> str:
    """Return the location of the model's schema if the type is a single model.

    For every other type, the text is empty.
    """
    models = [option.type for option in value_type.options if issubclass(option.type, BaseModel)]
    return schema_of(models[0]).path if len(value_type.options) == len(models) == 1 else ""


def _closeness(option: Option, value: Any) -> tuple[bool, bool, int]:
    """Rate how well a value fits a type that accepts it.

    Returns:
        Three ratings, the most important first: whether times, dates and items inside of the value fit; whether a
            discriminator in the value means the type; and a number for its keys. The number is twice the count of keys
            that a model has, 1 for a mapping with keys, the sum of the items for a list, and 0 for anything else.
    """
    if option.type in _TIMES:
        return _TIMES[option.type](value) is not None, False, 0
    if option.item is None:
        return True, _has_discriminator_of(option, value), _known_keys(option, value)
    if option.type is dict:
        return all(map(option.item.admits, value.values())), False, 1 if value else 0
    best = [
        max((_closeness(best_fit, item) for best_fit in option.item.options if best_fit.accepts(item)), default=None)
        for item in value
    ]
    fits = [(True, False, 0) if best_fit is None else best_fit for best_fit in best]
    return (
        all(option.item.admits(item) and fit[0] for item, fit in zip(value, fits, strict=True)),
        any(meant for _, meant, _ in fits),
        sum(keys for _, _, keys in fits),
    )


def _has_discriminator_of(option: Option, value: Any) -> bool:
    """Return whether a discriminator in a value means the model of an option.

    An option that is not a model has no discriminator.
    """
    by_key = schema_of(option.type).discriminator_values if issubclass(option.type, BaseModel) else {}
    return any(value.get(key) in values for key, values in by_key.items())


def _known_keys(option: Option, value: Any) -> int:
    """Count the keys of a value that a model has, twice each.

    The count is 0 for an option that is not a model. The model with the most keys is chosen. The factor leaves a rating
    between no key and one key, which `_closeness` gives to a mapping with keys.
    """
    return 2 * len(fields(option.type).keys() & value.keys()) if issubclass(option.type, BaseModel) else 0


def _decode_as(option: Option, value: Any, location: Location) -> Any:
    """Decode a value as a type that accepts it; see `Option.accepts`."""
    if option.type is datetime:
        return _decode_time(value, location)
    if option.type is date:
        return _decode_date(value, location)
    if option.type is list and option.item:
        items = location.below("[*]", "items")
        return [_decode_at(item, option.item, items) for item in value]
    if option.type is dict and option.item:
        values = location.below(".*", "additionalProperties")
        return {key: _decode_at(item, option.item, values) for key, item in value.items()}
    if issubclass(option.type, BaseModel):
        return _decode_object(option.type, value, location.at("", option.type))
    if option.values and value not in option.values:
        location.report_mismatch("enum", option.name, value)
    return value


def _decode_time(value: str, location: Location) -> datetime | str:
    time, expected = lenient_time(value)
    if expected:
        location.report_mismatch("type", expected, value)
    return value if time is None else time


def _decode_date(value: str, location: Location) -> date | str:
    day = any_date(value)
    if day is None:
        location.report_mismatch("type", "date", value)
        return value
    return day
