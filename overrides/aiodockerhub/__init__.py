"""The public names of the package, and their loading on first use.

    from aiodockerhub import DockerHub

    async with DockerHub() as hub:
        async for repository in hub.repositories.list("library"):
            print(repository.name, repository.pull_count)

`DockerHub` is the client. The module `errors` has the exceptions, and `models` has the classes of responses. `calls`
has a function for each operation, which returns a call as a value, and `testing` has a fake Docker Hub for tests.
Python loads a name of this package on first use (PEP 562).
"""

import importlib
from typing import TYPE_CHECKING, Any

from aiodockerhub._version import __version__

if TYPE_CHECKING:
    from aiodockerhub_generated.types import (
        JSON,
        OMIT,
        Call,
        CallOptions,
        Cursor,
        Drift,
        Omit,
        Operation,
        Page,
        PagedCall,
        Pager,
        Walk,
        WalkPart,
    )

    from aiodockerhub import calls, errors, members_csv, models, testing
    from aiodockerhub.auth.credentials import (
        AccessToken,
        Anonymous,
        BearerToken,
        Credentials,
        OrganizationToken,
        Password,
        TwoFactor,
    )
    from aiodockerhub.auth.docker_config import DockerConfig
    from aiodockerhub.auth.file_token_store import FileTokenStore
    from aiodockerhub.auth.scopes import PersonalScope, Scope, TokenResource
    from aiodockerhub.auth.token_store import TokenStore
    from aiodockerhub.client import DockerHub
    from aiodockerhub.errors import (
        ArgumentError,
        ArgumentTypeError,
        AuthenticationError,
        BadRequestError,
        ConflictError,
        CredentialSourceError,
        CredentialsRefusedError,
        DecodeError,
        DockerHubError,
        ForbiddenError,
        HubConnectionError,
        HubTimeoutError,
        IncompleteListError,
        LastPageError,
        ListChangedError,
        MissingExtraError,
        NoCredentialsError,
        NotFoundError,
        PagingError,
        RateLimitError,
        ServerError,
        StatusError,
        TransportError,
        TwoFactorRequiredError,
        UnauthorizedError,
        UnprocessableError,
        UsageError,
    )
    from aiodockerhub.http.events import (
        ApiResponse,
        AttemptEvent,
        CallEndEvent,
        CallStartEvent,
        RequestEvent,
        ResponseEvent,
    )
    from aiodockerhub.http.hooks import Hooks, combine_hooks
    from aiodockerhub.http.rate_limit import RateLimit
    from aiodockerhub.image_reference import ImageReference
    from aiodockerhub.pagination.gather import Gathered
    from aiodockerhub.responses.drift_log import DriftEvent, DriftLog
    from aiodockerhub.tag_versions import newest_tag

_MODULES = {
    "aiodockerhub.client": "DockerHub",
    "aiodockerhub.auth.credentials": (
        "AccessToken Anonymous BearerToken Credentials OrganizationToken Password TwoFactor"
    ),
    "aiodockerhub.auth.docker_config": "DockerConfig",
    "aiodockerhub.responses.drift_log": "DriftEvent DriftLog",
    "aiodockerhub.auth.file_token_store": "FileTokenStore",
    "aiodockerhub.auth.token_store": "TokenStore",
    "aiodockerhub.image_reference": "ImageReference",
    "aiodockerhub.tag_versions": "newest_tag",
    "aiodockerhub.errors": (
        "ArgumentError ArgumentTypeError AuthenticationError BadRequestError ConflictError CredentialSourceError "
        "CredentialsRefusedError DecodeError DockerHubError ForbiddenError HubConnectionError HubTimeoutError "
        "IncompleteListError LastPageError ListChangedError MissingExtraError NoCredentialsError NotFoundError "
        "PagingError RateLimitError ServerError StatusError TransportError "
        "TwoFactorRequiredError UnauthorizedError UnprocessableError UsageError"
    ),
    "aiodockerhub.pagination.gather": "Gathered",
    "aiodockerhub.http.hooks": "Hooks combine_hooks",
    "aiodockerhub.http.rate_limit": "RateLimit",
    "aiodockerhub.http.events": "ApiResponse AttemptEvent CallEndEvent CallStartEvent RequestEvent ResponseEvent",
    "aiodockerhub.auth.scopes": "PersonalScope Scope TokenResource",
    "aiodockerhub_generated.types": (
        "JSON OMIT Call CallOptions Cursor Drift Omit Operation Page PagedCall Pager Walk WalkPart"
    ),
}

__all__ = [
    "JSON",
    "OMIT",
    "AccessToken",
    "Anonymous",
    "ApiResponse",
    "ArgumentError",
    "ArgumentTypeError",
    "AttemptEvent",
    "AuthenticationError",
    "BadRequestError",
    "BearerToken",
    "Call",
    "CallEndEvent",
    "CallOptions",
    "CallStartEvent",
    "ConflictError",
    "CredentialSourceError",
    "Credentials",
    "CredentialsRefusedError",
    "Cursor",
    "DecodeError",
    "DockerConfig",
    "DockerHub",
    "DockerHubError",
    "Drift",
    "DriftEvent",
    "DriftLog",
    "FileTokenStore",
    "ForbiddenError",
    "Gathered",
    "Hooks",
    "HubConnectionError",
    "HubTimeoutError",
    "ImageReference",
    "IncompleteListError",
    "LastPageError",
    "ListChangedError",
    "MissingExtraError",
    "NoCredentialsError",
    "NotFoundError",
    "Omit",
    "Operation",
    "OrganizationToken",
    "Page",
    "PagedCall",
    "Pager",
    "PagingError",
    "Password",
    "PersonalScope",
    "RateLimit",
    "RateLimitError",
    "RequestEvent",
    "ResponseEvent",
    "Scope",
    "ServerError",
    "StatusError",
    "TokenResource",
    "TokenStore",
    "TransportError",
    "TwoFactor",
    "TwoFactorRequiredError",
    "UnauthorizedError",
    "UnprocessableError",
    "UsageError",
    "Walk",
    "WalkPart",
    "__version__",
    "calls",
    "combine_hooks",
    "errors",
    "members_csv",
    "models",
    "newest_tag",
    "testing",
]

_SUBMODULES = frozenset({"calls", "members_csv", "errors", "models", "testing"})
_WHERE = {name: module for module, names in _MODULES.items() for name in names.split()}

if not TYPE_CHECKING:  # with `__getattr__`, type checkers would accept names that do not exist

    def __getattr__(name: str) -> Any:
        if name in _SUBMODULES:
            return importlib.import_module(f"{__name__}.{name}")
        if name not in _WHERE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module = importlib.import_module(_WHERE[name])
        value = getattr(module, name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
