"""Times and dates of JSON (RFC 3339)."""

from datetime import date, datetime

from ._schema import SchemaMismatch

read_time = datetime.fromisoformat
"""Read RFC 3339; digits beyond microseconds are dropped."""

read_date = date.fromisoformat


def aware(value: str) -> datetime:
    """Read a time with an offset.

    Args:
        value: The time in RFC 3339.

    Returns:
        The time, with its own offset.

    Raises:
        SchemaMismatch: The time has no offset.
        ValueError: The text is not a time.
    """
    time = read_time(value)
    if time.tzinfo is None:
        raise SchemaMismatch
    return time
