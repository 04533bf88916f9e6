"""A key figure opened: numerator over denominator, and each of them down to the children, stays, kroner or inhabitants that it counts."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.calculations.staircase.durations import stays
from trinvis.calculations.staircase.flows import moves
from trinvis.calculations.staircase.key_figure_counts import (
    at_places,
    day_number,
    recipients_rows,
    standing_rows,
    under_18,
)
from trinvis.calculations.staircase.key_figure_windows import first_of_window, former_rows
from trinvis.calculations.staircase.placement_shares import placed_rows
from trinvis.calculations.staircase.standing import normal
from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.explain import Explanation, Part, values_of, with_origin, words_of
from trinvis.municipality.key_figures import Figure, KeyFigures, key_figures
from trinvis.municipality.staircase_activity import collected
from trinvis.municipality.staircase_opened import CHILDREN, PLACING
from trinvis.municipality.staircase_view import KEYS, WrongView, view_of
from trinvis.municipality.staircase_years import staircase_years
from trinvis.tables.lines import empty_lines

if TYPE_CHECKING:
    from trinvis.calculations.staircase.standing import Frame
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House
    from trinvis.parameters import Parameters

NUMERATOR, DENOMINATOR = "numerator", "denominator"
DAYS, STAYS, PEOPLE = "dage", "ophold", "indbyggere"
POPULATION_ROW = "befolkning"
"""Component of a row of the population."""

_KNOWN = {"of", "until", "part", *KEYS}


def explain_key_figure(house: House, basis: Basis, address: Address, parameters: Parameters) -> Explanation:
    """``key-figures/2026/2026-09-30/1?of=2026-03-31&without=…``, with ``part`` its numerator or denominator. Raises ``BadAddress``."""
    made, found = _found(house, basis, address)
    part = address.where.get("part", "")
    if part == "":
        return _rate(made, found, address)
    if part not in (NUMERATOR, DENOMINATOR):
        raise BadAddress(f"'{part}' er hverken numerator (tæller) eller denominator (nævner); ret adressen.")
    title = f"{made.definitions[address.figure].name}, {'tæller' if part == NUMERATOR else 'nævner'}"
    if part == DENOMINATOR and not found.made.denominator:
        raise BadAddress("Nøgletallet har ingen nævner den dag, så der er intet tal at åbne; ret adressen.")
    if part == DENOMINATOR and found.inhabitants is not None:
        said = f"Indbyggere på 0-{found.inhabitants.last_age} år, talt {found.inhabitants.day:%d.%m.%Y}."
        lines = found.inhabitants.rows.with_columns(component=pl.lit(POPULATION_ROW), counted=pl.col("persons"))
        return _counted(house, address, title, PEOPLE, said, lines, parameters)
    if found.made.definition.counting == "spending":
        return _spending(house, basis, found, address, title)
    lines, unit = rows(made, found, part)
    return _counted(
        house, address, title, unit, f"{found.made.definition.formula} {found.made.caption}", lines, parameters
    )


def _found(house: House, basis: Basis, address: Address) -> tuple[KeyFigures, Figure]:
    if set(address.where) - _KNOWN:
        raise BadAddress(f"Adressen '{address}' kan ikke læses: skriv key-figures/2026/2026-09-30/1?of=2026-03-31.")
    try:
        until = date.fromisoformat(address.where["until"]) if "until" in address.where else None
    except ValueError:
        raise BadAddress("Dagen (until) skrives som 2026-09-30; ret adressen.") from None
    try:
        made = key_figures(house, basis, until, view_of(address.where))
    except WrongView as error:
        raise BadAddress(str(error)) from None
    for one in made.figures.get(address.figure, ()):
        if one.made.day.isoformat() == address.where.get("of"):
            return made, one
    raise BadAddress(f"Nøgletallet '{address.figure}' har intet tal for '{address.where.get('of', '')}'; ret adressen.")


def unit_of(found: Figure) -> str:
    """The unit of a rate as it is written after the figure."""
    unit = found.made.definition.unit
    return "%" if unit.startswith("pct.") else "kr." if unit.startswith("kr.") else unit


def hundredths_of(found: Figure) -> int | None:
    """The rate in hundredths (øre for kroner), a half away from zero; None where there is none."""
    rate = found.made.rate
    if rate is None:
        return None
    exact = rate if unit_of(found) == "kr." else rate * 100  # a rate of money is in øre already
    size = int(abs(exact) + Fraction(1, 2))
    return size if exact >= 0 else -size


def _rate(made: KeyFigures, found: Figure, address: Address) -> Explanation:
    value = hundredths_of(found)
    if value is None:
        raise BadAddress("Nøgletallet har ingen nævner den dag, så der er intet tal at åbne; ret adressen.")
    definition, key = found.made.definition, found.made
    unit = numerator_unit(found)
    numerator = made.address(address.figure, key.day, NUMERATOR)
    if definition.counting == "placed_year":
        above = Part("Dage, der er betalt for en anbringelse", int(key.beside["days"] or 0) * 100, numerator, DAYS)
    else:
        above = Part("Tæller", int(key.numerator) * (1 if unit == "kr." else 100), numerator, unit)
    inputs = (
        above,
        Part(
            "Nævner",
            (key.denominator or 0) * 100,
            made.address(address.figure, key.day, DENOMINATOR),
            denominator_unit(found),
        ),
    )
    return Explanation(
        address=address, title=f"{definition.label}, {key.day:%d.%m.%Y}", value=value, unit=unit_of(found),
        sentence=f"{definition.formula} {key.caption}", parts=(), inputs=inputs, lines=empty_lines(), rules={}, parameters=(),
    )  # fmt: skip


def numerator_unit(found: Figure) -> str:
    """What the numerator counts."""
    return {"stays": DAYS, "placed_year": "helårspersoner", "spending": "kr."}.get(
        found.made.definition.counting, CHILDREN
    )


def denominator_unit(found: Figure) -> str:
    """What the denominator counts."""
    if found.inhabitants is not None:
        return PEOPLE
    return STAYS if found.made.definition.counting == "stays" else CHILDREN


def rows(made: KeyFigures, found: Figure, part: str) -> tuple[pl.DataFrame, str]:
    """What the numerator or denominator counts, one row each with ``counted``, and the unit."""
    definition, day = found.made.definition, found.made.day
    number = day_number(day)
    standing = made.stands.standing
    one = pl.lit(1, dtype=pl.Int64)
    kind = definition.counting
    if kind == "stands":
        return _of_children(standing_rows(definition, standing, day)), CHILDREN
    if kind == "receives":
        on = day - timedelta(days=definition.window_days) if part == DENOMINATOR else day
        return _of_children(recipients_rows(definition, made.stands.periods, on, standing.exclusions)), CHILDREN
    if kind == "placed_on":
        periods = placed_rows(standing.exclusions.kept(normal(made.stands.periods)))
        return _of_children(periods.filter(nw.col("from_day") <= number, nw.col("to_day") >= number)), CHILDREN
    if kind == "placed_year":
        return _charged(made, day.year), DAYS
    if kind == "stays":
        seen = collected(stays(at_places(standing, definition.counted), number))
        first = day_number(first_of_window(definition, day))
        ended = seen.filter(~pl.col("running"), pl.col("from_day") + pl.col("days") >= first)
        return ended.with_columns(
            counted=pl.col("days") if part == NUMERATOR else one
        ), DAYS if part == NUMERATOR else STAYS
    if kind == "formerly":
        return _of_children(former_rows(definition, standing, day)), CHILDREN
    return _of_children(_stood(made, found, part)), CHILDREN


def _stood(made: KeyFigures, found: Figure, part: str) -> Frame:
    """The children who stood on the step in the window, or those of them who moved up, or down."""
    definition, day = found.made.definition, found.made.day
    (step,) = definition.steps
    first, last = day_number(first_of_window(definition, day)), day_number(day)
    segments = made.stands.standing.segments
    stood = under_18(
        segments.filter(nw.col("step") == step, nw.col("from_day") <= last, nw.col("to_day") >= first - 1), day
    )
    if part == DENOMINATOR:
        return stood
    left = moves(made.stands.standing, first, last).filter(nw.col("step_before") == step)
    up = nw.col("step") > step
    went = left.filter(up if definition.counting == "moves_up" else ~up).select("child_no").unique()
    return stood.join(went, on="child_no", how="inner")


def _charged(made: KeyFigures, year: int) -> pl.DataFrame:
    first, last = (day_number(date(year, *end)) for end in ((1, 1), (12, 31)))
    periods = placed_rows(made.stands.standing.exclusions.kept(normal(made.stands.periods))).filter(nw.col("main"))
    within = collected(periods.filter(nw.col("from_day") <= last, nw.col("to_day") >= first))
    days = pl.min_horizontal("to_day", pl.lit(last)) - pl.max_horizontal("from_day", pl.lit(first)) + 1
    return within.with_columns(days=days.cast(pl.Int64)).with_columns(counted=pl.col("days"))


def _of_children(frame: Frame) -> pl.DataFrame:
    """One row per child: its first, in order of beginning."""
    every = collected(frame).sort("child_no", "from_day", "grant_id")
    return every.unique("child_no", keep="first", maintain_order=True).with_columns(counted=pl.lit(1, dtype=pl.Int64))


_SHOWN = (
    "child_no", "grant_id", "intervention_type", "placement_type", "step", "area", "provider_no", "provider_kind", "team", "district",
    "paragraph", "account_key", "status", "start", "stop", "days", "delivery_id", "row_no", "journal_seq", "rules", "component", "counted",
)  # fmt: skip


def _counted(
    house: House, address: Address, title: str, unit: str, sentence: str, lines: pl.DataFrame, parameters: Parameters
) -> Explanation:
    if "component" not in lines.columns:
        lines = lines.with_columns(component=pl.lit(PLACING))
    missing = [name for name in ("area", "child_no", "grant_id", "rules", "days") if name not in lines.columns]
    typed = {name: empty_lines().schema[name] for name in missing}
    lines = lines.with_columns(pl.lit(None, dtype=dtype).alias(name) for name, dtype in typed.items())
    lines = lines.select(name for name in _SHOWN if name in lines.columns).with_columns(
        month=pl.lit(None, dtype=pl.Int32), flag=pl.lit(None, dtype=pl.String)
    )
    if "step" in lines.columns:
        lines = lines.with_columns(step=pl.when(pl.col("step") >= 1).then(pl.col("step")))
    return Explanation(
        address=address, title=f"{title}, {date.fromisoformat(address.where['of']):%d.%m.%Y}",
        value=int(lines["counted"].sum()) * 100, unit=unit, sentence=sentence, parts=(), inputs=(),
        lines=with_origin(house, lines), rules=words_of(lines, parameters), parameters=values_of(lines, parameters),
    )  # fmt: skip


def _spending(house: House, basis: Basis, found: Figure, address: Address, title: str) -> Explanation:
    year = found.made.day.year
    years = staircase_years(house, basis, address.year)
    one = next(one for one in years.years if one.year == year)
    steps = found.made.definition.steps
    parts = tuple(
        Part(f"Trin {low}", oere, one.addresses.get((low, high), ""))
        for (low, high), oere in sorted(one.steps.items())
        if low in steps
    )
    return Explanation(
        address=address, title=f"{title}, {year}", value=int(found.made.numerator), unit="kr.",
        sentence=f"{found.made.definition.formula} {years.source}. {found.made.caption}", parts=parts, inputs=(),
        lines=empty_lines(), rules={}, parameters=(),
    )  # fmt: skip
