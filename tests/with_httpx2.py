"""A pytest plugin that replaces httpx by httpx2: `python -m pytest -p tests.with_httpx2`.

It is a plugin, and not a part of conftest.py, because plugins of other packages import httpx before conftest.py runs.
"""

import httpx2

httpx2.alias_httpx()
