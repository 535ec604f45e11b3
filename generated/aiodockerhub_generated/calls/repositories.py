"""Calls of `hub.repositories` as values, for `hub.request`."""

import builtins
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from .. import _encoding, _responses, _shapes, models
from .._calls import Call, PagedCall
from ..operations import OPERATIONS

if TYPE_CHECKING:
    from ..models.category import Category
    from ..models.collaborator import Collaborator
    from ..models.collaborator_page import CollaboratorPage
    from ..models.dockerfile import Dockerfile
    from ..models.immutable_tags_matches import ImmutableTagsMatches
    from ..models.namespace_page import NamespacePage
    from ..models.repository import Repository
    from ..models.repository_group import RepositoryGroup
    from ..models.repository_group_page import RepositoryGroupPage
    from ..models.repository_list_entry import RepositoryListEntry
    from ..models.repository_list_entry_page import RepositoryListEntryPage
    from ..models.tag import Tag
    from ..models.tag_image import TagImage
    from ..models.tag_page import TagPage


def list_tags(
    namespace: str,
    repository: str,
    *,
    page: int | None = None,
    page_size: int | None = None,
    name: str | None = None,
    ordering: Literal["last_updated", "-last_updated", "name", "-name"] | str | None = None,
    platforms: str | None = None,
    architecture: str | None = None,
    os: str | None = None,
) -> "PagedCall[TagPage, Tag]":
    """Make the call that `Repositories.list_tags` sends."""
    return PagedCall(
        operation=OPERATIONS["repositories.list_tags"],
        path=_encoding.path(
            "/v2/namespaces/{namespace}/repositories/{repository}/tags", namespace=namespace, repository=repository
        ),
        query=_encoding.query(
            {
                "page": _encoding.check_type("page", page, "int | None"),
                "page_size": _encoding.check_type("page_size", page_size, "int | None"),
                "name": _encoding.check_type("name", name, "str | None"),
                "ordering": _encoding.check_type("ordering", ordering, "str | None"),
                "platforms": _encoding.check_type("platforms", platforms, "str | None"),
                "architecture": _encoding.check_type("architecture", architecture, "str | None"),
                "os": _encoding.check_type("os", os, "str | None"),
            }
        ),
        decode=models.TagPage.from_json,
        items=_responses.items_of("results"),
    )


def tags_exist(namespace: str, repository: str) -> Call[bool]:
    """Make the call that `Repositories.tags_exist` sends."""
    return Call(
        operation=OPERATIONS["repositories.tags_exist"],
        path=_encoding.path(
            "/v2/namespaces/{namespace}/repositories/{repository}/tags", namespace=namespace, repository=repository
        ),
        decode=_responses.truth,
    )


def get_tag(namespace: str, repository: str, tag: str) -> "Call[Tag]":
    """Make the call that `Repositories.get_tag` sends."""
    return Call(
        operation=OPERATIONS["repositories.get_tag"],
        path=_encoding.path(
            "/v2/namespaces/{namespace}/repositories/{repository}/tags/{tag}",
            namespace=namespace,
            repository=repository,
            tag=tag,
        ),
        decode=models.Tag.from_json,
    )


def tag_exists(namespace: str, repository: str, tag: str) -> Call[bool]:
    """Make the call that `Repositories.tag_exists` sends."""
    return Call(
        operation=OPERATIONS["repositories.tag_exists"],
        path=_encoding.path(
            "/v2/namespaces/{namespace}/repositories/{repository}/tags/{tag}",
            namespace=namespace,
            repository=repository,
            tag=tag,
        ),
        decode=_responses.truth,
    )


def delete_tag(namespace: str, repository: str, tag: str) -> Call[None]:
    """Make the call that `Repositories.delete_tag` sends."""
    return Call(
        operation=OPERATIONS["repositories.delete_tag"],
        path=_encoding.path(
            "/v2/namespaces/{namespace}/repositories/{repository}/tags/{tag}",
            namespace=namespace,
            repository=repository,
            tag=tag,
        ),
        decode=_responses.nothing,
    )


