"""Models as other libraries take them: FastAPI asks each for its schema."""

from collections.abc import AsyncIterator

import pytest
from aiodockerhub_generated.models import Tag
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

SENT = {"name": "1.0", "last_updated": None, "images": [{"architecture": "arm64", "new": 1}], "full_size": 5}


@pytest.fixture
async def service() -> AsyncIterator[AsyncClient]:
    app = FastAPI()

    @app.get("/tag")
    async def tag() -> Tag:  # pyright: ignore[reportUnusedFunction] - FastAPI calls it
        return Tag.from_dict(SENT)

    @app.get("/tags", response_model=list[Tag])
    async def tags() -> list[Tag]:  # pyright: ignore[reportUnusedFunction] - FastAPI calls it
        return [Tag.from_dict(SENT)]

    async with AsyncClient(transport=ASGITransport(app), base_url="http://test") as client:
        yield client


async def test_fastapi_takes_models_as_results(service: AsyncClient) -> None:
    assert (await service.get("/tag")).json() == SENT
    assert (await service.get("/tags")).json() == [SENT]
    document = (await service.get("/openapi.json")).json()
    schema = document["paths"]["/tag"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert schema == {"$ref": "#/components/schemas/Tag"}
    assert document["components"]["schemas"]["Tag"]["properties"]["full_size"] == {"type": "integer"}
