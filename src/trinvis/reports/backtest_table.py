"""How right each method was in the years that are over, method by method and area by area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trinvis.reports import danish
from trinvis.reports.table import Cell, ReportColumn, ReportTable

TOTAL = "I alt"


@dataclass(frozen=True)
class ScoredMethod:
    """One method in one area (``area`` empty: in total). Money is øre a tried month, shares are hundredths of a per cent.

    ``tried`` of the origins it could say something; ``held80`` of ``drawn`` intervals held.
    """

    area: str
    method: str
    tried: int
    unsaid: int
    error_oere: int | None
    error_pct: int | None
    bias_oere: int | None
    crps_oere: int | None
    drawn: int
    held80: int
    held95: int


@dataclass(frozen=True)
class BacktestFacts:
    """A backtest as a table needs it; ``proposals`` are Danish sentences by area, ``chosen`` area → method and reason now."""

    as_of: date
    origins: int
    years: Sequence[int]
    rows: Sequence[ScoredMethod]
    labels: Mapping[str, str]
    methods: Mapping[str, str]
    simulated: str
    proposals: Mapping[str, str]
    chosen: Mapping[str, str]
    synthetic: bool


def backtest_table(facts: BacktestFacts) -> ReportTable:
    """One row per area and method, the total first, the best method of each first."""
    order = {area: number for number, area in enumerate(["", *facts.labels])}
    rows = sorted(
        facts.rows,
        key=lambda row: (order.get(row.area, len(order)), row.area, row.crps_oere is None, row.crps_oere or 0),
    )
    return ReportTable(
        name="backtest",
        title=f"Efterprøvning af prognosen pr. {danish.long_day(facts.as_of)}",
        answer=_answer(facts),
        columns=(
            ReportColumn("area", "Område"),
            ReportColumn("method", "Metode"),
            ReportColumn("tried", "Prøvet", "integer"),
            ReportColumn("unsaid", "Kunne ikke sige", "integer", on_screen=False),
            ReportColumn("error_oere", "Ved siden af i snit", "oere", "kr."),
            ReportColumn("error_pct", "I pct. af regnskabet", "per_cent", "%"),
            ReportColumn("bias_oere", "For højt (+) eller lavt (−)", "oere", "kr."),
            ReportColumn("crps_oere", "CRPS", "oere", "kr."),
            ReportColumn("drawn", "Med interval", "integer"),
            ReportColumn("held80", "80 % holdt", "integer"),
            ReportColumn("held95", "95 % holdt", "integer"),
        ),
        rows=tuple(_cells(row, facts) for row in rows),
        notes=(
            "CRPS måler afstanden mellem det, metoden sagde, og regnskabet: jo mindre, jo bedre; uden interval er det fejlen selv.",
            *(
                f"{facts.labels.get(area, area)}: {sentence} Valgt nu: {facts.chosen.get(area, 'ingen')}."
                for area, sentence in facts.proposals.items()
            ),
        ),
        facts={"as_of": facts.as_of, "origins": facts.origins, "years": ", ".join(str(year) for year in facts.years)},
        scale="tkr",
        synthetic=facts.synthetic,
    )


def _answer(facts: BacktestFacts) -> str:
    total = next((row for row in facts.rows if not row.area and row.method == facts.simulated), None)
    years = " og ".join(", ".join(str(year) for year in facts.years).rsplit(", ", 1))
    if total is None or total.error_oere is None:
        return f"Prognosen kunne intet sige om {years}."
    return (
        f"Prøvet på {danish.count(facts.origins, 'måned', 'måneder')} i {years} ramte den simulerede prognose regnskabet med "
        f"{danish.millions(total.error_oere, 1)} mio. kr. ved siden af i snit, og 80 %-intervallet holdt {total.held80} af "
        f"{total.drawn} gange."
    )


def _cells(row: ScoredMethod, facts: BacktestFacts) -> dict[str, Cell]:
    return {
        "area": facts.labels.get(row.area, row.area) if row.area else TOTAL,
        "method": facts.methods.get(row.method, row.method),
        "tried": row.tried,
        "unsaid": row.unsaid,
        "error_oere": row.error_oere,
        "error_pct": row.error_pct,
        "bias_oere": row.bias_oere,
        "crps_oere": row.crps_oere,
        "drawn": row.drawn,
        "held80": row.held80 if row.drawn else None,
        "held95": row.held95 if row.drawn else None,
    }
