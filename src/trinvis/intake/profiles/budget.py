"""``budget``: the year's budget in its versions, one row per amount, or one column per version."""

from __future__ import annotations

from dataclasses import replace

from trinvis.intake.profile import Field, Parsed, Profile, Shaped, fields_of
from trinvis.intake.profiles.years import scope_of, with_year
from trinvis.intake.staging import stage
from trinvis.tables import BUDGETS as TABLE

_WIDE = (
    ("original", "Oprindeligt budget", ("vedtaget budget", "oprindelig budget", "opr. budget")),
    ("moved", "Omplaceringer", ("omplacering", "omplaceret")),
    ("supplementary", "Tillægsbevillinger", ("tillægsbevilling", "tillæg", "till.bev.")),
    ("carried_over", "Overførsler", ("overførsel", "overført", "overførsel fra sidste år")),
)
_COLUMNS = tuple(Field(f"{code}_oere", "oere", label, synonyms) for code, label, synonyms in _WIDE)


def shape(parsed: Parsed) -> Shaped:
    """One amount per version of a row. A file with one column per version gives a row for each that is filled and not 0."""
    import polars as pl

    rows = with_year(parsed)
    wide = [code for code, _, _ in _WIDE if f"{code}_oere" in parsed.mapped]
    if wide and "amount_oere" not in parsed.mapped:
        parts = []
        for code in wide:
            amount = pl.col(f"{code}_oere")
            filled = amount.is_not_null() & ((amount != 0) | (pl.lit(code) == wide[0]))
            parts.append(rows.filter(filled).with_columns(amount_oere=amount, version=pl.lit(code)))
        empty = rows.filter(pl.all_horizontal([pl.col(f"{code}_oere").is_null() for code in wide]))
        rows = pl.concat([*parts, empty.with_columns(version=pl.lit(wide[0]))]).sort("row_no", maintain_order=True)
    return Shaped({"budgets": stage(rows, TABLE)}, scope=scope_of(rows))


BUDGET = Profile(
    name="budget",
    label="budget",
    meaning="Hele årets budget i alle versioner; afløser forrige levering for samme år (angiv --scope, hvis versioner leveres hver for sig).",
    kind="snapshot",
    tables=("budgets",),
    fields=(
        *(
            replace(field, synonyms=tuple(s for s in field.synonyms if s != "dato"))
            if field.name == "decided"
            else field
            for field in fields_of(TABLE)
        ),
        *_COLUMNS,
    ),
    needs=(("area", "account", "intervention_type"), ("amount_oere", *[field.name for field in _COLUMNS])),
    keys=(("area", "account", "intervention_type"),),
    amount="amount_oere",
    amounts=tuple(field.name for field in _COLUMNS),
    shape=shape,
    sections=True,
    sum_fields=("amount_oere", *[field.name for field in _COLUMNS]),
)
