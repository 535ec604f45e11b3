"""How models show themselves."""

import json

import pytest
from aiodockerhub_generated.models import (
    AuditLog,
    Category,
    CreatedOrgAccessToken,
    CreatedToken,
    LoginToken,
    PersonalAccessToken,
)
from aiodockerhub_generated.types import Model


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

    def test_stays_short_for_deep_values(self) -> None:
        deep = json.loads("[" * 99 + "]" * 99)
        assert repr(Category.from_dict({"deep": deep})) == (
            "Category(additional_properties={'deep': [[[[[[[['...']]]]]]]]})"
        )
