"""Engines: what sends one request and receives its response. httpx, httpx2 and aiohttp are imported here only."""
