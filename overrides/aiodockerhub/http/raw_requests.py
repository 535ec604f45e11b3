"""Requests to any path: `hub.get`, `hub.post` and the other HTTP methods."""

import abc
from typing import TYPE_CHECKING, Any

from aiodockerhub_generated._calls import JSON, CallOptions
from aiodockerhub_generated._omit import OMIT, Omit
from aiodockerhub_generated._redaction import sealed

if TYPE_CHECKING:
    from aiodockerhub.http.events import ApiResponse
    from aiodockerhub.http.raw_paths import Params
    from aiodockerhub.http.session import Session


class RawRequests(abc.ABC):
    """Methods of a client for routes that no resource method covers."""

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
        from aiodockerhub.http.raw_paths import raw_call

        return await self._session.request(raw_call(method, path, params, json), options)

    async def get(
        self, path: str, *, params: "Params | None" = None, options: CallOptions | None = None
    ) -> "ApiResponse[Any]":
        """Send GET to any path, with the usual credentials, retries and errors.

        Args:
            path: Path on Docker Hub, such as `/v2/some/undocumented/route`.
            params: Query parameters; `None` leaves one out.
            options: Per-call timeout, retries, headers, query and the like.

        Returns:
            The response; `parsed` is its JSON, or the text of one that is not JSON, or `None` if it is empty.

        Raises:
            ArgumentError: The path is a URL, holds a query, or climbs with `..`.
            DockerHubError: See `aiodockerhub.errors`.
        """
        params = sealed(params)  # so that frames of an error do not show a secret in them
        return await self._send_raw("GET", path, params, options=options)

    async def head(
        self, path: str, *, params: "Params | None" = None, options: CallOptions | None = None
    ) -> "ApiResponse[Any]":
        """Send HEAD to any path; see `get`."""
        params = sealed(params)  # so that frames of an error do not show a secret in them
        return await self._send_raw("HEAD", path, params, options=options)

    async def delete(
        self,
        path: str,
        *,
        params: "Params | None" = None,
        json: JSON | Omit = OMIT,
        options: CallOptions | None = None,
    ) -> "ApiResponse[Any]":
        """Send DELETE to any path, with a JSON body if there is one; see `get`."""
        params, json = sealed(params), sealed(json)
        return await self._send_raw("DELETE", path, params, json, options=options)

    async def post(
        self,
        path: str,
        *,
        params: "Params | None" = None,
        json: JSON | Omit = OMIT,
        options: CallOptions | None = None,
    ) -> "ApiResponse[Any]":
        """Send POST to any path, with a JSON body if there is one; see `get`."""
        params, json = sealed(params), sealed(json)
        return await self._send_raw("POST", path, params, json, options=options)

    async def put(
        self,
        path: str,
        *,
        params: "Params | None" = None,
        json: JSON | Omit = OMIT,
        options: CallOptions | None = None,
    ) -> "ApiResponse[Any]":
        """Send PUT to any path, with a JSON body if there is one; see `get`."""
        params, json = sealed(params), sealed(json)
        return await self._send_raw("PUT", path, params, json, options=options)

    async def patch(
        self,
        path: str,
        *,
        params: "Params | None" = None,
        json: JSON | Omit = OMIT,
        options: CallOptions | None = None,
    ) -> "ApiResponse[Any]":
        """Send PATCH to any path, with a JSON body if there is one; see `get`."""
        params, json = sealed(params), sealed(json)
        return await self._send_raw("PATCH", path, params, json, options=options)
