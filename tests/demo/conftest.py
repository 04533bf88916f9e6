"""One example, drawn once for all tests of the demo."""

from __future__ import annotations

from pathlib import Path

import pytest

from trinvis.demo import Plan, files


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return files(tmp_path_factory.mktemp("eksempel"))


@pytest.fixture(scope="session")
def truth(plan: Plan) -> Path:
    return plan.folder / "truth"
