"""Calls of `hub.categories` as values, for `hub.request`."""

import builtins
from typing import TYPE_CHECKING

from .. import _responses, models
from .._calls import PagedCall
from ..operations import OPERATIONS

if TYPE_CHECKING:
    from ..models.category import Category


def list() -> "PagedCall[builtins.list[Category], Category]":
    """Make the call that `Categories.list` sends."""
    return PagedCall(
        operation=OPERATIONS["categories.list"],
        path="/v2/categories/",
        decode=_responses.list_of(models.Category),
        items=_responses.itself,
    )
