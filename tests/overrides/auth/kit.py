"""Makes the objects that log in, for tests of bearer tokens."""

from typing import Any

from aiodockerhub.auth.credentials import AccessToken
from aiodockerhub.auth.token_cache import TokenCache
from aiodockerhub_generated.types import Operation

from tests.overrides.login_service import GET, LoginService

JANE = AccessToken("jane", "dckr_pat_example")


def make_auth(service: LoginService, credentials: Any = JANE, **options: Any) -> TokenCache:
    return TokenCache(credentials, send=service.send, clock=options.pop("clock", service.clock), **options)


async def header(auth: TokenCache, operation: Operation = GET) -> str:
    value = await auth.authorization(operation)
    assert value is not None
    return value
