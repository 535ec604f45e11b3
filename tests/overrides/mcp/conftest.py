"""The MCP server is an extra: an environment of development has it, one that is older than the extra may not."""

import importlib.util

collect_ignore_glob = [] if importlib.util.find_spec("mcp") else ["test_*.py"]
