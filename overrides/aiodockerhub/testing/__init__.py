"""What tests of programs that use Docker Hub need."""

from aiodockerhub.testing.clock import ManualClock

__all__ = ["ManualClock"]
