"""What the search for lines knows of the present client is read from the client."""

from codegen.report.client_facts import client_facts
from tests.codegen.report.small_client import client, edited


def test_the_operations_of_an_option_are_known() -> None:
    facts = client_facts(client(edited()))

    assert facts.options["--view [a|b]"] == {"hub.things.get()"}
    assert facts.options["--label TEXT"] == {"hub.things.replace()"}


def test_names_in_a_body_are_those_of_its_arguments_and_of_the_path() -> None:
    facts = client_facts(client(edited()))

    assert facts.sent["hub.things.replace()"] == {"name": "name", "label": "label", "parts": "parts"}
    assert facts.sent["hub.things.get()"] == {"name": "name"}


def test_models_are_known_by_the_calls_that_contain_them_and_by_their_keys() -> None:
    facts = client_facts(client(edited()))

    assert facts.models["Part"] == ["hub.things.get()", "hub.things.replace()"]
    assert facts.endpoints["hub.things.get()"] == "GET /v2/things/{name}"
    assert facts.required["Thing"] == {"name"}
    assert facts.holders["Part"] == {"parts"}
    assert facts.keys["Part"] == {"of": "of", "weight": "weight"}
