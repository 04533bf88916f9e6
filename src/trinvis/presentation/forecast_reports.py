"""The hall's simulated forecast and backtest as the command line gives them: a table, and for programs everything in one document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trinvis.reports.backtest_table import BacktestFacts, ScoredMethod, backtest_table
from trinvis.reports.forecast_table import ForecastFacts, ForecastRow, forecast_table

if TYPE_CHECKING:
    from trinvis.municipality.forecast_backtest import Backtest
    from trinvis.municipality.forecast_year import ForecastYear, Row
    from trinvis.reports.table import ReportTable

_WHOLE = 10_000


def forecast_shown(made: ForecastYear, *, synthetic: bool) -> ReportTable:
    """The forecast as a table."""
    from trinvis.calculations.forecast.simulate import PARTS

    return forecast_table(
        ForecastFacts(
            year=made.year,
            as_of=made.basis.day,
            closed_through=made.closed_through,
            draws=made.draws,
            seed=made.seed,
            rows=[_row(made, row) for row in made.areas],
            total=_row(made, made.total),
            parts=PARTS,
            contributions={part: round(share * _WHOLE) for part, share in made.contributions.items()},
            tested=made.tested is not None,
            sentence=made.sentence,
            caveats=[caveat.sentence for caveat in made.caveats],
            synthetic=synthetic,
        )
    )


def forecast_document(made: ForecastYear, *, synthetic: bool) -> dict[str, Any]:
    """The forecast as plain objects: the table, and beside it parts, contributions, the way through the year and every small
    model. What rests on intervals is null where they are not tried."""
    from trinvis.calculations.forecast.simulate import PARTS
    from trinvis.reports.json_text import document

    return {
        **document(forecast_shown(made, synthetic=synthetic)),
        "parts": [
            {"part": part, "label": label, "amount_oere": made.total.parts[part]} for part, label in PARTS.items()
        ],
        "caveats": [{"code": one.code, "sentence": one.sentence, "area": one.area} for one in made.caveats],
        "models": [
            {
                "name": one.name,
                "label": one.label,
                "sentence": one.sentence,
                "headings": dict(one.headings),
                "rows": one.rows.to_dicts(),
            }
            for one in made.inputs
        ],
        **_of_intervals(made),
    }


def _of_intervals(made: ForecastYear) -> dict[str, Any]:
    tested = made.tested
    if tested is None:
        return dict.fromkeys(("tested", "contributions_pct", "months"))
    return {
        "tested": {
            "years": list(tested.years),
            "origins": tested.origins,
            "held80": tested.held80,
            "held95": tested.held95,
            "area_origins": tested.area_origins,
            "area_held80": tested.area_held80,
        },
        "contributions_pct": {part: round(share * _WHOLE) for part, share in made.contributions.items()},
        "months": [
            {"month": row["month"]} | {f"{name}_oere": row[name] for name in row if name != "month"}
            for row in made.paths.iter_rows(named=True)
        ],
    }


def backtest_shown(made: Backtest, *, synthetic: bool) -> ReportTable:
    """The backtest as a table."""
    from trinvis.calculations.forecast.backtest import LABELS, SIMULATED
    from trinvis.parameters import METHODS

    of_all = made.table.filter(made.table["months_left"].is_null())
    words = {**METHODS, **LABELS}
    return backtest_table(
        BacktestFacts(
            as_of=made.basis.day,
            origins=len(made.origins),
            years=made.years,
            rows=[_scored(row) for row in of_all.iter_rows(named=True)],
            labels=made.labels,
            methods=words,
            simulated=SIMULATED,
            proposals={one.area: one.reason for one in made.proposals},
            chosen={
                area: f"{words.get(method, method)} ({reason})" if reason else words.get(method, method)
                for area, (method, reason) in made.methods.items()
            },
            synthetic=synthetic,
        )
    )


def _row(made: ForecastYear, row: Row) -> ForecastRow:
    from trinvis.municipality.address import Address

    where = {"area": row.area} if row.area else {}
    return ForecastRow(
        label=row.label,
        follow_up_oere=row.follow_up_oere,
        mean_oere=row.mean_oere,
        median_oere=row.median_oere,
        low80_oere=row.low80_oere,
        high80_oere=row.high80_oere,
        low95_oere=row.low95_oere,
        high95_oere=row.high95_oere,
        frame_oere=row.frame_oere,
        chance_pct=None if row.chance is None else round(row.chance * _WHOLE),
        frame80_oere=row.frame80_oere,
        parts=row.parts,
        address=str(Address("follow-up", made.year, made.basis.name, "forecast_oere", where)),
    )


def _scored(row: dict[str, Any]) -> ScoredMethod:
    def whole(name: str, times: int = 1) -> int | None:
        return None if row[name] is None else round(row[name] * times)

    return ScoredMethod(
        area=row["area"],
        method=row["method"],
        tried=row["n"],
        unsaid=row["unsaid"],
        error_oere=whole("mae_oere"),
        error_pct=whole("mae_pct", 100),
        bias_oere=whole("bias_oere"),
        crps_oere=whole("crps_oere"),
        drawn=row["n_drawn"],
        held80=row["held80"],
        held95=row["held95"],
    )
