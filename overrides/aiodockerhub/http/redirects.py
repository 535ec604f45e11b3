"""Redirects: only those of reads, within one origin, are followed."""

from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from attrs import frozen

from aiodockerhub.helpers.text import without_secrets
from aiodockerhub.http.retries import SAFE_METHODS

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_LONGEST_LOCATION = 8_192
_KEPT_CHARACTERS = "%/:?#[]@!$&'()*+,;=-._~"


@frozen
class Redirect:
    """The target of a redirect, and the reason if it is not followed.

    Attributes:
        url: The absolute URL; empty if the header is missing or invalid.
        refusal: Why the redirect is not followed; empty if it may be.
    """

    url: str
    refusal: str

    @property
    def message(self) -> str:
        """The message for a redirect that is not followed, without secrets."""
        target = f" to {without_secrets(self.url)}" if self.url else ""
        return f"redirect{target} is not followed: {self.refusal}"


def redirect(method: str, url: str, location: str | None, redirects: int) -> Redirect:
    """Decide whether a redirect is followed.

    Args:
        method: Method of the redirected request.
        url: URL of the redirected request.
        location: Value of the Location header, `None` without one.
        redirects: Number of redirects that the call has followed.

    Returns:
        The target, with the reason if the redirect is not followed.
    """
    if location is None:
        return Redirect(url, "it names no location")
    target = _absolute(url, location)
    if target is None:
        return Redirect("", "its location is not a URL")
    return Redirect(target, _refusal(method, url, target, redirects))


def _refusal(method: str, url: str, target: str, redirects: int) -> str:
    """Give the reason why a redirect is not followed; empty if it is."""
    from aiodockerhub.http.raw_paths import climbs  # redirects are rare

    if method not in SAFE_METHODS:
        return f"it redirects {method}, which could be done twice or turned into GET"
    if _origin(target) != _origin(url):
        return "credentials are not taken to another origin"
    if climbs(urlsplit(target).path):
        return "its path climbs with '..'"
    return "it is one of too many in a row" if redirects >= _MOST_REDIRECTS else ""


def _absolute(url: str, location: str) -> str | None:
    if len(location) > _LONGEST_LOCATION or not location.isprintable():
        return None
    try:
        parts = urlsplit(urljoin(url, location))
        parts.port  # noqa: B018 - raises if it is none
        target = urlunsplit(parts._replace(path=parts.path or "/", fragment=""))  # a request needs a path
    except ValueError:
        return None
    return quote(target, safe=_KEPT_CHARACTERS)


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
