"""Numbers that mean nothing are refused by the example programs."""

import sys
from collections.abc import Awaitable, Callable

import pytest

from examples import clean_up_tags, inventory, rotate_tokens


@pytest.mark.parametrize(
    ("main", "arguments", "message"),
    [
        (rotate_tokens.main, "acme --lifetime -1", "--days must be 0 or more and below --lifetime"),
        (rotate_tokens.main, "acme --days -1", "--days must be 0 or more and below --lifetime"),
        (rotate_tokens.main, "acme --days 90 --lifetime 90", "--days must be 0 or more and below --lifetime"),
        (rotate_tokens.main, "acme --lifetime 36501", "--lifetime at most 36500"),
        (clean_up_tags.main, "acme/app --days -1", "--days must be from 0 to 36500"),
        (clean_up_tags.main, "acme/app --days 9999999", "--days must be from 0 to 36500"),
        (inventory.main, "acme --days -1", "--days must be from 0 to 36500"),
        (inventory.main, "acme --days 9999999", "--days must be from 0 to 36500"),
    ],
)
async def test_numbers_that_mean_nothing_are_refused(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    main: Callable[[], Awaitable[None]],
    arguments: str,
    message: str,
) -> None:
    monkeypatch.setattr(sys, "argv", ["example.py", *arguments.split()])
    with pytest.raises(SystemExit):
        await main()
    assert message in capsys.readouterr().err
