"""Shared by all tests."""

from tests.secret_guard import no_secret_shows

__all__ = ["no_secret_shows"]
