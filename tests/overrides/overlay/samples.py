"""Responses as the service sends them, and clients that receive them."""

import json
from typing import Any, TypeVar

import httpx
from aiodockerhub import (
    BearerToken,
    Call,
    Credentials,
    DockerHub,
    Drift,
    calls,
)

T = TypeVar("T")

BEARER = BearerToken("dummy.jwt.token")


def decoded(call: Call[T], body: Any) -> T:
    """Decode a body; any drift fails the test."""

    def fail(drift: Drift) -> None:
        raise AssertionError(drift)

    return call.decode(json.dumps(body).encode(), fail)


def responding(status: int, body: Any, requests: list[httpx.Request], credentials: Credentials = BEARER) -> DockerHub:
    """Make a client whose requests all get the same response."""

    def respond(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(status, json=body) if body is not None else httpx.Response(status)

    return DockerHub(credentials, transport=httpx.MockTransport(respond), max_retries=0)


def image(**different: Any) -> dict[str, Any]:
    return {
        "architecture": "arm64",
        "features": "",
        "variant": "v8",
        "digest": "sha256:e0cf",
        "os": "linux",
        "os_features": "",
        "os_version": None,
        "size": 84516503,
        "status": "active",
        "last_pulled": "2026-01-01T17:14:39.583988587Z",
        "last_pushed": "2026-01-01T15:44:35.166289511Z",
        **different,
    }


def tag(**different: Any) -> dict[str, Any]:
    return {
        "creator": 1156886,
        "id": 1040899436,
        "images": [image()],
        "last_updated": "2026-01-01T15:44:36.795749Z",
        "last_updater": 1156886,
        "last_updater_username": "jane",
        "name": "1.19.4",
        "repository": 8323337,
        "full_size": 84516503,
        "v2": True,
        "tag_status": "active",
        "tag_last_pulled": "2026-01-01T17:14:39.583988587Z",
        "tag_last_pushed": "2026-01-01T15:44:36.795749Z",
        "media_type": "application/vnd.oci.image.index.v1+json",
        "content_type": "image",
        "digest": "sha256:3c10",
        **different,
    }


def repository(**different: Any) -> dict[str, Any]:
    return {
        "user": "acme",
        "name": "app",
        "namespace": "acme",
        "repository_type": "image",
        "status": 1,
        "status_description": "active",
        "description": "The app.",
        "is_private": False,
        "is_automated": False,
        "star_count": 3,
        "pull_count": 13_000_000_000,
        "last_updated": "2026-01-01T15:44:36.795749Z",
        "last_modified": "2026-01-01T15:44:36.795749Z",
        "date_registered": "2024-01-01T00:00:00Z",
        "collaborator_count": 0,
        "affiliation": None,
        "hub_user": "acme",
        "has_starred": False,
        "permissions": {"read": True, "write": False, "admin": False},
        "media_types": ["application/vnd.oci.image.index.v1+json"],
        "content_types": ["image"],
        "categories": [{"name": "Databases", "slug": "databases"}],
        "immutable_tags_settings": {"enabled": False, "rules": [".*"]},
        "storage_size": 7_000_000_000,
        "source": None,
        **different,
    }


def entry(**different: Any) -> dict[str, Any]:
    left_out = {"user", "permissions", "hub_user", "collaborator_count", "has_starred"}
    return {
        **{key: value for key, value in repository().items() if key not in left_out},
        "affiliation": "",
        **different,
    }


def organization_token(**different: Any) -> dict[str, Any]:
    return {
        "id": "b3",
        "label": "ci",
        "description": "for the pipeline",
        "resources": [{"type": "TYPE_REPO", "path": "acme/*", "scopes": ["scope-image-pull"]}],
        "is_active": True,
        "expires_at": "2029-12-31T23:59:59Z",
        "created_at": "2026-03-18T21:15:40.504110Z",
        **different,
    }


def personal_token(**different: Any) -> dict[str, Any]:
    return {
        "uuid": "0f2f",
        "client_id": "HUB",
        "creator_ip": "192.0.2.7",
        "creator_ua": "docker/28",
        "created_at": "2022-04-09T20:22:02.901518Z",
        "last_used": None,
        "generated_by": "manual",
        "is_active": True,
        "token": "",
        "token_label": "ci",
        "scopes": ["repo:admin"],
        **different,
    }


def person(**different: Any) -> dict[str, Any]:
    return {
        "id": "0ab70deb065a43fcacd55d48caa945d8",
        "company": "",
        "date_joined": "2021-01-05T21:06:53.506400Z",
        "full_name": "Jane Doe",
        "gravatar_email": "",
        "gravatar_url": "",
        "location": "",
        "profile_url": "",
        "type": "User",
        "username": "jane",
        **different,
    }


def page(*results: Any, **different: Any) -> dict[str, Any]:
    return {"count": len(results), "next": None, "previous": None, "results": list(results), **different}


GET_TAG = calls.repositories.get_tag("acme", "app", "1.19.4")
GET_REPOSITORY = calls.repositories.get("acme", "app")
LIST_REPOSITORIES = calls.repositories.list("acme")
LIST_TOKENS = calls.access_tokens.list()
