"""The secrets of log-ins that are masked in the responses of a client that runs for days."""

import random

from aiodockerhub.auth.session_secrets import SessionSecrets
from aiodockerhub.http.secret_masking import SentSecrets
from aiodockerhub.http.session_spellings import SessionSpellings

PASSWORD = "pass-word-1"


def token(number: int) -> str:
    return f"{random.Random(number).getrandbits(10_000):x}"


def masked(secrets: SessionSpellings, text: str) -> str:
    return SentSecrets((), (), secrets.current()).mask_text(text)


def test_hundreds_of_log_ins_mask_the_newest_secrets_and_leave_other_texts_readable() -> None:
    secrets = SessionSecrets()
    spellings = SessionSpellings(secrets)
    for number in range(200):
        secrets.note_sent({"username": "jane", "password": PASSWORD})
        secrets.note_sent({"login_2fa_token": token(1_000 + number), "code": f"{100_000 + number}"})
        secrets.note_received({"token": token(number)})
    for secret in (PASSWORD, token(1_199), "100199", token(199), token(190)):
        assert masked(spellings, f"not so: {secret}!") == "not so: ***!"
    assert masked(spellings, token(0)) == token(0)


def test_secrets_are_prepared_once_until_they_change() -> None:
    secrets = SessionSecrets()
    spellings = SessionSpellings(secrets)
    secrets.note_sent({"password": PASSWORD})
    prepared = spellings.current()
    assert spellings.current() is prepared
    secrets.note_received({"token": "token-of-now"})
    assert spellings.current() is not prepared
    assert masked(spellings, f"{PASSWORD} or token-of-now") == "*** or ***"


def test_a_secret_too_long_to_search_for_masks_each_text_as_a_whole() -> None:
    secrets = SessionSecrets()
    spellings = SessionSpellings(secrets)
    secrets.note_sent({"password": "x" * 100_000})
    secrets.note_sent({"code": "123456"})
    assert masked(spellings, "wrong password: xxx") == "***"
    assert masked(spellings, "") == ""


def test_parts_of_a_text_that_are_in_secrets_of_the_call_and_of_the_session_are_masked_once() -> None:
    secrets = SessionSecrets()
    secrets.note_sent({"password": "pass-word-one"})
    of_call = SentSecrets(["word-one-and-more"], (), SessionSpellings(secrets).current())
    assert of_call.mask_text("<pass-word-one-and-more>") == "<***>"
