"""Facts of operations: credentials, marks, errors, names."""

from typing import Any

import pytest

from codegen.document import nodes
from tests.codegen.small import document, made, operation, written

ACCEPTED: dict[str, Any] = {"x-organization-token": True, "security": [{"bearerAuth": []}]}


def _secured(scheme: str, description: str) -> dict[str, Any]:
    """A document whose operation takes tokens of organizations by its text."""
    marked = f'{description}\n\n<span class="oat"></span>'
    return document("/things", security=[{scheme: []}], description=marked)


class TestFacts:
    """Security, marks, errors, texts."""

    @pytest.mark.parametrize(
        ("security", "expected"),
        [
            (None, "NONE"),
            ([], "NONE"),
            ([{"bearerAuth": []}], "BEARER"),
            ([{"bearerAuth": []}, {}], "OPTIONAL_BEARER"),
            ([{"bearerSCIMAuth": []}], "SCIM_BEARER"),
        ],
    )
    def test_security(self, security: Any, expected: str) -> None:
        said: dict[str, Any] = {} if security is None else {"security": security}
        assert operation(document("/things", **said)).security == expected

    def test_security_of_the_whole_document_holds_unless_overruled(self) -> None:
        doc = document("/things") | {"security": [{"bearerAuth": []}]}
        assert operation(doc).security == "BEARER"

    def test_marks(self) -> None:
        said: dict[str, Any] = {
            "x-undocumented": True,
            "x-scopes": "personal",
            "description": '<span class="oat"></span>',
            "security": [{"bearerAuth": []}],
        }
        found = operation(document("/things", **said))
        assert (found.organization_token, found.undocumented, found.scopes) == (True, True, "personal")
        assert operation(document("/things", **ACCEPTED)).organization_token

    @pytest.mark.parametrize("key", ["organization", "personal"])
    @pytest.mark.parametrize("accepted", [True, False])
    def test_a_scope_is_that_of_a_token_that_is_accepted(self, key: str, accepted: bool) -> None:
        said: dict[str, Any] = {
            f"x-{key}-token": accepted,
            f"x-{key}-scope": "scope-a",
            "security": [{"bearerAuth": []}],
        }
        found = operation(document("/things", **said))
        assert getattr(found, f"{key}_scope") == ("scope-a" if accepted else None)

    @pytest.mark.parametrize(
        ("of_tag", "of_operation", "accepted"),
        [
            ({}, {}, True),
            ({"x-personal-token": False}, {}, False),
            ({"x-personal-token": False}, {"x-personal-token": True}, True),
            ({}, {"x-personal-token": False}, False),
            ({}, {"security": [{"bearerSCIMAuth": []}]}, False),
            ({}, {"security": []}, False),
        ],
    )
    def test_personal_tokens(self, of_tag: dict[str, Any], of_operation: dict[str, Any], accepted: bool) -> None:
        doc = document("/things", **({"security": [{"bearerAuth": []}]} | of_operation))
        doc["tags"] = [{"name": "things", **of_tag}]
        assert operation(doc).personal_token is accepted

    def test_what_needs_no_credentials_is_not_for_organization_tokens_either(self) -> None:
        found = operation(document("/things", **(ACCEPTED | {"x-organization-scope": "scope-a", "security": []})))

        assert (found.security, found.organization_token, found.organization_scope) == ("NONE", False, None)

    @pytest.mark.parametrize("scheme", ["bearerSCIMAuth", "key"])
    def test_what_is_sent_by_another_credential_takes_no_organization_tokens(self, scheme: str) -> None:
        """The token of SCIM is sent alone, as a notice says, whatever the document accepts beside it."""
        doc: Any = document("/things", **(ACCEPTED | {"x-organization-scope": "scope-a"}))
        doc["components"]["securitySchemes"]["key"] = {"type": "apiKey", "in": "header", "name": "X-Key"}
        beside: list[Any] = [{"bearerAuth": []}] if scheme == "bearerSCIMAuth" else []
        doc["paths"]["/things"]["get"]["security"] = [{scheme: []}, *beside]

        found = operation(doc)

        assert (found.organization_token, found.organization_scope) == (False, None)

    @pytest.mark.parametrize(
        ("said", "kept"),
        [
            (
                "It lists users.\n\nAn organization access token needs the scope `scope-a`.\n\nIt ends.",
                "It lists users.\n\nIt ends.",
            ),
            ("It lists users. OATs can call it. It ends.", "It lists users. It ends."),
            ("It lists users.\n\n- OATs\n- users", "It lists users.\n\n- users"),
        ],
    )
    def test_docstrings_name_no_tokens_that_are_never_sent(self, said: str, kept: str) -> None:
        """A caller would create one in vain; where the client can send such a token, the sentences stay."""
        by_token = {
            scheme: operation(_secured(scheme, said)).description for scheme in ("bearerSCIMAuth", "bearerAuth")
        }
        assert by_token["bearerSCIMAuth"] == kept
        assert "OAT" in by_token["bearerAuth"] or "organization access token" in by_token["bearerAuth"]

    @pytest.mark.parametrize(
        ("description", "warning"),
        [
            ("", "things.do is deprecated"),
            ("Deprecated: Use something else.", "things.do is deprecated: use something else"),
        ],
    )
    def test_deprecation(self, description: str, warning: str) -> None:
        doc = document("/things", deprecated=True, description=description)
        assert operation(doc).deprecation == warning
        assert written(doc)["resources/things.py"].count("Deprecated") == 1
        assert repr(warning) in written(doc)["calls/things.py"]

    def test_raises(self) -> None:
        responses = {
            "204": {"description": "Done."},
            "302": {"description": "Elsewhere."},
            "404": {"description": "Not Found"},
            "409": {"description": "There is one of that name already"},
            "418": {"description": "Teapot"},
            "503": {"description": "Busy"},
            "default": {"description": "An unexpected error response."},
        }
        assert operation(document("/things", responses=responses)).raises == (
            ("NotFoundError", "There is no such object, or the credentials cannot see it (404)."),
            ("ConflictError", "There is one of that name already (409)."),
            ("StatusError", "The service refuses for any other reason (418)."),
            ("ServerError", "The service fails (503)."),
            ("StatusError", "The service refuses for any other reason."),
        )

    def test_summary_is_not_said_twice(self) -> None:
        assert operation(document("/things", summary="Do it", description="Do it.")).description == ""

    def test_operation_without_summary_is_called_by_its_method_name(self) -> None:
        assert operation(document("/things", operationId="things_turn_around")).summary == "Turn around."

    def test_operation_without_id_gets_a_name_and_a_notice(self) -> None:
        parameter = {"in": "path", "name": "id", "required": True, "schema": {"type": "string"}}
        doc = document("/things/{id}/copy", "post", parameters=[parameter])
        del nodes.mapping(nodes.mapping(nodes.mapping(doc["paths"])["/things/{id}/copy"])["post"])["operationId"]
        notices = made(doc).notices
        assert operation(doc).id == "things.create_copy"
        assert len(notices) == 1
        assert notices[0].startswith("POST /things/{id}/copy has no operationId and is called things.create_copy")
