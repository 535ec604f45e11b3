"""The example programs do what they say, against a FakeHub on a real socket."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from aiodockerhub import DecodeError, DockerHub, Password, ServerError, TokenResource
from aiodockerhub.image_reference import ImageReference
from aiodockerhub.testing import FakeHub
from rich.console import Console

from examples import (
    clean_up_tags,
    export_audit_log,
    inventory,
    progress,
    provision_team,
    push_description,
    rotate_tokens,
    sync_team,
    watch_tags,
    web_service,
)

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def fake() -> FakeHub:
    fake = FakeHub()
    fake.user("jane", password="dummy")
    fake.org("acme", owner="jane", members=["joe", "ann"])
    return fake


@pytest.fixture
async def hub(fake: FakeHub) -> AsyncIterator[DockerHub]:
    async with fake.serve() as url, DockerHub(Password("jane", "dummy"), base_url=url, strict=True) as hub:
        yield hub


@pytest.mark.slow(seconds=10)
def test_demo_holds_all_of_its_promises() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "examples/tour.py"]
    tour = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert tour.returncode == 0, tour.stdout + tour.stderr
    assert "NOT SO" not in tour.stdout
    assert tour.stdout.rstrip().splitlines()[-1].startswith("All of it held")


async def test_rotation_replaces_only_tokens_that_expire_soon(hub: DockerHub) -> None:
    now = datetime.now(UTC)
    resources = [TokenResource.repository("acme/*", "image-pull")]
    for label, days in (("soon", 3), ("later", 300)):
        await hub.org_access_tokens.create(
            "acme", label=label, resources=resources, expires_at=now + timedelta(days=days)
        )
    await hub.org_access_tokens.create("acme", label="never", resources=resources)
    leaked = await hub.org_access_tokens.create(
        "acme", label="leaked", resources=resources, expires_at=now + timedelta(days=3)
    )
    await hub.org_access_tokens.update("acme", str(leaked.id), is_active=False)
    old = {token.label: token.id async for token in hub.org_access_tokens.list("acme")}

    within, lifetime = timedelta(days=14), timedelta(days=90)
    made = [token async for token in rotate_tokens.rotate(hub, "acme", within=within, lifetime=lifetime, now=now)]

    assert [token.label for token in made] == ["soon"]
    assert made[0].token
    kept = {token.label: token.id async for token in hub.org_access_tokens.list("acme")}
    assert kept.keys() == old.keys()
    assert {label for label in kept if kept[label] != old[label]} == {"soon"}
    new = await hub.org_access_tokens.get("acme", str(made[0].id))
    assert [resource.scopes for resource in new.resources or []] == [["scope-image-pull"]]


async def test_rotation_refuses_new_tokens_that_have_expired(hub: DockerHub) -> None:
    now, resources = datetime.now(UTC), [TokenResource.repository("acme/*", "image-pull")]
    await hub.org_access_tokens.create("acme", label="ci", resources=resources, expires_at=now + timedelta(days=3))
    old = await hub.org_access_tokens.list("acme").collect()
    rotation = rotate_tokens.rotate(hub, "acme", within=timedelta(days=14), lifetime=timedelta(days=-1), now=now)
    with pytest.raises(ValueError, match="the lifetime must be above 0"):
        await anext(rotation)
    assert await hub.org_access_tokens.list("acme").collect() == old


async def test_rotation_keeps_an_old_token_whose_successor_comes_without_secret(hub: DockerHub, fake: FakeHub) -> None:
    now, resources = datetime.now(UTC), [TokenResource.repository("acme/*", "image-pull")]
    old = await hub.org_access_tokens.create(
        "acme", label="ci", resources=resources, expires_at=now + timedelta(days=3)
    )
    fake.fault("org_access_tokens.create", status=201, json={"id": "4711", "label": "ci"})
    lenient, within = hub.with_options(strict=False), timedelta(days=14)
    with pytest.raises(ValueError, match="tells no secret of the new token ci, whose id is 4711"):
        [token async for token in rotate_tokens.rotate(lenient, "acme", within=within, lifetime=within, now=now)]
    assert [token.id async for token in hub.org_access_tokens.list("acme")] == [old.id]


@pytest.mark.parametrize("absent", ["resources", "label"])
async def test_rotation_keeps_an_old_token_that_comes_without_resources_or_label(
    hub: DockerHub, fake: FakeHub, absent: str
) -> None:
    now, resources = datetime.now(UTC), [TokenResource.repository("acme/*", "image-pull")]
    for label in ("ci", "deploy"):
        await hub.org_access_tokens.create("acme", label=label, resources=resources, expires_at=now + timedelta(days=3))
    old = await hub.org_access_tokens.list("acme").collect()
    whole = (await hub.org_access_tokens.get("acme", old[0].id)).to_dict()
    fake.fault("org_access_tokens.get", json={name: value for name, value in whole.items() if name != absent})
    lenient, within = hub.with_options(strict=False), timedelta(days=14)
    rotation = rotate_tokens.rotate(lenient, "acme", within=within, lifetime=within, now=now)
    assert (await anext(rotation)).label == old[1].label
    with pytest.raises(ValueError, match=f"which are not replaced: {old[0].label}"):
        await anext(rotation)
    kept = {token.label: token.id async for token in hub.org_access_tokens.list("acme")}
    assert len(kept) == len(old)
    assert kept[old[0].label] == old[0].id


async def test_export_that_breaks_off_goes_on_where_it_stopped(hub: DockerHub, fake: FakeHub) -> None:
    for number in range(130):
        fake.repository(f"acme/app-{number}")
        await hub.repositories.create("acme", name=f"made-{number}")
    patient = hub.with_options(max_retries=0)
    fake.fault("audit_logs.list", after=1, status=500)
    first, rest, whole = io.StringIO(), io.StringIO(), io.StringIO()
    with pytest.raises(ServerError) as broken:
        await export_audit_log.export(patient, "acme", first)
    await export_audit_log.export(patient, "acme", rest, resume=str(broken.value.cursor))
    await export_audit_log.export(patient, "acme", whole)
    assert len(first.getvalue().splitlines()) == 100
    assert first.getvalue() + rest.getvalue() == whole.getvalue()
    assert {json.loads(line)["account"] for line in whole.getvalue().splitlines()} == {"acme"}


async def test_clean_up_spares_tags_in_use_and_tags_of_unknown_age(hub: DockerHub, fake: FakeHub) -> None:
    fake.repository("acme/app", tags=120)
    everything = {tag.name: tag async for tag in hub.repositories.list_tags("acme", "app")}
    before = datetime.now(UTC) - timedelta(hours=60)
    stale = await clean_up_tags.find_stale(hub, "acme", "app", before=before, keep={"latest"})
    assert stale
    await hub.repositories.delete_tag("acme", "app", stale[0])
    fake.tag("acme/app", stale[1], age=0)
    deleted = clean_up_tags.delete(hub, "acme", "app", stale, before=before)
    assert await deleted == ([stale[0]], [stale[1]])
    left = {tag.name async for tag in hub.repositories.list_tags("acme", "app")}
    assert left == everything.keys() - set(stale) | {stale[1]}
    assert any(clean_up_tags.last_use(tag) is None for name, tag in everything.items() if name in left)


async def test_clean_up_and_inventory_take_no_tag_for_stale_whose_last_pull_is_not_known(
    hub: DockerHub, fake: FakeHub
) -> None:
    fake.repository("acme/app")
    old = {"tag_last_pushed": "2020-01-01T00:00:00Z", "last_updated": "2020-01-01T00:00:00Z"}
    tags = [
        {"name": "idle", **old, "tag_last_pulled": None},
        {"name": "epoch", **old, "tag_last_pulled": 1_780_000_000},
        {"name": "unset", **dict.fromkeys((*old, "tag_last_pulled"), "0001-01-01T00:00:00Z")},
    ]
    fake.fault("repositories.list_tags", json={"count": 4, "results": [*tags, {"name": "missing", **old}]}, times=2)
    before, lenient = datetime.now(UTC), hub.with_options(strict=False)
    assert await clean_up_tags.find_stale(lenient, "acme", "app", before=before, keep=set()) == ["idle"]
    assert [row.stale for row in await inventory.take(lenient, "acme", before=before)] == [1]


async def test_provisioning_converges_and_then_changes_nothing(hub: DockerHub, fake: FakeHub) -> None:
    fake.repository("acme/api")
    fake.repository("acme/web")
    (team,) = provision_team.read('[backend]\nmembers = ["joe"]\nrepositories = { api = "write" }')
    assert await provision_team.provision(hub, "acme", team) == [
        "created team backend",
        "added joe to backend",
        "backend in api: nothing -> write",
    ]
    assert await provision_team.provision(hub, "acme", team) == []
    (team,) = provision_team.read('[backend]\nmembers = ["ann"]\nrepositories = { api = "read", web = "admin" }')
    assert sorted(await provision_team.provision(hub, "acme", team)) == [
        "added ann to backend",
        "backend in api: write -> read",
        "backend in web: nothing -> admin",
        "removed joe from backend",
    ]
    assert [member.username async for member in hub.groups.list_members("acme", "backend")] == ["ann"]


async def test_provisioning_refuses_a_repository_that_does_not_exist_before_it_changes_anything(
    hub: DockerHub, fake: FakeHub
) -> None:
    fake.repository("acme/api")
    (team,) = provision_team.read('[backend]\nmembers = ["joe"]\nrepositories = { api = "write", wbe = "read" }')
    with pytest.raises(ValueError, match="acme has no repository wbe"):
        await provision_team.provision(hub, "acme", team)
    assert "backend" not in [group.name async for group in hub.groups.list("acme")]


async def test_progress_is_shown_to_the_last_tag(hub: DockerHub, fake: FakeHub) -> None:
    fake.repository("acme/app", tags=250)
    screen = io.StringIO()
    size = await progress.total_size(hub, "acme/app", Console(file=screen, force_terminal=True, width=100))
    sizes = [tag.full_size async for tag in hub.repositories.list_tags("acme", "app")]
    assert size == sum(one or 0 for one in sizes) > 0
    assert "250/250" in screen.getvalue()


async def test_inventory_counts_tags_sizes_and_what_is_stale(hub: DockerHub, fake: FakeHub) -> None:
    fake.repository("acme/app", tags=120, pulls=7)
    fake.repository("acme/empty")
    rows = {row.repository: row for row in await inventory.take(hub, "acme", before=datetime.now(UTC))}
    tags = [tag async for tag in hub.repositories.list_tags("acme", "app")]
    app = rows["acme/app"]
    assert (app.pulls, app.tags, app.size) == (7, 120, sum(tag.full_size or 0 for tag in tags))
    assert app.stale > 0
    assert app.newest == tags[0].name
    assert rows["acme/empty"].tags == 0
    file = io.StringIO()
    inventory.write(list(rows.values()), file)
    assert file.getvalue().startswith("repository,pulls,tags,size,stale,newest\r\n")


async def test_description_is_pushed_once_and_cut_between_characters(hub: DockerHub, fake: FakeHub) -> None:
    fake.repository("acme/app", description="Old")
    image = ImageReference.parse("acme/app")
    assert await push_description.push(hub, image, full="ä" * 20_000, short="New")
    assert not await push_description.push(hub, image, full="ä" * 20_000, short="New")
    repository = await hub.repositories.get("acme", "app")
    assert (repository.full_description, repository.description) == ("ä" * 12_500, "New")
    assert not await push_description.push(hub, image, full="ä" * 12_500)


async def test_watcher_tells_what_moved_and_survives_errors(hub: DockerHub, fake: FakeHub) -> None:
    fake.repository("acme/app", tags=["1.0"])
    patient = hub.with_options(max_retries=0)
    image = ImageReference.parse("acme/app:1.0")
    changes = watch_tags.watch(patient, [image], every=0)
    first = await anext(changes)
    assert (first.old, bool(first.new)) == (None, True)
    fake.fault("repositories.get_tag", status=500)
    fake.tag("acme/app", "1.0")
    second = await anext(changes)
    assert second.old == first.new != second.new
    await hub.repositories.delete_tag("acme", "app", "1.0")
    assert (await anext(changes)).new is None
    await changes.aclose()


async def test_watcher_takes_no_single_404_for_a_deletion(hub: DockerHub, fake: FakeHub) -> None:
    fake.repository("acme/app", tags=["1.0"])
    changes = watch_tags.watch(hub, [ImageReference.parse("acme/app:1.0")], every=0)
    first = await anext(changes)
    fake.fault("repositories.get_tag", status=404, json={"message": "object not found"})
    fake.tag("acme/app", "1.0")
    second = await anext(changes)
    assert second.old == first.new != second.new
    assert second.new is not None
    await changes.aclose()


async def test_watcher_ends_with_an_error_that_every_round_would_repeat(hub: DockerHub, fake: FakeHub) -> None:
    fake.repository("acme/app", tags=["1.0"])
    fake.fault("repositories.get_tag", json={"name": 7}, times=2)
    changes = watch_tags.watch(hub, [ImageReference.parse("acme/app:1.0")], every=0)
    with pytest.raises(DecodeError):
        await anext(changes)


async def test_watcher_refuses_a_digest(hub: DockerHub) -> None:
    with pytest.raises(ValueError, match="names a digest"):
        await anext(watch_tags.watch(hub, [ImageReference.parse(f"acme/app:1.0@sha256:{'0' * 64}")], every=0))


async def test_team_becomes_what_the_file_says_and_strangers_are_invited_once(
    hub: DockerHub, fake: FakeHub, tmp_path: Path
) -> None:
    await hub.groups.create("acme", name="backend")
    await hub.groups.add_member("acme", "backend", member="ann")
    file = tmp_path / "members.csv"
    file.write_text("member\njoe\nnew@example.com\n", "utf-8")
    wanted = sync_team.read(file)
    changes = await sync_team.plan(hub, "acme", "backend", wanted)
    assert changes == sync_team.Plan(add=("joe",), invite=("new@example.com",), remove=("ann",))
    await sync_team.apply(hub, "acme", "backend", changes)
    assert await sync_team.plan(hub, "acme", "backend", wanted) == sync_team.Plan()
    with pytest.raises(SystemExit, match="no team nobody"):
        await sync_team.plan(hub, "acme", "nobody", wanted)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,member\nJane,jane\nJoe\n", "line 3: the row is too short"),
        ("name,user\nJane,jane\n", "no column 'member'"),
        ("", "no column 'member'"),
    ],
)
def test_team_file_that_lacks_a_member_says_where(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "members.csv"
    file.write_text(content, "utf-8")
    with pytest.raises(SystemExit, match=message):
        sync_team.read(file)


async def test_team_keeps_people_who_may_be_listed_by_an_address_that_is_not_shown(
    hub: DockerHub, fake: FakeHub
) -> None:
    await hub.groups.create("acme", name="backend")
    await hub.groups.add_member("acme", "backend", member="ann")
    listed = [{"username": name, "email": email} for name, email in (("joe", "joe@example.com"), ("ann", ""))]
    fake.fault("orgs.list_members", json={"count": 2, "results": listed}, times=None)
    lenient = hub.with_options(strict=False)
    unsure = await sync_team.plan(lenient, "acme", "backend", ["joe@example.com", "ann@example.com"])
    assert (unsure.add, unsure.remove) == (("joe",), ())
    assert (await sync_team.plan(lenient, "acme", "backend", ["joe"])).remove == ("ann",)


async def test_team_keeps_listed_people_whom_the_list_of_the_organization_lacks(hub: DockerHub, fake: FakeHub) -> None:
    await hub.groups.create("acme", name="backend")
    await hub.groups.add_member("acme", "backend", member="ann")
    fake.fault("orgs.list_members", json={"count": 0, "results": []}, times=None)
    assert await sync_team.plan(hub, "acme", "backend", ["ann"]) == sync_team.Plan()


async def test_web_service_responds_with_what_docker_hub_says(fake: FakeHub) -> None:
    fake.repository("acme/app", tags=["2.0", "1.0"])
    client = DockerHub(transport=fake.transport, base_url="https://hub.docker.com", max_retries=0)
    service = web_service.create_app(client)
    async with (
        service.router.lifespan_context(service),
        httpx.AsyncClient(transport=httpx.ASGITransport(service), base_url="http://service") as http,
    ):
        shown = (await http.get("/images/acme/app:1.0")).json()
        assert (shown["repository"]["name"], shown["tag"]["name"]) == ("app", "1.0")
        assert [tag["name"] for tag in (await http.get("/images/acme/app/tags")).json()] == ["2.0", "1.0"]
        by_digest = f"/images/acme/app@sha256:{'0' * 64}"
        statuses = {
            path: (await http.get(path)).status_code for path in ("/images/acme/none", "/images/A:B", by_digest)
        }
        assert statuses == {"/images/acme/none": 404, "/images/A:B": 422, by_digest: 422}
        fake.fault("repositories.get_tag", status=429)
        refused = await http.get("/images/acme/app:1.0")
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "60")
