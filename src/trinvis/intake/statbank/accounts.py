"""Accounts and budgets (REGK…, BUDK…) → ``national_accounts``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.findings import of_file
from trinvis.intake.municipalities import register
from trinvis.intake.result import Unreadable
from trinvis.intake.statbank.areas import Area, areas_of, refuse_years_before
from trinvis.intake.statbank.catalogue import TIME, StatBankTable
from trinvis.intake.statbank.cells import Cells
from trinvis.intake.statbank.codes import Value, account_of, function_of, time_of
from trinvis.intake.statbank.heaps import Heaps
from trinvis.intake.statbank.money_checks import check_country, check_net, income_is_negative, strange_size
from trinvis.intake.statbank.numbers import read_content
from trinvis.intake.statbank.shaped import (
    Sorted,
    lacking_municipalities,
    narrowed,
    reject_areas,
    reject_numbers,
    values_of,
)
from trinvis.tables import NATIONAL_ACCOUNTS

if TYPE_CHECKING:
    import polars as pl

    from trinvis.parameters import Parameters

OERE_PER_UNIT = 100_000
"""A StatBank amount is in 1.000 kr."""

_ARTS = ("UE", "I", "TOT")
_OUR_FUNCTION = "528"
_MANY_FUNCTIONS = 12


def shape(cells: Cells, table: StatBankTable, parameters: Parameters) -> Sorted:
    """The cells in whole øre. Raises ``Unreadable`` for per-inhabitant kroner, mixed units, and arts that cannot be told apart."""
    import numpy as np
    import polars as pl

    names = register(parameters)
    texts, heaps = cells.texts, Heaps(cells)
    refuse_other_units(values_of(cells, table, "PRISENHED"))
    arts = [None if v is None else v.code for v in values_of(cells, table, "ART")]
    areas = areas_of(texts[table.area], names)
    times = [time_of(text) for text in texts[TIME]]
    refuse_years_before([t[0] for t in times if t is not None])
    heaps.set_aside(table.area, [area.kind in ("country", "group") for area in areas])
    heaps.set_aside("ART", _overlapping(arts))
    accounts = _accounts(cells, table)
    numbers = read_content(cells.frame["content"], OERE_PER_UNIT)
    reject_areas(heaps, table.area, areas)
    heaps.reject_values(TIME, [t is None or not t[2] for t in times], rules.UNREADABLE, "year", "År")
    heaps.reject_values("ART", [art is None for art in arts], rules.UNKNOWN_VALUE, "art", "Art")
    for variable, read in accounts.items():
        label, column = _LABELS[variable]
        heaps.reject_values(variable, [one is None for one in read], rules.UNKNOWN_VALUE, column, label)
        if variable in ("DRANST", "DRANST1"):
            status = [one is not None and one[0] not in range(1, 8) for one in read]
            heaps.reject_values(variable, status, rules.OUTSIDE_ACCOUNTS, "dranst", "Kontoen")
    reject_numbers(heaps, numbers, "amount", "Beløb", unknown=True)
    meant: dict[str, Sequence[object]] = {name: [x and tuple(x) for x in read] for name, read in accounts.items()}
    heaps.reject_repeated({table.area: [(a.kind, a.code) for a in areas], "ART": arts, TIME: times, **meant})

    amounts = numbers.values
    said = []
    if not bool((amounts == 0).all()):
        check_net(heaps, arts, amounts)
        check_country(heaps, table, areas, amounts)
        if income_is_negative(heaps, arts, amounts):
            said.append(of_file(rules.INCOME_SIGN))
            sign = heaps.per_row("ART", [-1 if art == "I" else 1 for art in arts], 1, np.int64)
            amounts = amounts * pl.Series(sign)
    facts = _facts(heaps, table, areas, [t and t[0] for t in times], accounts, arts, amounts)
    said += strange_size(facts, parameters)
    years = facts["year"].unique().sort().to_list() if facts.height else []
    return Sorted(
        NATIONAL_ACCOUNTS.name,
        facts,
        heaps,
        numbers.values,
        (years[0] * 100 + 1, years[-1] * 100 + 12) if years else None,
        narrowed(table, facts["municipality"].unique().to_list(), _functions(facts, table)),
        [*said, *lacking_municipalities(heaps, table.area, areas, [t and t[0] for t in times], names)],
    )


_LABELS = {
    "FUNKTION": ("Funktion", "function"),
    "DRANST": ("Dranst", "dranst"),
    "DRANST1": ("Kontoen", "function"),
    "EJER": ("Ejerforhold", "ownership"),
    "GRUPPERING": ("Gruppering", "grouping"),
}


def _accounts(cells: Cells, table: StatBankTable) -> dict[str, list[tuple[int | str, ...] | None]]:
    """Variable → what each of its texts says of the account; None where it cannot be read."""
    out: dict[str, list[tuple[int | str, ...] | None]] = {}
    for variable in table.parts:
        texts = cells.texts[variable]
        if variable == "DRANST1":
            out[variable] = [account_of(_labelled(cells, variable, text)) for text in texts]
        elif variable == "FUNKTION":
            out[variable] = [None if (f := function_of(text)) is None else (f,) for text in texts]
        elif variable in ("DRANST", "EJER", "GRUPPERING"):
            read = [_digits(value) for value in values_of(cells, table, variable)]
            wide = variable == "GRUPPERING"
            out[variable] = [None if d is None else (f"{d:03d}" if wide else d,) for d in read]
    return out


def _labelled(cells: Cells, variable: str, text: str) -> str:
    """A code that is no account number by itself, with the text that the file gives it."""
    label = cells.labels.get(variable, {}).get(text, "")
    return text if text[:9].isdigit() or not label else label


def _digits(value: Value | None) -> int | None:
    return int(value.code) if value is not None and value.code.isascii() and value.code.isdigit() else None


def refuse_other_units(values: Sequence[Value | None]) -> None:
    """Raises ``Unreadable`` unless every row is in 1.000 kr., current prices."""
    codes = {value.code if value is not None else "?" for value in values}
    if codes == {"LOBM"}:
        return
    if "LOBM" in codes:
        raise Unreadable(
            "Filen blander to prisenheder (1.000 kr. og kr. pr. indbygger), så hver række står to gange: "
            "hent tabellen igen med kun løbende priser i 1.000 kr. (LOBM)."
        )
    raise Unreadable(
        "Beløbene er ikke i 1.000 kr., men i en anden prisenhed (kr. pr. indbygger): "
        "hent tabellen igen med løbende priser i 1.000 kr. (LOBM)."
    )


def _overlapping(arts: Sequence[str | None]) -> list[bool]:
    """Which arts are sums or parts of the others. Raises ``Unreadable`` when expenditure and income cannot be told apart."""
    there = {art for art in arts if art is not None}
    if not there & set(_ARTS):
        raise Unreadable(
            "Filen har hverken udgifter, indtægter eller netto: hent tabellen igen med ART udgifter (UE) og indtægter (I)."
        )
    both = {"UE", "I"} <= there
    if "TOT" in there and not both and there & {"UE", "I"}:
        raise Unreadable(
            "Filen har netto sammen med kun den ene af udgifter og indtægter: hent tabellen igen med ART UE og I, eller kun TOT."
        )
    return [art is not None and (art not in _ARTS or (art == "TOT" and both)) for art in arts]


def _facts(
    heaps: Heaps,
    table: StatBankTable,
    areas: Sequence[Area],
    years: Sequence[int | None],
    accounts: dict[str, list[tuple[int | str, ...] | None]],
    arts: Sequence[str | None],
    amounts: pl.Series,
) -> pl.DataFrame:
    """The accepted cells as facts."""
    import numpy as np
    import polars as pl

    kept = np.flatnonzero(heaps.accepted)
    whole = kept.size == heaps.accepted.size

    def column(variable: str, of_text: Sequence[object], dtype: pl.DataType) -> pl.Series:
        places = heaps.cells.frame[variable]
        return pl.Series(of_text, dtype=dtype).gather(places if whole else places.gather(kept))

    def part(variable: str, at: int) -> list[object]:
        return [None if read is None else read[at] for read in accounts[variable]]

    number: pl.DataType = pl.Int64()
    text: pl.DataType = pl.String()
    made: dict[str, pl.Series] = {
        "row_no": heaps.cells.frame["row_no"] if whole else heaps.cells.frame["row_no"].gather(kept),
        "municipality": column(table.area, [area.code for area in areas], number),
        "year": column(TIME, years, number),
        "art": column("ART", arts, text),
        "amount": amounts if whole else amounts.gather(kept),
    }
    if "DRANST1" in accounts:
        made |= {
            "dranst": column("DRANST1", part("DRANST1", 0), number),
            "function": column("DRANST1", part("DRANST1", 1), text),
            "grouping": column("DRANST1", part("DRANST1", 2), text),
        }
    for variable, (name, dtype) in {
        "FUNKTION": ("function", text),
        "DRANST": ("dranst", number),
        "EJER": ("ownership", number),
        "GRUPPERING": ("grouping", text),
    }.items():
        if variable in accounts:
            made[name] = column(variable, part(variable, 0), dtype)
    frame = pl.DataFrame(made).with_columns(kind=pl.lit(table.kind), source_table=pl.lit(table.name))
    return NATIONAL_ACCOUNTS.conform(frame).drop("delivery_id")


def _functions(facts: pl.DataFrame, table: StatBankTable) -> list[str]:
    """The main functions (three digits) that the facts are limited to; none for the usual selection around 5.28."""
    found = set(facts["function"].unique().str.slice(0, 3).unique().to_list())
    usual = {code[:3] for code in table.ask.get("FUNKTION", ())} | {code[1:4] for code in table.ask.get("DRANST1", ())}
    if _OUR_FUNCTION in found and found <= usual:
        return []
    return sorted(found) if len(found) <= _MANY_FUNCTIONS else ["hele kontoplanen"]
