"""The numbers of an answer: Danish decimals, and the signs that stand where there is no number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trinvis.intake.number_forms import LARGEST
from trinvis.intake.result import Unreadable

if TYPE_CHECKING:
    import polars as pl

UNKNOWN = ("..", "...", "…", ".")
"""What Danmarks Statistik writes where a number is not published (discretion, uncertain) or cannot be: never 0."""

_FRACTION = 5
"""Decimals that are read: 1.000 kr. with five of them is whole øre."""


@dataclass(frozen=True)
class Numbers:
    """``values``: Int64, the number times the scale; null where there is none. ``unknown``: a sign for a missing number.
    ``lacking``: nothing at all. ``unreadable``: something else. ``too_large``: a number beyond what can be kept."""

    values: pl.Series
    unknown: pl.Series
    lacking: pl.Series
    unreadable: pl.Series
    too_large: pl.Series


def read_content(texts: pl.Series, scale: int) -> Numbers:
    """The numbers times ``scale`` (at most 100.000), rounded half away from zero.

    Raises ``Unreadable`` when numbers have a point: then nobody can know whether 1.234 is a thousand or one and a bit.
    """
    import polars as pl

    whole = texts.cast(pl.Int64, strict=False)
    rest = texts.is_null() | whole.is_null()
    limit = LARGEST // scale
    values = whole.clip(-limit - 1, limit + 1) * scale
    nothing = texts.is_null()
    no = nothing & False
    if not rest.any():
        return Numbers(values, no, nothing, no, whole.abs() > limit)
    frame = texts.alias("t").to_frame().with_columns(pl.col("t").str.strip_chars())
    frame = frame.with_columns(
        sign=pl.when(pl.col("t").str.starts_with("-")).then(-1).otherwise(1),
        whole=pl.col("t").str.extract(r"^-?([0-9]+)(?:,[0-9]+)?$"),
        part=pl.col("t").str.extract(r"^-?[0-9]+,([0-9]+)$").fill_null(""),
    )
    pointed = frame["t"].str.contains(r"^-?[0-9]+\.[0-9]+$|^-?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?$")
    if pointed.any():
        raise Unreadable(
            "Tallene har punktum, men Danmarks Statistik skriver komma, så 1.234 kan være ettusind eller en komma to: "
            "hent tabellen igen på dansk, og lad være med at gemme den fra et regneark."
        )
    ten = 10**_FRACTION
    number = (
        pl.col("whole").str.slice(0, 13).cast(pl.Int64, strict=False) * ten
        + pl.col("part").str.slice(0, _FRACTION).str.pad_end(_FRACTION, "0").cast(pl.Int64, strict=False)
    ) * scale
    made = frame.select(
        value=pl.col("sign") * ((number + ten // 2) // ten),
        large=(pl.col("whole").str.len_chars() > 13).fill_null(False),
        unknown=pl.col("t").is_in(UNKNOWN).fill_null(False),
    )
    return made.pipe(_joined, texts, values, rest, limit * scale)


def _joined(made: pl.DataFrame, texts: pl.Series, values: pl.Series, rest: pl.Series, limit: int) -> Numbers:
    """The numbers with a comma laid over those without."""
    import polars as pl

    both = made.with_columns(
        values=values, rest=rest, lacking=texts.is_null() | (texts.str.strip_chars() == "")
    ).select(
        values=pl.when("rest").then("value").otherwise("values"), large="large", unknown="unknown", lacking="lacking"
    )
    too_large = both["large"] | (both["values"].abs() > limit).fill_null(value=False)
    unreadable = both["values"].is_null() & ~both["unknown"] & ~both["lacking"] & ~too_large
    kept = both.select(pl.when(~too_large).then("values").alias("values"))["values"]
    return Numbers(kept, both["unknown"], both["lacking"], unreadable, too_large)
