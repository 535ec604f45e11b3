"""The `repr` of models: what it shows and hides."""

from ._masking import HIDDEN, without_secret, without_secrets
from ._model_attributes import BaseModel, sent_attributes
from ._secret_names import is_secret


def model_repr(model: BaseModel) -> str:
    """Write the `repr` of a model.

    Secrets are hidden, and attributes that `to_dict` leaves out are left out. Arrays and objects more than 8 levels
    inside an attribute are shown as `...`; nothing else is shortened.

    Args:
        model: The model.

    Returns:
        Text in the form of an expression that calls the model's constructor.
    """
    shown: list[str] = []
    for attribute, value in sent_attributes(model):
        text = repr(_hide_secrets(attribute.name, value)) if attribute.repr else HIDDEN
        shown.append(f"{attribute.name}={text}")
    if model.additional_properties:
        shown.append(f"additional_properties={_hide_secrets('', model.additional_properties)!r}")
    return f"{type(model).__name__}({', '.join(shown)})"


def _hide_secrets(name: str, value: object) -> object:
    """Copy the value of an attribute with its secrets masked."""
    if is_secret(name):
        return without_secret(value, whole=True)
    return without_secrets(value, whole=True, reasons=False)
