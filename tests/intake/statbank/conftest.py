"""The stand-in of Statistikbanken, a client that waits for nobody, and a way to read an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.intake.statbank.standin import StandIn, served

from trinvis.intake import Read, ReadOptions, read
from trinvis.intake.statbank.client import StatBank
from trinvis.parameters import Parameters


@pytest.fixture
def standin() -> StandIn:
    return StandIn()


@pytest.fixture
def address(standin: StandIn) -> Iterator[str]:
    with served(standin) as where:
        yield where


@pytest.fixture
def waited() -> list[float]:
    """The seconds that the client would have waited."""
    return []


@pytest.fixture
def client(address: str, waited: list[float]) -> StatBank:
    return StatBank(address, timeout=5.0, sleep=waited.append)


@pytest.fixture(scope="session")
def parameters() -> Parameters:
    return Parameters.shipped()


@pytest.fixture
def read_answer(parameters: Parameters) -> Callable[..., Read]:
    """Read bytes or a text as an answer: ``read_answer(content, table="REGK31", name="fil.csv")``."""

    def reader(content: str | bytes, *, table: str | None = None, name: str = "fil.csv") -> Read:
        given = content.encode() if isinstance(content, str) else content
        return read(given, name, "statbank", numbers=_nobody, parameters=parameters, options=ReadOptions(table=table))

    return reader


def _nobody(*_: Any) -> Any:
    raise AssertionError("an answer of Statistikbanken holds no persons")
