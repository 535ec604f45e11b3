"""Parses image references such as `docker.io/library/nginx:1.25`."""

import re
from typing import Self, TypeAlias

from aiodockerhub_generated._masking import sealed
from aiodockerhub_generated.arguments import shortened
from attrs import Attribute, evolve, field, frozen

from aiodockerhub.errors import ArgumentError
from aiodockerhub.helpers.arguments import check_instance
from aiodockerhub.helpers.text import shown_name

__all__ = ["ImageReference"]

_DOCKER_HUB = "docker.io"
_OLD_DOCKER_HUB = "index.docker.io"
_OFFICIAL = "library"
_MAX_PATH = 255  # characters

# https://github.com/distribution/reference: regexp.go
_DOMAIN = re.compile(
    r"(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*"
    r"|\[[0-9a-fA-F:]+\])(?::[0-9]+)?"
)
_PATH = re.compile(r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*")
_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")
_DIGEST = re.compile(r"(?:sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})")
_DIGEST_RULE = "the digest after @ must be sha256:, sha384: or sha512: and 64, 96 or 128 lower-case hexadecimal digits"
_TAG_RULE = "a tag has up to 128 letters, digits, _, . and -, and does not begin with . or -"
_IMAGE_ID = re.compile(r"[0-9a-f]{64}")
_Fields: TypeAlias = tuple[str, str, str | None, str | None]
_NO_FIELDS: _Fields = ("", "", None, None)


def _check_text(_: object, attribute: "Attribute[str]", value: object) -> None:
    check_instance(attribute.name, value, str, "text; ImageReference.parse makes a reference from its whole text")


def _check_optional_text(_: object, attribute: "Attribute[str | None]", value: object) -> None:
    check_instance(attribute.name, value, (str, type(None)), "text, or None")


@frozen
class ImageReference:
    """The name of an image.

    The Go package `github.com/distribution/reference` defines the grammar of such names.

    `parts` are the first arguments of the methods for a repository: `hub.repositories.get(*image.parts)`,
    `hub.repositories.get_tag(*image.parts, image.tag or "latest")`.

    Attributes:
        domain: Host of the registry, with the port if the reference names a port; `docker.io` for Docker Hub.
        path: Path on the registry, such as `library/nginx`. On Docker Hub, the path is the namespace and the
            repository.
        tag: Tag; `None` if the reference has no tag, for which Docker uses `latest`.
        digest: Digest of the manifest, such as `sha256:…`; `None` if the reference has no digest.
    """

    domain: str = field(validator=_check_text)
    path: str = field(validator=_check_text)
    tag: str | None = field(default=None, validator=_check_optional_text)
    digest: str | None = field(default=None, validator=_check_optional_text)

    @classmethod
    def parse(cls, reference: str) -> Self:
        """Parse a reference, and fill in its domain and namespace.

        Args:
            reference: Text of the reference, such as `nginx`, `acme/app:1.2`, `docker.io/library/nginx:1.25@sha256:…`
                or `localhost:5000/app`.

        Returns:
            The reference. As in `docker pull`, a missing domain and the old domain `index.docker.io` become
            `docker.io`, and a missing namespace on Docker Hub becomes `library`. A missing tag stays `None`.

        Raises:
            ArgumentError: The text is not a reference; the message names the wrong part.
        """
        if not isinstance(reference, str):  # pyright: ignore[reportUnnecessaryIsInstance] - callers without types
            raise ArgumentError(
                f"reference must be a str such as 'nginx:1.25'; got {type(reference).__name__}", argument="reference"
            )
        reference = sealed(reference)  # otherwise the frames of the error would show the password of a URL
        fields, problem = _split_reference(reference)
        if problem:
            raise _refusal(reference, problem)
        return cls(*fields)

    @property
    def namespace(self) -> str:
        """The namespace on Docker Hub: a user, an organization, or `library`.

        Raises:
            ArgumentError: The image is on another registry, or its path does not have exactly two parts.
        """
        return self.parts[0]

    @property
    def repository(self) -> str:
        """The repository on Docker Hub, without its namespace.

        Raises:
            ArgumentError: The image is on another registry, or its path does not have exactly two parts.
        """
        return self.parts[1]

    @property
    def parts(self) -> tuple[str, str]:
        """The namespace and the repository, the first arguments of many methods.

        Raises:
            ArgumentError: The image is on another registry, or its path does not have exactly two parts.
        """
        namespace, _, repository = self.path.partition("/")
        if not self.is_on_docker_hub:
            raise ArgumentError(
                f"{shown_name(str(self))} is on {shown_name(self.domain)}, not on Docker Hub; name an image such as "
                "'acme/app'"
            )
        if not repository or "/" in repository:
            raise ArgumentError(
                f"{shown_name(str(self))} does not have the form namespace/repository of an image on Docker Hub"
            )
        return namespace, repository

    @property
    def is_on_docker_hub(self) -> bool:
        """Whether the registry of the image is Docker Hub."""
        return self.domain == _DOCKER_HUB

    @property
    def familiar(self) -> str:
        """The reference in its short form: without `docker.io` and `library`.

        For example, `nginx:1.25` for `docker.io/library/nginx:1.25`. The name of any other registry is kept.
        """
        name = self.path.removeprefix(f"{_OFFICIAL}/") if self.is_on_docker_hub else f"{self.domain}/{self.path}"
        return name + self._suffix

    def with_tag(self, tag: str) -> Self:
        """Copy the reference with another tag and without digest.

        Args:
            tag: Tag of the copy, of 1 to 128 letters, digits, `_`, `.` and `-`. It does not begin with `.` or `-`.

        Raises:
            ArgumentTypeError: `tag` is not text.
            ArgumentError: `tag` is not a valid tag.
        """
        check_instance("tag", tag, str, "text such as '1.25'")
        if not _TAG.fullmatch(tag):
            tag = sealed(tag)
            raise _refusal(tag, _TAG_RULE)
        return evolve(self, tag=tag, digest=None)

    def __str__(self) -> str:
        return f"{self.domain}/{self.path}{self._suffix}"

    @property
    def _suffix(self) -> str:
        tag = f":{self.tag}" if self.tag else ""
        return f"{tag}@{self.digest}" if self.digest else tag


def _split_reference(reference: str) -> "tuple[_Fields, str]":
    """Split a reference into its parts.

    Returns:
        Domain, path, tag and digest, and an empty text. For an invalid reference, empty fields, and the rule that it
        violates.
    """
    if _IMAGE_ID.fullmatch(reference):
        return _NO_FIELDS, "64 hexadecimal digits are the ID of an image, which has no name"
    name, separator, digest = reference.partition("@")
    if separator and not _DIGEST.fullmatch(digest):
        return _NO_FIELDS, _DIGEST_RULE
    name, tag = _split_tag(name)
    if tag is not None and not _TAG.fullmatch(tag):
        return _NO_FIELDS, _TAG_RULE
    domain, path = _split_domain(name)
    problem = ""
    if not _DOMAIN.fullmatch(domain):
        problem = f"{shortened(domain, 40)} is not a host name"
    elif not _PATH.fullmatch(path):
        problem = "a name has lower-case letters and digits, with ., _, __ or - between them"
    elif len(path) > _MAX_PATH:
        problem = f"the path is longer than {_MAX_PATH} characters"
    return _NO_FIELDS if problem else (domain, path, tag, digest or None), problem


def _split_tag(name: str) -> tuple[str, str | None]:
    """Split a name at its last colon, unless the colon precedes a port."""
    rest, separator, tag = name.rpartition(":")
    return (rest, tag) if separator and "/" not in tag else (name, None)


def _split_domain(name: str) -> tuple[str, str]:
    """Split the domain from a name as docker does.

    The text before the first slash is a domain if the text contains a dot, a colon or an upper-case letter, or is
    `localhost`. Without a domain, the name is on Docker Hub. There, a path of one part gets the namespace `library`.
    """
    first, separator, rest = name.partition("/")
    is_domain = separator and (first == "localhost" or first != first.lower() or any(mark in first for mark in ".:"))
    domain, path = (first, rest) if is_domain else (_DOCKER_HUB, name)
    if domain == _OLD_DOCKER_HUB:
        domain = _DOCKER_HUB
    if domain == _DOCKER_HUB and "/" not in path:
        path = f"{_OFFICIAL}/{path}"
    return domain, path


def _refusal(reference: str, reason: str) -> ArgumentError:
    return ArgumentError(f"{shortened(reference)} is not an image reference: {reason}", argument="reference")
