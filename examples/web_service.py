"""A web service on FastAPI that returns what Docker Hub has about an image.

    pip install aiodockerhub fastapi uvicorn
    uvicorn examples.web_service:app

All requests share one client, which is opened when the service starts and closed when the service ends. Tests pass the
client of a FakeHub to `create_app`; see tests/end_to_end/test_examples.py.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from aiodockerhub import ArgumentError, DockerHub, DockerHubError, NotFoundError, RateLimitError
from aiodockerhub.image_reference import ImageReference
from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse


def get_hub(request: Request) -> DockerHub:
    """Return the client of the service, for FastAPI's `Depends`."""
    hub: DockerHub = request.app.state.hub
    return hub


Hub = Annotated[DockerHub, Depends(get_hub)]


async def get_image(reference: str, hub: Hub) -> dict[str, Any]:
    """Return a repository and one of its tags, for a path such as `/images/nginx:1.25`."""
    image = ImageReference.parse(reference)
    if image.digest is not None:
        raise ArgumentError("reference must name a tag and no digest: a tag may point to another image")
    repository = await hub.repositories.get(*image.parts)
    tag = await hub.repositories.get_tag(*image.parts, image.tag or "latest")
    return {"image": str(image), "repository": repository.to_dict(), "tag": tag.to_dict()}


async def get_tags(reference: str, hub: Hub, limit: int = 20) -> list[dict[str, Any]]:
    """Return the tags of a repository that were updated last, for a path such as `/images/nginx/tags`."""
    image = ImageReference.parse(reference)
    tags = await hub.repositories.list_tags(*image.parts, ordering="last_updated").take(limit)
    return [{"name": tag.name, "size": tag.full_size, "pushed": tag.tag_last_pushed} for tag in tags]


def refuse(_request: Request, error: Exception) -> JSONResponse:
    """Turn an error of the client into a response of this service: 422, 404, 503 or 502."""
    headers: dict[str, str] = {}
    match error:
        case ArgumentError():
            status = 422
        case NotFoundError():
            status = 404
        case RateLimitError():
            status = 503
            headers["retry-after"] = "60"
        case _:
            status = 502
    return JSONResponse({"detail": str(error)}, status, headers=headers)


def create_app(client: DockerHub | None = None) -> FastAPI:
    """Make the application.

    Args:
        client: The client, which the service opens and closes; `None`, the default, for a new client that reads its
            credentials from the environment.

    Returns:
        The application.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        async with client or DockerHub(application="image-service") as hub:
            app.state.hub = hub
            yield

    app = FastAPI(title="Images", lifespan=lifespan)
    app.get("/images/{reference:path}/tags")(get_tags)
    app.get("/images/{reference:path}")(get_image)
    app.add_exception_handler(DockerHubError, refuse)
    return app


app = create_app()
