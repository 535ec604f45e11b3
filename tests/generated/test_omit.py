"""The marker for arguments left out."""

import copy
import pickle
from typing import Any

import pytest
from aiodockerhub_generated.types import OMIT, Omit


class TestOmit:
    """The value of what was not given."""

    @pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
    def test_keeps_its_identity(self, duplicate: Any) -> None:
        assert duplicate(OMIT) is OMIT

    def test_is_false_and_reads_well(self) -> None:
        assert not OMIT
        assert repr(OMIT) == "OMIT"
        assert isinstance(OMIT, Omit)
