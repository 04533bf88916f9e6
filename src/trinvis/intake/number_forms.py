"""Numbers as people and systems write them, decided column by column over the whole file.

``1.234,56``, ``1,234.56``, ``1234.5``, ``1 234,56``, ``1.234,56-``, ``(1.234,56)``, ``kr. 1.234,-``. A text such as
``1.234`` is 1234 in Danish and 1,234 in English: the other values of its column tell which, else the user is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import polars as pl

NumberForm = Literal["da", "en"]

LARGEST = 10**13
"""Largest size of any kept number: 100 milliarder kr. in øre, more than any municipality's whole budget."""

# [0-9] and not \d: that takes the digits of every script, which no cast understands
_DANISH = r"^(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?$"
_ENGLISH = r"^(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?$"
_PLAIN = r"^[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?$"


class TwoReadings(ValueError):
    """Every value of the column can be read in two ways, and nobody said which is meant."""


@dataclass(frozen=True)
class NumberColumn:
    """``values``: Int64 scaled, null where blank or unreadable. ``unreadable``: a value stands there but is no number.
    ``too_large``: a number beyond ``LARGEST`` (also unreadable). ``form``: how the column was read, '' when it does not matter.
    """

    values: pl.Series
    unreadable: pl.Series
    too_large: pl.Series
    form: str


def read_numbers(
    texts: pl.Series,
    *,
    scale: int,
    spreadsheet: bool,
    remembered: str | None,
    asked: str | None,
    per_cent: bool = False,
) -> NumberColumn:
    """The numbers of a column times ``scale``, rounded half away from zero.

    ``remembered`` is the form of last time, ``asked`` the user's answer; both speak only where the values leave doubt.
    ``spreadsheet``: values with a point and no thousands were numbers in the sheet. ``per_cent``: a column of nothing but
    fractions from 0 to 1 is read as shares of 100 %. Raises ``TwoReadings``.
    """
    import polars as pl

    kinds = _parts(texts.unique().drop_nulls()).select(
        "text",
        "negative",
        "body",
        danish=pl.col("body").str.contains(_DANISH),
        english=pl.col("body").str.contains(_ENGLISH),
        plain=pl.col("body").str.contains(r"^[0-9]+$"),
        native=_native() if spreadsheet else pl.lit(False),
        per_cent="per_cent",
    )
    form = _decide(kinds, remembered, asked)
    native = pl.when(pl.col("native")).then(pl.col("text").str.strip_prefix("-").str.to_lowercase())
    if form == "en":
        point = native.when(pl.col("english")).then(pl.col("body").str.replace_all(",", "", literal=True))
    elif form == "da":
        bare = pl.col("body").str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
        point = native.when(pl.col("danish")).then(bare)
    else:
        point = native.when(pl.col("plain")).then(pl.col("body"))
    number = point.otherwise(None).str.extract(f"({_PLAIN[1:-1]})").cast(pl.Float64, strict=False)
    signed = pl.when("negative").then(-number).otherwise(number)
    read = kinds.select("text", "body", number=signed)
    if per_cent and _are_shares(read["number"], kinds["per_cent"]):
        read = read.with_columns(pl.col("number") * 100)
        form = f"{form};andel" if form else "andel"
    scaled = pl.col("number") * scale
    whole = ((scaled.abs() + 0.500001).floor()) * scaled.sign()
    large = whole.abs() > LARGEST
    looked_up = read.select(
        "text",
        value=pl.when(~large).then(whole).cast(pl.Int64),
        unreadable=(pl.col("body") != "") & (pl.col("number").is_null() | large),
        large=large.fill_null(False),
    )
    joined = texts.alias("text").to_frame().join(looked_up, on="text", how="left", maintain_order="left")
    return NumberColumn(joined["value"], joined["unreadable"].fill_null(False), joined["large"].fill_null(False), form)


def read_integers(texts: pl.Series, largest: int = 10**9) -> NumberColumn:
    """Whole numbers: a point, a comma or a blank can only part thousands, and only zeros may follow a decimal mark.

    A number beyond ``largest`` is unreadable: a year or a step that has ten digits is something else.
    """
    import polars as pl

    distinct = texts.unique().drop_nulls()
    parts = _parts(distinct)
    # three zeros after a mark are thousands (1.000 inhabitants), any other number of them decimals (1,00)
    body = pl.col("body").str.replace(r"^([0-9]+)[.,](?:0{1,2}|0{4,})$|^(0)[.,]0+$", "${1}${2}")
    grouped = body.str.contains(r"^[1-9][0-9]{0,2}(?:[.,][0-9]{3})+$")
    digits = pl.when(grouped).then(body.str.replace_all(r"[.,]", "")).otherwise(body)
    number = digits.str.extract(r"^([0-9]{1,13})$").cast(pl.Int64, strict=False)
    number = pl.when(number <= largest).then(number)
    looked_up = parts.select(
        "text",
        value=pl.when("negative").then(-number).otherwise(number),
        unreadable=(pl.col("body") != "") & number.is_null(),
    )
    joined = texts.alias("text").to_frame().join(looked_up, on="text", how="left", maintain_order="left")
    unreadable = joined["unreadable"].fill_null(False)
    return NumberColumn(joined["value"], unreadable, pl.repeat(False, texts.len(), eager=True), "")


