"""The `repr` of models."""

from ._base_model import BaseModel, sent_attributes
from ._redaction import HIDDEN, without_secrets


def model_repr(model: BaseModel) -> str:
    """Write the `repr` of a model.

    Secrets are hidden, and attributes that were not received are left out.

    Args:
        model: The model.

    Returns:
        Text in the form of an expression that calls the model's constructor.
    """
    shown = [
        f"{attribute.name}={without_secrets(value, whole=True)!r}" if attribute.repr else f"{attribute.name}={HIDDEN}"
        for attribute, value in sent_attributes(model)
    ]
    if model.additional_properties:
        shown.append(f"additional_properties={without_secrets(model.additional_properties, whole=True)!r}")
    return f"{type(model).__name__}({', '.join(shown)})"
