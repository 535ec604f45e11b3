"""`Model`: the methods that all models have."""

from typing import Any, Self, TypeVar

import attrs

from ._base_model import BaseModel
from ._calls import JSON
from ._drift import DriftSink
from ._encoding import json_value
from ._model_repr import model_repr
from ._unset import UNSET


@attrs.define(kw_only=True, repr=False, weakref_slot=False)
class Model(BaseModel):
    """An object of Docker Hub's API."""

    @classmethod
    def from_json(cls, data: bytes, drift: DriftSink | None = None) -> Self:
        """Decode a JSON object.

        Values that do not match the schema are decoded as far as possible: missing attributes become `UNSET`, and
        values of an undocumented type stay as they are.

        Args:
            data: The JSON, in UTF-8.
            drift: Receives every difference from the document, each once.

        Returns:
            The model.

        Raises:
            NotJSONError: The data is not JSON.
            WrongTypeError: It is not an object.
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
            WrongTypeError: The value is not an object.
            Exception: Whatever `drift` raises.
        """
        from ._decoding import from_value

        return from_value(cls, src, drift)

    def to_dict(self) -> dict[str, JSON]:
        """Encode the model as a JSON object.

        Returns:
            The object. Attributes that are `UNSET` are left out, `None` is null, times are RFC 3339 in UTC, and
            unknown keys are written back.
        """
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
        return model_repr(self)


ModelT = TypeVar("ModelT", bound=Model)
