"""The engines, which send single requests and receive their responses.

Of the modules of the client, only this package imports httpx, httpx2 and aiohttp.
"""
