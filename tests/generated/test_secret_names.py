import pytest
from aiodockerhub_generated._secret_names import is_secret


@pytest.mark.parametrize(
    "name",
    [
        "token",
        "tokens",
        "tokenValue",
        "access_token",
        "accessToken",
        "X-Auth-Token",
        "X-Registry-Auth",
        "sessionid",
        "session_id",
        "ACCESSTOKEN",
        "authtoken",
        "token2",
        "pat",
        "PATs",
        "githubPAT",
        "jwt",
        "bearer",
        "authorization",
        "Proxy-Authorization",
        "credentials",
        "pwd",
        "passwd",
        "new_password",
        "password_confirmation",
        "passphrase",
        "client_secret",
        "api_key",
        "privateKey",
        "apikey",
        "otp",
        "login_2fa_token",
        "recovery_codes",
        "mfaCode",
        "set-cookie",
        "refresh_token_hash",
    ],
)
def test_names_of_secrets(name: str) -> None:
    assert is_secret(name)


@pytest.mark.parametrize(
    "name",
    [
        "token_label",
        "access_token_id",
        "session",
        "registry_id",
        "tokens_count",
        "token_type",
        "secret_id",
        "has_password_policy",
        "status_code",
        "code",
        "error_code",
        "pattern",
        "compat",
        "path",
        "key",
        "keys",
        "author",
        "authorized",
        "repository",
        "description",
        "count",
        "2",
        "-",
        "Ω",
        "",
    ],
)
def test_names_of_what_is_no_secret(name: str) -> None:
    assert not is_secret(name)


def test_the_code_of_a_log_in_is_a_secret() -> None:
    assert is_secret("code", log_in=True)
    assert not is_secret("status_code_text", log_in=True)
