"""The marker for arguments left out."""

import copy
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any
import aiodockerhub_generated
import attrs
import pytest
from aiodockerhub_generated import _responses, _lazy, calls, models, resources
from aiodockerhub_generated.models import Category
from aiodockerhub_generated.types import OMIT, CallOptions, Drift, Omit, WrongTypeError
from tests.generated.samples import body

class TestOmit:
    """The value of what was not given."""

    @pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
    def test_keeps_its_identity(self, duplicate: Any) -> None:
        assert duplicate(OMIT) is OMIT

    def test_is_false_and_reads_well(self) -> None:
        assert not OMIT
        assert repr(OMIT) == "OMIT"
        assert isinstance(OMIT, Omit)
