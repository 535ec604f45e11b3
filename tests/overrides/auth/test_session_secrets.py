from aiodockerhub.auth.session_secrets import SessionSecrets


def test_keeps_what_log_ins_sent_and_got_and_of_many_the_last() -> None:
    secrets = SessionSecrets()
    secrets.note({"username": "jane", "password": "pass-word-1", "code": "123456"})
    secrets.note("opaque-token", is_secret=True)
    secrets.note(None)
    assert set(secrets) == {"pass-word-1", "123456", "opaque-token"}
    for number in range(100):
        secrets.note({"token": f"token-{number}"})
        secrets.note({"password": "pass-word-1"})
    assert len(set(secrets)) < 100
    assert {"pass-word-1", "token-99"} <= set(secrets)
    assert "pass-word-1" not in repr(secrets)
