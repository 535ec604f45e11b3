"""The types of generated signatures, for annotations of your own."""

from ._base_model import json_items
from ._calls import JSON, Call, CallOptions, Content, Operation, PagedCall, Security, Sender, WalkPart
from ._drift import Drift, DriftSink
from ._json import NotJSONError, WrongTypeError, read_json
from ._model import Model
from ._omit import OMIT, Omit
from ._pager import Pager, Walk
from ._paging import Cursor, OnPage, Page, Paging

__all__ = [
    "JSON",
    "OMIT",
    "Call",
    "CallOptions",
    "Content",
    "Cursor",
    "Drift",
    "DriftSink",
    "Model",
    "NotJSONError",
    "Omit",
    "OnPage",
    "Operation",
    "Page",
    "PagedCall",
    "Pager",
    "Paging",
    "Security",
    "Sender",
    "Walk",
    "WalkPart",
    "WrongTypeError",
    "json_items",
    "read_json",
]
