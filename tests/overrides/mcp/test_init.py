"""What programs need of the MCP server is in the package itself."""

import sys

import pytest
from aiodockerhub import mcp
from aiodockerhub.mcp.policy import Policy
from aiodockerhub.mcp.server import make_server


def test_programs_import_from_the_package() -> None:
    assert (mcp.Policy, mcp.make_server) == (Policy, make_server)


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "aiodockerhub.mcp")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ImportError, match=r"aiodockerhub\[mcp\]"):
        __import__("aiodockerhub.mcp")
