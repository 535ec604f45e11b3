"""What the tests of the MCP server's transports share."""

import pytest
from aiodockerhub.testing import FakeHub


@pytest.fixture
def fake() -> FakeHub:
    fake = FakeHub()
    fake.user("jane", password="swordfish-example")
    fake.org("acme", owner="jane")
    fake.repository("acme/app", tags=30)
    return fake
