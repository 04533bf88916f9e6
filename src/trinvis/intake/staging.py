"""From read columns to the staged rows of a table: what every grant-giving profile decides in the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.choice_words import PARAGRAPH_INTERVENTIONS, placement_of
from trinvis.intake.findings import found
from trinvis.intake.paragraphs import read_paragraphs
from trinvis.tables import TABLES
from trinvis.tables.schema import Table

if TYPE_CHECKING:
    import polars as pl

    from trinvis.parameters import Parameters


def complete(rows: pl.DataFrame, tables: tuple[str, ...]) -> pl.DataFrame:
    """``rows`` with every column that the tables have and the file lacks, null; identifiers are texts."""
    import polars as pl

    for name in tables:
        staged = stage(rows.head(0).select("row_no"), TABLES[name])
        lacking = [pl.lit(None, dtype=dtype).alias(c) for c, dtype in staged.schema.items() if c not in rows.columns]
        rows = rows.with_columns(lacking)
    return rows


def stage(rows: pl.DataFrame, table: Table, *beside: str) -> pl.DataFrame:
    """``rows`` with ``row_no`` and all columns of the table's facts, lacking ones null; identifiers stay texts.

    ``beside`` are further columns to take along (birth, names for the identity table).
    """
    import polars as pl

    texts = {column.name for column in table.columns if column.number is not None}
    wanted = []
    for name, dtype in table.facts().items():
        if name == "delivery_id" or name.endswith("_day"):
            continue
        kept: pl.DataType = pl.String() if name in texts else dtype
        wanted.append(pl.col(name).cast(kept) if name in rows.columns else pl.lit(None, dtype=kept).alias(name))
    return rows.select(*wanted, *[name for name in beside if name in rows.columns])


def with_type(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[pl.DataFrame], pl.DataFrame]:
    """``intervention_type`` and ``placement_type`` where a code, a text or the paragraph tells them.

    A text that nobody knows becomes *Andet*, is warned about and kept among the texts. Returns rows, findings and texts.
    """
    import polars as pl

    typed = rows["intervention_type__text"]
    placed = rows["placement_type__text"]
    rows = rows.with_columns(
        placement_type=pl.coalesce(rows["placement_type"], placement_of(placed), placement_of(typed)),
    )
    by_paragraph = pl.col("paragraph").replace_strict(PARAGRAPH_INTERVENTIONS, default=None, return_dtype=pl.String)
    said = pl.coalesce(
        "intervention_type",
        pl.when(pl.col("placement_type").is_not_null()).then(pl.lit("placement")),
        by_paragraph,
    )
    unknown = pl.col("intervention_type__text").is_not_null() & said.is_null()
    stranger = rows.filter(unknown).select("row_no", text="intervention_type__text")
    odd_place = rows.filter(pl.col("placement_type__text").is_not_null() & pl.col("placement_type").is_null()).select(
        "row_no", text="placement_type__text"
    )
    rows = rows.with_columns(intervention_type=pl.when(unknown).then(pl.lit("other")).otherwise(said))
    findings = [
        found(stranger["row_no"], rules.UNKNOWN_TYPE, "intervention_type", "Indsatstype"),
        found(odd_place["row_no"], rules.UNREADABLE_LENIENT, "placement_type", "Anbringelsessted"),
    ]
    texts = pl.concat(
        [
            stranger.with_columns(field=pl.lit("intervention_type")),
            odd_place.with_columns(field=pl.lit("placement_type")),
        ]
    ).select("row_no", "field", "text")
    return rows, findings, texts


def with_paragraph(rows: pl.DataFrame, parameters: Parameters) -> pl.DataFrame:
    """``paragraph`` in the spelling of the paragraph table where it is known there."""
    known = parameters.table("paragraph_step", None)
    read = read_paragraphs(rows["paragraph"], rows["start"], known)
    return rows.with_columns(read["paragraph"])


def with_defaults(rows: pl.DataFrame) -> pl.DataFrame:
    """What an empty field means in a grant: one unit, no VAT part, certain, main, day by day, priced by its rate."""
    import polars as pl

    placed = pl.col("placed").fill_null(
        (pl.col("intervention_type") == "placement") | pl.col("placement_type").is_not_null()
    )
    return rows.with_columns(
        quantity=pl.col("quantity").fill_null(100),
        vat_factor=pl.col("vat_factor").fill_null(10_000),
        probability=pl.col("probability").fill_null(10_000),
        main=pl.col("main").fill_null(True),
        placed=placed,
        counting=pl.col("counting").fill_null("days"),
        price_source=pl.col("price_source").fill_null("rate"),
    )
