"""Authentication: the methods of `hub.authentication`."""

from typing import TYPE_CHECKING

from .._calls import CallOptions, Sender
from .._masking import hidden
from ..calls import authentication as calls

if TYPE_CHECKING:
    from ..models.created_token import CreatedToken
    from ..models.login_token import LoginToken


class Authentication:
    """Authentication.

    The authentication endpoints allow you to authenticate with Docker Hub APIs.
    """

    __slots__ = ("_sender",)

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def __repr__(self) -> str:
        return "<hub.authentication, 3 methods>"

    async def login(self, *, username: str, password: str, options: CallOptions | None = None) -> "LoginToken":
        """Create an authentication token.

        Creates and returns a bearer token in JWT format that you can use to authenticate with
        Docker Hub APIs.

        The returned token is used in the HTTP Authorization header like `Authorization: Bearer
        {TOKEN}`.

        As of September 16, 2024, this route requires a personal access token (PAT) instead of a
        password if your organization has SSO enforced.

        Deprecated: Use `authentication.create_token` instead.

        `POST /v2/users/login`

        Credentials: none.

        Args:
            username: The username of the Docker Hub account to authenticate with.
            password: The password or personal access token (PAT) of the Docker Hub account to
                authenticate with.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The login token.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: Authentication failed or second factor required (401).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        password = hidden(password)
        return await self._sender.send(calls.login(username=username, password=password), options)

    async def two_factor_login(
        self, *, login_2fa_token: str, code: str, options: CallOptions | None = None
    ) -> "LoginToken":
        """Second factor authentication.

        When a user has two-factor authentication (2FA) enabled, this is the second call to perform
        after `/v2/users/login` call.

        Creates and returns a bearer token in JWT format that you can use to authenticate with
        Docker Hub APIs.

        The returned token is used in the HTTP Authorization header like `Authorization: Bearer
        {TOKEN}`.

        Most Docker Hub APIs require this token either to consume or to get detailed information.
        For example, to list images in a private repository.

        `POST /v2/users/2fa-login`

        Credentials: none.

        Args:
            login_2fa_token: The intermediate token from the response to the log-in with a
                password. For an account with two factors, that response has status 401 with this
                token (in a program, `error.detail["login_2fa_token"]`).
            code: The Time-based One-Time Password of the Docker Hub account to authenticate
                with.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The login token.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        login_2fa_token = hidden(login_2fa_token)
        code = hidden(code)
        return await self._sender.send(calls.two_factor_login(login_2fa_token=login_2fa_token, code=code), options)

    async def create_token(self, *, identifier: str, secret: str, options: CallOptions | None = None) -> "CreatedToken":
        """Create access token.

        Creates and returns a short-lived access token in JWT format for use as a bearer when
        calling Docker APIs.

        If successful, the access token returned should be used in the HTTP Authorization header
        like `Authorization: Bearer {access_token}`.

        If your organization has SSO enforced, you must use a personal access token (PAT) instead of
        a password.

        `POST /v2/auth/token`

        Credentials: none.

        Args:
            identifier: The identifier of the account to create an access token for. If using a
                password or personal access token, this must be a username. If using an organization
                access token, this must be an organization name.
            secret: The secret of the account to create an access token for. This can be a
                password, personal access token, or organization access token.
            options: Timeout, deadline, retries, headers and query of this call; by default
                those of the client.

        Returns:
            The created token.

        Raises:
            ArgumentError: An argument is invalid or has a wrong type; nothing is sent.
            UnauthorizedError: The credentials are missing, wrong or out of date (401).
            DockerHubError: The call fails in any other way; see `aiodockerhub.errors`.
        """
        secret = hidden(secret)
        return await self._sender.send(calls.create_token(identifier=identifier, secret=secret), options)
