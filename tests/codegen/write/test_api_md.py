"""api.md: what is text of the document, and what becomes a link."""

from codegen.plan.operations.operation import Resource
from codegen.write import api_md


def test_addresses_in_descriptions_are_links_outside_of_code() -> None:
    text = "See Tokens (https://example.com/a-b/), https://example.com/c. Send `https://example.com/d` <https://e.example>."
    resource = Resource(
        name="things", title="Things", description="", overview=text, operations=(), class_name="Things"
    )
    written = " ".join(api_md.render([resource]).split())
    assert "See Tokens (<https://example.com/a-b/>), <https://example.com/c>." in written
    assert "Send `https://example.com/d` <https://e.example>." in written


def test_a_table_stays_as_it_is() -> None:
    text = f"| a | b |\n| --- | --- |\n| c | {'word ' * 40}|"
    resource = Resource(
        name="things", title="Things", description="", overview=text, operations=(), class_name="Things"
    )
    assert f"\n\n{text}\n\n" in api_md.render([resource])
