"""Tests of one file stay on one worker, so that what a file builds is built once; long runs wait until they are asked for."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # workers share the processors; before NumPy is imported

# how fast a busy machine draws or runs examples is no property of the program
settings.register_profile("trinvis", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("trinvis")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    soak = os.environ.get("TRINVIS_SOAK") == "1"
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(str(item.path)))
        if item.get_closest_marker("soak") is not None and not soak:
            item.add_marker(pytest.mark.skip(reason="lang kørsel: make soak (TRINVIS_SOAK=1)"))
