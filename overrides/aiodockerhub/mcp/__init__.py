"""The MCP server (extra `[mcp]`): it offers operations as tools."""

import importlib.util

if importlib.util.find_spec("mcp") is None:
    raise ImportError("the MCP server needs the extra: pip install 'aiodockerhub[mcp]'")

from aiodockerhub.mcp.policy import Policy
from aiodockerhub.mcp.server import make_server

__all__ = ["Policy", "make_server"]
