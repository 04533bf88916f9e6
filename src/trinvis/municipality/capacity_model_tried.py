"""Every variable that was looked at beside background, and spending against the placement frequency with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.calculations.capacity.refused import CapacityRefused
from trinvis.calculations.capacity.relation import Relation, relation
from trinvis.calculations.capacity.tried_variables import Tried
from trinvis.municipality.capacity_figure import (
    KRONER,
    PER_CENT,
    Column,
    Figure,
    FigureTable,
    Row,
    Said,
    Term,
    missing,
)
from trinvis.municipality.capacity_model_inputs import Input
from trinvis.municipality.capacity_model_inputs_table import INPUTS, kind_rows, mean_of, row_of, spending_at
from trinvis.municipality.capacity_model_tables import FIT

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_model_fitted import Models

TRIED, SCATTER, LINE = "model.tried", "model.scatter", "model.line"


def tried_table(found: Models) -> FigureTable | None:
    """What each variable would have done if it was added alone; None where nothing else was looked at."""
    standing = {one.slug for one in found.stands_in("background")}
    others = [one for one in (*found.inputs.background, *found.inputs.influenceable) if one.slug not in standing]
    if not others:
        return None
    columns = (
        Column("n", "Kommuner", "kommuner", "answers"),
        Column("value", "Følger med én mere", KRONER),
        Column("low", "Fra", KRONER, "low", of=("value",)),
        Column("high", "Til", KRONER, "high", of=("value",)),
        Column("chance", "Set ved en tilfældighed", PER_CENT, decimals=1),
        Column("without", "Uforklaret spredning uden", KRONER),
        Column("with", "Uforklaret spredning med", KRONER),
        Column("adjusted_without", "Forklaret, justeret, uden", PER_CENT, decimals=1),
        Column("adjusted", "Forklaret, justeret, med", PER_CENT, decimals=1),
    )
    figures: dict[tuple[str, str], Figure] = {}
    for one, tried in zip(others, found.tried.tried, strict=True):
        figures |= {(one.slug, column): told for column, told in _tried(found, one, tried).items()}
    return FigureTable(
        TRIED, "Variabler, der er set efter ved siden af baggrunden", "Variabel", columns,
        tuple(Row(one.slug, one.yearly.label) for one in others), figures, notes=found.tried.sentences,
    )  # fmt: skip


def _tried(found: Models, one: Input, tried: Tried) -> dict[str, Figure]:
    terms = tuple(
        Term(f"{unit.name}, {label}", value * shown, unit_of, at)
        for unit in found.background.units
        for label, value, shown, unit_of, at in (
            ("udgift", found.inputs.spending.yearly.mean(unit.code, found.inputs.years), 1, KRONER, spending_at(unit.code)),
            (
                one.yearly.label, one.yearly.mean(unit.code, found.inputs.years), one.shown_per, one.yearly.unit,
                (INPUTS, row_of(unit.code), mean_of(one.slug)),
            ),
        )
        if value is not None
    )  # fmt: skip
    n = {"n": Figure(float(tried.cases), "kommuner", "Kommuner, der har variablen.", terms)}
    if tried.coefficient is None:
        names = ("value", "low", "high", "without", "with")
        return (
            n
            | {name: missing(KRONER, tried.refused) for name in names}
            | {name: missing(PER_CENT, tried.refused) for name in ("chance", "adjusted", "adjusted_without")}
        )
    slope = tried.coefficient
    how = f"Baggrundsmodellen med {one.yearly.label} lagt til alene, {tried.cases} kommuner."
    same = "Baggrundsmodellen på de samme kommuner."
    base = (
        Term(
            "Uforklaret spredning i baggrundsmodellen",
            found.background.fit.spread,
            KRONER,
            (FIT, "background", "spread"),
        ),
    )
    return n | {
        "value": Figure(slope.value, KRONER, how, terms),
        "low": Figure(slope.low, KRONER, f"{how} Robust interval (HC3), 95 %.", terms),
        "high": Figure(slope.high, KRONER, f"{how} Robust interval (HC3), 95 %.", terms),
        "chance": Figure(100 * slope.chance, PER_CENT, "Så ofte ses mindst så stor en hældning, hvis der ingen er.", terms),
        "without": Figure(tried.spread_without, KRONER, same, base),
        "with": Figure(tried.spread, KRONER, how, terms),
        "adjusted_without": Figure(_hundred(tried.adjusted_r2_without), PER_CENT, same, base),
        "adjusted": Figure(_hundred(tried.adjusted_r2), PER_CENT, how, terms),
    }  # fmt: skip


def _hundred(share: float | None) -> float | None:
    return None if share is None else 100 * share


def scatter_tables(made: Capacity, found: Models) -> tuple[FigureTable, ...]:
    """Spending against the placement frequency (or the first thing that can be influenced), and the line through it."""
    across = found.inputs.placed or next(iter(found.inputs.influenceable), None)
    if across is None:
        return ()
    try:
        line = relation(found.inputs.units, across.yearly, found.inputs.spending.yearly, found.inputs.years)
    except CapacityRefused:
        return ()
    return _points(made, across, line), _line(across, line)


def _points(made: Capacity, across: Input, line: Relation) -> FigureTable:
    label = across.yearly.label if across.shown_per == 1 else "Anbragte børn pr. 1.000"
    columns = (
        Column("across", label, across.yearly.unit, "index", 2),
        Column("up", "Udgift pr. indbygger", KRONER, "index"),
        Column("on_line", "På linjen", KRONER, "index"),
    )
    figures: dict[tuple[str, str], Figure] = {}
    for point in line.points:
        row = row_of(point.unit.code)
        shown = point.across * across.shown_per
        x = Term(label, shown, across.yearly.unit, (INPUTS, row, mean_of(across.slug)))
        y = Term("Udgift pr. indbygger", point.up, KRONER, spending_at(point.unit.code))
        fewest = _fewest(across, point.unit.code, line.years)
        figures[row, "across"] = Figure(
            shown, across.yearly.unit, "Gennemsnittet af modellens år.", (x,), persons=fewest
        )
        figures[row, "up"] = Figure(point.up, KRONER, "Gennemsnittet af modellens år.", (y,))
        figures[row, "on_line"] = Figure(
            line.intercept + line.slope * point.across, KRONER, "Linjens begyndelse plus hældningen gange tallet.",
            (
                Term("Linjens begyndelse", line.intercept, KRONER, (LINE, "line", "intercept")),
                Term("Hældning", line.slope / across.shown_per, KRONER, (LINE, "line", "slope")), x,
            ),
            persons=fewest,
        )  # fmt: skip
    codes = tuple(point.unit.code for point in line.points)
    return FigureTable(
        SCATTER, f"{label} og udgift", "Kommune", columns, kind_rows(made, codes), figures,
        notes=(line.sentence, *(left.reason for left in line.left_out)),
    )  # fmt: skip


def _fewest(across: Input, code: int, years: tuple[int, ...]) -> float | None:
    if across.measure is None or not across.measure.persons:
        return None
    return min(
        (across.measure.values[code, year] for year in years if (code, year) in across.measure.values), default=None
    )


def _line(across: Input, line: Relation) -> FigureTable:
    columns = (
        Column("n", "Kommuner", "kommuner", "answers"),
        Column("intercept", "Linjens begyndelse", KRONER),
        Column("slope", "Hældning", KRONER),
        Column("low", "Fra", KRONER, "low", of=("slope",)),
        Column("high", "Til", KRONER, "high", of=("slope",)),
        Column("r2", "Forklaret (R²)", PER_CENT, decimals=1),
        Column("chance", "Set ved en tilfældighed", PER_CENT, decimals=1),
    )
    terms = tuple(
        Term(f"{point.unit.name}, {label}", value, unit, (SCATTER, row_of(point.unit.code), column))
        for point in line.points
        for label, value, unit, column in (
            ("udgift", point.up, KRONER, "up"),
            (across.yearly.label, point.across * across.shown_per, across.yearly.unit, "across"),
        )
    )
    per = across.shown_per
    how = f"Mindste kvadraters linje gennem {len(line.points)} kommuner, hver tæller 1."
    robust = "Robust interval (HC3), 95 %."
    figures = {
        "n": Figure(float(len(line.points)), "kommuner", "Kommuner med begge tal.", terms),
        "intercept": Figure(line.intercept, KRONER, how, terms),
        "slope": Figure(line.slope / per, KRONER, how, terms),
        "low": Figure(line.low / per, KRONER, f"{how} {robust}", terms),
        "high": Figure(line.high / per, KRONER, f"{how} {robust}", terms),
        "r2": Figure(100 * line.r2, PER_CENT, "Den del af forskellene i udgiften, som linjen forklarer.", terms),
        "chance": Figure(
            100 * line.chance, PER_CENT, "Så ofte ses mindst så stor en hældning, hvis der ingen er.", terms
        ),
    }
    said = Said("Linjen forklarer {r2} af forskellene i udgiften; det viser ingen årsag.", {"r2": (LINE, "line", "r2")})
    return FigureTable(
        LINE, "Linjen gennem kommunerne", "Linje", columns, (Row("line", f"Udgift efter {across.yearly.label.lower()}"),),
        {("line", column): one for column, one in figures.items()}, (said,), (line.sentence,),
    )  # fmt: skip
