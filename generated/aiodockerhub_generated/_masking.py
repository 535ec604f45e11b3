"""Types whose `repr` hides secrets, and masking of values and texts."""

import re
from typing import Any, NoReturn, Self, TypeVar, cast

from ._json import is_array, is_object
from ._secret_names import is_secret

T = TypeVar("T")

HIDDEN = "<hidden>"
"""The text in the place of a secret in drift and in the `repr` of models. In other text, it is `***`."""

_ONE_TIME_CODE = re.compile(r"\d{6,8}")
_MAX_DEPTH = 8  # levels of arrays and objects inside the value that a copy shows
_MAX_ITEMS = 20  # items of each array or object that a copy shows
_MAX_BITS = 14_284  # of an integer of at most 4,300 digits, the most that Python writes unless it is told otherwise
_LONG_INTEGER = "<integer of more than 4,300 digits>"
_MAX_TEXT = 200  # characters of a text that a copy shows
_MAX_VALUES = 100  # in the whole copy, because 20 on each of 8 levels would be far too many


class _StaysHere:
    """Base class of secrets, which must stay in this process.

    A secret can be copied, but pickling it raises `TypeError`.
    """

    __slots__ = ()

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a secret cannot be pickled: create this value again in the other process")


class SecretText(_StaysHere, str):
    """A secret: a `str` whose `repr` hides it in tracebacks and logs."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"


class SecretBytes(_StaysHere, bytes):
    """`bytes` with a hidden `repr`, such as a body with a password."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "b'***'"


def hidden(value: T) -> T:
    """Wrap a secret argument, so that tracebacks do not show it.

    Args:
        value: Value of the argument.

    Returns:
        A `SecretText` for text; a `SecretBytes` for bytes; the result of `sealed` for a `dict`, list or tuple that is
        not of a subclass; any other value itself.
    """
    given: object = value
    if isinstance(given, str):
        return cast("T", SecretText(str.__str__(given)))  # `str(given)` would call the `__str__` of a subclass
    if isinstance(given, bytes | bytearray):
        return cast("T", SecretBytes(given))
    return sealed(value) if type(given) in {dict, list, tuple} else value


class SealedText(str):
    """A `str` that may contain a secret, such as a URL with a key.

    The `repr` hides the whole text. In contrast to a `SecretText`, the text itself is not a secret: errors and logs may
    show it with the secret masked.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"


class SealedObject(dict[str, Any]):
    """A `dict` that may contain secrets: its `repr` shows only the keys.

    A secret in a key is masked, as in `{"Authorization: Bearer ...": ""}`.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        keys: list[object] = [
            mask_text(key) if isinstance(key, str) else key for key in cast("dict[object, Any]", self)
        ]
        return repr(dict.fromkeys(keys, "***"))


