"""The methods for requests to any path: `hub.get`, `hub.post` and so on."""

import abc
from typing import TYPE_CHECKING, Any

from aiodockerhub_generated._calls import JSON, CallOptions
from aiodockerhub_generated._masking import sealed
from aiodockerhub_generated._omit import OMIT, Omit

if TYPE_CHECKING:
    from aiodockerhub.http.events import ApiResponse
    from aiodockerhub.http.raw_paths import Params
    from aiodockerhub.http.session import Session


class RawRequests(abc.ABC):
    """The methods of a client for any path, also without an operation."""

    _session: "Session"

    async def _send_raw(
        self,
        method: str,
        path: str,
        params: "Params | None",
        json: JSON | Omit = OMIT,
        *,
        options: CallOptions | None,
    ) -> "ApiResponse[Any]":
        from aiodockerhub.http.raw_paths import make_raw_call

        return await self._session.request(make_raw_call(method, path, params, json), options)

    async def get(
        self, path: str, *, params: "Params | None" = None, options: CallOptions | None = None
    ) -> "ApiResponse[Any]":
        """Send GET to any path, as the methods of resources send their calls.

        Credentials, retries, hooks and errors are the same.

        Args:
            path: Path on Docker Hub, such as `/v2/some/undocumented/route`.
            params: Query parameters by name; a parameter with the value `None` is left out. `None`, the default, means
                no parameters.
            options: Options of this call, such as timeout, retries and headers; `None`, the default, for the options of
                the client.

        Returns:
            The response. Its `parsed` is the JSON value, the text of a body that is not JSON, or `None` if the body is
            empty.

        Raises:
            ArgumentError: The path is not text, does not start with one slash, is not UTF-8, or has a query, a
                fragment, control characters, a segment `.` or `..`, or more than 16,384 characters. Or a query
                parameter or an option is invalid.
            DockerHubError: The call failed; `aiodockerhub.errors` lists the classes.
            Exception: A hook, the provider of the credentials or a transport of the user raised this exception.
        """
        # Unless sealed, these arguments would show their secrets in frames of errors, such as headers in the options.
        path, params, options = sealed(path), sealed(params), sealed(options)
        return await self._send_raw("GET", path, params, options=options)

    async def head(
        self, path: str, *, params: "Params | None" = None, options: CallOptions | None = None
    ) -> "ApiResponse[Any]":
        """Send HEAD to any path; the `parsed` of the response is `None`.

        `get` documents the arguments and the errors.
        """
        # Unless sealed, these arguments would show their secrets in frames of errors, such as headers in the options.
        path, params, options = sealed(path), sealed(params), sealed(options)
        return await self._send_raw("HEAD", path, params, options=options)

    async def delete(
        self,
        path: str,
        *,
        params: "Params | None" = None,
        json: JSON | Omit = OMIT,
        options: CallOptions | None = None,
    ) -> "ApiResponse[Any]":
        """Send DELETE to any path, with `json` as its body unless it is `OMIT`.

        `OMIT` is the default. `post` documents the errors of `json`, and `get` the other arguments, the response and
        the other errors. The call is retried only if the server cannot have executed it, or with
        `CallOptions(idempotent=True)`.
        """
        path, params, json, options = sealed(path), sealed(params), sealed(json), sealed(options)
        return await self._send_raw("DELETE", path, params, json, options=options)

    async def post(
        self,
        path: str,
        *,
        params: "Params | None" = None,
        json: JSON | Omit = OMIT,
        options: CallOptions | None = None,
    ) -> "ApiResponse[Any]":
        """Send POST to any path, with `json` as its body unless it is `OMIT`.

        `OMIT` is the default. `get` documents the other arguments, the response and the other errors. The call is
        retried only if the server cannot have executed it, or with `CallOptions(idempotent=True)`.

        Raises:
            ArgumentTypeError: `json` has a value of a type that JSON does not have.
            ArgumentError: `json` has a number that is not finite or has more than 4,300 digits, or a text with half of
                a surrogate pair; or `json` is nested too deeply, or contains itself.
        """
        path, params, json, options = sealed(path), sealed(params), sealed(json), sealed(options)
        return await self._send_raw("POST", path, params, json, options=options)

    async def put(
        self,
        path: str,
        *,
        params: "Params | None" = None,
        json: JSON | Omit = OMIT,
        options: CallOptions | None = None,
    ) -> "ApiResponse[Any]":
        """Send PUT to any path, with `json` as its body unless it is `OMIT`.

        `OMIT` is the default. `post` documents the errors of `json`, and `get` the other arguments, the response and
        the other errors. The call is retried only if the server cannot have executed it, or with
        `CallOptions(idempotent=True)`.
        """
        path, params, json, options = sealed(path), sealed(params), sealed(json), sealed(options)
        return await self._send_raw("PUT", path, params, json, options=options)

    async def patch(
        self,
        path: str,
        *,
        params: "Params | None" = None,
        json: JSON | Omit = OMIT,
        options: CallOptions | None = None,
    ) -> "ApiResponse[Any]":
        """Send PATCH to any path, with `json` as its body unless it is `OMIT`.

        `OMIT` is the default. `post` documents the errors of `json`, and `get` the other arguments, the response and
        the other errors. The call is retried only if the server cannot have executed it, or with
        `CallOptions(idempotent=True)`.
        """
        path, params, json, options = sealed(path), sealed(params), sealed(json), sealed(options)
        return await self._send_raw("PATCH", path, params, json, options=options)
