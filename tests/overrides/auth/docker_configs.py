"""Configurations of Docker's command line, for tests of their readers."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aiodockerhub.auth.credentials import Password
from aiodockerhub.auth.docker_config import DockerConfig

HUB = "https://index.docker.io/v1/"
DESKTOP = "https://index.docker.io/v1/access-token"
JANE = Password("jane", "swordfish-example")
SECRET = "swordfish-example"

MakeHelper = Callable[..., Path]


def packed(name: str, secret: str) -> str:
    return base64.b64encode(f"{name}:{secret}".encode()).decode()


def auths(key: str = HUB, **entry: str) -> dict[str, Any]:
    return {"auths": {key: entry or {"auth": packed("jane", SECRET)}}}


async def read(tmp_path: Path, config: Any, **options: Any) -> object:
    (tmp_path / "config.json").write_text(config if isinstance(config, str) else json.dumps(config))
    found = await DockerConfig(tmp_path, **options).find()
    return found.credentials if found else None
