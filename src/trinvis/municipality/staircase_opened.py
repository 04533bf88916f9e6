"""A figure of the staircase opened: the lines of its money, or one row per child that it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.explain import Explanation, Part, narrowed, values_of, with_origin, words_of
from trinvis.municipality.staircase_overview import FLOWS, of_flow
from trinvis.tables.lines import COMPONENTS, FORECAST_COMPONENTS

if TYPE_CHECKING:
    from trinvis.municipality.house import House
    from trinvis.municipality.staircase_overview import StaircaseOverview
    from trinvis.parameters import Parameters

MONEY = "forecast_oere"

PLACING = "placerende_indsats"
"""Component of the rows behind a number of children: the grant that decides where the child stands."""

CHILDREN = "børn"
"""Unit of a figure that counts children; its value is in hundredths, as of every unit but kroner."""


def explain_staircase(house: House, made: StaircaseOverview, address: Address, parameters: Parameters) -> Explanation:
    """A figure of the staircase opened: its lines, or one row per child; raises ``BadAddress``."""
    if address.figure == MONEY:
        return _money(house, made, address, parameters)
    if address.figure not in FLOWS:
        known = ", ".join((MONEY, *FLOWS))
        raise BadAddress(f"Tallet '{address.figure}' findes ikke på trappen; vælg en af {known}.")
    steps = [step.step for step in made.steps if address.where.get("step", _text(step.step)) == _text(step.step)]
    lines = pl.concat(
        [made.placements.clear(), *(of_flow(made.placements, address.figure, step) for step in steps)]
    ).with_columns(
        component=pl.lit(PLACING),
        month=pl.lit(None, dtype=pl.Int32),
        days=pl.lit(None, dtype=pl.Int64),
        flag=pl.lit(None, dtype=pl.String),
        counted=pl.lit(1, dtype=pl.Int64),
    )
    lines = narrowed(lines, {name: value for name, value in address.where.items() if name != "step"})
    return Explanation(
        address=address,
        title=f"{FLOWS[address.figure]}, {_title(made, address)}",
        value=lines.height * 100,
        unit=CHILDREN,
        sentence=(
            f"Hvert barn tæller én gang, på det højeste trin blandt de hovedydelser, som vi betaler, og som løber den "
            f"{made.day:%d.%m.%Y} (et år før: den {made.day_before:%d.%m.%Y}). Forventede indsatser og engangsbeløb "
            "placerer ingen."
        ),
        parts=(),
        inputs=(),
        lines=with_origin(house, lines.drop("stands", "stood")),
        rules=words_of(lines, parameters),
        parameters=values_of(lines, parameters),
    )


def _money(house: House, made: StaircaseOverview, address: Address, parameters: Parameters) -> Explanation:
    lines = narrowed(made.lines, address.where).with_columns(signed_oere=pl.col("amount_oere"))
    sums = dict(lines.group_by("component").agg(pl.col("signed_oere").sum()).iter_rows())
    return Explanation(
        address=address,
        title=f"Forventet regnskab {made.year}, {_title(made, address)}",
        value=int(lines["signed_oere"].sum()),
        unit="kr.",
        sentence=(
            "Summen af de linjer i forventet regnskab, der står på trinnet: efter indsatsens eller kontoens trin, og for penge "
            "uden eget trin efter områdets."
        ),
        parts=tuple(
            Part(
                COMPONENTS[component],
                int(sums[component]),
                str(Address("staircase", made.year, made.basis.name, MONEY, {**address.where, "component": component})),
            )
            for component in FORECAST_COMPONENTS
            if component in sums
        ),
        inputs=(),
        lines=with_origin(house, lines),
        rules=words_of(lines, parameters),
        parameters=values_of(lines, parameters),
    )


def _title(made: StaircaseOverview, address: Address) -> str:
    if "step" not in address.where:
        return "hele trappen og uden for den"
    label = next((step.label for step in made.steps if _text(step.step) == address.where["step"]), None)
    if label is None:
        raise BadAddress(f"Trin '{address.where['step']}' findes ikke på trappen; ret adressen.")
    return label if address.where["step"] == "" else f"trin {address.where['step']}, {label}"


def _text(step: int | None) -> str:
    return "" if step is None else str(step)
