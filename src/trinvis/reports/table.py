"""A table that is ready to be shown: terminal, JSON, CSV and xlsx are all made from this one object.

It knows nothing of where the figures came from. A figure that can be opened carries its address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Cell = str | int | bool | date | datetime | None

Kind = Literal["text", "oere", "integer", "hundredths", "per_cent", "chance", "day", "month", "flag", "instant"]
"""``oere`` is money in whole øre, ``hundredths`` a quantity × 100, ``per_cent`` hundredths of a per cent,
``chance`` the same from draws, which are never sure, ``month`` yyyymm, ``instant`` a moment in UTC."""

Scale = Literal["kr", "tkr", "mio", "oere"]
"""What money is shown in on the screen: whole kroner, thousands, millions, or kroner to the øre. Files hold the exact amount
whatever the scale."""

TOTAL_ROW = -1
"""The row number of the totals in ``addresses``."""


@dataclass(frozen=True)
class ReportColumn:
    """One column: ``name`` in code (money ends in ``_oere``), what users read above it, its kind and its unit.

    ``additive`` says that the total is the sum of the rows, so that a workbook may write it as a formula.
    ``on_screen`` false keeps a column out of the terminal, where width is scarce; files hold it.
    """

    name: str
    label: str
    kind: Kind = "text"
    unit: str = ""
    additive: bool = False
    on_screen: bool = True
    least_width: int = 0
    """A screen must be at least this wide to show the column."""
    missing: str = ""
    """What a screen shows where there is no value."""
    decimals: int | None = None
    """How many decimals a screen shows of a quantity (both when it is not said) or of a per cent (one)."""

    @property
    def numeric(self) -> bool:
        """Whether the column is figures, and so stands to the right."""
        return self.kind in ("oere", "integer", "hundredths", "per_cent", "chance")


@dataclass(frozen=True)
class ReportTable:
    """Title, the answer as one sentence, columns, rows and totals; notes explain what is marked in the rows.

    ``facts`` are what the whole table rests on (year, day, closed months, version). ``addresses`` is by
    (row number, column name), the row ``TOTAL_ROW`` being the totals.
    """

    name: str
    title: str
    answer: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[Mapping[str, Cell], ...]
    totals: Mapping[str, Cell] | None = None
    lead: tuple[str, ...] = ()
    """Lines between the answer and the rows."""
    notes: tuple[str, ...] = ()
    facts: Mapping[str, Cell] = field(default_factory=dict)
    addresses: Mapping[tuple[int, str], str] = field(default_factory=dict)
    scale: Scale = "kr"
    synthetic: bool = False
    """All children and amounts are invented; said above every table."""

    def __post_init__(self) -> None:
        for column in self.columns:
            if (column.kind == "oere") != column.name.endswith("_oere"):
                raise ValueError(f"{self.name}.{column.name}: money, and only money, has a name that ends in _oere")

    def column(self, name: str) -> ReportColumn:
        """The column of that name; ``KeyError`` when the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")


SYNTHETIC = "Eksempelkommune: alle børn og beløb er opdigtede, også andre kommuners tal."
