"""The monthly extracts of the case system: what it knew of every grant on the day of the extract."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from trinvis.demo import danish_text as text
from trinvis.demo.courses import MONTH_DAYS, day
from trinvis.demo.grants import NEVER, Grants
from trinvis.demo.providers import ADVISERS, DISTRICTS
from trinvis.tables import choices

if TYPE_CHECKING:
    from trinvis.demo.persons import Persons

UNKNOWN = "01.01.9999"


def prepare(grants: Grants, persons: Persons, accounts: dict[str, str]) -> pl.DataFrame:
    """One row per price period with everything that does not depend on the day of the extract, as text where it is shown."""
    table = grants.grants
    team = (
        pl.when("disability")
        .then(pl.lit("Handicapteam"))
        .otherwise(pl.col("young").replace_strict(_TEAM))
        .alias("Team")
    )
    shown = (
        table.with_columns(
            (pl.col("start") - pl.lit(pl.Series(persons.births)).gather("child") > 13 * 365.25).alias("young")
        )
        .with_columns(team)
        .select(
            "grant",
            "start",
            "stop",
            "expected_from",
            "decided",
            "registered",
            "stop_known",
            "plan_days",
            "phantom",
            "reason",
            "probability",
            pl.col("key").alias("Indsats-id"),
            pl.format("27.24.00-G01-{}", pl.col("child") + 1001).alias("Sagsnummer"),
            pl.lit(pl.Series(persons.numbers)).gather("child").alias("Cpr-nr."),
            pl.lit(pl.Series(persons.names)).gather("child").alias("Navn"),
            pl.col("paragraph").alias("Paragraf"),
            pl.col("type").replace_strict(dict(choices.INTERVENTION_TYPES)).alias("Indsatstype"),
            pl.col("place").replace_strict(dict(choices.PLACEMENT_TYPES), default=None).alias("Anbringelsessted"),
            text.flag(pl.col("place").is_not_null()).alias("Anbragt"),
            text.flag(pl.col("main")).alias("Hovedydelse"),
            pl.col("provider").alias("Leverandør"),
            pl.col("provider_kind").replace_strict(dict(choices.PROVIDER_KINDS)).alias("Leverandørtype"),
            pl.col("unit").replace_strict(dict(choices.UNITS)).alias("Enhed"),
            text.hundredths(pl.col("vat_factor")).alias("Momsfaktor"),
            text.flag(pl.when(pl.col("place").is_not_null()).then("moved")).alias("Flytning"),
            text.flag(pl.when(pl.col("place").is_not_null()).then("acute")).alias("Akut"),
            text.flag(pl.when(pl.col("place").is_not_null()).then("consent")).alias("Med samtykke"),
            pl.col("paying").alias("Betalingskommune"),
            pl.lit(pl.Series(ADVISERS)).gather("adviser").alias("Rådgiver"),
            "Team",
            pl.lit(pl.Series(DISTRICTS)).gather("district").alias("Distrikt"),
            pl.col("account").replace_strict(accounts).alias("Konto"),
            text.days(pl.col("granted")).alias("Bevilget den"),
        )
    )
    return grants.prices.join(shown, on="grant", how="left", maintain_order="left").with_columns(
        text.amount(pl.col("rate"), thousands=True).alias("Takst"), text.hundredths(pl.col("quantity")).alias("Antal")
    )


_TEAM = {False: "Børneteam", True: "Ungeteam"}

COLUMNS = (
    "Indsats-id;Sagsnummer;Cpr-nr.;Navn;Paragraf;Indsatstype;Anbringelsessted;Anbragt;Hovedydelse;Leverandør;"
    "Leverandørtype;Enhed;Takst;Antal;Momsfaktor;Startdato;Stopdato;Flytning;Akut;Med samtykke;Stopårsag;Status;"
    "Sandsynlighed;Ændrer indsats;Betalingskommune;Rådgiver;Team;Distrikt;Konto;Bevilget den"
).split(";")


def extract(periods: pl.DataFrame, on: int) -> pl.DataFrame:
    """The extract of day ``on``: grants known by then that run now or stopped no earlier than last year.

    A grant planned for a time shows the end of the time granted so far; each prolongation is registered three weeks before.
    """
    year = text.day_date(on).year
    planned = pl.max_horizontal(((on + 20 - pl.col("start")) / pl.col("plan_days").clip(1)).ceil(), 1).cast(pl.Int64)
    stop = (
        pl.when(pl.col("stop_known") <= on)
        .then("stop")
        .when(pl.col("plan_days") > 0)
        .then(pl.col("start") + pl.col("plan_days") * planned - 1)
        .otherwise(NEVER)
    )
    gone = pl.col("phantom") & (pl.col("start") + 20 < on)
    seen = (
        periods.filter(pl.min_horizontal("expected_from", "registered") <= on, pl.col("known") <= on)
        .with_columns(stop.alias("shown_stop"))
        .filter(
            pl.col("shown_stop") >= day(year - 1, 1, 1),
            pl.col("from") <= pl.col("shown_stop"),
            ~(pl.col("phantom") & (pl.col("start") + 80 < on)),
        )
        .with_columns(
            pl.when(pl.col("grant").shift(-1) == pl.col("grant"))
            .then(pl.col("from").shift(-1) - 1)
            .otherwise("shown_stop")
            .alias("until")
        )
    )
    seen = seen.filter(pl.col("until") >= day(year - 1, 1, 1))
    expected = (pl.col("decided") > on) | pl.col("phantom")
    ended = (pl.col("stop_known") <= on) & (pl.col("stop") <= on)
    status = (
        pl.when(gone)
        .then(pl.lit("Annulleret"))
        .when(expected)
        .then(pl.lit("Forventet"))
        .when(ended)
        .then(pl.lit("Afsluttet"))
        .otherwise(pl.lit("Bevilget"))
    )
    reasons = dict(choices.STOP_REASONS)
    return seen.with_columns(
        text.days(pl.col("from")).alias("Startdato"),
        pl.when(pl.col("until") >= NEVER).then(pl.lit(UNKNOWN)).otherwise(text.days(pl.col("until"))).alias("Stopdato"),
        pl.when(ended & ~pl.col("phantom")).then(pl.col("reason").replace_strict(reasons)).alias("Stopårsag"),
        status.alias("Status"),
        pl.when(expected & ~gone).then(pl.col("probability").cast(pl.String)).alias("Sandsynlighed"),
        pl.lit(None, dtype=pl.String).alias("Ændrer indsats"),
    ).select("grant", *COLUMNS)


def expected_changes(periods: pl.DataFrame, on: int) -> pl.DataFrame:
    """Changes of price or hours that are expected on day ``on``: rows that modify a granted one from their start.

    Every change of quantity is announced two months before it is known for sure; so are some that never come about.
    """
    changed = (pl.col("grant") == pl.col("grant").shift(1)) & (pl.col("quantity") != pl.col("quantity").shift(1))
    true = periods.filter(changed & (pl.col("known") > on) & (pl.col("known") - 60 <= on) & (pl.col("from") > on))
    month = int((on - day(2023, 1, 1)) / MONTH_DAYS)
    hoped = periods.filter(
        (pl.col("grant") != pl.col("grant").shift(-1)),
        pl.col("Enhed") == "Døgn",
        pl.col("Anbragt") == "Ja",
        pl.col("Hovedydelse") == "Ja",
        ~pl.col("phantom"),
        pl.col("decided") < on - 200,
        pl.col("stop") > on + 200,
        (pl.col("grant") * 7 + month) % 23 < 3,
    ).with_columns(
        (pl.lit(on) + 45).cast(pl.Int64).alias("from"),
        text.amount(pl.col("rate") * 9 // 10 // 100 * 100, thousands=True).alias("Takst"),
    )
    return (
        pl.concat([true, hoped])
        .with_columns(
            pl.col("Indsats-id").alias("Ændrer indsats"),
            pl.format("{}-Æ", "Indsats-id").alias("Indsats-id"),
            text.days(pl.col("from")).alias("Startdato"),
            pl.lit(UNKNOWN).alias("Stopdato"),
            pl.lit("Forventet").alias("Status"),
            pl.lit("60").alias("Sandsynlighed"),
            pl.lit(None, dtype=pl.String).alias("Stopårsag"),
        )
        .select("grant", *COLUMNS)
    )
