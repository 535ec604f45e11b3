import base64
import gc
import html
import json
import time
import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, quote_plus, urlencode

import pytest
from aiodockerhub.http.secret_spellings import Spellings, spellings
from hypothesis import given
from hypothesis import strategies as st

MARK = "·"
SECRET = "Xq7&<zK\"w/p'9Lm+Vt é4R%41r😀"


def as_go(text: str) -> str:
    return "".join(f"\\u{ord(letter):04x}" if letter in "&<>" else letter for letter in json.dumps(text)[1:-1])


def as_utf_16_escapes(text: str) -> str:
    units = text.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02X}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def lower_percent(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode())


SPELLINGS: dict[str, Callable[[str], str]] = {
    "itself": lambda text: text,
    "JSON": lambda text: json.dumps(text)[1:-1],
    "JSON in UTF-8": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "JSON in JSON": lambda text: json.dumps(json.dumps(text)[1:-1])[1:-1],
    "JSON of Go": as_go,
    "JSON of PHP": lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
    "JSON, all escaped": as_utf_16_escapes,
    "JavaScript": lambda text: "".join(f"\\u{{{ord(letter):x}}}" for letter in text),
    "Python": lambda text: repr(text)[1:-1],
    "Python, in ASCII": lambda text: ascii(text)[1:-1],
    "Python, bytes": lambda text: repr(text.encode())[2:-1],
    "bytes in hexadecimal escapes": lambda text: "".join(f"\\x{byte:02X}" for byte in text.encode()),
    "bytes in octal escapes": lambda text: "".join(f"\\{byte:03o}" for byte in text.encode()),
    "percent": lambda text: quote(text, safe=""),
    "percent, in lower case": lower_percent,
    "percent, twice": lambda text: quote(quote(text, safe=""), safe=""),
    "query": quote_plus,
    "HTML": html.escape,
    "HTML, twice": lambda text: html.escape(html.escape(text)),
    "HTML, in numbers": lambda text: "".join(f"&#{ord(letter)};" for letter in text),
    "HTML, in hexadecimal": lambda text: "".join(f"&#x{ord(letter):X};" for letter in text),
    "HTML in JSON": lambda text: json.dumps(html.escape(text))[1:-1],
    "upper case": str.upper,
    "lower case": str.lower,
    "with more blanks": lambda text: text.replace(" ", " \n\t "),
    "without blanks": lambda text: text.replace(" ", ""),
    "with blanks of another kind": lambda text: text.replace(" ", "\u00a0\u2003"),
    "with blanks of HTML": lambda text: text.replace(" ", "&nbsp;"),
    "composed letters": lambda text: unicodedata.normalize("NFC", text),
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    "HTML, in padded numbers": lambda text: "".join(f"&#{ord(letter):08};" for letter in text),
    "UTF-8 read as Latin-1": lambda text: text.encode().decode("latin-1"),
    "hexadecimal": lambda text: text.encode().hex(),
    "hexadecimal, in upper case": lambda text: text.encode().hex().upper(),
    "base64": lambda text: base64.b64encode(text.encode()).decode().rstrip("="),
    "base64 for URLs": lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
}


def masked(secret: str, text: str | bytes, **options: Any) -> str:
    encoded = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    pieces, done = list[bytes](), 0
    for start, end in Spellings(spellings(secret)).find_all(encoded, **options):
        pieces += [encoded[done:start], MARK.encode()]
        done = end
    return b"".join([*pieces, encoded[done:]]).decode("utf-8", "surrogateescape")


@pytest.mark.parametrize("name", SPELLINGS)
@pytest.mark.parametrize("secret", [SECRET, "plainOpaque9182", "correct horse battery", "пароль-12", "/a+b&c=<d>/"])
def test_finds_a_secret_in_every_spelling_and_nothing_beside_it(secret: str, name: str) -> None:
    result = masked(secret, f"refused: {SPELLINGS[name](secret)} is bad")
    if name.startswith("base64"):  # the ends depend on what stands beside them
        start, end = result.removeprefix("refused: ").removesuffix(" is bad").split(MARK)
        assert len(start) + len(end) <= 2
    else:
        assert result == f"refused: {MARK} is bad"


SECRETS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zs", "Zl", "Zp"], exclude_characters="+\\"),
    min_size=6,
    max_size=40,
).filter(lambda text: text.upper().lower() == text.lower())


@given(SECRETS, st.sampled_from(sorted(SPELLINGS)), st.sampled_from(["{}", "refused: {} is bad", '{{"x": "{}"}}']))
def test_no_secret_is_left_in_any_spelling_anywhere(secret: str, name: str, around: str) -> None:
    result = masked(secret, around.format(SPELLINGS[name](secret)))
    rest = result.replace(MARK, "").strip("=")
    assert MARK in result
    assert len(rest) <= len(around.format("")) + (2 if name.startswith("base64") else 0)


@pytest.mark.parametrize("user", ["u", "ja", "jane", "janet"])
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_finds_a_secret_within_base64(user: str, encode: Callable[[bytes], bytes]) -> None:
    code = encode(f"{user}:plain?Opaque>9182~".encode()).decode()
    shown = masked("plain?Opaque>9182~", f"Basic {code}")
    left = shown.removeprefix("Basic ").rpartition(MARK)
    assert MARK in shown
    assert len(left[0]) <= len(user) * 4 / 3 + 4
    assert len(left[2]) <= 4