class SealedArray(list[Any]):
    """A `list` that may contain secrets: its `repr` shows only the length."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self)} hidden>"


def sealed(value: T) -> T:
    """Wrap a value that may contain secrets, so that tracebacks hide them.

    Args:
        value: Value of an argument.

    Returns:
        A `SealedObject` for a `dict`, a `SealedArray` for a list or for a tuple that is not a named tuple, a
        `SealedText` for text, a `SecretBytes` for bytes; any other value, also a `SecretText`, itself.
    """
    given: object = value
    if isinstance(given, dict):
        return cast("T", SealedObject(cast("dict[str, Any]", given)))
    if isinstance(given, list) or type(given) is tuple:
        return cast("T", SealedArray(cast("list[Any]", given)))
    if isinstance(given, str) and not isinstance(given, SecretText):
        return cast("T", SealedText(str.__str__(given)))
    return hidden(value)


def kind_of(value: object) -> str:
    """Return the name of a value's type; `str` for a `SealedText`.

    A `SealedObject` is a `dict`, and a `SealedArray` is a `list`.

    Args:
        value: Any value.
    """
    kind = type(value)
    if kind in {SealedText, SealedObject, SealedArray}:
        kind = kind.__mro__[1]
    return kind.__name__


class Reason(str):
    """The reason of a refusal: no secret, even under the name of a secret."""

    __slots__ = ()


def is_secret_value(value: object) -> bool:
    """Return whether a value under a key such as `password` is a secret.

    Text and bytes are secrets unless they are empty or a `Reason`. All other values are not.
    """
    return isinstance(value, str | bytes) and bool(value) and not isinstance(value, Reason)


def without_secrets(
    value: Any, *, log_in: bool = False, whole: bool = False, mask: str = HIDDEN, reasons: bool = True
) -> Any:
    """Copy a JSON value with its secrets masked, to show it.

    Two kinds of texts are masked, at any depth, unless they are empty or a `Reason`: every text under the name of a
    secret, and a text of six to eight digits under `code`. A list that contains such a text is masked as a whole. A
    `SecretText` is masked under any key. In all other texts, `mask_text` masks what it recognizes.

    Args:
        value: The JSON value.
        log_in: Whether the value belongs to a log-in, in which `code` is a secret too; `False` by default.
        whole: Whether to keep long texts, arrays and objects; `False`, the default, shortens them.
        mask: Text in the place of secrets; `<hidden>` by default.
        reasons: Whether the value may contain reasons for a refusal, such as `{"password": ["may not be empty"]}`. If
            so, which is the default, a list of texts that all have spaces is not masked.

    Returns:
        The copy. It has `...` in the place of arrays and objects more than 8 levels inside the value, and words in the
        place of an integer that Python cannot write. Unless `whole` is true, `...` also follows 200 characters of a
        text, 20 items of an array or object, and 100 values in all.
    """
    return _Copy(log_in=log_in, whole=whole, mask=mask, reasons=reasons).copy(value)


def without_secret(value: Any, *, whole: bool = False) -> Any:
    """Copy a value whose key is the name of a secret, with its secrets masked.

    Every text inside the value is masked, at any depth, unless it is empty or a `Reason`. A list that contains such a
    text is masked as a whole. All other values are copied in the same way as `without_secrets` copies them.

    Args:
        value: The JSON value.
        whole: Whether to keep long texts, arrays and objects; `False`, the default, shortens them.
    """
    return _Copy(log_in=False, whole=whole, mask=HIDDEN, reasons=False).copy(value, secret=True)


def mask_text(text: str, *, log_in: bool = False, mask: str = "***") -> str:
    """Mask the secrets in text: JSON, form data, headers, HTML or prose.

    Args:
        text: Text that may contain secrets.
        log_in: Whether the text belongs to a log-in, in which `code` is a secret too; `False` by default.
        mask: Text in the place of secrets; `***` by default.

    Returns:
        The text with its secrets masked.
    """
    from ._text_masking import mask_secrets  # here, because compiling its expressions takes 2 ms

    return mask_secrets(text, log_in=log_in, mask=mask)


class _Copy:
    """Copies a value with its secrets masked, and counts the copied values."""

    def __init__(self, *, log_in: bool, whole: bool, mask: str, reasons: bool) -> None:
        self._log_in, self._whole, self._mask, self._reasons = log_in, whole, mask, reasons
        self._left = _MAX_VALUES

    def copy(self, value: Any, depth: int = 0, *, secret: bool = False) -> Any:
        """Copy a value with its secrets masked and, unless `whole`, shortened.

        Args:
            value: The JSON value.
            depth: Number of arrays and objects around the value; 0 by default.
            secret: Whether the value is under a key that is the name of a secret, at any depth; `False` by default.
        """
        if secret and (is_secret_value(value) or (is_array(value) and any(map(self._is_secret_item, value)))):
            return self._mask
        if isinstance(value, str):
            return self._copy_text(value)
        if is_object(value):
            return self._copy_object(value, depth, secret=secret) if depth <= _MAX_DEPTH else "..."
        if is_array(value):
            return self._copy_array(value, depth, secret=secret) if depth <= _MAX_DEPTH else "..."
        return _LONG_INTEGER if isinstance(value, int) and value.bit_length() > _MAX_BITS else value

    def _copy_object(self, value: dict[str, Any], depth: int, *, secret: bool) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        for key, item in value.items():
            if not self._whole and (len(shown) >= _MAX_ITEMS or self._left <= 0):
                shown["..."] = "..."
                break
            self._left -= 1
            is_code = key.lower() == "code" and isinstance(item, str) and bool(_ONE_TIME_CODE.fullmatch(item))
            below = secret or is_code or is_secret(key, log_in=self._log_in)
            shown[self._copy_text(key)] = self.copy(item, depth + 1, secret=below)
        return shown

    def _copy_array(self, value: list[Any], depth: int, *, secret: bool) -> list[Any]:
        shown: list[Any] = []
        for item in value:
            if not self._whole and (len(shown) >= _MAX_ITEMS or self._left <= 0):
                shown.append("...")
                break
            self._left -= 1
            # `copy` masks arrays with secret texts as a whole, so that a text here is a reason.
            shown.append(self.copy(item, depth + 1, secret=secret and not isinstance(item, str)))
        return shown

    def _is_secret_item(self, item: object) -> bool:
        """Return whether an item of an array under a secret's name is a secret."""
        return is_secret_value(item) and not (self._reasons and isinstance(item, str) and " " in item)

    def _copy_text(self, text: str) -> str:
        if isinstance(text, SecretText):
            return self._mask
        return mask_text(self._shorten(text), log_in=self._log_in, mask=self._mask)

    def _shorten(self, text: str) -> str:
        return text if self._whole or len(text) <= _MAX_TEXT else f"{text[:_MAX_TEXT]}..."