def update_immutable_tags(
    namespace: str, repository: str, *, immutable_tags: bool, immutable_tags_rules: Sequence[str]
) -> "Call[Repository]":
    """Make the call that `Repositories.update_immutable_tags` sends."""
    return Call(
        operation=OPERATIONS["repositories.update_immutable_tags"],
        path=_encoding.path(
            "/v2/namespaces/{namespace}/repositories/{repository}/immutabletags",
            namespace=namespace,
            repository=repository,
        ),
        body=_encoding.body(
            {
                "immutable_tags": _encoding.check_type("immutable_tags", immutable_tags, "bool"),
                "immutable_tags_rules": _encoding.check_list("immutable_tags_rules", immutable_tags_rules, "str"),
            }
        ),
        decode=models.Repository.from_json,
    )


def verify_immutable_tags(namespace: str, repository: str, *, regex: str) -> "Call[ImmutableTagsMatches]":
    """Make the call that `Repositories.verify_immutable_tags` sends."""
    return Call(
        operation=OPERATIONS["repositories.verify_immutable_tags"],
        path=_encoding.path(
            "/v2/namespaces/{namespace}/repositories/{repository}/immutabletags/verify",
            namespace=namespace,
            repository=repository,
        ),
        body=_encoding.body({"regex": _encoding.check_type("regex", regex, "str")}),
        decode=models.ImmutableTagsMatches.from_json,
    )


def add_group(
    namespace: str, repository: str, *, group_id: int, permission: Literal["read", "write", "admin"] | str
) -> "Call[RepositoryGroup]":
    """Make the call that `Repositories.add_group` sends."""
    return Call(
        operation=OPERATIONS["repositories.add_group"],
        path=_encoding.path(
            "/v2/repositories/{namespace}/{repository}/groups", namespace=namespace, repository=repository
        ),
        body=_encoding.body(
            {
                "group_id": _encoding.check_type("group_id", group_id, "int"),
                "permission": _encoding.check_type("permission", permission, "str"),
            }
        ),
        decode=models.RepositoryGroup.from_json,
    )


def list_groups(
    namespace: str, repository: str, *, page: int | None = None, page_size: int | None = None
) -> "PagedCall[RepositoryGroupPage, RepositoryGroup]":
    """Make the call that `Repositories.list_groups` sends."""
    return PagedCall(
        operation=OPERATIONS["repositories.list_groups"],
        path=_encoding.path(
            "/v2/repositories/{namespace}/{repository}/groups", namespace=namespace, repository=repository
        ),
        query=_encoding.query(
            {
                "page": _encoding.check_type("page", page, "int | None"),
                "page_size": _encoding.check_type("page_size", page_size, "int | None"),
            }
        ),
        decode=_shapes.adapting_decoder(models.RepositoryGroupPage, array_of="results"),
        items=_responses.items_of("results"),
    )


def list(
    namespace: str,
    *,
    page: int | None = None,
    page_size: int | None = None,
    name: str | None = None,
    ordering: Literal["name", "-name", "last_updated", "-last_updated", "pull_count", "-pull_count"]
    | str
    | None = None,
    media_types: str | None = None,
    content_types: str | None = None,
) -> "PagedCall[RepositoryListEntryPage, RepositoryListEntry]":
    """Make the call that `Repositories.list` sends."""
    return PagedCall(
        operation=OPERATIONS["repositories.list"],
        path=_encoding.path("/v2/namespaces/{namespace}/repositories", namespace=namespace),
        query=_encoding.query(
            {
                "page": _encoding.check_type("page", page, "int | None"),
                "page_size": _encoding.check_type("page_size", page_size, "int | None"),
                "name": _encoding.check_type("name", name, "str | None"),
                "ordering": _encoding.check_type("ordering", ordering, "str | None"),
                "media_types": _encoding.check_type("media_types", media_types, "str | None"),
                "content_types": _encoding.check_type("content_types", content_types, "str | None"),
            }
        ),
        decode=models.RepositoryListEntryPage.from_json,
        items=_responses.items_of("results"),
    )


def create(
    namespace: str,
    *,
    name: str,
    description: str | None = None,
    full_description: str | None = None,
    registry: str | None = None,
    is_private: bool | None = None,
) -> "Call[Repository]":
    """Make the call that `Repositories.create` sends."""
    return Call(
        operation=OPERATIONS["repositories.create"],
        path=_encoding.path("/v2/namespaces/{namespace}/repositories", namespace=namespace),
        body=_encoding.body(
            {
                "name": _encoding.check_type("name", name, "str"),
                "description": _encoding.check_type("description", description, "str | None"),
                "full_description": _encoding.check_type("full_description", full_description, "str | None"),
                "registry": _encoding.check_type("registry", registry, "str | None"),
                "is_private": _encoding.check_type("is_private", is_private, "bool | None"),
                "namespace": namespace,
            }
        ),
        decode=models.Repository.from_json,
    )


