"""How models show themselves."""

import json
from typing import Any

import pytest
from aiodockerhub_generated.models import (
    AuditLog,
    Category,
    CreatedOrgAccessToken,
    CreatedToken,
    LoginToken,
    PersonalAccessToken,
    Tag,
)
from aiodockerhub_generated.types import Drift, Model


class TestShown:
    """The repr shows what is set, and no secret."""

    def test_shows_what_is_set(self) -> None:
        assert repr(Category(name="x", slug="y", additional_properties={"a": 1})) == (
            "Category(name='x', slug='y', additional_properties={'a': 1})"
        )

    @pytest.mark.parametrize(
        "model",
        [
            CreatedOrgAccessToken.from_dict({"token": "dckr_oat_dummy", "label": "ci"}),
            PersonalAccessToken.from_dict({"token": "dckr_pat_dummy", "token_label": "ci"}),
            CreatedToken.from_dict({"access_token": "dckr_dummy"}),
            LoginToken.from_dict({"token": "dckr_dummy", "login_2fa_token": "dckr_dummy"}),
            LoginToken.from_dict({"refresh_token": "dckr_dummy"}),
            Category.from_dict({"deep": [{"password": "dckr_dummy", "api_secret": "dckr_dummy"}]}),
            Category.from_dict({"accessToken": "dckr_dummy"}),
            Category.from_dict({"secret": {"data": [{"x": "two dckr_dummy words"}]}}),
            PersonalAccessToken.from_dict({"token": {"x": ["dckr_dummy"]}}),
            AuditLog.from_dict({"data": {"token": "dckr_dummy"}}),
        ],
    )
    def test_hides_secrets(self, model: Model) -> None:
        assert "dckr_" in str(model.to_dict())
        assert "dckr_" not in repr(model)
        assert "<hidden>" in repr(model)

    def test_shows_the_type_of_a_value_that_cannot_be_shown(self) -> None:
        class Odd:
            def __repr__(self) -> str:
                raise RuntimeError

        odd: Any = Odd()
        assert repr(Category(name=odd, slug="y")) == "Category(name=<a value of type Odd>, slug='y')"

    def test_shows_no_integer_that_python_cannot_write(self) -> None:
        drifts = list[Drift]()
        words = "<integer of more than 4,300 digits>"
        assert repr(Tag.from_dict({"id": 10**4300, "name": "x"})) == f"Tag(id='{words}', name='x')"
        assert repr(Tag.from_dict({"id": 10**4299, "name": "x"})) == f"Tag(id=1{4299 * '0'}, name='x')"
        assert repr(Category.from_dict({"a": [-(10**5000)]})) == f"Category(additional_properties={{'a': ['{words}']}})"
        Category.from_dict({"name": 10**5000}, drifts.append)
        assert f"received='{words}'" in repr(drifts)

    def test_stays_short_for_deep_values(self) -> None:
        deep = json.loads("[" * 99 + "]" * 99)
        assert repr(Category.from_dict({"deep": deep})) == (
            "Category(additional_properties={'deep': [[[[[[[['...']]]]]]]]})"
        )
