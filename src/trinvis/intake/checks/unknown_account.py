"""An account whose function or nine digits the chart of accounts does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trinvis.intake.account_strings import transposed
from trinvis.intake.checks.context import Context

if TYPE_CHECKING:
    import polars as pl

CODE = "T101"
SEVERITY = "warn"
FIELD = "account"
MESSAGE = "Kontoen findes ikke i kontoplanen for området; beløbet vises som 'Ikke placeret'."
REMEDY = "Ret kontoen i kilden, eller tilføj den i profilen eller i parametrene, hvis den er jeres egen."
TABLES = ("postings", "budgets", "grants")

_PARTIAL = "Kontoen mangler dranst eller gruppering; beløbet vises som 'Ikke placeret'."


def check(context: Context) -> pl.DataFrame:
    """Rows on a function of the area (5.28, 5.57.72 …) whose account is unknown, and rows whose function does not exist.

    A posting on a function alone is said too. A function that differs from a known one by two swapped digits is named in the message; nothing is changed.
    Accounts of other areas (schools, roads) are not ours to know and are left alone.
    """
    import polars as pl

    rows = context.rows.filter(pl.col("account_key").is_not_null()).select("row_no", "account_key")
    accounts = context.parameters.table("accounts", None)["account_key"].unique().to_list()
    functions = [text.replace(".", "") for text in context.parameters.table("functions", None)["function"].unique()]
    ours = sorted({account[:5] for account in accounts})
    head = pl.col("account_key").str.slice(0, 5)
    strange = rows.select("account_key").unique().filter(~pl.col("account_key").is_in(accounts))
    if strange.is_empty():
        return _said(context, rows.select("row_no", message=pl.lit(None, pl.String)).clear())
    distinct = strange.with_columns(meant=transposed(pl.col("account_key"), functions))
    area = head.is_in(ours) | (pl.col("account_key").str.starts_with("528") & ~head.is_in(functions))
    unknown = distinct.filter(area | pl.col("meant").is_not_null()).with_columns(
        message=pl.when(pl.col("meant").is_not_null()).then(
            pl.format(
                "Kontoens funktion findes ikke; to cifre ser ud til at være byttet om: funktion {} findes. Intet er rettet.",
                "meant",
            )
        )
    )
    return _said(
        context, rows.join(unknown.select("account_key", "message"), on="account_key").select("row_no", "message")
    )


def _said(context: Context, said: pl.DataFrame) -> pl.DataFrame:
    """What is said of whole accounts, and of a posting's account that lacks a part."""
    import polars as pl

    if context.table != "postings":
        return said  # a budget may lie on a function, and a grant need not have an account
    partial = context.rows.filter(pl.col("account").is_not_null() & pl.col("account_key").is_null())
    return pl.concat([said, partial.select("row_no", message=pl.lit(_PARTIAL))])
