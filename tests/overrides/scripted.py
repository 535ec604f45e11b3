"""A client of a service with scripted responses, for tests of the session."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
from aiodockerhub import AccessToken, Anonymous, DockerHub, calls
from aiodockerhub.testing import ManualClock
from aiodockerhub_generated.models import Repository
from aiodockerhub_generated.operations import OPERATIONS
from attrs import define, field

from tests.generated.model_samples import smallest
from tests.generated.samples import keywords
from tests.overrides.login_service import make_jwt

NGINX = {**smallest(Repository), "namespace": "library", "name": "nginx"}
"""A repository with the keys that the document requires, so that its response is no drift."""
GET_NGINX = calls.repositories.get("library", "nginx")
CREATE = calls.repositories.create(
    "acme", **{**keywords(OPERATIONS["repositories.create"], every=False), "name": "app"}
)
"""A write with all required arguments."""
JANE = AccessToken("jane", "dckr_pat_example")
Response = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]


def respond(status: int = 200, body: Any = NGINX, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    match body:
        case bytes():
            return httpx.Response(status, content=body, headers=named)
        case str():
            return httpx.Response(status, text=body, headers=named)
        case _:
            return httpx.Response(status, json=body, headers=named)


@define
class Script:
    """A service that sends given responses in order, repeats the last response, and records the requests."""

    responses: list[Response]
    requests: list[httpx.Request] = field(factory=list)
    clock: ManualClock = field(factory=lambda: ManualClock(automatic=True))

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        given = self.responses.pop(0) if len(self.responses) > 1 else self.responses[0]
        if isinstance(given, Exception):
            raise given
        if isinstance(given, httpx.Response):
            return httpx.Response(given.status_code, headers=given.headers, content=given.content)
        return given(request)

    @property
    def paths(self) -> list[str]:
        return [request.url.raw_path.decode() for request in self.requests]

    @asynccontextmanager
    async def hub(self, credentials: Any = None, **options: Any) -> AsyncIterator[DockerHub]:
        options.setdefault("transport", httpx.MockTransport(self))
        async with DockerHub(credentials or Anonymous(), clock=self.clock, **options) as hub:
            yield hub


def script(*responses: Response) -> Script:
    return Script(list(responses) or [respond()])


def login(clock: ManualClock) -> httpx.Response:
    return respond(200, {"access_token": make_jwt(iat=clock.time(), exp=clock.time() + 600)})
