"""``finance``: ledger lines (posteringer) with account strings in any shape."""

from __future__ import annotations

from trinvis.intake.months import stated_months
from trinvis.intake.profile import Parsed, Profile, Shaped, fields_of
from trinvis.intake.staging import stage
from trinvis.tables import POSTINGS as TABLE


def shape(parsed: Parsed) -> Shaped:
    """One posting per row. An empty ledger month is the month of the date; an empty month of service is what the text states."""
    import polars as pl

    rows = parsed.rows.with_columns(
        period=pl.coalesce("period", (pl.col("date").dt.year() * 100 + pl.col("date").dt.month()).cast(pl.Int32)),
        art=pl.coalesce(
            "account_art",
            pl.col("art").str.extract(r"^([0-9][.,]?[0-9])").str.replace(r"^([0-9])[.,]?([0-9])$", "${1}.${2}"),
        ),
    )
    if "text" in parsed.mapped:
        stated = stated_months(rows["text"], rows["period"])
        rows = rows.with_columns(service_month=pl.coalesce(rows["service_month"], stated))
    return Shaped({"postings": stage(rows, TABLE, "birth")})


FINANCE = Profile(
    name="finance",
    label="posteringer fra økonomisystemet",
    meaning="Alle posteringer i de måneder, leveringen dækker; afløser tidligere leveringers tal for de samme måneder.",
    kind="period",
    tables=("postings",),
    fields=fields_of(
        TABLE,
        date=("bogf. dato", "bogføringsdag", "postdato", "transaktionsdato", "paid_date"),
        account=("artskonto", "kontering", "finanskontostreng", "psp-element", "omkostningssted"),
        amount_oere=("beløb dkk", "nettobeløb", "saldo", "beløb i alt", "forbrug"),
        provider_no=("kreditornavn", "leverandørnr", "modtager", "udbetalingsmodtager"),
        text=("tekst", "bilagstekst", "beskrivelse", "bemærkning"),
        voucher=("bilag nr", "bilagsnr.", "dokumentnr", "faktura", "fakturanr"),
    ),
    needs=(("date", "period"), ("account",), ("amount_oere",)),
    keys=(("date", "period"), ("account",)),
    amount="amount_oere",
    shape=shape,
    sum_fields=("amount_oere",),
)
