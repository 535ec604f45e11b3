"""The engines, which send single requests and receive their responses.

Only this package imports httpx, httpx2 and aiohttp.
"""
