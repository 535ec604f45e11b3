"""Formats: which `format` of a string gets a Python type of its own.

One more needs a line here, its kind in `shapes.py` (`Kind`, `_PLAIN`), and its annotation in
`plan/models/python_types.py`. `format: binary` is decided by the media type: see `plan/operations/body.py`.
"""

from collections.abc import Mapping
from typing import Final

from codegen.plan.lowering.shapes import Shape

FORMATS: Final[Mapping[str, Shape]] = {"date": Shape("date"), "date-time": Shape("date-time")}
"""Shape of a string by its format; a string of any other format is plain."""
