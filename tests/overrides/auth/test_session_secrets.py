from aiodockerhub.auth.session_secrets import SessionSecrets


def every(secrets: SessionSecrets) -> set[str]:
    return {*secrets.sent, *secrets.received}


def test_keeps_what_log_ins_sent_and_got_and_of_many_the_last() -> None:
    secrets = SessionSecrets()
    secrets.note_sent({"username": "jane", "password": "pass-word-1", "code": "123456"})
    secrets.note_received("opaque-token", is_secret=True)
    secrets.note_received(None)
    assert every(secrets) == {"pass-word-1", "123456", "opaque-token"}
    for number in range(100):
        secrets.note_received({"token": f"token-{number}"})
        secrets.note_sent({"password": "pass-word-1"})
    assert len(every(secrets)) < 100
    assert {"pass-word-1", "token-99"} <= every(secrets)
    assert "pass-word-1" not in repr(secrets)


def test_what_a_response_says_drives_nothing_out_that_was_sent_and_little_that_was_received() -> None:
    secrets = SessionSecrets()
    secrets.note_sent({"password": "pass-word-1"})
    secrets.note_received({"access_token": "token-of-before"})
    secrets.note_received({"access_token": "token-of-now", "tokens": [f"token-{number}" for number in range(100)]})
    assert {"pass-word-1", "token-of-before", "token-of-now"} <= every(secrets)
    assert len(every(secrets)) < 20
    secrets.note_received({"access_token": "x" * 100_000})
    secrets.note_received({"access_token": "é" * 1_000})
    assert max(map(len, every(secrets))) < 20


def test_gives_the_newest_first() -> None:
    secrets = SessionSecrets()
    for number in (1, 2, 1):
        secrets.note_sent({"password": f"pass-word-{number}"})
        secrets.note_received({"token": f"token-{number}"})
    assert secrets.sent == ["pass-word-1", "pass-word-2"]
    assert secrets.received == ["token-1", "token-2"]
