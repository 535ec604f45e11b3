"""Shared by all tests."""

import hypothesis

from tests.secret_guard import no_secret_shows

__all__ = ["no_secret_shows"]

hypothesis.settings.register_profile("untimed", deadline=None)  # how long an example takes depends on the machine
hypothesis.settings.load_profile("untimed")
