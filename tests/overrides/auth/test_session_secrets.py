from aiodockerhub.auth.session_secrets import SessionSecrets


def test_keeps_what_log_ins_sent_and_got_and_of_many_the_last() -> None:
    secrets = SessionSecrets()
    secrets.note_sent({"username": "jane", "password": "pass-word-1", "code": "123456"})
    secrets.note_received("opaque-token", is_secret=True)
    secrets.note_received(None)
    assert set(secrets) == {"pass-word-1", "123456", "opaque-token"}
    for number in range(100):
        secrets.note_received({"token": f"token-{number}"})
        secrets.note_sent({"password": "pass-word-1"})
    assert len(set(secrets)) < 100
    assert {"pass-word-1", "token-99"} <= set(secrets)
    assert "pass-word-1" not in repr(secrets)


def test_what_a_response_says_drives_nothing_out_that_was_sent_and_little_that_was_received() -> None:
    secrets = SessionSecrets()
    secrets.note_sent({"password": "pass-word-1"})
    secrets.note_received({"access_token": "token-of-before"})
    secrets.note_received({"access_token": "token-of-now", "tokens": [f"token-{number}" for number in range(100)]})
    assert {"pass-word-1", "token-of-before", "token-of-now"} <= set(secrets)
    assert len(set(secrets)) < 20
    secrets.note_received({"access_token": "x" * 100_000})
    secrets.note_received({"access_token": "é" * 1_000})
    assert max(map(len, secrets)) < 20
