"""Formats: the values of `format` that give a string a Python type.

To add a format, add a line here, its kind to `shapes.py` (`Kind`, `_PLAIN`), and its annotation to
`plan/models/python_types.py`. The media type decides about `format: binary`: see `plan/operations/body.py`.
"""

from collections.abc import Mapping
from typing import Final

from codegen.plan.lowering.shapes import Shape

FORMATS: Final[Mapping[str, Shape]] = {"date": Shape("date"), "date-time": Shape("date-time")}
"""Shapes of strings by their format. A string of any other format is plain text."""
