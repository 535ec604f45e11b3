"""Makes models of decoded JSON: at full speed where it is as documented, tolerantly where it is not."""

from collections.abc import Callable
from datetime import date, datetime
from types import NoneType
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, TypeAlias

import attrs

from ._unset import UNSET

if TYPE_CHECKING:
    from ._calls import JSON

__all__ = [
    "SURPRISES",
    "Drift",
    "DriftSink",
    "Model",
    "NoneType",
    "Schema",
    "Surprise",
    "Unknown",
    "all_of",
    "aware",
    "checked",
    "extras",
    "new",
    "one_of",
    "read_date",
    "read_time",
    "surprising",
]

new = object.__new__
"""Makes an instance without `__init__`: the readers of the models fill its slots themselves, which is faster."""

read_time = datetime.fromisoformat
"""Reads RFC 3339; digits beyond microseconds are dropped."""

read_date = date.fromisoformat


@attrs.frozen(kw_only=True)
class Drift:
    """One place where an answer differs from the document.

    Attributes:
        path: JSONPath of the place in the answer, with `*` for any index, such as `$.results[*].images`.
        expected: What the document promises there, such as `array` or `date-time`.
        seen: What was there; `UNSET` for nothing, and only `<hidden>` for a secret.
        kind: The kind of difference.
        target: JSONPath of the schema in the OpenAPI document that makes the promise: that of the value, or, for a
            `missing` or `unknown` key, that of the object.
    """

    path: str
    expected: str
    seen: Any
    kind: Literal["missing", "null", "type", "enum", "unknown"]
    target: str


DriftSink: TypeAlias = Callable[[Drift], None]
"""Is handed every drift that decoding meets; one that raises makes decoding strict."""


class Surprise(Exception):  # noqa: N818 - no error: nobody but the tolerant path sees it
    """Raised by the fast path at the first thing that is not as documented; the tolerant path takes over."""


SURPRISES = (Surprise, TypeError, ValueError, AttributeError)
"""What the fast path may raise where something is not as documented."""


@attrs.frozen
class Schema:
    """Where a model stands in the OpenAPI document.

    Attributes:
        path: JSONPath of its schema.
        keys: JSON keys by attribute, for the attributes that are spelled otherwise.
        inherited: JSONPath of the schema that declares an attribute, for those from the members of an `allOf`.
    """

    path: str
    keys: dict[str, str] = attrs.field(factory=dict[str, str])
    inherited: dict[str, str] = attrs.field(factory=dict[str, str])

    def key(self, name: str) -> str:
        """The JSON key of an attribute."""
        return self.keys.get(name, name)


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class Model:
    """What all models share.

    Attributes:
        additional_properties: What the object holds under keys that the document does not know.
    """

    SCHEMA: ClassVar[Schema]

    additional_properties: dict[str, Any] = attrs.field(factory=dict[str, Any])

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            # few objects have unknown keys, so a dict for them is made when it is first asked for
            if name != "additional_properties":
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            self.additional_properties = {}
            return self.additional_properties

    @classmethod
    def from_dict(cls, src: Any, drift: DriftSink | None = None) -> Self:
        """Make the model of a decoded JSON object.

        Whatever is not as documented is decoded as far as it goes: missing attributes become `UNSET`, and values that
        fit no documented type stay as they came. Anything but an object gives a model without attributes.

        Args:
            src: The JSON value.
            drift: Is handed every difference from the document, each once.

        Returns:
            The model.

        Raises:
            Exception: Only what `drift` raises.
        """
        unknown = None if drift is None else Unknown()
        try:
            model = cls.from_dicts([src], unknown)[0]
        except SURPRISES:
            from ._tolerance import decode

            return decode(cls, src, drift)
        if unknown and drift is not None:
            from ._tolerance import report

            report(cls, src, unknown, drift)
        return model

    @classmethod
    def from_dicts(cls, src: Any, unknown: "Unknown | None" = None) -> list[Self]:
        """Make the models of an array that is as documented; `from_dict` of the models is built on this.

        Args:
            src: The JSON array.
            unknown: Takes note of keys that the document does not know.

        Returns:
            The models.

        Raises:
            Surprise: Something is not as documented; so do `TypeError` and `ValueError` say.
        """
        items: list[Any] = src
        if type(src) is not list:
            raise Surprise
        found: list[Self] = []
        try:
            cls._fill(items, found, unknown)
        except KeyError:
            # An optional key is absent. From this object on, let absent keys hold UNSET.
            from ._tolerance import absent

            found.pop()
            cls._fill([{**absent(cls), **item} for item in items[len(found) :]], found, unknown)
        return found

    @classmethod
    def _fill(cls, items: list[dict[str, Any]], found: list[Any], unknown: "Unknown | None") -> None:
        """Append a model for each object, as long as all keys are there and hold what the document says."""
        raise TypeError(f"{cls.__name__} is not generated from a schema", items, found, unknown)

    def to_dict(self) -> "dict[str, JSON]":
        """Make the JSON object of the model.

        Returns:
            Attributes that are `UNSET` are left out, `None` is kept, times are RFC 3339 in UTC, and the additional
            properties are written back.
        """
        from ._encoding import json_value

        written: dict[str, JSON] = {}
        for attribute in attrs.fields(type(self)):
            name = attribute.name
            value = getattr(self, name)
            if value is not UNSET and name != "additional_properties":
                written[self.SCHEMA.key(name)] = json_value(name, value)
        for key, value in self.additional_properties.items():
            written.setdefault(key, json_value(key, value))
        return written

    def __repr__(self) -> str:
        from ._tolerance import describe

        return describe(self)


