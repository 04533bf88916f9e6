"""The report's three size classes, with the limits taken from the parameter."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.size_classes import SizeClass, size_class, size_classes
from trinvis.parameters import Parameters


def test_the_reports_classes() -> None:
    """Lines 2601-2607: under 30.000, 30.000-75.000, over 75.000."""
    classes = size_classes(Parameters.shipped().table("size_classes", date(2011, 1, 1)))
    found = [size_class(persons, classes).key for persons in (0, 29_999, 30_000, 75_000, 75_001, 530_902)]
    assert found == ["small", "small", "medium", "medium", "large", "large"]
    assert size_class(30_000, classes).label.startswith("Mellemstore kommuner")
    with pytest.raises(CapacityRefused, match="ikke til nogen størrelsesklasse"):
        size_class(-1, classes)


def table(*rows: tuple[str, int, int | None]) -> pl.DataFrame:
    return pl.DataFrame([(name, name, least, most) for name, least, most in rows],
                        schema={"class": str, "label": str, "least": int, "most": int}, orient="row")  # fmt: skip


def test_the_municipalitys_own_limits() -> None:
    classes = size_classes(table(("store", 50_000, None), ("små", 0, 49_999)))
    assert classes == (SizeClass("små", "små", 0, 49_999), SizeClass("store", "store", 50_000, None))
    assert size_class(50_000, classes).key == "store"


@pytest.mark.parametrize("second", [("store", 49_999, None), ("store", 50_001, None)])
def test_limits_that_overlap_or_leave_a_hole_are_refused(second: tuple[str, int, None]) -> None:
    with pytest.raises(CapacityRefused, match="følger ikke efter hinanden"):
        size_classes(table(("små", 0, 49_999), second))
    with pytest.raises(CapacityRefused, match="ingen størrelsesklasser"):
        size_classes(table())
