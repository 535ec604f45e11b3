"""Tags and repositories in the shape of the service are read without a single drift."""

from datetime import UTC, datetime

import httpx
import pytest
from aiodockerhub import (
    calls,
)

from tests.overrides.overlay.samples import (
    GET_REPOSITORY,
    GET_TAG,
    LIST_REPOSITORIES,
    decoded,
    entry,
    image,
    page,
    repository,
    responding,
    tag,
)

# --- tags -------------------------------------------------------------------------------------------------------------


def test_d1_images_of_a_tag_are_an_array() -> None:
    images = decoded(GET_TAG, tag(images=[image(), image(architecture="amd64", variant=None)])).images
    assert images
    assert [image.architecture for image in images] == ["arm64", "amd64"]


def test_d2_v2_is_a_boolean() -> None:
    assert decoded(GET_TAG, tag(v2=True)).v2 is True


def test_d3_what_an_image_does_not_have_is_null() -> None:
    nothing = image(variant=None, os_version=None, features=None, os_features=None)
    (found,) = decoded(calls.repositories.list_tag_images("acme", "app", "1.19.4"), [nothing])
    assert (found.variant, found.os_version, found.features, found.os_features) == (None, None, None, None)


def test_d4_a_tag_has_the_keys_of_the_service() -> None:
    modern = decoded(GET_TAG, tag(image_id=None))
    assert (modern.tag_status, modern.content_type, modern.digest) == ("active", "image", "sha256:3c10")
    old = tag()
    del old["digest"]
    assert decoded(GET_TAG, old).digest is None


def test_d5_times_of_old_tags_are_null() -> None:
    old = decoded(GET_TAG, tag(last_updated=None, tag_last_pushed=None, tag_last_pulled=None))
    assert (old.last_updated, old.tag_last_pushed, old.tag_last_pulled) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "microsecond"),
    [
        ("2026-01-01T17:14:39Z", 0),
        ("2026-01-01T17:14:39.5Z", 500_000),
        ("2026-01-01T17:14:39.81499Z", 814_990),
        ("2026-01-01T17:14:39.74659943Z", 746_599),
        ("2026-01-01T17:14:39.583988587Z", 583_988),
    ],
)
def test_d6_times_have_any_number_of_digits(text: str, microsecond: int) -> None:
    expected = datetime(2026, 1, 1, 17, 14, 39, microsecond, tzinfo=UTC)
    assert decoded(GET_TAG, tag(tag_last_pulled=text)).tag_last_pulled == expected
    (found,) = decoded(GET_TAG, tag(images=[image(last_pulled=text, last_pushed=text)])).images or []
    assert (found.last_pulled, found.last_pushed) == (expected, expected)


def test_d7_a_tag_without_images_and_images_without_platform() -> None:
    assert decoded(GET_TAG, tag(images=[])).images == []
    (attestation,) = decoded(GET_TAG, tag(images=[image(os="unknown", architecture="")])).images or []
    assert (attestation.os, attestation.architecture) == ("unknown", "")


def test_d7_empty_layers_have_no_digest() -> None:
    layers = [{"size": 3, "instruction": "ADD file", "digest": "sha256:aa"}, {"size": 0, "instruction": "CMD"}]
    (found,) = decoded(calls.repositories.list_tag_images("acme", "app", "1"), [image(layers=layers)])
    assert [layer.digest for layer in found.layers or []] == ["sha256:aa", None]


@pytest.mark.parametrize("kind", ["image", "plugin", "helm", "volume", "wasm", "compose", "model", "unrecognized"])
def test_d8_content_types(kind: str) -> None:
    assert decoded(GET_TAG, tag(content_type=kind, tag_status="inactive")).content_type == kind


async def test_d9_a_count_of_zero_hides_no_results() -> None:
    requests: list[httpx.Request] = []
    async with responding(200, page(tag(), count=0), requests) as hub:
        assert [found.name async for found in hub.repositories.list_tags("acme", "app")] == ["1.19.4"]


# --- repositories -----------------------------------------------------------------------------------------------------


def test_d10_old_and_new_repositories_lack_keys() -> None:
    left_out = {"categories", "immutable_tags_settings", "full_description", "source"}
    old = {key: value for key, value in repository().items() if key not in left_out}
    assert decoded(GET_REPOSITORY, old).categories is None
    assert decoded(GET_REPOSITORY, repository(last_updated=None, description=None)).last_updated is None


def test_d10_name_and_namespace_are_all_that_is_certain() -> None:
    least = decoded(GET_REPOSITORY, {"name": "app", "namespace": "acme"})
    assert (least.name, least.namespace) == ("app", "acme")


def test_d11_the_example_of_the_document_itself() -> None:
    example = {key: value for key, value in repository().items() if key not in {"user", "permissions"}}
    assert decoded(calls.repositories.create("acme", name="app"), example).user is None


@pytest.mark.parametrize(("status", "text"), [(0, "inactive"), (1, "active"), (6, "archived")])
def test_d12_repositories_can_be_archived(status: int, text: str) -> None:
    (found,) = decoded(LIST_REPOSITORIES, page(entry(status=status, status_description=text))).results or []
    assert (found.status, found.status_description) == (status, text)


def test_d13_affiliation_type_and_media_types_may_be_null() -> None:
    (found,) = (
        decoded(
            LIST_REPOSITORIES, page(entry(affiliation=None, repository_type=None, media_types=[None, "application/x"]))
        ).results
        or []
    )
    assert (found.affiliation, found.repository_type, found.media_types) == (None, None, [None, "application/x"])
    assert decoded(GET_REPOSITORY, repository(affiliation=None, media_types=[None])).media_types == [None]


def test_d14_entries_of_lists_are_shorter() -> None:
    (found,) = decoded(LIST_REPOSITORIES, page(entry())).results or []
    assert found.name == "app"


def test_d15_counts_exceed_32_bits() -> None:
    found = decoded(GET_REPOSITORY, repository(pull_count=13_000_000_000, storage_size=2**40))
    assert (found.pull_count, found.storage_size) == (13_000_000_000, 2**40)


def test_d16_rules_are_a_json_array_and_any_expression() -> None:
    update = calls.repositories.update_immutable_tags(
        "acme", "app", immutable_tags=True, immutable_tags_rules=["v.*", ".*-RELEASE"]
    )
    assert update.body == {"immutable_tags": True, "immutable_tags_rules": ["v.*", ".*-RELEASE"]}
    verify = calls.repositories.verify_immutable_tags("acme", "app", regex="v.*")
    assert verify.body == {"regex": "v.*"}
    assert decoded(verify, {"tags": ["v1"]}).tags == ["v1"]
