"""The `repr` of models: what it shows and hides."""

from ._masking import HIDDEN, without_secret, without_secrets
from ._model_attributes import BaseModel, sent_attributes
from ._secret_names import is_secret
from .arguments import described


def model_repr(model: BaseModel) -> str:
    """Write the `repr` of a model.

    Secrets are hidden, and attributes that `to_dict` leaves out are left out. Arrays and objects more than 8 levels
    inside an attribute are shown as `...`; nothing else is shortened. Of an integer of more than 4,300 digits, which
    Python cannot write, and of a value whose own `repr` fails, only the type is shown.

    Args:
        model: The model.

    Returns:
        Text in the form of an expression that calls the model's constructor.
    """
    shown: list[str] = []
    for attribute, value in sent_attributes(model):
        text = _shown(attribute.name, value) if attribute.repr else HIDDEN
        shown.append(f"{attribute.name}={text}")
    if model.additional_properties:
        shown.append(f"additional_properties={_shown('', model.additional_properties)}")
    return f"{type(model).__name__}({', '.join(shown)})"


def _shown(name: str, value: object) -> str:
    """Write the `repr` of an attribute's value, or what it is if it has none."""
    try:
        return repr(_hide_secrets(name, value))
    except Exception:  # noqa: BLE001 - an object of the caller's
        return f"<{described(value)}>"


def _hide_secrets(name: str, value: object) -> object:
    """Copy the value of an attribute with its secrets masked."""
    if is_secret(name):
        return without_secret(value, whole=True)
    return without_secrets(value, whole=True, reasons=False)
