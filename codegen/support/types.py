"""The types that generated signatures speak of, for annotations in your own code."""

from ._calls import JSON, Call, CallOptions, Operation, PagedCall, Security, Sender
from ._drift import Drift, DriftSink
from ._json import NotJSONError, WrongTypeError, read_json
from ._model import Model
from ._paging import Cursor, OnPage, Page, Pager, Paging
from ._unset import UNSET, Unset

__all__ = [
    "JSON",
    "UNSET",
    "Call",
    "CallOptions",
    "Cursor",
    "Drift",
    "DriftSink",
    "Model",
    "NotJSONError",
    "OnPage",
    "Operation",
    "Page",
    "PagedCall",
    "Pager",
    "Paging",
    "Security",
    "Sender",
    "Unset",
    "WrongTypeError",
    "read_json",
]