def get(namespace: str, repository: str) -> "Call[Repository]":
    """Make the call that `Repositories.get` sends."""
    return Call(
        operation=OPERATIONS["repositories.get"],
        path=_encoding.path(
            "/v2/namespaces/{namespace}/repositories/{repository}", namespace=namespace, repository=repository
        ),
        decode=models.Repository.from_json,
    )


def exists(namespace: str, repository: str) -> Call[bool]:
    """Make the call that `Repositories.exists` sends."""
    return Call(
        operation=OPERATIONS["repositories.exists"],
        path=_encoding.path(
            "/v2/namespaces/{namespace}/repositories/{repository}", namespace=namespace, repository=repository
        ),
        decode=_responses.truth,
    )


def update(
    namespace: str,
    repository: str,
    *,
    description: str | None = None,
    full_description: str | None = None,
    status: Literal[0, 1, 6] | int | None = None,
) -> "Call[Repository]":
    """Make the call that `Repositories.update` sends."""
    return Call(
        operation=OPERATIONS["repositories.update"],
        path=_encoding.path(
            "/v2/namespaces/{namespace}/repositories/{repository}", namespace=namespace, repository=repository
        ),
        body=_encoding.body(
            {
                "description": _encoding.check_type("description", description, "str | None"),
                "full_description": _encoding.check_type("full_description", full_description, "str | None"),
                "status": _encoding.check_type("status", status, "int | None"),
            }
        ),
        decode=models.Repository.from_json,
    )


def delete(namespace: str, repository: str) -> Call[None]:
    """Make the call that `Repositories.delete` sends."""
    return Call(
        operation=OPERATIONS["repositories.delete"],
        path=_encoding.path(
            "/v2/namespaces/{namespace}/repositories/{repository}", namespace=namespace, repository=repository
        ),
        decode=_responses.nothing,
    )


def set_privacy(namespace: str, repository: str, *, is_private: bool) -> Call[None]:
    """Make the call that `Repositories.set_privacy` sends."""
    return Call(
        operation=OPERATIONS["repositories.set_privacy"],
        path=_encoding.path(
            "/v2/repositories/{namespace}/{repository}/privacy", namespace=namespace, repository=repository
        ),
        body=_encoding.body({"is_private": _encoding.check_type("is_private", is_private, "bool")}),
        decode=_responses.nothing,
    )


def list_namespaces() -> "PagedCall[NamespacePage, str]":
    """Make the call that `Repositories.list_namespaces` sends."""
    return PagedCall(
        operation=OPERATIONS["repositories.list_namespaces"],
        path="/v2/repositories/namespaces/",
        decode=models.NamespacePage.from_json,
        items=_responses.items_of("namespaces"),
    )


def list_tag_images(namespace: str, repository: str, tag: str) -> "PagedCall[builtins.list[TagImage], TagImage]":
    """Make the call that `Repositories.list_tag_images` sends."""
    return PagedCall(
        operation=OPERATIONS["repositories.list_tag_images"],
        path=_encoding.path(
            "/v2/repositories/{namespace}/{repository}/tags/{tag}/images",
            namespace=namespace,
            repository=repository,
            tag=tag,
        ),
        decode=_responses.list_of(models.TagImage),
        items=_responses.itself,
    )


def update_group(
    namespace: str, repository: str, group_id: int, *, permission: Literal["read", "write", "admin"] | str
) -> "Call[RepositoryGroup]":
    """Make the call that `Repositories.update_group` sends."""
    return Call(
        operation=OPERATIONS["repositories.update_group"],
        path=_encoding.path(
            "/v2/repositories/{namespace}/{repository}/groups/{group_id}/",
            namespace=namespace,
            repository=repository,
            group_id=_encoding.integer("group_id", group_id),
        ),
        body=_encoding.body({"permission": _encoding.check_type("permission", permission, "str")}),
        decode=models.RepositoryGroup.from_json,
    )


