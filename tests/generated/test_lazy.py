"""Modules and classes are loaded on first use."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import aiodockerhub_generated
import pytest
from aiodockerhub_generated import _lazy, calls, models, resources

SOURCE = Path(aiodockerhub_generated.__file__).parent.parent


def run(program: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip()


class TestLaziness:
    """Importing loads what is asked for and no more."""

    def test_importing_the_package_loads_no_model(self) -> None:
        loaded = run(
            "import sys, aiodockerhub_generated as g, aiodockerhub_generated.resources, aiodockerhub_generated.calls;"
            "from aiodockerhub_generated import models;"
            "print([m for m in sys.modules if '.models.' in m or '.calls.' in m or '.resources.' in m])"
        )
        assert loaded == "[]"

    def test_a_resource_loads_its_calls_and_a_call_loads_its_model(self) -> None:
        loaded = run(
            "import sys; from aiodockerhub_generated.resources import Search; from aiodockerhub_generated import calls;"
            "names = lambda: sorted(m.rpartition('.')[2] for m in sys.modules if '.models.' in m or '.calls.' in m);"
            "print(names()); calls.search.repositories(query='nginx'); print(names())"
        )
        assert loaded.splitlines() == ["['search']", "['search', 'search_result', 'search_result_page']"]

    @pytest.mark.parametrize("package", [aiodockerhub_generated, calls, models, resources])
    def test_everything_public_is_listed_and_loads(self, package: Any) -> None:
        assert set(package.__all__) <= set(dir(package))
        for name in package.__all__:
            assert getattr(package, name) is getattr(package, name)

    @pytest.mark.parametrize("package", [aiodockerhub_generated, calls, models, resources])
    def test_unknown_name_is_an_attribute_error(self, package: Any) -> None:
        with pytest.raises(AttributeError, match=r"has no attribute 'nonsense'"):
            _ = package.nonsense

    def test_what_was_loaded_is_kept(self) -> None:
        load, _ = _lazy.lazy("aiodockerhub_generated.models", {"Again": "tag:Tag"})
        try:
            assert load("Again") is models.Tag
            assert vars(models)["Again"] is models.Tag
        finally:
            del vars(models)["Again"]
