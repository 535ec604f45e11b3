"""Fixtures of the tests of engines: a TLS certificate, and an environment without proxies."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from aiodockerhub.http.engines import tls_and_proxies


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ssl.SSLContext]:
    """Make clients trust a certificate for 127.0.0.1, and return the TLS context of its server."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    tls_and_proxies.make_ssl_context.cache_clear()
    yield context
    tls_and_proxies.make_ssl_context.cache_clear()


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
