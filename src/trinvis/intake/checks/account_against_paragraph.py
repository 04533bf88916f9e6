"""An account and a paragraph that do not belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.checks.context import Context

if TYPE_CHECKING:
    import polars as pl

CODE = "T111"
SEVERITY = "warn"
FIELD = "account"
MESSAGE = "Kontoens funktion hører ikke til paragraffen."
REMEDY = "Ret kontoen eller paragraffen i kilden; udgiften følger kontoen, trinnet følger paragraffen."
TABLES = ("grants",)

_PLACEMENT = ("5.28.20", "5.28.22", "5.28.23", "5.28.24")
_FUNCTIONS: dict[str, tuple[str, ...]] = {
    "SEL 11": ("5.28.21",),
    "SEL 32": ("5.28.25",),
    "SEL 32 a": ("5.57.72",),
    "SEL 36": ("5.28.25",),
    "SEL 41": ("5.57.72",),
    "SEL 42": ("5.57.72",),
    "SEL 52 3": ("5.28.21",),
    "SEL 52 3 7": _PLACEMENT,
    "SEL 52 a": ("5.28.21",),
    "SEL 54": ("5.28.21",),
    "SEL 58": _PLACEMENT,
    "BL 30": ("5.28.21",),
    "BL 32": ("5.28.21",),
    "BL 35": ("5.28.21",),
    "BL 46": _PLACEMENT,
    "BL 47": _PLACEMENT,
    "BL 75": ("5.28.21",),
    "BL 82": ("5.28.25",),
    "BL 85": ("5.57.72",),
    "BL 86": ("5.57.72",),
    "BL 87": ("5.57.72",),
}
"""Paragraph (law and leading parts) → functions that its expense is booked on: the legal references of the chart of
accounts' groupings (Ballerup's set-up in OS2bos 2020-21; konteringsregler 4.5.2: aid that is part of a placement is booked
on the placement, so preventive measures may stand on a placement's function)."""


def check(context: Context) -> pl.DataFrame:
    """Rows whose function is none of those of their paragraph. What is an integral part of a placement may be booked on it:
    preventive paragraphs on a placement's function are left alone, placements on 5.28.21 are not.
    """
    import polars as pl

    tokens = (
        pl.col("paragraph")
        .str.replace_all(r"jfr?\.?.*$", "")
        .str.replace_all(r"[^A-Za-z0-9]+", " ")
        .str.strip_chars()
        .str.split(" ")
    )
    pair = ["paragraph", "account_key"]
    given = context.rows.select("row_no", *pair).drop_nulls(pair)
    rows = given.select(pair).unique()
    function = pl.concat_str(
        pl.col("account_key").str.slice(0, 1),
        pl.col("account_key").str.slice(1, 2),
        pl.col("account_key").str.slice(3, 2),
        separator=".",
    )
    rows = rows.with_columns(function=function, tokens=tokens)
    keys = [tokens.list.head(n).list.join(" ").alias(f"k{n}") for n in (4, 3, 2)]
    rows = rows.with_columns(keys)
    allowed = pl.coalesce(
        *[
            pl.col(f"k{n}").replace_strict(
                {k: "|".join(v) for k, v in _FUNCTIONS.items()}, default=None, return_dtype=pl.String
            )
            for n in (4, 3, 2)
        ]
    )
    rows = rows.with_columns(allowed=allowed)
    fits = pl.col("allowed").str.split("|").list.contains(pl.col("function"))
    part_of_placement = (pl.col("allowed") == "5.28.21") & pl.col("function").is_in(_PLACEMENT)
    ours = pl.col("function").str.starts_with("5.28") | (pl.col("function") == "5.57.72")
    wrong = rows.filter(pl.col("allowed").is_not_null() & ours & ~fits & ~part_of_placement)
    return given.join(wrong, on=pair, how="semi", maintain_order="left").select("row_no")
