"""Signatures and docstrings of functions and methods say what the document says."""

import inspect
import re

import pytest
from aiodockerhub_generated.operations import OPERATIONS
from aiodockerhub_generated.types import Operation

from tests.generated.samples import each_operation, method

_DEPRECATED = re.IGNORECASE | re.MULTILINE


def joined(union: re.Match[str]) -> str:
    """A union with bars between its types."""
    return " | ".join(re.split(r", (?![^\[]*\])", union[1])).replace("NoneType", "None")


class TestSignatures:
    """Three signatures word for word, which no document of Docker's declares; the rules behind them hold for all."""

    @pytest.mark.parametrize(
        ("name", "signature"),
        [
            (
                "repositories.update",
                """
                self, namespace: str, repository: str, *, description: str | None = None,
                full_description: str | None = None, status: Literal[0, 1, 6] | int | None = None,
                options: CallOptions | None = None) -> Repository
                """,
            ),
            (
                "webhooks.create",
                """
                self, namespace: str, repository: str, *, name: str, webhooks: Sequence[WebhookTarget],
                expect_final_callback: bool | None = None, registry: str | None | Omit = OMIT,
                options: CallOptions | None = None) -> Webhook
                """,
            ),
            (
                "repositories.list_groups",
                """
                self, namespace: str, repository: str, *, page: int | None = None, page_size: int | None = None,
                options: CallOptions | None = None) -> Pager[RepositoryGroup]
                """,
            ),
        ],
    )
    def test_golden(self, name: str, signature: str) -> None:
        text = str(inspect.signature(method(OPERATIONS[name]))).replace("'", "")
        text = re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Za-z])", "", text)
        text = re.sub(r"Union\[((?:[^\[\]]|\[[^\]]*\])*)\]", joined, text)  # as Python writes it before 3.14
        assert text == f"({' '.join(signature.split())}"

    @pytest.mark.unmeasured
    @each_operation
    def test_arguments_of_the_path_are_positional_and_the_rest_by_keyword(self, operation: Operation) -> None:
        parameters = list(inspect.signature(method(operation)).parameters.values())[1:]
        kinds = [p.kind for p in parameters]
        in_path = len(re.findall(r"\{", operation.path))
        assert kinds[:in_path] == [inspect.Parameter.POSITIONAL_OR_KEYWORD] * in_path
        assert set(kinds[in_path:]) == {inspect.Parameter.KEYWORD_ONLY}
        required = [p.default is p.empty for p in parameters[in_path:]]
        assert required == sorted(required, reverse=True)
        assert parameters[-1].name == "options"


class TestDocstrings:
    """What an editor shows for a method."""

    @pytest.mark.unmeasured
    @each_operation
    def test_complete(self, operation: Operation) -> None:
        text = inspect.getdoc(method(operation)) or ""
        sections = re.split(r"^(Args|Returns|Raises):$", text, flags=re.MULTILINE)
        parts = {"": sections[0]} | dict(zip(sections[1::2], sections[2::2], strict=True))
        assert text.splitlines()[0].endswith(".")
        assert f"\n`{operation.method} {operation.path}`\n" in parts[""]
        assert "\nCredentials: " in parts[""]
        assert ("Undocumented" in parts[""]) == operation.undocumented
        said = re.search(r"\bdeprecated\b" if operation.deprecated else r"^Deprecated\b", parts[""], _DEPRECATED)
        assert bool(said) == operation.deprecated  # in Docker's words, where these say it
        documented = re.findall(r"^    (\w+): \S", parts["Args"], re.MULTILINE)
        assert documented == list(inspect.signature(method(operation)).parameters)[1:]
        assert ("Returns" in parts) == (operation.response != "none")
        raised = re.findall(r"^    (\w+): ", parts["Raises"], re.MULTILINE)
        assert raised[-1] == "DockerHubError"
        assert ("ArgumentError" in raised) == (len(documented) > 1)  # beyond the options

    @pytest.mark.parametrize(
        ("name", "accepted"),
        [
            ("authentication.create_token", "none."),
            ("scim.list_users", "the SCIM bearer token."),
            ("access_tokens.list", "a user's password only; access tokens are refused."),
            ("orgs.list_members", "a user's password or an organization access token with `scope-member-read`."),
            ("users.me", "a user's password or a personal access token."),
            ("webhooks.create", "a user's password or a personal access token with `repo:admin`."),
            (
                "repositories.get",
                (
                    "none for what is public, else a user's password, a personal access token or an organization "
                    "access token with `scope-repository-read`."
                ),
            ),
        ],
    )
    def test_credentials_are_told(self, name: str, accepted: str) -> None:
        text = inspect.getdoc(method(OPERATIONS[name])) or ""
        assert f" Credentials: {accepted} Args:" in " ".join(text.split())

    @pytest.mark.unmeasured
    @each_operation
    def test_plain(self, operation: Operation) -> None:
        text = inspect.getdoc(method(operation)) or ""
        assert not re.search(r"</?[a-z]+[^>]*>|\*\*|\]\(|\b_\*", text)
        assert max(map(len, text.splitlines())) <= 110

    @pytest.mark.unmeasured
    @pytest.mark.complete
    @each_operation
    def test_no_argument_is_explained_by_its_own_name(self, operation: Operation) -> None:
        text = inspect.getdoc(method(operation)) or ""
        for name, words in re.findall(r"^    (\w+): (.*)$", text, re.MULTILINE):
            assert words.rstrip(".").lower() != name.replace("_", " ").strip()

    def test_allowed_values_and_default(self) -> None:
        text = inspect.getdoc(method(OPERATIONS["orgs.list_members"])) or ""
        parameter = inspect.signature(method(OPERATIONS["orgs.list_members"])).parameters["role"]
        values = ", ".join(f"`{value}`" for value in re.findall(r"'([^']+)'", str(parameter.annotation)))
        assert values
        assert f"One of {values}; the service may know others." in " ".join(text.split())
        assert "Default: `1`." in (inspect.getdoc(method(OPERATIONS["access_tokens.list"])) or "")

    def test_links_to_operations_name_their_methods(self) -> None:
        text = inspect.getdoc(method(OPERATIONS["authentication.login"])) or ""
        assert "Use `authentication.create_token` instead." in text
