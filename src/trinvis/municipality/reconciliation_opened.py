"""A sum of the reconciliation lists opened: the postings, or the grants' months, that its rows are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl

from trinvis.calculations.commitments.posted import labelled_income, unlabelled_negative
from trinvis.calculations.commitments.reconciliation import LISTS
from trinvis.municipality.address import Address, BadAddress
from trinvis.municipality.explain import Explanation, Part, narrowed, values_of, with_origin, words_of
from trinvis.municipality.gathered import Gathered, gather
from trinvis.municipality.reconciliation import reconciliation
from trinvis.tables.lines import line_types

if TYPE_CHECKING:
    from trinvis.municipality.basis import Basis
    from trinvis.municipality.house import House
    from trinvis.parameters import Parameters

FIGURES = {"posted_oere": "Bogført", "committed_oere": "Bevilget", "difference_oere": "Forskel"}
"""What the lists add up → what users read."""

POSTED = ("paid_without_grant", "payment_after_stop")
"""Lists whose rows are postings."""

_SENTENCES = {
    "posted_oere": "Summen af posteringerne herunder.",
    "committed_oere": (
        "Summen af indsatsernes måneder herunder; i listen over pris og mængde før sandsynlighed, for det betalte er en hel pris."
    ),
    "difference_oere": "Bogført minus bevilget.",
}


def explain_reconciliation(house: House, basis: Basis, address: Address, parameters: Parameters) -> Explanation:
    """``reconciliation/2026/2026-09-30/posted_oere?list=price_mismatch&area=…``: a sum over the rows of a list that equal the
    other parts of ``where``; raises ``BadAddress``."""
    where = dict(address.where)
    name = where.pop("list", "")
    if name not in LISTS or address.figure not in FIGURES:
        raise BadAddress(
            f"Adressen '{address}' kan ikke læses: skriv reconciliation/2026/2026-09-30/posted_oere?list=paid_without_grant."
        )
    rows = narrowed(reconciliation(house, basis, address.year)[name], where)
    gathered = gather(house, basis, address.year)
    postings = house.engine.collect(gathered.postings)
    lines = _as_lines(postings.clear())
    inputs: tuple[Part, ...] = ()
    if address.figure == "difference_oere":
        inputs = tuple(
            Part(FIGURES[figure], int(rows[figure].sum()), str(Address("reconciliation", address.year, address.basis, figure, address.where)))
            for figure in ("posted_oere", "committed_oere")
        )  # fmt: skip
    elif address.figure == "posted_oere":
        lines = _as_lines(_posted(name, rows, postings, gathered))
    else:
        lines = _committed(name, rows, gathered)
    return Explanation(
        address=address,
        title=f"{LISTS[name]}, {FIGURES[address.figure].lower()}",
        value=int(rows[address.figure].sum()),
        unit="kr.",
        sentence=_SENTENCES[address.figure],
        parts=(),
        inputs=inputs,
        lines=with_origin(house, lines),
        rules=words_of(lines, parameters),
        parameters=values_of(lines, parameters),
    )


def _posted(name: str, rows: pl.DataFrame, postings: pl.DataFrame, gathered: Gathered) -> pl.DataFrame:
    """The postings that the rows are, or that pay the grant's month: an expense where it is one, else an income."""
    if name in POSTED:
        return postings.join(rows, on=["delivery_id", "row_no"], how="semi", maintain_order="left")
    earning = (
        gathered.by_month.filter(pl.col("amount_oere") < 0)
        .select("grant_id", pl.col("month").alias("service_month"))
        .unique()
        .with_columns(earns=pl.lit(True))
    )
    sides: pl.DataFrame = (
        nw.from_native(postings.filter(pl.col("grant_id").is_not_null()))
        .with_columns(labelled=labelled_income(), unknown=unlabelled_negative())
        .to_native()
        .join(earning, on=["grant_id", "service_month"], how="left", maintain_order="left")
        .with_columns(income=pl.col("labelled") | (pl.col("unknown") & pl.col("earns").fill_null(False)))
    )
    wanted = rows.filter(pl.col("posted_oere") != 0).select(
        "grant_id", pl.col("month").alias("service_month"), income=pl.col("committed_oere") < 0
    )
    return sides.join(wanted, on=["grant_id", "service_month", "income"], how="semi", maintain_order="left")


def _committed(name: str, rows: pl.DataFrame, gathered: Gathered) -> pl.DataFrame:
    """The grants' months that the rows are made of, with ``signed_oere``."""
    if name in POSTED:
        return gathered.by_month.clear().with_columns(signed_oere=pl.col("amount_oere"))
    mismatched = name == "price_mismatch"
    keys = ["area", "grant_id", "month", *([] if mismatched else ["delivery_id", "row_no"])]
    income = pl.col("amount_oere") < 0
    months = gathered.by_month.with_columns(income=income)
    wanted = rows.select(*keys, income=pl.col("committed_oere") < 0)
    lines = months.join(wanted, on=[*keys, "income"], how="semi", nulls_equal=True, maintain_order="left")
    return lines.drop("income").with_columns(signed_oere=pl.col("full_amount_oere" if mismatched else "amount_oere"))


def _as_lines(postings: pl.DataFrame) -> pl.DataFrame:
    """Postings as lines of what is spent, in the month that they pay for."""
    known: Mapping[str, pl.Expr] = {
        "component": pl.lit("spent"),
        "month": pl.col("service_month"),
        "rules": pl.col("rule"),
        "days": pl.lit(0),
    }
    has = set(postings.columns)
    columns = [
        known.get(name, pl.col(name) if name in has else pl.lit(None)).cast(kind).alias(name)
        for name, kind in line_types().items()
    ]
    return postings.select(*columns, signed_oere=pl.col("amount_oere"))
