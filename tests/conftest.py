"""Shared by all tests."""

import os

if os.environ.get("AIODOCKERHUB_TEST_HTTPX2"):
    import httpx2

    httpx2.alias_httpx()  # before anything imports httpx

from tests.secret_guard import no_secret_shows

__all__ = ["no_secret_shows"]
