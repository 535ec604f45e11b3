"""The log-in operations of Docker Hub as a function, for tests of log-ins."""

import asyncio
import base64
import json
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from aiodockerhub.errors import DockerHubError, UnauthorizedError
from aiodockerhub.helpers.outcome import as_outcome
from aiodockerhub.testing.clock import ManualClock
from aiodockerhub_generated.types import Call, Operation, Security

T = TypeVar("T")

GET = Operation(id="repositories.get", method="GET", path="/v2/thing", security=Security.BEARER)
PUBLIC = Operation(id="repositories.list", method="GET", path="/v2/things", security=Security.OPTIONAL_BEARER)
LOGIN = Operation(id="authentication.login", method="POST", path="/v2/users/login", security=Security.NONE)
SCIM = Operation(id="scim.list_users", method="GET", path="/v2/scim/2.0/Users", security=Security.SCIM_BEARER)


def make_jwt(**claims: Any) -> str:
    """Make the text of a JSON web token with an invalid signature."""

    def part(value: Mapping[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    return f"{part({'alg': 'none'})}.{part(claims)}.signature"


class LoginService:
    """Serves the calls of a log-in, and records them.

    Attributes:
        accepts: Name and secret of the account.
        code: Second factor of the account; `None` if the account has none.
        challenge_status: Status of the response that asks for the second factor.
        challenge_lifetime: Seconds until the challenge for the second factor expires.
        clock: Clock by which challenges and tokens expire.
        lifetime: Seconds until a token expires; `None` for tokens that state no lifetime.
        errors: Exceptions to raise for the next calls, in order.
        gate: Event for which calls wait; clear it to hold them.
        log: Operation and body of every call.
        issued: Every issued token.
        under_way: Number of calls that have begun and not ended.
        most_at_once: Maximum of `under_way` so far.
    """

    def __init__(self, clock: ManualClock, *, lifetime: float | None = 600.0) -> None:
        self.clock = clock
        self.accepts = ("jane", "dckr_pat_example")
        self.code: str | None = None
        self.challenge_status = 401
        self.challenge_lifetime = 300.0
        self.lifetime = lifetime
        self.errors: list[Exception] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.log: list[tuple[str, dict[str, Any]]] = []
        self.issued: list[str] = []
        self.under_way = 0
        self.most_at_once = 0

    @property
    def logins(self) -> int:
        return len(self.issued)

    def operations(self) -> list[str]:
        return [operation.removeprefix("authentication.") for operation, _ in self.log]

    async def send(self, call: Call[T]) -> T:
        assert call.operation.security is Security.NONE
        body = cast("dict[str, Any]", call.body)
        self.log.append((call.operation.id, body))
        self.under_way += 1
        self.most_at_once = max(self.most_at_once, self.under_way)
        try:
            await self.gate.wait()
            await asyncio.sleep(0)
            if self.errors:
                raise self.errors.pop(0)
            return call.decode(json.dumps(self._respond(call.operation.id, body)).encode(), None)
        except DockerHubError as error:
            as_outcome(error, call)  # as a session does
            raise
        finally:
            self.under_way -= 1

    def _respond(self, operation: str, body: dict[str, Any]) -> dict[str, Any]:
        if operation == "authentication.create_token":
            self._check((body["identifier"], body["secret"]) == self.accepts)
            return self._challenge() if self.code else {"access_token": self.issue()}
        if operation == "authentication.login":
            self._check((body["username"], body["password"]) == self.accepts)
            return self._challenge() if self.code else {"token": self.issue()}
        assert operation == "authentication.two_factor_login"
        self._check(body["code"] == self.code)
        return {"token": self.issue()}

    def _check(self, accepted: bool) -> None:
        if not accepted:
            raise UnauthorizedError("Incorrect authentication credentials", status_code=401)

    def _challenge(self) -> dict[str, Any]:
        now = self.clock.time()
        token = make_jwt(iat=now, exp=now + self.challenge_lifetime)
        if self.challenge_status == 200:
            return {"login_2fa_token": token}
        detail = "Require secondary authentication on MFA enabled account"
        return {"detail": detail, "login_2fa_token": token}  # a session returns this error as a success

    def issue(self) -> str:
        now = self.clock.time()
        number = len(self.issued) + 1
        claims = {"jti": number} if self.lifetime is None else {"jti": number, "iat": now, "exp": now + self.lifetime}
        self.issued.append(make_jwt(**claims))
        return self.issued[-1]
