import json
from typing import Any

import anyio
import pytest
from aiodockerhub.mcp.unanswered_requests import UnansweredRequests

CALL: dict[str, Any] = {"id": 1, "method": "tools/call", "params": {}}


CASES: list[tuple[list[Any], list[Any], bool]] = [
    ([], [], False),
    ([CALL], [], True),
    ([CALL], [{"id": 1, "result": {}}], False),
    ([CALL], [{"id": 1, "error": {}}], False),
    ([CALL, {**CALL, "id": "1"}], [{"id": 1, "result": {}}], True),
    ([CALL], [{"method": "notifications/message"}, {"id": 1, "method": "ping"}], True),
    ([{"method": "notifications/initialized"}, {"id": 7, "result": {}}, [1], "x"], [], False),
    ([CALL, {"method": "notifications/cancelled", "params": {"requestId": 1}}], [], False),
    ([CALL, {"method": "notifications/cancelled", "params": 1}], [], True),
]


@pytest.mark.parametrize(("read", "written", "waits"), CASES)
async def test_the_requests_that_have_no_response_are_waited_for(
    read: list[Any], written: list[Any], waits: bool
) -> None:
    requests = UnansweredRequests()
    requests.add("{no JSON")
    for message in read:
        requests.add(json.dumps(message))
    for message in written:
        requests.remove(json.dumps(message))
    with anyio.move_on_after(0.01) as scope:
        await requests.wait(20)
    assert scope.cancelled_caught is waits


async def test_waiting_ends_with_the_last_response_or_after_its_time() -> None:
    requests = UnansweredRequests()
    requests.add(json.dumps(CALL))
    await requests.wait(0.001)
    async with anyio.create_task_group() as group:
        group.start_soon(requests.wait, 20)
        await anyio.wait_all_tasks_blocked()
        requests.remove(json.dumps({"id": 1, "result": {}}))
