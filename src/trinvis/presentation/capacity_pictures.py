"""The pictures of a capacity analysis, drawn from the same tables that stand beside them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from trinvis.municipality.capacity_figure import KRONER
from trinvis.presentation.capacity_pictures_answers import GRIDS, SCATTER, grid_sketches, scatter_sketches
from trinvis.presentation.capacity_pictures_sector import sector_sketches
from trinvis.presentation.capacity_tables import report_table
from trinvis.presentation.sketch import Sketch, drawn, sketch_file
from trinvis.reports.charts.quartile_map import QuartileMap, quartile_map, quartile_map_words
from trinvis.reports.charts.size_class_bars import size_class_bars_chart
from trinvis.reports.charts.size_classes import SizeBar, SizeClassBars, SizePanel, size_class_bars_words

if TYPE_CHECKING:
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_figure import FigureTable
    from trinvis.presentation.drawn import Drawn

MUNICIPALITIES = ".municipalities."
MILLION, THOUSAND = 1_000_000, 1_000


def pictures_of(made: Capacity, table: FigureTable, *, synthetic: bool) -> tuple[Drawn, ...]:
    """The pictures of a table; none where it is read best as it is."""
    return tuple(drawn(one, report_table(made, table, synthetic=synthetic)) for one in sketches_of(made, table))


def file_of(made: Capacity, table: FigureTable, form: str) -> bytes | None:
    """A table's first picture as svg or png; None where it has none."""
    found = sketches_of(made, table)
    return sketch_file(found[0], form) if found else None


def sketches_of(made: Capacity, table: FigureTable) -> tuple[Sketch, ...]:
    """The pictures of a table before they are drawn."""
    if MUNICIPALITIES in table.key:
        return _of_municipalities(made, table)
    if table.key == SCATTER:
        return scatter_sketches(made, table)
    return grid_sketches(table) if table.key in GRIDS else sector_sketches(table)


def _of_municipalities(made: Capacity, table: FigureTable) -> tuple[Sketch, ...]:
    """Sorted bars in three size classes, and the map of the first and fourth quartile (seed 002 figures 4-4 and 4-5)."""
    section, _, measure = table.key.partition(MUNICIPALITIES)
    every = {one.key: one for one in made.section(section.partition(".")[0])}
    spread = every.get(f"{section}.spread")
    if spread is None:
        return ()
    limits = [spread.figure(measure, name) for name in ("lower", "median", "upper")]
    values = [one.value for one in limits if one is not None and one.value is not None]
    if len(values) < len(limits):
        return ()
    rates = {row: one.value for row in table.rows if (one := table.figure(row.key, "rate")) and one.value is not None}
    unit, scale, decimals = _scale(table.columns_by_key["rate"].unit, max(map(abs, rates.values()), default=0.0))
    lower, median, upper = (_scaled(value, scale) for value in values)
    ages = table.columns_by_key["people"].label
    legend = f"{unit} pr. 1.000 {ages}, {made.year}"
    panels = []
    for size in made.sizes.labels:
        mine = [row for row in table.rows if table.words.get((row.key, "size")) == size]
        bars = tuple(SizeBar(row.label, _scaled(rates[row], scale), row.kind == "own") for row in mine if row in rates)
        panels.append(SizePanel(size, bars, tuple(row.label for row in mine if row not in rates)))
    bars_of = SizeClassBars(tuple(panels), lower, median, upper, legend, decimals)
    by_code = {row.code: _scaled(rate, scale) for row, rate in rates.items() if row.code in made.facts.regions}
    own = made.own if made.own in by_code else None
    bars_sketch = Sketch(
        f"{table.title}: efter størrelse",
        size_class_bars_words(bars_of),
        lambda narrow: size_class_bars_chart(bars_of, narrow=narrow),
    )
    if not on_map(made, table):
        return (bars_sketch,)
    mapped = QuartileMap(
        legend, {int(code or 0): rate for code, rate in by_code.items()}, lower, median, upper, own, decimals
    )
    return (bars_sketch, Sketch(
        f"{table.title}: 1. og 4. kvartil på kortet", quartile_map_words(mapped), lambda narrow: quartile_map(mapped, narrow=narrow)
    ))  # fmt: skip


def on_map(made: Capacity, table: FigureTable) -> bool:
    """Whether a section's municipalities are mapped by this measure: a map weighs much, so the whole has it, else the last."""
    section = table.key.partition(".")[0]
    keys = [one.key for one in made.section(section) if MUNICIPALITIES in one.key]
    return table.key == next((one for one in keys if one.endswith(".total")), keys[-1])


def _scale(unit: str, largest: float) -> tuple[str, int, int]:
    """The unit that a picture has, what figures are divided by, and their decimals."""
    if unit != KRONER:
        return unit, 1, 2 if largest < 10 else 1
    if largest >= MILLION:
        return "mio. kr.", MILLION, 1
    return ("1.000 kr.", THOUSAND, 0) if largest >= 10 * THOUSAND else (unit, 1, 0)


def _scaled(value: float, scale: int) -> Fraction:
    return Fraction(round(value * 100), 100 * scale)
