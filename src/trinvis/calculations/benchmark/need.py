"""Spending against expected need: a need that the user imports, as VIVE's udgiftsbehov, per municipality.

Seed 003, tabel 1.1 (lines 749-848): level and expected need in kr. per 0-22-year-old. How the need was estimated is told
there (lines 6472-6500), but not one coefficient: it is an imported figure, never made here. Our own model, with variables
that the user names, is ``need_model``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from trinvis.calculations.benchmark.background import CannotCompare


@dataclass(frozen=True)
class AgainstNeed:
    """One municipality's level and need in øre per inhabitant."""

    code: int
    level_oere: int
    need_oere: int

    @property
    def difference_oere(self) -> int:
        """Level − need: above 0 spends more than expected."""
        return self.level_oere - self.need_oere

    @property
    def index(self) -> Fraction:
        """Level per need; 1 spends as expected."""
        return Fraction(self.level_oere, self.need_oere)


@dataclass(frozen=True)
class NeedTable:
    """The municipalities with both figures, in order of code; ``left_out`` lack one. The means are unweighted, in øre."""

    rows: tuple[AgainstNeed, ...]
    left_out: tuple[int, ...]
    mean_level_oere: Fraction
    mean_need_oere: Fraction
    source: str

    @property
    def cases(self) -> int:
        return len(self.rows)

    def of(self, code: int) -> AgainstNeed:
        """One municipality's row; raises ``CannotCompare`` when it lacks a figure."""
        for row in self.rows:
            if row.code == code:
                return row
        raise CannotCompare(f"Kommunen med kode {code} mangler udgiftsniveau eller udgiftsbehov; hent tallet ind.")


def against_need(levels: Mapping[int, int | None], needs: Mapping[int, int | None], source: str) -> NeedTable:
    """Level against imported need, both øre per inhabitant by the municipality's code; None is missing.

    Raises ``CannotCompare`` when no municipality has both, or a need is not above 0.
    """
    rows, left_out = [], []
    for code in sorted(levels.keys() | needs.keys()):
        level, need = levels.get(code), needs.get(code)
        if need is not None and need <= 0:
            raise CannotCompare(f"Udgiftsbehovet for kommunen med kode {code} skal være større end 0; ret tallet.")
        if level is None or need is None:
            left_out.append(code)
        else:
            rows.append(AgainstNeed(code, level, need))
    if not rows:
        raise CannotCompare("Ingen kommune har både udgiftsniveau og udgiftsbehov; hent tallene ind.")
    level_sum, need_sum = sum(row.level_oere for row in rows), sum(row.need_oere for row in rows)
    return NeedTable(
        tuple(rows), tuple(left_out), Fraction(level_sum, len(rows)), Fraction(need_sum, len(rows)), source
    )
