"""The monthly files of the finance system: what was booked in the month, with the flaws that such files have."""

from __future__ import annotations

import numpy as np
import polars as pl

from trinvis.demo import danish_text as text
from trinvis.demo.charges import month_days, months
from trinvis.demo.persons import Persons
from trinvis.demo.postings import Ledger

MONTH_NAMES = "januar februar marts april maj juni juli august september oktober november december".split()

COLUMNS = (
    "Bilag",
    "Bogføringsdato",
    "Regnskabsperiode",
    "Konto",
    "Beløb",
    "Cpr-nr.",
    "Indsats-id",
    "Leverandør",
    "Ydelsesmåned",
    "Tekst",
)


def prepare(rng: np.random.Generator, ledger: Ledger, persons: Persons) -> pl.DataFrame:
    """Every posting as it is written; ``booked`` and ``period`` are months as yyyymm.

    What belongs to the year before and is booked in January or February has December as its ledger period
    (supplementsperioden). The month of service stands in its own column, in the text, or nowhere when it is that of the
    booking.
    """
    all_months = pl.Series([*months(), 202701, 202702, 202703, 202704])
    postings = ledger.postings.with_columns(
        pl.lit(all_months).gather("booked").alias("booked"), pl.lit(all_months).gather("service").alias("service")
    )
    earlier_year = pl.col("service") // 100 < pl.col("booked") // 100
    supplementary = earlier_year & (pl.col("booked") % 100 <= 2)
    postings = postings.with_columns(
        pl.when(supplementary).then((pl.col("booked") // 100 - 1) * 100 + 12).otherwise("booked").alias("period"),
        pl.Series("luck", rng.random(postings.height)),
    )
    month_word = (pl.col("service") % 100).replace_strict(dict(enumerate(MONTH_NAMES, 1)))
    told = pl.col("service") != pl.col("period")
    in_text = pl.format("{} {} {}", "text", month_word, pl.col("service") // 100)
    return postings.with_columns(
        pl.format("B-{}", pl.int_range(pl.len()) + 100_001).alias("Bilag"),
        text.days(pl.col("day"), "%d-%m-%Y").alias("Bogføringsdato"),
        _month_text("period").alias("Regnskabsperiode"),
        pl.col("account").alias("Konto"),
        text.amount(pl.col("amount"), thousands=False, trailing_minus=True).alias("Beløb"),
        pl.lit(pl.Series(persons.numbers)).gather("child").alias("Cpr-nr."),
        pl.col("reference").alias("Indsats-id"),
        pl.col("provider").alias("Leverandør"),
        pl.when(told & (pl.col("luck") < 0.6)).then(_month_text("service")).alias("Ydelsesmåned"),
        pl.when(told & (pl.col("luck") >= 0.6)).then(in_text).otherwise("text").alias("Tekst"),
    )


def _month_text(column: str) -> pl.Expr:
    """A month as ``2026-03``."""
    return pl.format("{}-{}", pl.col(column) // 100, (pl.col(column) % 100).cast(pl.String).str.zfill(2))


def mistyped(rng: np.random.Generator, postings: pl.DataFrame, first: int, last: int) -> pl.DataFrame:
    """One or two postings a month typed wrong, and the same posting typed right in the file of the month after.

    A posting is typed wrong in its account (two digits swapped), its day or its amount; the file is short of it until then.
    """
    wanted = []
    all_months = [month for month in months() if first <= month < last]
    for month in all_months:
        inside = postings.with_row_index("at").filter(
            (pl.col("booked") == month) & (pl.col("period") == month) & (month % 100 < 12),
            pl.col("amount").is_between(100_000, 900_000),
            pl.col("Konto").str.contains("-52821|-52822") & pl.col("Beløb").str.contains("0"),
        )
        for at in rng.choice(inside["at"].to_numpy(), min(int(rng.integers(1, 3)), inside.height), replace=False):
            wanted.append((int(at), all_months.index(month) % 3))
    marks = pl.DataFrame(wanted, schema={"at": pl.UInt32, "fault": pl.Int64}, orient="row")
    marked = postings.with_row_index("at").join(marks, on="at", how="left", maintain_order="left")
    fault = pl.col("fault")
    wrong = marked.with_columns(
        pl.when(fault == 0)
        .then(pl.col("Konto").str.replace("-52821", "-58221").str.replace("-52822", "-58222"))
        .otherwise("Konto")
        .alias("Konto"),
        pl.when(fault == 1)
        .then(pl.format("31-02-{}", pl.col("booked") // 100))
        .otherwise("Bogføringsdato")
        .alias("Bogføringsdato"),
        pl.when(fault == 2).then(pl.col("Beløb").str.replace("0", "o")).otherwise("Beløb").alias("Beløb"),
    )
    following = dict(zip(months(), [*months()[1:], 202701], strict=True))
    right = marked.filter(fault.is_not_null()).with_columns(
        pl.col("booked").replace_strict(following).alias("booked"),
        pl.format("{}-R", "Bilag").alias("Bilag"),
        pl.format("{} (rettet)", "Tekst").alias("Tekst"),
        pl.lit(None, dtype=pl.Int64).alias("fault"),
    )
    start = pl.col("booked").replace_strict({m: month_days(m)[0] for m in [*months(), 202701]})
    right = right.with_columns((start + 2).alias("day"), pl.col("booked").alias("period")).with_columns(
        _month_text("period").alias("Regnskabsperiode"),
        text.days(pl.col("day"), "%d-%m-%Y").alias("Bogføringsdato"),
        pl.col("Ydelsesmåned").fill_null(_month_text("service")),
    )
    return pl.concat([wrong, right]).drop("at").sort("booked", "day", maintain_order=True)


def of_months(postings: pl.DataFrame, first: int, last: int) -> pl.DataFrame:
    """The rows of a file that is drawn at the end of month ``last`` and covers the ledger from month ``first``."""
    return postings.filter((pl.col("booked") <= last) & pl.col("period").is_between(first, last)).select(COLUMNS)
