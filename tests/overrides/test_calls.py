"""`aiodockerhub.calls`: the generated calls, where people look for them."""

import aiodockerhub.calls
import aiodockerhub_generated.calls
from aiodockerhub.calls import repositories


def test_every_resource_can_be_imported() -> None:
    assert dir(aiodockerhub.calls) == sorted(aiodockerhub_generated.calls.__all__)
    for name in aiodockerhub_generated.calls.__all__:
        assert getattr(aiodockerhub.calls, name) is getattr(aiodockerhub_generated.calls, name)
    assert repositories.get("library", "nginx").path == "/v2/namespaces/library/repositories/nginx"
