"""Checks the fields of a cursor that was kept as text or as a pickle."""

import re

from aiodockerhub_generated.arguments import shortened
from aiodockerhub_generated.types import Cursor

from aiodockerhub.auth.accounts import is_account
from aiodockerhub.errors import ArgumentError

_DIGEST = re.compile("[0-9a-f]{8}")
_MAX_BITS = 14_000  # Python does not write an integer of more than 4,300 digits


def check_cursor(cursor: Cursor, largest: int | None) -> None:
    """Check the numbers and the account of a cursor.

    Wrong numbers would skip items.

    Args:
        cursor: Cursor to check.
        largest: Maximum page size of the operation; `None` if unknown.

    Raises:
        ArgumentError: A number is out of range or contradicts another number, or the account or `last_key` is
            malformed. The cursor was changed by hand.
    """
    values = {
        "page": (cursor.page, 1),
        "items": (cursor.items, 0),
        "size": (1 if cursor.size is None else cursor.size, 1),
        "first": (cursor.first, 1),
        "total": (0 if cursor.total is None else cursor.total, 0),
        "full": (0 if cursor.full is None else cursor.full, 0),
        "last": (0 if cursor.last is None else cursor.last, 0),
        "moved": (cursor.moved, 0),
    }
    for name, (value, lowest) in values.items():
        if type(value) is not int or value < lowest or value.bit_length() > _MAX_BITS:
            raise ArgumentError(
                f"cursor must be one that a page or an error had; its {name} is {shortened(value)}", argument="cursor"
            )
    if cursor.account is not None and not is_account(cursor.account):
        raise ArgumentError(
            f"cursor must be one that a page or an error had; its account is {shortened(cursor.account)}",
            argument="cursor",
        )
    if cursor.last_key is not None and not _DIGEST.fullmatch(str(cursor.last_key)):
        raise ArgumentError(
            f"cursor must be one that a page or an error had; its last_key is {shortened(cursor.last_key)}",
            argument="cursor",
        )
    if largest is not None and cursor.size is not None and cursor.size > largest:
        raise ArgumentError(
            f"cursor must be one that a page or an error had; its size is {cursor.size}, above the limit of {largest}",
            argument="cursor",
        )
    if cursor.last is not None and (cursor.full is None or cursor.last > cursor.full):
        raise ArgumentError(
            f"cursor must be one that a page or an error had; its last is {cursor.last}, above its full",
            argument="cursor",
        )
