"""What becomes of arguments on their way into a path, a query, headers and a body."""

import enum
import math
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from urllib.parse import unquote

import pytest
from aiodockerhub_generated import _bodies, _encoding, _styles
from aiodockerhub_generated.errors import ArgumentError
from aiodockerhub_generated.models import OrgAccessTokenResource
from aiodockerhub_generated.types import OMIT
from hypothesis import assume, given
from hypothesis import strategies as st

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
BERLIN = timezone(timedelta(hours=2))


class Color(enum.StrEnum):
    RED = "red"


class Shade(str, enum.Enum):  # noqa: UP042 - programs have such, too, and `str()` of them is another text
    DARK = "dark"


class TestPath:
    """Filling arguments into a path."""

    def test_reserved_characters_are_quoted(self) -> None:
        assert _encoding.path("/a/{x}/b", x="d?e#f%g h") == "/a/d%3Fe%23f%25g%20h/b"

    def test_text_of_any_language_is_utf8(self) -> None:
        assert _encoding.path("/{x}", x="größe") == "/gr%C3%B6%C3%9Fe"

    def test_names_as_docker_writes_them_stay_readable(self) -> None:
        assert _encoding.path("/{x}", x="my-app_1.0~rc") == "/my-app_1.0~rc"

    def test_braces_in_an_argument_are_no_template(self) -> None:
        assert _encoding.path("/{x}/{y}", x="{y}", y="{x}") == "/%7By%7D/%7Bx%7D"

    def test_half_of_a_surrogate_pair_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"^x: expected text, got half of a surrogate pair"):
            _encoding.path("/{x}", x="\ud800")

    @given(st.text(min_size=1))
    def test_an_accepted_argument_is_one_segment_that_reads_back(self, text: str) -> None:
        try:
            path = _encoding.path("/a/{x}/b", x=text)
        except ValueError:
            return
        assume(path)
        before, middle, after = path[1:].split("/")
        assert (before, unquote(middle), after) == ("a", text, "b")
        assert middle not in {".", ".."}
        assert not set(path) & set("?#\\ \n\r\t\0")

    def test_integers_are_digits(self) -> None:
        assert _encoding.integer("x", -7) == "-7"

    @pytest.mark.parametrize("value", [True, 1.0, "1", None])
    def test_what_is_no_integer_is_refused(self, value: Any) -> None:
        with pytest.raises(TypeError, match=r"^group_id: expected an integer, got"):
            _encoding.integer("group_id", value)


class TestQuery:
    """Spelling query parameters."""

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            ("", ""),
            ("a b", "a b"),
            (Color.RED, "red"),
            (Shade.DARK, "dark"),
            (True, "true"),
            (False, "false"),
            (0, "0"),
            (10**12, "1000000000000"),
            (2.0, "2"),
            (0.5, "0.5"),
            (NOON, "2026-01-02T12:00:00Z"),
            (NOON.replace(microsecond=5), "2026-01-02T12:00:00.000005Z"),
            (NOON.astimezone(BERLIN), "2026-01-02T12:00:00Z"),
            (date(2026, 1, 2), "2026-01-02"),
        ],
    )
    def test_values(self, value: Any, text: str) -> None:
        [(name, spelled)] = _encoding.query({"x": value})
        assert (name, str(spelled)) == ("x", text)

    def test_none_and_unset_are_left_out(self) -> None:
        assert _encoding.query({"a": None, "b": OMIT, "c": 0}) == (("c", "0"),)

    def test_order_is_that_of_the_arguments(self) -> None:
        assert [name for name, _ in _encoding.query({"b": 1, "a": 2})] == ["b", "a"]

    def test_lists_repeat_their_parameter(self) -> None:
        assert _encoding.query({"x": ["a", "b"], "y": []}) == (("x", "a"), ("x", "b"))

    def test_lists_may_be_joined(self) -> None:
        assert _encoding.join("x", ["a", 1, True]) == "a,1,true"
        assert _encoding.join("x", None) is None
        assert _encoding.join("x", OMIT) is None
        assert _encoding.join("x", []) is None

    def test_single_text_is_no_list(self) -> None:
        for takes_list in (_encoding.join, _encoding.check_list):
            with pytest.raises(TypeError, match=r"^scopes: expected a list, got a single text"):
                takes_list("scopes", "repo:read")
        assert _encoding.check_list("scopes", ["repo:read"]) == ["repo:read"]
        assert _encoding.check_list("scopes", None, optional=True) is None

    def test_time_without_zone_is_refused_with_a_way_out(self) -> None:
        with pytest.raises(ValueError, match=r"^from: .* got 2026-01-02T12:00:00 without one; use datetime.now\(UTC\)"):
            _encoding.query({"from": NOON.replace(tzinfo=None)})

    @pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
    def test_numbers_that_are_none_are_refused(self, value: float) -> None:
        with pytest.raises(ValueError, match=r"^x: expected a finite number"):
            _encoding.query({"x": value})

    @pytest.mark.parametrize("value", [b"x", object(), [None], {"a": object()}.values()])
    def test_other_kinds_are_refused(self, value: Any) -> None:
        with pytest.raises(TypeError, match=r"^x: expected text, a number, a boolean or a time"):
            _encoding.query({"x": value})

    def test_mappings_are_refused_in_queries_and_forms(self) -> None:
        for encode in (_encoding.query, _bodies.form):
            with pytest.raises(TypeError, match=r"^x: expected a list, got"):
                encode({"x": {"a": 1}})