def remove_group(namespace: str, repository: str, group_id: int) -> Call[None]:
    """Make the call that `Repositories.remove_group` sends."""
    return Call(
        operation=OPERATIONS["repositories.remove_group"],
        path=_encoding.path(
            "/v2/repositories/{namespace}/{repository}/groups/{group_id}/",
            namespace=namespace,
            repository=repository,
            group_id=_encoding.integer("group_id", group_id),
        ),
        decode=_responses.nothing,
    )


def get_group(namespace: str, repository: str, group_id: int) -> "Call[RepositoryGroup]":
    """Make the call that `Repositories.get_group` sends."""
    return Call(
        operation=OPERATIONS["repositories.get_group"],
        path=_encoding.path(
            "/v2/repositories/{namespace}/{repository}/groups/{group_id}/",
            namespace=namespace,
            repository=repository,
            group_id=_encoding.integer("group_id", group_id),
        ),
        decode=models.RepositoryGroup.from_json,
    )


def set_categories(namespace: str, repository: str, *, categories: "Sequence[Category]") -> Call[None]:
    """Make the call that `Repositories.set_categories` sends."""
    return Call(
        operation=OPERATIONS["repositories.set_categories"],
        path=_encoding.path(
            "/v2/repositories/{namespace}/{repository}/categories/", namespace=namespace, repository=repository
        ),
        body=_encoding.argument("categories", _encoding.check_list("categories", categories, "Category")),
        decode=_responses.nothing,
    )


def get_dockerfile(namespace: str, repository: str) -> "Call[Dockerfile]":
    """Make the call that `Repositories.get_dockerfile` sends."""
    return Call(
        operation=OPERATIONS["repositories.get_dockerfile"],
        path=_encoding.path(
            "/v2/repositories/{namespace}/{repository}/dockerfile/", namespace=namespace, repository=repository
        ),
        decode=models.Dockerfile.from_json,
    )


def list_collaborators(
    namespace: str, repository: str, *, page: int | None = None, page_size: int | None = None
) -> "PagedCall[CollaboratorPage, Collaborator]":
    """Make the call that `Repositories.list_collaborators` sends."""
    return PagedCall(
        operation=OPERATIONS["repositories.list_collaborators"],
        path=_encoding.path(
            "/v2/repositories/{namespace}/{repository}/collaborators/", namespace=namespace, repository=repository
        ),
        query=_encoding.query(
            {
                "page": _encoding.check_type("page", page, "int | None"),
                "page_size": _encoding.check_type("page_size", page_size, "int | None"),
            }
        ),
        decode=_shapes.adapting_decoder(models.CollaboratorPage, array_of="results"),
        items=_responses.items_of("results"),
    )


def add_collaborator(namespace: str, repository: str, *, user: str) -> Call[None]:
    """Make the call that `Repositories.add_collaborator` sends."""
    return Call(
        operation=OPERATIONS["repositories.add_collaborator"],
        path=_encoding.path(
            "/v2/repositories/{namespace}/{repository}/collaborators/", namespace=namespace, repository=repository
        ),
        body=_encoding.body({"user": _encoding.check_type("user", user, "str")}),
        decode=_responses.nothing,
    )


def remove_collaborator(namespace: str, repository: str, user: str) -> Call[None]:
    """Make the call that `Repositories.remove_collaborator` sends."""
    return Call(
        operation=OPERATIONS["repositories.remove_collaborator"],
        path=_encoding.path(
            "/v2/repositories/{namespace}/{repository}/collaborators/{user}/",
            namespace=namespace,
            repository=repository,
            user=user,
        ),
        decode=_responses.nothing,
    )


def star(namespace: str, repository: str) -> Call[None]:
    """Make the call that `Repositories.star` sends."""
    return Call(
        operation=OPERATIONS["repositories.star"],
        path=_encoding.path(
            "/v2/repositories/{namespace}/{repository}/stars/", namespace=namespace, repository=repository
        ),
        decode=_responses.nothing,
    )


def unstar(namespace: str, repository: str) -> Call[None]:
    """Make the call that `Repositories.unstar` sends."""
    return Call(
        operation=OPERATIONS["repositories.unstar"],
        path=_encoding.path(
            "/v2/repositories/{namespace}/{repository}/stars/", namespace=namespace, repository=repository
        ),
        decode=_responses.nothing,
    )
