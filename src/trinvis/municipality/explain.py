"""*Vis beregningen*: a figure opened down to its lines, the rules and parameters behind them, and the rows they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from trinvis.calculations.followup.figures import FIGURES, figure_lines
from trinvis.calculations.followup.rows import covered_areas, per_cent
from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.rule_words import rule_words
from trinvis.municipality.rules import OUTSIDE_AREA
from trinvis.parameters import UnknownParameter
from trinvis.reports.follow_up_table import FIGURE_WORDS
from trinvis.tables.lines import COMPONENTS

if TYPE_CHECKING:
    from trinvis.municipality.follow_up import FollowUp
    from trinvis.municipality.house import House
    from trinvis.parameters import Parameters
    from trinvis.parameters.profile import Area
    from trinvis.parameters.value import Value

SHARES: dict[str, tuple[str, str]] = {
    "deviation_pct": ("deviation_oere", "budget_oere"),
    "child_by_child_pct": ("child_by_child_oere", "forecast_oere"),
}
"""Figures that are no sum: column → (numerator, denominator), each with an address of its own."""

ROW_KEYS = ("area", "policy_area", "budget_area")
"""What an address may narrow a follow-up's rows by; several together mean the areas that all of them cover."""


@dataclass(frozen=True)
class Part:
    """One term of a sum, or a figure that another is worked out from: its words, its amount and the address that opens it.

    The amount is øre, or with another ``unit`` (``%``, ``børn``) hundredths of it.
    """

    label: str
    amount_oere: int
    address: str
    unit: str = "kr."


@dataclass(frozen=True)
class Explanation:
    """A figure opened.

    ``value`` is øre, or hundredths of a per cent for a share. ``lines`` (with ``signed_oere``, ``source``, ``file_name``,
    ``known_from``) add up to it. ``parts`` are the terms, ``inputs`` the addresses of a share's two figures, ``rules`` rule
    id → Danish words, ``parameters`` the dated values used.
    """

    address: Address
    title: str
    value: int
    unit: str
    sentence: str
    parts: tuple[Part, ...]
    inputs: tuple[Part, ...]
    lines: pl.DataFrame
    rules: Mapping[str, str]
    parameters: tuple[Value, ...]


def lines_of(made: FollowUp, address: Address) -> pl.DataFrame:
    """The lines that a follow-up's address selects, with ``signed_oere``; raises ``BadAddress`` for an unknown figure."""
    import narwhals.stable.v2 as nw

    if address.figure not in FIGURES:
        known = ", ".join(FIGURES)
        raise BadAddress(f"Tallet '{address.figure}' findes ikke i opfølgningen; vælg en af {known}.")
    covered = _covered(made.profile.areas, address)
    source = made.outside if address.where.get("area") == OUTSIDE_AREA else made.lines
    lines: pl.DataFrame = (
        figure_lines(nw.from_native(source.lazy()), address.figure, covered).collect("polars").to_native()
    )
    return narrowed(lines, {name: value for name, value in address.where.items() if name not in ROW_KEYS})


def narrowed(lines: pl.DataFrame, where: Mapping[str, str]) -> pl.DataFrame:
    """The lines that equal ``where`` in each column (an empty text means no value); raises ``BadAddress``."""
    for name, value in where.items():
        if name not in lines.columns:
            raise BadAddress(f"Kolonnen '{name}' findes ikke i linjerne; ret adressen.")
        column = pl.col(name)
        lines = lines.filter(column.is_null() if value == "" else column.cast(pl.String) == value)
    return lines


