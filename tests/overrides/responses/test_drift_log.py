import asyncio
import gc
import itertools
import json
import logging
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiodockerhub import Anonymous, DockerHub
from aiodockerhub.errors import DecodeError
from aiodockerhub.responses.drift_log import DriftEvent, DriftLog
from aiodockerhub.testing import ManualClock
from aiodockerhub_generated.operations import OPERATIONS
from aiodockerhub_generated.types import Drift

from codegen.document import load, overlay, validate
from tests.overrides.engines import each_engine
from tests.overrides.loopback import loopback
from tests.overrides.scripted import NGINX, respond, script

GET = OPERATIONS["repositories.get"]
ROOT = Path(__file__).parents[3]


def drift(**changes: Any) -> Drift:
    return Drift(
        **{
            "path": "$.pull_count",
            "expected": "integer",
            "received": None,
            "kind": "null",
            "target": "$.components.schemas.repository_info.properties.pull_count",
            **changes,
        }
    )


def test_each_mismatch_is_noted_logged_and_told_once(caplog: pytest.LogCaptureFixture) -> None:
    told = list[DriftEvent]()
    log = DriftLog(told.append)
    sink = log.sink(GET, strict=False)
    with caplog.at_level(logging.INFO, "aiodockerhub"):
        for _ in range(3):
            sink(drift())
            sink(drift(path="$.star_count"))
            sink(drift(kind="unknown"))
            log.sink(OPERATIONS["repositories.list"], strict=False)(drift())
    assert len(log) == len(told) == 4
    assert told == list(log)
    assert [(record.name, record.levelname) for record in caplog.records].count(
        ("aiodockerhub.responses.drift_log", "WARNING")
    ) == 3
    assert caplog.messages[0] == "repositories.get: expected integer at $.pull_count, got null (null)"
    assert repr(log) == "<DriftLog: 4 mismatches; print(hub.drift.report()) shows them>"


def test_only_what_is_recorded_is_worth_masking() -> None:
    log = DriftLog()
    many = [drift(path=f"$.k{number}", kind="unknown") for number in range(1_500)]
    assert list(log.new(GET, [*many, *many[:10]])) == many[:1_000]
    assert log.dropped == 500
    assert list(log.new(GET, many[:1_000])) == []
    assert next(iter(DriftLog().new(GET, many))) == many[0]


def test_a_mismatch_that_comes_when_the_log_is_full_counts_anew_in_each_response() -> None:
    log = DriftLog()
    sink = log.sink(GET, strict=False)
    for number in range(1_000):
        sink(drift(path=f"$.x{number}"))
    for _ in range(5):
        assert list(log.new(GET, [drift(path="$.new")])) == []
    assert log.dropped == 5


def test_strict_refuses_instead() -> None:
    log = DriftLog()
    with pytest.raises(DecodeError, match=r"repositories.get: expected integer at \$.pull_count, got null"):
        log.sink(GET, strict=True)(drift())
    assert len(log) == 0


def test_memory_is_bounded() -> None:
    log = DriftLog()
    sink = log.sink(GET, strict=False)
    for number in range(1010):
        sink(drift(path=f"$.x{number}"))
    assert (len(log), log.dropped) == (1000, 10)
    assert log.report().endswith("# not kept, because the log was full: 10, counted again in each response\n")


@pytest.mark.parametrize(
    ("seen", "shown"),
    [
        ("x" * 200, '"' + "x" * 78 + "…"),
        ({"token": "dummy-secret-value", "a": 1}, '{"token": "***", "a": 1}'),
        (None, "null"),
        (float("nan"), "NaN"),
        ({1, 2}, "{1, 2}"),
    ],
)
def test_what_was_seen_is_shown_short_and_without_secrets(seen: Any, shown: str) -> None:
    log = DriftLog()
    log.sink(GET, strict=False)(drift(received=seen))
    assert f"got {shown} (null)" in str(next(iter(log)))


REPOSITORY = "$.components.schemas.repository_info"
COUNT = f"{REPOSITORY}.properties.pull_count"


