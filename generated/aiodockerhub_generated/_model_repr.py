"""The `repr` of models."""

import attrs

from ._base_model import BaseModel
from ._redaction import HIDDEN, without_secrets
from ._unset import UNSET


def model_repr(model: BaseModel) -> str:
    """Write the `repr` of a model, without absent attributes and without secrets.

    Args:
        model: The model.

    Returns:
        Text in the form of the expression that would make the model.
    """
    shown = [
        f"{attribute.name}={without_secrets(value)!r}" if attribute.repr else f"{attribute.name}={HIDDEN}"
        for attribute in attrs.fields(type(model))
        if attribute.name != "_extras" and (value := getattr(model, attribute.name)) is not UNSET
    ]
    if model.additional_properties:
        shown.append(f"additional_properties={without_secrets(model.additional_properties)!r}")
    return f"{type(model).__name__}({', '.join(shown)})"
