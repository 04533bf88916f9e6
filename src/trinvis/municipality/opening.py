"""Any address opened: from a figure on a page or in a workbook back to its rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.approvals import UnknownApproval, approval
from trinvis.municipality.basis import Basis
from trinvis.municipality.benchmark_opened import explain_benchmark
from trinvis.municipality.capacity_houses_hidden import explain_seen
from trinvis.municipality.capacity_houses_opened import explain_houses
from trinvis.municipality.capacity_opened import explain_capacity
from trinvis.municipality.changes import changes, open_change
from trinvis.municipality.commitments import commitments
from trinvis.municipality.explain import Explanation, explain_follow_up, narrowed, values_of, with_origin, words_of
from trinvis.municipality.follow_up import follow_up
from trinvis.municipality.forecast_opened import asked_of, explain_forecast
from trinvis.municipality.forecast_years_opened import explain_years, years_of
from trinvis.municipality.frame_opened import PREFIX, explain_frame
from trinvis.municipality.full_year import full_year
from trinvis.municipality.investment_opened import explain_case
from trinvis.municipality.investment_own_opened import explain_own
from trinvis.municipality.key_figures_opened import explain_key_figure
from trinvis.municipality.number_list import PACKED, unpacked
from trinvis.municipality.reconciliation_opened import explain_reconciliation
from trinvis.municipality.rules import rules
from trinvis.municipality.staircase_activity_opened import explain_activity
from trinvis.municipality.staircase_money_opened import explain_step_money
from trinvis.municipality.staircase_opened import explain_staircase
from trinvis.municipality.staircase_overview import staircase_overview
from trinvis.municipality.why_opened import explain_why

if TYPE_CHECKING:
    from trinvis.calculations.followup.basis import Basis as NetOrGross
    from trinvis.municipality.forecast_year import ForecastYear
    from trinvis.municipality.forecast_years import ForecastYears
    from trinvis.municipality.house import House

APPROVED = "godkendt-"

MEASURES: dict[str, NetOrGross] = {"": "net", "gross": "gross", "profile": "profile"}
"""What stands after the plus of a basis → how income is counted."""


COMMITTED = (
    "Takst gange antal gange aktive dage gange momsfaktor, afrundet til hele øre én gang pr. indsats, prisperiode og "
    "måned; sandsynligheden ganges på bagefter og afrundes igen."
)
FULL_YEAR = "De indsatser, der løber på dagen, regnet, som om de løb fra 1. januar til 31. december: "

EITHER = "|"
"""Between the values of a column where lines with any of them are meant: ``child_no=4711|4712``."""


def selected(lines: pl.DataFrame, where: Mapping[str, str]) -> pl.DataFrame:
    """``narrowed``, where a value may also be several joined by ``EITHER`` or packed as numbers; raises ``BadAddress``."""
    several = {name: several_of(value) for name, value in where.items() if EITHER in value or value.startswith(PACKED)}
    lines = narrowed(lines, {name: value for name, value in where.items() if name not in several})
    for name, values in several.items():
        if name not in lines.columns:
            raise BadAddress(f"Kolonnen '{name}' findes ikke i linjerne; ret adressen.")
        lines = lines.filter(pl.col(name).cast(pl.String).is_in(values))
    return lines


def several_of(value: str) -> list[str]:
    """The values that one of an address stands for; raises ``BadAddress``."""
    return [str(number) for number in unpacked(value)] if value.startswith(PACKED) else value.split(EITHER)


def explain(house: House, text: str, *, persons: bool = True) -> Explanation:
    """The figure behind an address; raises ``BadAddress``, also for one of so few persons that a reader without the right to them may
    not see it.
    """
    address = Address.parse(text)
    if address.question == "changes":
        before, _, after = address.basis.partition("..")
        made = changes(house, address.year, _day_or_number(before), _day(after))
        return open_change(house, made, address)
    name, _, measure = address.basis.partition("+")
    if measure not in MEASURES:
        raise BadAddress(f"'{measure}' er hverken gross eller profile; ret adressen.")
    basis = basis_of(house, name)
    parameters = rules(house, basis.rules).parameters
    if address.question == "follow-up":
        return explain_follow_up(house, follow_up(house, basis, address.year, MEASURES[measure]), address, parameters)
    if address.question == "staircase":
        return explain_staircase(house, staircase_overview(house, basis, address.year), address, parameters)
    if address.question == "activity":
        return explain_activity(house, basis, address, parameters)
    if address.question == "step-money":
        return explain_step_money(house, basis, address, parameters)
    if address.question == "key-figures":
        return explain_key_figure(house, basis, address, parameters)
    if address.question == "why":
        return explain_why(follow_up(house, basis, address.year, MEASURES[measure]), address)
    if address.question == "forecast":
        return explain_forecast(_forecast(house, basis, address), follow_up(house, basis, address.year), address)
    if address.question == "years-ahead" and address.figure.startswith(PREFIX):
        return explain_frame(house, basis, address)
    if address.question == "years-ahead":
        return explain_years(house, _years(house, basis, address), address)
    if address.question == "benchmark":
        return explain_benchmark(house, basis, address, persons=persons)
    if address.question == "capacity":
        return explain_capacity(house, basis, address, persons=persons)
    if address.question == "capacity-houses":
        return (explain_houses if persons else explain_seen)(house, basis, address, parameters)
    if address.question == "investment":
        return explain_case(house, basis, address)
    if address.question == "investment-own":
        return explain_own(house, basis, address, parameters)
    if address.question == "reconciliation":
        return explain_reconciliation(house, basis, address, parameters)
    if address.figure != "amount_oere":
        raise BadAddress(f"Tallet '{address.figure}' findes ikke i disponeringen; det hedder amount_oere.")
    whole = address.question == "full-year"
    every = full_year(house, basis, address.year) if whole else commitments(house, basis, address.year).lines
    lines = selected(every, address.where).with_columns(signed_oere=pl.col("amount_oere"))
    return Explanation(
        address=address,
        title=f"Helårspris {address.year}" if whole else f"Disponeret {address.year}",
        value=int(lines["signed_oere"].sum()),
        unit="kr.",
        sentence=(FULL_YEAR if whole else "") + COMMITTED,
        parts=(),
        inputs=(),
        lines=with_origin(house, lines),
        rules=words_of(lines, parameters),
        parameters=values_of(lines, parameters),
    )


def _forecast(house: House, basis: Basis, address: Address) -> ForecastYear:
    from trinvis.municipality.forecast_known import CannotForecast
    from trinvis.municipality.forecast_year import forecast_year

    draws, seed = asked_of(address)
    try:
        return forecast_year(house, basis, address.year, draws=draws, seed=seed)
    except CannotForecast as error:
        raise BadAddress(str(error)) from None


def _years(house: House, basis: Basis, address: Address) -> ForecastYears:
    from trinvis.municipality.forecast_known import CannotForecast
    from trinvis.municipality.forecast_years import years_ahead

    try:
        return years_ahead(house, basis, address.year, years=years_of(address))
    except CannotForecast as error:
        raise BadAddress(str(error)) from None


def basis_of(house: House, name: str) -> Basis:
    """The basis that an address names: a day, or an approval (*godkendt-3*); raises ``BadAddress``."""
    found = _day_or_number(name)
    if isinstance(found, date):
        return house.basis(found)
    try:
        return approval(house, found).basis
    except UnknownApproval as error:
        raise BadAddress(str(error)) from None


def _day_or_number(text: str) -> date | int:
    if text.startswith(APPROVED) and text.removeprefix(APPROVED).isdigit():
        return int(text.removeprefix(APPROVED))
    return _day(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadAddress(
            f"'{text}' er hverken en dag (2026-09-30) eller en godkendelse (godkendt-3); ret adressen."
        ) from None
