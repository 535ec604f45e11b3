"""A new document against the present one: the client that will be, and what has to be edited in the overlay."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from codegen.document import load, overlay
from codegen.document.overlay import Action
from codegen.errors import BuildError
from codegen.report import rendering, scope_edits, wording, wording_of_additions
from codegen.report.examine import examine
from codegen.report.overlay_edits import Edit, Healed, attrs_replace
from codegen.report.rendering import Report
from codegen.write import build
from codegen.write.build import Layout
from tests.codegen import frozen
from tests.codegen.report.small_client import base
from tests.codegen.report.small_project import small_project

CURRENT = frozen.layout()


@pytest.fixture
def project(tmp_path: Path) -> Layout:
    """Return a layout with copies of the patched document and of the overlays, which tests may edit."""
    (tmp_path / "generated").mkdir()
    shutil.copy(CURRENT.generated / build.DOCUMENT, tmp_path / "generated")
    shutil.copytree(CURRENT.overlays, tmp_path / "overlay")
    return attrs.evolve(CURRENT, generated=tmp_path / "generated", overlays=tmp_path / "overlay")


def changed(folder: Path, old: str, new: str) -> Path:
    spec = CURRENT.spec.read_text(encoding="utf-8")
    assert old in spec
    file = folder / "new.yaml"
    file.write_text(spec.replace(old, new), encoding="utf-8")
    return file


def add_action(layout: Layout, file: str, action: str) -> int:
    """Add an action to a file of the overlay, and return the number of its first line."""
    path = layout.overlays / file
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, "", action]), encoding="utf-8")
    return len(lines) + 2


@pytest.mark.slow
def test_the_same_document_changes_nothing(project: Layout) -> None:
    report = examine(CURRENT.spec, project)

    assert (report.changes, report.covered, report.without_effect, report.edits) == ([], [], [], [])
    assert wording.NOTHING_CHANGES in rendering.markdown(report)


@pytest.mark.slow
def test_what_is_compared_is_the_present_client_however_the_overlay_was_edited_since(project: Layout) -> None:
    names = project.overlays / "names.yaml"
    before = names.read_text(encoding="utf-8")
    names.write_text(before.replace("{title: TagImage}", "{title: Picture}"), encoding="utf-8")

    report = examine(CURRENT.spec, project)

    assert [change.names for change in report.changes if change.what == "model renamed"] == [("TagImage",)]

    (project.generated / build.DOCUMENT).unlink()

    assert examine(CURRENT.spec, project).changes == []


@pytest.mark.slow
def test_the_action_that_names_an_operation_can_be_pasted(project: Layout, tmp_path: Path) -> None:
    operation = "\npaths:\n  /v2/stars:\n    get: {tags: [stars], responses: {200: {description: All.}}}\n"
    new = changed(tmp_path, "\npaths:\n", operation)
    report = examine(new, project)
    section = rendering.markdown(report).partition(f"## {wording_of_additions.UNNAMED} ")[2]
    action = section.partition("```yaml\n")[2].partition("```")[0]

    add_action(project, "names.yaml", action.replace("stars_get", "stars_count"))

    assert [each.name for each in report.unnamed] == ["stars.get"]
    again = examine(new, project)
    assert again.unnamed == []
    assert [edit.reason for edit, _ in again.edits] == [wording_of_additions.GROUP_TAGS]  # the tag is new, too
    assert [change.names for change in again.changes] == [("hub.stars",), ("hub.stars.count()",)]


@pytest.mark.slow
def test_a_package_without_a_version_is_refused(project: Layout, tmp_path: Path) -> None:
    (tmp_path / "_version.py").write_text("__version__ = None\n", encoding="utf-8")

    with pytest.raises(BuildError, match=r"^_version\.py states no version$"):
        examine(CURRENT.spec, attrs.evolve(project, version=tmp_path / "_version.py"))


@pytest.mark.slow
def test_an_action_that_became_needless_is_told_with_its_lines(project: Layout, tmp_path: Path) -> None:
    """By the action that says that a document takes organization tokens; then the document says so, in its own way."""
    target = "$.paths['/v2/orgs/{name}/settings'].get"
    line = add_action(
        project,
        "operations.yaml",
        f"  - target: {target}\n    description: The service takes them.\n    x-discrepancy: Sc\n"
        "    x-before: {x-organization-token: absent}\n    update: {x-organization-token: true}\n",
    )
    present = overlay.apply(load.load(CURRENT.spec), overlay.load(project.overlays))
    (project.generated / build.DOCUMENT).write_text(json.dumps(present), encoding="utf-8")
    document: Any = load.load(CURRENT.spec)
    document["paths"]["/v2/orgs/{name}/settings"]["get"]["description"] += '\n<span class="oat"></span>'
    new = tmp_path / "new.yaml"
    new.write_text(json.dumps(document), encoding="utf-8")

    report = examine(new, project)

    needless = [(edit.action.target, rewrite.first) for edit, rewrite in report.edits if not edit.becomes]
    assert needless == [(target, line)]
    assert report.changes == []


@pytest.fixture
def small(tmp_path: Path) -> Layout:
    """Make a project of a small document and an overlay of one action, without a client."""
    schemas = (
        "overlay: 1.0.0\ninfo: {title: Small, version: 1.0.0}\nactions:\n"
        "  - target: $.components.schemas.thing.properties.size\n    description: It counts bytes.\n"
        "    x-discrepancy: D1\n    x-before: {type: integer}\n    update: {description: In bytes.}\n"
    )
    return small_project(tmp_path, {"schemas": schemas})


def examined(document: Any, layout: Layout) -> Report:
    new = layout.spec.with_name("new.json")
    new.write_text(json.dumps(document), encoding="utf-8")
    return examine(new, layout)


def test_what_changes_for_callers_and_what_does_not_are_told_apart(small: Layout) -> None:
    document = base()
    thing = document["components"]["schemas"]["thing"]["properties"]
    thing["kind"]["enum"].append("z")
    thing["name"] = {"type": "string", "example": "x"}
    thing["size"]["description"] = "Of all parts."

    report = examined(document, small)

    assert [change.names for change in report.changes] == [("Thing.kind",)]
    assert [each.json_path for each in report.without_effect] == ["$.components.schemas.thing.properties.name.example"]
    assert [each.json_path for each in report.covered] == ["$.components.schemas.thing.properties.size.description"]


def test_a_repair_made_upstream_and_a_new_operation_without_a_name_are_to_be_edited(small: Layout) -> None:
    document = base()
    document["components"]["schemas"]["thing"]["properties"]["size"]["description"] = "In bytes."
    document["paths"]["/v2/stars"] = {"get": {"tags": ["stars"], "responses": {"200": {"description": "All."}}}}

    report = examined(document, small)

    assert [(edit.action.line, edit.becomes) for edit, _ in report.edits] == [(4, ())]
    assert [each.name for each in report.unnamed] == ["stars.get"]
    assert report.notices == []
    assert not report.obstacle


def test_a_document_of_which_no_client_can_be_made_is_not_compared(small: Layout) -> None:
    document = base()
    document["paths"]["/v2/x{a"] = document["paths"].pop("/v2/things/{name}")

    report = examined(document, small)

    assert "#/paths/~1v2~1x%7Ba: the braces of the path are not in pairs" in report.obstacle
    assert report.changes == []


def put_path_item_behind_reference(document: Any) -> None:
    document["x-items"] = {"thing": document["paths"]["/v2/things/{name}"]}
    document["paths"]["/v2/things/{name}"] = {"$ref": "#/x-items/thing"}


def drop_components(document: Any) -> None:
    for key in ("components", "security"):
        del document[key]
    item = document["paths"]["/v2/things/{name}"]
    del item["get"]["responses"]["200"]["content"], item["put"]["requestBody"]


def put_true_into_all_of(document: Any) -> None:
    document["openapi"] = "3.1.0"
    schemas = document["components"]["schemas"]
    schemas["new"] = {"allOf": [True, schemas["new"]]}


@pytest.mark.parametrize("change", [put_path_item_behind_reference, drop_components, put_true_into_all_of])
def test_a_document_of_an_unusual_form_is_compared(change: Callable[[Any], None], small: Layout) -> None:
    (small.overlays / "operations.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: Small, version: 1.0.0}\nactions:\n"
        "  - target: $.paths['/v2/things/{name}'].get\n    description: It reads.\n"
        "    x-discrepancy: D2\n    x-before: {summary: Read a thing}\n    update: {summary: Get a thing}\n",
        encoding="utf-8",
    )
    document = base()
    change(document)

    report = examined(document, small)

    assert report.obstacle == ""


@pytest.mark.slow
def test_what_organization_tokens_may_change_by_a_scope_without_a_name_is_listed(
    project: Layout, tmp_path: Path
) -> None:
    words = "Updates an organization's settings."
    new = changed(tmp_path, words, f'{words} Needs `scope-settings-edit`. <span class="oat"></span>')

    report = examine(new, project)

    [unscoped] = report.unscoped
    assert (unscoped.method, unscoped.path, unscoped.scope) == (
        "PUT",
        "/v2/orgs/{name}/settings",
        "scope-settings-edit",
    )
    assert unscoped.beside.startswith("  # other changes ")
    assert f"    update: {{x-organization-scope: scope-settings-edit}}{unscoped.beside}\n```" in rendering.markdown(
        report
    )


def test_what_takes_the_place_of_an_action_and_changes_nothing_is_left_out(small: Layout) -> None:
    file = small.overlays / "schemas.yaml"
    file.write_text(
        "overlay: 1.0.0\ninfo: {title: Small, version: 1.0.0}\nactions:\n"
        "  - target: $.paths['/v2/{a}','/v2/b/{a}'].parameters[?@.name == 'a']\n    description: Its name.\n"
        "    x-discrepancy: names\n    x-matches: 2\n    x-before: {x-python-name: absent}\n"
        "    update: {x-python-name: thing}\n",
        encoding="utf-8",
    )
    document = base()
    response = {"200": {"description": "All."}}
    for path in ("/v2/{a}", "/v2/b/{a}"):
        parameter = {"in": "path", "name": "a", "required": True, "schema": {"type": "string"}}
        document["paths"][path] = {"parameters": [parameter], "get": {"tags": ["stars"], "responses": response}}
    small.spec.write_text(json.dumps(document), encoding="utf-8")
    moved = document["paths"].pop("/v2/b/{a}")
    document["paths"]["/v2/b/{thing}"] = {**moved, "parameters": [{**moved["parameters"][0], "name": "thing"}]}

    report = examined(document, small)

    (edit,) = (edit for edit, _ in report.edits)
    assert [action.target for action in edit.becomes] == ["$.paths['/v2/{a}'].parameters[?@.name == 'a']"]


def test_a_part_of_an_action_that_moves_into_a_component_which_says_the_same_is_left_out(small: Layout) -> None:
    """Docker has not changed the component, so that only the edit can lead to it."""
    (small.overlays / "schemas.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: Small, version: 1.0.0}\nactions:\n"
        "  - target: $.paths['/v2/{a}','/v2/b/{a}'].parameters[?@.name == 'a']\n    description: Its name.\n"
        "    x-discrepancy: names\n    x-matches: 2\n    x-before: {x-python-name: absent}\n"
        "    update: {x-python-name: thing}\n",
        encoding="utf-8",
    )
    document = base()
    component = {"in": "path", "name": "thing", "required": True, "schema": {"type": "string"}}
    document["components"]["parameters"] = {"thing": component}
    reference = {"$ref": "#/components/parameters/thing"}
    get = {"tags": ["stars"], "responses": {"200": {"description": "All."}}}
    document["paths"]["/v2/c/{thing}"] = {"parameters": [reference], "get": get}
    for path in ("/v2/{a}", "/v2/b/{a}"):
        document["paths"][path] = {"parameters": [{**component, "name": "a"}], "get": get}
    small.spec.write_text(json.dumps(document), encoding="utf-8")
    document["paths"]["/v2/b/{thing}"] = {**document["paths"].pop("/v2/b/{a}"), "parameters": [reference]}

    report = examined(document, small)

    (edit,) = (edit for edit, _ in report.edits)
    assert [action.target for action in edit.becomes] == ["$.paths['/v2/{a}'].parameters[?@.name == 'a']"]
    assert edit.reason == wording.DONE_IN_PART


def test_what_a_later_edit_writes_without_effect_is_left_out(small: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    target = "$.components.schemas.thing"
    before: Any = {"x-idle": "absent"}
    idle = Action("overlay/schemas.yaml", 0, target, "Idle.", "D1", {"x-idle": True}, False, 1, before)  # noqa: FBT003

    def with_idle_action(healed: Healed, published: dict[str, Any], *_: object) -> Healed:
        overlays = [attrs_replace(each, [*each.actions, idle]) for each in healed.overlays]
        edit = Edit(action=idle, becomes=(idle,), reason=wording.KEEP_NAME, needs_check=False, is_new=True)
        patched = overlay.apply_with_misfits(published, overlays)[0]
        return attrs.evolve(healed, document=patched, overlays=overlays, edits=[*healed.edits, edit])

    monkeypatch.setattr(scope_edits, "remove_operations", with_idle_action)

    assert examined(base(), small).edits == []


def test_a_class_keeps_its_name_although_a_new_schema_would_have_it(small: Layout) -> None:
    (small.overlays / "names.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: Names, version: 1.0.0}\nactions: []\n", encoding="utf-8"
    )
    document = base()
    del document["components"]["schemas"]["thing"]["title"]
    small.spec.write_text(json.dumps(document), encoding="utf-8")
    document["components"]["schemas"]["Thing"] = {"type": "object", "properties": {"label": {"type": "string"}}}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
    document["paths"]["/v2/labels"] = {
        "get": {
            "tags": ["things"],
            "operationId": "things_label",
            "responses": {"200": {"description": "A label.", "content": content}},
        }
    }

    report = examined(document, small)

    (edit,) = (edit for edit, _ in report.edits)
    assert (edit.action.target, edit.action.update) == ("$.components.schemas.thing", {"title": "Thing"})
    assert not [change for change in report.changes if change.what == wording.MODEL_RENAMED]
    assert ("Thing2",) in [change.names for change in report.changes if change.what == wording.MODEL_ADDED]


def test_a_class_keeps_its_name_although_its_schema_has_another(small: Layout) -> None:
    (small.overlays / "names.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: Names, version: 1.0.0}\nactions: []\n", encoding="utf-8"
    )
    document = base()
    del document["components"]["schemas"]["thing"]["title"]
    small.spec.write_text(json.dumps(document), encoding="utf-8")
    text = json.dumps(document).replace("#/components/schemas/thing", "#/components/schemas/object")
    document = json.loads(text)
    document["components"]["schemas"]["object"] = document["components"]["schemas"].pop("thing")

    report = examined(document, small)

    (edit,) = (edit for edit, _ in report.edits if edit.is_new)
    assert (edit.action.target, edit.action.update) == ("$.components.schemas.object", {"title": "Thing"})
    assert not [change for change in report.changes if change.what == wording.MODEL_RENAMED]


def test_a_misspelled_key_is_a_fault_and_no_notice(small: Layout) -> None:
    document: Any = base()
    document["components"]["schemas"]["new"]["requried"] = document["components"]["schemas"]["new"].pop("required")
    report = examined(document, small)

    assert [(str(fault.location[-1]), fault.meant) for fault in report.faults] == [("requried", "required")]
    assert report.notices == []
