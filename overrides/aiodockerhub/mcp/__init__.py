"""The MCP server, extra `[mcp]`: every operation of the catalog as a tool."""
