"""Profiles: credentials from variables with a prefix."""

from typing import Any

import pytest
from aiodockerhub.auth.credential_chain import resolve_credentials
from aiodockerhub.auth.profiles import load
from aiodockerhub.errors import ArgumentTypeError, CredentialSourceError


def test_token_of_a_profile_is_one_whatever_it_looks_like(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKERHUB_WORK_USERNAME", "jane")
    monkeypatch.setenv("DOCKERHUB_WORK_TOKEN", "00000000-of-old")
    monkeypatch.setenv("DOCKERHUB_WORK_URL", "https://hub.example.test")
    profile = load("work")
    assert str(profile.credentials) == "a personal access token of jane"
    assert profile.base_url == "https://hub.example.test"
    assert "00000000-of-old" not in repr(profile)


@pytest.mark.parametrize("name", ["", "9", "a b", "../x"])
def test_name_of_a_profile_is_checked(name: str) -> None:
    if name:
        with pytest.raises(CredentialSourceError, match="profile must begin with a letter"):
            load(name)
    else:
        assert load(name).name is None


@pytest.mark.parametrize("name", [5, True, False, b"work", ["work"]])
def test_name_of_a_wrong_type_is_refused(name: Any) -> None:
    with pytest.raises(ArgumentTypeError, match=r"^name must be the name of a profile"):
        load(name)


def test_profile_may_be_a_docker_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKERHUB_WORK_CONFIG", "/somewhere")
    assert "/somewhere" in str(load("work").credentials)
    monkeypatch.setenv("DOCKERHUB_WORK_USERNAME", "jane")
    with pytest.raises(CredentialSourceError, match="or instead of them"):
        load("work")


@pytest.mark.parametrize("name", ["dckr_pat_dummydummydummydummydummy", "dckr_oat_dummydummydummydummydummy"])
def test_a_token_is_no_name_of_a_profile_and_is_not_shown(name: str) -> None:
    with pytest.raises(CredentialSourceError, match="got an access token") as caught:
        load(name)
    assert "dummy" not in str(caught.value).lower()


@pytest.mark.parametrize("prefix", ["DOCKERHUB_", "DOCKERHUB_WORK_"])
async def test_a_name_that_is_no_text_is_not_blamed_on_the_secret(prefix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{prefix}USERNAME", "ja\udcffne")
    monkeypatch.setenv(f"{prefix}PASSWORD", "dummy")
    with pytest.raises(CredentialSourceError, match=f"^{prefix}USERNAME: user: expected text"):
        await resolve_credentials(load("work").credentials if prefix.endswith("WORK_") else None)
