"""The public module of the models; the classes are generated.

`from aiodockerhub.models import Tag`

A class is loaded on first use. docs/models.md explains how to work with models.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aiodockerhub_generated.models import *  # noqa: F403 - its `__all__` is the only list of models
    from aiodockerhub_generated.types import Model as Model  # noqa: PLC0414 - exported
else:
    from aiodockerhub_generated import models as _models

    __all__ = [*_models.__all__, "Model"]  # noqa: PLE0604 - they are strings

    def __getattr__(name: str) -> Any:
        if name == "Model":
            from aiodockerhub_generated.types import Model

            return Model
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(_models, name)

    def __dir__() -> list[str]:
        return sorted(__all__)