@pytest.mark.parametrize(
    ("event", "action"),
    [
        (
            drift(),
            {
                "target": COUNT,
                "x-before": {"nullable": "absent"},
                "update": {"nullable": True},
            },
        ),
        (
            drift(kind="type", received="1.1K"),
            {
                "target": COUNT,
                "x-before": {"type": "integer"},
                "update": {"type": "string"},
            },
        ),
        (
            drift(kind="enum", received="archived"),
            {
                "target": COUNT,
                "x-before": {"type": "string"},
                "update": {"enum": ["archived"]},
            },
        ),
        (
            drift(kind="missing", path="$.name", received=None, target=REPOSITORY),
            {"target": f'{REPOSITORY}.required[?@ == "name"]', "x-before": "name", "remove": True},
        ),
        (
            drift(kind="unknown", path="$.results[*]['odd key']", received=1.5, target=REPOSITORY),
            {
                "target": REPOSITORY,
                "x-before": {"properties": {"odd key": "absent"}},
                "update": {"properties": {"odd key": {"type": "number"}}},
            },
        ),
        (
            drift(kind="unknown", path="$.new", received=None, target=REPOSITORY),
            {
                "target": REPOSITORY,
                "x-before": {"properties": {"new": "absent"}},
                "update": {"properties": {"new": {"nullable": True}}},
            },
        ),
        (
            drift(kind="unknown", path=f"$.{'x' * 5000}", received=1, target=REPOSITORY),
            {
                "target": REPOSITORY,
                "x-before": {"properties": {"x" * 5000: "absent"}},
                "update": {"properties": {"x" * 5000: {"type": "integer"}}},
            },
        ),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_the_report_is_an_overlay_that_mends_the_document(event: Drift, action: dict[str, Any]) -> None:
    log = DriftLog()
    log.sink(GET, strict=False)(event)
    [made] = yaml.safe_load(log.report())["actions"]
    assert made.pop("description") == str(next(iter(log)))
    assert made.pop("x-discrepancy") == "D0"
    assert made == action


@pytest.mark.parametrize(
    ("event", "actions"),
    [
        (
            drift(kind="type", expected="date-time", received=["x"]),
            [
                {"target": f"{COUNT}.format", "x-before": "date-time", "remove": True},
                {"target": COUNT, "x-before": {"type": "string"}, "update": {"type": "array", "items": {}}},
            ],
        ),
        (
            drift(kind="type", expected="date-time with an offset", received="2026-01-02T03:04:05"),
            [{"target": f"{COUNT}.format", "x-before": "date-time", "remove": True}],
        ),
        (
            drift(kind="type", expected="one of 'active', 'inactive'", received=5),
            [
                {"target": f"{COUNT}.enum", "x-before": ["active", "inactive"], "remove": True},
                {"target": COUNT, "x-before": {"type": "string"}, "update": {"type": "integer"}},
            ],
        ),
        (
            drift(kind="null", received=None, reference=REPOSITORY),
            [
                {
                    "target": COUNT,
                    "x-before": {"$ref": "#/components/schemas/repository_info"},
                    "update": {"nullable": True, "allOf": [{"$ref": "#/components/schemas/repository_info"}]},
                },
                {"target": f"{COUNT}['$ref']", "x-before": "#/components/schemas/repository_info", "remove": True},
            ],
        ),
        (
            drift(kind="type", received="x", reference=REPOSITORY),
            [
                {
                    "target": COUNT,
                    "x-before": {"$ref": "#/components/schemas/repository_info"},
                    "update": {"type": "string"},
                },
                {"target": f"{COUNT}['$ref']", "x-before": "#/components/schemas/repository_info", "remove": True},
            ],
        ),
        (
            drift(kind="type", expected="integer or string", received=[]),
            [{"target": COUNT, "x-before": {}, "update": {"type": "array", "items": {}}}],
        ),
        (
            drift(kind="unknown", path=r"$['o\'dd \\ key']", received=1, target=REPOSITORY),
            [
                {
                    "target": REPOSITORY,
                    "x-before": {"properties": {"o'dd \\ key": "absent"}},
                    "update": {"properties": {"o'dd \\ key": {"type": "integer"}}},
                }
            ],
        ),
    ],
)
def test_what_takes_more_than_an_update_is_written_as_actions(event: Drift, actions: list[dict[str, Any]]) -> None:
    log = DriftLog()
    log.sink(GET, strict=False)(event)
    made = yaml.safe_load(log.report())["actions"]
    assert {action.pop("description") for action in made} == {str(next(iter(log)))}
    assert {action.pop("x-discrepancy") for action in made} == {"D0"}
    assert made == actions


def test_a_report_without_drift_is_an_overlay_too() -> None:
    assert yaml.safe_load(DriftLog().report())["actions"] == []


def test_one_action_stands_for_all_that_it_would_mend() -> None:
    log = DriftLog()
    log.sink(GET, strict=False)(drift())
    log.sink(OPERATIONS["repositories.create"], strict=False)(drift())
    [made] = yaml.safe_load(log.report())["actions"]
    assert made["description"].count("expected integer at $.pull_count") == 2


@pytest.mark.heavy
async def test_the_report_of_real_responses_fits_the_document(tmp_path: Path) -> None:
    repository = {
        **NGINX,
        "pull_count": None,
        "star_count": "many",
        "last_updated": 7,
        "date_registered": "yesterday",
        "brand_new": {"x": 1},
        "it's new": 1,
        "permissions": None,
        "immutable_tags_settings": "off",
    }
    tags = {"count": 1, "results": [{}, {"images": [None, {"status": 5}]}]}
    service = script(respond(200, repository), respond(200, {"description": "no name"}), respond(200, tags))
    service.clock = ManualClock(automatic=True)
    async with service.hub() as hub:
        await hub.repositories.get("library", "nginx")
        await hub.repositories.get("library", "nginx")
        await hub.repositories.list_tags("library", "nginx")
        report = hub.drift.report()
    (tmp_path / "drift.yaml").write_text(report, encoding="utf-8")
    published = load.load(ROOT / "spec" / "docker-hub.yaml")
    mended = overlay.apply(published, overlay.load(ROOT / "overrides" / "overlay"))
    [drifted] = overlay.load(tmp_path)
    assert len(drifted.actions) >= 15
    assert overlay.find_misfits(mended, [drifted]) == []
    validate.validate(overlay.apply(mended, [drifted]))


@pytest.mark.slow
@each_engine
async def test_memory_hardly_grows_with_the_responses_that_differ(
    transport: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "aiodockerhub")  # or the watch over secrets keeps the records
    numbers = itertools.count()

    def tree(depth: int) -> object:
        return "x" * 150 if depth == 0 else {f"k{number}": tree(depth - 1) for number in range(12)}

    def differing(_: str) -> bytes:
        n = next(numbers)
        wrong = {"name": ["z" * 100_000], "namespace": n}
        unknown = {f"long {n}": "x" * 200_000, f"{n}" * 10_000: {"a": ["y" * 1000] * 100}, f"wide {n}": tree(3)}
        unknown[f"k{n}" + "z" * 200_000] = n
        body = json.dumps({**wrong, **unknown}).encode()
        return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)

    async with loopback(differing) as server, DockerHub(Anonymous(), base_url=server.url, transport=transport) as hub:
        for _ in range(10):  # what is loaded and cached once
            await hub.repositories.get("library", "nginx")
        tracemalloc.start()
        try:
            for _ in range(20):
                await hub.repositories.get("library", "nginx")
            kept = await _left_in_memory(2_000_000)
        finally:
            tracemalloc.stop()
        assert len(hub.drift) >= 80
        assert kept < 2_000_000  # of 15 MB


async def _left_in_memory(bound: int) -> int:
    """Return the bytes of traced memory, after waiting for at most 10 seconds until they are below a bound."""
    for _ in range(1000):
        gc.collect()
        kept, _ = tracemalloc.get_traced_memory()
        if kept < bound:
            break
        await asyncio.sleep(0.01)
    return kept