def _parts(distinct: pl.Series) -> pl.DataFrame:
    """``text``, ``negative``, ``body`` (the digits and marks alone) and ``per_cent`` of each text.

    Most texts are digits and marks already; only the others are tidied.
    """
    import polars as pl

    frame = distinct.alias("text").to_frame()
    bare = pl.col("text").str.contains(r"^-?[0-9][0-9.,]*$")
    simple = frame.select(
        "text",
        negative=pl.col("text").str.starts_with("-"),
        body=pl.col("text").str.strip_prefix("-"),
        per_cent=pl.lit(False),
        bare=bare,
    )
    if simple["bare"].all():
        return simple.drop("bare")
    return pl.concat([simple.filter("bare").drop("bare"), _tidied(frame.filter(~simple["bare"]))])


def _tidied(frame: pl.DataFrame) -> pl.DataFrame:
    """Currency, per cent sign and blanks between thousands taken off; '-' and StatBank's '..' are blank."""
    import polars as pl

    tidy = (
        pl.col("text")
        .str.replace_all(r"[\s\u{a0}\u{202f}\u{2009}]+", " ")
        .str.replace_all(r"[−–—]", "-")
        .str.to_lowercase()
        .str.replace_all(r"^(?:kr\.?|dkk) ?|^(-)(?:kr\.?|dkk) ?| ?(?:kr\.?|dkk)$", "${1}")
        .str.strip_chars()
    )
    frame = frame.with_columns(tidy=tidy)
    per_cent = pl.col("tidy").str.ends_with("%")
    bare = pl.col("tidy").str.strip_suffix("%").str.replace(r"([0-9])[,.](-+)$", "${1}").str.strip_chars()
    frame = frame.with_columns(tidy=bare, per_cent=per_cent)
    minus = pl.col("tidy").str.contains(r"^-[^-]*$|^[^-]*-$|^\([^()-]*\)$") & (pl.col("tidy") != "-")
    naked = (
        pl.when(minus).then(pl.col("tidy").str.replace_all(r"[()-]", "").str.strip_chars()).otherwise(pl.col("tidy"))
    )
    frame = frame.with_columns(negative=minus, body=naked)
    thousands = pl.col("body").str.contains(r"^[1-9][0-9]{0,2}(?: [0-9]{3})+(?:[.,][0-9]+)?$")
    body = pl.when(thousands).then(pl.col("body").str.replace_all(" ", "", literal=True)).otherwise(pl.col("body"))
    blank = body.is_in(["-", "--", "..", "…"])
    return frame.select("text", "negative", body=pl.when(blank).then(pl.lit("")).otherwise(body), per_cent="per_cent")


def _native() -> pl.Expr:
    """A number as a spreadsheet keeps it; not three digits after the point, which a text may have meant as thousands."""
    import polars as pl

    number = pl.col("text").str.contains(r"^-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$")
    return number & ~pl.col("text").str.contains(r"^-?[0-9]{1,3}\.[0-9]{3}$")


def _decide(kinds: pl.DataFrame, remembered: str | None, asked: str | None) -> str:
    import polars as pl

    voting = ~pl.col("native") & ~pl.col("plain")
    votes = kinds.select(
        danish=(voting & pl.col("danish") & ~pl.col("english")).sum(),
        english=(voting & pl.col("english") & ~pl.col("danish")).sum(),
        doubtful=(voting & pl.col("english") & pl.col("danish")).sum(),
    )
    danish, english, doubtful = votes.row(0)
    told = remembered.split(";")[0] if remembered else None
    if danish or english:
        if danish == english:
            return asked or told or "da"
        return "da" if danish > english else "en"
    if not doubtful:
        return ""
    answer = asked or told
    if answer not in ("da", "en"):
        raise TwoReadings
    return answer


def _are_shares(numbers: pl.Series, signs: pl.Series) -> bool:
    """Per cent written as fractions: no per cent sign, nothing above 1, and something above 0."""
    largest, smallest = numbers.max(), numbers.min()
    if not isinstance(largest, float) or not isinstance(smallest, float):
        return False
    return not bool(signs.any()) and 0 < largest <= 1 and smallest >= 0
