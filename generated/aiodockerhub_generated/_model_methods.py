"""`Model`, base of all models: `to_dict`, `from_dict`, `from_json`, `has`."""

from functools import cache
from typing import Any, Self, TypeVar

import attrs

from ._calls import JSON
from ._drift import DriftSink
from ._encoding import json_value
from ._model_attributes import BaseModel, json_items, schema_of, sent_attributes
from ._model_repr import model_repr
from .arguments import check_type


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class Model(BaseModel):
    """Base class of all models, which are objects of Docker Hub's API."""

    @classmethod
    def from_json(cls, data: bytes | str, drift: DriftSink | None = None) -> Self:
        """Decode a JSON object.

        Values that do not match the schema are decoded as far as possible: missing attributes are `None`, and other
        values are not converted, with three exceptions: a number such as `3.0` for an integer becomes `3`, empty text
        for a time that may be null becomes `None`, and a time in another form that Python reads becomes a `datetime`.

        Args:
            data: The JSON as text, or as bytes in UTF-8.
            drift: Function that is called with each schema mismatch, only once for equal mismatches of several items;
                `None`, the default, to report nothing.

        Returns:
            The model.

        Raises:
            ArgumentTypeError: The data is neither bytes nor text.
            NotJSONError: The data is not JSON, is nested more than 100 levels deep, or has an integer of more than
                4,300 digits. The class is a subclass of `ArgumentError`.
            WrongTypeError: The data is not an object, or has more than 50,000 schema mismatches. The class is a
                subclass of `ArgumentTypeError`.
            Exception: `drift` raised this exception.
        """
        model: Self = _decoding().from_json(cls, data, drift)
        return model

    @classmethod
    def from_dict(cls, src: Any, drift: DriftSink | None = None) -> Self:
        """Decode a JSON object that is already parsed; see `from_json`.

        Args:
            src: The JSON value, as `json.loads` returns it.
            drift: Function that is called with each schema mismatch, only once for equal mismatches of several items;
                `None`, the default, to report nothing.

        Returns:
            The model.

        Raises:
            WrongTypeError: The value is not an object, has a key that is not text, more than 100 levels of arrays and
                objects, or more than 50,000 schema mismatches. The class is a subclass of `ArgumentTypeError`.
            Exception: `drift` raised this exception.
        """
        model: Self = _decoding().from_value(cls, src, drift)
        return model

    def to_dict(self) -> dict[str, JSON]:
        """Encode the model as a JSON object.

        Returns:
            An object with the keys of the decoded object: with null for keys received as null, without missing keys,
                and with unknown keys. Times are written in UTC (RFC 3339), without digits after microseconds. An
                attribute that you set to `None` is null if its key was received as null, missing if its key was
                missing, and otherwise null only if the document requires it.

        Raises:
            ArgumentTypeError: You set an attribute to a value whose type has no counterpart in JSON.
            ArgumentError: You set an attribute to a time without a time zone.
            RecursionError: You set an attribute to a value that is nested too deeply for Python's recursion limit, or
                contains itself.
        """
        return {key: json_value(key, value) for key, value in json_items(self)}

    def has(self, name: str) -> bool:
        """Return whether `to_dict` writes a key: it was received, or set later.

        A key received as null counts as received. An attribute that you set to `None` is missing if `to_dict` leaves it
        out.

        This expression is true if `created_by` was missing in the response, and false if it was null:

            token.created_by is None and not token.has("created_by")

        Args:
            name: Name of an attribute, or a key of the JSON object, which may be undocumented.

        Raises:
            ArgumentTypeError: `name` is not text.
        """
        check_type("name", name, "str")
        schema = schema_of(self)
        return name in (self._extras or {}) or any(
            name in {attribute.name, schema.key(attribute.name)} for attribute, _ in sent_attributes(self)
        )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Return the core schema of the model, for pydantic and FastAPI."""
        del source, handler
        from ._pydantic import core_schema

        return core_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        """Return the JSON Schema of the model, for pydantic."""
        del schema, handler
        from ._pydantic import json_schema

        return json_schema(cls)

    def __repr__(self) -> str:
        return model_repr(self)


@cache  # an import statement would take a microsecond of each call
def _decoding() -> Any:
    from . import _decoding  # here, because it imports msgspec, which takes 3 ms

    return _decoding


ModelT = TypeVar("ModelT", bound=Model)
