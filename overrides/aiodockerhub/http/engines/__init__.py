"""Engines: send one request, receive its response.

httpx, httpx2 and aiohttp are imported in this package only.
"""