@pytest.mark.parametrize(
    "said", ["correct horse battery", "correct\u3000horse&#160;battery", "correct\u2028horsebattery"]
)
def test_finds_a_secret_with_blanks_of_any_kind(said: str) -> None:
    for secret in ("correct horse battery", "correct\u00a0horse\u00a0battery"):
        assert masked(secret, f"no\u00e4: {said}, jane") == f"no\u00e4: {MARK}, jane"


@pytest.mark.parametrize("encode", [lambda body: base64.b64encode(body).decode(), bytes.hex])
@pytest.mark.parametrize("spell", [quote, quote_plus])
@pytest.mark.parametrize("secret", ["hunter2/secret", "a b&c=d/e", "pässword-of-jane", "lone\ud800surrogate"])
def test_finds_a_secret_in_a_form_that_is_encoded(secret: str, spell: Any, encode: Callable[[bytes], str]) -> None:
    fields = {"username": "jane", "password": secret, "other": "x"}
    body = urlencode(fields, quote_via=spell, errors="replace").encode()
    assert MARK in masked(secret, f"not so: {encode(body)}")


@pytest.mark.parametrize("encode", [lambda body: base64.b64encode(body).decode(), bytes.hex])
@pytest.mark.parametrize("is_ascii", [True, False])
@pytest.mark.parametrize(
    "secret", ['pass"word-of-jane', "pass\\word-of-jane", "pass\tword-of-jane", "pässword-of-jane"]
)
def test_finds_a_secret_in_json_that_is_encoded(secret: str, is_ascii: bool, encode: Callable[[bytes], str]) -> None:
    body = json.dumps({"identifier": "jane", "secret": secret}, ensure_ascii=is_ascii).encode()
    assert MARK in masked(secret, f"not so: {encode(body)}")


def test_finds_a_secret_in_latin_1() -> None:
    assert masked("geheim-mäß", "bad geheim-mäß!".encode("latin-1")) == f"bad {MARK}!"
    assert masked("geheim-mäß", "bad geheim-m\ufffd\ufffd!") == f"bad {MARK}!"


def test_short_secrets_are_found_as_words_and_plain_short_words_never() -> None:
    assert masked("7a#b", "a 7a#b of it, 7a#b7 of another") == f"a {MARK} of it, 7a#b7 of another"
    assert masked("1234", '{"pin": 1234, "id": 91234}') == f'{{"pin": {MARK}, "id": 91234}}'
    assert masked("code", "a code of jane") == "a code of jane"
    assert masked("a1#", "a a1# of jane") == "a a1# of jane"


def test_finds_the_longest_and_those_that_overlap() -> None:
    found = Spellings(b for text in ("abcdef", "abcdefgh", "ghijkl") for b in spellings(text))
    assert found.find_all(b"-abcdefghijkl-abcdefg") == [(1, 13), (14, 20)]


@pytest.mark.parametrize("length", [4, 10, 25])
def test_the_beginning_of_a_secret_counts_at_the_end_of_what_is_cut(length: int) -> None:
    secret = "Zq8#pL0vR5wN-tK3yB7dJ1xC6"
    assert masked(secret, f"bad {secret[:length]}", is_cut=True) == f"bad {MARK}"
    assert masked(secret, f"bad {quote(secret[:length], safe='')}%2", is_cut=True) == f"bad {MARK}"
    twice = "".join(f"%25{ord(letter):02x}" for letter in secret[:length])
    assert masked(secret, f"bad {twice}%255", is_cut=True) == f"bad {MARK}"
    assert masked(secret, f"bad {twice}%2", is_cut=True) == f"bad {MARK}"
    assert masked(secret, "bad", is_cut=True) == "bad"


def test_long_secrets_are_found_whole() -> None:
    secret = "".join(f"{number:x}-" for number in range(30_000))
    assert masked(secret, f"bad {secret} {quote(secret)}") == f"bad {MARK} {MARK}"


def seconds(action: Callable[[], object]) -> float:
    best = 9.0
    gc.disable()  # a collection of all that the other tests have left takes longer than the action
    try:
        for _ in range(3):
            began = time.process_time()
            action()
            best = min(best, time.process_time() - began)
    finally:
        gc.enable()
    return best


@pytest.mark.heavy
@pytest.mark.parametrize("piece", ["secret-1", "%41", "\\\\", "&amp;", "x y ", "aaaa", "\\u0041"])
def test_takes_time_in_proportion_to_the_text_and_the_secrets(piece: str) -> None:
    def run(secrets: int, texts: int) -> float:
        found = Spellings(b for number in range(secrets) for b in spellings(f"{piece * 3}{number}-&<>"))
        return seconds(lambda: found.find_all((piece * (texts // len(piece))).encode()))

    assert run(5, 40_000) < 12 * max(run(5, 10_000), 0.001)
    assert run(400, 10_000) < 12 * max(run(100, 10_000), 0.001)


@pytest.mark.heavy
@pytest.mark.parametrize("text", ["a" * 130_000, ("a" * 299 + "b") * 430, "a" * 40_000 + "%61" * 30_000])
def test_secrets_that_are_beginnings_of_each_other_take_no_time_of_their_own(text: str) -> None:
    one, many = (
        Spellings(spelling for length in range(first, 301) for spelling in spellings("a" * length))
        for first in (300, 237)
    )
    assert seconds(lambda: many.find_all(text.encode())) < 5 * max(seconds(lambda: one.find_all(text.encode())), 0.02)


def test_a_text_with_too_many_places_to_look_at_is_masked_as_a_whole() -> None:
    found = Spellings([b"opaque-one"])
    assert found.find_all(b"x" + b"opaque " * 20_000) == [(0, 140_000)]
