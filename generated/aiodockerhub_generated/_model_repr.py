"""The `repr` of models."""

from ._base_model import BaseModel, sent
from ._redaction import HIDDEN, without_secrets


def model_repr(model: BaseModel) -> str:
    """Write the `repr` of a model.

    Secrets, and attributes that were not sent, are left out.

    Args:
        model: The model.

    Returns:
        Text in the form of the expression that would make the model.
    """
    shown = [
        f"{attribute.name}={without_secrets(value, whole=True)!r}" if attribute.repr else f"{attribute.name}={HIDDEN}"
        for attribute, value in sent(model)
    ]
    if model.additional_properties:
        shown.append(f"additional_properties={without_secrets(model.additional_properties, whole=True)!r}")
    return f"{type(model).__name__}({', '.join(shown)})"
