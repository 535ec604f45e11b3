"""Checks and completes paths of files that a user gives."""

import os
from pathlib import Path
from typing import Any, cast

from aiodockerhub_generated.arguments import described
from aiodockerhub_generated.errors import ArgumentError, ArgumentTypeError
from attrs import Attribute


def checked_path(name: str, value: object, expected: str) -> Path:
    """Check the path of a file or folder, which need not exist.

    Args:
        name: Name of the argument.
        value: Value of the argument.
        expected: Description of a valid value for the error message.

    Returns:
        The path.

    Raises:
        ArgumentTypeError: The value is empty, or is not a path as text.
        ArgumentError: No file can have the path, because the path contains a NUL character or a character that the file
            system cannot encode.
    """
    try:
        path = None if value == "" else Path(cast("str", value))
    except TypeError:  # `value` is not a path, or its path is bytes
        path = None
    if path is None:
        raise ArgumentTypeError(f"{name} must be {expected}; got {described(value)}", argument=name)
    try:
        is_possible = b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        is_possible = False
    if not is_possible:
        raise ArgumentError(f"{name} must be a path that a file can have", argument=name)
    return path


def validate_path(_: object, attribute: "Attribute[Any]", value: object) -> None:
    """Check that an attribute is a path as text, or `None`."""
    try:
        is_text = value is None or isinstance(os.fspath(cast("os.PathLike[Any]", value)), str)
    except TypeError:
        is_text = False
    if not is_text:
        raise ArgumentTypeError(
            f"{attribute.name} must be a path as text; got {described(value)}", argument=attribute.name
        )


def absolute_path(path: str | os.PathLike[str]) -> Path:
    """Return the absolute path, which survives a change of directory.

    Args:
        path: Path of a file or folder, which need not exist.

    Returns:
        The absolute path; `path` if it is relative and the current directory no longer exists.
    """
    try:
        return Path.cwd() / path
    except OSError:
        return Path(path)
