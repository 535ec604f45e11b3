"""Makes models of decoded JSON: at full speed where it is as documented, tolerantly where it is not."""

import contextlib
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, TypeAlias, TypeVar

import attrs

from ._unset import UNSET

if TYPE_CHECKING:
    from ._calls import JSON

__all__ = [
    "SURPRISES",
    "Drift",
    "DriftSink",
    "Model",
    "Schema",
    "Surprise",
    "Unknown",
    "array",
    "aware",
    "checked",
    "complete",
    "extras",
    "new",
    "one_of",
    "read_date",
    "read_time",
    "surprising",
    "texts",
    "texts_or_nulls",
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
        open: Whether the document says that there are further keys, so that none is a difference from it.
    """

    path: str
    keys: dict[str, str] = attrs.field(factory=dict[str, str])
    inherited: dict[str, str] = attrs.field(factory=dict[str, str])
    open: bool = False

    def key(self, name: str) -> str:
        """The JSON key of an attribute."""
        return self.keys.get(name, name)


def _none_if_empty(extras: dict[str, Any] | None) -> dict[str, Any] | None:
    return extras or None


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class Model:
    """What all models share."""

    SCHEMA: ClassVar[Schema]

    # Few objects have unknown keys, so a dict for them is made when it is first asked for.
    _extras: dict[str, Any] | None = attrs.field(default=None, alias="additional_properties", eq=_none_if_empty)

    @property
    def additional_properties(self) -> dict[str, Any]:
        """What the object holds under keys that the document does not know; `to_dict` writes it back."""
        if self._extras is None:
            self._extras = {}
        return self._extras

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
        model: Self | None = None
        with contextlib.suppress(*SURPRISES):
            model = cls.from_dicts((src,), unknown)[0]
        if model is None:  # outside of any handler, so that what the sink raises has no context
            from ._tolerance import decode

            return decode(cls, src, drift)
        if unknown and drift is not None:
            from ._tolerance import report

            report(cls, src, unknown, drift)
        return model

    @classmethod
    def from_dicts(cls, items: Sequence[Any], unknown: "Unknown | None" = None) -> list[Any]:
        """Make the models of objects that are as documented, as fast as can be; `from_dict` is built on this.

        Args:
            items: The JSON objects.
            unknown: Takes note of keys that the document does not know.

        Returns:
            The models.

        Raises:
            Surprise: Something is not as documented; so do `TypeError` and `ValueError` say.
        """
        raise TypeError(f"{cls.__name__} is not generated from a schema", items, unknown)

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
            if value is not UNSET and name != "_extras":
                written[self.SCHEMA.key(name)] = json_value(name, value)
        for key, value in self.additional_properties.items():
            written.setdefault(key, json_value(key, value))
        return written

    def __repr__(self) -> str:
        from ._tolerance import describe

        return describe(self)


ModelT = TypeVar("ModelT", bound=Model)


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
    found: dict[str, Any] = {}
    try:
        found = {key: src[key] for key in keys}
    except KeyError:
        keys = ()
    if len(keys) != count:
        from ._tolerance import absent

        known = absent(model)
        found = {key: value for key, value in src.items() if key not in known}
        keys = _unknown_before[model] = tuple(found)
    if unknown is not None and not model.SCHEMA.open and (model, keys) not in unknown:
        unknown[model, keys] = found
    return found


def complete(model: type[ModelT], items: Sequence[Any], found: list[ModelT], unknown: Unknown | None) -> list[ModelT]:
    """Go on with an array in which an object lacks a key: from there on, let absent keys hold `UNSET`.

    Args:
        model: The model.
        items: The JSON array.
        found: The models so far, that of the incomplete object last.
        unknown: Takes note of keys that the document does not know.

    Returns:
        All models.
    """
    from ._tolerance import absent

    done, blank = len(found) - 1, absent(model)
    return found[:done] + model.from_dicts([{**blank, **item} for item in items[done:]], unknown)


def array(value: Any) -> list[Any]:
    """Give back a value if it is an array.

    Raises:
        Surprise: It is not.
    """
    items: list[Any] = value
    if type(value) is not list:
        raise Surprise
    return items


def texts(value: Any) -> list[str]:
    """Give back an array if all of its items are strings.

    Raises:
        Surprise: It is no array, or an item is no string.
    """
    items: list[Any] = value
    if type(value) is not list:  # not `array`: the call would cost more than the check
        raise Surprise
    for item in items:
        if type(item) is not str:
            raise Surprise
    return items


def texts_or_nulls(value: Any) -> list[str | None]:
    """Give back an array if all of its items are strings or null.

    Raises:
        Surprise: It is no array, or an item is of another type.
    """
    items: list[Any] = value
    if type(value) is not list:  # not `array`: the call would cost more than the check
        raise Surprise
    for item in items:
        if item is not None and type(item) is not str:
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
