"""Handlers of tags, and of the rules that make them immutable."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from starlette.responses import Response

from aiodockerhub.testing import bodies, errors
from aiodockerhub.testing.handled_request import HandledRequest
from aiodockerhub.testing.handlers.repositories import matches_list, record_event, repository_body
from aiodockerhub.testing.paging import page_body
from aiodockerhub.testing.routing import empty_response, handles, json_response
from aiodockerhub.testing.state import Repository, Tag

_MAX_RULES = 5
_ORDERINGS: dict[str, tuple[Callable[[Tag], Any], bool]] = {
    "last_updated": (lambda tag: tag.updated or 0.0, True),
    "-last_updated": (lambda tag: tag.updated or 0.0, False),
    "name": (lambda tag: tag.name, False),
    "-name": (lambda tag: tag.name, True),
}
# Syntax of Python's re that RE2 lacks: look-around, back-references, atomic groups, conditions, possessive quantifiers.
_NOT_IN_RE2 = re.compile(r"\(\?(?:[=!>(#]|<[=!]|P[=>])|\\[1-9]|[*+?}]\+")


@handles("repositories.list_tags", "repositories.tags_exist")
def list_(request: HandledRequest, namespace: str, name: str) -> Response:
    """GET and HEAD .../tags.

    The parameters `name`, `ordering`, `os`, `architecture` and `platforms` are undocumented.
    """
    repository = request.repository(namespace, name, "read")
    request.world.lists_of_tags += 1
    if request.settings.false_not_found and request.world.lists_of_tags % request.settings.false_not_found == 0:
        raise errors.not_found(namespace=namespace, repository=name)
    key, backwards = _ORDERINGS[request.choice("ordering", tuple(_ORDERINGS)) or "last_updated"]
    tags = sorted(_matching(request, repository.tags.values()), key=key, reverse=backwards)
    return json_response(page_body(request, tags, lambda tag: bodies.tag(repository, tag)))


@handles("repositories.get_tag", "repositories.tag_exists")
def get(request: HandledRequest, namespace: str, name: str, tag_name: str) -> Response:
    """GET and HEAD .../tags/{tag}."""
    repository = request.repository(namespace, name, "read")
    return json_response(bodies.tag(repository, _tag(repository, tag_name)))


@handles("repositories.list_tag_images")
def list_images(request: HandledRequest, namespace: str, name: str, tag_name: str) -> Response:
    """GET .../tags/{tag}/images: a JSON array."""
    tag = _tag(request.repository(namespace, name, "read"), tag_name)
    return json_response([bodies.image_with_layers(image, tag) for image in tag.images])


@handles("repositories.delete_tag")
def delete(request: HandledRequest, namespace: str, name: str, tag_name: str) -> Response:
    """DELETE .../tags/{tag}."""
    repository = request.repository(namespace, name, "admin")
    tag = _tag(repository, tag_name)
    if repository.is_immutable(tag.name):
        # Docker Hub refuses this (D51); its message is unknown.
        raise errors.message(403, "tag is immutable", namespace=namespace, repository=name, tag=tag.name)
    del repository.tags[tag.name]
    record_event(
        request, repository, "tag.delete", f"deleted the tag {tag.name} of", tag=tag.name, digest=tag.digest or ""
    )
    return empty_response()


@handles("repositories.update_immutable_tags")
def update_immutable(request: HandledRequest, namespace: str, name: str) -> Response:
    """PATCH .../immutabletags."""
    repository = request.repository(namespace, name, "admin")
    fields = request.fields()
    enabled = fields.flag("immutable_tags")
    rules = fields.texts("immutable_tags_rules")
    if len(rules) > _MAX_RULES:
        raise errors.message(400, f"at most {_MAX_RULES} immutable tags rules are allowed")
    for rule in rules:
        compile_rule(rule)
    repository.immutable = enabled
    if enabled or rules:  # turning immutability off without rules keeps the rules
        repository.immutable_rules = rules
    record_event(request, repository, "immutable.tags.updated", "changed which tags are immutable in")
    return json_response(repository_body(request, repository))


@handles("repositories.verify_immutable_tags")
def verify_immutable(request: HandledRequest, namespace: str, name: str) -> Response:
    """POST .../immutabletags/verify: the tags that a rule matches."""
    repository = request.repository(namespace, name, "admin")
    pattern = compile_rule(request.fields().text("regex"))
    return json_response({"tags": [tag for tag in repository.tags if pattern.search(tag)]})


def compile_rule(rule: str) -> re.Pattern[str]:
    """Compile a rule, which must be in the syntax of Go's RE2.

    Args:
        rule: Regular expression.

    Raises:
        Refusal: The text is not a regular expression, or has syntax that RE2 lacks.
    """
    try:
        if _NOT_IN_RE2.search(rule):
            raise errors.message(400, "invalid regex", regex=rule)
        return re.compile(rule)
    except (re.error, RecursionError, OverflowError) as error:
        raise errors.message(400, "invalid regex", regex=rule) from error


def _tag(repository: Repository, name: str) -> Tag:
    tag = repository.tags.get(name)
    if tag is None:
        info = {"namespace": repository.namespace, "repository": repository.name, "tag": name}
        raise errors.message(404, f"httperror 404: tag '{name}' not found", **info)
    return tag


def _matching(request: HandledRequest, tags: Iterable[Tag]) -> list[Tag]:
    return [
        tag
        for tag in tags
        if request.query.get("name", "") in tag.name
        and matches_list(request, "os", {image["os"] for image in tag.images})
        and matches_list(request, "architecture", {image["architecture"] for image in tag.images})
        and matches_list(request, "platforms", {f"{image['os']}/{image['architecture']}" for image in tag.images})
    ]
