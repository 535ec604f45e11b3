"""Signatures and docstrings of functions and methods say what the document says."""

import inspect
import re

import pytest
from aiodockerhub_generated.catalog import load
from aiodockerhub_generated.operations import OPERATIONS
from aiodockerhub_generated.types import Operation

from tests.generated.samples import each_operation, method

_DEPRECATED = re.IGNORECASE | re.MULTILINE


_TYPES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "array": "Sequence["}
_FORMATS = {"date": "date", "date-time": "datetime", "binary": "bytes"}


class TestSignatures:
    """Signatures have the arguments of the catalog, with the types, values and results that the catalog states."""

    @pytest.mark.unmeasured
    @each_operation
    def test_arguments_types_and_results_are_those_of_the_catalog(self, operation: Operation) -> None:
        signature = inspect.signature(method(operation))
        resource, _, name = operation.id.partition(".")
        entry = load()[resource]["operations"][name]
        assert [*signature.parameters] == ["self", *(argument["name"] for argument in entry["arguments"]), "options"]
        for argument in entry["arguments"]:
            parameter, schema = signature.parameters[argument["name"]], argument["schema"]
            assert (parameter.default is parameter.empty) == argument["required"]
            annotation = str(parameter.annotation)
            listed = schema.get("enum") or schema.get("items", {}).get("enum") or []
            assert not listed or f"Literal[{', '.join(repr(value) for value in listed)}]" in annotation
            if isinstance(schema.get("type"), str) and schema["type"] in _TYPES:
                assert _FORMATS.get(schema.get("format", ""), _TYPES[schema["type"]]) in annotation
        assert ("Pager[" in str(signature.return_annotation)) == (entry["paging"] is not None)

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
            ("scim.list_users", "the client's `scim_token`."),
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
