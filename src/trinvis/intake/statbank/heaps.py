"""Which heap each cell ends in: accepted, rejected with its reason, or set aside as a sum of other cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from trinvis.intake.findings import found
from trinvis.intake.rules import MISSING, REPEATED_CELL, TOO_WIDE, Rule
from trinvis.intake.statbank.catalogue import headings
from trinvis.intake.statbank.cells import Cells

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import polars as pl


@dataclass
class Heaps:
    """Rows that lack a value are rejected before all; then sums are set aside, by the values that make them sums; what is left is
    accepted unless a reason rejects it."""

    cells: Cells
    sums: npt.NDArray[np.bool_] = field(init=False)
    rejected: npt.NDArray[np.bool_] = field(init=False)
    findings: list[pl.DataFrame] = field(default_factory=list)

    def __post_init__(self) -> None:
        import numpy as np

        self.sums = np.zeros(self.cells.frame.height, dtype=bool)
        self.rejected = np.zeros(self.cells.frame.height, dtype=bool)
        if self.cells.too_wide:
            self.reject(self.cells.frame["row_no"].is_in(self.cells.too_wide).to_numpy(), TOO_WIDE)
        for variable in self.cells.variables:
            lacking = self.cells.frame[variable].is_null()
            if lacking.any():
                self.reject(lacking.to_numpy(), MISSING, "", headings(variable)[-1].capitalize())

    @property
    def accepted(self) -> npt.NDArray[np.bool_]:
        """The rows that become facts."""
        return ~(self.sums | self.rejected)

    def places(self, variable: str) -> npt.NDArray[np.uint32]:
        """The value of each row as a place in the variable's texts; one past the last where it has none."""
        return self.cells.frame[variable].fill_null(len(self.cells.texts[variable])).to_numpy()

    def per_row(self, variable: str, of_text: Sequence[Any], missing: Any, dtype: Any) -> npt.NDArray[Any]:
        """What ``of_text`` says of the value of each row."""
        import numpy as np

        return np.asarray([*of_text, missing], dtype=dtype)[self.places(variable)]

    def set_aside(self, variable: str, of_text: Sequence[bool]) -> None:
        """The cells with these values are sums, or parts of other cells: never added to the others."""
        if any(of_text):
            self.sums |= self.per_row(variable, of_text, missing=False, dtype=bool) & ~self.rejected

    def reject_values(self, variable: str, of_text: Sequence[bool], rule: Rule, name: str, label: str) -> None:
        """The cells with these values are rejected."""
        if any(of_text):
            self.reject(self.per_row(variable, of_text, missing=False, dtype=bool), rule, name, label)

    def reject(self, rows: npt.NDArray[np.bool_], rule: Rule, name: str = "", label: str = "") -> None:
        """Reject the rows that are no sums, with the reason; a row may have several."""
        import numpy as np

        hit = np.flatnonzero(rows & ~self.sums)
        if hit.size:
            self.rejected[hit] = True
            self.findings.append(found(self.cells.frame["row_no"].gather(hit), rule, name, label))

    def warn(self, rows: npt.NDArray[np.bool_], rule: Rule, name: str = "", label: str = "") -> None:
        """Say something of rows that stay where they are."""
        import numpy as np

        hit = np.flatnonzero(rows)
        if hit.size:
            self.findings.append(found(self.cells.frame["row_no"].gather(hit), rule, name, label))

    def reject_repeated(self, codes: dict[str, Sequence[object]]) -> None:
        """A cell that stands twice counts once. ``codes``: variable → what each of its texts means."""
        import polars as pl

        same = {name: _first_alike(of_text) for name, of_text in codes.items()}
        cells = self.cells
        if any(alike != list(range(len(alike))) for alike in same.values()):
            frame = cells.frame
            meant = [pl.Series(name, of, dtype=pl.UInt32).gather(frame[name]) for name, of in same.items()]
            cells = replace(cells, frame=frame.with_columns(meant))
        place = cells.place()
        if not bool(
            (place.drop_nulls().diff().slice(1) > 0).all()
        ):  # else in the order of the variables: none can stand twice
            self.reject((~place.is_first_distinct() & place.is_not_null()).to_numpy(), REPEATED_CELL)


def _first_alike(of_text: Sequence[object]) -> list[int]:
    """The first place at which each meaning stands."""
    first: dict[object, int] = {}
    return [first.setdefault(meaning, place) for place, meaning in enumerate(of_text)]
