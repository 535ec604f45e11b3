"""The MCP server, extra `[mcp]`: every operation as a tool of the Model Context Protocol, made from the catalog."""