class TestHeaders:
    """Spelling header parameters."""

    def test_values_are_text(self) -> None:
        assert _encoding.headers({"X-A": "a", "X-B": 1, "X-C": None, "X-D": OMIT}) == (("X-A", "a"), ("X-B", "1"))

    def test_forged_header_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"^X-A: expected text without control characters"):
            _encoding.headers({"X-A": "a\r\nAuthorization: dummy"})


class TestBody:
    """Making JSON."""

    def test_unset_is_left_out_and_none_is_null(self) -> None:
        fields = {"a": OMIT, "b": None, "c": {"d": OMIT, "e": None}, "f": None}
        assert _encoding.body(fields, nullable=("a", "b")) == {"b": None, "c": {"e": None}}

    def test_models_become_objects_wherever_they_are(self) -> None:
        resource = OrgAccessTokenResource.from_dict({"type": "TYPE_REPO", "path": "acme/*", "scopes": ["x"]})
        as_dict = {"type": "TYPE_REPO", "path": "acme/*", "scopes": ["x"]}
        assert _encoding.body({"a": resource, "b": (resource, as_dict)}) == {"a": as_dict, "b": [as_dict, as_dict]}

    def test_times_and_dates_are_text(self) -> None:
        assert _encoding.body({"a": NOON.astimezone(BERLIN), "b": date(2026, 1, 2)}) == {
            "a": "2026-01-02T12:00:00Z",
            "b": "2026-01-02",
        }

    def test_json_stays_as_it_is(self) -> None:
        value: dict[str, Any] = {"a": [1, 2.5, True, None, "x", {"b": []}]}
        assert _encoding.json_value("x", value) == value

    def test_a_generator_is_a_list(self) -> None:
        assert _encoding.body({"x": (n for n in range(2))}) == {"x": [0, 1]}

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            (b"secret", r"^x: expected text, got a value of type bytes; decode it first$"),
            ([1, {"y": object()}], r"^x\[1\]\.y: JSON cannot hold a value of type object$"),
        ],
    )
    def test_other_kinds_are_refused_without_showing_them(self, value: Any, message: str) -> None:
        with pytest.raises(TypeError, match=message):
            _encoding.body({"x": value})


@pytest.mark.parametrize("number", [math.nan, math.inf, 10**5000], ids=["nan", "inf", "long"])
@pytest.mark.parametrize("write", [_encoding.encode_json, _encoding.json_segment])
def test_numbers_that_json_cannot_express_are_refused_by_name(write: Any, number: float) -> None:
    with pytest.raises(ArgumentError, match=r"^x: expected numbers that JSON can express"):
        write("x", {"a": [number]})


@pytest.mark.parametrize(
    "write",
    [
        lambda value: _encoding.body({"x": value}),
        lambda value: _styles.segment("x", value, "x", "simple", explode=True),
        lambda value: _styles.flat("x", value, explode=True),
        lambda value: _styles.write_styled("x", value, "x", "form", explode=True),
        lambda value: _styles.write_styled("x", value, "x", "deepObject", explode=True),
    ],
    ids=["body", "path", "header", "form", "deepObject"],
)
def test_a_key_that_python_does_not_write_is_refused(write: Any) -> None:
    with pytest.raises(ArgumentError, match=r"^x: expected keys that are text, got a value of type int"):
        write({10**5000: "y"})


def test_a_time_of_a_subclass_needs_a_time_zone_too() -> None:
    class Moment(datetime):
        pass

    aware = Moment(2026, 1, 2, tzinfo=UTC)
    assert _encoding.check_type("at", aware, "datetime") is aware
    with pytest.raises(ArgumentError, match=r"^at: expected a time with a time zone"):
        _encoding.check_type("at", Moment(2026, 1, 2), "datetime")


class Word(str, enum.Enum):  # noqa: UP042 - in contrast to a StrEnum, `str` writes the name
    KEY = "key"


class Number(int, enum.Enum):
    TWO = 2


class Half(float, enum.Enum):
    HALF = 0.5


def test_keys_and_numbers_of_enumerations_are_written_by_value() -> None:
    value = {Word.KEY: 1, Number.TWO: 2, Half.HALF: 3, True: 4, None: 5}
    assert _encoding.json_value("x", value) == {"key": 1, "2": 2, "0.5": 3, "true": 4, "null": 5}
    assert _encoding.query({"half": Half.HALF, "two": Number.TWO, "key": Word.KEY}) == (
        ("half", "0.5"),
        ("two", "2"),
        ("key", "key"),
    )
