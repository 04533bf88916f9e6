"""What does not become facts: private texts, unknown columns, rejected rows, and what a finding may say in clear."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from trinvis.intake import rules
from trinvis.intake.findings import found
from trinvis.intake.header import Header
from trinvis.intake.profile import Profile
from trinvis.tables import TABLES

if TYPE_CHECKING:
    import polars as pl

_PERSON = r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[- ]?\d{4}"
_LONGEST_PARAGRAPH = 40
_TEXTS = ("row_no", "field", "text")


def _no_texts() -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame(schema={"row_no": pl.Int64, "field": pl.String, "text": pl.String})


def without_persons(
    frames: Mapping[str, pl.DataFrame],
) -> tuple[dict[str, pl.DataFrame], pl.DataFrame, list[pl.DataFrame]]:
    """Frames whose clear-text columns hold no personal number: such a text is moved to the texts and said.

    Returns frames, moved texts and findings. Accounts are checked where they are read.
    """
    import polars as pl

    out, moved, findings = {}, [_no_texts()], []
    for name, frame in frames.items():
        for column in TABLES[name].columns:
            if column.kind != "text" or column.private or not column.in_file or column.name not in frame.columns:
                continue
            if frame[column.name].null_count() == frame.height:
                continue
            private = pl.col(column.name).str.contains(_PERSON)
            if column.name == "paragraph":
                private = private | (pl.col("paragraph").str.len_chars() > _LONGEST_PARAGRAPH)
            rows = frame.filter(private).select("row_no", field=pl.lit(column.name), text=pl.col(column.name))
            if not rows.height:
                continue
            moved.append(rows)
            findings.append(found(rows["row_no"], rules.PERSON_IN_TEXT, column.name, column.label))
            frame = frame.with_columns(pl.when(~private).then(pl.col(column.name)).alias(column.name))
        out[name] = frame
    return out, pl.concat(moved), findings


def texts_of(
    body: pl.DataFrame,
    header: Header,
    profile: Profile,
    kept: pl.Series,
    further: list[pl.DataFrame | None],
) -> pl.DataFrame:
    """``row_no``, ``field``, ``text`` of accepted rows: private columns, unknown columns, the label of pools.

    A child's name is not among them: it goes to the identity table with the child.
    """
    import polars as pl

    wanted = {
        field.name: header.columns[field.name]
        for field in profile.fields
        if field.private and field.name in header.columns and field.name != "child_name"
    }
    wanted |= {heading: column for column, heading in header.unknown.items()}
    accepted = body.filter(pl.col("row_no").is_in(kept.implode()))
    parts = [_no_texts()]
    for name, column in wanted.items():
        if accepted[column].null_count() < accepted.height:
            parts.append(accepted.select("row_no", field=pl.lit(name), text=pl.col(column)).drop_nulls("text"))
    labels = accepted.filter("is_pool")
    if labels.height:
        first = pl.coalesce(*[pl.col(column) for column in header.grid.columns])
        parts.append(labels.select("row_no", field=pl.lit("note"), text=first))
    for frame in further:
        if frame is not None:
            parts.append(frame.filter(pl.col("row_no").is_in(kept.implode())).select(_TEXTS))
    return pl.concat(parts)


def rejected_rows(body: pl.DataFrame, header: Header, rejected: pl.Series) -> pl.DataFrame:
    """``row_no`` and ``raw``: the row as the file has it, JSON by heading (or by place where there is none)."""
    import polars as pl

    names = dict(header.unknown)
    for field, column in header.columns.items():
        names[column] = header.headings[field]
    taken: set[str] = set()
    fields = []
    for i, column in enumerate(header.grid.columns):
        name = names.get(column) or f"kolonne {i + 1}"
        if name in taken:
            name = f"{name} ({i + 1})"
        taken.add(name)
        fields.append(pl.col(column).alias(name))
    rows = body.filter(pl.col("row_no").is_in(rejected.implode())).sort("row_no")
    return rows.select("row_no", raw=pl.struct(fields).struct.json_encode())


def explained(
    findings: pl.DataFrame, rows: pl.DataFrame, frames: Mapping[str, pl.DataFrame], amounts: pl.DataFrame
) -> pl.DataFrame:
    """Findings with what may stand in clear beside them: area hint, amount and account of the row."""
    import polars as pl

    concerned = pl.col("row_no").is_in(findings["row_no"].drop_nulls().unique().implode())
    rows, amounts = rows.filter(concerned), amounts.filter(concerned)
    known = rows.select("row_no", *_hints(rows)).rename({"area_hint": "read_hint", "account_key": "read_key"})
    staged = [frame.filter(concerned).select("row_no", *_hints(frame)) for frame in frames.values()]
    hints = pl.concat(staged).unique("row_no", keep="first")
    return (
        findings.join(hints, on="row_no", how="left", maintain_order="left")
        .join(known, on="row_no", how="left", maintain_order="left")
        .join(amounts.select("row_no", "amount_oere"), on="row_no", how="left", maintain_order="left")
        .select(
            "row_no",
            "code",
            "severity",
            "field",
            "message",
            area_hint=pl.coalesce("area_hint", "read_hint"),
            amount_oere=pl.col("amount_oere"),
            account_key=pl.coalesce("account_key", "read_key"),
        )
    )


def _hints(frame: pl.DataFrame) -> list[pl.Expr]:
    import polars as pl

    nothing = pl.lit(None, dtype=pl.String)
    area = pl.col("area") if "area" in frame.columns else nothing
    if "intervention_type" in frame.columns:
        place = pl.col("placement_type") if "placement_type" in frame.columns else nothing
        kind = (
            pl.when(place.is_not_null())
            .then(pl.format("{}/{}", "intervention_type", place))
            .otherwise("intervention_type")
        )
        area = pl.coalesce(area, kind)
    # an area that holds a person's number would stand in clear
    area = pl.when(~area.str.contains(_PERSON)).then(area)
    key = pl.col("account_key") if "account_key" in frame.columns else nothing
    return [area.alias("area_hint"), key.alias("account_key")]
