"""Money on the staircase opened: the lines of the follow-up that stand on a step, or on none and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.staircase.spans import span_of, span_text
from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.explain import Explanation, Part, narrowed, values_of, with_origin, words_of
from trinvis.municipality.staircase_money import FIGURES, POSTED, THROUGH, StaircaseMoney, staircase_money, through
from trinvis.municipality.staircase_view import KEYS, WrongView, view_of
from trinvis.municipality.staircase_years import ACCOUNTS, STATBANK, accounts_on_steps, source_of
from trinvis.reports import danish
from trinvis.tables.lines import COMPONENTS, FORECAST_COMPONENTS

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House
    from trinvis.parameters import Parameters


def explain_step_money(house: House, basis: Basis, address: Address, parameters: Parameters) -> Explanation:
    """``step-money/2026/2026-09-30/forecast_oere?place=5``; without ``place`` the follow-up's total. Raises ``BadAddress``."""
    if address.figure == ACCOUNTS:
        return _accounts(house, basis, address, parameters)
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


def _accounts(house: House, basis: Basis, address: Address, parameters: Parameters) -> Explanation:
    """The rows of Statistikbanken's accounts of the year on exactly the steps of the address."""
    try:
        low, high = span_of(address.where.get("steps", ""))
    except ValueError:
        raise BadAddress("Trinnene (steps) skrives som 5 eller 2-3; ret adressen.") from None
    placed = accounts_on_steps(house, basis, max(address.year, basis.day.year))
    source = source_of(placed, address.year)
    lines = placed.filter(
        pl.col("year") == address.year, pl.col("source_table") == source, pl.col("art") == "UE", pl.col("category").is_null(),
        pl.col("step_low") == low, pl.col("step_high") == high,
    ).with_columns(
        component=pl.lit("regnskab"),
        area=pl.lit(None, dtype=pl.String),
        child_no=pl.lit(None, dtype=pl.Int64),
        grant_id=pl.lit(None, dtype=pl.Int64),
        month=pl.lit(None, dtype=pl.Int32),
        flag=pl.lit(None, dtype=pl.String),
        account_key=pl.concat_str("function", pl.col("dranst").cast(pl.String), pl.col("grouping").fill_null("")),
        signed_oere=pl.col("amount"),
        rules=pl.col("rule_id"),
    ).select(*_ACCOUNT_COLUMNS)  # fmt: skip
    return Explanation(
        address=address, title=f"Regnskab {address.year}, {span_text((low, high))}", value=int(lines["signed_oere"].sum()), unit="kr.",
        sentence=f"Summen af rækkerne i {source or 'regnskabet'} på netop de trin, efter reglerne for kontoens år. {STATBANK}.",
        parts=(), inputs=(), lines=with_origin(house, lines), rules=words_of(lines, parameters), parameters=values_of(lines, parameters),
    )  # fmt: skip


_ACCOUNT_COLUMNS = (
    "component", "area", "month", "child_no", "grant_id", "account_key", "signed_oere", "delivery_id", "row_no", "journal_seq", "rules", "flag",
)  # fmt: skip


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