def explain_follow_up(house: House, made: FollowUp, address: Address, parameters: Parameters) -> Explanation:
    """A figure of a follow-up, opened."""
    if address.figure in SHARES:
        return _share(made, address)
    lines = lines_of(made, address)
    signs = FIGURES[address.figure]
    sums = dict(lines.group_by("component").agg(pl.col("signed_oere").sum()).iter_rows())
    parts = tuple(
        Part(
            ("" if sign > 0 else "minus ") + COMPONENTS[component],
            int(sums[component]),
            str(
                Address(
                    "follow-up", made.year, made.basis_name, address.figure, {**address.where, "component": component}
                )
            ),
        )
        for component, sign in signs.items()
        if component in sums
    )
    return Explanation(
        address=address,
        title=title(made, address),
        value=int(lines["signed_oere"].sum()),
        unit="kr.",
        sentence=_sum_sentence(address.figure),
        parts=parts,
        inputs=(),
        lines=with_origin(house, lines),
        rules=words_of(lines, parameters),
        parameters=values_of(lines, parameters),
    )


def with_origin(house: House, lines: pl.DataFrame) -> pl.DataFrame:
    """``lines`` with the source, file name and day of the delivery that each came in."""
    known = house.workspace.deliveries()
    origin = pl.DataFrame(
        [(d.id, d.source, d.file_name, d.known_from) for d in known],
        schema={"delivery_id": pl.String, "source": pl.String, "file_name": pl.String, "known_from": pl.Date},
        orient="row",
    )
    return lines.join(origin, on="delivery_id", how="left", maintain_order="left")


def words_of(lines: pl.DataFrame, parameters: Parameters) -> dict[str, str]:
    """Rule id → what it says in Danish, of every rule that the lines name."""
    return {rule: rule_words(rule, parameters) for rule in rule_ids(lines)}


def values_of(lines: pl.DataFrame, parameters: Parameters) -> tuple[Value, ...]:
    """The dated parameters that the lines name."""
    found = {}
    for rule in rule_ids(lines):
        try:
            value = parameters.rule(rule)
        except UnknownParameter:
            continue  # a rule of the program or the profile
        found[value.id] = value
    return tuple(found.values())


def rule_ids(lines: pl.DataFrame) -> list[str]:
    """The different rule ids of the lines, in order."""
    ids: set[str] = set()
    for joined in lines["rules"].drop_nulls().unique().to_list():
        ids.update(part for part in joined.split(";") if part)
    return sorted(ids)


def title(made: FollowUp, address: Address) -> str:
    """Which row the address points at, as users read it."""
    if address.where.get("area") == OUTSIDE_AREA:
        return "Uden for området"
    if "area" in address.where:
        names = dict(made.areas.filter(pl.col("kind") == "area").select("area", "label").iter_rows())
        return str(names.get(address.where["area"], address.where["area"]))
    return address.where.get("budget_area") or address.where.get("policy_area", "I alt")


def _covered(areas: tuple[Area, ...], address: Address) -> tuple[str, ...] | None:
    found: tuple[str, ...] | None = None
    for kind in ROW_KEYS:
        if kind in address.where:
            covered = covered_areas(kind, address.where[kind], areas) or ()
            found = covered if found is None else tuple(area for area in found if area in covered)
    return found


def _share(made: FollowUp, address: Address) -> Explanation:
    above, below = SHARES[address.figure]
    inputs = []
    for role, figure in (("Tæller", above), ("Nævner", below)):
        of = Address("follow-up", made.year, made.basis_name, figure, address.where)
        inputs.append(Part(f"{role}: {FIGURE_WORDS[figure]}", int(lines_of(made, of)["signed_oere"].sum()), str(of)))
    value = per_cent(inputs[0].amount_oere, inputs[1].amount_oere)
    return Explanation(
        address=address,
        title=title(made, address),
        value=0 if value is None else int(value),
        unit="%",
        sentence="Tæller divideret med nævner, i procent; ikke beregnet, hvor nævneren er 0.",
        parts=(),
        inputs=tuple(inputs),
        lines=made.lines.clear(),
        rules={},
        parameters=(),
    )


def _sum_sentence(figure: str) -> str:
    terms = [
        ("+ " if sign > 0 else "− ") + COMPONENTS[component].lower() for component, sign in FIGURES[figure].items()
    ]
    text = " ".join(terms)
    return f"Summen af linjerne herunder: {text[2:] if text.startswith('+ ') else text}."
