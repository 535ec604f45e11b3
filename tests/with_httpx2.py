"""A pytest plugin that puts httpx2 in the place of httpx: `python -m pytest -p tests.with_httpx2`.

A plugin and not a line in conftest.py, because plugins of other packages import httpx before conftest.py is read.
"""

import httpx2

httpx2.alias_httpx()
