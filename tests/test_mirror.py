"""Tests follow the tree: a module's tests are in the file of its name, or in the file that this table names."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SMALL = 30
"""Modules of up to this number of statements need no file of tests."""
# A folder stands for all its modules, also for those that grow with Docker's document.
ELSEWHERE = {
    # Seen through the whole of a build, a report or a client, whose result is what counts.
    "codegen/__main__.py": "tests/codegen/test_update.py",
    "codegen/document/expectations.py": "tests/codegen/document/test_overlay.py",
    "codegen/document/unstated_rules.py": "tests/codegen/document/test_validate.py",
    "codegen/document/unfolding.py": "tests/codegen/document/test_validate.py",
    "codegen/plan/docstrings.py": "tests/generated/test_signatures.py",
    "codegen/plan/generator.py": "tests/codegen/plan/test_new_things.py",
    "codegen/plan/identifiers.py": "tests/codegen/plan/test_operation_names.py",
    "codegen/plan/lowering/classes.py": "tests/codegen/test_constructs.py",
    "codegen/plan/lowering/discriminators.py": "tests/codegen/test_constructs.py",
    "codegen/plan/lowering/schema_parts.py": "tests/codegen/test_constructs.py",
    "codegen/plan/lowering/openapi_python_client.py": "tests/codegen/test_any_document.py",
    "codegen/plan/lowering/schemas.py": "tests/codegen/test_constructs.py",
    "codegen/plan/lowering/shapes.py": "tests/codegen/test_constructs.py",
    "codegen/plan/chosen_models.py": "tests/codegen/plan/test_new_things.py",
    "codegen/plan/models/python_types.py": "tests/codegen/test_constructs.py",
    "codegen/plan/models/describe.py": "tests/codegen/test_constructs.py",
    "codegen/plan/operations/argument.py": "tests/codegen/plan/operations/test_signature.py",
    "codegen/plan/operations/body.py": "tests/codegen/plan/operations/test_signature.py",
    "codegen/plan/operations/body_encodings.py": "tests/codegen/test_constructs.py",
    "codegen/plan/operations/media_types.py": "tests/codegen/plan/operations/test_responses.py",
    "codegen/plan/operations/operation.py": "tests/codegen/plan/operations/test_describe.py",
    "codegen/plan/operations/security.py": "tests/codegen/plan/operations/test_describe.py",
    "codegen/plan/operations/servers.py": "tests/codegen/test_constructs.py",
    "codegen/plan/operations/source.py": "tests/codegen/plan/operations/test_describe.py",
    "codegen/plan/operations/parameter_styles.py": "tests/codegen/test_constructs.py",
    "codegen/report/actions_to_add.py": "tests/codegen/report/test_rendering.py",
    "codegen/report/adaptations.py": "tests/codegen/report/test_reports.py",
    "codegen/report/annotations.py": "tests/codegen/report/test_comparison.py",
    "codegen/report/client.py": "tests/codegen/report/test_comparison.py",
    "codegen/report/client_renames.py": "tests/codegen/report/test_comparison_names.py",
    "codegen/report/stated_values.py": "tests/codegen/report/test_value_search.py",
    "codegen/report/function_scopes.py": "tests/codegen/report/test_value_search.py",
    "codegen/report/model_pairs.py": "tests/codegen/report/test_comparison.py",
    "codegen/report/wording_of_outcome.py": "tests/codegen/test_update.py",
    "codegen/report/argument_locations.py": "tests/codegen/report/test_comparison.py",
    "codegen/report/read_client.py": "tests/codegen/report/test_single_changes.py",
    "codegen/report/target_paths.py": "tests/codegen/report/test_refitting.py",
    "codegen/report/value_limits.py": "tests/codegen/report/test_argument_limits.py",
    "codegen/report/wording.py": "tests/codegen/report/test_reports.py",
    "codegen/report/wording_of_additions.py": "tests/codegen/report/test_rendering.py",
    "codegen/report/wording_of_models.py": "tests/codegen/report/test_replaced_models.py",
    "codegen/report/wording_of_limits.py": "tests/codegen/report/test_argument_limits.py",
    "codegen/report/wording_of_remains.py": "tests/codegen/report/test_evidence.py",
    "codegen/report/wording_of_repairs.py": "tests/codegen/report/test_validity_repairs.py",
    "codegen/report/yaml_cuts.py": "tests/codegen/report/test_rewrites.py",
    "codegen/report/yaml_text.py": "tests/codegen/report/test_rewrites.py",
    "codegen/support/_annotations.py": "tests/generated/test_fast_decoder.py",
    "codegen/support/_decoding.py": "tests/generated/test_lenient_decoder.py",
    "codegen/support/_response_drift.py": "tests/generated/test_lenient_decoder.py",
    "codegen/support/_walks.py": "tests/overrides/pagination/test_pager.py",
    "codegen/support/_pages.py": "tests/overrides/pagination/test_cursors.py",
    "codegen/support/_printable.py": "tests/overrides/helpers/test_text.py",
    "codegen/support/_scalar_text.py": "tests/generated/test_encoding.py",
    "codegen/support/_styles.py": "tests/codegen/test_constructs.py",
    "codegen/support/arguments.py": "tests/generated/test_encoding.py",
    "codegen/support/errors.py": "tests/overrides/test_errors.py",
    "codegen/write/render_modules.py": "tests/codegen/write/test_template_filters.py",
    "overrides/aiodockerhub/auth/credential_arguments.py": "tests/overrides/auth/test_credentials.py",
    "overrides/aiodockerhub/auth/file_token_store.py": "tests/overrides/auth/test_shared_log_in.py",
    "overrides/aiodockerhub/auth/stored_token.py": "tests/overrides/auth/test_shared_log_in.py",
    # Parts that only work together, over real sockets.
    "overrides/aiodockerhub/auth/helper_process.py": "tests/overrides/auth/test_credential_helper.py",
    "overrides/aiodockerhub/http/attempts.py": "tests/overrides/http/test_session.py",
    "overrides/aiodockerhub/http/call_context.py": "tests/overrides/http/test_session.py",
    "overrides/aiodockerhub/http/error_attributes.py": "tests/overrides/http/test_session_errors.py",
    "overrides/aiodockerhub/http/exchange.py": "tests/overrides/http/test_response_body.py",
    "overrides/aiodockerhub/http/engines/aiohttp_connections.py": "tests/overrides/http/engines/test_aiohttp_engine.py",
    "overrides/aiodockerhub/http/text_escapes.py": "tests/overrides/http/test_secret_spellings.py",
    "overrides/aiodockerhub/http/engines/choice.py": "tests/overrides/http/engines/test_engines.py",
    "overrides/aiodockerhub/http/engines/tls_and_proxies.py": "tests/overrides/http/engines/test_engines.py",
    "overrides/aiodockerhub/http/engines/transport_errors.py": "tests/overrides/http/engines/test_engines.py",
    "overrides/aiodockerhub/http/engines/httpcore_network.py": "tests/overrides/http/engines/test_engines.py",
    "overrides/aiodockerhub/http/first_attempts.py": "tests/overrides/http/test_paced_line.py",
    "overrides/aiodockerhub/http/options.py": "tests/overrides/http/test_session.py",
    "overrides/aiodockerhub/http/lifecycle.py": "tests/overrides/test_client.py",
    "overrides/aiodockerhub/mcp/own_descriptor.py": "tests/overrides/mcp/test_stdio.py",
    "overrides/aiodockerhub/mcp/stdin_lines.py": "tests/overrides/mcp/test_stdio.py",
    "overrides/aiodockerhub/mcp/stdout_lines.py": "tests/overrides/mcp/test_stdio.py",
    "overrides/aiodockerhub/pagination/cursor_checks.py": "tests/overrides/pagination/test_cursors.py",
    "overrides/aiodockerhub/pagination/page_requests.py": "tests/overrides/pagination/test_pager.py",
    "overrides/aiodockerhub/pagination/resume_note.py": "tests/overrides/pagination/test_cursors.py",
    # What FakeHub is made of, seen through its responses.
    "overrides/aiodockerhub/testing/bodies": "tests/overrides/testing/test_conformance.py",
    "overrides/aiodockerhub/testing/handled_request.py": "tests/overrides/testing/handlers/test_repositories.py",
    "overrides/aiodockerhub/testing/errors.py": "tests/overrides/testing/test_conformance.py",
    "overrides/aiodockerhub/testing/hub.py": "tests/overrides/testing/test_faults.py",
    "overrides/aiodockerhub/testing/routing.py": "tests/overrides/testing/test_conformance.py",
    "overrides/aiodockerhub/testing/scim_filter.py": "tests/overrides/testing/handlers/test_scim.py",
    "overrides/aiodockerhub/testing/seeding_accounts.py": "tests/overrides/testing/test_seeding.py",
    "overrides/aiodockerhub/testing/account_state.py": "tests/overrides/testing/test_access.py",
    "overrides/aiodockerhub/testing/state.py": "tests/overrides/testing/test_access.py",
    "overrides/aiodockerhub/testing/transport.py": "tests/overrides/testing/test_faults.py",
}


def own_file(module: Path) -> Path:
    """Return the path of the file of tests that has the name of a module."""
    parts, name = module.parts, f"test_{module.stem.strip('_')}.py"
    if parts[:2] == ("codegen", "support"):
        return Path("tests/generated", name)
    if parts[0] == "codegen":
        return Path("tests/codegen", *parts[1:-1], name)
    return Path("tests/overrides", *parts[2:-1], name)


def modules() -> list[Path]:
    """List the modules that are large enough to need a file of tests."""
    files = [file for folder in ("codegen", "overrides/aiodockerhub") for file in (ROOT / folder).rglob("*.py")]
    return [
        file.relative_to(ROOT)
        for file in sorted(files)
        if file.name != "__init__.py"
        and sum(isinstance(node, ast.stmt) for node in ast.walk(ast.parse(file.read_text("utf-8")))) > SMALL
    ]


@pytest.mark.heavy
def test_every_module_has_a_file_of_tests() -> None:
    missing = [
        f"{module}: {own_file(module)}"
        for module in modules()
        if not (ROOT / own_file(module)).exists() and not is_elsewhere(module)
    ]
    assert missing == []


def is_elsewhere(module: Path) -> bool:
    """Tell whether the table says where the tests of a module, or of its folder, are."""
    return not ELSEWHERE.keys().isdisjoint({module.as_posix(), module.parent.as_posix()})


def test_a_module_that_the_report_asks_to_extend_needs_no_file_once_it_has_grown() -> None:
    """The report names the modules of FakeHub's state and bodies, and a file of tests only for handlers."""
    folder = ROOT / "overrides/aiodockerhub/testing"
    extended = [folder / "state.py", folder / "account_state.py", *(folder / "bodies").glob("*.py")]
    assert [file for file in extended if not is_elsewhere(file.relative_to(ROOT))] == []


def test_the_table_names_files_that_are_there_for_modules_that_need_it() -> None:
    assert [file for file in ELSEWHERE.values() if not (ROOT / file).exists()] == []
    needless = [
        module for module in ELSEWHERE if not (ROOT / module).exists() or (ROOT / own_file(Path(module))).exists()
    ]
    assert needless == []


def test_test_files_of_a_wing_are_called_after_a_module_or_are_in_the_table() -> None:
    """A test file in a wing whose name is no module's says in its docstring what it holds together."""
    names = {
        own_file(file.relative_to(ROOT))
        for folder in ("codegen", "overrides/aiodockerhub")
        for file in (ROOT / folder).rglob("*.py")
    }
    others = [
        file.relative_to(ROOT)
        for folder in ("tests/codegen", "tests/overrides")
        for file in (ROOT / folder).rglob("test_*.py")
        if file.relative_to(ROOT) not in names and not ast.get_docstring(ast.parse(file.read_text("utf-8")))
    ]
    assert others == []
