"""Money on the staircase opened: the lines of the follow-up that stand on a step, or on none and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.explain import Explanation, Part, narrowed, values_of, with_origin, words_of
from trinvis.municipality.staircase_money import FIGURES, POSTED, THROUGH, StaircaseMoney, staircase_money, through
from trinvis.municipality.staircase_view import KEYS, WrongView, view_of
from trinvis.reports import danish
from trinvis.tables.lines import COMPONENTS, FORECAST_COMPONENTS

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House
    from trinvis.parameters import Parameters


def explain_step_money(house: House, basis: Basis, address: Address, parameters: Parameters) -> Explanation:
    """``step-money/2026/2026-09-30/forecast_oere?place=5``; without ``place`` the follow-up's total. Raises ``BadAddress``."""
    if address.figure not in FIGURES:
        raise BadAddress(f"Tallet '{address.figure}' findes ikke på trappen; vælg en af {', '.join(FIGURES)}.")
    try:
        made = staircase_money(house, basis, address.year, view_of(address.where))
    except WrongView as error:
        raise BadAddress(str(error)) from None
    where = {name: value for name, value in address.where.items() if name not in KEYS}
    until = where.get("through", "")
    if (address.figure == THROUGH) != until.isdigit():
        raise BadAddress("Måneden (through) skrives som 202609, og kun ved through_oere; ret adressen.")
    lines = narrowed(made.lines, {name: value for name, value in where.items() if name != "through"})
    lines = through(lines, int(until)) if until else lines
    if address.figure == POSTED:
        lines = lines.filter(pl.col("component") == "spent")
    lines = lines.with_columns(signed_oere=pl.col("amount_oere"))
    sums = dict(lines.group_by("component").agg(pl.col("signed_oere").sum()).iter_rows())
    return Explanation(
        address=address,
        title=f"{_what(made, address.figure, until)}, {_place(made, where)}",
        value=int(lines["signed_oere"].sum()),
        unit="kr.",
        sentence=made.sentence,
        parts=tuple(
            Part(
                COMPONENTS[one],
                int(sums[one]),
                made.address(address.figure, **{**where, "component": one}),
            )
            for one in FORECAST_COMPONENTS
            if one in sums
        ),
        inputs=(),
        lines=with_origin(house, lines.drop("place")),
        rules=words_of(lines, parameters),
        parameters=values_of(lines, parameters),
    )


def _what(made: StaircaseMoney, figure: str, until: str) -> str:
    said = FIGURES[figure]
    return f"Udgift til og med {danish.month(int(until))}" if until else f"{said} {made.year}"


def _place(made: StaircaseMoney, where: dict[str, str]) -> str:
    if "place" not in where:
        return "hele trappen og uden for den"
    found = next((one.label for one in made.places if one.place == where["place"]), None)
    if found is None:
        raise BadAddress(f"'{where['place']}' er intet trin på trappen; ret adressen.")
    return f"trin {found}" if where["place"].isdigit() else found[:1].lower() + found[1:]
