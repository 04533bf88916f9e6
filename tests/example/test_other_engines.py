"""The follow-up of the example's last month is the same bytes whatever engine counts it, and with and without the cache."""

from __future__ import annotations

import pytest
from tests.example.example import KEY, Example

from trinvis.municipality import Municipality


def same_bytes(example: Example, engine: str) -> None:
    with Municipality.open(example.path, key=KEY, engine=engine) as other:
        assert other.follow_up(2026, example.last_day).canonical() == canonical(example)


def canonical(example: Example) -> bytes:
    return example.hall.follow_up(2026, example.last_day).canonical()


def test_on_duckdb(example: Example) -> None:
    same_bytes(example, "duckdb")


@pytest.mark.soak
def test_on_sail(example: Example) -> None:
    pytest.importorskip("pysail", reason="Sail er ikke installeret (trinvis[spark])")
    same_bytes(example, "spark")


def test_without_the_cache(example: Example) -> None:
    assert example.hall.without_cache().follow_up(2026, example.last_day).canonical() == canonical(example)


def test_the_doctor_finds_nothing(example: Example) -> None:
    assert example.hall.doctor() == []
