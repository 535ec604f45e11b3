"""`Model`: the methods that all models have."""

from typing import Any, Self, TypeVar

import attrs

from ._base_model import BaseModel, json_items, schema_of, sent
from ._calls import JSON
from ._drift import DriftSink
from ._encoding import json_value
from ._model_repr import model_repr


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class Model(BaseModel):
    """An object of Docker Hub's API."""

    @classmethod
    def from_json(cls, data: bytes | str, drift: DriftSink | None = None) -> Self:
        """Decode a JSON object.

        Values that do not match the schema are decoded as far as possible: missing attributes are `None`, and values of
        an undocumented type stay as they are.

        Args:
            data: The JSON, as text or in UTF-8.
            drift: Receives every difference from the document, each once.

        Returns:
            The model.

        Raises:
            ArgumentTypeError: The data is neither bytes nor text.
            NotJSONError: The data is not JSON; an `ArgumentError`.
            WrongTypeError: The data is not an object; an `ArgumentTypeError`.
            Exception: Whatever `drift` raises.
        """
        from ._decoding import from_json  # imports msgspec, which costs programs that decode nothing 3 ms

        return from_json(cls, data, drift)

    @classmethod
    def from_dict(cls, src: Any, drift: DriftSink | None = None) -> Self:
        """Decode a JSON object that was parsed before; like `from_json`.

        Args:
            src: The JSON value, as from `json.loads`.
            drift: Receives every difference from the document, each once.

        Returns:
            The model.

        Raises:
            WrongTypeError: The value is not an object; an `ArgumentTypeError`.
            Exception: Whatever `drift` raises.
        """
        from ._decoding import from_value

        return from_value(cls, src, drift)

    def to_dict(self) -> dict[str, JSON]:
        """Encode the model as a JSON object.

        Returns:
            An object equal to the decoded one: null for keys that were sent as null, no key for missing ones, and
            unknown keys as received. Times are RFC 3339 in UTC. An attribute that you have set to `None` is left out,
            unless the document requires its key.
        """
        return {key: json_value(key, value) for key, value in json_items(self)}

    def has(self, name: str) -> bool:
        """Tell whether a key was sent, also if as null.

            token.created_by is None and not token.has("created_by")

        Args:
            name: Name of an attribute, or a key of the JSON object, which may be unknown to the document.
        """
        schema = schema_of(self)
        return name in (self._extras or {}) or any(
            name in {attribute.name, schema.key(attribute.name)} for attribute, _ in sent(self)
        )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Give the core schema of the model to pydantic, and so to FastAPI."""
        del source, handler
        from ._pydantic import core_schema

        return core_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        """Give the JSON Schema of the model to pydantic."""
        del schema, handler
        from ._pydantic import json_schema

        return json_schema(cls)

    def __repr__(self) -> str:
        return model_repr(self)


ModelT = TypeVar("ModelT", bound=Model)
