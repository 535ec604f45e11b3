"""Decides on redirects: follows up to five of a read, in one origin."""

from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from attrs import frozen

from aiodockerhub.helpers.text import without_secrets
from aiodockerhub.http.safe_methods import SAFE_METHODS

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MAX_REDIRECTS = 5
_DEFAULT_PORTS = {"https": 443, "http": 80}
_MAX_LOCATION_CHARACTERS = 8_192
_UNQUOTED_CHARACTERS = "%/:?#[]@!$&'()*+,;=-._~"


@frozen
class Redirect:
    """The target of a redirect and the decision on it.

    Attributes:
        url: Absolute URL of the target. If the Location header is missing, the URL of the request; if the header is
            invalid, empty.
        refusal: Reason why the redirect is not followed; empty if it is followed.
    """

    url: str
    refusal: str

    @property
    def message(self) -> str:
        """Message for a redirect that is not followed, with secrets masked."""
        target = f" to {without_secrets(self.url)}" if self.url else ""
        return f"redirect{target} is not followed: {self.refusal}"


def decide_redirect(method: str, url: str, location: str | None, redirects: int) -> Redirect:
    """Decide whether a redirect is followed.

    Args:
        method: HTTP method of the request that was redirected.
        url: URL of the request that was redirected.
        location: Value of the Location header; `None` if the response has none.
        redirects: Number of redirects that the call has followed so far.

    Returns:
        The target with the decision.
    """
    if location is None:
        return Redirect(url, "it names no location")
    target = _resolve_location(url, location)
    if target is None:
        return Redirect("", "its location is not a URL")
    refusal = _refusal(method, url, target, redirects)
    if not refusal:  # the same origin in another spelling would need another connection
        target = urlunsplit(urlsplit(target)._replace(netloc=urlsplit(url).netloc))
    return Redirect(target, refusal)


def _refusal(method: str, url: str, target: str, redirects: int) -> str:
    """Return why a redirect is not followed; empty if it is followed."""
    from aiodockerhub.http.raw_paths import has_dot_segments  # imported late, because redirects are rare

    if method not in SAFE_METHODS:
        return f"it redirects {method}, which could be carried out twice, or become GET"
    if _origin(target) != _origin(url):
        return "credentials are not sent to another origin"
    if has_dot_segments(urlsplit(target).path):
        return "its path has '.' or '..' segments"
    return "there were too many redirects in a row" if redirects >= _MAX_REDIRECTS else ""


def _resolve_location(url: str, location: str) -> str | None:
    if len(location) > _MAX_LOCATION_CHARACTERS or not location.isprintable():
        return None
    try:
        parts = urlsplit(urljoin(url, location))
        parts.port  # noqa: B018 - raises if the port is invalid
        target = urlunsplit(parts._replace(path=parts.path or "/", fragment=""))  # a request must have a path
    except ValueError:
        return None
    return quote(target, safe=_UNQUOTED_CHARACTERS)


def _origin(url: str) -> tuple[str, str, str | None, int | None]:
    """Return scheme, user information, host and port of a URL.

    The host is in lower case, and the port is a number even if the URL does not state it (RFC 6454, section 4).
    """
    parts = urlsplit(url)
    port = _DEFAULT_PORTS.get(parts.scheme) if parts.port is None else parts.port
    return parts.scheme, parts.netloc.rpartition("@")[0], parts.hostname, port
