"""The types in generated signatures, for annotations in your program."""

from ._calls import JSON, Call, CallOptions, Content, Operation, PagedCall, Security, Sender, WalkPart
from ._drift import Drift, DriftSink
from ._json import NotJSONError, WrongTypeError, read_json
from ._model_attributes import json_items
from ._model_methods import Model
from ._omit import OMIT, Omit
from ._pages import Cursor, OnPage, Page, Paging
from ._walks import Pager, Walk

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