class Unknown(dict[tuple[type[Model], tuple[str, ...]], dict[str, Any]]):
    """The unknown keys that decoding met, by model and keys, with what an object held under them."""


_unknown_before: dict[type[Model], tuple[str, ...]] = {}


def extras(model: type[Model], src: dict[str, Any], count: int, unknown: Unknown | None) -> dict[str, Any]:
    """Collect what an object holds under keys that the document does not know.

    Args:
        model: The model of the object.
        src: The JSON object.
        count: How many unknown keys there are.
        unknown: Takes note of the keys.

    Returns:
        The unknown keys and their values.
    """
    keys = _unknown_before.get(model, ())
    # The next object often has the same ones. All known keys have been read, so these are all if the count is right.
    if len(keys) != count or not all(key in src for key in keys):
        from ._tolerance import absent

        known = absent(model)
        keys = _unknown_before[model] = tuple(key for key in src if key not in known)
    found = {key: src[key] for key in keys}
    if unknown is not None and (model, keys) not in unknown:
        unknown[model, keys] = found
    return found


def all_of(value: Any, *kinds: type) -> Any:
    """Give back an array if each of its items is of one of these types.

    Raises:
        Surprise: It is no array, or an item is of another type.
    """
    items: list[Any] = value
    if type(value) is not list:
        raise Surprise
    for item in items:
        if type(item) not in kinds:
            raise Surprise
    return items


def checked(value: Any, *kinds: type) -> Any:
    """Give back a value if it is of one of these types.

    Raises:
        Surprise: It is of another type.
    """
    if type(value) not in kinds:
        raise Surprise
    return value


def one_of(value: Any, known: set[Any]) -> Any:
    """Give back a value if it is a known one.

    Raises:
        Surprise: It is not.
    """
    if value not in known or type(value) not in {str, int}:
        raise Surprise
    return value


def aware(value: Any) -> datetime:
    """Read a time that has an offset.

    Raises:
        Surprise: It has none.
    """
    time = read_time(value)
    if time.tzinfo is None:
        raise Surprise
    return time


def surprising(value: Any) -> Any:
    """Leave a value to the tolerant path.

    Raises:
        Surprise: Always.
    """
    raise Surprise(value)
